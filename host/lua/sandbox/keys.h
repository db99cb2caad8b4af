/* The keys of a table in an order that does not depend on where things lie in memory: numbers,
   ascending, then texts in the order of their bytes, then the others as they come. */
#ifndef INGOT_LUA_SANDBOX_KEYS_H
#define INGOT_LUA_SANDBOX_KEYS_H

#include <stdbool.h>

#include <lua.h>

/* Whether Lua's own order of the table at `t` is 1, 2, 3 … to the end; the number of its keys. */
bool ig_lua_box_is_sequence(lua_State *L, int t, int *n_keys);

/* Pushes a list of the n keys of the table at `t`, as Lua has them, and a userdata with their order:
   n positions in the list. May raise. */
void ig_lua_box_sort_keys(lua_State *L, int t, int n);

/* Where in the order the key at `index` stands; where it does not, the place of the first number or
   text behind it, and n of another value. */
int ig_lua_box_place_of_key(lua_State *L, int keys, const int *order, int n, int index);

#endif
