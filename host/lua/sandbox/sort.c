/*
 * A merge sort from the bottom up: stable, always the same, at most n log n comparisons whatever the
 * comparator says. The items are copied into a table of their own, numbers stand for them while they
 * are sorted, and all are written back at the end: a comparator that raises, or changes the table,
 * finds it as it was.
 */
#include "lua/sandbox/sort.h"

#include "lua/sandbox/bound.h"

#include <limits.h>
#include <stdbool.h>
#include <stdint.h>

#include <lauxlib.h>

enum { TABLE = 1, COMPARATOR, COPY }; /* places on the stack */

/* True when item `a` must stand before item `b`. */
static bool is_before(lua_State *L, int32_t a, int32_t b) {
    bool has_comparator = !lua_isnil(L, COMPARATOR);
    if (has_comparator) {
        lua_pushvalue(L, COMPARATOR);
    }
    lua_rawgeti(L, COPY, a);
    lua_rawgeti(L, COPY, b);
    if (!has_comparator) {
        bool less = lua_compare(L, -2, -1, LUA_OPLT);
        lua_pop(L, 2);
        return less;
    }
    lua_call(L, 2, 1);
    bool less = lua_toboolean(L, -1);
    lua_pop(L, 1);
    return less;
}

/* Merges the sorted runs from[begin, middle) and from[middle, end) into `to`. */
static void merge(lua_State *L, const int32_t *from, int32_t *to, size_t begin, size_t middle,
                  size_t end) {
    size_t left = begin;
    size_t right = middle;
    size_t out = begin;
    if (middle < end && !is_before(L, from[middle], from[middle - 1])) {
        right = middle; /* in order as it is */
        while (out < end) {
            to[out] = from[out];
            out++;
        }
        return;
    }
    while (left < middle && right < end) {
        to[out++] = is_before(L, from[right], from[left]) ? from[right++] : from[left++];
        if (out % IG_BOUND_STEPS == 0) {
            ig_bound_look(L);
        }
    }
    while (left < middle) {
        to[out++] = from[left++];
    }
    while (right < end) {
        to[out++] = from[right++];
    }
}

/* Sorts order[0, n); `other` is as long. Returns which of the two holds the result. */
static const int32_t *sort(lua_State *L, int32_t *order, int32_t *other, size_t n) {
    for (size_t run = 1; run < n; run *= 2) {
        for (size_t begin = 0; begin < n; begin += 2 * run) {
            size_t middle = n - begin < run ? n : begin + run;
            size_t end = n - begin < 2 * run ? n : begin + 2 * run;
            merge(L, order, other, begin, middle, end);
            ig_bound_look(L);
        }
        int32_t *swap = order;
        order = other;
        other = swap;
    }
    return order;
}

int ig_box_sort(lua_State *L) {
    lua_Integer n = ig_box_measure(L, TABLE);
    if (n < 2) {
        return 0;
    }
    luaL_argcheck(L, n <= IG_TABLE_MOST, TABLE, n < INT_MAX ? "table too large" : "array too big");
    if (!lua_isnoneornil(L, COMPARATOR)) {
        luaL_checktype(L, COMPARATOR, LUA_TFUNCTION);
    }
    lua_settop(L, COMPARATOR);
    ig_bound_stack(L);
    ig_bound_room(L, (size_t)n * (2 * sizeof(int32_t) + 2 * sizeof(lua_Number)));
    lua_createtable(L, (int)n, 0);
    int32_t *order = lua_newuserdatauv(L, (size_t)n * 2 * sizeof *order, 0);
    for (lua_Integer i = 1; i <= n; i++) {
        lua_geti(L, TABLE, i);
        lua_rawseti(L, COPY, i);
        order[i - 1] = (int32_t)i;
        if (i % IG_BOUND_STEPS == 0) {
            ig_bound_look(L);
        }
    }
    const int32_t *sorted = sort(L, order, order + n, (size_t)n);
    for (lua_Integer i = 1; i <= n; i++) {
        lua_rawgeti(L, COPY, sorted[i - 1]);
        lua_seti(L, TABLE, i);
    }
    return 0;
}
