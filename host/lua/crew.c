/*
 * native.crew() and its methods: tables become jobs, events become tables. A job's texts are borrowed
 * from Lua while the worker is started: the table that holds them stands on the stack, and the arrays
 * of pointers to them are Lua's, too. Only a supervisor has a crew.
 */
#include "run/crew.h"

#include "lua/hold.h"
#include "lua/native.h"
#include "lua/state.h"

#include <limits.h>
#include <math.h>
#include <string.h>
#include <unistd.h>

#define CREW "ingot.Crew"

static const char *const job_keys[] = {"name",  "module", "args",    "limits",
                                       "reads", "out",    "trusted", "collect",
                                       "quiet", "inputs", "memory",  "threads"};
static const char *const limit_keys[] = {"memory", "output", "time", "cpu", "files"};

static ig_crew *crew_of(lua_State *L) {
    ig_crew **crew = luaL_checkudata(L, 1, CREW);
    if (*crew == NULL) {
        ig_lua_misuse(L, "the crew is closed");
    }
    return *crew;
}

static unsigned number_at(lua_State *L, int index) {
    lua_Integer number = luaL_checkinteger(L, index);
    return number > 0 && number <= UINT_MAX ? (unsigned)number : 0; /* 0: nobody */
}

/* ---- jobs ---- */

static bool flag_field(lua_State *L, int index, const char *name) {
    lua_getfield(L, index, name);
    bool is_set = lua_toboolean(L, -1) != 0;
    lua_pop(L, 1);
    return is_set;
}

static double number_field(lua_State *L, int index, const char *what, const char *name) {
    lua_getfield(L, index, name);
    if (!lua_isnil(L, -1) && (lua_type(L, -1) != LUA_TNUMBER || !(lua_tonumber(L, -1) >= 0))) {
        ig_lua_misuse(L, "%s: %s: a number of at least 0 expected, got %s", what, name,
                      luaL_tolstring(L, -1, NULL));
    }
    double number = lua_isnil(L, -1) ? 0.0 : lua_tonumber(L, -1);
    lua_pop(L, 1);
    return number;
}

static uint64_t count_field(lua_State *L, int index, const char *what, const char *name) {
    double number = number_field(L, index, what, name);
    return number >= 0x1p62 ? UINT64_C(1) << 62 : (uint64_t)number;
}

static void read_limits(lua_State *L, int job, ig_limits *limits) {
    if (lua_getfield(L, job, "limits") != LUA_TNIL) {
        int at = lua_gettop(L);
        luaL_checktype(L, at, LUA_TTABLE);
        ig_lua_check_keys(L, at, "limit", limit_keys, sizeof limit_keys / sizeof *limit_keys);
        limits->memory_bytes = count_field(L, at, "limits", "memory");
        limits->output_bytes = count_field(L, at, "limits", "output");
        limits->wall_seconds = number_field(L, at, "limits", "time");
        limits->cpu_seconds = number_field(L, at, "limits", "cpu");
        limits->n_files = (unsigned)fmin(number_field(L, at, "limits", "files"), 1 << 20);
    }
    lua_pop(L, 1);
}

/* Leaves the list and the array of its texts on the stack. */
static void read_reads(lua_State *L, int job, ig_job *to) {
    if (lua_getfield(L, job, "reads") == LUA_TNIL) {
        return;
    }
    int at = lua_gettop(L);
    luaL_checktype(L, at, LUA_TTABLE);
    size_t n = lua_rawlen(L, at);
    const char **texts = ig_lua_scratch(L, n, sizeof *texts);
    luaL_checkstack(L, (int)n + 8, "job: reads");
    for (size_t i = 0; i < n; i++) {
        lua_rawgeti(L, at, (lua_Integer)i + 1);
        texts[i] = ig_lua_text(L, -1, "job: reads");
    }
    to->reads = texts;
    to->n_reads = n;
}

static void read_inputs(lua_State *L, const ig_crew *crew, int job, ig_job *to) {
    if (lua_getfield(L, job, "inputs") == LUA_TNIL) {
        return;
    }
    int at = lua_gettop(L);
    size_t n = 0;
    luaL_checktype(L, at, LUA_TTABLE);
    for (lua_pushnil(L); lua_next(L, at) != 0; lua_pop(L, 1)) {
        n++;
    }
    ig_job_input *inputs = ig_lua_scratch(L, n, sizeof *inputs);
    luaL_checkstack(L, (int)n + 8, "job: inputs");
    size_t i = 0;
    for (lua_pushnil(L); lua_next(L, at) != 0 && i < n; i++) {
        if (lua_type(L, -2) != LUA_TSTRING || !lua_isinteger(L, -1)) {
            ig_lua_misuse(L, "job: inputs: names with their memory expected");
        }
        const ig_shared *shared = ig_crew_shared(crew, number_at(L, -1));
        if (shared == NULL || shared->fd >= 0) {
            ig_lua_misuse(L, "job: inputs: '%s': sealed memory of the crew expected",
                          lua_tostring(L, -2));
        }
        inputs[i] = (ig_job_input){lua_tostring(L, -2), shared->bytes, shared->size_bytes};
        lua_pop(L, 1); /* the name stays a key of the table */
    }
    to->inputs = inputs;
    to->n_inputs = n;
}

/* {"module": …, "args": …}, with texts of any bytes: paths and settings are what they are. */
static void read_task(lua_State *L, int job, ig_job *to) {
    (void)ig_lua_text_field(L, job, "module", "job: module");
    lua_pushcfunction(L, ig_lua_json_encode);
    lua_createtable(L, 0, 2);
    lua_getfield(L, job, "module");
    lua_setfield(L, -2, "module");
    lua_getfield(L, job, "args");
    lua_setfield(L, -2, "args");
    lua_pushinteger(L, 0);
    lua_pushboolean(L, 1);
    lua_call(L, 3, 1);
    to->task = lua_tolstring(L, -1, &to->task_bytes);
}

/* start(job) → number */
static int crew_start(lua_State *L) {
    ig_error err;
    ig_job job = {.fd = -1};
    unsigned number = 0;
    ig_crew *crew = crew_of(L);
    luaL_checktype(L, 2, LUA_TTABLE);
    lua_settop(L, 2);
    ig_lua_check_keys(L, 2, "field of a job", job_keys, sizeof job_keys / sizeof *job_keys);
    job.name = ig_lua_text_field(L, 2, "name", "job: name");
    job.out = ig_lua_text_field(L, 2, "out", "job: out");
    if (job.name == NULL) {
        ig_lua_misuse(L, "job: name expected");
    }
    read_limits(L, 2, &job.limits);
    job.is_trusted = flag_field(L, 2, "trusted");
    job.is_collected = flag_field(L, 2, "collect");
    job.is_quiet = flag_field(L, 2, "quiet");
    job.n_threads = (unsigned)fmin(number_field(L, 2, "job", "threads"), IG_POOL_MAX);
    if (lua_getfield(L, 2, "memory") != LUA_TNIL) {
        const ig_shared *shared = ig_crew_shared(crew, number_at(L, -1));
        if (shared == NULL || shared->fd < 0) {
            ig_lua_misuse(L, "job: memory: memory of the crew that is not sealed expected");
        }
        job.fd = shared->fd;
    }
    read_reads(L, 2, &job);
    read_inputs(L, crew, 2, &job);
    read_task(L, 2, &job);
    if (ig_crew_start(crew, &job, &number, &err) != 0) {
        ig_lua_raise(L, &err);
    }
    lua_pushinteger(L, number);
    return 1;
}

/* ---- events ---- */

static const char *const ends[] = {
    [IG_END_EXIT] = "exit",     [IG_END_TIME] = "time",     [IG_END_CPU] = "cpu",
    [IG_END_MEMORY] = "memory", [IG_END_OUTPUT] = "output", [IG_END_STACK] = "stack",
    [IG_END_SIGNAL] = "signal", [IG_END_KILLED] = "killed"};
static const char *const hits[] = {
    [IG_HIT_NONE] = NULL,       [IG_HIT_TIME] = "time",     [IG_HIT_CPU] = "cpu",
    [IG_HIT_MEMORY] = "memory", [IG_HIT_OUTPUT] = "output", [IG_HIT_STACK] = "stack"};

static void set_text(lua_State *L, const char *name, const char *text, size_t size_bytes) {
    if (text != NULL) {
        lua_pushlstring(L, text, size_bytes);
        lua_setfield(L, -2, name);
    }
}

static void set_word(lua_State *L, const char *name, const char *text) {
    set_text(L, name, text, text == NULL ? 0 : strlen(text));
}

static void set_integer(lua_State *L, const char *name, lua_Integer number) {
    lua_pushinteger(L, number);
    lua_setfield(L, -2, name);
}

static void set_number(lua_State *L, const char *name, double number) {
    lua_pushnumber(L, number);
    lua_setfield(L, -2, name);
}

static void push_end(lua_State *L, const ig_event *event) {
    set_word(L, "kind", "ended");
    set_integer(L, "worker", event->worker);
    set_word(L, "how", ends[event->end]);
    set_word(L, "hit", hits[event->hit]);
    set_integer(L, "exit", event->exit_code);
    if (event->signal != 0) {
        set_integer(L, "signal", event->signal);
        set_word(L, "signal_name", strsignal(event->signal));
    }
    set_word(L, "place", event->place[0] != '\0' ? event->place : NULL);
    set_number(L, "seconds", event->wall_seconds);
    set_number(L, "cpu", event->cpu_seconds);
    set_integer(L, "peak_bytes", (lua_Integer)event->peak_bytes);
    set_integer(L, "output_bytes", (lua_Integer)event->output_bytes);
    lua_pushboolean(L, event->is_committed);
    lua_setfield(L, -2, "committed");
    set_text(L, "told", event->text, event->text_bytes);
    set_text(L, "stdout", event->printed[0], event->printed_bytes[0]);
    set_text(L, "stderr", event->printed[1], event->printed_bytes[1]);
}

/* next([seconds]) → event, or nil when the time is over */
static int crew_next(lua_State *L) {
    ig_error err;
    ig_event event;
    ig_crew *crew = crew_of(L);
    double seconds = luaL_optnumber(L, 2, -1.0);
    if (ig_crew_next(crew, seconds, &event, &err) != 0) {
        ig_lua_raise(L, &err);
    }
    if (event.kind == IG_EVENT_NONE) {
        lua_pushnil(L);
        return 1;
    }
    lua_createtable(L, 0, 16);
    if (event.kind == IG_EVENT_ENDED) {
        push_end(L, &event);
    } else if (event.kind == IG_EVENT_MESSAGE) {
        set_word(L, "kind", "message");
        set_integer(L, "worker", event.worker);
        set_text(L, "text", event.text, event.text_bytes);
    } else {
        set_word(L, "kind", "interrupt");
        set_integer(L, "times", event.times);
        set_integer(L, "signal", event.signal);
    }
    return 1;
}

/* ---- the rest ---- */

/* answer(worker, text) */
static int crew_answer(lua_State *L) {
    ig_error err;
    size_t bytes = 0;
    const char *text = luaL_checklstring(L, 3, &bytes);
    if (ig_crew_answer(crew_of(L), number_at(L, 2), text, bytes, &err) != 0) {
        ig_lua_raise(L, &err);
    }
    return 0;
}

/* plot(worker, script, seconds) */
static int crew_plot(lua_State *L) {
    ig_error err;
    size_t bytes = 0;
    const char *script = luaL_checklstring(L, 3, &bytes);
    double seconds = luaL_checknumber(L, 4);
    luaL_argcheck(L, seconds > 0 && seconds <= 3600, 4, "seconds up to an hour expected");
    if (ig_crew_plot(crew_of(L), number_at(L, 2), script, bytes, seconds, &err) != 0) {
        ig_lua_raise(L, &err);
    }
    return 0;
}

static int crew_interrupt(lua_State *L) {
    ig_crew_interrupt(crew_of(L), number_at(L, 2));
    return 0;
}

static int crew_kill(lua_State *L) {
    ig_crew_kill(crew_of(L), number_at(L, 2));
    return 0;
}

static int crew_running(lua_State *L) {
    lua_pushinteger(L, ig_crew_running(crew_of(L)));
    return 1;
}

/* memory(name) → handle */
static int crew_memory(lua_State *L) {
    ig_error err;
    unsigned number = 0;
    ig_crew *crew = crew_of(L);
    if (ig_crew_memory(crew, ig_lua_text(L, 2, "memory: name"), &number, &err) != 0) {
        ig_lua_raise(L, &err);
    }
    lua_pushinteger(L, number);
    return 1;
}

/* seal(handle) → bytes */
static int crew_seal(lua_State *L) {
    ig_error err;
    uint64_t bytes = 0;
    if (ig_crew_seal(crew_of(L), number_at(L, 2), &bytes, &err) != 0) {
        ig_lua_raise(L, &err);
    }
    lua_pushinteger(L, (lua_Integer)bytes);
    return 1;
}

/* warm(modules): workers that are started from now on, but those that are trusted, begin with these
   modules of the library loaded. */
static int crew_warm(lua_State *L) {
    ig_error err;
    ig_lua *host = ig_lua_of(L);
    (void)crew_of(L);
    luaL_checktype(L, 2, LUA_TTABLE);
    size_t n = lua_rawlen(L, 2);
    const char **names = ig_lua_scratch(L, n, sizeof *names);
    luaL_checkstack(L, (int)n + 8, "warm: modules");
    for (size_t i = 0; i < n; i++) {
        lua_rawgeti(L, 2, (lua_Integer)i + 1);
        names[i] = ig_lua_text(L, -1, "warm: a module");
    }
    if (host->warm(host->inside, names, n, &err) != 0) {
        ig_lua_raise(L, &err);
    }
    return 0;
}

static int crew_close(lua_State *L) {
    ig_crew **crew = luaL_checkudata(L, 1, CREW);
    ig_crew *gone = *crew;
    *crew = NULL;
    ig_crew_free(gone);
    return 0;
}

static const luaL_Reg meta[] = {{"__gc", crew_close}, {"__close", crew_close}, {NULL, NULL}};
static const luaL_Reg methods[] = {
    {"start", crew_start},     {"next", crew_next},           {"answer", crew_answer},
    {"plot", crew_plot},       {"interrupt", crew_interrupt}, {"kill", crew_kill},
    {"running", crew_running}, {"memory", crew_memory},       {"seal", crew_seal},
    {"warm", crew_warm},       {"close", crew_close},         {NULL, NULL}};

/* crew() */
int ig_lua_crew(lua_State *L) {
    ig_error err;
    ig_lua *host = ig_lua_of(L);
    if (host->work == NULL) {
        ig_lua_misuse(L, "crew: only a supervisor has one");
    }
    ig_lua_class(L, CREW, meta, methods);
    lua_pop(L, 1);
    ig_crew **crew = lua_newuserdatauv(L, sizeof(ig_crew *), 0);
    *crew = NULL;
    luaL_setmetatable(L, CREW);
    *crew = ig_crew_new(host->context.memory, host->work, host->inside, &err);
    if (*crew == NULL) {
        ig_lua_raise(L, &err);
    }
    return 1;
}
