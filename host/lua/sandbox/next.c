/*
 * A loop by next asks key by key, and nothing tells where it began. The order of a table's keys is
 * taken when its first key is asked for and kept, by the table, until the loop comes to its end; a
 * table that holds 1 … n alone needs none and is walked by Lua's own. A loop over a table that another
 * loop began anew finds its place by the key it has got.
 *
 * "Is there anything in it?", next(t) == nil, asks for the first key again and again. Of a small table
 * the order is taken anew each time; of a larger one the key that was given last is given again while
 * it is there and nobody has gone on from it, so that asking costs a step.
 */
#include "lua/sandbox/next.h"

#include "lua/sandbox/keys.h"
#include "lua/state.h"

#include <lauxlib.h>

enum { T = 1, KEY = 2, ORDERS = lua_upvalueindex(1) /* by table, weak */ };
enum { SMALL = 64 /* keys */ };

/* The order of a table's keys. User value 1: the list of keys; 2: the array of positions in it. */
typedef struct walk {
    int n, at;          /* which key was given last, from 0 */
    bool is_sequence;   /* Lua's own order does */
    bool is_begun;      /* the first key was given, and none behind it */
    bool is_given_anew; /* that once more: what came to the table meanwhile may be missing */
} walk;

/* Pushes the order that the table has now, and keeps it. */
static walk *take_order(lua_State *L) {
    walk *w = lua_newuserdatauv(L, sizeof *w, 2);
    *w = (walk){0};
    int at = lua_gettop(L);
    w->is_sequence = ig_lua_box_is_sequence(L, T, &w->n);
    if (!w->is_sequence) {
        ig_lua_box_sort_keys(L, T, w->n);
        lua_setiuservalue(L, at, 2);
        lua_setiuservalue(L, at, 1);
    }
    lua_pushvalue(L, T);
    lua_pushvalue(L, at);
    lua_rawset(L, ORDERS);
    return w;
}

/* Pushes the order that is kept of the table, if any. */
static walk *kept_order(lua_State *L) {
    lua_pushvalue(L, T);
    return lua_rawget(L, ORDERS) == LUA_TUSERDATA ? lua_touserdata(L, -1) : NULL;
}

static int end(lua_State *L) {
    lua_pushvalue(L, T);
    lua_pushnil(L);
    lua_rawset(L, ORDERS);
    lua_pushnil(L);
    return 1;
}

/* The first key from place `at` on that is still there, with its value. The order is at the top. */
static int give_from(lua_State *L, walk *w, int at) {
    int top = lua_gettop(L);
    lua_getiuservalue(L, top, 1);
    lua_getiuservalue(L, top, 2);
    const int *order = lua_touserdata(L, top + 2);
    for (; at < w->n; at++) {
        lua_rawgeti(L, top + 1, order[at]);
        lua_pushvalue(L, -1);
        if (lua_rawget(L, T) != LUA_TNIL) {
            w->at = at;
            return 2;
        }
        lua_pop(L, 2);
    }
    return end(L);
}

static int first(lua_State *L) {
    lua_pushnil(L);
    if (lua_next(L, T) == 0) {
        return end(L);
    }
    walk *w = kept_order(L);
    if (w != NULL && w->is_begun && !w->is_sequence && w->n > SMALL) {
        w->is_given_anew = true;
        if (give_from(L, w, w->at) == 2) {
            return 2;
        }
    }
    lua_settop(L, KEY);
    w = take_order(L);
    w->is_begun = true;
    if (w->is_sequence) {
        lua_pushnil(L);
        return lua_next(L, T) != 0 ? 2 : end(L);
    }
    return give_from(L, w, 0);
}

/* Whether the key at place w->at is the one that is asked from. */
static bool stands_at(lua_State *L, const walk *w) {
    int top = lua_gettop(L);
    lua_getiuservalue(L, top, 1);
    lua_getiuservalue(L, top, 2);
    const int *order = lua_touserdata(L, top + 2);
    lua_rawgeti(L, top + 1, order[w->at]);
    bool is_it = lua_rawequal(L, -1, KEY);
    lua_settop(L, top);
    return is_it;
}

static int place_of_key(lua_State *L, const walk *w) {
    int top = lua_gettop(L);
    lua_getiuservalue(L, top, 1);
    lua_getiuservalue(L, top, 2);
    int at = ig_lua_box_place_of_key(L, top + 1, lua_touserdata(L, top + 2), w->n, KEY);
    lua_settop(L, top);
    return at;
}

/* Whether in Lua's own order the next integer follows; it and its value are pushed. */
static bool follows(lua_State *L) {
    if (!lua_isinteger(L, KEY)) {
        return false;
    }
    lua_Integer key = lua_tointeger(L, KEY);
    lua_pushvalue(L, KEY);
    if (lua_next(L, T) == 0) {
        return false;
    }
    if (lua_isinteger(L, -2) && lua_tointeger(L, -2) - 1 == key) {
        return true;
    }
    lua_pop(L, 2);
    return false;
}

static int ordered_next(lua_State *L) {
    luaL_checktype(L, T, LUA_TTABLE);
    lua_settop(L, KEY);
    if (lua_isnil(L, KEY)) {
        return first(L);
    }
    walk *w = kept_order(L);
    if (w == NULL || w->is_given_anew) {
        w = take_order(L);
        w->at = w->n;
    }
    w->is_begun = false;
    if (w->is_sequence) {
        if (follows(L)) {
            return 2;
        }
        w = take_order(L);
        w->at = w->n;
    }
    if (w->is_sequence) {
        lua_pushvalue(L, KEY);
        return lua_next(L, T) != 0 ? 2 : end(L);
    }
    if (w->at < w->n && stands_at(L, w)) {
        return give_from(L, w, w->at + 1);
    }
    int at = place_of_key(L, w);
    w->at = at;
    if (at < w->n && stands_at(L, w)) {
        return give_from(L, w, at + 1);
    }
    if (lua_type(L, KEY) != LUA_TNUMBER && lua_type(L, KEY) != LUA_TSTRING) {
        return luaL_error(L, "invalid key to 'next'"); /* nothing says what would follow it */
    }
    return give_from(L, w, at);
}

void ig_lua_box_push_next(lua_State *L) {
    lua_newtable(L);
    lua_createtable(L, 0, 1);
    lua_pushliteral(L, "k");
    lua_setfield(L, -2, "__mode");
    lua_setmetatable(L, -2);
    lua_pushcclosure(L, ordered_next, 1);
}
