/* What scripts write where a formula may stand, made ready for the query engine. */
#ifndef INGOT_LUA_TERMS_H
#define INGOT_LUA_TERMS_H

#include "lua/hold.h"
#include "query/query.h"

typedef struct ig_lua_terms {
    ig_term *terms;
    size_t n;
    ig_function *functions; /* one place a term, for those that are functions */
    ig_lua_hold **holds;    /* of the formula or function of each term; NULL: borrowed */
    ig_lua_hold *params;
    int anchors; /* the stack index of the table that keeps all of this alive */
} ig_lua_terms;

/* Reads the formula or function at `index` as a filter without a name, or the map or list of pairs
   there as named terms (a map in order of name); `params` is the index of the params or nil. Both
   indices must be below the top. Leaves things on the stack. */
void ig_lua_terms_filter(lua_State *L, int index, int params, ig_lua_terms *out);
void ig_lua_terms_named(lua_State *L, int index, int params, ig_lua_terms *out);

/* Before the query call: the functions are the query's from here on. */
void ig_lua_terms_hand_over(ig_lua_terms *terms);

/* After it: lets formulas and params go, which the query retained. */
void ig_lua_terms_drop(ig_lua_terms *terms);

/* The names at `first` … top, or in the one list there. Leaves things on the stack. */
const char *const *ig_lua_names(lua_State *L, int first, const char *what, size_t *n);

#endif
