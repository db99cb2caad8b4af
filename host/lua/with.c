/*
 * native.with: a table sharing the columns of another, with other attachments or units. Columns are
 * immutable, so one that is given another unit is copied.
 */
#include "lua/data.h"
#include "lua/hold.h"
#include "lua/native.h"
#include "lua/state.h"

#include <string.h>

static const char *const keys[] = {"coverage", "unit", "rejects", "warnings", "detected"};

/* Replaces one attachment by what field `name` says: a table, or false for none. */
static void attach(lua_State *L, const char *name, ig_table **place) {
    int top = lua_gettop(L);
    int type = lua_getfield(L, 2, name);
    if (type == LUA_TBOOLEAN && !lua_toboolean(L, -1)) {
        ig_table_release(*place);
        *place = NULL;
    } else if (type == LUA_TUSERDATA) {
        ig_lua_hold *given = NULL;
        ig_lua_collect(L, -1, &given);
        ig_table_release(*place);
        *place = ig_lua_hold_take(given);
    } else if (type != LUA_TNIL) {
        ig_lua_misuse(L, "with: %s: a table or false expected, got %s", name,
                      lua_typename(L, type));
    }
    lua_settop(L, top);
}

static ig_column *copy(const ig_context *context, const ig_column *column, ig_error *err) {
    uint32_t *rows = ig_alloc_array(context->memory, column->n_rows, sizeof *rows, err);
    if (rows == NULL) {
        return NULL;
    }
    for (size_t i = 0; i < column->n_rows; i++) {
        rows[i] = (uint32_t)i;
    }
    ig_column *result = ig_column_take(context, column, rows, column->n_rows, err);
    ig_free(rows);
    return result;
}

static void set_unit(lua_State *L, ig_table *table, const char *name, const char *unit) {
    ig_error err;
    size_t i = 0;
    if (ig_table_index(table, name, strlen(name), &i, &err) != 0) {
        ig_lua_raise(L, &err);
    }
    ig_column *column = copy(&ig_lua_of(L)->context, table->fields[i].column, &err);
    if (column == NULL) {
        ig_lua_raise(L, &err);
    }
    if (ig_column_set_unit(column, unit, &err) != 0) {
        ig_column_release(column);
        ig_lua_raise(L, &err);
    }
    ig_column_release(table->fields[i].column);
    table->fields[i].column = column;
}

static void set_units(lua_State *L, ig_table *table) {
    int type = lua_getfield(L, 2, "unit");
    if (type == LUA_TNIL) {
        lua_pop(L, 1);
        return;
    }
    if (type != LUA_TTABLE) {
        ig_lua_misuse(L, "with: unit: a map of columns to units expected, got %s",
                      lua_typename(L, type));
    }
    lua_pushnil(L);
    while (lua_next(L, -2) != 0) {
        set_unit(L, table, ig_lua_text(L, -2, "name of a column"), ig_lua_text(L, -1, "unit"));
        lua_pop(L, 1);
    }
    lua_pop(L, 1);
}

/* with(table, changes) */
int ig_lua_with(lua_State *L) {
    ig_error err;
    lua_settop(L, 2);
    ig_lua_hold *rows = NULL;
    const ig_table *source = ig_lua_collect(L, 1, &rows);
    luaL_checktype(L, 2, LUA_TTABLE);
    ig_lua_check_keys(L, 2, "key of with", keys, sizeof keys / sizeof *keys);
    ig_lua_data *result = ig_lua_data_new(L, IG_LUA_TABLE);
    int made = lua_gettop(L);
    ig_lua_hold *hold = ig_lua_hold_new(L, ig_lua_release_table);
    ig_table *table = ig_table_share(source, &err);
    ig_lua_hold_drop(rows);
    if (table == NULL) {
        ig_lua_raise(L, &err);
    }
    hold->resource = table;
    attach(L, "coverage", &table->coverage);
    attach(L, "rejects", &table->rejects);
    attach(L, "warnings", &table->warnings);
    attach(L, "detected", &table->detected);
    set_units(L, table);
    ig_lua_table_fill(L, result, ig_lua_hold_take(hold));
    lua_pushvalue(L, made);
    return 1;
}
