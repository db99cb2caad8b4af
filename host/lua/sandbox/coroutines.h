/* The coroutine library of the sandbox. */
#ifndef INGOT_LUA_SANDBOX_COROUTINES_H
#define INGOT_LUA_SANDBOX_COROUTINES_H

#include <lua.h>

/* Pushes the library: Lua's, but the host always knows which thread runs, a hook that waits goes
   along with it, and coroutines that close each other end with "C stack overflow". */
void ig_lua_box_coroutines(lua_State *L);

#endif
