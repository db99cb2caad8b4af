/*
 * What holds C functions of the sandbox within the limits of their state. Lua runs no hook inside a C
 * function, so one that may take long looks by itself whether a hook waits; and the allocator cannot
 * refuse, so one that needs much asks before. All of these may raise.
 */
#ifndef INGOT_LUA_SANDBOX_BOUND_H
#define INGOT_LUA_SANDBOX_BOUND_H

#include <stddef.h>

#include <lauxlib.h>
#include <lua.h>

/* Runs the hook that waits on the thread, if any: a limit or an interrupt. It gets the frame of the C
   function that looks, which has no line: hooks take the place from ig_lua_where. */
void ig_bound_look(lua_State *L);

/* How many cheap steps a loop may take from one look to the next. */
enum { IG_BOUND_STEPS = 1 << 12 };

/* Raises "memory limit" unless `size_bytes` more fit below the memory limit, collecting garbage if it
   must. What is small is left to the allocator. */
void ig_bound_room(lua_State *L, size_t size_bytes);

/* Raises "C stack overflow" when C is nested so deep that the processor's stack would run out before
   Lua notices. */
void ig_bound_stack(lua_State *L);

/* Adds to a buffer, as the functions of luaL_Buffer do, what there is room for. */
void ig_bound_add(luaL_Buffer *buffer, const char *text, size_t size_bytes);
void ig_bound_add_value(luaL_Buffer *buffer);
void ig_bound_result(luaL_Buffer *buffer);

#endif
