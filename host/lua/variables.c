/*
 * What a function on the stack can name: its locals that are in scope, the innermost of a name, and
 * its upvalues behind them. Only messages look at these values; they are read, never changed.
 */
#include "lua/native.h"

#include <lauxlib.h>

/* Sets the value at the top under its name, and pops it. Lua's own names ("(temporary)") are none. */
static void keep(lua_State *L, int found, const char *name) {
    if (name[0] == '(' || name[0] == '\0') {
        lua_pop(L, 1);
        return;
    }
    lua_pushstring(L, name);
    lua_insert(L, -2);
    lua_rawset(L, found);
}

/* variables(level): name → value, the level as debug.getinfo counts; nil where nothing runs there. */
int ig_lua_variables(lua_State *L) {
    lua_Debug frame;
    lua_Integer level = luaL_checkinteger(L, 1);
    if (level < 0 || level > 1000 || !lua_getstack(L, (int)level, &frame)) {
        lua_pushnil(L);
        return 1;
    }
    lua_settop(L, 1);
    lua_newtable(L);
    lua_getinfo(L, "f", &frame);
    const char *name = NULL;
    for (int i = 1; (name = lua_getupvalue(L, 3, i)) != NULL; i++) {
        keep(L, 2, name);
    }
    for (int i = 1; (name = lua_getlocal(L, &frame, i)) != NULL; i++) {
        keep(L, 2, name);
    }
    lua_settop(L, 2);
    return 1;
}
