/*
 * The program's own Lua, compiled beforehand: a file that holds what Lua made of every module. Parsing
 * two hundred modules takes longer than most scripts run. A module is taken from there only while its
 * file is the one that was compiled; else it is parsed as ever. So there is nothing to go stale, and
 * a program without that file is the same, only slower to start.
 */
#ifndef INGOT_LUA_MODULES_H
#define INGOT_LUA_MODULES_H

#include <stdbool.h>

#include <lauxlib.h>
#include <lua.h>

/* Opens the file of compiled modules at `path` for those below `share`, and keeps it open as long as
   the state. Pushes what the functions below need: a value for `index`. Where there is no such file,
   or it is not whole, it holds no module. */
void ig_lua_modules_open(lua_State *L, const char *share, const char *path);

/* Pushes the module `name` ("ingot.cube") as a function and the path of its text; false, and nothing,
   where it is not compiled or its text changed since. */
bool ig_lua_modules_find(lua_State *L, int index, const char *name);

/* As that, and compiles its text where need be; false where there is no such module. Raises what is
   wrong with the text. */
bool ig_lua_modules_load(lua_State *L, int index, const char *name);

/* Pushes a function for package.searchers. */
void ig_lua_modules_searcher(lua_State *L, const char *share, const char *path);

#endif
