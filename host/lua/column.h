/* A column as a read-only Lua array: `#c`, `c[i]`, ipairs (which stops at the first missing
   cell). */
#ifndef INGOT_LUA_COLUMN_H
#define INGOT_LUA_COLUMN_H

#include "table/column.h"

#include <lua.h>

/* Pushes the array of all rows, or of the given ones (copied). The column is retained. */
void ig_lua_push_column(lua_State *L, ig_column *column, const uint32_t *rows, size_t n_rows);

#endif
