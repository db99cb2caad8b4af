/*
 * As in Lua, items are read and written through metamethods, so a table may say of itself what it
 * likes: loops over what it claims look for a hook that waits, and refuse what no table can hold.
 */
#include "lua/sandbox/tables.h"

#include "lua/sandbox/bound.h"
#include "lua/sandbox/sort.h"

#include <stdbool.h>

#include <lualib.h>

enum { READS = 1, WRITES = 2, MEASURES = 4 };

static bool has_field(lua_State *L, int metatable, const char *name) {
    lua_pushstring(L, name);
    bool found = lua_rawget(L, metatable) != LUA_TNIL;
    lua_pop(L, 1);
    return found;
}

/* Argument `index` must be a table, or have the metamethods that `uses` asks for. */
static void check_table(lua_State *L, int index, int uses) {
    if (lua_type(L, index) == LUA_TTABLE) {
        return;
    }
    if (lua_getmetatable(L, index)) {
        int metatable = lua_gettop(L);
        bool will_do = (!(uses & READS) || has_field(L, metatable, "__index")) &&
                       (!(uses & WRITES) || has_field(L, metatable, "__newindex")) &&
                       (!(uses & MEASURES) || has_field(L, metatable, "__len"));
        lua_pop(L, 1);
        if (will_do) {
            return;
        }
    }
    luaL_checktype(L, index, LUA_TTABLE);
}

static lua_Integer measure(lua_State *L, int index, int uses) {
    check_table(L, index, uses | MEASURES);
    return luaL_len(L, index);
}

lua_Integer ig_box_measure(lua_State *L, int index) {
    return measure(L, index, READS | WRITES);
}

/* Raises when `n` items cannot be moved. */
static void check_moves(lua_State *L, lua_Unsigned n) {
    if (n > IG_TABLE_MOST) {
        luaL_error(L, "table too large: %I items to move", (LUAI_UACINT)n);
    }
}

static inline void step(lua_State *L, lua_Integer i) {
    if (i % IG_BOUND_STEPS == 0) {
        ig_bound_look(L);
    }
}

static inline void copy_item(lua_State *L, int from, lua_Integer i, int to, lua_Integer k) {
    lua_geti(L, from, i);
    lua_seti(L, to, k);
}

static int box_insert(lua_State *L) {
    lua_Integer end = (lua_Integer)((lua_Unsigned)measure(L, 1, READS | WRITES) + 1);
    lua_Integer at = end;
    switch (lua_gettop(L)) {
    case 2: break;
    case 3:
        at = luaL_checkinteger(L, 2);
        luaL_argcheck(L, (lua_Unsigned)at - 1 < (lua_Unsigned)end, 2, "position out of bounds");
        check_moves(L, end > at ? (lua_Unsigned)end - (lua_Unsigned)at : 0);
        for (lua_Integer i = end; i > at; i--) {
            copy_item(L, 1, i - 1, 1, i);
            step(L, i);
        }
        break;
    default: return luaL_error(L, "wrong number of arguments to 'insert'");
    }
    lua_seti(L, 1, at);
    return 0;
}

static int box_remove(lua_State *L) {
    lua_Integer size = measure(L, 1, READS | WRITES);
    lua_Integer at = luaL_optinteger(L, 2, size);
    luaL_argcheck(L, at == size || (lua_Unsigned)at - 1 <= (lua_Unsigned)size, 1,
                  "position out of bounds");
    lua_geti(L, 1, at);
    if (at < size) {
        check_moves(L, (lua_Unsigned)size - (lua_Unsigned)at);
    }
    for (; at < size; at++) {
        copy_item(L, 1, at + 1, 1, at);
        step(L, at);
    }
    lua_pushnil(L);
    lua_seti(L, 1, at);
    return 1;
}

static int box_move(lua_State *L) {
    lua_Integer first = luaL_checkinteger(L, 2);
    lua_Integer last = luaL_checkinteger(L, 3);
    lua_Integer target = luaL_checkinteger(L, 4);
    int to = lua_isnoneornil(L, 5) ? 1 : 5;
    check_table(L, 1, READS);
    check_table(L, to, WRITES);
    if (last >= first) {
        luaL_argcheck(L, first > 0 || last < LUA_MAXINTEGER + first, 3,
                      "too many elements to move");
        lua_Integer n = last - first + 1;
        luaL_argcheck(L, target <= LUA_MAXINTEGER - n + 1, 4, "destination wrap around");
        check_moves(L, (lua_Unsigned)n);
        bool forward =
            target > last || target <= first || (to != 1 && !lua_compare(L, 1, to, LUA_OPEQ));
        for (lua_Integer i = 0; i < n; i++) {
            lua_Integer k = forward ? i : n - 1 - i;
            copy_item(L, 1, first + k, to, target + k);
            step(L, i);
        }
    }
    lua_pushvalue(L, to);
    return 1;
}

static void add_item(lua_State *L, luaL_Buffer *out, lua_Integer i) {
    lua_geti(L, 1, i);
    if (!lua_isstring(L, -1)) {
        luaL_error(L, "invalid value (%s) at index %I in table for 'concat'", luaL_typename(L, -1),
                   (LUAI_UACINT)i);
    }
    ig_bound_add_value(out);
}

static int box_concat(lua_State *L) {
    size_t between_bytes;
    lua_Integer last = measure(L, 1, READS);
    const char *between = luaL_optlstring(L, 2, "", &between_bytes);
    lua_Integer i = luaL_optinteger(L, 3, 1);
    last = luaL_optinteger(L, 4, last);
    luaL_Buffer out;
    luaL_buffinit(L, &out);
    for (; i < last; i++) {
        add_item(L, &out, i);
        ig_bound_add(&out, between, between_bytes);
        step(L, i);
    }
    if (i == last) {
        add_item(L, &out, i);
    }
    ig_bound_result(&out);
    return 1;
}

static const luaL_Reg functions[] = {
    {"insert", box_insert}, {"remove", box_remove}, {"move", box_move},
    {"concat", box_concat}, {"sort", ig_box_sort},  {NULL, NULL},
};

/* Bounded by what the stack of Lua holds. */
static const char *const kept[] = {"pack", "unpack"};

void ig_lua_box_tables(lua_State *L) {
    luaL_checkstack(L, 4, NULL);
    luaL_newlib(L, functions);
    lua_pushcfunction(L, luaopen_table);
    lua_call(L, 0, 1);
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++) {
        lua_getfield(L, -1, kept[i]);
        lua_setfield(L, -3, kept[i]);
    }
    lua_pop(L, 1);
}
