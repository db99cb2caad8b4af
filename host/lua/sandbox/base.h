/* The functions of the sandbox that belong to no library. */
#ifndef INGOT_LUA_SANDBOX_BASE_H
#define INGOT_LUA_SANDBOX_BASE_H

#include <lua.h>

/* Sets them in the table on top of the stack. */
void ig_lua_box_base(lua_State *L);

/* tostring, a lua_CFunction. */
int ig_lua_box_tostring(lua_State *L);

#endif
