/*
 * The program: a supervisor with one thread and a Lua state of its own, which runs `ingot.command` under
 * protection, and workers that it forks, which make theirs anew with threads and run `ingot.duty`. The
 * exit code is kept until everything is closed, so that what is left over can be counted
 * (INGOT_CHECK_LEAKS). The locale stays "C": numbers read and print the same everywhere.
 */
#define _XOPEN_SOURCE 700 /* realpath */

#include "lua/modules.h"
#include "lua/sandbox/sandbox.h"
#include "lua/work.h"
#include "run/worker.h"

#include "ingot_version.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <lualib.h>

enum { EXIT_FAILED = 1, EXIT_USAGE = 64, EXIT_INTERNAL = 70, EXIT_SIGNALLED = 128 };

/* A closed state with the library in it, made by the supervisor for workers to be forked with; no text
   of a user was ever in it. L is NULL: none was made. */
typedef struct warm {
    ig_lua host;
    lua_State *L;
} warm;

typedef struct program {
    ig_lua own;
    ig_lua *host; /* of this process: its own, or that of the warm state */
    warm warm;
    const ig_job *job; /* of a worker, else NULL */
    unsigned n_threads;
    size_t n_blocks; /* that are there from the start */
    char share[PATH_MAX];
    char modules[PATH_MAX];
    char **argv;
    int argc;
    int exit_code;
} program;

/* The file of compiled modules in a folder; "" where its path would be too long. */
static void join(char path[PATH_MAX], const char *folder) {
    int n = snprintf(path, PATH_MAX, "%s/ingot.modules", folder);
    if (n < 0 || n >= PATH_MAX) {
        path[0] = '\0';
    }
}

/*
 * Where lua/ and data/ lie: beside the installed program, else in the tree it was built from. The
 * compiled modules lie in the one or, for a program that is not installed, beside it.
 */
static void find_share(char share[PATH_MAX], char modules[PATH_MAX]) {
    char exe[PATH_MAX] = "";
    char probe[PATH_MAX];
    modules[0] = '\0';
    ssize_t length = readlink("/proc/self/exe", exe, sizeof exe - 1);
    if (length > 0) {
        exe[length] = '\0';
        *strrchr(exe, '/') = '\0';
        int n = snprintf(probe, sizeof probe, "%s/%s/lua/ingot", exe, INGOT_INSTALL_SHARE);
        if (n > 0 && n < (int)sizeof probe && access(probe, R_OK) == 0) {
            probe[n - (int)strlen("/lua/ingot")] = '\0';
            if (realpath(probe, share) != NULL) {
                join(modules, share);
                return;
            }
        }
        join(modules, exe);
    }
    snprintf(share, PATH_MAX, "%s", INGOT_SOURCE_DIR);
}

static int add_traceback(lua_State *L) {
    const char *text = luaL_tolstring(L, 1, NULL);
    luaL_traceback(L, L, text, 1);
    return 1;
}

static void push_arg(lua_State *L, const program *self) {
    lua_createtable(L, self->argc, 1);
    for (int i = 0; i < self->argc; i++) {
        lua_pushstring(L, self->argv[i]);
        lua_rawseti(L, -2, i);
    }
}

/* With `package` on top, has `require` take the program's own modules as they were compiled, where they were: with a searcher
   behind the first, which finds those that are there already. Expects `package` on top. */
static void use_modules(lua_State *L, const program *self) {
    lua_getfield(L, -1, "searchers");
    for (lua_Integer i = luaL_len(L, -1); i >= 2; i--) {
        lua_rawgeti(L, -1, i);
        lua_rawseti(L, -2, i + 1);
    }
    ig_lua_modules_searcher(L, self->share, self->modules);
    lua_rawseti(L, -2, 2);
    lua_pop(L, 1);
}

/* Opens all of Lua, with the program's own modules and words in it. */
static void open_state(lua_State *L, program *self) {
    luaL_openlibs(L);
    ig_lua_open(L, self->host);
    push_arg(L, self);
    lua_setglobal(L, "arg");
    lua_getglobal(L, "package");
    lua_getfield(L, -1, "path");
    lua_pushfstring(L, "%s/lua/?.lua;%s/lua/?/init.lua;%s", self->share, self->share,
                    lua_tostring(L, -1));
    lua_setfield(L, -3, "path");
    lua_pop(L, 1);
    use_modules(L, self);
    lua_pop(L, 1);
}

/* Pushes the function `main` of a module. */
static void push_main(lua_State *L, const char *module) {
    lua_getglobal(L, "require");
    lua_pushstring(L, module);
    lua_call(L, 1, 1);
    lua_getfield(L, -1, "main");
}

/* Called protected, with the program as argument: the work of this process. */
static int run_main(lua_State *L) {
    program *self = lua_touserdata(L, 1);
    if (!self->host->is_closed) {
        open_state(L, self);
    }
    push_main(L, self->job != NULL ? "ingot.duty" : "ingot.command");
    if (self->job != NULL) {
        lua_pushlstring(L, self->job->task, self->job->task_bytes);
    } else {
        push_arg(L, self);
    }
    lua_call(L, 1, 1);
    self->exit_code = (int)luaL_checkinteger(L, -1);
    return 0;
}

/* Runs everything that needs Lua in a fresh state, or says what went wrong. */
static void run(program *self, lua_State *L) {
    if (L == NULL) {
        fprintf(stderr, "ingot: out of memory: no Lua state\n");
        self->exit_code = EXIT_INTERNAL;
        return;
    }
    lua_pushcfunction(L, add_traceback);
    lua_pushcfunction(L, run_main);
    lua_pushlightuserdata(L, self);
    if (lua_pcall(L, 1, 0, 1) != LUA_OK) {
        fprintf(stderr, "ingot: internal error: %s\n", lua_tostring(L, -1));
        self->exit_code = EXIT_INTERNAL;
    }
}

/* The number of threads that INGOT_THREADS asks for; 0: as many as there are processors. */
static bool read_threads(unsigned *n_threads) {
    const char *text = getenv("INGOT_THREADS");
    *n_threads = 0;
    if (text == NULL || text[0] == '\0') {
        return true;
    }
    char *end = NULL;
    unsigned long n = strtoul(text, &end, 10);
    if (*end != '\0' || n < 1 || n > 64) {
        fprintf(stderr, "ingot: INGOT_THREADS: a number from 1 to 64 expected, got '%s'\n", text);
        return false;
    }
    *n_threads = (unsigned)n;
    return true;
}

static void check_leaks(program *self) {
    ig_memory_stats stats = ig_memory_read(self->host->context.memory);
    if (getenv("INGOT_CHECK_LEAKS") != NULL && stats.live_blocks != self->n_blocks) {
        fprintf(stderr, "ingot: internal error: %zu native blocks of %zu bytes were not freed\n",
                stats.live_blocks - self->n_blocks, stats.live_bytes);
        self->exit_code = EXIT_INTERNAL;
    }
}

/* Output that did not arrive is work that failed. */
static void flush_output(program *self) {
    if (fflush(stdout) != 0 || ferror(stdout)) {
        fprintf(stderr, "ingot: cannot write standard output: %s\n", strerror(errno));
        self->exit_code = self->exit_code == 0 ? EXIT_FAILED : self->exit_code;
    }
}

/* Work that a signal stopped ends as if the signal had ended the program, in the words of a shell. */
static void tell_signal(program *self) {
    int number = atomic_load(&self->host->watch.stop);
    if (self->exit_code == ig_error_exit_code(IG_ERROR_STOPPED) &&
        (number == SIGTERM || number == SIGHUP)) {
        self->exit_code = EXIT_SIGNALLED + number;
    }
}

static int say(void *to, int stream, const char *text, size_t size_bytes, ig_error *err) {
    return ig_worker_say(to, stream, text, size_bytes, err);
}

/* ---- workers ---- */

static void close_warm(program *self) {
    ig_memory *memory = self->warm.host.context.memory;
    if (self->warm.L != NULL) {
        lua_close(self->warm.L);
        self->warm.L = NULL;
    }
    ig_memory_free(memory);
    self->warm.host.context.memory = NULL;
}

/* Nothing is collected on the way: what a worker puts into holes between the modules would cost it a
   copy of each page that it is shared with. */
static int fill_warm(warm *made, const char *const *modules, size_t n, ig_error *err) {
    (void)lua_gc(made->L, LUA_GCSTOP);
    for (size_t i = 0; i < n; i++) {
        if (ig_lua_box_warm(made->L, modules[i], err) != 0) {
            return -1;
        }
    }
    return 0;
}

/* Makes the state that workers are forked with from now on. */
static int make_warm(void *inside, const char *const *modules, size_t n, ig_error *err) {
    program *self = inside;
    warm *made = &self->warm;
    if (made->L != NULL) {
        close_warm(self);
    }
    made->host = (ig_lua){.share = self->share, .modules = self->modules};
    made->host.context.pool = self->host->context.pool;
    made->host.context.memory = ig_memory_new();
    if (made->host.context.memory == NULL) {
        return ig_fail(err, IG_ERROR_LIMIT, "out of memory: no Lua state");
    }
    made->L = ig_lua_box_new(&made->host, err);
    if (made->L == NULL || fill_warm(made, modules, n, err) != 0) {
        close_warm(self);
        return -1;
    }
    return 0;
}

/* The state of a worker: the warm one with its account, or a fresh one, open for who is trusted. */
static lua_State *take_state(program *self, ig_worker *worker, ig_error *err) {
    warm *made = &self->warm;
    if (made->L != NULL && !self->job->is_trusted) {
        self->host = &made->host;
        (void)lua_gc(made->L, LUA_GCRESTART);
        (void)lua_gc(made->L, LUA_GCSTEP,
                     -lua_gc(made->L, LUA_GCCOUNT)); /* not before it has doubled */
        ig_worker_take(worker, made->host.context.memory);
        return made->L;
    }
    *self->host = (ig_lua){.share = self->share, .modules = self->modules};
    self->host->context.memory = ig_worker_memory(worker);
    return self->job->is_trusted ? luaL_newstate() : ig_lua_box_new(self->host, err);
}

/*
 * A worker's state, closed but for a trusted one. Then the jail is shut, before there are threads and
 * before any text of a user is read.
 */
static lua_State *enter(program *self, ig_worker *worker, ig_error *err) {
    const char *const own[] = {self->share};
    lua_State *L = take_state(self, worker, err);
    ig_context *context = &self->host->context;
    if (L == NULL) {
        return NULL;
    }
    if (ig_worker_shut(worker, own, 1, err) != 0 ||
        (context->pool = ig_pool_new(context->memory, self->n_threads, err)) == NULL) {
        lua_close(L);
        return NULL;
    }
    context->reach = ig_worker_reach(worker);
    self->host->worker = worker;
    self->host->say = self->job->is_trusted ? NULL : say;
    self->host->say_to = worker;
    return L;
}

/* Memory that was refused, and not by Lua: its own part notes that itself. */
static void tell_hit(const program *self, ig_worker *worker) {
    if (self->exit_code == ig_error_exit_code(IG_ERROR_LIMIT) &&
        ig_memory_read(self->host->context.memory).refused > 0) {
        ig_worker_hit(worker, IG_HIT_MEMORY);
    }
}

/* What a worker does, in the child: everything of its own, of the supervisor's but the warm state. */
static int work(void *inside, ig_worker *worker, const ig_job *job) {
    program *self = inside; /* the child's copy */
    ig_error err = {.kind = IG_ERROR_LIMIT, .text = "out of memory: no Lua state"};
    self->host = &self->own;
    self->job = job;
    self->exit_code = 0;
    self->n_threads = job->n_threads > 0 ? job->n_threads : self->n_threads;
    lua_State *L = enter(self, worker, &err);
    if (L == NULL) {
        fprintf(stderr, "ingot: %s\n", err.text);
        return ig_error_exit_code(err.kind);
    }
    self->n_blocks = ig_worker_blocks(worker);
    ig_lua_work_open(self->host);
    run(self, L);
    tell_signal(self);
    tell_hit(self, worker);
    ig_lua_work_close(self->host);
    if (job->is_trusted || getenv("INGOT_CHECK_LEAKS") != NULL) {
        lua_close(L); /* else the system takes it all at once */
        ig_pool_free(self->host->context.pool);
        check_leaks(self);
    }
    flush_output(self);
    return self->exit_code;
}

/* A program may be started with its streams closed. What it opens first would take their place, and be
   printed into; so each is held, open for what it is not used for: its use fails as before. */
static bool hold_streams(void) {
    for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++) {
        if (fcntl(fd, F_GETFD) < 0 &&
            open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY) != fd) {
            return false;
        }
    }
    return true;
}

int main(int argc, char **argv) {
    program self = {.argv = argv, .argc = argc, .own = {.work = work, .warm = make_warm}};
    ig_context *context = &self.own.context;
    self.host = &self.own;
    if (!hold_streams()) {
        return EXIT_INTERNAL;
    }
    if (!read_threads(&self.n_threads)) {
        return EXIT_USAGE;
    }
    (void)signal(SIGXFSZ, SIG_IGN); /* the write fails instead */
    (void)signal(SIGCHLD, SIG_DFL); /* where it is ignored, exit codes would be lost */
    find_share(self.share, self.modules);
    context->memory = ig_memory_new();
    if (context->memory == NULL) {
        fprintf(stderr, "ingot: out of memory\n");
        return EXIT_INTERNAL;
    }
    ig_error err;
    context->pool = ig_pool_new(context->memory, 1, &err); /* which starts no thread */
    if (context->pool == NULL) {
        fprintf(stderr, "ingot: %s\n", err.text);
        return EXIT_INTERNAL;
    }
    self.own.share = self.share;
    self.own.modules = self.modules;
    self.own.inside = &self;
    lua_State *L = luaL_newstate();
    run(&self, L);
    if (L != NULL) {
        lua_close(L);
    }
    close_warm(&self);
    ig_pool_free(context->pool);
    check_leaks(&self);
    ig_memory_free(context->memory);
    flush_output(&self);
    return self.exit_code;
}
