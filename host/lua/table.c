/* The classes Table and Query: the same methods under two names. */
#include "lua/data.h"
#include "lua/native.h"

static const luaL_Reg meta[] = {
    {"__gc", ig_lua_data_close},
    {"__close", ig_lua_data_close},
    {"__len", ig_lua_data_len},
    {"__tostring", ig_lua_data_tostring},
    {NULL, NULL},
};

static void data_class(lua_State *L, const char *name) {
    ig_lua_class(L, name, meta, ig_lua_verbs);
    luaL_setfuncs(L, ig_lua_answers, 0);
}

void ig_lua_table_class(lua_State *L) {
    data_class(L, IG_LUA_TABLE);
}

void ig_lua_query_class(lua_State *L) {
    data_class(L, IG_LUA_QUERY);
}
