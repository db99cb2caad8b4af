/*
 * A row is a userdata of nothing but its number, and so cheap that each call gets one of its own:
 * a row that the script keeps stays what it was. All rows of a run share one metatable, the first
 * user value of the cursor, whose functions have as upvalues the cursor, the metatable itself, a
 * map from names to column numbers, and the texts met so far. A cursor that was emptied makes every
 * row of its run an error to use, never a dangling pointer.
 *
 * A group is a plain table that fills itself with arrays; the second user value of the cursor is the
 * metatable of groups, the third the group of now.
 */
#include "lua/row.h"

#include "lua/cell.h"
#include "lua/column.h"
#include "lua/state.h"

#include <string.h>

enum { ROW_META = 1, GROUP_META, GROUP };         /* user values of a cursor */
enum { CURSOR = 1, META, FIELDS, TEXTS, N_LAST }; /* upvalues of what is called on rows */
enum { FEW_TEXTS = 65536 }; /* a larger dictionary's are made when asked for */

/* The column number of the name at `name`, by the map in the upvalues. */
static size_t field_of(lua_State *L, int name, const ig_table *table) {
    lua_pushvalue(L, name);
    if (lua_rawget(L, lua_upvalueindex(FIELDS)) == LUA_TNUMBER) {
        size_t field = (size_t)lua_tointeger(L, -1);
        lua_pop(L, 1);
        return field;
    }
    size_t bytes = 0;
    const char *text = luaL_tolstring(L, name, &bytes);
    size_t field = 0;
    ig_error err;
    if (ig_table_index(table, text, bytes, &field, &err) != 0) {
        ig_lua_raise(L, &err);
    }
    lua_pop(L, 2);
    return field;
}

/* The table of the run and the number of the row at argument 1. A script can call these functions
   by itself, with anything. */
static const ig_table *check_row(lua_State *L, size_t *row) {
    const size_t *self = lua_touserdata(L, 1);
    if (self == NULL || !lua_getmetatable(L, 1) || !lua_rawequal(L, -1, lua_upvalueindex(META))) {
        luaL_typeerror(L, 1, "row");
        return NULL;
    }
    lua_pop(L, 1);
    const ig_lua_cursor *run = lua_touserdata(L, lua_upvalueindex(CURSOR));
    if (run->table == NULL) {
        ig_lua_misuse(L, "row used after its query was done: keep its values instead");
    }
    *row = *self;
    return run->table;
}

/* One Lua string for each text of a dictionary, made when first met. */
static void push_text(lua_State *L, const ig_column *column, size_t field, size_t row) {
    lua_Integer code = (lua_Integer)ig_column_code(column, row) + 1;
    if (lua_rawgeti(L, lua_upvalueindex(TEXTS), (lua_Integer)field + 1) != LUA_TTABLE) {
        lua_pop(L, 1);
        lua_createtable(L, 0, 0);
        lua_pushvalue(L, -1);
        lua_rawseti(L, lua_upvalueindex(TEXTS), (lua_Integer)field + 1);
    }
    if (lua_rawgeti(L, -1, code) != LUA_TSTRING) {
        lua_pop(L, 1);
        ig_lua_push_cell(L, column, row);
        lua_pushvalue(L, -1);
        lua_rawseti(L, -3, code);
    }
}

static int row_index(lua_State *L) {
    size_t row = 0;
    const ig_table *table = check_row(L, &row);
    size_t field = field_of(L, 2, table);
    const ig_column *column = table->fields[field].column;
    if (column->type == IG_TEXT && ig_dict_size(column->dict) <= FEW_TEXTS &&
        ig_column_present(column, row)) {
        push_text(L, column, field, row);
    } else {
        ig_lua_push_cell(L, column, row);
    }
    return 1;
}

/* pairs(row): over a plain copy. */
static int row_pairs(lua_State *L) {
    size_t row = 0;
    const ig_table *table = check_row(L, &row);
    lua_getglobal(L, "next");
    ig_lua_push_names(L, table);
    ig_lua_push_row(L, table, -1, row);
    lua_remove(L, -2);
    return 2;
}

static int row_newindex(lua_State *L) {
    ig_lua_misuse(L, "row: read-only");
}

static int group_index(lua_State *L) {
    const ig_lua_cursor *run = lua_touserdata(L, lua_upvalueindex(CURSOR));
    lua_settop(L, 2);
    lua_getiuservalue(L, lua_upvalueindex(CURSOR), GROUP);
    if (run->table == NULL || !lua_rawequal(L, 1, -1)) {
        ig_lua_misuse(L, "group used after the call it was given to");
    }
    size_t field = field_of(L, 2, run->table);
    ig_lua_push_column(L, run->table->fields[field].column, run->rows, run->n_rows);
    lua_pushvalue(L, 2);
    lua_pushvalue(L, -2);
    lua_rawset(L, 1);
    return 1;
}

static const luaL_Reg row_meta[] = {
    {"__index", row_index},
    {"__newindex", row_newindex},
    {"__pairs", row_pairs},
    {NULL, NULL},
};

static const luaL_Reg group_meta[] = {{"__index", group_index}, {NULL, NULL}};

/* Makes a metatable of the cursor at `cursor`, with the maps at the two places after it, into its
   user value. */
static void make_meta(lua_State *L, int cursor, const luaL_Reg *functions, int user_value) {
    lua_createtable(L, 0, 4);
    int meta = lua_gettop(L);
    const int upvalues[] = {cursor, meta, cursor + 1, cursor + 2};
    for (size_t i = 0; i < sizeof upvalues / sizeof *upvalues; i++) {
        lua_pushvalue(L, upvalues[i]);
    }
    luaL_setfuncs(L, functions, N_LAST - 1);
    lua_pushliteral(L, "a class of ingot");
    lua_setfield(L, meta, "__metatable");
    lua_setiuservalue(L, cursor, user_value);
}

ig_lua_cursor *ig_lua_cursor_new(lua_State *L, const ig_table *table) {
    ig_lua_cursor *run = lua_newuserdatauv(L, sizeof *run, 3);
    int cursor = lua_gettop(L);
    *run = (ig_lua_cursor){0};
    lua_createtable(L, 0, (int)table->n_fields);
    for (size_t i = 0; i < table->n_fields; i++) {
        lua_pushinteger(L, (lua_Integer)i);
        lua_setfield(L, -2, table->fields[i].name);
    }
    lua_createtable(L, (int)table->n_fields, 0);
    for (size_t i = 0; i < table->n_fields; i++) {
        lua_pushboolean(L, 0);
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    make_meta(L, cursor, row_meta, ROW_META);
    make_meta(L, cursor, group_meta, GROUP_META);
    lua_settop(L, cursor);
    run->table = table;
    return run;
}

void ig_lua_push_a_row(lua_State *L, int cursor, size_t row) {
    size_t *self = lua_newuserdatauv(L, sizeof *self, 0);
    *self = row;
    lua_getiuservalue(L, cursor, ROW_META);
    lua_setmetatable(L, -2);
}

void ig_lua_push_a_group(lua_State *L, int cursor, const uint32_t *rows, size_t n_rows) {
    ig_lua_cursor *run = lua_touserdata(L, cursor);
    run->rows = rows;
    run->n_rows = n_rows;
    lua_createtable(L, 0, 4);
    lua_pushinteger(L, (lua_Integer)n_rows);
    lua_setfield(L, -2, "n");
    lua_getiuservalue(L, cursor, GROUP_META);
    lua_setmetatable(L, -2);
    lua_pushvalue(L, -1);
    lua_setiuservalue(L, cursor, GROUP);
}
