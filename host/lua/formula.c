/*
 * A Formula is one reference to a parsed formula; NULL only before it is filled and after __gc. A
 * script's own finalizer may still hold one then: Lua calls those that were made last first.
 */
#include "lua/formula.h"

#include "lua/data.h"
#include "lua/hold.h"
#include "lua/native.h"
#include "lua/state.h"

#define CLASS "ingot.Formula"

typedef struct object {
    ig_formula *formula; /* one reference */
} object;

static ig_formula *check(lua_State *L) {
    const object *self = ig_lua_self(L, CLASS, "formula");
    if (self->formula == NULL) {
        ig_lua_misuse(L, "formula is closed");
    }
    return self->formula;
}

ig_formula *ig_lua_formula_test(lua_State *L, int index) {
    const object *self = luaL_testudata(L, index, CLASS);
    return self == NULL ? NULL : self->formula;
}

int ig_lua_formula_new(lua_State *L) {
    ig_error err;
    size_t bytes = 0;
    const char *text = luaL_checklstring(L, 1, &bytes);
    object *self = lua_newuserdatauv(L, sizeof *self, 0);
    self->formula = NULL;
    luaL_setmetatable(L, CLASS);
    self->formula = ig_formula_parse(ig_lua_of(L)->context.memory, text, bytes, &err);
    if (self->formula == NULL) {
        ig_lua_raise(L, &err);
    }
    return 1;
}

static int formula_gc(lua_State *L) {
    object *self = luaL_checkudata(L, 1, CLASS);
    ig_formula *formula = self->formula;
    self->formula = NULL;
    ig_formula_release(formula);
    return 0;
}

static int formula_text(lua_State *L) {
    lua_pushstring(L, ig_formula_text(check(L)));
    return 1;
}

static int formula_columns(lua_State *L) {
    const ig_formula *formula = check(L);
    size_t n = ig_formula_columns(formula);
    lua_createtable(L, (int)n, 0);
    for (size_t i = 0; i < n; i++) {
        lua_pushstring(L, ig_formula_column(formula, i));
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    return 1;
}

static int formula_params(lua_State *L) {
    const ig_formula *formula = check(L);
    size_t n = ig_formula_params(formula);
    lua_createtable(L, (int)n, 0);
    for (size_t i = 0; i < n; i++) {
        lua_pushstring(L, ig_formula_param(formula, i));
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    return 1;
}

static int formula_aggregates(lua_State *L) {
    const ig_formula *formula = check(L);
    size_t n = ig_formula_aggregates(formula);
    lua_createtable(L, (int)n, 0);
    for (size_t i = 0; i < n; i++) {
        lua_pushstring(L, ig_formula_aggregate(formula, i).text);
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    return 1;
}

static int formula_windows(lua_State *L) {
    const ig_formula *formula = check(L);
    size_t n = ig_formula_windows(formula);
    lua_createtable(L, (int)n, 0);
    for (size_t i = 0; i < n; i++) {
        lua_pushstring(L, ig_formula_window(formula, i).text);
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    return 1;
}

static int formula_sql(lua_State *L) {
    ig_error err;
    ig_lua_hold *hold = NULL;
    const ig_formula *formula = check(L);
    ig_buffer *buffer = ig_lua_buffer(L, &hold);
    if (ig_formula_sql(formula, buffer, &err) != 0) {
        ig_lua_raise(L, &err);
    }
    lua_pushlstring(L, buffer->bytes, buffer->size_bytes);
    ig_lua_hold_drop(hold);
    return 1;
}

static const luaL_Reg meta[] = {{"__gc", formula_gc}, {"__tostring", formula_text}, {NULL, NULL}};

static const luaL_Reg methods[] = {
    {"text", formula_text},
    {"columns", formula_columns},
    {"params", formula_params},
    {"aggregates", formula_aggregates},
    {"windows", formula_windows},
    {"sql", formula_sql},
    {NULL, NULL},
};

void ig_lua_formula_class(lua_State *L) {
    ig_lua_class(L, CLASS, meta, methods);
}
