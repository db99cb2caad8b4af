/*
 * A pattern and, behind a tab, a subject: find, match and gsub of the sandbox must give what Lua's own
 * give, or raise what those raise, and nothing may be left allocated. Both are cut short, since Lua's
 * own matcher knows no end to its steps.
 */
#include "fuzz.h"
#include "lua/sandbox/strings.h"
#include "lua/state.h"

#include <string.h>

#include <lualib.h>

enum { LONGEST = 14, OWN = 1, OURS = 2, PATTERN = 3, SUBJECT = 4 };

static void must(bool holds, const char *what) {
    if (!holds) {
        fuzz_fail(what);
    }
}

/* Calls a function of the library at `from`; what it gives, or raises, lies on top: how many. */
static int call(lua_State *L, int from, const char *name, bool *failed) {
    int top = lua_gettop(L), n = 2;
    lua_getfield(L, from, name);
    lua_pushvalue(L, SUBJECT);
    lua_pushvalue(L, PATTERN);
    if (strcmp(name, "gsub") == 0) {
        lua_pushliteral(L, "<%0|%1>");
        n = 3;
    }
    *failed = lua_pcall(L, n, LUA_MULTRET, 0) != LUA_OK;
    return lua_gettop(L) - top;
}

static void compare(lua_State *L, const char *name) {
    bool failed[2];
    int first = lua_gettop(L) + 1;
    int n = call(L, OWN, name, &failed[0]);
    must(call(L, OURS, name, &failed[1]) == n && failed[0] == failed[1],
         "one gives more than the other");
    for (int i = 0; i < n; i++) {
        must(lua_rawequal(L, first + i, first + n + i), "one gives something else");
    }
    lua_settop(L, first - 1);
}

static void push_part(lua_State *L, const uint8_t *bytes, size_t size) {
    lua_pushlstring(L, (const char *)(const void *)bytes, size < LONGEST ? size : LONGEST);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    ig_lua host = {.share = "/nowhere", .context = {.memory = ig_memory_new()}};
    const uint8_t *tab = size == 0 ? NULL : memchr(data, '\t', size);
    size_t pattern_bytes = tab == NULL ? size : (size_t)(tab - data);
    lua_State *L = luaL_newstate();
    must(host.context.memory != NULL && L != NULL, "no memory");
    ig_lua_open(L, &host);
    lua_settop(L, 0);
    lua_pushcfunction(L, luaopen_string);
    lua_call(L, 0, 1);
    ig_lua_box_strings(L, NULL);
    push_part(L, data, pattern_bytes);
    push_part(L, tab == NULL ? data : tab + 1, tab == NULL ? size : size - pattern_bytes - 1);
    compare(L, "find");
    compare(L, "match");
    compare(L, "gsub");
    lua_close(L);
    must(ig_memory_read(host.context.memory).live_blocks == 0, "something is left allocated");
    ig_memory_free(host.context.memory);
    return 0;
}
