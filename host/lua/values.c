/*
 * The builder is made with the first value that is not nil, after as many missing rows as came
 * before. When a float follows integers, the integers so far are taken over into a builder of
 * reals, provided each is exact there.
 */
#include "lua/values.h"

#include "lua/state.h"

#include <inttypes.h>
#include <math.h>

void ig_lua_values_init(lua_State *L, ig_lua_values *values, ig_type if_empty, size_t capacity) {
    values->memory = ig_lua_of(L)->context.memory;
    values->capacity = capacity;
    values->n = 0;
    values->typed = false;
    values->type = if_empty;
    values->hold = ig_lua_hold_new(L, ig_lua_release_builder);
}

static int begin(ig_lua_values *values, ig_type type, ig_error *err) {
    ig_builder *builder = ig_builder_new(values->memory, type, 0, values->capacity, err);
    if (builder == NULL) {
        return -1;
    }
    values->hold->resource = builder;
    values->type = type;
    for (size_t i = 0; i < values->n; i++) {
        if (ig_builder_missing(builder, IG_EMPTY, err) != 0) {
            return -1;
        }
    }
    return 0;
}

static int add_integer_as_real(ig_builder *builder, int64_t integer, size_t row, ig_error *err) {
    const int64_t exact = INT64_C(1) << 53;
    if (integer > exact || integer < -exact) {
        return ig_fail(err, IG_ERROR_SCRIPT,
                       "row %zu: integer %" PRId64 " among reals is too large to stay exact", row,
                       integer);
    }
    return ig_builder_real(builder, (double)integer, err);
}

/* Turns the decimals so far into reals. */
static int widen(ig_lua_values *values, ig_error *err) {
    int result = -1;
    ig_column *column = ig_builder_finish(ig_lua_hold_take(values->hold), err);
    if (column == NULL) {
        return -1;
    }
    ig_builder *builder = ig_builder_new(values->memory, IG_REAL, 0, values->capacity, err);
    if (builder == NULL) {
        goto done;
    }
    values->hold->resource = builder;
    values->type = IG_REAL;
    for (size_t i = 0; i < values->n; i++) {
        int added = ig_column_present(column, i)
                        ? add_integer_as_real(builder, ig_column_int(column, i), i + 1, err)
                        : ig_builder_missing(builder, IG_EMPTY, err);
        if (added != 0) {
            goto done;
        }
    }
    result = 0;
done:
    ig_column_release(column);
    return result;
}

/* The column type of the Lua value at `index`; false when it has none. */
static bool type_of(lua_State *L, int index, ig_type *type) {
    switch (lua_type(L, index)) {
    case LUA_TNUMBER: *type = lua_isinteger(L, index) ? IG_DECIMAL : IG_REAL; return true;
    case LUA_TSTRING: *type = IG_TEXT; return true;
    case LUA_TBOOLEAN: *type = IG_BOOL; return true;
    default: return false;
    }
}

static const char *lua_name(ig_type type) {
    return type == IG_DECIMAL ? "integer" : ig_type_name(type);
}

int ig_lua_add_real(ig_builder *builder, double value, ig_error *err) {
    return isfinite(value) ? ig_builder_real(builder, value, err)
                           : ig_builder_missing(builder, IG_EMPTY, err);
}

static int add_typed(lua_State *L, ig_lua_values *values, int index, ig_type type, ig_error *err) {
    ig_builder *builder = values->hold->resource;
    size_t bytes = 0;
    const char *text = NULL;
    switch (values->type) {
    case IG_DECIMAL: return ig_builder_int(builder, lua_tointeger(L, index), err);
    case IG_REAL:
        return type == IG_DECIMAL
                   ? add_integer_as_real(builder, lua_tointeger(L, index), values->n + 1, err)
                   : ig_lua_add_real(builder, lua_tonumber(L, index), err);
    case IG_TEXT:
        text = lua_tolstring(L, index, &bytes); /* a string already: no conversion, no raise */
        return ig_builder_text(builder, text, bytes, err);
    case IG_BOOL: return ig_builder_bool(builder, lua_toboolean(L, index), err);
    case IG_MONTH: break;
    }
    return ig_fail(err, IG_ERROR_INTERNAL, "a Lua value cannot be a month");
}

static int add_value(lua_State *L, ig_lua_values *values, int index, ig_error *err) {
    ig_type type = IG_TEXT;
    if (!type_of(L, index, &type)) {
        return ig_fail(err, IG_ERROR_SCRIPT, "row %zu: number, text or boolean expected, got %s",
                       values->n + 1, luaL_typename(L, index));
    }
    if (!values->typed) {
        if (begin(values, type, err) != 0) {
            return -1;
        }
        values->typed = true;
    } else if (values->type == IG_DECIMAL && type == IG_REAL) {
        if (widen(values, err) != 0) {
            return -1;
        }
    } else if (type != values->type && !(values->type == IG_REAL && type == IG_DECIMAL)) {
        return ig_fail(err, IG_ERROR_SCRIPT, "row %zu: %s expected as in the rows before, got %s",
                       values->n + 1, lua_name(values->type), lua_name(type));
    }
    return add_typed(L, values, index, type, err);
}

int ig_lua_values_add(lua_State *L, ig_lua_values *values, int index, ig_error *err) {
    int added = 0;
    if (!lua_isnil(L, index)) {
        added = add_value(L, values, index, err);
    } else if (values->typed) {
        added = ig_builder_missing(values->hold->resource, IG_EMPTY, err);
    }
    values->n += added == 0;
    return added;
}

ig_column *ig_lua_values_finish(ig_lua_values *values, ig_error *err) {
    if (!values->typed && begin(values, values->type, err) != 0) {
        return NULL;
    }
    return ig_builder_finish(ig_lua_hold_take(values->hold), err);
}
