/*
 * The engine calls `rows` or `groups` once per run, from C that holds plain allocations, so nothing
 * may raise out of here: all Lua work is done in protected calls, and the error comes back as text.
 *
 * The value that a script's function raised is kept on the Lua side (state.h) and raised again, as
 * it was, where the query was asked for its rows: an error of a kind keeps it. Text, and errors of
 * a kind, get the row or group that was at work.
 *
 * The cursor (row.h) stays on the Lua stack from before the run until it is emptied.
 */
#include "lua/function.h"

#include "lua/row.h"
#include "lua/state.h"
#include "lua/values.h"
#include "lua/work.h"

#include <string.h>

typedef struct context {
    ig_lua *host;    /* borrowed */
    lua_State *main; /* borrowed: where the reference is given back */
    int reference;   /* of the Lua function in the registry */
    bool filter;
} context;

typedef struct run {
    const context *function;
    const ig_table *table;
    const uint32_t *order;  /* groups only */
    const uint32_t *starts; /* groups only */
    size_t n;               /* rows or groups */
    size_t at;              /* the row or group at work */
    ig_column *column;      /* the result */
    ig_error *err;
} run;

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

static int add_result(lua_State *L, const run *self, ig_lua_values *values) {
    if (self->function->filter && !lua_isboolean(L, -1) && !lua_isnil(L, -1)) {
        return ig_fail(self->err, IG_ERROR_SCRIPT, "row %zu: true, false or nil expected, got %s",
                       self->at + 1, luaL_typename(L, -1));
    }
    return ig_lua_values_add(L, values, -1, self->err);
}

/* Calls the function below the one argument on the stack and adds its result. */
static int call_and_add(lua_State *L, const run *self, ig_lua_values *values, int function) {
    lua_call(L, 1, 1);
    if (add_result(L, self, values) != 0) {
        place_error(L, function, self->err);
        return -1;
    }
    lua_pop(L, 1);
    return 0;
}

/* Tells the watch how far it is, now and then, and asks it whether to go on. */
static int go_on(run *self, size_t at) {
    const ig_lua *host = self->function->host;
    self->at = at;
    if (at % 1024 == 0 && host->watch.progress != NULL) {
        host->watch.progress(host->watch.context, at, self->n);
    }
    return ig_pool_check(host->context.pool, self->err);
}

static int run_rows(lua_State *L) {
    run *self = lua_touserdata(L, 1);
    ig_lua_values values;
    ig_lua_values_init(L, &values, self->function->filter ? IG_BOOL : IG_DECIMAL, self->n);
    lua_rawgeti(L, LUA_REGISTRYINDEX, self->function->reference);
    for (size_t i = 0; i < self->n; i++) {
        if (go_on(self, i) != 0) {
            return 0;
        }
        lua_pushvalue(L, 4);
        ig_lua_push_a_row(L, 2, i);
        if (call_and_add(L, self, &values, 4) != 0) {
            return 0;
        }
    }
    self->column = ig_lua_values_finish(&values, self->err);
    return 0;
}

static int run_groups(lua_State *L) {
    run *self = lua_touserdata(L, 1);
    ig_lua_values values;
    ig_lua_values_init(L, &values, IG_DECIMAL, self->n);
    lua_rawgeti(L, LUA_REGISTRYINDEX, self->function->reference);
    for (size_t g = 0; g < self->n; g++) {
        if (go_on(self, g) != 0) {
            return 0;
        }
        lua_pushvalue(L, 4);
        ig_lua_push_a_group(L, 2, self->order + self->starts[g],
                            self->starts[g + 1] - self->starts[g]);
        if (call_and_add(L, self, &values, 4) != 0) {
            return 0;
        }
    }
    self->column = ig_lua_values_finish(&values, self->err);
    return 0;
}

/* ---- The engine's side: nothing here raises ---- */

/* Pushes the cursor of the run that is its argument. */
static int new_cursor(lua_State *L) {
    const run *self = lua_touserdata(L, 1);
    ig_lua_cursor_new(L, self->table);
    return 1;
}

/* What was raised, as it will be raised again. Upvalue 1: the run. */
static int name_row(lua_State *L) {
    const run *self = lua_touserdata(L, lua_upvalueindex(1));
    lua_settop(L, 1);
    lua_pushfstring(L, " (%s %I)", self->order == NULL ? "row" : "group",
                    (LUAI_UACINT)self->at + 1);
    ig_lua_amend(L, 1);
    return 1;
}

static ig_column *run_protected(run *self, lua_CFunction body) {
    ig_lua *host = self->function->host;
    lua_State *L = host->running;
    if (L == NULL || !lua_checkstack(L, 16)) {
        ig_fail(self->err, IG_ERROR_LIMIT, "too many functions running within one another");
        return NULL;
    }
    int top = lua_gettop(L);
    lua_State *outer = ig_lua_work_calls(host, L);
    lua_pushcfunction(L, new_cursor);
    lua_pushlightuserdata(L, self);
    int status = lua_pcall(L, 1, 1, 0);
    if (status == LUA_OK) {
        ig_lua_cursor *now = lua_touserdata(L, -1);
        lua_pushlightuserdata(L, self);
        lua_pushcclosure(L, name_row, 1);
        lua_insert(L, top + 1);
        lua_pushcfunction(L, body);
        lua_pushlightuserdata(L, self);
        lua_pushvalue(L, top + 2);
        status = lua_pcall(L, 2, 0, top + 1);
        memset(now, 0, sizeof *now);
    }
    ig_lua_work_calls(host, outer);
    if (status != LUA_OK) {
        ig_lua_keep_raised(L, self->err);
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
