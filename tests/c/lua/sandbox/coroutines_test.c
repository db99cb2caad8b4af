/* Coroutines: as Lua's, but what nests without end is noticed, and the host knows which one runs. */
#include "lua/sandbox/coroutines.h"

#include "lua/sandbox/box.h"

static void test_as_in_lua(void **unused) {
    box b;
    box_open(&b, 0);
    assert_runs(&b, "local co = coroutine.create(function(a, b) local c = coroutine.yield(a + b) "
                    "local d, e = coroutine.yield(c * 2) return d, e, 'end' end) "
                    "local function same(...) return table.concat({...}, ' ') end "
                    "assert(coroutine.status(co) == 'suspended') "
                    "assert(select(2, coroutine.resume(co, 1, 2)) == 3) "
                    "assert(select(2, coroutine.resume(co, 5)) == 10) "
                    "local ok, d, e, f = coroutine.resume(co, 'd', 'e') "
                    "assert(ok and same(d, e, f) == 'd e end') "
                    "assert(coroutine.status(co) == 'dead') "
                    "local ok, why = coroutine.resume(co) "
                    "assert(not ok and why == 'cannot resume dead coroutine')");
    assert_runs(&b, "local main, is_main = coroutine.running() assert(is_main) "
                    "assert(not coroutine.isyieldable()) "
                    "local co co = coroutine.create(function() "
                    "assert(coroutine.running() == co and coroutine.isyieldable()) "
                    "assert(coroutine.status(co) == 'running') "
                    "assert(coroutine.status(main) == 'normal') "
                    "local ok, why = coroutine.resume(co) "
                    "assert(why == 'cannot resume non-suspended coroutine') "
                    "ok, why = coroutine.resume(main) "
                    "assert(why == 'cannot resume non-suspended coroutine') "
                    "ok, why = pcall(coroutine.close, main) "
                    "assert(why == 'cannot close a normal coroutine') "
                    "ok, why = pcall(coroutine.close, co) "
                    "assert(why == 'cannot close a running coroutine') end) "
                    "assert(coroutine.resume(co))");
    assert_runs(&b, "local gen = coroutine.wrap(function(...) for i = 1, select('#', ...) do "
                    "coroutine.yield(i, (select(i, ...))) end end) "
                    "local i, x = gen('a', 'b') assert(i == 1 and x == 'a') "
                    "i, x = gen() assert(i == 2 and x == 'b')");
    box_close(&b);
}

static void test_errors(void **unused) {
    box b;
    box_open(&b, 0);
    assert_raises(&b, "coroutine.wrap(function() error('oh') end)()", "s:1: s:1: oh");
    assert_runs(&b, "local e = {} local ok, got = pcall(coroutine.wrap(function() error(e) end)) "
                    "assert(not ok and got == e)");
    assert_runs(&b, "local f = coroutine.wrap(function() end) f() "
                    "local ok, why = pcall(f) assert(why == 'cannot resume dead coroutine', why)");
    assert_raises(&b, "coroutine.create(1)",
                  "s:1: bad argument #1 to 'create' (function expected, got number)");
    assert_raises(&b, "coroutine.resume(1)",
                  "s:1: bad argument #1 to 'resume' (coroutine expected, got number)");
    assert_raises(&b, "coroutine.yield()", "attempt to yield from outside a coroutine");
    assert_runs(&b, "local ok, why = coroutine.resume(coroutine.create(table.unpack), {}, 1, 9e5) "
                    "local co = coroutine.create(function() return table.unpack({}, 1, 6e5) end) "
                    "assert(not ok or select('#', coroutine.resume(co)) > 0)");
    box_close(&b);
}

static void test_close(void **unused) {
    box b;
    box_open(&b, 0);
    assert_runs(&b,
                "local log = '' "
                "local function closing(n, raise) return setmetatable({}, {__close = "
                "function(_, e) log = log .. n .. tostring(e) .. ' ' if raise then error(raise, 0) "
                "end end}) end "
                "local co = coroutine.create(function() local a <close> = closing('a') "
                "local b <close> = closing('b', 'oh') coroutine.yield() end) "
                "coroutine.resume(co) local ok, why = coroutine.close(co) "
                "assert(not ok and why == 'oh' and log == 'bnil aoh ', log) "
                "assert(coroutine.status(co) == 'dead') assert(coroutine.close(co)) "
                "log = '' local f = coroutine.wrap(function() local a <close> = closing('a') "
                "local b <close> = closing('b', 'second') error('first', 0) end) "
                "ok, why = pcall(f) assert(why == 'second', why) "
                "assert(log == 'bfirst asecond ', log)");
    assert_runs(&b,
                "local co = coroutine.create(function() error('x', 0) end) coroutine.resume(co) "
                "local ok, why = coroutine.close(co) assert(not ok and why == 'x')");
    box_close(&b);
}

/* Deep nesting of every kind ends with an error, not with the process. */
static void test_depth(void **unused) {
    static const char *const scripts[] = {
        "local function f() return coroutine.wrap(f)() end f()",
        "local function f() local ok, e = coroutine.resume(coroutine.create(f)) error(e, 0) end "
        "f()",
        "local function f() return (('x'):gsub('x', f)) end f()",
        "local function f() table.sort({2, 1}, f) end f()",
        /* threads that close each other */
        "local prev = false for i = 1, 20000 do local p = prev prev = coroutine.create(function() "
        "local x <close> = setmetatable({}, {__close = function() if p then "
        "local ok, e = coroutine.close(p) if not ok then error(e, 0) end end end}) "
        "coroutine.yield() end) coroutine.resume(prev) end "
        "local ok, e = coroutine.close(prev) error(e, 0)",
        /* and use much of the stack on the way */
        "local prev = false for i = 1, 2000 do local p = prev prev = coroutine.create(function() "
        "local x <close> = setmetatable({}, {__close = function() if p then "
        "local function deep(n) if n == 0 then local ok, e = coroutine.close(p) "
        "if not ok then error(e, 0) end else local _ = ('x'):gsub('x', function() deep(n - 1) end) "
        "end end "
        "deep(150) end end}) coroutine.yield() end) coroutine.resume(prev) end "
        "local ok, e = coroutine.close(prev) error(e, 0)",
        /* by errors in wrapped ones */
        "local function chain(n) local f = coroutine.wrap(function() local x <close> = "
        "setmetatable({}, {__close = function() chain(n + 1) end}) error('e', 0) end) f() end "
        "chain(1)",
    };
    box b;
    for (size_t i = 0; i < sizeof scripts / sizeof *scripts; i++) {
        box_open(&b, 256 << 20);
        if (!box_fails(&b, scripts[i])) {
            fail_msg("raised nothing: %s", scripts[i]);
        }
        const char *text = lua_tostring(b.L, -1);
        if (strstr(text, "stack overflow") == NULL && strstr(text, "error in error") == NULL) {
            fail_msg("raised %s: %s", text, scripts[i]);
        }
        box_close(&b);
    }
}

static int is_current(lua_State *L) {
    lua_pushboolean(L, ig_lua_of(L)->current == L);
    return 1;
}

static void stop_now(lua_State *L, lua_Debug *frame) {
    (void)frame;
    lua_sethook(L, NULL, 0, 0);
    luaL_error(L, "stopped");
}

/* As a signal's handler does it, whatever thread runs. */
static int signal_now(lua_State *L) {
    ig_lua *host = ig_lua_of(L);
    lua_State *at = host->current == NULL ? host->main : host->current;
    lua_sethook(at, stop_now, LUA_MASKCOUNT, 1);
    return 0;
}

static void test_current(void **unused) {
    box b;
    box_open(&b, 0);
    lua_register(b.L, "is_current", is_current);
    lua_register(b.L, "signal", signal_now);
    assert_runs(&b, "local co = coroutine.create(function() assert(is_current()) "
                    "coroutine.wrap(function() assert(is_current()) end)() assert(is_current()) "
                    "pcall(coroutine.wrap(function() error('x') end)) assert(is_current()) "
                    "local x <close> = setmetatable({}, {__close = function() "
                    "assert(is_current()) end}) coroutine.yield() end) "
                    "assert(coroutine.resume(co)) assert(coroutine.close(co))");
    assert_null(b.host.current);
    assert_raises(&b, "signal() while true do end", "stopped");
    assert_raises(&b, "coroutine.wrap(function() signal() while true do end end)()",
                  "s:1: stopped");
    /* the signal comes while a coroutine is left, or before one is entered */
    assert_raises(&b, "coroutine.wrap(signal)() while true do end", "stopped");
    assert_null(b.host.current);
    box_close(&b);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_as_in_lua), cmocka_unit_test(test_errors),
        cmocka_unit_test(test_close),     cmocka_unit_test(test_depth),
        cmocka_unit_test(test_current),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
