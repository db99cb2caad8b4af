/*
 * `current` of the host names the thread that runs, from before it is entered until after it is left,
 * by whatever way. A signal may set its hook at any moment in between on either thread: so a hook that
 * waits is handed on at both borders, after `current` was set.
 *
 * Lua 5.4.4 counts nested calls of each thread from zero when it closes one, and so never notices that
 * threads which close each other use up the stack: the stack itself is measured here.
 */
#include "lua/sandbox/coroutines.h"

#include "lua/sandbox/bound.h"
#include "lua/state.h"

#include <lualib.h>

static lua_State *check_thread(lua_State *L) {
    lua_State *thread = lua_tothread(L, 1);
    luaL_argexpected(L, thread != NULL, 1, "coroutine");
    return thread;
}

static void hand_on(lua_State *from, lua_State *to) {
    lua_Hook hook = lua_gethook(from);
    if (hook != NULL && from != to) {
        lua_sethook(to, hook, lua_gethookmask(from), lua_gethookcount(from));
    }
}

static lua_State *enter(lua_State *L, lua_State *thread) {
    ig_lua *host = ig_lua_of(L);
    lua_State *before = host->current;
    host->current = thread;
    hand_on(L, thread);
    return before;
}

static void leave(lua_State *L, lua_State *thread, lua_State *before) {
    ig_lua_of(L)->current = before;
    hand_on(thread, L);
    if (thread != L && lua_gethook(thread) != NULL) {
        lua_sethook(thread, NULL, 0, 0);
    }
}

static int close_thread(lua_State *L, lua_State *thread) {
    lua_State *before = enter(L, thread);
    int status = lua_resetthread(thread);
    leave(L, thread, before);
    return status;
}

/* ---- Status --------------------------------------------------------------------------------- */

typedef enum state { RUNNING, SUSPENDED, NORMAL, DEAD } state;

static const char *const state_names[] = {"running", "suspended", "normal", "dead"};

static state state_of(lua_State *L, lua_State *thread) {
    lua_Debug frame;
    if (thread == L) {
        return RUNNING;
    }
    switch (lua_status(thread)) {
    case LUA_YIELD: return SUSPENDED;
    case LUA_OK:
        if (lua_getstack(thread, 0, &frame)) {
            return NORMAL; /* it has resumed another, or is being closed */
        }
        return lua_gettop(thread) == 0 ? DEAD : SUSPENDED; /* its function waits there */
    default: return DEAD;
    }
}

static int box_status(lua_State *L) {
    lua_pushstring(L, state_names[state_of(L, check_thread(L))]);
    return 1;
}

static int box_isyieldable(lua_State *L) {
    lua_pushboolean(L, lua_isyieldable(lua_isnone(L, 1) ? L : check_thread(L)));
    return 1;
}

static int box_running(lua_State *L) {
    lua_pushboolean(L, lua_pushthread(L));
    return 2;
}

/* ---- Resume --------------------------------------------------------------------------------- */

/* Resumes the thread with the n values at the top of the stack, which it pops. Pushes what it yields
   or returns, and returns how many; or pushes an error and returns −1. */
static int resume(lua_State *L, lua_State *thread, int n) {
    int n_results = 0;
    ig_bound_stack(L);
    if (!lua_checkstack(thread, n)) {
        lua_pushliteral(L, "too many arguments to resume");
        return -1;
    }
    lua_xmove(L, thread, n);
    lua_State *before = enter(L, thread);
    int status = lua_resume(thread, L, n, &n_results);
    leave(L, thread, before);
    if (status != LUA_OK && status != LUA_YIELD) {
        lua_xmove(thread, L, 1);
        return -1;
    }
    if (!lua_checkstack(L, n_results + 1)) {
        lua_pop(thread, n_results);
        lua_pushliteral(L, "too many results to resume");
        return -1;
    }
    lua_xmove(thread, L, n_results);
    return n_results;
}

static int box_resume(lua_State *L) {
    lua_State *thread = check_thread(L);
    int n = resume(L, thread, lua_gettop(L) - 1);
    lua_pushboolean(L, n >= 0);
    lua_insert(L, n < 0 ? -2 : -(n + 1));
    return n < 0 ? 2 : n + 1;
}

/* What a wrapped coroutine raised goes on, with the place of the call before a text. */
static int call_wrapped(lua_State *L) {
    lua_State *thread = lua_tothread(L, lua_upvalueindex(1));
    int n = resume(L, thread, lua_gettop(L));
    if (n >= 0) {
        return n;
    }
    int status = lua_status(thread);
    if (status != LUA_OK && status != LUA_YIELD) {
        status = close_thread(L, thread);
        lua_xmove(thread, L, 1); /* the same, or what closing raised */
    }
    if (status != LUA_ERRMEM && lua_type(L, -1) == LUA_TSTRING) {
        luaL_where(L, 1);
        lua_insert(L, -2);
        lua_concat(L, 2);
    }
    return lua_error(L);
}

/* ---- The library ---------------------------------------------------------------------------- */

static int box_create(lua_State *L) {
    luaL_checktype(L, 1, LUA_TFUNCTION);
    lua_State *thread = lua_newthread(L);
    lua_pushvalue(L, 1);
    lua_xmove(L, thread, 1);
    return 1;
}

static int box_wrap(lua_State *L) {
    box_create(L);
    lua_pushcclosure(L, call_wrapped, 1);
    return 1;
}

static int box_yield(lua_State *L) {
    return lua_yield(L, lua_gettop(L));
}

static int box_close(lua_State *L) {
    lua_State *thread = check_thread(L);
    state now = state_of(L, thread);
    if (now != DEAD && now != SUSPENDED) {
        return luaL_error(L, "cannot close a %s coroutine", state_names[now]);
    }
    ig_bound_stack(L);
    if (close_thread(L, thread) == LUA_OK) {
        lua_pushboolean(L, 1);
        return 1;
    }
    lua_pushboolean(L, 0);
    lua_xmove(thread, L, 1);
    return 2;
}

static const luaL_Reg functions[] = {
    {"create", box_create},
    {"resume", box_resume},
    {"running", box_running},
    {"status", box_status},
    {"isyieldable", box_isyieldable},
    {"wrap", box_wrap},
    {"yield", box_yield},
    {"close", box_close},
    {NULL, NULL},
};

void ig_lua_box_coroutines(lua_State *L) {
    ig_bound_stack(L); /* here it is hardly used */
    luaL_newlib(L, functions);
}
