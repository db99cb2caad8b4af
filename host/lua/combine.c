/*
 * The verbs that name columns in pairs or take a second table: join, union, rename. Names are
 * borrowed from an own copy of the script's list, so that nothing the script does can free them.
 */
#include "lua/data.h"
#include "lua/state.h"
#include "query/query.h"

#include <stdlib.h>
#include <string.h>

/* Names in pairs: of the left and the right of a join, new and old ones of rename. */
typedef struct name_pairs {
    size_t n;
    const char **first;
    const char **second;
} name_pairs;

/* Keeps the name on top of the stack in the table at `anchor`, pops it and returns it. */
static const char *keep(lua_State *L, int anchor, const char *what) {
    const char *name = ig_lua_text(L, -1, what);
    lua_rawseti(L, anchor, (lua_Integer)lua_rawlen(L, anchor) + 1);
    return name;
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

typedef struct name_pair {
    const char *first, *second;
} name_pair;

static int compare_pairs(const void *a, const void *b) {
    return strcmp(((const name_pair *)a)->first, ((const name_pair *)b)->first);
}

/* The pairs first = second of the map at `index`, in order of the first name; items of a list are
   passed over. Behind those there are. */
static void read_map(lua_State *L, int index, int anchor, const char *what, name_pairs *pairs) {
    size_t room = count_keys(L, index), n = 0;
    name_pair *found = ig_lua_scratch(L, room, sizeof *found);
    lua_pushnil(L);
    while (n < room && lua_next(L, index) != 0) {
        if (lua_type(L, -2) == LUA_TNUMBER) {
            lua_pop(L, 1);
            continue;
        }
        found[n].second = keep(L, anchor, what);
        lua_pushvalue(L, -1);
        found[n++].first = keep(L, anchor, what);
    }
    qsort(found, n, sizeof *found, compare_pairs);
    for (size_t i = 0; i < n; i++) {
        pairs->first[pairs->n] = found[i].first;
        pairs->second[pairs->n++] = found[i].second;
    }
}

/* Leaves things on the stack. */
static void make_room(lua_State *L, size_t n, name_pairs *pairs) {
    pairs->n = 0;
    pairs->first = ig_lua_scratch(L, n, sizeof *pairs->first);
    pairs->second = ig_lua_scratch(L, n, sizeof *pairs->second);
}

/* "hs", or a table of names that are the same on both sides and of left = right. */
static void read_keys(lua_State *L, int index, name_pairs *pairs) {
    static const char what[] = "join: name of a key column";
    lua_createtable(L, 0, 0);
    int anchor = lua_gettop(L);
    if (lua_type(L, index) == LUA_TSTRING) {
        make_room(L, 1, pairs);
        lua_pushvalue(L, index);
        pairs->first[0] = pairs->second[0] = keep(L, anchor, what);
        pairs->n = 1;
        return;
    }
    luaL_checktype(L, index, LUA_TTABLE);
    make_room(L, count_keys(L, index), pairs);
    size_t listed = lua_rawlen(L, index);
    for (size_t i = 0; i < listed; i++) {
        lua_rawgeti(L, index, (lua_Integer)i + 1);
        pairs->first[i] = pairs->second[i] = keep(L, anchor, what);
    }
    pairs->n = listed;
    read_map(L, index, anchor, what, pairs);
    if (pairs->n == 0) {
        ig_lua_misuse(L, "join: at least one key column expected");
    }
}

static const char *const kinds[] = {"inner", "left", "right", "full", "semi", "anti"};
enum { N_KINDS = sizeof kinds / sizeof *kinds };

static ig_join_kind kind_named(lua_State *L, const char *name) {
    for (int i = 0; i < N_KINDS; i++) {
        if (strcmp(kinds[i], name) == 0) {
            return (ig_join_kind)i;
        }
    }
    ig_lua_unknown(L, "kind of join", name, kinds, N_KINDS);
}

/* A kind, or { kind = "left", suffix = "_2" }, or nothing. */
static void read_options(lua_State *L, int index, ig_join *how) {
    static const char *const keys[] = {"kind", "suffix"};
    const char *kind = NULL;
    if (lua_type(L, index) == LUA_TSTRING) {
        kind = ig_lua_text(L, index, "join: kind");
    } else if (!lua_isnil(L, index)) {
        luaL_checktype(L, index, LUA_TTABLE);
        ig_lua_check_keys(L, index, "option of join", keys, sizeof keys / sizeof *keys);
        kind = ig_lua_text_field(L, index, "kind", "join: kind");
        how->suffix = ig_lua_text_field(L, index, "suffix", "join: suffix");
    }
    how->kind = kind != NULL ? kind_named(L, kind) : IG_JOIN_INNER;
}

/* join(other, keys, kind or options) */
int ig_lua_join(lua_State *L) {
    ig_error err;
    ig_join how = {0};
    name_pairs keys;
    lua_settop(L, 4);
    ig_lua_data_check(L, 1);
    ig_lua_data_check(L, 2);
    read_keys(L, 3, &keys);
    read_options(L, 4, &how);
    how.n_keys = keys.n;
    how.left = keys.first;
    how.right = keys.second;
    ig_lua_data *result = ig_lua_data_new(L, IG_LUA_QUERY);
    ig_query *other = ig_lua_query_check(L, 2), *input = ig_lua_query_check(L, 1);
    return ig_lua_give(L, result, ig_query_join(input, other, &how, &err), &err);
}

/* union(other, …) */
int ig_lua_union(lua_State *L) {
    ig_error err;
    int n = lua_gettop(L);
    ig_lua_data_check(L, 1);
    if (n < 2) {
        ig_lua_misuse(L, "union: at least one table or query expected");
    }
    ig_lua_data *result = ig_lua_data_new(L, IG_LUA_QUERY);
    for (int i = 1; i <= n; i++) {
        ig_lua_data_check(L, i); /* from here on nothing may raise before the last was read */
    }
    ig_query *query = ig_query_retain(ig_lua_query_check(L, 1));
    for (int i = 2; i <= n && query != NULL; i++) {
        ig_query *next = ig_query_union(query, ig_lua_query_check(L, i), &err);
        ig_query_release(query);
        query = next;
    }
    return ig_lua_give(L, result, query, &err);
}

/* rename { new = "old" } */
int ig_lua_rename(lua_State *L) {
    ig_error err;
    name_pairs pairs;
    lua_settop(L, 2);
    ig_lua_data_check(L, 1);
    luaL_checktype(L, 2, LUA_TTABLE);
    if (lua_rawlen(L, 2) > 0) {
        ig_lua_misuse(L, "rename: names expected as { new = \"old\" }");
    }
    lua_createtable(L, 0, 0);
    int anchor = lua_gettop(L);
    make_room(L, count_keys(L, 2), &pairs);
    read_map(L, 2, anchor, "rename: name of a column", &pairs);
    ig_rename *renames = ig_lua_scratch(L, pairs.n, sizeof *renames);
    for (size_t i = 0; i < pairs.n; i++) {
        renames[i] = (ig_rename){pairs.first[i], pairs.second[i]};
    }
    ig_lua_data *result = ig_lua_data_new(L, IG_LUA_QUERY);
    ig_query *input = ig_lua_query_check(L, 1);
    return ig_lua_give(L, result, ig_query_rename(input, renames, pairs.n, &err), &err);
}
