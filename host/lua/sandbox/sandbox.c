/*
 * The state is built by hand, in a protected call: globals first, from allow-lists; then the
 * libraries, the names that stand for what is missing, and the host's module. Lua's `math` is seeded
 * the same in every state, so that a script's random numbers are the same in every run.
 */
#include "lua/sandbox/sandbox.h"

#include "lua/sandbox/absent.h"
#include "lua/sandbox/base.h"
#include "lua/sandbox/library.h"

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

static const char *const string_names[] = {
    "byte", "char",     "find", "format",  "gmatch", "gsub",   "len",   "lower", "match",
    "pack", "packsize", "rep",  "reverse", "sub",    "unpack", "upper", NULL};

static const char *const table_names[] = {"concat", "insert", "move",   "pack",
                                          "remove", "sort",   "unpack", NULL};

static const char *const utf8_names[] = {"char", "charpattern", "codepoint", "codes",
                                         "len",  "offset",      NULL};

static const char *const coroutine_names[] = {
    "close", "create", "isyieldable", "resume", "running", "status", "wrap", "yield", NULL};

static const library libraries[] = {
    {LUA_MATHLIBNAME, luaopen_math, math_names},
    {LUA_STRLIBNAME, luaopen_string, string_names},
    {LUA_TABLIBNAME, luaopen_table, table_names},
    {LUA_UTF8LIBNAME, luaopen_utf8, utf8_names},
    {LUA_COLIBNAME, luaopen_coroutine, coroutine_names},
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

/* Scripts have `string` as a table of their own; that of the methods of texts is out of reach. */
static void lock_strings(lua_State *L, int globals) {
    lua_pushliteral(L, "");
    lua_createtable(L, 0, 2);
    lua_getfield(L, globals, LUA_STRLIBNAME);
    lua_setfield(L, -2, "__index");
    lua_pushboolean(L, 0);
    lua_setfield(L, -2, "__metatable");
    lua_setmetatable(L, -2);
    lua_pop(L, 1);
}

/* Called protected, with the host. */
static int build(lua_State *L) {
    ig_lua *host = lua_touserdata(L, 1);
    ig_lua_open(L, host);
    lua_pushglobaltable(L);
    int globals = lua_gettop(L);
    ig_lua_box_base(L);
    luaL_getsubtable(L, LUA_REGISTRYINDEX, LUA_LOADED_TABLE);
    for (size_t i = 0; i < sizeof libraries / sizeof *libraries; i++) {
        push_library(L, &libraries[i]);
        lua_pushvalue(L, -1);
        lua_setfield(L, globals, libraries[i].name);
        lua_setfield(L, globals + 1, libraries[i].name);
    }
    lua_getfield(L, globals, LUA_STRLIBNAME);
    ig_lua_push_absent(L, "string.dump");
    lua_setfield(L, -2, "dump");
    lock_strings(L, globals);
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
