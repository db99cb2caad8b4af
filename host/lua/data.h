/*
 * Table and Query as Lua holds them: one struct for both classes, since both answer the same verbs
 * and methods. A Table is its own result; a Query runs once, when first asked, and keeps the
 * result.
 */
#ifndef INGOT_LUA_DATA_H
#define INGOT_LUA_DATA_H

#include "lua/hold.h"
#include "query/query.h"

#include <lauxlib.h>
#include <lua.h>

typedef struct ig_lua_data {
    ig_query *query; /* one reference; NULL once closed */
    ig_table *table; /* one reference: the Table itself, or what the Query gave; NULL before */
} ig_lua_data;

#define IG_LUA_TABLE "ingot.Table"
#define IG_LUA_QUERY "ingot.Query"
#define IG_LUA_GROUPING "ingot.Grouping"

/* Pushes an empty object of a class, to be filled at once. */
ig_lua_data *ig_lua_data_new(lua_State *L, const char *class_name);

/* Fills an empty Table; takes the table's reference, also when it raises. */
void ig_lua_table_fill(lua_State *L, ig_lua_data *data, ig_table *table);

/* Raises that the first argument is no object of a class, a `noun`: where a method of the class is
   under way, that a colon asks it. */
_Noreturn void ig_lua_not_self(lua_State *L, const char *class_name, const char *noun);

/* The object of a class that a method was asked of. */
void *ig_lua_self(lua_State *L, const char *class_name, const char *noun);

/* The Table or Query at `index`, which must be open. */
ig_lua_data *ig_lua_data_check(lua_State *L, int index);

/* The query of the Table or Query at `index`; borrowed from it, so to be used before anything else
   that allocates: a finalizer of the script may close the object. */
ig_query *ig_lua_query_check(lua_State *L, int index);

/* The rows of the Table or Query at `index`, running the Query if it has not run. They belong to a
   hold, which is pushed: any allocation may run a finalizer of the script, which may close the
   object. To be dropped when done, else the rows live on until the collector comes by. */
ig_table *ig_lua_collect(lua_State *L, int index, ig_lua_hold **hold);

/* Touches rows of the table's columns (ig_column_touch): from … from + n − 1. Raises what is wrong. */
void ig_lua_touch(lua_State *L, const ig_table *table, size_t from, size_t n_rows);

/* Pushes the Table itself, or the one a Query gave: always the same object. */
int ig_lua_collected(lua_State *L);

/* __gc, __close and close(). */
int ig_lua_data_close(lua_State *L);

/* Fills an empty Query with what the engine gave: the end of every verb. Raises when that is NULL. */
int ig_lua_give(lua_State *L, ig_lua_data *result, ig_query *query, const ig_error *err);

/* Verbs of combine.c. */
int ig_lua_join(lua_State *L);
int ig_lua_union(lua_State *L);
int ig_lua_rename(lua_State *L);

/* What both classes answer. */
extern const luaL_Reg ig_lua_verbs[];   /* verbs.c: each gives a Query */
extern const luaL_Reg ig_lua_answers[]; /* answers.c: each runs the query and tells of its rows */

/* __len and __tostring. */
int ig_lua_data_len(lua_State *L);
int ig_lua_data_tostring(lua_State *L);

#endif
