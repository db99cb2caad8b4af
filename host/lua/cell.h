/* Cells as Lua sees them: decimal(0) is an integer, other decimals the nearest float, a month
   its text "2025-04", which compares and serves as a key; a missing cell nil. */
#ifndef INGOT_LUA_CELL_H
#define INGOT_LUA_CELL_H

#include "table/table.h"

#include <lua.h>

/* Pushes one value. */
void ig_lua_push_cell(lua_State *L, const ig_column *column, size_t row);

/* Pushes a list of the table's column names. */
void ig_lua_push_names(lua_State *L, const ig_table *table);

/* Pushes a plain table of one row; `names` is the index of such a list. */
void ig_lua_push_row(lua_State *L, const ig_table *table, int names, size_t row);

#endif
