/*
 * Lua 5.4.4 corrupts memory when its allocator returns NULL under pressure, so this one never does.
 * Past the limit it sets a hook on the threads it knows of: at their next instruction garbage is
 * collected, and if that was not enough "memory limit" is raised. What goes on regardless (one huge
 * text, a coroutine, a script that catches the error) ends the process at a hard cap, a quarter
 * above the limit.
 */
#include "lua/memory.h"

#include "lua/state.h"
#include "run/worker.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void note_hit(const ig_lua *host) {
    if (host->worker != NULL) {
        ig_worker_hit(host->worker, IG_HIT_MEMORY);
    }
}

static void end_process(const ig_lua *host, size_t size_bytes) {
    char line[IG_ERROR_TEXT + 16];
    ig_error err;
    ig_memory_refuse(host->context.memory, size_bytes, &err);
    int length = snprintf(line, sizeof line, "ingot: %s\n", err.text);
    note_hit(host);
    if (length > 0 && write(STDERR_FILENO, line, (size_t)length) < 0) {
        _exit(ig_error_exit_code(IG_ERROR_INTERNAL));
    }
    _exit(ig_error_exit_code(IG_ERROR_LIMIT));
}

static void raise_limit(lua_State *L, lua_Debug *frame) {
    (void)frame;
    ig_error err;
    const ig_memory *memory = ig_lua_of(L)->context.memory;
    lua_sethook(L, NULL, 0, 0);
    lua_gc(L, LUA_GCCOLLECT, 0);
    if (ig_memory_is_over(memory)) {
        ig_lua_of(L)->is_over = true;
        note_hit(ig_lua_of(L));
        ig_memory_refuse(memory, 0, &err);
        ig_lua_raise(L, &err);
    }
}

static void past_limit(ig_lua *host, size_t size_bytes) {
    ig_memory_stats now = ig_memory_read(host->context.memory);
    size_t held = now.live_bytes + now.guest_bytes; /* another thread may have freed some since */
    if (held > now.limit_bytes && held - now.limit_bytes > now.limit_bytes / 4) {
        end_process(host, size_bytes);
    }
    if (host->is_over) {
        return; /* told already: what handles the error needs memory too */
    }
    lua_sethook(host->main, raise_limit, LUA_MASKCOUNT, 1);
    if (host->current != NULL) {
        lua_sethook(host->current, raise_limit, LUA_MASKCOUNT, 1);
    }
    if (host->calling != NULL) {
        lua_sethook(host->calling, raise_limit, LUA_MASKCOUNT, 1);
    }
}

/* As lua_Alloc: `old_bytes` says something else for a new block. */
static void *allocate(void *context, void *block, size_t old_bytes, size_t size_bytes) {
    ig_lua *host = context;
    ig_memory *memory = host->context.memory;
    old_bytes = block == NULL ? 0 : old_bytes;
    if (size_bytes == 0) {
        free(block);
        ig_memory_guest(memory, 0, old_bytes);
        return NULL;
    }
    void *moved = realloc(block, size_bytes);
    if (moved == NULL) {
        end_process(host, size_bytes);
    }
    ig_memory_guest(memory, size_bytes, old_bytes);
    if (size_bytes > old_bytes && ig_memory_is_over(memory)) {
        past_limit(host, size_bytes);
    } else if (host->is_over) {
        host->is_over = ig_memory_is_over(memory);
    }
    return moved;
}

void ig_lua_account(lua_State *L) {
    ig_lua *host = ig_lua_of(L);
    size_t held = (size_t)lua_gc(L, LUA_GCCOUNT, 0) * 1024 + (size_t)lua_gc(L, LUA_GCCOUNTB, 0);
    ig_memory_guest(host->context.memory, held, 0);
    lua_setallocf(L, allocate, host);
}

void ig_lua_settle(lua_State *L) {
    ig_lua *host = ig_lua_of(L);
    ig_memory_stats now = ig_memory_read(host->context.memory);
    if (now.live_bytes < host->settled_bytes) {
        host->settled_bytes = now.live_bytes;
    }
    if (now.limit_bytes != 0 && now.live_bytes + now.guest_bytes > now.limit_bytes / 2 &&
        now.live_bytes - host->settled_bytes > now.limit_bytes / 8) {
        lua_gc(L, LUA_GCCOLLECT, 0);
        host->settled_bytes = ig_memory_read(host->context.memory).live_bytes;
    }
}
