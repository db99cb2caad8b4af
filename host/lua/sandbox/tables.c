#include "lua/sandbox/tables.h"
#include <lauxlib.h>
#include <lualib.h>
void ig_lua_box_tables(lua_State *L) {
    lua_pushcfunction(L, luaopen_table);
    lua_call(L, 0, 1);
}
