/*
 * Integers become decimal(0). A float becomes the exact decimal that its shortest text spells, so
 * that 0.6 meets the 0.6 of a file, and a real when that has too many digits. Numbers of
 * ingot.number keep their digits; any other object stands for its text.
 */
#include "lua/params.h"

#include "lua/state.h"
#include "table/decimal.h"

#include <string.h>

static ig_value value_of_real(double real) {
    char text[IG_DECIMAL_TEXT];
    size_t bytes = ig_real_print(text, real);
    ig_number number = ig_number_parse(text, bytes, (ig_number_marks){0});
    if (number.kind == IG_NUMBER_DECIMAL) {
        return (ig_value){.type = IG_DECIMAL, .integer = number.units, .scale = number.scale};
    }
    return (ig_value){.type = IG_REAL, .real = real};
}

/* Reads a number of ingot.number: units and scale, or real. Pushes nothing. */
static bool read_number(lua_State *L, int index, ig_value *value) {
    if (lua_type(L, index) != LUA_TTABLE) {
        return false;
    }
    int top = lua_gettop(L);
    lua_pushliteral(L, "units");
    lua_rawget(L, index);
    lua_pushliteral(L, "scale");
    lua_rawget(L, index);
    lua_pushliteral(L, "real");
    lua_rawget(L, index);
    bool found = true;
    if (lua_isinteger(L, -3) && lua_isinteger(L, -2) && lua_tointeger(L, -2) >= 0 &&
        lua_tointeger(L, -2) <= IG_SCALE_MAX) {
        *value = (ig_value){.type = IG_DECIMAL,
                            .integer = lua_tointeger(L, -3),
                            .scale = (uint8_t)lua_tointeger(L, -2)};
    } else if (lua_type(L, -1) == LUA_TNUMBER) {
        *value = (ig_value){.type = IG_REAL, .real = lua_tonumber(L, -1)};
    } else {
        found = false;
    }
    lua_settop(L, top);
    return found;
}

/* The value at the top of the stack; leaves there the string it may borrow from. */
static ig_value read_value(lua_State *L, const char *name) {
    ig_value value = {.type = IG_TEXT};
    switch (lua_type(L, -1)) {
    case LUA_TNUMBER:
        if (lua_isinteger(L, -1)) {
            return (ig_value){.type = IG_DECIMAL, .integer = lua_tointeger(L, -1)};
        }
        return value_of_real(lua_tonumber(L, -1));
    case LUA_TBOOLEAN: return (ig_value){.type = IG_BOOL, .boolean = lua_toboolean(L, -1)};
    case LUA_TSTRING: break;
    default:
        if (luaL_getmetafield(L, -1, "__tostring") == LUA_TNIL) {
            ig_lua_misuse(L, "param '%s': number, text, boolean or list of them expected, got %s",
                          name, luaL_typename(L, -1));
        }
        lua_pop(L, 1);
        if (read_number(L, lua_gettop(L), &value)) {
            return value;
        }
        luaL_tolstring(L, -1, NULL);
        lua_replace(L, -2);
    }
    value.bytes = lua_tolstring(L, -1, &value.size_bytes);
    return value;
}

/* Sets $name from the list at `index`. Its texts are kept alive by a table of their own. */
static void set_list(lua_State *L, ig_params *params, const char *name, int index) {
    ig_error err;
    size_t n = lua_rawlen(L, index);
    ig_value *values = ig_lua_scratch(L, n, sizeof *values);
    lua_createtable(L, (int)n, 0);
    for (size_t i = 0; i < n; i++) {
        lua_geti(L, index, (lua_Integer)i + 1);
        values[i] = read_value(L, name);
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    if (ig_params_set(params, name, true, values, n, &err) != 0) {
        ig_lua_raise(L, &err);
    }
    lua_pop(L, 2);
}

static void set_value(lua_State *L, ig_params *params, const char *name) {
    ig_error err;
    ig_value value = read_value(L, name);
    if (ig_params_set(params, name, false, &value, 1, &err) != 0) {
        ig_lua_raise(L, &err);
    }
}

/* A list is a table that does not say itself how to become text. */
static bool is_list(lua_State *L) {
    if (lua_type(L, -1) != LUA_TTABLE) {
        return false;
    }
    if (luaL_getmetafield(L, -1, "__tostring") != LUA_TNIL) {
        lua_pop(L, 1);
        return false;
    }
    return true;
}

/* A table with a name for a key is neither: a missing `{ }` or a misspelt call. */
static void check_list(lua_State *L, const char *name) {
    size_t n = 0;
    lua_pushnil(L);
    while (lua_next(L, -2) != 0) {
        lua_pop(L, 1);
        n++;
    }
    if (n != lua_rawlen(L, -1)) {
        ig_lua_misuse(L, "param '%s': a list without gaps expected", name);
    }
}

ig_lua_hold *ig_lua_params(lua_State *L, int index) {
    index = lua_absindex(L, index);
    ig_lua_hold *hold = ig_lua_hold_new(L, ig_lua_release_params);
    if (lua_isnoneornil(L, index)) {
        return hold;
    }
    luaL_checktype(L, index, LUA_TTABLE);
    ig_error err;
    ig_params *params = ig_params_new(ig_lua_of(L)->context.memory, &err);
    if (params == NULL) {
        ig_lua_raise(L, &err);
    }
    hold->resource = params;
    lua_pushnil(L);
    while (lua_next(L, index) != 0) {
        if (lua_type(L, -2) != LUA_TSTRING) {
            ig_lua_misuse(L, "params: a name expected as key, got %s", luaL_typename(L, -2));
        }
        const char *name = ig_lua_text(L, -2, "params");
        if (is_list(L)) {
            check_list(L, name);
            set_list(L, params, name, lua_gettop(L));
        } else {
            set_value(L, params, name);
        }
        lua_pop(L, 1);
    }
    return hold;
}
