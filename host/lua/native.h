/*
 * The module `ingot.native` and the classes in it. Each function pushes what its sentence says;
 * what Lua sees of them is declared in lua/ingot/types/.
 */
#ifndef INGOT_LUA_NATIVE_H
#define INGOT_LUA_NATIVE_H

#include <lauxlib.h>
#include <lua.h>

/* The module table: a lua_CFunction for package.preload. */
int ig_lua_native(lua_State *L);

/* Creates a class once: its metatable is registered as `name` with `meta` functions in it, and a
   table of `methods` as __index, where an unknown name is an error with the nearest one. Pushes the
   table of methods. */
void ig_lua_class(lua_State *L, const char *name, const luaL_Reg *meta, const luaL_Reg *methods);

/* Functions of the module, by the file that holds them. */
int ig_lua_read(lua_State *L);
int ig_lua_line(lua_State *L);
int ig_lua_piped(lua_State *L);
int ig_lua_sniff(lua_State *L);
int ig_lua_make(lua_State *L);
int ig_lua_with(lua_State *L);
int ig_lua_pack(lua_State *L);
int ig_lua_open_snapshot(lua_State *L);
int ig_lua_advise(lua_State *L);
int ig_lua_verify(lua_State *L);
int ig_lua_formula_new(lua_State *L);
int ig_lua_linear_new(lua_State *L);
int ig_lua_json_encode(lua_State *L);
int ig_lua_json_decode(lua_State *L);
int ig_lua_look(lua_State *L);
int ig_lua_names_in(lua_State *L);
int ig_lua_slurp(lua_State *L);
int ig_lua_write(lua_State *L);
int ig_lua_make_folder(lua_State *L);
int ig_lua_remove(lua_State *L);
int ig_lua_where_we_are(lua_State *L);
int ig_lua_getenv(lua_State *L);
int ig_lua_hash(lua_State *L);
int ig_lua_width(lua_State *L);
int ig_lua_columns(lua_State *L);
int ig_lua_isatty(lua_State *L);
int ig_lua_processors(lua_State *L);
int ig_lua_clock(lua_State *L);
int ig_lua_variables(lua_State *L);
int ig_lua_crew(lua_State *L);
int ig_lua_ask(lua_State *L);
int ig_lua_tell(lua_State *L);
int ig_lua_commit(lua_State *L);
int ig_lua_input(lua_State *L);
int ig_lua_fill(lua_State *L);
int ig_lua_metatables(lua_State *L);
int ig_lua_frame(lua_State *L);
int ig_lua_place(lua_State *L);
int ig_lua_trace(lua_State *L);
int ig_lua_compile(lua_State *L);

/* What is shared between processes: pushes the table in sealed memory, and what it carries; writes the
   table at 1, with the text at 2, into memory. The returns of `open` and `pack`. */
int ig_lua_open_memory(lua_State *L, const void *bytes, size_t size_bytes, const char *name);
int ig_lua_fill_memory(lua_State *L, int fd, const char *name);

/* Pushes the methods of each class, registering it first. */
void ig_lua_table_class(lua_State *L);
void ig_lua_query_class(lua_State *L);
void ig_lua_grouping_class(lua_State *L);
void ig_lua_formula_class(lua_State *L);
void ig_lua_column_class(lua_State *L);
void ig_lua_linear_class(lua_State *L);

#endif
