/* The string library of the sandbox: all of Lua's but dump. */
#ifndef INGOT_LUA_SANDBOX_STRINGS_H
#define INGOT_LUA_SANDBOX_STRINGS_H

#include <lua.h>

/* Pushes the library, and makes it what methods of strings are looked up in; the metatable of strings
   is locked. `name` turns the value it is called with into text, as tostring does: format asks it for
   values that have no __tostring, and for %p, so that no address shows. */
void ig_lua_box_strings(lua_State *L, lua_CFunction name);

#endif
