/*
 * What Tables and Queries tell of their rows. Each answer collects first; the Lua index shifts to
 * the engine's here. An iterator holds its own reference, so a table may be closed while it is
 * read.
 */
#include "lua/cell.h"
#include "lua/column.h"
#include "lua/csv.h"
#include "lua/data.h"
#include "lua/hold.h"
#include "lua/state.h"
#include "table/decimal.h"

#include <string.h>

/* Lets the rows go; n is the number of results. */
static int done(ig_lua_hold *rows, int n) {
    ig_lua_hold_drop(rows);
    return n;
}

/* ---- rows ---- */

/* Upvalues: the hold of the table, the list of names, the next row. */
static int next_row(lua_State *L) {
    ig_lua_hold *hold = lua_touserdata(L, lua_upvalueindex(1));
    const ig_table *table = hold->resource;
    size_t row = (size_t)lua_tointeger(L, lua_upvalueindex(3));
    if (table == NULL || row >= table->n_rows) {
        return done(hold, 0);
    }
    ig_lua_touch(L, table, row, 1);
    lua_pushinteger(L, (lua_Integer)row + 1);
    lua_replace(L, lua_upvalueindex(3));
    ig_lua_push_row(L, table, lua_upvalueindex(2), row);
    return 1;
}

static int answer_rows(lua_State *L) {
    ig_lua_hold *hold = NULL;
    const ig_table *table = ig_lua_collect(L, 1, &hold);
    ig_lua_push_names(L, table);
    lua_pushinteger(L, 0);
    lua_pushcclosure(L, next_row, 3);
    return 1;
}

/* ---- one column, one cell ---- */

static size_t check_field(lua_State *L, int index, const ig_table *table) {
    ig_error err;
    size_t field = 0;
    size_t bytes = 0;
    const char *name = luaL_checklstring(L, index, &bytes);
    if (ig_table_index(table, name, bytes, &field, &err) != 0) {
        ig_lua_raise(L, &err);
    }
    return field;
}

static size_t check_row(lua_State *L, int index, const ig_table *table) {
    lua_Integer row = luaL_checkinteger(L, index);
    if (row < 1 || (lua_Unsigned)row > table->n_rows) {
        ig_lua_misuse(L, "row from 1 to %I expected, got %I", (lua_Integer)table->n_rows, row);
    }
    return (size_t)row - 1;
}

/* Touches one column's rows from … from + n − 1. */
static void touch_column(lua_State *L, const ig_column *column, size_t from, size_t n_rows) {
    ig_error err;
    if (ig_column_touch_run(&ig_lua_of(L)->context, column, from, n_rows, &err) != 0) {
        ig_lua_raise(L, &err);
    }
}

static int answer_column(lua_State *L) {
    ig_lua_hold *rows = NULL;
    lua_settop(L, 2);
    const ig_table *table = ig_lua_collect(L, 1, &rows);
    size_t field = check_field(L, 2, table);
    touch_column(L, table->fields[field].column, 0, table->n_rows);
    ig_lua_push_column(L, table->fields[field].column, NULL, table->n_rows);
    return done(rows, 1);
}

static int answer_value(lua_State *L) {
    ig_lua_hold *rows = NULL;
    const ig_table *table = ig_lua_collect(L, 1, &rows);
    if (table->n_rows != 1 || table->n_fields != 1) {
        ig_lua_misuse(L, "value: a table of one row and one column expected, got %I by %I",
                      (lua_Integer)table->n_rows, (lua_Integer)table->n_fields);
    }
    touch_column(L, table->fields[0].column, 0, 1);
    ig_lua_push_cell(L, table->fields[0].column, 0);
    return done(rows, 1);
}

static int answer_exact(lua_State *L) {
    ig_lua_hold *rows = NULL;
    lua_settop(L, 3);
    const ig_table *table = ig_lua_collect(L, 1, &rows);
    size_t row = check_row(L, 2, table);
    size_t field = check_field(L, 3, table);
    const ig_column *column = table->fields[field].column;
    touch_column(L, column, row, 1);
    if (column->type != IG_DECIMAL && column->type != IG_REAL) {
        ig_lua_misuse(L, "exact: a column of numbers expected, but '%s' is %s",
                      table->fields[field].name, ig_type_name(column->type));
    }
    if (!ig_column_present(column, row)) {
        lua_pushnil(L);
        return done(rows, 1);
    }
    if (column->type == IG_REAL) {
        lua_pushnumber(L, ig_column_double(column, row));
        return done(rows, 1);
    }
    lua_pushinteger(L, ig_column_int(column, row));
    lua_pushinteger(L, column->scale);
    return done(rows, 2);
}

static int answer_text(lua_State *L) {
    ig_lua_hold *rows = NULL;
    lua_settop(L, 3);
    const ig_table *table = ig_lua_collect(L, 1, &rows);
    size_t row = check_row(L, 2, table);
    size_t field = check_field(L, 3, table);
    touch_column(L, table->fields[field].column, row, 1);
    if (!ig_column_present(table->fields[field].column, row)) {
        lua_pushnil(L);
        return done(rows, 1);
    }
    ig_error err;
    ig_lua_hold *hold = NULL;
    ig_buffer *buffer = ig_lua_buffer(L, &hold);
    if (ig_table_print_cell(table, field, row, buffer, &err) != 0) {
        ig_lua_raise(L, &err);
    }
    lua_pushlstring(L, buffer->bytes, buffer->size_bytes);
    ig_lua_hold_drop(hold);
    return done(rows, 1);
}

/* ---- the whole ---- */

/* The one answer that runs nothing. */
static int answer_explain(lua_State *L) {
    ig_error err;
    ig_lua_hold *hold = NULL;
    ig_lua_data_check(L, 1);
    ig_buffer *buffer = ig_lua_buffer(L, &hold);
    const ig_query *query = ig_lua_query_check(L, 1);
    if (ig_query_explain(ig_lua_of(L)->context.memory, query, buffer, &err) != 0) {
        ig_lua_raise(L, &err);
    }
    lua_pushlstring(L, buffer->bytes, buffer->size_bytes);
    ig_lua_hold_drop(hold);
    return 1;
}

static int answer_csv(lua_State *L) {
    ig_lua_hold *rows = NULL;
    const ig_table *table = ig_lua_collect(L, 1, &rows);
    ig_lua_touch(L, table, 0, table->n_rows);
    ig_error err;
    ig_lua_hold *hold = NULL;
    ig_buffer *buffer = ig_lua_buffer(L, &hold);
    if (ig_lua_csv_print(table, buffer, &err) != 0) {
        ig_lua_raise(L, &err);
    }
    lua_pushlstring(L, buffer->bytes, buffer->size_bytes);
    ig_lua_hold_drop(hold);
    return done(rows, 1);
}

static void set_text(lua_State *L, const char *key, const char *text) {
    if (text != NULL) {
        lua_pushstring(L, text);
        lua_setfield(L, -2, key);
    }
}

static int answer_schema(lua_State *L) {
    ig_lua_hold *rows = NULL;
    const ig_table *table = ig_lua_collect(L, 1, &rows);
    lua_createtable(L, (int)table->n_fields, 0);
    for (size_t i = 0; i < table->n_fields; i++) {
        const ig_column *column = table->fields[i].column;
        lua_createtable(L, 0, 5);
        set_text(L, "name", table->fields[i].name);
        set_text(L, "unit", column->unit);
        set_text(L, "source", column->source);
        if (column->type == IG_DECIMAL) {
            lua_pushfstring(L, "decimal(%d)", (int)column->scale);
        } else {
            lua_pushstring(L, ig_type_name(column->type));
        }
        lua_setfield(L, -2, "type");
        lua_pushinteger(L, (lua_Integer)column->n_missing);
        lua_setfield(L, -2, "missing");
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    return done(rows, 1);
}

static int give_attachment(lua_State *L, ig_lua_hold *rows, ig_table *attachment) {
    if (attachment == NULL) {
        lua_pushnil(L);
        return done(rows, 1);
    }
    ig_lua_data *result = ig_lua_data_new(L, IG_LUA_TABLE);
    ig_lua_table_fill(L, result, ig_table_retain(attachment));
    return done(rows, 1);
}

static int answer_coverage(lua_State *L) {
    ig_lua_hold *rows = NULL;
    const ig_table *table = ig_lua_collect(L, 1, &rows);
    return give_attachment(L, rows, table->coverage);
}

static int answer_rejects(lua_State *L) {
    ig_lua_hold *rows = NULL;
    const ig_table *table = ig_lua_collect(L, 1, &rows);
    return give_attachment(L, rows, table->rejects);
}

static int answer_warnings(lua_State *L) {
    ig_lua_hold *rows = NULL;
    const ig_table *table = ig_lua_collect(L, 1, &rows);
    return give_attachment(L, rows, table->warnings);
}

static int answer_detected(lua_State *L) {
    ig_lua_hold *rows = NULL;
    const ig_table *table = ig_lua_collect(L, 1, &rows);
    return give_attachment(L, rows, table->detected);
}

static int answer_bytes(lua_State *L) {
    ig_lua_hold *rows = NULL;
    lua_pushinteger(L, (lua_Integer)ig_table_bytes(ig_lua_collect(L, 1, &rows)));
    return done(rows, 1);
}

const luaL_Reg ig_lua_answers[] = {
    {"collect", ig_lua_collected}, {"rows", answer_rows},
    {"column", answer_column},     {"value", answer_value},
    {"exact", answer_exact},       {"text", answer_text},
    {"csv", answer_csv},           {"schema", answer_schema},
    {"coverage", answer_coverage}, {"rejects", answer_rejects},
    {"warnings", answer_warnings}, {"detected", answer_detected},
    {"bytes", answer_bytes},       {"explain", answer_explain},
    {"close", ig_lua_data_close},  {NULL, NULL},
};
