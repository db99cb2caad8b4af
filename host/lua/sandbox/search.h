/* The functions of the string library that take a pattern: find, match, gmatch and gsub. */
#ifndef INGOT_LUA_SANDBOX_SEARCH_H
#define INGOT_LUA_SANDBOX_SEARCH_H

#include <lua.h>

int ig_box_find(lua_State *L);
int ig_box_match(lua_State *L);
int ig_box_gmatch(lua_State *L);
int ig_box_gsub(lua_State *L);

#endif
