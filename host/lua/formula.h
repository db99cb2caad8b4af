/* The class Formula. */
#ifndef INGOT_LUA_FORMULA_H
#define INGOT_LUA_FORMULA_H

#include "formula/formula.h"

#include <lua.h>

/* The formula of the Formula at `index`, borrowed from it; NULL when something else stands
   there. */
ig_formula *ig_lua_formula_test(lua_State *L, int index);

#endif
