/*
 * The state is built by hand, in a protected call: globals first, from allow-lists; then the
 * libraries, the names that stand for what is missing, and the host's module. Lua's `math` is seeded
 * the same in every state, so that a script's random numbers are the same in every run.
 */
#include "lua/sandbox/sandbox.h"

#include "lua/sandbox/absent.h"
#include "lua/sandbox/base.h"
#include "lua/sandbox/coroutines.h"
#include "lua/sandbox/library.h"
#include "lua/sandbox/strings.h"
#include "lua/sandbox/tables.h"

#include <lualib.h>

typedef struct library {
    const char *name;
    lua_CFunction open;
    const char *const *names; /* of what is taken from it */
} library;

static const char *const math_names[] = {
    "abs",  "acos",   "asin", "atan",       "ceil", "cos",        "deg",  "exp",  "floor",
    "fmod", "huge",   "log",  "maxinteger", "max",  "mininteger", "min",  "modf", "pi",
    "rad",  "random", "sin",  "sqrt",       "tan",  "tointeger",  "type", "ult",  NULL};

static const char *const utf8_names[] = {"char", "charpattern", "codepoint", "codes",
                                         "len",  "offset",      NULL};

/* Those that are Lua's own, taken from an allow-list. */
static const library libraries[] = {
    {LUA_MATHLIBNAME, luaopen_math, math_names},
    {LUA_UTF8LIBNAME, luaopen_utf8, utf8_names},
};

static const char *const absent[] = {"os", "io", "debug", "package", "dofile", "loadfile"};

enum { SEED = 20240607 };

/* randomseed([seed, [seed]]): without one, the seed that every run begins with. Upvalue 1: Lua's. */
static int randomseed(lua_State *L) {
    if (lua_gettop(L) == 0) {
        lua_pushinteger(L, SEED);
    }
    int n = lua_gettop(L);
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_insert(L, 1);
    lua_call(L, n, LUA_MULTRET);
    return lua_gettop(L);
}

/* Adds randomseed to the library on top, from Lua's at `whole`, and calls it. */
static void add_randomseed(lua_State *L, int whole) {
    lua_getfield(L, whole, "randomseed");
    lua_pushcclosure(L, randomseed, 1);
    lua_pushvalue(L, -1);
    lua_setfield(L, -3, "randomseed");
    lua_call(L, 0, 0);
}

/* Pushes a table with the allowed functions of a library. */
static void push_library(lua_State *L, const library *from) {
    lua_pushcfunction(L, from->open);
    lua_call(L, 0, 1);
    int whole = lua_gettop(L);
    lua_createtable(L, 0, 24);
    for (const char *const *name = from->names; *name != NULL; name++) {
        lua_getfield(L, whole, *name);
        lua_setfield(L, -2, *name);
    }
    if (from->open == luaopen_math) {
        add_randomseed(L, whole);
    }
    lua_remove(L, whole);
}

/* Sets the library on top of the stack as a global and as a module, and pops it. */
static void set_library(lua_State *L, int globals, const char *name) {
    luaL_getsubtable(L, LUA_REGISTRYINDEX, LUA_LOADED_TABLE);
    lua_pushvalue(L, -2);
    lua_setfield(L, -2, name);
    lua_pop(L, 1);
    lua_setfield(L, globals, name);
}

/* The table that methods of texts are looked up in is the library's `string`: scripts have copies. */
static void set_libraries(lua_State *L, int globals) {
    for (size_t i = 0; i < sizeof libraries / sizeof *libraries; i++) {
        push_library(L, &libraries[i]);
        set_library(L, globals, libraries[i].name);
    }
    ig_lua_box_strings(L, ig_lua_box_tostring);
    ig_lua_push_absent(L, "string.dump");
    lua_setfield(L, -2, "dump");
    set_library(L, globals, LUA_STRLIBNAME);
    ig_lua_box_tables(L);
    set_library(L, globals, LUA_TABLIBNAME);
    ig_lua_box_coroutines(L);
    set_library(L, globals, LUA_COLIBNAME);
}

/* Called protected, with the host. */
static int build(lua_State *L) {
    ig_lua *host = lua_touserdata(L, 1);
    ig_lua_open(L, host);
    lua_pushglobaltable(L);
    int globals = lua_gettop(L);
    ig_lua_box_base(L);
    set_libraries(L, globals);
    for (size_t i = 0; i < sizeof absent / sizeof *absent; i++) {
        ig_lua_push_absent(L, absent[i]);
        lua_setfield(L, globals, absent[i]);
    }
    ig_lua_box_push_require(L);
    lua_setfield(L, globals, "require");
    lua_pushvalue(L, globals);
    lua_setfield(L, globals, LUA_GNAME);
    return 0;
}

/* Fills in what a protected call raised, which it pops. */
static int failed(lua_State *L, ig_error *err) {
    const char *text = lua_tostring(L, -1);
    ig_fail(err, IG_ERROR_INTERNAL, "%s", text != NULL ? text : luaL_typename(L, -1));
    lua_pop(L, 1);
    return -1;
}

lua_State *ig_lua_box_new(ig_lua *host, ig_error *err) {
    lua_State *L = luaL_newstate();
    if (L == NULL) {
        ig_fail(err, IG_ERROR_LIMIT, "out of memory: no Lua state");
        return NULL;
    }
    host->is_closed = true;
    lua_pushcfunction(L, build);
    lua_pushlightuserdata(L, host);
    if (lua_pcall(L, 1, 0, 0) != LUA_OK) {
        (void)failed(L, err);
        lua_close(L);
        return NULL;
    }
    return L;
}

int ig_lua_box_warm(lua_State *L, const char *module, ig_error *err) {
    lua_getglobal(L, "require");
    lua_pushstring(L, module);
    if (lua_pcall(L, 1, 0, 0) != LUA_OK) {
        return failed(L, err);
    }
    return 0;
}
