/*
 * A Lua state with the sandbox's libraries and an account of its own for memory; or, to compare with,
 * Lua's own libraries beside them, under no name that Lua would show in messages.
 */
#ifndef INGOT_TESTS_BOX_H
#define INGOT_TESTS_BOX_H

#include "base/harness.h"

#include "lua/sandbox/coroutines.h"
#include "lua/sandbox/strings.h"
#include "lua/sandbox/tables.h"
#include "lua/state.h"

#include <lualib.h>

typedef struct box {
    ig_lua host;
    lua_State *L;
} box;

/* Without a limit where `limit_bytes` is 0. */
static inline void box_open(box *b, size_t limit_bytes) {
    *b = (box){.host = {.share = "/nowhere", .context = {.memory = ig_memory_new()}}};
    b->L = luaL_newstate();
    assert_non_null(b->L);
    ig_lua_open(b->L, &b->host);
    luaL_requiref(b->L, "_G", luaopen_base, 1);
    luaL_requiref(b->L, "math", luaopen_math, 1);
    lua_settop(b->L, 0);
    ig_lua_box_strings(b->L, NULL);
    lua_setglobal(b->L, "string");
    ig_lua_box_tables(b->L);
    lua_setglobal(b->L, "table");
    ig_lua_box_coroutines(b->L);
    lua_setglobal(b->L, "coroutine");
    ig_memory_limit(b->host.context.memory, limit_bytes);
}

static inline void box_close(box *b) {
    lua_close(b->L);
    assert_int_equal(ig_memory_read(b->host.context.memory).live_blocks, 0);
    ig_memory_free(b->host.context.memory);
}

/* Pushes a library of Lua's own. */
static inline void push_own(lua_State *L, lua_CFunction open) {
    lua_pushcfunction(L, open);
    lua_call(L, 0, 1);
}

/* Calls both functions with the n arguments at the top of the stack, which it pops; their results, or
   their errors, must be the same. `what` is what a failure shows. */
static inline void assert_same_call(lua_State *L, int ours, int own, int n, const char *what) {
    int first = lua_gettop(L) - n + 1;
    int status[2];
    int at[3] = {lua_gettop(L) + 1};
    for (int i = 0; i < 2; i++) {
        lua_pushvalue(L, i == 0 ? ours : own);
        for (int k = 0; k < n; k++) {
            lua_pushvalue(L, first + k);
        }
        status[i] = lua_pcall(L, n, LUA_MULTRET, 0);
        at[i + 1] = lua_gettop(L) + 1;
    }
    bool same = status[0] == status[1] && at[1] - at[0] == at[2] - at[1];
    for (int i = at[0]; same && i < at[1]; i++) {
        int other = i + at[1] - at[0];
        same = lua_rawequal(L, i, other) && lua_isinteger(L, i) == lua_isinteger(L, other);
    }
    if (!same) {
        for (int i = at[0]; i < at[2]; i++) {
            print_message("%s %s\n", i < at[1] ? "ours:" : "Lua: ", luaL_tolstring(L, i, NULL));
            lua_pop(L, 1);
        }
        fail_msg("not the same: %s", what);
    }
    lua_settop(L, first - 1);
}

/* Runs the text; pushes what it raised, or nothing and returns false. */
static inline bool box_fails(box *b, const char *script) {
    lua_settop(b->L, 0);
    if (luaL_loadbuffer(b->L, script, strlen(script), "=s") != LUA_OK ||
        lua_pcall(b->L, 0, 0, 0) != LUA_OK) {
        luaL_tolstring(b->L, -1, NULL);
        return true;
    }
    return false;
}

static inline void assert_runs(box *b, const char *script) {
    if (box_fails(b, script)) {
        fail_msg("%s\nraised: %s", script, lua_tostring(b->L, -1));
    }
}

static inline void assert_raises(box *b, const char *script, const char *text) {
    if (!box_fails(b, script)) {
        fail_msg("%s\nraised nothing, not: %s", script, text);
    }
    assert_string_equal(lua_tostring(b->L, -1), text);
}

#endif
