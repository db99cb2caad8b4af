/* Values as text: as tostring has them in the sandbox, where no address is ever shown. */
#ifndef INGOT_LUA_SANDBOX_TEXT_H
#define INGOT_LUA_SANDBOX_TEXT_H

#include <stddef.h>

#include <lua.h>

/* Pushes the value at `index` as text and gives it: by its __tostring, which must give a string, else
   "table: 1", "function: 2" in the order in which they were asked for. May raise. */
const char *ig_lua_box_text(lua_State *L, int index, size_t *size_bytes);

/* The number of the table, function, thread or userdata at `index`, from 1. */
lua_Integer ig_lua_box_number(lua_State *L, int index);

#endif
