/*
 * Every verb has the same shape: read the arguments, make an empty Query, call the engine, fill it.
 * Names and orders borrowed from Lua stay on its stack until the engine has copied them. The input
 * is looked up again right before the call: whatever allocates in between may have closed it.
 */
#include "lua/data.h"
#include "lua/native.h"
#include "lua/state.h"
#include "lua/terms.h"

#include <string.h>

int ig_lua_give(lua_State *L, ig_lua_data *result, ig_query *query, const ig_error *err) {
    if (query == NULL) {
        ig_lua_raise(L, err);
    }
    result->query = query;
    return 1;
}

static int verb_where(lua_State *L) {
    ig_error err;
    ig_lua_terms terms;
    lua_settop(L, 3);
    ig_lua_data_check(L, 1);
    ig_lua_terms_filter(L, 2, 3, &terms);
    ig_lua_data *result = ig_lua_data_new(L, IG_LUA_QUERY);
    ig_query *input = ig_lua_query_check(L, 1);
    ig_lua_terms_hand_over(&terms);
    ig_query *query = ig_query_where(input, terms.terms, &err);
    ig_lua_terms_drop(&terms);
    return ig_lua_give(L, result, query, &err);
}

static int verb_derive(lua_State *L) {
    ig_error err;
    ig_lua_terms terms;
    lua_settop(L, 3);
    ig_lua_data_check(L, 1);
    ig_lua_terms_named(L, 2, 3, &terms);
    ig_lua_data *result = ig_lua_data_new(L, IG_LUA_QUERY);
    ig_query *input = ig_lua_query_check(L, 1);
    ig_lua_terms_hand_over(&terms);
    ig_query *query = ig_query_derive(input, terms.terms, terms.n, &err);
    ig_lua_terms_drop(&terms);
    return ig_lua_give(L, result, query, &err);
}

static int verb_agg(lua_State *L) {
    ig_error err;
    ig_lua_terms terms;
    lua_settop(L, 3);
    ig_lua_data_check(L, 1);
    ig_lua_terms_named(L, 2, 3, &terms);
    ig_lua_data *result = ig_lua_data_new(L, IG_LUA_QUERY);
    ig_query *input = ig_lua_query_check(L, 1);
    ig_lua_terms_hand_over(&terms);
    ig_query *query = ig_query_aggregate(input, NULL, 0, terms.terms, terms.n, &err);
    ig_lua_terms_drop(&terms);
    return ig_lua_give(L, result, query, &err);
}

/* A Grouping: the query, retained, with the list of its keys as user value 1. */
static int verb_by(lua_State *L) {
    size_t n = 0;
    ig_lua_data_check(L, 1);
    const char *const *names = ig_lua_names(L, 2, "by: name of a column", &n);
    if (n == 0) {
        ig_lua_misuse(L, "by: at least one column expected");
    }
    ig_lua_data *grouping = ig_lua_data_new(L, IG_LUA_GROUPING);
    grouping->query = ig_query_retain(ig_lua_query_check(L, 1));
    lua_createtable(L, (int)n, 0);
    for (size_t i = 0; i < n; i++) {
        lua_pushstring(L, names[i]);
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    lua_setiuservalue(L, -2, 1);
    return 1;
}

/* Pushes the query that aggregates the terms at `terms_at`, with the params behind them, by the keys of
   the Grouping at 1 and, if any, one column more. Counts the keys. */
static void push_grouped(lua_State *L, const char *column, int terms_at, size_t *n_keys) {
    ig_error err;
    ig_lua_terms terms;
    const ig_lua_data *grouping = ig_lua_self(L, IG_LUA_GROUPING, "grouping");
    ig_lua_terms_named(L, terms_at, terms_at + 1, &terms);
    lua_getiuservalue(L, 1, 1);
    const char *const *keys = ig_lua_names(L, lua_gettop(L), "by: name of a column", n_keys);
    const char **all = ig_lua_scratch(L, *n_keys + 1, sizeof *all);
    memcpy(all, keys, *n_keys * sizeof *all);
    all[*n_keys] = column;
    ig_lua_data *result = ig_lua_data_new(L, IG_LUA_QUERY);
    if (grouping->query == NULL) { /* finalized: only a script's own finalizer can still hold it */
        ig_lua_misuse(L, "grouping is closed");
    }
    ig_lua_terms_hand_over(&terms);
    ig_query *query = ig_query_aggregate(grouping->query, all, *n_keys + (column != NULL),
                                         terms.terms, terms.n, &err);
    ig_lua_terms_drop(&terms);
    ig_lua_give(L, result, query, &err);
}

static int grouping_agg(lua_State *L) {
    size_t n_keys = 0;
    lua_settop(L, 3);
    push_grouped(L, NULL, 2, &n_keys);
    return 1;
}

/* A lone formula or function at `index` as a list of one pair; its name shows in errors alone. */
static void name_alone(lua_State *L, int index) {
    lua_createtable(L, 1, 0);
    lua_createtable(L, 2, 0);
    if (lua_type(L, index) == LUA_TSTRING) {
        lua_pushvalue(L, index);
    } else {
        lua_pushliteral(L, "value of pivot");
    }
    lua_rawseti(L, -2, 1);
    lua_pushvalue(L, index);
    lua_rawseti(L, -2, 2);
    lua_rawseti(L, -2, 1);
    lua_replace(L, index);
}

/* pivot("month", "sum(qty)", params): runs at once, since the columns' names come from the data. */
static int grouping_pivot(lua_State *L) {
    ig_error err;
    size_t n_keys = 0;
    ig_lua_hold *hold = NULL;
    lua_settop(L, 4);
    ig_lua_self(L, IG_LUA_GROUPING, "grouping");
    const char *column = ig_lua_text(L, 2, "pivot: name of a column");
    if (lua_isnil(L, 3)) {
        ig_lua_misuse(L, "pivot: formula, function or results expected, got nil");
    }
    if (lua_type(L, 3) != LUA_TTABLE) {
        name_alone(L, 3);
    }
    push_grouped(L, column, 3, &n_keys);
    const ig_table *cells = ig_lua_collect(L, lua_gettop(L), &hold);
    ig_lua_data *result = ig_lua_data_new(L, IG_LUA_TABLE);
    ig_table *table = ig_query_pivot(&ig_lua_of(L)->context, cells, n_keys, &err);
    ig_lua_hold_drop(hold);
    if (table == NULL) {
        ig_lua_raise(L, &err);
    }
    ig_lua_table_fill(L, result, table);
    return 1;
}

static int grouping_gc(lua_State *L) {
    ig_lua_data *grouping = luaL_checkudata(L, 1, IG_LUA_GROUPING);
    ig_query *query = grouping->query;
    grouping->query = NULL;
    ig_query_release(query);
    return 0;
}

static int verb_select(lua_State *L) {
    ig_error err;
    size_t n = 0;
    ig_lua_data_check(L, 1);
    const char *const *names = ig_lua_names(L, 2, "select: name of a column", &n);
    ig_lua_data *result = ig_lua_data_new(L, IG_LUA_QUERY);
    ig_query *input = ig_lua_query_check(L, 1);
    return ig_lua_give(L, result, ig_query_select(input, names, n, &err), &err);
}

static int verb_distinct(lua_State *L) {
    ig_error err;
    size_t n = 0;
    ig_lua_data_check(L, 1);
    const char *const *names = ig_lua_names(L, 2, "distinct: name of a column", &n);
    ig_lua_data *result = ig_lua_data_new(L, IG_LUA_QUERY);
    ig_query *input = ig_lua_query_check(L, 1);
    return ig_lua_give(L, result, ig_query_distinct(input, names, n, &err), &err);
}

/* "-name" is descending; a column may not begin with the sign. */
static ig_order read_order(const char *text) {
    bool descending = text[0] == '-';
    return (ig_order){.name = text + descending, .descending = descending};
}

static int verb_sort(lua_State *L) {
    ig_error err;
    size_t n = 0;
    ig_lua_data_check(L, 1);
    const char *const *names = ig_lua_names(L, 2, "sort: name of a column", &n);
    if (n == 0) {
        ig_lua_misuse(L, "sort: at least one column expected");
    }
    ig_order *orders = ig_lua_scratch(L, n, sizeof *orders);
    for (size_t i = 0; i < n; i++) {
        orders[i] = read_order(names[i]);
    }
    ig_lua_data *result = ig_lua_data_new(L, IG_LUA_QUERY);
    ig_query *input = ig_lua_query_check(L, 1);
    return ig_lua_give(L, result, ig_query_sort(input, orders, n, &err), &err);
}

/* The name or list of names in a field of the options at `index`; none when it is nil. */
static const char *const *names_field(lua_State *L, int index, const char *field, const char *what,
                                      size_t *n) {
    lua_pushstring(L, field);
    *n = 0;
    return lua_rawget(L, index) == LUA_TNIL ? NULL : ig_lua_names(L, lua_gettop(L), what, n);
}

static bool read_gaps(lua_State *L, int index) {
    const char *gaps = ig_lua_text_field(L, index, "gaps", "window: gaps");
    if (gaps != NULL && strcmp(gaps, "zero") != 0) {
        ig_lua_misuse(L, "window: gaps \"zero\" expected, got \"%s\"", gaps);
    }
    return gaps != NULL;
}

/* window({ by = "partner", sort = "month", gaps = "zero" }, { prev = "lag(qty, 12)" }, params) */
static int verb_window(lua_State *L) {
    static const char *const keys[] = {"by", "gaps", "sort"};
    ig_error err;
    ig_lua_terms terms;
    ig_over over = {0};
    lua_settop(L, 4);
    ig_lua_data_check(L, 1);
    luaL_checktype(L, 2, LUA_TTABLE);
    ig_lua_check_keys(L, 2, "option of window", keys, sizeof keys / sizeof *keys);
    over.keys = names_field(L, 2, "by", "window: by: name of a column", &over.n_keys);
    const char *const *sort =
        names_field(L, 2, "sort", "window: sort: name of a column", &over.n_orders);
    ig_order *orders = ig_lua_scratch(L, over.n_orders, sizeof *orders);
    for (size_t i = 0; i < over.n_orders; i++) {
        orders[i] = read_order(sort[i]);
    }
    over.orders = orders;
    over.zero_gaps = read_gaps(L, 2);
    ig_lua_terms_named(L, 3, 4, &terms);
    ig_lua_data *result = ig_lua_data_new(L, IG_LUA_QUERY);
    ig_query *input = ig_lua_query_check(L, 1);
    ig_lua_terms_hand_over(&terms);
    ig_query *query = ig_query_window(input, &over, terms.terms, terms.n, &err);
    ig_lua_terms_drop(&terms);
    return ig_lua_give(L, result, query, &err);
}

static size_t check_count(lua_State *L, const char *verb, int index, lua_Integer if_none) {
    lua_Integer n = if_none < 0 ? luaL_checkinteger(L, index) : luaL_optinteger(L, index, if_none);
    if (n < 0) {
        ig_lua_misuse(L, "%s: a number of rows expected, got %I", verb, n);
    }
    return (size_t)n;
}

static bool read_ties(lua_State *L, int index) {
    const char *ties = ig_lua_text_field(L, index, "ties", "top: ties");
    bool all = ties != NULL && strcmp(ties, "all") == 0;
    if (ties != NULL && !all && strcmp(ties, "first") != 0) {
        ig_lua_misuse(L, "top: ties \"all\" or \"first\" expected, got \"%s\"", ties);
    }
    return all;
}

/* top(n, { by = "qty", ties = "all", within = "month" }): the largest first, as "qty" and as
   "-qty". */
static int verb_top(lua_State *L) {
    static const char *const keys[] = {"by", "others", "ties", "within"};
    ig_error err;
    ig_lua_data_check(L, 1);
    ig_top top = {.n_rows = check_count(L, "top", 2, -1)};
    luaL_checktype(L, 3, LUA_TTABLE);
    ig_lua_check_keys(L, 3, "option of top", keys, sizeof keys / sizeof *keys);
    const char *by = ig_lua_text_field(L, 3, "by", "top: by");
    if (by == NULL) {
        ig_lua_misuse(L, "top: by = \"a column\" expected");
    }
    top.order = (ig_order){.name = read_order(by).name, .descending = true};
    top.all_ties = read_ties(L, 3);
    top.others = ig_lua_text_field(L, 3, "others", "top: others");
    top.within = names_field(L, 3, "within", "top: within: name of a column", &top.n_within);
    ig_lua_data *result = ig_lua_data_new(L, IG_LUA_QUERY);
    ig_query *input = ig_lua_query_check(L, 1);
    return ig_lua_give(L, result, ig_query_top(input, &top, &err), &err);
}

static int limit(lua_State *L, size_t n) {
    ig_error err;
    ig_lua_data_check(L, 1);
    ig_lua_data *result = ig_lua_data_new(L, IG_LUA_QUERY);
    ig_query *input = ig_lua_query_check(L, 1);
    return ig_lua_give(L, result, ig_query_limit(input, n, &err), &err);
}

static int verb_limit(lua_State *L) {
    return limit(L, check_count(L, "limit", 2, -1));
}

static int verb_head(lua_State *L) {
    return limit(L, check_count(L, "head", 2, 10));
}

const luaL_Reg ig_lua_verbs[] = {
    {"where", verb_where},   {"select", verb_select}, {"rename", ig_lua_rename},
    {"derive", verb_derive}, {"window", verb_window}, {"by", verb_by},
    {"agg", verb_agg},       {"sort", verb_sort},     {"top", verb_top},
    {"limit", verb_limit},   {"head", verb_head},     {"distinct", verb_distinct},
    {"join", ig_lua_join},   {"union", ig_lua_union}, {NULL, NULL},
};

static const luaL_Reg grouping_meta[] = {{"__gc", grouping_gc}, {NULL, NULL}};
static const luaL_Reg grouping_methods[] = {
    {"agg", grouping_agg}, {"pivot", grouping_pivot}, {NULL, NULL}};

void ig_lua_grouping_class(lua_State *L) {
    ig_lua_class(L, IG_LUA_GROUPING, grouping_meta, grouping_methods);
}
