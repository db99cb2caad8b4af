/*
 * The closed Lua state: what scripts of others run in. Nothing of Lua's libraries is in it but what
 * this folder names.
 */
#ifndef INGOT_LUA_SANDBOX_SANDBOX_H
#define INGOT_LUA_SANDBOX_SANDBOX_H

#include "lua/state.h"

/* A fresh closed state of this host, whose share and modules are set; NULL on failure. Closed by
   lua_close, before the host goes. */
lua_State *ig_lua_box_new(ig_lua *host, ig_error *err) IG_CHECKED;

/* Loads a module of the library into it, and all that it needs: where many workers are forked from one
   state, none of them has to. */
int ig_lua_box_warm(lua_State *L, const char *module, ig_error *err) IG_CHECKED;

#endif
