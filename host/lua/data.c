/*
 * Both classes are one struct under two metatables. `query` is NULL in an object that was closed or
 * never filled, and then `table` is too. A Query keeps the Table object that collect() gave as its
 * user value, so that asking twice gives the same object.
 *
 * While a query runs, its node is retained: a script's function may close the very query that
 * called it, and must not pull it from under the engine.
 */
#include "lua/data.h"

#include "lua/memory.h"
#include "lua/state.h"
#include "lua/work.h"

ig_lua_data *ig_lua_data_new(lua_State *L, const char *class_name) {
    ig_lua_data *data = lua_newuserdatauv(L, sizeof *data, 1);
    data->query = NULL;
    data->table = NULL;
    luaL_setmetatable(L, class_name);
    return data;
}

void ig_lua_table_fill(lua_State *L, ig_lua_data *data, ig_table *table) {
    ig_error err;
    data->table = table;
    data->query = ig_query_from(table, &err);
    if (data->query == NULL) {
        ig_lua_raise(L, &err);
    }
    ig_lua_weigh(L, ig_table_bytes(table));
}

static ig_lua_data *test_data(lua_State *L, int index, const char **noun) {
    *noun = "table";
    ig_lua_data *data = luaL_testudata(L, index, IG_LUA_TABLE);
    if (data == NULL) {
        *noun = "query";
        data = luaL_testudata(L, index, IG_LUA_QUERY);
    }
    return data;
}

/* The name of the function under way, where it is the method of a class that has that name. */
static const char *method_name(lua_State *L, const char *class_name) {
    lua_Debug frame;
    if (!lua_getstack(L, 0, &frame) || !lua_getinfo(L, "nf", &frame)) {
        return NULL;
    }
    bool is_method = frame.name != NULL && luaL_getmetatable(L, class_name) == LUA_TTABLE &&
                     lua_getfield(L, -1, "methods") == LUA_TTABLE;
    if (is_method) {
        lua_pushstring(L, frame.name);
        is_method = lua_rawget(L, -2) == LUA_TFUNCTION && lua_rawequal(L, -1, -4);
    }
    return is_method ? frame.name : NULL;
}

void ig_lua_not_self(lua_State *L, const char *class_name, const char *noun) {
    const char *got = luaL_typename(L, 1); /* before anything is pushed where none was given */
    const char *name = method_name(L, class_name);
    if (name != NULL) {
        ig_lua_misuse(L, "%s: a %s expected before it, got %s; a colon asks it, as %s:%s(…)", name,
                      noun, got, noun, name);
    }
    luaL_argerror(L, 1, lua_pushfstring(L, "%s of ingot expected, got %s", noun, got));
    __builtin_unreachable();
}

void *ig_lua_self(lua_State *L, const char *class_name, const char *noun) {
    void *object = luaL_testudata(L, 1, class_name);
    if (object == NULL) {
        ig_lua_not_self(L, class_name, noun);
    }
    return object;
}

ig_lua_data *ig_lua_data_check(lua_State *L, int index) {
    const char *noun = NULL;
    ig_lua_data *data = test_data(L, index, &noun);
    if (data == NULL && index == 1) {
        ig_lua_not_self(L, IG_LUA_TABLE, "table");
    } else if (data == NULL) {
        luaL_typeerror(L, index, "table or query of ingot");
    } else if (data->query == NULL) {
        ig_lua_misuse(L, "%s is closed", noun);
    }
    return data;
}

ig_query *ig_lua_query_check(lua_State *L, int index) {
    return ig_lua_data_check(L, index)->query;
}

/* Runs the query; NULL when that fails. */
static ig_table *run(lua_State *L, const ig_lua_data *data, ig_error *err) {
    ig_lua *host = ig_lua_of(L);
    lua_State *outer = host->running;
    ig_query *query = ig_query_retain(data->query);
    host->running = L;
    ig_lua_work_begin(host);
    ig_table *table = ig_query_collect(&host->context, query, err);
    host->running = outer;
    ig_query_release(query);
    return ig_lua_work_end(host, table, err);
}

ig_table *ig_lua_collect(lua_State *L, int index, ig_lua_hold **hold) {
    ig_error err;
    index = lua_absindex(L, index);
    ig_lua_data_check(L,
                      index); /* before anything else is pushed where an argument may be missing */
    *hold = ig_lua_hold_new(L, ig_lua_release_table);
    ig_lua_settle(L);
    ig_lua_data *data = ig_lua_data_check(L, index);
    if (data->table != NULL) {
        (*hold)->resource = ig_table_retain(data->table);
        return data->table;
    }
    ig_table *table = run(L, data, &err);
    (*hold)->resource = table;
    if (table == NULL) {
        ig_lua_raise(L, &err);
    }
    if (data->query == NULL) {
        ig_lua_misuse(L, "query is closed");
    }
    ig_table_release(data->table); /* a function of the query may have run it a second time */
    data->table = ig_table_retain(table);
    ig_lua_weigh(L, ig_table_bytes(table));
    return table;
}

void ig_lua_touch(lua_State *L, const ig_table *table, size_t from, size_t n_rows) {
    ig_error err;
    if (ig_table_touch(&ig_lua_of(L)->context, table, from, n_rows, &err) != 0) {
        ig_lua_raise(L, &err);
    }
}

/* Pushes the Table that collect() gave before and that is still open; or nothing: then false. */
static bool push_given(lua_State *L) {
    if (lua_getiuservalue(L, 1, 1) == LUA_TUSERDATA) {
        const ig_lua_data *given = lua_touserdata(L, -1);
        if (given->query != NULL) {
            return true;
        }
    }
    lua_pop(L, 1);
    return false;
}

int ig_lua_collected(lua_State *L) {
    ig_lua_hold *hold = NULL;
    lua_settop(L, 1);
    ig_lua_collect(L, 1, &hold);
    if (luaL_testudata(L, 1, IG_LUA_TABLE) != NULL) {
        lua_pushvalue(L, 1);
    } else if (!push_given(L)) {
        ig_lua_data *result = ig_lua_data_new(L, IG_LUA_TABLE);
        ig_lua_table_fill(L, result, ig_lua_hold_take(hold));
        lua_pushvalue(L, -1);
        lua_setiuservalue(L, 1, 1);
    }
    ig_lua_hold_drop(hold);
    return 1;
}

int ig_lua_data_close(lua_State *L) {
    const char *noun = NULL;
    ig_lua_data *data = test_data(L, 1, &noun);
    if (data == NULL) {
        ig_lua_not_self(L, IG_LUA_TABLE, "table");
    }
    ig_query *query = data->query;
    ig_table *table = data->table;
    data->query = NULL;
    data->table = NULL;
    ig_query_release(query);
    ig_table_release(table);
    return 0;
}

int ig_lua_data_len(lua_State *L) {
    ig_lua_hold *hold = NULL;
    lua_pushinteger(L, (lua_Integer)ig_lua_collect(L, 1, &hold)->n_rows);
    ig_lua_hold_drop(hold);
    return 1;
}

int ig_lua_data_tostring(lua_State *L) {
    const char *noun = NULL;
    const ig_lua_data *data = test_data(L, 1, &noun);
    if (data == NULL || data->query == NULL) {
        lua_pushfstring(L, "closed %s", noun);
        return 1;
    }
    ig_lua_hold *hold = NULL;
    const ig_table *table = ig_lua_collect(L, 1, &hold);
    if (!ig_lua_hook_get(L, IG_LUA_PRINTER)) {
        lua_pushfstring(L, "table of %d rows and %d columns", (int)table->n_rows,
                        (int)table->n_fields);
        ig_lua_hold_drop(hold);
        return 1;
    }
    ig_lua_hold_drop(hold);
    lua_pushcfunction(L, ig_lua_collected);
    lua_pushvalue(L, 1);
    lua_call(L, 1, 1);
    lua_call(L, 1, 1);
    return 1;
}
