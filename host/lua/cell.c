/* What each type of a column is in Lua. */
#include "lua/cell.h"

#include "table/decimal.h"
#include "table/month.h"

static void push_month(lua_State *L, int32_t month) {
    char text[IG_MONTH_TEXT];
    size_t bytes = ig_month_print(text, month);
    lua_pushlstring(L, text, bytes);
}

void ig_lua_push_cell(lua_State *L, const ig_column *column, size_t row) {
    if (!ig_column_present(column, row)) {
        lua_pushnil(L);
        return;
    }
    ig_text text;
    switch (column->type) {
    case IG_DECIMAL:
        if (column->scale == 0) {
            lua_pushinteger(L, ig_column_int(column, row));
        } else {
            lua_pushnumber(L, ig_decimal_real(ig_column_int(column, row), column->scale));
        }
        return;
    case IG_REAL: lua_pushnumber(L, ig_column_double(column, row)); return;
    case IG_TEXT:
        text = ig_column_text(column, row);
        lua_pushlstring(L, text.bytes, text.size_bytes);
        return;
    case IG_MONTH: push_month(L, (int32_t)ig_column_int(column, row)); return;
    case IG_BOOL: lua_pushboolean(L, ig_column_bool(column, row)); return;
    }
}

void ig_lua_push_names(lua_State *L, const ig_table *table) {
    lua_createtable(L, (int)table->n_fields, 0);
    for (size_t i = 0; i < table->n_fields; i++) {
        lua_pushstring(L, table->fields[i].name);
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
}

void ig_lua_push_row(lua_State *L, const ig_table *table, int names, size_t row) {
    names = lua_absindex(L, names);
    lua_createtable(L, 0, (int)table->n_fields);
    for (size_t i = 0; i < table->n_fields; i++) {
        lua_rawgeti(L, names, (lua_Integer)i + 1);
        ig_lua_push_cell(L, table->fields[i].column, row);
        lua_rawset(L, -3);
    }
}
