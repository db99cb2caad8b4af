/*
 * Lua raises by jumping, so a native resource may never be in a plain variable alone while
 * something can raise. A hold is a userdata that owns one resource: made empty first, then filled,
 * then taken or dropped; when an error jumps past, the collector releases what it holds.
 */
#ifndef INGOT_LUA_HOLD_H
#define INGOT_LUA_HOLD_H

#include "formula/formula.h"
#include "formula/params.h"
#include "table/builder.h"
#include "table/table.h"

#include <lua.h>

typedef struct ig_lua_hold {
    void *resource; /* owned, or NULL */
    void (*release)(void *resource);
} ig_lua_hold;

/* Pushes an empty hold. */
ig_lua_hold *ig_lua_hold_new(lua_State *L, void (*release)(void *resource));

/* Empties the hold and gives what it held to the caller. */
void *ig_lua_hold_take(ig_lua_hold *hold);

/* Releases what it holds; idempotent. */
void ig_lua_hold_drop(ig_lua_hold *hold);

/* Releases for the common resources. */
void ig_lua_release_builder(void *builder);
void ig_lua_release_formula(void *formula);
void ig_lua_release_params(void *params);
void ig_lua_release_table(void *table);

/* Pushes a hold around a new, empty buffer; its bytes and its struct go with the hold. */
ig_buffer *ig_lua_buffer(lua_State *L, ig_lua_hold **hold);

/* Pushes scratch memory of n items, all zero, that Lua's collector frees. */
void *ig_lua_scratch(lua_State *L, size_t n, size_t item_bytes);

/* Tells the collector of bytes it cannot see, so that big tables are not left lying about. */
void ig_lua_weigh(lua_State *L, size_t size_bytes);

#endif
