/*
 * Work that may take long: it can be stopped by SIGINT and SIGTERM (or a timer, for tests) and shows
 * how far it is. A signal while no such work is under way ends the program at once, as does the
 * second of its kind.
 */
#ifndef INGOT_LUA_WORK_H
#define INGOT_LUA_WORK_H

#include "lua/state.h"
#include "table/table.h"

/* Lets signals stop the work of this host, and the pool hear of it. Signals that are ignored stay
   so; a worker hears them from its supervisor only, and ends at a limit when that says so. Undone by ig_lua_work_close, after which `host` may go. */
void ig_lua_work_open(ig_lua *host);
void ig_lua_work_close(ig_lua *host);

/* Around anything that runs in the pool; may be nested. The end gets the table that the work gave, or
   NULL, and gives it back; or releases it and fails with "interrupted" when a signal came too late
   for the work to notice. Neither raises. */
void ig_lua_work_begin(ig_lua *host);
ig_table *ig_lua_work_end(ig_lua *host, ig_table *table, ig_error *err) IG_CHECKED;

/* Says on which thread the work calls a script's function (NULL: none), so that a signal gets
   through to it; returns what it said before. */
lua_State *ig_lua_work_calls(ig_lua *host, lua_State *L);

/* interruptible([function, …]) of the module: calls it as pcall does; SIGINT raises "interrupted" in it.
   Without one a session begins: SIGINT does nothing but that from now on. */
int ig_lua_interruptible(lua_State *L);

/* cancel_after([milliseconds]) of the module. */
int ig_lua_cancel_after(lua_State *L);

#endif
