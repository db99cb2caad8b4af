/*
 * A Linear owns a system of inequalities, and the last conflict found in it until that stands in
 * Lua. The numbers of a sum are texts on their way to the engine: those that Lua has as integers
 * are written out into a table that keeps them meanwhile.
 */
#include "lua/data.h"
#include "lua/hold.h"
#include "lua/native.h"
#include "lua/state.h"
#include "lua/work.h"

#include "linear/system.h"

#define CLASS "ingot.Linear"

typedef struct object {
    ig_linear *system; /* NULL before it is filled and after __gc */
    ig_linear_conflict conflict;
} object;

static object *check(lua_State *L) {
    object *self = ig_lua_self(L, CLASS, "linear");
    if (self->system == NULL) {
        ig_lua_misuse(L, "linear is closed");
    }
    return self;
}

int ig_lua_linear_new(lua_State *L) {
    ig_error err;
    object *self = lua_newuserdatauv(L, sizeof *self, 0);
    *self = (object){.system = NULL};
    luaL_setmetatable(L, CLASS);
    self->system = ig_linear_new(&ig_lua_of(L)->context, &err);
    if (self->system == NULL) {
        ig_lua_raise(L, &err);
    }
    return 1;
}

static int linear_gc(lua_State *L) {
    object *self = luaL_checkudata(L, 1, CLASS);
    ig_linear *system = self->system;
    self->system = NULL;
    ig_linear_conflict_reset(&self->conflict);
    ig_linear_free(system);
    return 0;
}

/* The exact number at the top of the stack as text, in its place there. */
static const char *exact_text(lua_State *L, const char *what) {
    if (lua_isinteger(L, -1)) {
        return lua_tostring(L, -1);
    }
    if (lua_type(L, -1) != LUA_TSTRING) {
        ig_lua_misuse(L, "%s: integer or text expected, got %s", what,
                      lua_type(L, -1) == LUA_TNUMBER ? "a float" : luaL_typename(L, -1));
    }
    return ig_lua_text(L, -1, what);
}

static size_t count_terms(lua_State *L, int index) {
    size_t n = 0;
    lua_pushnil(L);
    while (lua_next(L, index) != 0) {
        lua_pop(L, 1);
        n++;
    }
    return n;
}

static size_t variable_of(lua_State *L, int index) {
    int is_integer = 0;
    lua_Integer variable = lua_tointegerx(L, index, &is_integer);
    if (!is_integer || variable < 1) {
        ig_lua_misuse(L, "sum: number of a variable expected, got %s",
                      luaL_tolstring(L, index, NULL));
    }
    return (size_t)variable - 1;
}

/* The terms of the sum at `index`. Pushes what keeps them: two values. */
static ig_linear_term *terms_of(lua_State *L, int index, size_t *n) {
    luaL_checktype(L, index, LUA_TTABLE);
    size_t room = count_terms(L, index);
    ig_linear_term *terms = ig_lua_scratch(L, room, sizeof *terms);
    lua_createtable(L, (int)room, 0);
    int texts = lua_gettop(L);
    *n = 0;
    lua_pushnil(L);
    while (*n < room && lua_next(L, index) != 0) {
        const char *coefficient = exact_text(L, "coefficient");
        terms[*n] = (ig_linear_term){variable_of(L, -2), coefficient};
        lua_rawseti(L, texts, (lua_Integer)++ * n);
    }
    lua_settop(L, texts);
    return terms;
}

/* The end at `index`; nil is none. Pushes its text. */
static ig_linear_end end_of(lua_State *L, int index) {
    static const char *const fields[] = {"at", "open"};
    if (lua_isnoneornil(L, index)) {
        lua_pushnil(L);
        return (ig_linear_end){NULL, false};
    }
    luaL_checktype(L, index, LUA_TTABLE);
    ig_lua_check_keys(L, index, "field of an end", fields, sizeof fields / sizeof *fields);
    lua_getfield(L, index, "open");
    bool is_open = lua_toboolean(L, -1);
    lua_pop(L, 1);
    lua_getfield(L, index, "at");
    return (ig_linear_end){exact_text(L, "at"), is_open};
}

static size_t row_of(lua_State *L, const object *self, int index) {
    size_t n = ig_linear_rows(self->system);
    lua_Integer row = luaL_checkinteger(L, index);
    if (row < 1 || (lua_Unsigned)row > n) {
        ig_lua_misuse(L, "linear: no row %I; there are %I", (LUAI_UACINT)row, (LUAI_UACINT)n);
    }
    return (size_t)row - 1;
}

static int linear_variable(lua_State *L) {
    ig_error err;
    size_t variable = 0;
    if (ig_linear_variable(check(L)->system, &variable, &err) != 0) {
        ig_lua_raise(L, &err);
    }
    lua_pushinteger(L, (lua_Integer)variable + 1);
    return 1;
}

static int linear_row(lua_State *L) {
    ig_error err;
    size_t n = 0, row = 0;
    lua_settop(L, 4);
    object *self = check(L);
    const ig_linear_term *terms = terms_of(L, 2, &n);
    ig_linear_end low = end_of(L, 3), high = end_of(L, 4);
    if (ig_linear_row(self->system, terms, n, low, high, &row, &err) != 0) {
        ig_lua_raise(L, &err);
    }
    lua_pushinteger(L, (lua_Integer)row + 1);
    return 1;
}

static int linear_set(lua_State *L) {
    ig_error err;
    lua_settop(L, 4);
    object *self = check(L);
    size_t row = row_of(L, self, 2);
    ig_linear_end low = end_of(L, 3), high = end_of(L, 4);
    if (ig_linear_set(self->system, row, low, high, &err) != 0) {
        ig_lua_raise(L, &err);
    }
    return 0;
}

static int linear_switch(lua_State *L) {
    const object *self = check(L);
    size_t row = row_of(L, self, 2);
    luaL_checktype(L, 3, LUA_TBOOLEAN);
    ig_linear_switch(self->system, row, lua_toboolean(L, 3));
    return 0;
}

static void push_member(lua_State *L, const ig_linear_member *member) {
    lua_createtable(L, 0, 3);
    lua_pushinteger(L, (lua_Integer)member->row + 1);
    lua_setfield(L, -2, "row");
    lua_pushstring(L, member->is_high ? "high" : "low");
    lua_setfield(L, -2, "side");
    lua_pushstring(L, member->multiplier);
    lua_setfield(L, -2, "multiplier");
}

/* After work that gave `result`: raises what went wrong, or that it was to stop. */
static void end_work(lua_State *L, int result, ig_error *err) {
    ig_lua *host = ig_lua_of(L);
    if (result == 0) {
        result = ig_pool_check(host->context.pool, err);
    }
    (void)!ig_lua_work_end(host, NULL, err); /* no table: nothing to refuse */
    if (result != 0) {
        ig_lua_raise(L, err);
    }
}

static int linear_check(lua_State *L) {
    ig_error err;
    bool is_feasible = false;
    object *self = check(L);
    ig_linear_conflict_reset(&self->conflict);
    ig_lua_work_begin(ig_lua_of(L));
    int result = ig_linear_check(self->system, &is_feasible, &self->conflict, &err);
    end_work(L, result, &err);
    lua_pushboolean(L, is_feasible);
    if (is_feasible) {
        return 1;
    }
    lua_createtable(L, (int)self->conflict.n, 0);
    for (size_t i = 0; i < self->conflict.n; i++) {
        push_member(L, &self->conflict.members[i]);
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    ig_linear_conflict_reset(&self->conflict);
    return 2;
}

static void push_end(lua_State *L, const char *at, bool is_open) {
    if (at == NULL) {
        lua_pushnil(L);
        return;
    }
    lua_createtable(L, 0, 2);
    lua_pushstring(L, at);
    lua_setfield(L, -2, "at");
    if (is_open) {
        lua_pushboolean(L, true);
        lua_setfield(L, -2, "open");
    }
}

static int linear_range(lua_State *L) {
    ig_error err;
    size_t n = 0;
    char *low = NULL, *high = NULL;
    bool low_is_open = false, high_is_open = false;
    lua_settop(L, 2);
    object *self = check(L);
    const ig_linear_term *terms = terms_of(L, 2, &n);
    ig_lua_hold *low_hold = ig_lua_hold_new(L, ig_free), *high_hold = ig_lua_hold_new(L, ig_free);
    ig_lua_work_begin(ig_lua_of(L));
    int result =
        ig_linear_range(self->system, terms, n, &low, &low_is_open, &high, &high_is_open, &err);
    low_hold->resource = low;
    high_hold->resource = high;
    end_work(L, result, &err);
    push_end(L, low, low_is_open);
    push_end(L, high, high_is_open);
    ig_lua_hold_drop(low_hold);
    ig_lua_hold_drop(high_hold);
    return 2;
}

static const luaL_Reg meta[] = {{"__gc", linear_gc}, {NULL, NULL}};

static const luaL_Reg methods[] = {
    {"variable", linear_variable},
    {"row", linear_row},
    {"set", linear_set},
    {"switch", linear_switch},
    {"check", linear_check},
    {"range", linear_range},
    {NULL, NULL},
};

void ig_lua_linear_class(lua_State *L) {
    ig_lua_class(L, CLASS, meta, methods);
}
