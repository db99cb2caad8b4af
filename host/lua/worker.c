/* What a worker says to its supervisor. In the supervisor itself there is nobody to say it to. */
#include "run/worker.h"

#include "lua/native.h"
#include "lua/state.h"

#include <stdio.h>
#include <string.h>

static ig_worker *worker_of(lua_State *L, const char *what) {
    ig_worker *worker = ig_lua_of(L)->worker;
    if (worker == NULL) {
        ig_lua_misuse(L, "%s: only a worker has a supervisor", what);
    }
    return worker;
}

/* ask(text) → text: waits for the answer. */
int ig_lua_ask(lua_State *L) {
    ig_error err;
    size_t bytes = 0, answer_bytes = 0;
    ig_worker *worker = worker_of(L, "ask");
    const char *text = luaL_checklstring(L, 1, &bytes);
    luaL_Buffer result;
    (void)fflush(stdout); /* it may go on to print on the worker's behalf */
    char *answer =
        ig_worker_ask(worker, ig_worker_memory(worker), text, bytes, &answer_bytes, &err);
    if (answer == NULL) {
        ig_lua_raise(L, &err);
    }
    /* Lua's allocator never fails; it may end the process. */
    char *room = luaL_buffinitsize(L, &result, answer_bytes);
    memcpy(room, answer, answer_bytes);
    ig_free(answer);
    luaL_pushresultsize(&result, answer_bytes);
    return 1;
}

/* tell(text): the last of these comes with the worker's end. */
int ig_lua_tell(lua_State *L) {
    ig_error err;
    size_t bytes = 0;
    ig_worker *worker = worker_of(L, "tell");
    const char *text = luaL_checklstring(L, 1, &bytes);
    if (ig_worker_tell(worker, text, bytes, &err) != 0) {
        ig_lua_raise(L, &err);
    }
    return 0;
}

/* commit() → true | nil, message, kind: what was written stands in its place, all of it. */
int ig_lua_commit(lua_State *L) {
    ig_error err;
    if (ig_worker_commit(worker_of(L, "commit"), &err) != 0) {
        return ig_lua_refuse(L, &err);
    }
    lua_pushboolean(L, 1);
    return 1;
}

/* input(name) → table, about; nil where the worker was handed none of that name */
int ig_lua_input(lua_State *L) {
    const ig_worker *worker = ig_lua_of(L)->worker;
    const char *name = ig_lua_text(L, 1, "input: name");
    const ig_job_input *input = worker == NULL ? NULL : ig_worker_input(worker, name);
    if (input == NULL) {
        lua_pushnil(L);
        return 1;
    }
    return ig_lua_open_memory(L, input->bytes, input->size_bytes,
                              lua_pushfstring(L, "input '%s'", name));
}

/* fill(table, about) → true | nil, message, kind: what the job wants its memory filled with. */
int ig_lua_fill(lua_State *L) {
    int fd = ig_worker_fd(worker_of(L, "fill"));
    if (fd < 0) {
        ig_lua_misuse(L, "fill: this worker was handed no memory");
    }
    return ig_lua_fill_memory(L, fd, "shared input");
}
