/*
 * Lua's own functions where they do no harm, taken by name out of a library that is opened on the
 * side; ours where a script could do harm with Lua's, or could tell one run from another.
 */
#include "lua/sandbox/base.h"

#include "lua/sandbox/bound.h"
#include "lua/sandbox/constants.h"
#include "lua/sandbox/next.h"
#include "lua/sandbox/pairs.h"
#include "lua/sandbox/text.h"
#include "lua/state.h"

#include <string.h>

#include <lualib.h>

static const char *const harmless[] = {
    "assert", "error",  "getmetatable", "ipairs",   "pcall", "rawequal", "rawget",
    "rawlen", "rawset", "select",       "tonumber", "type",  "xpcall",   "_VERSION",
};

int ig_lua_box_tostring(lua_State *L) {
    luaL_checkany(L, 1);
    ig_bound_stack(L);
    ig_lua_box_text(L, 1, NULL);
    return 1;
}

/* One write for all of it. */
static int base_print(lua_State *L) {
    int n = lua_gettop(L);
    luaL_Buffer line;
    luaL_buffinit(L, &line);
    for (int i = 1; i <= n; i++) {
        if (i > 1) {
            luaL_addchar(&line, '\t');
        }
        ig_lua_box_text(L, i, NULL);
        ig_bound_add_value(&line);
    }
    luaL_addchar(&line, '\n');
    ig_bound_result(&line);
    size_t bytes = 0;
    const char *text = lua_tolstring(L, -1, &bytes);
    ig_lua_say(L, 1, text, bytes);
    return 0;
}

/* A finalizer would run at a time of its own choosing, outside every limit. */
static int base_setmetatable(lua_State *L) {
    int type = lua_type(L, 2);
    luaL_checktype(L, 1, LUA_TTABLE);
    luaL_argexpected(L, type == LUA_TNIL || type == LUA_TTABLE, 2, "nil or table");
    lua_settop(L, 2);
    if (luaL_getmetafield(L, 1, "__metatable") != LUA_TNIL) {
        return luaL_error(L, "cannot change a protected metatable");
    }
    if (type == LUA_TTABLE) {
        lua_pushliteral(L, "__gc");
        if (lua_rawget(L, 2) != LUA_TNIL) {
            ig_lua_misuse(L, "setmetatable: '__gc': not available in sandbox");
        }
        lua_pop(L, 1);
    }
    lua_setmetatable(L, 1);
    return 1;
}

static int base_collectgarbage(lua_State *L) {
    const char *what = luaL_optstring(L, 1, "collect");
    if (strcmp(what, "count") == 0) {
        lua_pushnumber(L, (lua_Number)lua_gc(L, LUA_GCCOUNT) +
                              (lua_Number)lua_gc(L, LUA_GCCOUNTB) / 1024);
    } else if (strcmp(what, "collect") == 0) {
        lua_pushinteger(L, lua_gc(L, LUA_GCCOLLECT));
    } else if (strcmp(what, "step") == 0) {
        lua_pushboolean(L, lua_gc(L, LUA_GCSTEP, 0));
    } else {
        ig_lua_misuse(L, "collectgarbage '%s': not available in sandbox", what);
    }
    return 1;
}

/* As Lua's without "@on": every part must be a text, and nothing comes of it. */
static int base_warn(lua_State *L) {
    int n = lua_gettop(L);
    luaL_checkstring(L, 1);
    for (int i = 2; i <= n; i++) {
        luaL_checkstring(L, i);
    }
    return 0;
}

/* ---- load ---- */

enum { MOST_TEXT = 16 << 20, CHUNK = 1, NAME = 2, MODE = 3, ENVIRONMENT = 4, PIECE = 5 };

/* A text shorter than this has no room for the constants that it takes to be compiled wrongly. */
enum { SHORT_TEXT = 512 };

static _Noreturn void refuse_large(lua_State *L) {
    ig_error err;
    ig_fail(&err, IG_ERROR_LIMIT, "memory limit: a chunk may have %d MB at most", MOST_TEXT >> 20);
    ig_lua_raise(L, &err);
}

/* The next piece of a text that a function gives; it stays on the stack while it is read. */
static const char *next_piece(lua_State *L, void *context, size_t *size_bytes) {
    size_t *so_far = context;
    luaL_checkstack(L, 2, "too many nested functions");
    ig_bound_look(L);
    lua_pushvalue(L, CHUNK);
    lua_call(L, 0, 1);
    if (lua_isnil(L, -1)) {
        lua_pop(L, 1);
        *size_bytes = 0;
        return NULL;
    }
    if (!lua_isstring(L, -1)) {
        ig_lua_misuse(L, "reader function must return a string");
    }
    lua_replace(L, PIECE);
    const char *piece = lua_tolstring(L, PIECE, size_bytes);
    *so_far += *size_bytes;
    if (*so_far > MOST_TEXT) {
        refuse_large(L);
    }
    return piece;
}

/* A text argument or NULL. Whose mistake it is is a script's line, however it came here. */
static const char *text_or_none(lua_State *L, int index) {
    if (lua_isnoneornil(L, index)) {
        return NULL;
    }
    if (!lua_isstring(L, index)) {
        ig_lua_misuse(L, "bad argument #%d to 'load' (string expected, got %s)", index,
                      luaL_typename(L, index));
    }
    return lua_tostring(L, index);
}

/* The name of a chunk; none that passes it off as part of the library. */
static const char *chunk_name(lua_State *L, const char *otherwise) {
    const char *name = text_or_none(L, NAME);
    name = name != NULL ? name : otherwise;
    return ig_lua_is_library(ig_lua_of(L), name) ? "=(load)" : name;
}

static int load_text(lua_State *L, const char *mode, size_t *size_bytes) {
    const char *text = lua_tolstring(L, CHUNK, size_bytes);
    const char *name = chunk_name(L, strlen(text) < *size_bytes ? "=(load)" : text);
    if (*size_bytes > MOST_TEXT) {
        refuse_large(L);
    }
    return luaL_loadbufferx(L, text, *size_bytes, name, mode);
}

static int load_pieces(lua_State *L, const char *mode, size_t *size_bytes) {
    if (lua_type(L, CHUNK) != LUA_TFUNCTION) {
        ig_lua_misuse(L, "bad argument #1 to 'load' (function expected, got %s)",
                      luaL_typename(L, CHUNK));
    }
    return lua_load(L, next_piece, size_bytes, chunk_name(L, "=(load)"), mode);
}

/* Whether the value on top is the error of a limit that was met. */
static bool is_limit(lua_State *L) {
    int value = lua_gettop(L);
    bool is_one = false;
    if (lua_type(L, value) == LUA_TTABLE && lua_getmetatable(L, value) &&
        ig_lua_hook_get(L, IG_LUA_ERRORS) && lua_rawequal(L, -1, -2)) {
        lua_pushliteral(L, "kind");
        is_one = lua_rawget(L, value) == LUA_TSTRING &&
                 strcmp(lua_tostring(L, -1), ig_error_kind_name(IG_ERROR_LIMIT)) == 0;
    }
    lua_settop(L, value);
    return is_one;
}

/* What went wrong is given back, but for a limit: that is no matter of the text. */
static int give_failure(lua_State *L) {
    if (is_limit(L)) {
        return lua_error(L);
    }
    lua_pushnil(L);
    lua_insert(L, -2);
    return 2;
}

/* Bytecode is refused whatever the mode: Lua does not check it. */
static int base_load(lua_State *L) {
    const char *mode = text_or_none(L, MODE);
    bool has_environment = lua_gettop(L) >= ENVIRONMENT;
    mode = mode == NULL || strchr(mode, 't') != NULL ? "t" : "";
    size_t size_bytes = 0;
    lua_settop(L, PIECE);
    int status = lua_type(L, CHUNK) == LUA_TSTRING ? load_text(L, mode, &size_bytes)
                                                   : load_pieces(L, mode, &size_bytes);
    if (status != LUA_OK) {
        return give_failure(L);
    }
    if (size_bytes >= SHORT_TEXT) {
        ig_lua_box_mend_constants(L);
    }
    if (has_environment) {
        lua_pushvalue(L, ENVIRONMENT);
        if (lua_setupvalue(L, -2, 1) == NULL) {
            lua_pop(L, 1);
        }
    }
    return 1;
}

static const luaL_Reg own[] = {
    {"tostring", ig_lua_box_tostring},
    {"print", base_print},
    {"setmetatable", base_setmetatable},
    {"collectgarbage", base_collectgarbage},
    {"warn", base_warn},
    {"load", base_load},
    {NULL, NULL},
};

/* Lua opens its base functions into whatever holds the globals at that time. */
static void push_lua_base(lua_State *L) {
    lua_pushglobaltable(L);
    lua_createtable(L, 0, 32);
    lua_rawseti(L, LUA_REGISTRYINDEX, LUA_RIDX_GLOBALS);
    lua_pushcfunction(L, luaopen_base);
    lua_call(L, 0, 1);
    lua_insert(L, -2);
    lua_rawseti(L, LUA_REGISTRYINDEX, LUA_RIDX_GLOBALS);
}

void ig_lua_box_base(lua_State *L) {
    int globals = lua_gettop(L);
    push_lua_base(L);
    for (size_t i = 0; i < sizeof harmless / sizeof *harmless; i++) {
        lua_getfield(L, -1, harmless[i]);
        lua_setfield(L, globals, harmless[i]);
    }
    lua_getfield(L, -1, "next");
    lua_pushcclosure(L, ig_lua_box_pairs, 1);
    lua_setfield(L, globals, "pairs");
    ig_lua_box_push_next(L);
    lua_setfield(L, globals, "next");
    lua_settop(L, globals);
    luaL_setfuncs(L, own, 0);
}
