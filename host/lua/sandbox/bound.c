/*
 * The hook on a thread says that something wants it to stop, so running it at once from here does
 * what the next instruction of the script would have done. The C stack is measured by the address of
 * a local variable against that of the first frame ever asked about, which the state's main thread
 * has near its end: coroutines run on the same stack.
 */
#include "lua/sandbox/bound.h"

#include "lua/state.h"

#include <string.h>
#include <sys/resource.h>

enum { SMALL = 1 << 16, STACK_BYTES = 4 << 20 };

void ig_bound_look(lua_State *L) {
    lua_Hook hook = lua_gethook(L);
    if (hook == NULL) {
        return;
    }
    lua_Debug frame;
    memset(&frame, 0, sizeof frame);
    frame.event = LUA_HOOKCOUNT;
    frame.currentline = -1;
    (void)lua_getstack(L, 0, &frame);
    hook(L, &frame);
}

static bool fits(const ig_memory *memory, size_t size_bytes) {
    ig_memory_stats now = ig_memory_read(memory);
    size_t held = now.live_bytes + now.guest_bytes;
    return now.limit_bytes == 0 ||
           (held <= now.limit_bytes && size_bytes <= now.limit_bytes - held);
}

void ig_bound_room(lua_State *L, size_t size_bytes) {
    const ig_memory *memory = ig_lua_of(L)->context.memory;
    if (size_bytes < SMALL || fits(memory, size_bytes)) {
        return;
    }
    lua_gc(L, LUA_GCCOLLECT, 0);
    if (!fits(memory, size_bytes)) {
        ig_error err;
        ig_memory_refuse(memory, size_bytes, &err);
        ig_lua_raise(L, &err);
    }
}

static size_t stack_most(void) {
    struct rlimit limit;
    if (getrlimit(RLIMIT_STACK, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY ||
        limit.rlim_cur / 2 > STACK_BYTES) {
        return STACK_BYTES;
    }
    return (size_t)limit.rlim_cur / 2;
}

void ig_bound_stack(lua_State *L) {
    ig_lua *host = ig_lua_of(L);
    char here;
    uintptr_t now = (uintptr_t)&here;
    if (host->stack_top < now) {
        host->stack_top = now;
        host->stack_bytes = stack_most();
    }
    if (host->stack_top - now > host->stack_bytes) {
        luaL_error(L, "C stack overflow");
    }
}

/* A buffer that has no room left doubles: what it asks for then must be there, and once more for the
   text that becomes of it. */
static void make_room(luaL_Buffer *buffer, size_t size_bytes) {
    if (size_bytes > buffer->size - buffer->n) {
        size_t more = buffer->size > size_bytes ? buffer->size : size_bytes;
        ig_bound_room(buffer->L, more);
        ig_bound_look(buffer->L);
    }
}

void ig_bound_add(luaL_Buffer *buffer, const char *text, size_t size_bytes) {
    make_room(buffer, size_bytes);
    luaL_addlstring(buffer, text, size_bytes);
}

void ig_bound_add_value(luaL_Buffer *buffer) {
    size_t size_bytes;
    (void)lua_tolstring(buffer->L, -1, &size_bytes);
    make_room(buffer, size_bytes);
    luaL_addvalue(buffer);
}

void ig_bound_result(luaL_Buffer *buffer) {
    ig_bound_room(buffer->L, buffer->n);
    luaL_pushresult(buffer);
}
