/*
 * The host's struct hangs in Lua's extra space, which every coroutine inherits by copy. Hooks stand
 * in the registry under the addresses of three constants. Positions skip frames whose chunk lies
 * below <share>/lua/: what a script caused is told with the script's line, however deep in the
 * library it came to light.
 */
#include "lua/state.h"

#include "base/suggest.h"
#include "lua/memory.h"
#include "lua/native.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const char hook_keys[] = {0, 0};
static const char raised_key = 0;

/* The slot of what was raised stays there, so that filling it allocates nothing. */
static void drop_raised(lua_State *L) {
    lua_pushboolean(L, 0);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &raised_key);
}

void ig_lua_open(lua_State *L, ig_lua *host) {
    *(ig_lua **)lua_getextraspace(L) = host;
    host->main = L;
    host->current = NULL;
    ig_lua_account(L);
    drop_raised(L);
    luaL_getsubtable(L, LUA_REGISTRYINDEX, LUA_PRELOAD_TABLE);
    lua_pushcfunction(L, ig_lua_native);
    lua_setfield(L, -2, "ingot.native");
    lua_pop(L, 1);
}

ig_lua *ig_lua_of(lua_State *L) {
    return *(ig_lua **)lua_getextraspace(L);
}

void ig_lua_hook_set(lua_State *L, ig_lua_hook hook, int index) {
    lua_pushvalue(L, index);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &hook_keys[hook]);
}

int ig_lua_hook_get(lua_State *L, ig_lua_hook hook) {
    if (lua_rawgetp(L, LUA_REGISTRYINDEX, &hook_keys[hook]) != LUA_TNIL) {
        return 1;
    }
    lua_pop(L, 1);
    return 0;
}

bool ig_lua_is_library(const ig_lua *host, const char *source) {
    size_t bytes = strlen(host->share);
    return source[0] == '@' && strncmp(source + 1, host->share, bytes) == 0 &&
           strncmp(source + 1 + bytes, "/lua/", 5) == 0;
}

void ig_lua_where(lua_State *L) {
    const ig_lua *host = ig_lua_of(L);
    lua_Debug frame;
    for (int level = 0; lua_getstack(L, level, &frame); level++) {
        lua_getinfo(L, "Sl", &frame);
        if (frame.currentline > 0 && !ig_lua_is_library(host, frame.source)) {
            lua_pushfstring(L, "%s:%d: ", frame.short_src, frame.currentline);
            return;
        }
    }
    lua_pushliteral(L, "");
}

/* A script may catch the first refusal, and goes on printing: the second ends it. */
static void refuse_more(ig_lua *host, const ig_error *err) {
    if (err->kind != IG_ERROR_LIMIT) {
        return;
    }
    if (host->is_silenced) {
        fprintf(stderr, "ingot: %s\n", err->text);
        fflush(stderr);
        _exit(ig_error_exit_code(IG_ERROR_LIMIT));
    }
    host->is_silenced = true;
}

void ig_lua_say(lua_State *L, int stream, const char *text, size_t size_bytes) {
    ig_lua *host = ig_lua_of(L);
    ig_error err;
    if (host->say != NULL) {
        if (host->say(host->say_to, stream, text, size_bytes, &err) != 0) {
            refuse_more(host, &err);
            ig_lua_raise(L, &err);
        }
        return;
    }
    FILE *file = stream == 2 ? stderr : stdout;
    if (fwrite(text, 1, size_bytes, file) != size_bytes) {
        ig_fail(&err, IG_ERROR_SCRIPT, "cannot write standard %s: %s",
                stream == 2 ? "error" : "output", strerror(errno));
        ig_lua_raise(L, &err);
    }
}

void ig_lua_keep_raised(lua_State *L, ig_error *err) {
    ig_fail(err, IG_ERROR_RAISED, "%s",
            lua_type(L, -1) == LUA_TSTRING ? lua_tostring(L, -1) : luaL_typename(L, -1));
    lua_rawsetp(L, LUA_REGISTRYINDEX, &raised_key);
}

static void raise_again(lua_State *L) {
    lua_rawgetp(L, LUA_REGISTRYINDEX, &raised_key);
    drop_raised(L);
    lua_error(L);
}

/* True when the value at `index` is an error value, and pushes its class, message and kind. */
static bool push_parts(lua_State *L, int index) {
    int top = lua_gettop(L);
    if (lua_type(L, index) == LUA_TTABLE && ig_lua_hook_get(L, IG_LUA_ERRORS) &&
        lua_getmetatable(L, index) && lua_rawequal(L, -1, -2)) {
        lua_settop(L, top + 1);
        lua_pushliteral(L, "message");
        lua_rawget(L, index);
        lua_pushliteral(L, "kind");
        lua_rawget(L, index);
        if (lua_type(L, -1) == LUA_TSTRING && lua_type(L, -2) == LUA_TSTRING) {
            return true;
        }
    }
    lua_settop(L, top);
    return false;
}

/* Makes an error value of the class, message and kind on top of the stack, in their place. */
static void make_error(lua_State *L) {
    int parts = lua_gettop(L) - 2;
    lua_createtable(L, 0, 2);
    lua_insert(L, parts);
    lua_setfield(L, parts, "kind");
    lua_setfield(L, parts, "message");
    lua_setmetatable(L, parts);
}

void ig_lua_amend(lua_State *L, int index) {
    int text = lua_gettop(L);
    index = lua_absindex(L, index);
    if (lua_type(L, index) == LUA_TSTRING) {
        lua_pushvalue(L, index);
        lua_pushvalue(L, text);
        lua_concat(L, 2);
        lua_replace(L, index);
    } else if (push_parts(L, index) &&
               strcmp(lua_tostring(L, -1), ig_error_kind_name(IG_ERROR_STOPPED)) != 0) {
        lua_insert(L, -2); /* class, kind, message */
        lua_pushvalue(L, text);
        lua_concat(L, 2);
        lua_insert(L, -2);
        make_error(L);
        lua_replace(L, index);
    }
    lua_settop(L, text - 1);
}

void ig_lua_raise(lua_State *L, const ig_error *err) {
    if (err->kind == IG_ERROR_RAISED) {
        raise_again(L);
    }
    if (err->kind == IG_ERROR_SCRIPT) {
        lua_pushliteral(L, "");
    } else {
        ig_lua_where(L);
    }
    lua_pushstring(L, err->text);
    lua_concat(L, 2);
    if (err->kind != IG_ERROR_SCRIPT && err->kind != IG_ERROR_USAGE &&
        ig_lua_hook_get(L, IG_LUA_ERRORS)) {
        lua_insert(L, -2);
        lua_pushstring(L, ig_error_kind_name(err->kind));
        make_error(L);
    }
    lua_error(L);
    __builtin_unreachable();
}

void ig_lua_misuse(lua_State *L, const char *format, ...) {
    va_list args;
    va_start(args, format);
    ig_lua_where(L);
    lua_pushvfstring(L, format, args);
    va_end(args);
    lua_concat(L, 2);
    lua_error(L);
    __builtin_unreachable();
}

int ig_lua_refuse(lua_State *L, const ig_error *err) {
    lua_pushnil(L);
    lua_pushstring(L, err->text);
    lua_pushstring(L, ig_error_kind_name(err->kind));
    return 3;
}

void ig_lua_unknown(lua_State *L, const char *what, const char *wrong, const char *const *names,
                    size_t n_names) {
    ig_error err;
    char plural[64];
    size_t noun = strcspn(what, " ");
    snprintf(plural, sizeof plural, "%.*ss%s", (int)noun, what, what + noun);
    ig_fail_unknown(&err, what, plural, wrong, strlen(wrong), names, n_names);
    ig_lua_raise(L, &err);
}

void ig_lua_check_keys(lua_State *L, int index, const char *what, const char *const *names,
                       size_t n_names) {
    index = lua_absindex(L, index);
    lua_pushnil(L);
    while (lua_next(L, index) != 0) {
        lua_pop(L, 1);
        if (lua_type(L, -1) != LUA_TSTRING) {
            ig_lua_misuse(L, "%s: a name expected as key, got %s", what, luaL_typename(L, -1));
        }
        const char *key = lua_tostring(L, -1);
        size_t i = 0;
        while (i < n_names && strcmp(names[i], key) != 0) {
            i++;
        }
        if (i == n_names) {
            ig_lua_unknown(L, what, key, names, n_names);
        }
    }
}

const char *ig_lua_text(lua_State *L, int index, const char *what) {
    if (lua_type(L, index) != LUA_TSTRING) {
        ig_lua_misuse(L, "%s: text expected, got %s", what, luaL_typename(L, index));
    }
    size_t bytes = 0;
    const char *text = lua_tolstring(L, index, &bytes);
    if (strlen(text) != bytes) {
        ig_lua_misuse(L, "%s: text without zero bytes expected", what);
    }
    return text;
}

const char *ig_lua_text_field(lua_State *L, int index, const char *name, const char *what) {
    index = lua_absindex(L, index);
    lua_pushstring(L, name);
    return lua_rawget(L, index) == LUA_TNIL ? NULL : ig_lua_text(L, -1, what);
}
