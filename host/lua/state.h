/*
 * What host/lua shares about one Lua state: the host's memory and threads, and the ways to raise.
 * The struct belongs to the host (main.c), lives longer than the Lua state, and is found from any
 * of its threads through Lua's extra space. Every function here may raise, so none may be called
 * while a plain allocation is held (see hold.h).
 */
#ifndef INGOT_LUA_STATE_H
#define INGOT_LUA_STATE_H

#include "base/context.h"
#include "lua/progress.h"
#include "run/crew.h"

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>

#include <lauxlib.h>
#include <lua.h>

/* Writes all of it to standard output (1) or standard error (2). */
typedef int (*ig_lua_say_fn)(void *to, int stream, const char *text, size_t size_bytes,
                             ig_error *err);

/* Makes a closed state with these modules of the library loaded, which every worker that is forked later
   and is not trusted begins with. */
typedef int (*ig_lua_warm_fn)(void *inside, const char *const *modules, size_t n, ig_error *err);

/* What SIGINT does: ends the program, as ever; in a session raises in Lua while something runs there,
   and nothing else. */
typedef enum ig_lua_session {
    IG_LUA_NO_SESSION,
    IG_LUA_SESSION_RUNS,
    IG_LUA_SESSION_WAITS
} ig_lua_session;

typedef struct ig_lua {
    ig_context context;  /* memory borrowed; the pool is owned by the host, which frees it */
    const char *share;   /* the folder that holds lua/ and data/; borrowed */
    const char *modules; /* the file of compiled modules, or NULL; borrowed */
    lua_State *running;  /* the thread whose query runs now, or NULL: functions are called on it */
    lua_State *main;
    ig_lua_say_fn say; /* takes what is printed; NULL: the standard streams do */
    void *say_to;
    bool is_closed; /* the state holds nothing but what is harmless: see sandbox/ */
    ig_watch watch; /* of the pool */
    ig_progress progress;
    size_t settled_bytes;          /* native, after garbage was last collected for want of room */
    bool is_over;                  /* Lua was told that it is past the limit, and still is */
    bool is_silenced;              /* printing was refused for its amount */
    volatile sig_atomic_t depth;   /* of long work within long work; see work.h */
    volatile sig_atomic_t session; /* an ig_lua_session: what SIGINT does */
    lua_State *volatile calling;   /* the thread that a query has called a function on, or NULL */
    lua_State *volatile current;   /* the thread that runs, or NULL: the main one */
    uintptr_t stack_top;           /* of C, as far as it was seen, and how much of it may be used */
    size_t stack_bytes;
    ig_worker *worker;   /* the line to the supervisor; NULL: this is the supervisor */
    ig_worker_main work; /* what a worker does; of a supervisor, else NULL */
    ig_lua_warm_fn warm; /* makes ready what workers begin with; of a supervisor, else NULL */
    void *inside;        /* for these two */
} ig_lua;

/* Things that Lua hands over once and C calls later; each is kept in the registry. */
typedef enum ig_lua_hook { IG_LUA_PRINTER, IG_LUA_ERRORS } ig_lua_hook;

/* Ties a fresh Lua state to its host, counts its memory with the host's, and makes
   `require "ingot.native"` work in it. */
void ig_lua_open(lua_State *L, ig_lua *host);
ig_lua *ig_lua_of(lua_State *L);

void ig_lua_hook_set(lua_State *L, ig_lua_hook hook, int index);
/* Pushes the hook, or nothing: then false. */
int ig_lua_hook_get(lua_State *L, ig_lua_hook hook);

/* Whether a chunk of this name ("@path") is of the program's own library. */
bool ig_lua_is_library(const ig_lua *host, const char *source);

/* Pushes "FILE:LINE: " of the nearest caller outside ingot's own library, or "" without one. */
void ig_lua_where(lua_State *L);

/* Prints: to standard output (1) or standard error (2). Raises what goes wrong. */
void ig_lua_say(lua_State *L, int stream, const char *text, size_t size_bytes);

/* Raises the error. Wrong use becomes text with the script's line; a failure of the world becomes
   an error value of the class set as hook, if any. A script's own text already has its place. */
_Noreturn void ig_lua_raise(lua_State *L, const ig_error *err);
_Noreturn void ig_lua_misuse(lua_State *L, const char *format, ...);

/* Takes the value at the top of the stack, which a script's function raised and a protected call
   caught, and fills `err` so that ig_lua_raise raises that very value. Never raises. */
void ig_lua_keep_raised(lua_State *L, ig_error *err);

/* Appends the text at the top of the stack, which it pops, to the message of the raised value at
   `index`: a text, or an error value, which becomes a new one of the same kind. Others, and what
   says no more than that the work was stopped, stay as they are. */
void ig_lua_amend(lua_State *L, int index);

/* Returns nil, message, kind to the caller. */
int ig_lua_refuse(lua_State *L, const ig_error *err);

/* Refuses every key of the table at `index` that is not among `names`: "unknown <what> 'x' (did you
   mean 'y'?)". */
void ig_lua_check_keys(lua_State *L, int index, const char *what, const char *const *names,
                       size_t n_names);

/* "unknown <what> 'x'" with the nearest name, or with the names there are. The first word of `what`
   takes an s for more than one: "key of a spec", "keys of a spec". */
_Noreturn void ig_lua_unknown(lua_State *L, const char *what, const char *wrong,
                              const char *const *names, size_t n_names);

/* The text at `index`, refused when it is no string or holds a zero byte; borrowed from Lua. */
const char *ig_lua_text(lua_State *L, int index, const char *what);

/* Field `name` of the table at `index` as text, or NULL when nil. Pushes it: the text is borrowed
   from there. */
const char *ig_lua_text_field(lua_State *L, int index, const char *name, const char *what);

#endif
