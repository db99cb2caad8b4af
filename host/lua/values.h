/* Lua values becoming a column: what a script's function returns, and the lists of native.table. */
#ifndef INGOT_LUA_VALUES_H
#define INGOT_LUA_VALUES_H

#include "lua/hold.h"
#include "table/builder.h"

#include <stdbool.h>

typedef struct ig_lua_values {
    ig_lua_hold *hold; /* owns the builder; borrowed from Lua's stack */
    ig_memory *memory; /* borrowed */
    size_t capacity;
    size_t n;     /* values so far */
    bool typed;   /* a value that is not nil has come */
    ig_type type; /* of the values so far; before `typed`, that of a column of nothing but nil */
} ig_lua_values;

/* Pushes a hold, which must outlive the struct. */
void ig_lua_values_init(lua_State *L, ig_lua_values *values, ig_type if_empty, size_t capacity);

/* Adds the value at `index` as the next row. The first that is not nil gives the type; a later one
   of another type is an error naming row and types, except that integers widen to real. Never
   raises. */
int ig_lua_values_add(lua_State *L, ig_lua_values *values, int index, ig_error *err) IG_CHECKED;

/* Adds a number to a column of reals. What is not finite is missing, as x / 0 is in a formula. */
int ig_lua_add_real(ig_builder *builder, double value, ig_error *err) IG_CHECKED;

/* The column of one reference, or NULL. The struct is done with then. Never raises. */
ig_column *ig_lua_values_finish(ig_lua_values *values, ig_error *err) IG_CHECKED;

#endif
