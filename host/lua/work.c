/*
 * The handler runs on the main thread, since the pool's threads block all signals. It sets the flag
 * that the pool looks at; a script's function that a query has called is stopped by a Lua hook at
 * its next instruction. The host it works for is the one thing that a handler cannot be handed: it
 * stands in a variable of this file, set while a host is open.
 */
#define _XOPEN_SOURCE 700 /* setitimer, siginfo_t */

#include "lua/work.h"

#include "run/crash.h"
#include "run/worker.h"

#include <stdio.h>
#include <string.h>
#include <sys/time.h>
#include <unistd.h>

static ig_lua *volatile watched;
enum { EXIT_SIGNALLED = 128, SIGNALS = 3 };

static const int signals[SIGNALS] = {SIGINT, SIGTERM, SIGHUP};

static volatile sig_atomic_t heard[SIGNALS]; /* the second of its kind ends the program */

static size_t index_of(int number) {
    size_t i = 0;
    while (i < SIGNALS - 1 && signals[i] != number) {
        i++;
    }
    return i;
}

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
    if (host->session != IG_LUA_SESSION_RUNS || host->depth > 0) {
        return NULL;
    }
    return host->current != NULL ? host->current : host->main;
}

static void stop(ig_lua *host, int number) {
    atomic_store_explicit(&host->watch.stop, number, memory_order_relaxed);
    lua_State *L = thread_to_stop(host);
    if (L != NULL) {
        lua_sethook(L, raise_stop, LUA_MASKCALL | LUA_MASKRET | LUA_MASKCOUNT, 1);
    }
}

static void on_signal(int number, siginfo_t *info, void *context) {
    (void)context;
    ig_lua *host = watched;
    if (number == SIGINT && host != NULL && host->session != IG_LUA_NO_SESSION) {
        /* Whoever sent it: of two at once the kernel keeps one. A second is the supervisor's matter. */
        if (host->session == IG_LUA_SESSION_RUNS &&
            atomic_load_explicit(&host->watch.stop, memory_order_relaxed) == 0) {
            stop(host, number);
        }
        return;
    }
    if (host != NULL && host->worker != NULL && !ig_worker_hears(host->worker, info)) {
        return; /* the supervisor heard it too, and says what is to be done */
    }
    volatile sig_atomic_t *before = &heard[index_of(number)];
    if (host == NULL || host->depth == 0 || *before != 0) {
        _exit(EXIT_SIGNALLED + number);
    }
    *before = 1;
    stop(host, number);
}

/* ---- limits ---- */

/* The script's line goes on the board, for the case that nobody gets to say it. */
static void note_place(ig_lua *host) {
    lua_State *L = host->current != NULL   ? host->current
                   : host->calling != NULL ? host->calling
                                           : host->main;
    lua_Debug frame;
    for (int level = 0; lua_getstack(L, level, &frame) != 0; level++) {
        lua_getinfo(L, "Sl", &frame);
        if (frame.currentline > 0 && !ig_lua_is_library(host, frame.source)) {
            ig_board_place(ig_worker_board(host->worker), frame.short_src,
                           (unsigned)frame.currentline);
            return;
        }
    }
}

static void end_at_limit(lua_State *L, lua_Debug *frame) {
    (void)frame;
    ig_worker *worker = ig_lua_of(L)->worker;
    ig_lua_where(L);
    (void)fflush(stdout);
    ig_worker_end_at_limit(worker, lua_tostring(L, -1), ig_worker_limit_text(worker));
}

/*
 * The process is at its end, one way or another. Walking the frames of a thread in the middle of
 * whatever it does may go wrong; the supervisor takes that for the limit, too.
 */
static void on_limit(int number, siginfo_t *info, void *context) {
    (void)number;
    (void)context;
    ig_lua *host = watched;
    if (host == NULL || host->worker == NULL || !ig_worker_is_from_supervisor(host->worker, info)) {
        return;
    }
    lua_State *const threads[] = {host->main, host->calling, host->current};
    ig_worker_strike(host->worker, info->si_value.sival_int);
    for (size_t i = 0; i < sizeof threads / sizeof(lua_State *); i++) {
        if (threads[i] != NULL) {
            lua_sethook(threads[i], end_at_limit, LUA_MASKCALL | LUA_MASKRET | LUA_MASKCOUNT, 1);
        }
    }
    note_place(host);
}

static void on_crash(void) {
    if (watched != NULL && watched->worker != NULL) {
        note_place(watched);
    }
}

static void on_timer(int number) {
    if (watched != NULL) {
        stop(watched, number);
    }
}

static void handle(int number, void (*handler)(int, siginfo_t *, void *)) {
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_sigaction = handler;
    action.sa_flags = SA_RESTART | SA_SIGINFO;
    sigemptyset(&action.sa_mask);
    (void)sigaction(number, &action, NULL);
}

/* A signal that is ignored stays so: a shell does that for what it runs in the background. */
static bool is_free(int number) {
    struct sigaction action;
    return sigaction(number, NULL, &action) == 0 && action.sa_handler == SIG_DFL;
}

void ig_lua_work_open(ig_lua *host) {
    ig_progress_init(&host->progress, STDERR_FILENO);
    host->watch.context = &host->progress;
    host->watch.doing = host->progress.is_on ? ig_progress_doing : NULL;
    host->watch.progress = host->progress.is_on ? ig_progress_at : NULL;
    host->watch.bytes = host->progress.is_on ? ig_progress_bytes : NULL;
    ig_pool_watch(host->context.pool, &host->watch);
    watched = host;
    for (size_t i = 0; i < SIGNALS; i++) {
        heard[i] = 0;
        if (is_free(signals[i])) {
            handle(signals[i], on_signal);
        }
    }
    if (host->worker != NULL) {
        handle(SIGUSR1, on_limit);
        ig_crash_place(on_crash);
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

/* What asked to stop has been heard, or came too late. */
static void forget_stop(ig_lua *host, lua_State *L) {
    if (lua_gethook(host->main) == raise_stop) {
        lua_sethook(host->main, NULL, 0, 0);
    }
    if (lua_gethook(L) == raise_stop) {
        lua_sethook(L, NULL, 0, 0);
    }
    atomic_store(&host->watch.stop, 0);
}

/* No Lua runs between the end of the call and `session` being set back: what comes then stops nothing. */
int ig_lua_interruptible(lua_State *L) {
    ig_lua *host = ig_lua_of(L);
    const sig_atomic_t before = host->session;
    if (lua_gettop(L) == 0) {
        host->session = IG_LUA_SESSION_WAITS;
        return 0;
    }
    lua_pushboolean(L, 1);
    lua_insert(L, 1);
    forget_stop(host, L);
    host->session = IG_LUA_SESSION_RUNS;
    int status = lua_pcall(L, lua_gettop(L) - 2, LUA_MULTRET, 0);
    host->session = before;
    forget_stop(host, L);
    if (status != LUA_OK) {
        lua_pushboolean(L, 0);
        lua_replace(L, 1);
    }
    return lua_gettop(L);
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
