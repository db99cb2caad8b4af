/*
 * The arrays handed to the engine are scratch userdata, the formulas and functions in them belong
 * to holds, and a table at `anchors` keeps them all alive; so a raise at any point loses nothing.
 */
#include "lua/terms.h"

#include "lua/formula.h"
#include "lua/function.h"
#include "lua/params.h"
#include "lua/state.h"

#include <stdlib.h>
#include <string.h>

enum { PARAMS = 1, TERMS, FUNCTIONS, HOLDS, FIRST }; /* places in the table of anchors */

/* Params first: an object among them may run a script's function to become text. */
static void init(lua_State *L, int params, ig_lua_terms *out) {
    lua_createtable(L, FIRST, 0);
    out->anchors = lua_gettop(L);
    out->params = ig_lua_params(L, params);
    lua_rawseti(L, out->anchors, PARAMS);
}

static void make_room(lua_State *L, size_t n, ig_lua_terms *out) {
    out->n = n;
    out->terms = ig_lua_scratch(L, n, sizeof *out->terms);
    lua_rawseti(L, out->anchors, TERMS);
    out->functions = ig_lua_scratch(L, n, sizeof *out->functions);
    lua_rawseti(L, out->anchors, FUNCTIONS);
    out->holds = ig_lua_scratch(L, n, sizeof(ig_lua_hold *));
    lua_rawseti(L, out->anchors, HOLDS);
}

/* Makes the i-th term of the value at the top, which it pops. The caller keeps the name. */
static void read_term(lua_State *L, ig_lua_terms *out, size_t i, const char *name) {
    ig_term *term = &out->terms[i];
    term->name = name;
    term->params = out->params->resource;
    if (lua_type(L, -1) == LUA_TSTRING) {
        ig_error err;
        size_t bytes = 0;
        const char *text = lua_tolstring(L, -1, &bytes);
        out->holds[i] = ig_lua_hold_new(L, ig_lua_release_formula);
        term->formula = ig_formula_parse(ig_lua_of(L)->context.memory, text, bytes, &err);
        if (term->formula == NULL) {
            ig_lua_raise(L, &err);
        }
        out->holds[i]->resource = term->formula;
        lua_replace(L, -2);
    } else if (lua_type(L, -1) == LUA_TFUNCTION) {
        out->holds[i] = ig_lua_function_new(L, -1, name == NULL, &out->functions[i]);
        term->function = &out->functions[i];
        lua_replace(L, -2);
    } else if ((term->formula = ig_lua_formula_test(L, -1)) != NULL) {
        out->holds[i] = NULL; /* the script's Formula keeps it */
    } else {
        ig_lua_misuse(L, "%s: formula or function expected, got %s", name == NULL ? "where" : name,
                      luaL_typename(L, -1));
    }
    lua_rawseti(L, out->anchors, FIRST + 2 * (lua_Integer)i);
}

void ig_lua_terms_filter(lua_State *L, int index, int params, ig_lua_terms *out) {
    init(L, params, out);
    make_room(L, 1, out);
    lua_pushvalue(L, index);
    read_term(L, out, 0, NULL);
}

/* The name at the top, which it pops, kept for the i-th term. */
static const char *keep_name(lua_State *L, const ig_lua_terms *out, size_t i) {
    const char *name = ig_lua_text(L, -1, "name of a result");
    lua_rawseti(L, out->anchors, FIRST + 2 * (lua_Integer)i + 1);
    return name;
}

/* One `{ name, formula }` of a list. */
static void read_pair(lua_State *L, int index, ig_lua_terms *out, size_t i) {
    lua_rawgeti(L, index, (lua_Integer)i + 1);
    if (lua_type(L, -1) != LUA_TTABLE || lua_rawlen(L, -1) != 2) {
        ig_lua_misuse(L, "item %d: a pair { name, formula } expected", (int)i + 1);
    }
    lua_rawgeti(L, -1, 1);
    const char *name = keep_name(L, out, i);
    lua_rawgeti(L, -1, 2);
    read_term(L, out, i, name);
    lua_pop(L, 1);
}

static int compare_names(const void *a, const void *b) {
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void read_map(lua_State *L, int index, ig_lua_terms *out) {
    const char **names = ig_lua_scratch(L, out->n, sizeof *names);
    size_t n = 0;
    lua_pushnil(L);
    while (n < out->n && lua_next(L, index) != 0) {
        lua_pop(L, 1);
        lua_pushvalue(L, -1);
        names[n] = keep_name(L, out, n);
        n++;
    }
    qsort(names, n, sizeof *names, compare_names);
    for (size_t i = 0; i < n; i++) {
        lua_pushstring(L, names[i]);
        lua_rawget(L, index);
        read_term(L, out, i, names[i]);
    }
}

static size_t count_keys(lua_State *L, int index) {
    size_t n = 0;
    lua_pushnil(L);
    while (lua_next(L, index) != 0) {
        lua_pop(L, 1);
        n++;
    }
    return n;
}

void ig_lua_terms_named(lua_State *L, int index, int params, ig_lua_terms *out) {
    luaL_checktype(L, index, LUA_TTABLE);
    init(L, params, out);
    size_t listed = lua_rawlen(L, index);
    size_t n = count_keys(L, index);
    if (n == 0) {
        ig_lua_misuse(L, "at least one result expected, as { name = formula }");
    } else if (listed != 0 && listed != n) {
        ig_lua_misuse(L, "results expected either all by name or all as pairs { name, formula }");
    }
    make_room(L, n, out);
    if (listed == 0) {
        read_map(L, index, out);
        return;
    }
    for (size_t i = 0; i < n; i++) {
        read_pair(L, index, out, i);
    }
}

void ig_lua_terms_hand_over(ig_lua_terms *terms) {
    for (size_t i = 0; i < terms->n; i++) {
        if (terms->terms[i].function != NULL) {
            (void)ig_lua_hold_take(terms->holds[i]);
        }
    }
}

void ig_lua_terms_drop(ig_lua_terms *terms) {
    for (size_t i = 0; i < terms->n; i++) {
        if (terms->holds[i] != NULL) {
            ig_lua_hold_drop(terms->holds[i]);
        }
    }
    ig_lua_hold_drop(terms->params);
}

/* Pushes a copy of the list at `index`, which the script cannot change. */
static size_t copy_list(lua_State *L, int index) {
    size_t n = lua_rawlen(L, index);
    lua_createtable(L, 0, 0);
    for (size_t i = 1; i <= n; i++) {
        lua_rawgeti(L, index, (lua_Integer)i);
        lua_rawseti(L, -2, (lua_Integer)i);
    }
    return n;
}

const char *const *ig_lua_names(lua_State *L, int first, const char *what, size_t *n) {
    int top = lua_gettop(L);
    bool listed = top == first && lua_type(L, first) == LUA_TTABLE;
    *n = listed ? copy_list(L, first) : (size_t)(top >= first ? top - first + 1 : 0);
    int list = lua_gettop(L);
    const char **names = ig_lua_scratch(L, *n, sizeof *names);
    for (size_t i = 0; i < *n; i++) {
        if (listed) {
            lua_rawgeti(L, list, (lua_Integer)i + 1);
            names[i] = ig_lua_text(L, -1, what);
            lua_pop(L, 1); /* the copy keeps it */
        } else {
            names[i] = ig_lua_text(L, first + (int)i, what);
        }
    }
    return names;
}
