/* table.sort of the sandbox. */
#ifndef INGOT_LUA_SANDBOX_SORT_H
#define INGOT_LUA_SANDBOX_SORT_H

#include <lua.h>

enum { IG_TABLE_MOST = 1 << 27 }; /* items of a table that a function goes through */

/* The length of argument `index`, which must be a table or act as one when read and written. */
lua_Integer ig_box_measure(lua_State *L, int index);

int ig_box_sort(lua_State *L);

#endif
