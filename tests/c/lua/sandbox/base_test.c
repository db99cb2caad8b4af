/* load, print, tostring, setmetatable and the rest, where they are ours. */
#include "closed.h"

static void chunks_are_texts(void **state) {
    static const box_case cases[] = {
        {"x = 1; assert(load 'return x'() == 1)", "ok"},
        {"assert(load('return x', 'c', 't', { x = 2 })() == 2)", "ok"},
        {"local parts = { 'return ', '7' }; local i = 0\n"
         "assert(load(function() i = i + 1; return parts[i] end)() == 7)",
         "ok"},
        {"assert(load(function() return {} end))",
         "s.lua:1: s.lua:1: reader function must return a string"},
        {"assert(load(function() error('mine', 0) end))", "s.lua:1: mine"},
        {"assert(load(('x'):rep(17 << 20)))",
         "s.lua:1: memory limit: a chunk may have 16 MB at most"},
        {"local piece = (' '):rep(1 << 20); assert(load(function() return piece end))",
         "s.lua:1: memory limit: a chunk may have 16 MB at most"},
        {"load(1)", "s.lua:1: bad argument #1 to 'load' (function expected, got number)"},
        {"assert(load('x =', '@y.lua'))", "s.lua:1: y.lua:1: unexpected symbol near <eof>"},
        {"local f, m = load('return ' .. ('('):rep(300)); error(m:match 'C stack overflow', 0)",
         "C stack overflow"},
    };
    box *b = box_open();
    box_check(b, cases, sizeof cases / sizeof *cases);
    box_close(b);
}

static void texts_are_as_lua_has_them(void **state) {
    static const box_case cases[] = {
        {"assert(tostring(nil) == 'nil' and tostring(-0.0) == '-0.0' and tostring(1) == '1')",
         "ok"},
        {"assert(tostring(setmetatable({}, { __name = 'thing' })) == 'thing: 1')", "ok"},
        {"assert(tostring(setmetatable({}, { __tostring = function() return 'it' end })) == 'it')",
         "ok"},
        {"tostring(setmetatable({}, { __tostring = function() return 1 end }))",
         "s.lua:1: '__tostring' must return a string"},
        {"tostring()", "s.lua:1: bad argument #1 to 'tostring' (value expected)"},
        {"local t = setmetatable({}, {}); getmetatable(t).__tostring = function(s)\n"
         "return tostring(s) end; local _, e = pcall(tostring, t); error(e:match 'C stack "
         "overflow')",
         "s.lua:2: C stack overflow"},
    };
    box *b = box_open();
    box_check(b, cases, sizeof cases / sizeof *cases);
    assert_string_equal(box_run(b, "print(); print('a', 1, nil, 'b\\0c')"), "ok");
    assert_memory_equal(b->printed, "\na\t1\tnil\tb\0c\n", 13);
    box_close(b);
}

static void metatables_hold_no_finalizers(void **state) {
    static const box_case cases[] = {
        {"local t = setmetatable({}, { __index = { a = 1 } }); assert(t.a == 1)", "ok"},
        {"assert(getmetatable(setmetatable({}, nil)) == nil)", "ok"},
        {"setmetatable({}, { __gc = false })",
         "s.lua:1: setmetatable: '__gc': not available in sandbox"},
        {"local m = {}; setmetatable({}, m); m.__gc = error; collectgarbage()", "ok"},
        {"setmetatable(setmetatable({}, { __metatable = 1 }), {})",
         "s.lua:1: cannot change a protected metatable"},
        {"setmetatable({})",
         "s.lua:1: bad argument #2 to 'setmetatable' (nil or table expected, got no value)"},
        {"setmetatable()",
         "s.lua:1: bad argument #1 to 'setmetatable' (table expected, got no value)"},
        {"getmetatable()", "s.lua:1: bad argument #1 to 'getmetatable' (value expected)"},
        {"local m = {}; local t = setmetatable({}, m); assert(getmetatable(t) == m)\n"
         "setmetatable(t, nil); setmetatable(t, m); assert(getmetatable(t) == m)",
         "ok"},
        {"assert(getmetatable(_G) == 'a class of ingot')", "ok"},
        {"setmetatable(_G, nil)", "s.lua:1: cannot change a protected metatable"},
        {"setmetatable(os, {})", "s.lua:1: cannot change a protected metatable"},
        {"assert(collectgarbage 'count' > 0 and collectgarbage() == 0)", "ok"},
        {"warn('@on'); warn('a', 'b')", "ok"},
    };
    box *b = box_open();
    box_check(b, cases, sizeof cases / sizeof *cases);
    box_close(b);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(chunks_are_texts),
        cmocka_unit_test(texts_are_as_lua_has_them),
        cmocka_unit_test(metatables_hold_no_finalizers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
