/* `getmetatable` and `setmetatable` as scripts have them. To a script, every metatable that it did not
   give itself is locked: what it changed there, the library would do. */
#include "lua/native.h"

#include <stdbool.h>

#include <lauxlib.h>

/* Upvalues: a set of the metatables of scripts, which it does not keep alive; the state's own
   `setmetatable`. */
enum { GIVEN = 1, SET = 2 };

static const char locked[] =
    "a class of ingot"; /* what stands for a metatable that is not theirs */

/* Whether the metatable on top of the stack is a script's. */
static bool is_given(lua_State *L) {
    lua_pushvalue(L, -1);
    bool found = lua_rawget(L, lua_upvalueindex(GIVEN)) != LUA_TNIL;
    lua_pop(L, 1);
    return found;
}

static int script_getmetatable(lua_State *L) {
    luaL_checkany(L, 1);
    if (luaL_getmetafield(L, 1, "__metatable") != LUA_TNIL) {
        return 1;
    }
    if (!lua_getmetatable(L, 1)) {
        lua_pushnil(L);
    } else if (!is_given(L)) {
        lua_pushstring(L, locked);
    }
    return 1;
}

static int script_setmetatable(lua_State *L) {
    int type = lua_type(L, 2);
    luaL_checktype(L, 1, LUA_TTABLE);
    luaL_argexpected(L, type == LUA_TNIL || type == LUA_TTABLE, 2, "nil or table");
    if (luaL_getmetafield(L, 1, "__metatable") != LUA_TNIL ||
        (lua_getmetatable(L, 1) && !is_given(L))) {
        return luaL_error(L, "cannot change a protected metatable");
    }
    lua_settop(L, 2);
    lua_pushvalue(L, lua_upvalueindex(SET));
    lua_insert(L, 1);
    lua_pushvalue(L, 2);
    lua_insert(L, 1);
    lua_call(L, 2, 0);
    if (lua_getmetatable(L, 1)) {
        lua_pushboolean(L, true);
        lua_rawset(L, lua_upvalueindex(GIVEN));
    }
    lua_settop(L, 1);
    return 1;
}

int ig_lua_metatables(lua_State *L) {
    lua_newtable(L);
    lua_createtable(L, 0, 1);
    lua_pushliteral(L, "k");
    lua_setfield(L, -2, "__mode");
    lua_setmetatable(L, -2);
    lua_pushvalue(L, -1);
    lua_pushcclosure(L, script_getmetatable, 1);
    lua_insert(L, -2);
    lua_getglobal(L, "setmetatable");
    lua_pushcclosure(L, script_setmetatable, 2);
    return 2;
}
