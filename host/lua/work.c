/*
 * The handler runs on the main thread, since the pool's threads block all signals. It sets the flag
 * that the pool looks at; a script's function that a query has called is stopped by a Lua hook at
 * its next instruction. The host it works for is the one thing that a handler cannot be handed: it
 * stands in a variable of this file, set while a host is open.
 */
#define _XOPEN_SOURCE 700 /* setitimer */

#include "lua/work.h"

#include <errno.h>
#include <string.h>
#include <sys/time.h>
#include <unistd.h>

static ig_lua *volatile watched;

enum { EXIT_SIGNALLED = 128 };

static const int signals[] = {SIGINT, SIGTERM};

static void raise_stop(lua_State *L, lua_Debug *frame) {
    (void)frame;
    ig_error err;
    lua_sethook(L, NULL, 0, 0);
    ig_fail(&err, IG_ERROR_STOPPED, "interrupted");
    ig_lua_raise(L, &err);
}

/* The thread that runs Lua now and is to be stopped there; NULL while the pool works, which looks at
   the flag. */
static lua_State *thread_to_stop(const ig_lua *host) {
    if (host->calling != NULL) {
        return host->calling;
    }
    return host->is_interruptible && host->depth == 0 ? host->main : NULL;
}

static void stop(ig_lua *host, int number) {
    atomic_store_explicit(&host->watch.stop, number, memory_order_relaxed);
    lua_State *L = thread_to_stop(host);
    if (L != NULL) {
        lua_sethook(L, raise_stop, LUA_MASKCALL | LUA_MASKRET | LUA_MASKCOUNT, 1);
    }
}

static void on_signal(int number) {
    ig_lua *host = watched;
    if (host == NULL || (host->depth == 0 && !host->is_interruptible)) {
        _exit(EXIT_SIGNALLED + number);
    }
    stop(host, number);
}

static void on_timer(int number) {
    if (watched != NULL) {
        stop(watched, number);
    }
}

/* A signal that is ignored stays so: a shell does that for what it runs in the background. */
static void handle(int number) {
    struct sigaction action;
    if (sigaction(number, NULL, &action) != 0 || action.sa_handler != SIG_DFL) {
        return;
    }
    memset(&action, 0, sizeof action);
    action.sa_handler = on_signal;
    action.sa_flags = SA_RESTART | SA_RESETHAND;
    sigemptyset(&action.sa_mask);
    (void)sigaction(number, &action, NULL);
}

void ig_lua_work_open(ig_lua *host) {
    ig_progress_init(&host->progress, STDERR_FILENO);
    host->watch.context = &host->progress;
    host->watch.doing = host->progress.is_on ? ig_progress_doing : NULL;
    host->watch.progress = host->progress.is_on ? ig_progress_at : NULL;
    host->watch.bytes = host->progress.is_on ? ig_progress_bytes : NULL;
    ig_pool_watch(host->context.pool, &host->watch);
    watched = host;
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) {
        handle(signals[i]);
    }
}

void ig_lua_work_close(ig_lua *host) {
    ig_pool_watch(host->context.pool, NULL);
    watched = NULL;
}

void ig_lua_work_begin(ig_lua *host) {
    if (host->depth == 0) {
        ig_progress_begin(&host->progress);
    }
    host->depth = host->depth + 1;
}

ig_table *ig_lua_work_end(ig_lua *host, ig_table *table, ig_error *err) {
    host->depth = host->depth - 1;
    if (host->depth > 0) {
        return table;
    }
    ig_progress_end(&host->progress);
    if (table == NULL || ig_pool_check(host->context.pool, err) == 0) {
        return table;
    }
    ig_table_release(table);
    return NULL;
}

lua_State *ig_lua_work_calls(ig_lua *host, lua_State *L) {
    lua_State *before = host->calling;
    host->calling = L;
    if (before != NULL && lua_gethook(before) == raise_stop) {
        lua_sethook(before, NULL, 0, 0); /* the flag says the same */
    }
    return before;
}

/* interruptible(on): SIGINT raises "interrupted" in Lua, for a session that outlives what it runs.
   Each time anew: what was asked to stop before has stopped. */
int ig_lua_interruptible(lua_State *L) {
    ig_lua *host = ig_lua_of(L);
    host->is_interruptible = lua_toboolean(L, 1);
    if (lua_gethook(host->main) == raise_stop) {
        lua_sethook(host->main, NULL, 0, 0);
    }
    atomic_store(&host->watch.stop, 0);
    handle(SIGINT);
    return 0;
}

int ig_lua_cancel_after(lua_State *L) {
    lua_Integer milliseconds = luaL_optinteger(L, 1, 0);
    luaL_argcheck(L, milliseconds >= 0 && milliseconds <= 1000000, 1, "milliseconds expected");
    struct itimerval timer = {
        .it_value = {.tv_sec = milliseconds / 1000, .tv_usec = milliseconds % 1000 * 1000}};
    const struct itimerval none = {.it_value = {.tv_sec = 0}};
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = on_timer;
    action.sa_flags = SA_RESTART;
    sigemptyset(&action.sa_mask);
    (void)setitimer(ITIMER_REAL, &none, NULL);
    (void)sigaction(SIGALRM, &action, NULL);
    atomic_store(&ig_lua_of(L)->watch.stop, 0);
    (void)setitimer(ITIMER_REAL, &timer, NULL);
    return 0;
}
