#include "lua/sandbox/coroutines.h"
#include <lauxlib.h>
#include <lualib.h>
void ig_lua_box_coroutines(lua_State *L) {
    lua_pushcfunction(L, luaopen_coroutine);
    lua_call(L, 0, 1);
}
