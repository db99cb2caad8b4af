/* The table library of the sandbox. */
#ifndef INGOT_LUA_SANDBOX_TABLES_H
#define INGOT_LUA_SANDBOX_TABLES_H

#include <lua.h>

/* Pushes the library: Lua's, but sort is stable, takes the same way every time, and bears any
   comparator; and what says it has more than 2^27 items is "too large". */
void ig_lua_box_tables(lua_State *L);

#endif
