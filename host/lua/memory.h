/* Lua's own memory, counted with the host's and held by the same limit. */
#ifndef INGOT_LUA_MEMORY_H
#define INGOT_LUA_MEMORY_H

#include <lua.h>

/* Counts what the state allocates from now on, and what it holds already. Its extra space must lead
   to the host. */
void ig_lua_account(lua_State *L);

/* Collects garbage when native memory has grown so much that the limit comes near: unused tables of
   a script must not cost it the next one. May run finalizers. */
void ig_lua_settle(lua_State *L);

#endif
