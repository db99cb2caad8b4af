/*
 * Lua's own order already goes 1 … n for a table that holds nothing else, and Lua's `next` walks it.
 * For every other table the keys are copied and sorted when the loop begins. Keys that were removed
 * meanwhile are passed over; what was added is not seen.
 */
#include "lua/sandbox/pairs.h"

#include "lua/sandbox/keys.h"
#include "lua/state.h"

/* Upvalues: the keys, their order, how many, which was given last. */
static int next_sorted(lua_State *L) {
    const int *order = lua_touserdata(L, lua_upvalueindex(2));
    lua_Integer n = lua_tointeger(L, lua_upvalueindex(3));
    lua_Integer i = lua_tointeger(L, lua_upvalueindex(4));
    luaL_checktype(L, 1, LUA_TTABLE);
    while (i < n) {
        lua_rawgeti(L, lua_upvalueindex(1), order[i++]);
        lua_pushvalue(L, -1);
        if (lua_rawget(L, 1) != LUA_TNIL) {
            lua_pushinteger(L, i);
            lua_replace(L, lua_upvalueindex(4));
            return 2;
        }
        lua_pop(L, 2);
    }
    lua_pushinteger(L, n);
    lua_replace(L, lua_upvalueindex(4));
    lua_pushnil(L);
    return 1;
}

int ig_lua_box_pairs(lua_State *L) {
    luaL_checkany(L, 1);
    if (luaL_getmetafield(L, 1, "__pairs") != LUA_TNIL) {
        lua_pushvalue(L, 1);
        lua_call(L, 1, 3);
        return 3;
    }
    int n = 0;
    luaL_checktype(L, 1, LUA_TTABLE);
    lua_settop(L, 1);
    if (ig_lua_box_is_sequence(L, 1, &n)) {
        lua_pushvalue(L, lua_upvalueindex(1));
    } else {
        ig_lua_box_sort_keys(L, 1, n);
        lua_pushinteger(L, n);
        lua_pushinteger(L, 0);
        lua_pushcclosure(L, next_sorted, 4);
    }
    lua_pushvalue(L, 1);
    lua_pushnil(L);
    return 3;
}
