/* A hold is a userdata of class "ingot.hold"; `resource` is NULL before it is filled and after. */
#include "lua/hold.h"

#include "lua/state.h"

#include <limits.h>
#include <stdint.h>
#include <string.h>

static int hold_gc(lua_State *L) {
    ig_lua_hold_drop(luaL_checkudata(L, 1, "ingot.hold"));
    return 0;
}

ig_lua_hold *ig_lua_hold_new(lua_State *L, void (*release)(void *resource)) {
    ig_lua_hold *hold = lua_newuserdatauv(L, sizeof *hold, 0);
    hold->resource = NULL;
    hold->release = release;
    if (luaL_newmetatable(L, "ingot.hold")) {
        lua_pushcfunction(L, hold_gc);
        lua_setfield(L, -2, "__gc");
    }
    lua_setmetatable(L, -2);
    return hold;
}

void *ig_lua_hold_take(ig_lua_hold *hold) {
    void *resource = hold->resource;
    hold->resource = NULL;
    return resource;
}

void ig_lua_hold_drop(ig_lua_hold *hold) {
    void *resource = ig_lua_hold_take(hold);
    if (resource != NULL) {
        hold->release(resource);
    }
}

void ig_lua_release_builder(void *builder) {
    ig_builder_free(builder);
}

void ig_lua_release_formula(void *formula) {
    ig_formula_release(formula);
}

void ig_lua_release_params(void *params) {
    ig_params_release(params);
}

void ig_lua_release_table(void *table) {
    ig_table_release(table);
}

static void release_buffer(void *buffer) {
    ig_buffer_reset(buffer);
    ig_free(buffer);
}

ig_buffer *ig_lua_buffer(lua_State *L, ig_lua_hold **hold) {
    ig_memory *memory = ig_lua_of(L)->context.memory;
    ig_error err;
    *hold = ig_lua_hold_new(L, release_buffer);
    ig_buffer *buffer = ig_alloc(memory, sizeof *buffer, &err);
    if (buffer == NULL) {
        ig_lua_raise(L, &err);
    }
    ig_buffer_init(buffer, memory);
    (*hold)->resource = buffer;
    return buffer;
}

void *ig_lua_scratch(lua_State *L, size_t n, size_t item_bytes) {
    if (item_bytes != 0 && n > (SIZE_MAX / 2) / item_bytes) {
        ig_lua_misuse(L, "out of memory: %d byte items refused", (int)item_bytes);
    }
    size_t size_bytes = n * item_bytes;
    void *scratch = lua_newuserdatauv(L, size_bytes, 0);
    if (size_bytes > 0) {
        memset(scratch, 0, size_bytes);
    }
    return scratch;
}

enum { HEAVY = 1 << 20 };

void ig_lua_weigh(lua_State *L, size_t size_bytes) {
    if (size_bytes >= HEAVY) {
        size_t kilobytes = size_bytes / 1024;
        lua_gc(L, LUA_GCSTEP, kilobytes > INT_MAX / 2048 ? INT_MAX / 2048 : (int)kilobytes);
    }
}
