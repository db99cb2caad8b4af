/*
 * native.table: Lua lists become columns. A column without a type takes that of its values by the
 * rules of values.h; one with a type takes them strictly. A decimal column is read twice: first for
 * the places its values need, then for the values. Numbers of ingot.number are taken by their
 * digits.
 */
#include "lua/data.h"
#include "lua/hold.h"
#include "lua/native.h"
#include "lua/state.h"
#include "lua/values.h"
#include "table/decimal.h"
#include "table/month.h"

#include <string.h>

static const char *const column_keys[] = {"name", "type", "scale", "unit", "values"};
static const char *const types[] = {"decimal", "real", "text", "month", "bool"}; /* as ig_type */

#define COUNT(list) (sizeof(list) / sizeof *(list))

typedef struct column_spec {
    const char *name;
    const char *unit;
    bool typed;
    ig_type type;
    int scale;  /* −1: as many places as the values need */
    int values; /* stack index */
} column_spec;

static ig_type read_type(lua_State *L, const char *text) {
    for (size_t i = 0; i < COUNT(types); i++) {
        if (strcmp(types[i], text) == 0) {
            return (ig_type)i;
        }
    }
    ig_lua_unknown(L, "type of a column", text, types, COUNT(types));
}

/* Reads the column table at `index`; pushes its values. */
static column_spec read_spec(lua_State *L, int index) {
    column_spec spec = {.scale = -1};
    if (lua_type(L, index) != LUA_TTABLE) {
        ig_lua_misuse(L, "table: a column must be a table, got %s", luaL_typename(L, index));
    }
    ig_lua_check_keys(L, index, "key of a column", column_keys, COUNT(column_keys));
    spec.name = ig_lua_text_field(L, index, "name", "name of a column");
    if (spec.name == NULL) {
        ig_lua_misuse(L, "table: a column without a name");
    }
    spec.unit = ig_lua_text_field(L, index, "unit", "unit of a column");
    const char *type = ig_lua_text_field(L, index, "type", "type of a column");
    spec.typed = type != NULL;
    spec.type = type == NULL ? IG_DECIMAL : read_type(L, type);
    if (lua_getfield(L, index, "scale") != LUA_TNIL) {
        lua_Integer scale = lua_isinteger(L, -1) ? lua_tointeger(L, -1) : -1;
        if (scale < 0 || scale > IG_SCALE_MAX || !spec.typed || spec.type != IG_DECIMAL) {
            ig_lua_misuse(L, "column '%s': scale from 0 to %d of a decimal expected", spec.name,
                          (int)IG_SCALE_MAX);
        }
        spec.scale = (int)scale;
    }
    lua_pop(L, 1);
    int values = lua_getfield(L, index, "values");
    if (values != LUA_TTABLE && values != LUA_TUSERDATA) {
        ig_lua_misuse(L, "column '%s': a list of values expected, got %s", spec.name,
                      lua_typename(L, values));
    }
    spec.values = lua_gettop(L);
    return spec;
}

static _Noreturn void refuse(lua_State *L, const column_spec *spec, size_t row,
                             const char *expected, int index) {
    ig_lua_misuse(L, "column '%s', row %I: %s expected, got %s %s", spec->name,
                  (lua_Integer)row + 1, expected, luaL_typename(L, index),
                  luaL_tolstring(L, index, NULL));
}

/* The value at the top as units and scale. */
static ig_number read_decimal(lua_State *L, const column_spec *spec, size_t row) {
    ig_number number = {.kind = IG_NUMBER_DECIMAL};
    int top = lua_gettop(L);
    if (lua_isinteger(L, top)) {
        number.units = lua_tointeger(L, top);
        return number;
    }
    if (lua_type(L, top) == LUA_TSTRING) {
        size_t bytes = 0;
        const char *text = lua_tolstring(L, top, &bytes);
        number = ig_number_parse(text, bytes, (ig_number_marks){0});
    } else if (lua_type(L, top) == LUA_TTABLE) {
        lua_getfield(L, top, "units");
        lua_getfield(L, top, "scale");
        lua_Integer scale = lua_isinteger(L, -1) ? lua_tointeger(L, -1) : -1;
        if (lua_isinteger(L, -2) && scale >= 0 && scale <= IG_SCALE_MAX) {
            number.units = lua_tointeger(L, -2);
            number.scale = (uint8_t)scale;
        } else {
            number.kind = IG_NUMBER_NOT;
        }
        lua_settop(L, top);
    } else {
        number.kind = IG_NUMBER_NOT;
    }
    if (number.kind != IG_NUMBER_DECIMAL) {
        refuse(L, spec, row, "integer or exact decimal text", top);
    }
    return number;
}

static int needed_scale(lua_State *L, const column_spec *spec, size_t n_rows) {
    int scale = 0;
    for (size_t i = 0; i < n_rows; i++) {
        if (lua_geti(L, spec->values, (lua_Integer)i + 1) != LUA_TNIL) {
            ig_number number = read_decimal(L, spec, i);
            scale = number.scale > scale ? number.scale : scale;
        }
        lua_pop(L, 1);
    }
    return scale;
}

static int add_decimal(lua_State *L, const column_spec *spec, size_t row, ig_builder *builder,
                       ig_error *err) {
    int64_t units = 0;
    ig_number number = read_decimal(L, spec, row);
    if (!ig_decimal_rescale(number.units, number.scale, (unsigned)spec->scale, &units)) {
        return ig_fail(err, IG_ERROR_USAGE, "column '%s', row %zu: %s does not fit decimal(%d)",
                       spec->name, row + 1, luaL_tolstring(L, -1, NULL), spec->scale);
    }
    return ig_builder_int(builder, units, err);
}

static int add_month(lua_State *L, const column_spec *spec, size_t row, ig_builder *builder,
                     ig_error *err) {
    int32_t month = 0;
    size_t bytes = 0;
    int type = lua_type(L, -1);
    const char *text = luaL_tolstring(L, -1, &bytes);
    if (type == LUA_TNUMBER || !ig_month_parse(text, bytes, false, &month)) {
        refuse(L, spec, row, "month such as \"2025-04\"", lua_gettop(L) - 1);
    }
    return ig_builder_int(builder, month, err);
}

/* Adds the value at the top, not nil, to a column with a type. */
static int add_typed(lua_State *L, const column_spec *spec, size_t row, ig_builder *builder,
                     ig_error *err) {
    int type = lua_type(L, -1);
    size_t bytes = 0;
    const char *text = NULL;
    switch (spec->type) {
    case IG_DECIMAL: return add_decimal(L, spec, row, builder, err);
    case IG_MONTH: return add_month(L, spec, row, builder, err);
    case IG_REAL:
        if (type != LUA_TNUMBER) {
            refuse(L, spec, row, "number", lua_gettop(L));
        }
        return ig_lua_add_real(builder, lua_tonumber(L, -1), err);
    case IG_TEXT:
        if (type != LUA_TSTRING) {
            refuse(L, spec, row, "text", lua_gettop(L));
        }
        text = lua_tolstring(L, -1, &bytes);
        return ig_builder_text(builder, text, bytes, err);
    case IG_BOOL: break;
    }
    if (type != LUA_TBOOLEAN) {
        refuse(L, spec, row, "true or false", lua_gettop(L));
    }
    return ig_builder_bool(builder, lua_toboolean(L, -1), err);
}

static ig_column *make_typed(lua_State *L, column_spec *spec, size_t n_rows, ig_error *err) {
    if (spec->type == IG_DECIMAL && spec->scale < 0) {
        spec->scale = needed_scale(L, spec, n_rows);
    }
    ig_lua_hold *hold = ig_lua_hold_new(L, ig_lua_release_builder);
    ig_builder *builder =
        ig_builder_new(ig_lua_of(L)->context.memory, spec->type,
                       spec->type == IG_DECIMAL ? (unsigned)spec->scale : 0, n_rows, err);
    hold->resource = builder;
    int top = lua_gettop(L);
    for (size_t i = 0; builder != NULL && i < n_rows; i++) {
        int added = lua_geti(L, spec->values, (lua_Integer)i + 1) == LUA_TNIL
                        ? ig_builder_missing(builder, IG_EMPTY, err)
                        : add_typed(L, spec, i, builder, err);
        lua_settop(L, top);
        if (added != 0) {
            return NULL;
        }
    }
    return builder == NULL ? NULL : ig_builder_finish(ig_lua_hold_take(hold), err);
}

static ig_column *make_untyped(lua_State *L, const column_spec *spec, size_t n_rows,
                               ig_error *err) {
    ig_lua_values values;
    ig_lua_values_init(L, &values, IG_DECIMAL, n_rows);
    for (size_t i = 0; i < n_rows; i++) {
        lua_geti(L, spec->values, (lua_Integer)i + 1);
        if (ig_lua_values_add(L, &values, -1, err) != 0) {
            ig_fail_prefix(err, "column '%s', ", spec->name);
            err->kind = err->kind == IG_ERROR_SCRIPT ? IG_ERROR_USAGE : err->kind;
            return NULL;
        }
        lua_pop(L, 1);
    }
    if (!values.typed && n_rows > 0) {
        ig_fail(err, IG_ERROR_USAGE,
                "column '%s': no value tells its type; say it, as types = { [\"%s\"] = \"text\" }",
                spec->name, spec->name);
        return NULL;
    }
    return ig_lua_values_finish(&values, err);
}

static void add_column(lua_State *L, ig_table *table, int index) {
    ig_error err;
    int top = lua_gettop(L);
    column_spec spec = read_spec(L, index);
    ig_column *column = spec.typed ? make_typed(L, &spec, table->n_rows, &err)
                                   : make_untyped(L, &spec, table->n_rows, &err);
    if (column == NULL) {
        ig_lua_raise(L, &err);
    }
    if (ig_column_set_unit(column, spec.unit, &err) != 0) {
        ig_column_release(column);
        ig_lua_raise(L, &err);
    }
    if (ig_table_add(table, spec.name, column, &err) != 0) {
        ig_lua_raise(L, &err);
    }
    lua_settop(L, top);
}

/* table(columns, n_rows) */
int ig_lua_make(lua_State *L) {
    ig_error err;
    luaL_checktype(L, 1, LUA_TTABLE);
    lua_Integer n_rows = luaL_checkinteger(L, 2);
    luaL_argcheck(L, n_rows >= 0 && n_rows <= UINT32_MAX, 2, "a number of rows expected");
    lua_settop(L, 2);
    ig_lua_data *result = ig_lua_data_new(L, IG_LUA_TABLE);
    ig_lua_hold *hold = ig_lua_hold_new(L, ig_lua_release_table);
    ig_table *table = ig_table_new(ig_lua_of(L)->context.memory, (size_t)n_rows, &err);
    if (table == NULL) {
        ig_lua_raise(L, &err);
    }
    hold->resource = table;
    size_t n = lua_rawlen(L, 1);
    for (size_t i = 0; i < n; i++) {
        lua_rawgeti(L, 1, (lua_Integer)i + 1);
        add_column(L, table, lua_gettop(L));
        lua_pop(L, 1);
    }
    ig_lua_table_fill(L, result, ig_lua_hold_take(hold));
    lua_pushvalue(L, 3);
    return 1;
}
