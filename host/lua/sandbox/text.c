/*
 * Objects are numbered when somebody first asks: a table with weak keys, in the registry, holds the
 * numbers. Addresses would differ from run to run, and tell where things lie.
 */
#include "lua/sandbox/text.h"

#include <lauxlib.h>

static const char numbers_key = 0;

static void push_numbers(lua_State *L) {
    if (lua_rawgetp(L, LUA_REGISTRYINDEX, &numbers_key) == LUA_TTABLE) {
        return;
    }
    lua_pop(L, 1);
    lua_createtable(L, 1, 0);
    lua_createtable(L, 0, 1);
    lua_pushliteral(L, "k");
    lua_setfield(L, -2, "__mode");
    lua_setmetatable(L, -2);
    lua_pushvalue(L, -1);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &numbers_key);
}

/* The last number given stands under `true`. */
lua_Integer ig_lua_box_number(lua_State *L, int index) {
    index = lua_absindex(L, index);
    luaL_checkstack(L, 4, NULL);
    push_numbers(L);
    lua_pushvalue(L, index);
    lua_Integer number = 0;
    if (lua_rawget(L, -2) == LUA_TNUMBER) {
        number = lua_tointeger(L, -1);
        lua_pop(L, 2);
        return number;
    }
    lua_pop(L, 1);
    lua_pushboolean(L, 1);
    lua_rawget(L, -2);
    number = lua_tointeger(L, -1) + 1;
    lua_pop(L, 1);
    lua_pushboolean(L, 1);
    lua_pushinteger(L, number);
    lua_rawset(L, -3);
    lua_pushvalue(L, index);
    lua_pushinteger(L, number);
    lua_rawset(L, -3);
    lua_pop(L, 1);
    return number;
}

/* As luaL_tolstring has it for what has no text of its own. */
static void push_named(lua_State *L, int index) {
    int type = luaL_getmetafield(L, index, "__name");
    if (type != LUA_TSTRING) {
        if (type != LUA_TNIL) {
            lua_pop(L, 1);
        }
        lua_pushstring(L, luaL_typename(L, index));
    }
    if (lua_type(L, index) == LUA_TLIGHTUSERDATA) {
        return;
    }
    lua_pushfstring(L, "%s: %I", lua_tostring(L, -1), (LUAI_UACINT)ig_lua_box_number(L, index));
    lua_remove(L, -2);
}

const char *ig_lua_box_text(lua_State *L, int index, size_t *size_bytes) {
    index = lua_absindex(L, index);
    luaL_checkstack(L, 4, NULL);
    if (luaL_callmeta(L, index, "__tostring")) {
        if (lua_type(L, -1) != LUA_TSTRING) {
            luaL_error(L, "'__tostring' must return a string");
        }
        return lua_tolstring(L, -1, size_bytes);
    }
    switch (lua_type(L, index)) {
    case LUA_TNIL:
    case LUA_TBOOLEAN:
    case LUA_TNUMBER:
    case LUA_TSTRING: return luaL_tolstring(L, index, size_bytes);
    default: push_named(L, index); return lua_tolstring(L, -1, size_bytes);
    }
}
