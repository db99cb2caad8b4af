/*
 * An empty table whose metatable raises at every use. The metatable is locked, so that nothing can be
 * made of it.
 */
#include "lua/sandbox/absent.h"

#include "lua/state.h"

/* Upvalue 1: the name. */
static int refuse_field(lua_State *L) {
    const char *name = lua_tostring(L, lua_upvalueindex(1));
    if (lua_type(L, 2) == LUA_TSTRING) {
        ig_lua_misuse(L, "%s.%s: not available in sandbox", name, lua_tostring(L, 2));
    }
    ig_lua_misuse(L, "%s: not available in sandbox", name);
}

static int refuse_call(lua_State *L) {
    ig_lua_misuse(L, "%s: not available in sandbox", lua_tostring(L, lua_upvalueindex(1)));
}

static const luaL_Reg refusals[] = {
    {"__index", refuse_field}, {"__newindex", refuse_field}, {"__call", refuse_call},
    {"__len", refuse_call},    {"__pairs", refuse_call},     {NULL, NULL},
};

void ig_lua_push_absent(lua_State *L, const char *name) {
    lua_createtable(L, 0, 0);
    lua_createtable(L, 0, 6);
    lua_pushstring(L, name);
    luaL_setfuncs(L, refusals, 1);
    lua_pushliteral(L, "not available in sandbox");
    lua_setfield(L, -2, "__metatable");
    lua_setmetatable(L, -2);
}
