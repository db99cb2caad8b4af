/*
 * native.json_decode: jansson reads, which keeps 64-bit integers and doubles apart and exact; then
 * its tree becomes Lua values. The tree belongs to a hold. null becomes native.null, and an empty
 * array gets a metatable with `__array`, so that it is written as an array again. Where texts were
 * written as any bytes, each character becomes the byte of its number.
 */
#include "lua/hold.h"
#include "lua/native.h"
#include "lua/state.h"
#include "lua/utf8.h"

#include <string.h>

#include <jansson.h>

#define EMPTY_ARRAY "ingot.empty_array"

static void push(lua_State *L, json_t *value, bool any_bytes);

static void push_text(lua_State *L, const char *text, size_t size_bytes, bool any_bytes) {
    luaL_Buffer bytes;
    if (!any_bytes) {
        lua_pushlstring(L, text, size_bytes);
        return;
    }
    char *to = luaL_buffinitsize(L, &bytes, size_bytes);
    size_t n = 0;
    for (size_t at = 0; at < size_bytes;) {
        uint32_t character = 0;
        size_t length = ig_lua_utf8_read(text + at, size_bytes - at, &character);
        if (length == 0 || character > UINT8_MAX) {
            ig_lua_misuse(L, "json: a text of bytes expected, got the character '%U'",
                          (unsigned long)character);
        }
        to[n++] = (char)(unsigned char)character;
        at += length;
    }
    luaL_pushresultsize(&bytes, n);
}

static void push_array(lua_State *L, const json_t *array, bool any_bytes) {
    size_t n = json_array_size(array);
    lua_createtable(L, n < 1024 ? (int)n : 1024, 0);
    for (size_t i = 0; i < n; i++) {
        push(L, json_array_get(array, i), any_bytes);
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

static void push_object(lua_State *L, json_t *object, bool any_bytes) {
    lua_createtable(L, 0, 0);
    for (void *at = json_object_iter(object); at != NULL; at = json_object_iter_next(object, at)) {
        const char *key = json_object_iter_key(at);
        push_text(L, key, strlen(key), any_bytes);
        push(L, json_object_iter_value(at), any_bytes);
        lua_rawset(L, -3);
    }
}

static void push(lua_State *L, json_t *value, bool any_bytes) {
    luaL_checkstack(L, 6, "json");
    switch (json_typeof(value)) {
    case JSON_OBJECT: push_object(L, value, any_bytes); return;
    case JSON_ARRAY: push_array(L, value, any_bytes); return;
    case JSON_STRING:
        push_text(L, json_string_value(value), json_string_length(value), any_bytes);
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

/* json_decode(text, any_bytes) */
int ig_lua_json_decode(lua_State *L) {
    size_t bytes = 0;
    const char *text = luaL_checklstring(L, 1, &bytes);
    bool any_bytes = lua_toboolean(L, 2);
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
    push(L, json, any_bytes);
    ig_lua_hold_drop(hold);
    return 1;
}
