/* The table library: as Lua's own on random calls; tables that lie, and comparators that do, end. */
#include "lua/sandbox/tables.h"

#include "lua/sandbox/box.h"

#include <stdio.h>

/* Pushes a new table of n items: numbers and texts. */
static void push_items(lua_State *L, uint64_t *state, size_t n) {
    lua_createtable(L, (int)n, 0);
    for (size_t i = 1; i <= n; i++) {
        if (random_below(state, 3) == 0) {
            lua_pushfstring(L, "t%d", (int)random_below(state, 9));
        } else {
            lua_pushinteger(L, (lua_Integer)random_below(state, 9));
        }
        lua_rawseti(L, -2, (lua_Integer)i);
    }
}

/* Calls function `name` of the library at upvalue 1 with the arguments; gives the items of the first
   argument afterwards, joined, and the results. */
static int call_and_show(lua_State *L) {
    int n = lua_gettop(L);
    lua_pushvalue(L, lua_upvalueindex(1));
    for (int i = 1; i <= n; i++) {
        if (i == 1) { /* its own copy of the table */
            lua_newtable(L);
            for (lua_Integer k = 1; lua_rawgeti(L, 1, k) != LUA_TNIL; k++) {
                lua_rawseti(L, -2, k);
            }
            lua_pop(L, 1);
            lua_pushvalue(L, -1);
            lua_replace(L, 1);
        } else {
            lua_pushvalue(L, i);
        }
    }
    lua_call(L, n, LUA_MULTRET);
    for (int i = n + 1; i <= lua_gettop(L); i++) {
        if (lua_rawequal(L, 1, i)) {
            lua_pushliteral(L, "the table itself");
            lua_replace(L, i);
        }
    }
    int before = lua_gettop(L);
    luaL_checkstack(L, 40, NULL);
    for (lua_Integer k = -3; k <= 30; k++) {
        lua_rawgeti(L, 1, k);
    }
    return lua_gettop(L) - before + before - n;
}

enum { INSERT = 1, REMOVE, MOVE, CONCAT, UNPACK, N_FUNCTIONS = UNPACK };

static void push_functions(lua_State *L) {
    static const char *const names[] = {"insert", "remove", "move", "concat", "unpack"};
    lua_settop(L, 0);
    for (int i = 0; i < 2; i++) {
        if (i == 0) {
            lua_getglobal(L, "table");
        } else {
            push_own(L, luaopen_table);
        }
        int library = lua_gettop(L);
        for (int k = 0; k < N_FUNCTIONS; k++) {
            lua_getfield(L, library, names[k]);
            lua_pushcclosure(L, call_and_show, 1);
        }
        lua_remove(L, library);
    }
}

static void test_random(void **unused) {
    box b;
    box_open(&b, 0);
    push_functions(b.L);
    uint64_t state = 20251123;
    for (size_t round = test_rounds(20000); round > 0; round--) {
        int function = 1 + (int)random_below(&state, N_FUNCTIONS);
        push_items(b.L, &state, random_below(&state, 12));
        if (function == CONCAT) {
            lua_pushliteral(b.L, ", ");
        }
        for (size_t n = random_below(&state, 4); n > 0; n--) {
            lua_pushinteger(b.L, (lua_Integer)random_below(&state, 15) - 2);
        }
        char what[40];
        snprintf(what, sizeof what, "function %d", function);
        assert_same_call(b.L, function, function + N_FUNCTIONS, lua_gettop(b.L) - 2 * N_FUNCTIONS,
                         what);
    }
    box_close(&b);
}

static void test_errors(void **unused) {
    static const char *const calls[] = {
        "return",
        "return 1",
        "return 'text', 2",
        "return {}, 'x'",
        "return {}, 1, 2, 3, 4",
        "return {1, 2}, 4",
        "return {1, 2}, 0",
        "return {1, 2}, -1, 5",
        "return {1, 2}, 4, 5",
        "return {1, {}, 3}, ''",
        "return {1, true}, '', 1, 2",
        "return {}, 1, math.maxinteger, 2",
        "return {}, math.mininteger, math.maxinteger, 2",
        "return {}, 1, 2, math.maxinteger",
        "return {}, 1, 2, 3, 4",
        "return {}, 1, 1e8",
        "return {}, 1.5, 2, 3",
        "return {}, 2, 1, math.maxinteger",
        "return {}, '1', '2', '3'",
    };
    box b;
    box_open(&b, 0);
    lua_getglobal(b.L, "table");
    push_own(b.L, luaopen_table);
    static const char *const names[] = {"insert", "remove", "move",   "concat",
                                        "unpack", "pack",   "insert", "sort"};
    for (size_t k = 0; k < sizeof names / sizeof *names; k++) {
        lua_settop(b.L, 2);
        lua_getfield(b.L, 1, names[k]);
        lua_getfield(b.L, 2, names[k]);
        for (size_t i = 0; i < sizeof calls / sizeof *calls; i++) {
            if (strcmp(names[k], "pack") == 0) {
                continue; /* a new table each time */
            }
            assert_int_equal(luaL_dostring(b.L, calls[i]), LUA_OK);
            assert_same_call(b.L, 3, 4, lua_gettop(b.L) - 4, calls[i]);
        }
    }
    box_close(&b);
}

static void test_sort(void **unused) {
    box b;
    box_open(&b, 0);
    assert_runs(&b, "local t = {3, 1, 2} table.sort(t) assert(table.concat(t, ' ') == '1 2 3')");
    assert_runs(&b, "local t = {} table.sort(t) table.sort({1}, nil)");
    assert_runs(&b, "for n = 2, 300 do local t = {} "
                    "for i = 1, n do t[i] = {k = i * 7919 % 13, i = i} end "
                    "table.sort(t, function(a, b) return a.k < b.k end) "
                    "for i = 2, n do local a, b = t[i - 1], t[i] "
                    "assert(a.k < b.k or a.k == b.k and a.i < b.i) end end"); /* stable */
    assert_runs(&b, "local t = {} for i = 1, 1e5 do t[i] = i * 7919 % 100003 end "
                    "table.sort(t, function(a, b) return a > b end) "
                    "for i = 2, #t do assert(t[i - 1] > t[i]) end");
    assert_runs(&b, "local t = {} for i = 1, 5000 do t[i] = i end "
                    "table.sort(t, function() return math.random() < 0.5 end) "
                    "table.sort(t, function() return true end) table.sort(t) "
                    "for i = 1, 5000 do assert(t[i] == i) end"); /* nothing gets lost */
    assert_runs(&b, "local t = setmetatable({}, {__len = function() return 3 end, "
                    "__index = function(_, i) return 9 - i end}) table.sort(t) "
                    "assert(rawget(t, 1) == 6 and rawget(t, 3) == 8)");
    assert_raises(&b, "table.sort({1, 'x'})", "attempt to compare string with number");
    assert_raises(&b,
                  "local t = {2, 1} pcall(table.sort, t, function() error('no') end) "
                  "error(table.concat(t, ' '), 0)",
                  "2 1");
    assert_raises(
        &b, "local co = coroutine.wrap(function() table.sort({1, 2}, coroutine.yield) end) co()",
        "s:1: attempt to yield across a C-call boundary");
    box_close(&b);
}

/* Each would go on for hours, or take terabytes. */
static void test_lies(void **unused) {
    box b;
    box_open(&b, 64 << 20);
    assert_runs(&b, "function fake(n) return setmetatable({}, {__len = function() return n end, "
                    "__index = function() return 1 end, __newindex = function() end}) end");
    assert_raises(&b, "table.insert(fake(1 << 60), 1, 'x')",
                  "s:1: table too large: 1152921504606846976 items to move");
    assert_raises(&b, "table.remove(fake(1 << 60), 1)",
                  "s:1: table too large: 1152921504606846975 items to move");
    assert_raises(&b, "table.move(fake(1 << 60), 1, 1 << 59, 2)",
                  "s:1: table too large: 576460752303423488 items to move");
    assert_raises(&b, "table.sort(fake((1 << 31) - 1))",
                  "s:1: bad argument #1 to 'sort' (array too big)");
    assert_raises(&b, "table.sort(fake((1 << 31) - 2))",
                  "s:1: bad argument #1 to 'sort' (table too large)");
    assert_true(box_fails(&b, "table.sort(fake(1 << 25))"));
    assert_non_null(strstr(lua_tostring(b.L, -1), "memory limit: "));
    assert_true(box_fails(&b, "table.concat(fake(1 << 60), ('x'):rep(1000))"));
    assert_non_null(strstr(lua_tostring(b.L, -1), "memory limit: "));
    assert_raises(&b, "table.unpack(fake(1 << 30))", "s:1: too many results to unpack");
    box_close(&b);
}

static void stop_now(lua_State *L, lua_Debug *frame) {
    lua_sethook(L, NULL, 0, 0);
    luaL_error(L, "stopped in %d", frame->currentline);
}

static int set_stop(lua_State *L) {
    lua_sethook(L, stop_now, LUA_MASKCOUNT, 1 << 30); /* the next instruction is far */
    return 0;
}

/* A loop that stays in C looks for the hook that waits. */
static void test_hook(void **unused) {
    static const char *const calls[] = {
        "table.insert(t, 1, 1)",           "table.remove(t, 1)",
        "table.move(t, 1, 1e5, 2)",        "table.sort(t)",
        "table.concat(t, '', 1, 1 << 60)",
    };
    box b;
    box_open(&b, 0);
    lua_register(b.L, "stop", set_stop);
    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++) {
        char script[200];
        snprintf(script, sizeof script, "t = {} for i = 1, 1e5 do t[i] = '' end stop() %s",
                 calls[i]);
        assert_raises(&b, script, "s:1: stopped in -1");
    }
    box_close(&b);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_random), cmocka_unit_test(test_errors), cmocka_unit_test(test_sort),
        cmocka_unit_test(test_lies),   cmocka_unit_test(test_hook),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
