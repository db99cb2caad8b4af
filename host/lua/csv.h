/* A table as delimited text: RFC 4180 in UTF-8, with a header line and LF at each line's end. */
#ifndef INGOT_LUA_CSV_H
#define INGOT_LUA_CSV_H

#include "table/table.h"

/* Appends it. A missing cell is nothing, an empty text is "". */
int ig_lua_csv_print(const ig_table *table, ig_buffer *out, ig_error *err) IG_CHECKED;

#endif
