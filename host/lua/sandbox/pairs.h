/* pairs in an order that does not depend on where things lie in memory. */
#ifndef INGOT_LUA_SANDBOX_PAIRS_H
#define INGOT_LUA_SANDBOX_PAIRS_H

#include <lua.h>

/* A lua_CFunction: pairs(t) goes over the numbers among the keys, ascending, then the texts in the
   order of their bytes, then the others as they come. Upvalue 1: Lua's `next`. */
int ig_lua_box_pairs(lua_State *L);

#endif
