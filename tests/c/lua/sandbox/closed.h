/* A closed state and what came of a script in it. */
#ifndef INGOT_TESTS_CLOSED_H
#define INGOT_TESTS_CLOSED_H

#include "lua/sandbox/sandbox.h"
#include "lua/work.h"

#include "base/harness.h"
#include "ingot_version.h"

typedef struct box {
    ig_lua host;
    lua_State *L;
    char printed[4096]; /* what the scripts printed */
} box;

/* Runs a script as the program does: with strict globals of its own. */
static const char driver[] =
    "local text, name, folder = ...\n"
    "local environment = require 'ingot.strict'.environment()\n"
    "environment.require = require 'ingot.script.require'.new(environment,\n"
    "  function() return { folder } end)\n"
    "local chunk, message = load(text, '@' .. name, 't', environment)\n"
    "if not chunk then return message end\n"
    "local worked, value = pcall(chunk)\n"
    "if worked then return 'ok' end\n"
    "local told, said = pcall(tostring, value)\n"
    "return told and said or 'an error without a text'\n";

static int keep_printed(void *to, int stream, const char *text, size_t bytes, ig_error *err) {
    (void)err;
    char *printed = to;
    size_t before = strlen(printed);
    assert_int_equal(stream, 1);
    assert_true(before + bytes < sizeof(((box *)0)->printed));
    memcpy(printed + before, text, bytes);
    printed[before + bytes] = '\0';
    return 0;
}

static inline box *box_open(void) {
    ig_error err;
    box *b = calloc(1, sizeof *b);
    assert_non_null(b);
    b->host.share = INGOT_SOURCE_DIR;
    b->host.context.memory = ig_memory_new();
    b->host.context.pool = ig_pool_new(b->host.context.memory, 1, &err);
    b->host.say = keep_printed;
    b->host.say_to = b->printed;
    b->L = ig_lua_box_new(&b->host, &err);
    if (b->L == NULL) {
        fail_msg("%s", err.text);
    }
    return b;
}

static inline void box_close(box *b) {
    lua_close(b->L);
    ig_pool_free(b->host.context.pool);
    assert_int_equal(ig_memory_read(b->host.context.memory).live_blocks, 0);
    ig_memory_free(b->host.context.memory);
    free(b);
}

/* "ok", or what was raised; lasts until the next call. */
static inline const char *box_run(box *b, const char *script) {
    b->printed[0] = '\0';
    lua_settop(b->L, 0);
    assert_int_equal(luaL_loadbufferx(b->L, driver, sizeof driver - 1, "=driver", "t"), LUA_OK);
    lua_pushstring(b->L, script);
    lua_pushliteral(b->L, "s.lua");
    lua_pushliteral(b->L, "tests/c/lua/sandbox/modules");
    if (lua_pcall(b->L, 3, 1, 0) != LUA_OK) {
        fail_msg("the driver failed: %s", lua_tostring(b->L, -1));
    }
    return lua_tostring(b->L, -1);
}

/* A script and how it ends. */
typedef struct box_case {
    const char *script, *end;
} box_case;

static inline void box_check(box *b, const box_case *cases, size_t n) {
    for (size_t i = 0; i < n; i++) {
        const char *end = box_run(b, cases[i].script);
        if (strcmp(end, cases[i].end) != 0) {
            fail_msg("%s\n  ends with: %s\n  expected: %s", cases[i].script, end, cases[i].end);
        }
    }
}

#endif
