/* How the library's own modules come into the sandbox. */
#ifndef INGOT_LUA_SANDBOX_LIBRARY_H
#define INGOT_LUA_SANDBOX_LIBRARY_H

#include <lua.h>

/* Pushes the library's `require`: it knows the modules below <share>/lua, `ingot.native`, and lpeg,
   which is loaded here. Scripts never get it, nor anything that leads to it. */
void ig_lua_box_push_require(lua_State *L);

#endif
