/*
 * native.json_decode: jansson reads, which keeps 64-bit integers and doubles apart and exact; then
 * its tree becomes Lua values. The tree belongs to a hold. null becomes native.null, and an empty
 * array gets a metatable with `__array`, so that it is written as an array again.
 */
#include "lua/hold.h"
#include "lua/native.h"
#include "lua/state.h"

#include <jansson.h>

#define EMPTY_ARRAY "ingot.empty_array"

static void push(lua_State *L, json_t *value);

static void push_array(lua_State *L, const json_t *array) {
    size_t n = json_array_size(array);
    lua_createtable(L, n < 1024 ? (int)n : 1024, 0);
    for (size_t i = 0; i < n; i++) {
        push(L, json_array_get(array, i));
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    if (n == 0) {
        if (luaL_newmetatable(L, EMPTY_ARRAY)) {
            lua_pushboolean(L, 1);
            lua_setfield(L, -2, "__array");
        }
        lua_setmetatable(L, -2);
    }
}

static void push_object(lua_State *L, json_t *object) {
    lua_createtable(L, 0, 0);
    for (void *at = json_object_iter(object); at != NULL; at = json_object_iter_next(object, at)) {
        lua_pushstring(L, json_object_iter_key(at));
        push(L, json_object_iter_value(at));
        lua_rawset(L, -3);
    }
}

static void push(lua_State *L, json_t *value) {
    luaL_checkstack(L, 6, "json");
    switch (json_typeof(value)) {
    case JSON_OBJECT: push_object(L, value); return;
    case JSON_ARRAY: push_array(L, value); return;
    case JSON_STRING:
        lua_pushlstring(L, json_string_value(value), json_string_length(value));
        return;
    case JSON_INTEGER: lua_pushinteger(L, json_integer_value(value)); return;
    case JSON_REAL: lua_pushnumber(L, json_real_value(value)); return;
    case JSON_TRUE: lua_pushboolean(L, 1); return;
    case JSON_FALSE: lua_pushboolean(L, 0); return;
    case JSON_NULL: lua_pushlightuserdata(L, NULL); return;
    }
}

static void release_json(void *json) {
    json_decref(json);
}

/* json_decode(text) */
int ig_lua_json_decode(lua_State *L) {
    size_t bytes = 0;
    const char *text = luaL_checklstring(L, 1, &bytes);
    ig_lua_hold *hold = ig_lua_hold_new(L, release_json);
    json_error_t problem;
    json_t *json = json_loadb(text, bytes,
                              JSON_DECODE_ANY | JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, &problem);
    hold->resource = json;
    if (json == NULL) {
        ig_error err;
        ig_fail(&err, IG_ERROR_DATA, "json: line %d, column %d: %s", problem.line, problem.column,
                problem.text);
        return ig_lua_refuse(L, &err);
    }
    push(L, json);
    ig_lua_hold_drop(hold);
    return 1;
}
