/*
 * Lua's own order already goes 1 … n for a table that holds nothing else, and `next` walks it. For
 * every other table the keys are copied and sorted when the loop begins: into a table, that they live,
 * and their order into an array of positions. Keys that were removed meanwhile are passed over; what
 * was added is not seen.
 */
#include "lua/sandbox/pairs.h"

#include "lua/sandbox/bound.h"
#include "lua/state.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef enum key_kind { KEY_INTEGER, KEY_FLOAT, KEY_TEXT, KEY_OTHER } key_kind;

typedef struct key {
    key_kind kind;
    int place; /* in the table of keys, from 1 */
    union {
        lua_Integer integer;
        lua_Number number;
        struct {
            const char *bytes;
            size_t n;
        } text;
    };
} key;

enum {
    FEW = 32,       /* keys that are sorted without asking for memory */
    SLOT_BYTES = 16 /* of a value in the array of a Lua table */
};

/* −1, 0, 1, exactly. */
static int compare_mixed(lua_Integer integer, lua_Number number) {
    if (number >= 0x1p63) {
        return -1;
    }
    if (number < -0x1p63) {
        return 1;
    }
    lua_Integer below = (lua_Integer)floor(number);
    if (integer != below) {
        return integer < below ? -1 : 1;
    }
    return number > floor(number) ? -1 : 0;
}

static int compare_numbers(const key *a, const key *b) {
    if (a->kind == KEY_INTEGER && b->kind == KEY_INTEGER) {
        return (a->integer > b->integer) - (a->integer < b->integer);
    }
    if (a->kind == KEY_FLOAT && b->kind == KEY_FLOAT) {
        return (a->number > b->number) - (a->number < b->number);
    }
    return a->kind == KEY_INTEGER ? compare_mixed(a->integer, b->number)
                                  : -compare_mixed(b->integer, a->number);
}

static int compare_texts(const key *a, const key *b) {
    size_t common = a->text.n < b->text.n ? a->text.n : b->text.n;
    int order = memcmp(a->text.bytes, b->text.bytes, common);
    return order != 0 ? order : (a->text.n > b->text.n) - (a->text.n < b->text.n);
}

static int rank(key_kind kind) {
    return kind == KEY_FLOAT ? KEY_INTEGER : (int)kind;
}

static int compare(const void *left, const void *right) {
    const key *a = left;
    const key *b = right;
    if (rank(a->kind) != rank(b->kind)) {
        return rank(a->kind) < rank(b->kind) ? -1 : 1;
    }
    if (a->kind == KEY_TEXT) {
        return compare_texts(a, b);
    }
    if (a->kind == KEY_OTHER) {
        return (a->place > b->place) - (a->place < b->place);
    }
    return compare_numbers(a, b);
}

/* The key at the top of the stack. */
static key read_key(lua_State *L, int place) {
    key k = {.kind = KEY_OTHER, .place = place};
    if (lua_isinteger(L, -1)) {
        k.kind = KEY_INTEGER;
        k.integer = lua_tointeger(L, -1);
    } else if (lua_type(L, -1) == LUA_TNUMBER) {
        k.kind = KEY_FLOAT;
        k.number = lua_tonumber(L, -1);
    } else if (lua_type(L, -1) == LUA_TSTRING) {
        k.kind = KEY_TEXT;
        k.text.bytes = lua_tolstring(L, -1, &k.text.n);
    }
    return k;
}

/* Whether Lua's own order is 1, 2, 3 … to the end; the number of keys. */
static bool is_sequence(lua_State *L, int *n_keys) {
    bool so_far = true;
    lua_Integer n = 0;
    lua_pushnil(L);
    while (lua_next(L, 1) != 0) {
        lua_pop(L, 1);
        n++;
        if (n % IG_BOUND_STEPS == 0) {
            ig_bound_look(L);
        }
        so_far = so_far && lua_isinteger(L, -1) && lua_tointeger(L, -1) == n;
    }
    if (n > INT_MAX / (lua_Integer)sizeof(key)) {
        ig_lua_misuse(L, "pairs: a table of %I keys: too large", (LUAI_UACINT)n);
    }
    *n_keys = (int)n;
    return so_far;
}

/* Upvalues: the keys, their order, how many, which was given last. */
static int next_sorted(lua_State *L) {
    const int *order = lua_touserdata(L, lua_upvalueindex(2));
    lua_Integer n = lua_tointeger(L, lua_upvalueindex(3));
    lua_Integer i = lua_tointeger(L, lua_upvalueindex(4));
    luaL_checktype(L, 1, LUA_TTABLE);
    while (i < n) {
        lua_rawgeti(L, lua_upvalueindex(1), order[i++]);
        lua_pushvalue(L, -1);
        if (lua_rawget(L, 1) != LUA_TNIL) {
            lua_pushinteger(L, i);
            lua_replace(L, lua_upvalueindex(4));
            return 2;
        }
        lua_pop(L, 2);
    }
    lua_pushinteger(L, n);
    lua_replace(L, lua_upvalueindex(4));
    lua_pushnil(L);
    return 1;
}

/* Pushes the iterator over the n keys of the table at 1. */
static void push_sorted(lua_State *L, int n) {
    ig_bound_room(L, (size_t)n * (SLOT_BYTES + sizeof(int) + sizeof(key)));
    lua_createtable(L, n, 0);
    int *order = lua_newuserdatauv(L, (size_t)n * sizeof *order, 0);
    int table = lua_gettop(L) - 1;
    key few[FEW];
    key *keys = n <= FEW ? few : lua_newuserdatauv(L, (size_t)n * sizeof *keys, 0);
    int count = 0;
    lua_pushnil(L);
    while (count < n && lua_next(L, 1) != 0) {
        lua_pop(L, 1);
        keys[count] = read_key(L, count + 1);
        lua_pushvalue(L, -1);
        lua_rawseti(L, table, ++count);
    }
    qsort(keys, (size_t)count, sizeof *keys, compare);
    for (int i = 0; i < count; i++) {
        order[i] = keys[i].place;
    }
    lua_settop(L, table + 1);
    lua_pushinteger(L, count);
    lua_pushinteger(L, 0);
    lua_pushcclosure(L, next_sorted, 4);
}

int ig_lua_box_pairs(lua_State *L) {
    luaL_checkany(L, 1);
    if (luaL_getmetafield(L, 1, "__pairs") != LUA_TNIL) {
        lua_pushvalue(L, 1);
        lua_call(L, 1, 3);
        return 3;
    }
    int n = 0;
    luaL_checktype(L, 1, LUA_TTABLE);
    lua_settop(L, 1);
    if (is_sequence(L, &n)) {
        lua_pushvalue(L, lua_upvalueindex(1));
    } else {
        push_sorted(L, n);
    }
    lua_pushvalue(L, 1);
    lua_pushnil(L);
    return 3;
}
