/*
 * Keys are copied into a table, that they live, and their order into an array of positions in it.
 */
#include "lua/sandbox/keys.h"

#include "lua/sandbox/bound.h"
#include "lua/state.h"

#include <limits.h>
#include <math.h>
#include <stdbool.h>
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

static key read_key(lua_State *L, int index, int place) {
    key k = {.kind = KEY_OTHER, .place = place};
    if (lua_isinteger(L, index)) {
        k.kind = KEY_INTEGER;
        k.integer = lua_tointeger(L, index);
    } else if (lua_type(L, index) == LUA_TNUMBER) {
        k.kind = KEY_FLOAT;
        k.number = lua_tonumber(L, index);
    } else if (lua_type(L, index) == LUA_TSTRING) {
        k.kind = KEY_TEXT;
        k.text.bytes = lua_tolstring(L, index, &k.text.n);
    }
    return k;
}

bool ig_lua_box_is_sequence(lua_State *L, int t, int *n_keys) {
    bool so_far = true;
    lua_Integer n = 0;
    lua_pushnil(L);
    while (lua_next(L, t) != 0) {
        lua_pop(L, 1);
        n++;
        if (n % IG_BOUND_STEPS == 0) {
            ig_bound_look(L);
        }
        so_far = so_far && lua_isinteger(L, -1) && lua_tointeger(L, -1) == n;
    }
    if (n > INT_MAX / (lua_Integer)sizeof(key)) {
        ig_lua_misuse(L, "a table of %I keys: too large to go over in order", (LUAI_UACINT)n);
    }
    *n_keys = (int)n;
    return so_far;
}

void ig_lua_box_sort_keys(lua_State *L, int t, int n) {
    ig_bound_room(L, (size_t)n * (SLOT_BYTES + sizeof(int) + sizeof(key)));
    lua_createtable(L, n, 0);
    int *order = lua_newuserdatauv(L, (size_t)n * sizeof *order + sizeof *order, 0);
    int table = lua_gettop(L) - 1;
    key few[FEW];
    key *keys = n <= FEW ? few : lua_newuserdatauv(L, (size_t)n * sizeof *keys, 0);
    int count = 0;
    lua_pushnil(L);
    while (count < n && lua_next(L, t) != 0) {
        lua_pop(L, 1);
        keys[count] = read_key(L, -1, count + 1);
        lua_pushvalue(L, -1);
        lua_rawseti(L, table, ++count);
    }
    qsort(keys, (size_t)count, sizeof *keys, compare);
    for (int i = 0; i < count; i++) {
        order[i] = keys[i].place;
    }
    lua_settop(L, table + 1);
}

int ig_lua_box_place_of_key(lua_State *L, int keys, const int *order, int n, int index) {
    key wanted = read_key(L, index, INT_MAX);
    int low = 0;
    int high = n;
    while (low < high) {
        int middle = low + (high - low) / 2;
        lua_rawgeti(L, keys, order[middle]);
        key found = read_key(L, -1, order[middle]);
        bool is_before =
            wanted.kind == KEY_OTHER ? found.kind != KEY_OTHER : compare(&found, &wanted) < 0;
        lua_pop(L, 1);
        if (is_before) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    for (; wanted.kind == KEY_OTHER && low < n; low++) {
        lua_rawgeti(L, keys, order[low]);
        bool is_it = lua_rawequal(L, -1, index);
        lua_pop(L, 1);
        if (is_it) {
            break;
        }
    }
    return low;
}
