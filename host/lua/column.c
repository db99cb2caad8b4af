/*
 * A view holds a reference to its column, so it stays good after its table was closed. A view of
 * some rows has their numbers behind the struct; `sliced` tells. There is nothing to close by hand.
 */
#include "lua/column.h"

#include "lua/cell.h"
#include "lua/native.h"
#include "lua/state.h"

#include <string.h>

#define CLASS "ingot.Column"

typedef struct view {
    ig_column *column; /* one reference; NULL before it is filled */
    size_t n_rows;
    bool sliced;
    uint32_t rows[]; /* n_rows of them when sliced */
} view;

void ig_lua_push_column(lua_State *L, ig_column *column, const uint32_t *rows, size_t n_rows) {
    size_t rows_bytes = rows == NULL ? 0 : n_rows * sizeof *rows;
    view *self = lua_newuserdatauv(L, sizeof *self + rows_bytes, 0);
    self->column = NULL;
    self->n_rows = n_rows;
    self->sliced = rows != NULL;
    if (rows_bytes > 0) {
        memcpy(self->rows, rows, rows_bytes);
    }
    luaL_setmetatable(L, CLASS);
    self->column = ig_column_retain(column);
}

static int column_gc(lua_State *L) {
    view *self = luaL_checkudata(L, 1, CLASS);
    ig_column *column = self->column;
    self->column = NULL;
    self->n_rows = 0;
    ig_column_release(column);
    return 0;
}

static int column_len(lua_State *L) {
    const view *self = luaL_checkudata(L, 1, CLASS);
    lua_pushinteger(L, (lua_Integer)self->n_rows);
    return 1;
}

static int column_index(lua_State *L) {
    const view *self = luaL_checkudata(L, 1, CLASS);
    int exact = 0;
    lua_Integer index = lua_tointegerx(L, 2, &exact);
    if (!exact || lua_type(L, 2) != LUA_TNUMBER) {
        ig_lua_misuse(L, "column: index from 1 to %d expected, got %s", (int)self->n_rows,
                      luaL_tolstring(L, 2, NULL));
    }
    if (index < 1 || (lua_Unsigned)index > self->n_rows) {
        lua_pushnil(L);
        return 1;
    }
    size_t row = (size_t)index - 1;
    ig_lua_push_cell(L, self->column, self->sliced ? self->rows[row] : row);
    return 1;
}

static int column_newindex(lua_State *L) {
    ig_lua_misuse(L, "column: read-only");
}

static int column_tostring(lua_State *L) {
    const view *self = luaL_checkudata(L, 1, CLASS);
    lua_pushfstring(L, "column of %d values", (int)self->n_rows);
    return 1;
}

static const luaL_Reg meta[] = {
    {"__gc", column_gc},
    {"__len", column_len},
    {"__newindex", column_newindex},
    {"__tostring", column_tostring},
    {NULL, NULL},
};

static const luaL_Reg methods[] = {{NULL, NULL}};

void ig_lua_column_class(lua_State *L) {
    ig_lua_class(L, CLASS, meta, methods);
    luaL_getmetatable(L, CLASS);
    lua_pushcfunction(L, column_index);
    lua_setfield(L, -2, "__index");
    lua_pop(L, 1);
}
