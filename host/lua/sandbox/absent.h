/*
 * What a script looks for in vain: functions and tables of Lua's standard libraries that are not in
 * the sandbox. They are there as a name, and every use of them says so.
 */
#ifndef INGOT_LUA_SANDBOX_ABSENT_H
#define INGOT_LUA_SANDBOX_ABSENT_H

#include <lua.h>

/* Pushes what stands for `name` ("os", "dofile"): reading a field of it, setting one, or calling it
   raises "os.execute: not available in sandbox". */
void ig_lua_push_absent(lua_State *L, const char *name);

#endif
