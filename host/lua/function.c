/*
 * The engine calls `rows` or `groups` once per run, from C that holds plain allocations, so nothing
 * may raise out of here: all Lua work is done in protected calls, and the error comes back as text.
 *
 * A cursor is the userdata that a run shows to the script: as `row` it answers fields of the
 * current row; behind `group` it makes arrays of the current group's rows. It borrows the engine's
 * table and is emptied when the run ends, so a cursor that the script kept is an error to use,
 * never a dangling pointer. It stays on the Lua stack from before the run until it is emptied.
 */
#include "lua/function.h"

#include "lua/cell.h"
#include "lua/column.h"
#include "lua/state.h"
#include "lua/values.h"

#include <string.h>

#define ROW "ingot.row"

typedef struct context {
    ig_lua *host;    /* borrowed */
    lua_State *main; /* borrowed: where the reference is given back */
    int reference;   /* of the Lua function in the registry */
    bool filter;
} context;

typedef struct cursor {
    const ig_table *table; /* borrowed for the run; NULL outside of it */
    size_t row;
    const uint32_t *rows; /* of the current group; borrowed */
    size_t n_rows;
} cursor;

typedef struct run {
    const context *function;
    const ig_table *table;
    const uint32_t *order;  /* groups only */
    const uint32_t *starts; /* groups only */
    size_t n;               /* rows or groups */
    ig_column *column;      /* the result */
    ig_error *err;
} run;

/* ---- What the script sees ---- */

/* The column number of the name at `name`, by the list at user value 1 of the cursor at `self`. */
static size_t field_of(lua_State *L, int self, int name, const ig_table *table) {
    lua_getiuservalue(L, self, 1);
    lua_pushvalue(L, name);
    if (lua_rawget(L, -2) == LUA_TNUMBER) {
        size_t field = (size_t)lua_tointeger(L, -1);
        lua_pop(L, 2);
        return field;
    }
    size_t bytes = 0;
    const char *text = luaL_tolstring(L, name, &bytes);
    size_t field = 0;
    ig_error err;
    if (ig_table_index(table, text, bytes, &field, &err) != 0) {
        ig_lua_raise(L, &err);
    }
    lua_pop(L, 3);
    return field;
}

static int row_index(lua_State *L) {
    const cursor *self = luaL_checkudata(L, 1, ROW);
    if (self->table == NULL) {
        ig_lua_misuse(L, "row used after the call it was given to");
    }
    const ig_field *field = &self->table->fields[field_of(L, 1, 2, self->table)];
    ig_lua_push_cell(L, field->column, self->row);
    return 1;
}

/* pairs(row): over a plain copy. */
static int row_pairs(lua_State *L) {
    const cursor *self = luaL_checkudata(L, 1, ROW);
    if (self->table == NULL) {
        ig_lua_misuse(L, "row used after the call it was given to");
    }
    lua_getglobal(L, "next");
    ig_lua_push_names(L, self->table);
    ig_lua_push_row(L, self->table, -1, self->row);
    lua_remove(L, -2);
    return 2;
}

static int row_newindex(lua_State *L) {
    ig_lua_misuse(L, "row: read-only");
}

/* Upvalue 1: the cursor, whose user value 2 is the group table of now. */
static int group_index(lua_State *L) {
    int self = lua_upvalueindex(1);
    const cursor *now = lua_touserdata(L, self);
    lua_settop(L, 2); /* a script can call this by itself, with anything */
    lua_getiuservalue(L, self, 2);
    if (now->table == NULL || !lua_rawequal(L, 1, -1)) {
        ig_lua_misuse(L, "group used after the call it was given to");
    }
    size_t field = field_of(L, self, 2, now->table);
    ig_lua_push_column(L, now->table->fields[field].column, now->rows, now->n_rows);
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

/* Pushes a cursor over the table; its user value 1 maps names to column numbers. Called protected,
   with the run as argument. */
static int new_cursor(lua_State *L) {
    const run *self = lua_touserdata(L, 1);
    cursor *now = lua_newuserdatauv(L, sizeof *now, 2);
    memset(now, 0, sizeof *now);
    if (luaL_newmetatable(L, ROW)) {
        luaL_setfuncs(L, row_meta, 0);
    }
    lua_setmetatable(L, -2);
    lua_createtable(L, 0, (int)self->table->n_fields);
    for (size_t i = 0; i < self->table->n_fields; i++) {
        lua_pushinteger(L, (lua_Integer)i);
        lua_setfield(L, -2, self->table->fields[i].name);
    }
    lua_setiuservalue(L, -2, 1);
    now->table = self->table;
    return 1;
}

/* ---- The runs, each called protected with (run, cursor) ---- */

/* A result that cannot be taken is told with the place where the function stands. */
static void place_error(lua_State *L, int function, ig_error *err) {
    if (err->kind == IG_ERROR_SCRIPT) {
        lua_Debug info;
        lua_pushvalue(L, function);
        lua_getinfo(L, ">S", &info);
        ig_fail_prefix(err, "%s:%d: result of the function: ", info.short_src, info.linedefined);
    }
}

/* Calls the function below the one argument on the stack and adds its result. */
static int call_and_add(lua_State *L, const run *self, ig_lua_values *values, int function) {
    lua_call(L, 1, 1);
    if (ig_lua_values_add(L, values, -1, self->err) != 0) {
        place_error(L, function, self->err);
        return -1;
    }
    lua_pop(L, 1);
    return 0;
}

static int run_rows(lua_State *L) {
    run *self = lua_touserdata(L, 1);
    cursor *now = lua_touserdata(L, 2);
    ig_lua_values values;
    ig_lua_values_init(L, &values, self->function->filter ? IG_BOOL : IG_DECIMAL, self->n);
    lua_rawgeti(L, LUA_REGISTRYINDEX, self->function->reference);
    for (size_t i = 0; i < self->n; i++) {
        now->row = i;
        lua_pushvalue(L, 4);
        lua_pushvalue(L, 2);
        if (call_and_add(L, self, &values, 4) != 0) {
            return 0;
        }
    }
    if (self->function->filter && values.typed && values.type != IG_BOOL) {
        ig_fail(self->err, IG_ERROR_SCRIPT, "true, false or nil expected, got %s",
                values.type == IG_TEXT ? "a text" : "a number");
        place_error(L, 4, self->err);
        return 0;
    }
    self->column = ig_lua_values_finish(&values, self->err);
    return 0;
}

/* Pushes the group table of group g: `n`, and the metatable at `meta` that makes its arrays. */
static void push_group(lua_State *L, const run *self, cursor *now, size_t g, int meta) {
    now->rows = self->order + self->starts[g];
    now->n_rows = self->starts[g + 1] - self->starts[g];
    lua_createtable(L, 0, 4);
    lua_pushinteger(L, (lua_Integer)now->n_rows);
    lua_setfield(L, -2, "n");
    lua_pushvalue(L, meta);
    lua_setmetatable(L, -2);
    lua_pushvalue(L, -1);
    lua_setiuservalue(L, 2, 2);
}

static int run_groups(lua_State *L) {
    run *self = lua_touserdata(L, 1);
    cursor *now = lua_touserdata(L, 2);
    ig_lua_values values;
    ig_lua_values_init(L, &values, IG_DECIMAL, self->n);
    lua_rawgeti(L, LUA_REGISTRYINDEX, self->function->reference);
    lua_createtable(L, 0, 1);
    lua_pushvalue(L, 2);
    lua_pushcclosure(L, group_index, 1);
    lua_setfield(L, 5, "__index");
    for (size_t g = 0; g < self->n; g++) {
        lua_pushvalue(L, 4);
        push_group(L, self, now, g, 5);
        if (call_and_add(L, self, &values, 4) != 0) {
            return 0;
        }
    }
    self->column = ig_lua_values_finish(&values, self->err);
    return 0;
}

/* ---- The engine's side: nothing here raises ---- */

static int to_text(lua_State *L) {
    luaL_tolstring(L, 1, NULL);
    return 1;
}

/* The error at the top of the stack, by the status of the protected call. */
static int fail_from(lua_State *L, int status, ig_error *err) {
    const char *text =
        lua_type(L, -1) == LUA_TSTRING ? lua_tostring(L, -1) : "error in error handling";
    if (status == LUA_ERRMEM) {
        return ig_fail(err, IG_ERROR_LIMIT, "out of memory: %s", text);
    }
    return ig_fail(err, IG_ERROR_SCRIPT, "%s", text);
}

static ig_column *run_protected(run *self, lua_CFunction body) {
    lua_State *L = self->function->host->running;
    if (L == NULL || !lua_checkstack(L, 16)) {
        ig_fail(self->err, IG_ERROR_LIMIT, "too many functions running within one another");
        return NULL;
    }
    int top = lua_gettop(L);
    lua_pushcfunction(L, to_text);
    lua_pushcfunction(L, new_cursor);
    lua_pushlightuserdata(L, self);
    int status = lua_pcall(L, 1, 1, top + 1);
    if (status == LUA_OK) {
        cursor *now = lua_touserdata(L, -1);
        lua_pushcfunction(L, body);
        lua_pushlightuserdata(L, self);
        lua_pushvalue(L, top + 2);
        status = lua_pcall(L, 2, 0, top + 1);
        memset(now, 0, sizeof *now);
    }
    if (status != LUA_OK) {
        fail_from(L, status, self->err);
    }
    lua_settop(L, top);
    return self->column;
}

static ig_column *call_rows(void *function, const ig_table *table, ig_error *err) {
    run self = {.function = function, .table = table, .n = table->n_rows, .err = err};
    return run_protected(&self, run_rows);
}

static ig_column *call_groups(void *function, const ig_table *table, const uint32_t *order,
                              const uint32_t *starts, size_t n_groups, ig_error *err) {
    run self = {.function = function,
                .table = table,
                .order = order,
                .starts = starts,
                .n = n_groups,
                .err = err};
    return run_protected(&self, run_groups);
}

static void release(void *function) {
    context *self = function;
    if (lua_checkstack(self->main, 4)) {
        luaL_unref(self->main, LUA_REGISTRYINDEX, self->reference);
    }
    ig_free(self);
}

ig_lua_hold *ig_lua_function_new(lua_State *L, int index, bool filter, ig_function *function) {
    index = lua_absindex(L, index);
    ig_error err;
    ig_lua *host = ig_lua_of(L);
    ig_lua_hold *hold = ig_lua_hold_new(L, release);
    context *self = ig_alloc(host->context.memory, sizeof *self, &err);
    if (self == NULL) {
        ig_lua_raise(L, &err);
    }
    lua_rawgeti(L, LUA_REGISTRYINDEX, LUA_RIDX_MAINTHREAD);
    *self = (context){.host = host, .main = lua_tothread(L, -1), .filter = filter};
    lua_pop(L, 1);
    self->reference = LUA_NOREF;
    hold->resource = self;
    lua_pushvalue(L, index);
    self->reference = luaL_ref(L, LUA_REGISTRYINDEX);
    *function = (ig_function){
        .context = self, .rows = call_rows, .groups = call_groups, .release = release};
    return hold;
}
