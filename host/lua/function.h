/*
 * A Lua function where a formula may stand. The query owns the context and lets it go with its last
 * node; the function is called on the thread whose query runs, in row order.
 */
#ifndef INGOT_LUA_FUNCTION_H
#define INGOT_LUA_FUNCTION_H

#include "lua/hold.h"
#include "query/query.h"

/* Pushes a hold that owns the context of `*function`, made from the Lua function at `index`. Hand
   it over to a query by ig_lua_hold_take. `filter`: its results are conditions. */
ig_lua_hold *ig_lua_function_new(lua_State *L, int index, bool filter, ig_function *function);

#endif
