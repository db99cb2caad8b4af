/* Lua tables becoming the $names of formulas. */
#ifndef INGOT_LUA_PARAMS_H
#define INGOT_LUA_PARAMS_H

#include "formula/params.h"
#include "lua/hold.h"

/* Pushes a hold with the params of the table at `index`; an empty hold when it is nil or none. */
ig_lua_hold *ig_lua_params(lua_State *L, int index);

#endif
