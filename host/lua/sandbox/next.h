/* next in the order of pairs. */
#ifndef INGOT_LUA_SANDBOX_NEXT_H
#define INGOT_LUA_SANDBOX_NEXT_H

#include <lua.h>

/* Pushes a function that is used as Lua's `next` and gives keys in the order of `pairs`. */
void ig_lua_box_push_next(lua_State *L);

#endif
