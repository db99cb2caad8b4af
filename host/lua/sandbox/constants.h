/*
 * Lua 5.4.0 to 5.4.4 compile `1 ~ (a or b)`, and the same with | and &, wrongly in a function of more
 * than 256 constants: the number is loaded between the parts of what is in parentheses, so that the
 * jump from its first part passes the load over, and the result is made of whatever the register held.
 */
#ifndef INGOT_LUA_SANDBOX_CONSTANTS_H
#define INGOT_LUA_SANDBOX_CONSTANTS_H

#include <lua.h>

/* Puts the loads of such functions where they belong, in the chunk at the top of the stack, which was
   just loaded from text, and in all functions within it. Where a chunk has any, the stack gets one
   with the same environment in its place. */
void ig_lua_box_mend_constants(lua_State *L);

#endif
