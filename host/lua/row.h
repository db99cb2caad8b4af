/*
 * What a script's function sees of the engine's rows: a row, or a group of rows. A run of the
 * function over a table begins with one cursor, which stays on the Lua stack and makes them.
 */
#ifndef INGOT_LUA_ROW_H
#define INGOT_LUA_ROW_H

#include "table/table.h"

#include <lua.h>

typedef struct ig_lua_cursor {
    const ig_table *table; /* borrowed for the run; NULL after it */
    const uint32_t *rows;  /* of the current group; borrowed */
    size_t n_rows;
} ig_lua_cursor;

/* Pushes a cursor over a table. Whoever made it empties it when the run ends, whatever happened. */
ig_lua_cursor *ig_lua_cursor_new(lua_State *L, const ig_table *table);

/* Pushes a row of the cursor at `cursor`. It answers its columns as fields until the run ends. */
void ig_lua_push_a_row(lua_State *L, int cursor, size_t row);

/* Pushes a group of these rows, borrowed until the next: its columns as arrays, and `n`. */
void ig_lua_push_a_group(lua_State *L, int cursor, const uint32_t *rows, size_t n_rows);

#endif
