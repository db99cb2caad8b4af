/*
 * The module table. It may be asked for more than once in a state (a test runner that empties
 * package.loaded does so): classes are then found again, not made anew.
 */
#include "lua/native.h"

#include "lua/data.h"
#include "lua/modules.h"
#include "lua/state.h"
#include "lua/work.h"

#include "ingot_version.h"

#include <stdlib.h>
#include <string.h>

static int compare_names(const void *a, const void *b) {
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* What is asked of a table or query though only a grouping has it: what leads there. */
static const char *detour(const char *noun, const char *name) {
    bool of_rows = strcmp(noun, "Table") == 0 || strcmp(noun, "Query") == 0;
    return of_rows && strcmp(name, "pivot") == 0
               ? "pivot lays out groups: name their keys before, as :by(\"hs\"):pivot(…)"
               : NULL;
}

/* __index of a table of methods, for names it does not have: raises with the nearest one.
   Upvalue 1: the noun. A script can get at this function, so its first argument may be anything. */
static int unknown_method(lua_State *L) {
    const char *noun = lua_tostring(L, lua_upvalueindex(1));
    luaL_checktype(L, 1, LUA_TTABLE);
    lua_settop(L, 2);
    if (lua_type(L, 2) != LUA_TSTRING) {
        ig_lua_misuse(L, "%s: name of a method expected, got %s", noun, luaL_typename(L, 2));
    }
    if (detour(noun, lua_tostring(L, 2)) != NULL) {
        ig_lua_misuse(L, "%s", detour(noun, lua_tostring(L, 2)));
    }
    const char *names[64];
    size_t n = 0;
    lua_pushnil(L);
    while (lua_next(L, 1) != 0 && n < sizeof names / sizeof *names) {
        lua_pop(L, 1);
        if (lua_type(L, -1) == LUA_TSTRING) {
            names[n++] = lua_tostring(L, -1);
        }
    }
    qsort(names, n, sizeof *names, compare_names);
    lua_pushfstring(L, "method of %s", noun);
    ig_lua_unknown(L, lua_tostring(L, -1), lua_tostring(L, 2), names, n);
}

void ig_lua_class(lua_State *L, const char *name, const luaL_Reg *meta, const luaL_Reg *methods) {
    if (!luaL_newmetatable(L, name)) {
        lua_getfield(L, -1, "methods");
        lua_remove(L, -2);
        return;
    }
    luaL_setfuncs(L, meta, 0);
    lua_createtable(L, 0, 32);
    luaL_setfuncs(L, methods, 0);
    lua_createtable(L, 0, 1);
    lua_pushstring(L, strchr(name, '.') + 1);
    lua_pushcclosure(L, unknown_method, 1);
    lua_setfield(L, -2, "__index");
    lua_setmetatable(L, -2);
    lua_pushvalue(L, -1);
    lua_setfield(L, -3, "__index");
    lua_pushvalue(L, -1);
    lua_setfield(L, -3, "methods");
    lua_pushstring(L, strchr(name, '.') + 1);
    lua_setfield(L, -3, "__name");
    lua_pushliteral(L, "a class of ingot");
    lua_setfield(L, -3, "__metatable");
    lua_remove(L, -2);
}

static int native_memory(lua_State *L) {
    ig_memory_stats stats = ig_memory_read(ig_lua_of(L)->context.memory);
    lua_createtable(L, 0, 6);
    lua_pushinteger(L, (lua_Integer)stats.guest_bytes);
    lua_setfield(L, -2, "lua_bytes");
    lua_pushinteger(L, (lua_Integer)stats.limit_bytes);
    lua_setfield(L, -2, "limit_bytes");
    lua_pushinteger(L, (lua_Integer)stats.live_bytes);
    lua_setfield(L, -2, "live_bytes");
    lua_pushinteger(L, (lua_Integer)stats.peak_bytes);
    lua_setfield(L, -2, "peak_bytes");
    lua_pushinteger(L, (lua_Integer)stats.live_blocks);
    lua_setfield(L, -2, "live_blocks");
    lua_pushinteger(L, (lua_Integer)stats.calls);
    lua_setfield(L, -2, "calls");
    return 1;
}

static int native_fail_at(lua_State *L) {
    lua_Integer nth = luaL_checkinteger(L, 1);
    luaL_argcheck(L, nth >= 0, 1, "0 or the number of an allocation expected");
    ig_memory_fail_at(ig_lua_of(L)->context.memory, (uint64_t)nth);
    return 0;
}

/* memory_limit(bytes): 0 takes it back. */
static int native_memory_limit(lua_State *L) {
    lua_Integer bytes = luaL_checkinteger(L, 1);
    luaL_argcheck(L, bytes >= 0, 1, "a number of bytes expected");
    ig_memory_limit(ig_lua_of(L)->context.memory, (size_t)bytes);
    return 0;
}

static int native_threads(lua_State *L) {
    ig_lua *host = ig_lua_of(L);
    if (!lua_isnoneornil(L, 1)) {
        ig_error err;
        lua_Integer n = luaL_checkinteger(L, 1);
        luaL_argcheck(L, n >= 1 && n <= 64, 1, "1 to 64 threads expected");
        if (host->running != NULL) {
            ig_lua_misuse(L, "threads: not while a query runs");
        }
        ig_pool *pool = ig_pool_new(host->context.memory, (unsigned)n, &err);
        if (pool == NULL) {
            ig_lua_raise(L, &err);
        }
        ig_pool_watch(pool, &host->watch);
        ig_pool_free(host->context.pool);
        host->context.pool = pool;
    }
    lua_pushinteger(L, host->context.pool == NULL ? 1 : ig_pool_size(host->context.pool));
    return 1;
}

/* searcher(share, path): what finds modules in a file that `compile` made, for package.searchers. */
static int native_searcher(lua_State *L) {
    ig_lua_modules_searcher(L, luaL_checkstring(L, 1), luaL_checkstring(L, 2));
    return 1;
}

/* threads() of a closed state: how many there are. */
static int native_n_threads(lua_State *L) {
    lua_pushinteger(L, ig_pool_size(ig_lua_of(L)->context.pool));
    return 1;
}

/* say(1 or 2, text, …) */
static int native_say(lua_State *L) {
    lua_Integer stream = luaL_checkinteger(L, 1);
    luaL_argcheck(L, stream == 1 || stream == 2, 1, "1 or 2 expected");
    for (int i = 2; i <= lua_gettop(L); i++) {
        size_t bytes = 0;
        const char *text = luaL_checklstring(L, i, &bytes);
        ig_lua_say(L, (int)stream, text, bytes);
    }
    return 0;
}

/* Sets a hook to the argument and gives back what it was. */
static int swap_hook(lua_State *L, ig_lua_hook hook) {
    lua_settop(L, 1);
    if (!ig_lua_hook_get(L, hook)) {
        lua_pushnil(L);
    }
    ig_lua_hook_set(L, hook, 1);
    return 1;
}

static int native_printer(lua_State *L) {
    if (!lua_isnil(L, 1)) {
        luaL_checktype(L, 1, LUA_TFUNCTION);
    }
    return swap_hook(L, IG_LUA_PRINTER);
}

static int native_errors(lua_State *L) {
    if (!lua_isnil(L, 1)) {
        luaL_checktype(L, 1, LUA_TTABLE);
    }
    return swap_hook(L, IG_LUA_ERRORS);
}

/* type(value): "table", "query", "grouping", "formula", "column", or nil for anything else. */
static int native_type(lua_State *L) {
    static const char *const classes[][2] = {{IG_LUA_TABLE, "table"},
                                             {IG_LUA_QUERY, "query"},
                                             {IG_LUA_GROUPING, "grouping"},
                                             {"ingot.Formula", "formula"},
                                             {"ingot.Column", "column"}};
    luaL_checkany(L, 1);
    for (size_t i = 0; i < sizeof classes / sizeof *classes; i++) {
        if (luaL_testudata(L, 1, classes[i][0]) != NULL) {
            lua_pushstring(L, classes[i][1]);
            return 1;
        }
    }
    lua_pushnil(L);
    return 1;
}

static const luaL_Reg functions[] = {
    {"read", ig_lua_read},
    {"sniff", ig_lua_sniff},
    {"table", ig_lua_make},
    {"with", ig_lua_with},
    {"pack", ig_lua_pack},
    {"open", ig_lua_open_snapshot},
    {"advise", ig_lua_advise},
    {"verify", ig_lua_verify},
    {"formula", ig_lua_formula_new},
    {"linear", ig_lua_linear_new},
    {"json_encode", ig_lua_json_encode},
    {"json_decode", ig_lua_json_decode},
    {"look", ig_lua_look},
    {"names", ig_lua_names_in},
    {"slurp", ig_lua_slurp},
    {"write", ig_lua_write},
    {"make_folder", ig_lua_make_folder},
    {"remove", ig_lua_remove},
    {"where", ig_lua_where_we_are},
    {"getenv", ig_lua_getenv},
    {"hash", ig_lua_hash},
    {"width", ig_lua_width},
    {"columns", ig_lua_columns},
    {"isatty", ig_lua_isatty},
    {"clock", ig_lua_clock},
    {"variables", ig_lua_variables},
    {"crew", ig_lua_crew},
    {"ask", ig_lua_ask},
    {"tell", ig_lua_tell},
    {"commit", ig_lua_commit},
    {"input", ig_lua_input},
    {"fill", ig_lua_fill},
    {"memory", native_memory},
    {"interruptible", ig_lua_interruptible},
    {"frame", ig_lua_frame},
    {"place", ig_lua_place},
    {"traceback", ig_lua_trace},
    {"piped", ig_lua_piped},
    {"say", native_say},
    {"printer", native_printer},
    {"errors", native_errors},
    {"metatables", ig_lua_metatables},
    {"type", native_type},
    {NULL, NULL},
};

/* Only in an open state. */
static const luaL_Reg open_functions[] = {
    {"fail_at", native_fail_at},
    {"memory_limit", native_memory_limit},
    {"cancel_after", ig_lua_cancel_after},
    {"compile", ig_lua_compile},
    {"line", ig_lua_line},
    {"processors", ig_lua_processors},
    {"searcher", native_searcher},
    {"threads", native_threads},
    {NULL, NULL},
};

static const luaL_Reg closed_functions[] = {{"threads", native_n_threads}, {NULL, NULL}};

int ig_lua_native(lua_State *L) {
    luaL_newlib(L, functions);
    luaL_setfuncs(L, ig_lua_of(L)->is_closed ? closed_functions : open_functions, 0);
    lua_pushliteral(L, INGOT_VERSION);
    lua_setfield(L, -2, "version");
    lua_pushstring(L, ig_lua_of(L)->share);
    lua_setfield(L, -2, "share");
    lua_pushlightuserdata(L, NULL);
    lua_setfield(L, -2, "null");
    lua_createtable(L, 0, 6);
    ig_lua_table_class(L);
    lua_setfield(L, -2, "Table");
    ig_lua_query_class(L);
    lua_setfield(L, -2, "Query");
    ig_lua_grouping_class(L);
    lua_setfield(L, -2, "Grouping");
    ig_lua_formula_class(L);
    lua_setfield(L, -2, "Formula");
    ig_lua_column_class(L);
    lua_setfield(L, -2, "Column");
    ig_lua_linear_class(L);
    lua_setfield(L, -2, "Linear");
    lua_setfield(L, -2, "methods");
    return 1;
}
