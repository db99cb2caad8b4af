/* What is in the closed state, what is not, and that no script spoils it for the library. */
#include "closed.h"

#define N(cases) (sizeof(cases) / sizeof *(cases))

static void only_what_is_named_is_there(void **state) {
    static const char script[] =
        "local names = {}\n"
        "for name in pairs(_G) do names[#names + 1] = name end\n"
        "print(table.concat(names, ' '))\n"
        "for _, library in ipairs { 'coroutine', 'math', 'string', 'table', 'utf8' } do\n"
        "  local of = {}\n"
        "  for name in pairs(_G[library]) do of[#of + 1] = name end\n"
        "  print(table.concat(of, ' '))\n"
        "end\n";
    box *b = box_open();
    assert_string_equal(box_run(b, script), "ok");
    assert_string_equal(b->printed,
                        "_G _VERSION assert collectgarbage coroutine debug dofile error "
                        "getmetatable io ipairs load "
                        "loadfile math next os package pairs pcall print rawequal rawget rawlen "
                        "rawset require select "
                        "setmetatable string table tonumber tostring type utf8 warn xpcall\n"
                        "close create isyieldable resume running status wrap yield\n"
                        "abs acos asin atan ceil cos deg exp floor fmod huge log max maxinteger "
                        "min mininteger modf "
                        "pi rad random randomseed sin sqrt tan tointeger type ult\n"
                        "byte char dump find format gmatch gsub len lower match pack packsize rep "
                        "reverse sub unpack "
                        "upper\n"
                        "concat insert move pack remove sort unpack\n"
                        "char charpattern codepoint codes len offset\n");
    box_close(b);
}

static void what_is_missing_says_so(void **state) {
    static const box_case cases[] = {
        {"os.execute 'id'", "s.lua:1: os.execute: not available in sandbox"},
        {"io.open('/tmp/x', 'w')", "s.lua:1: io.open: not available in sandbox"},
        {"debug.getregistry()", "s.lua:1: debug.getregistry: not available in sandbox"},
        {"package.path = '/tmp/?.lua'", "s.lua:1: package.path: not available in sandbox"},
        {"dofile 'x.lua'", "s.lua:1: dofile: not available in sandbox"},
        {"string.dump(print)", "s.lua:1: string.dump: not available in sandbox"},
        {"(''):dump()", "s.lua:1: string.dump: not available in sandbox"},
        {"require 'ingot.native'",
         "s.lua:1: module 'ingot.native': not for scripts: not available in sandbox"},
        {"require 'ingot.script.require'",
         "s.lua:1: module 'ingot.script.require': not for scripts: not available in sandbox"},
        {"require 'ingot.lazy'",
         "s.lua:1: module 'ingot.lazy': not for scripts: not available in sandbox"},
        {"require 'lpeg'", "s.lua:1: module 'lpeg': not for scripts: not available in sandbox"},
        {"collectgarbage 'stop'", "s.lua:1: collectgarbage 'stop': not available in sandbox"},
        {"setmetatable({}, { __gc = print })",
         "s.lua:1: setmetatable: '__gc': not available in sandbox"},
        {"load('\\27Lua')()", "s.lua:1: attempt to call a nil value"},
        {"error((select(2, load('\\27Lua'))))",
         "s.lua:1: attempt to load a binary chunk (mode is 't')"},
        {"error((select(2, load('\\27Lua', 'x', 'b'))))",
         "s.lua:1: attempt to load a binary chunk (mode is '')"},
    };
    box *b = box_open();
    box_check(b, cases, N(cases));
    box_close(b);
}

static void the_library_is_out_of_reach(void **state) {
    static const char spoil[] =
        "for _, library in pairs { string, table, math, coroutine, utf8 } do\n"
        "  for name in pairs(library) do library[name] = function() error 'poisoned' end end\n"
        "end\n"
        "assert(getmetatable '' == false)\n"
        "assert(not pcall(setmetatable, '', {}))\n"
        "assert(load 'return _G'() == _G)\n"
        "assert(load('return print', 'x', 't', { print = 1 })() == 1)\n"
        "local g = _G; for name in pairs(g) do g[name] = nil end\n";
    static const char control[] =
        "assert(('x'):rep(3) == 'xxx' and string.format('%d', 7) == '7')\n"
        "assert(table.concat({ 1, 2 }, ',') == '1,2' and math.floor(2.5) == 2)\n"
        "local t = { 3, 1, 2 }; table.sort(t); assert(t[1] == 1 and t[3] == 3)\n";
    box *b = box_open();
    assert_string_equal(box_run(b, spoil), "ok");
    assert_string_equal(box_run(b, control), "ok");
    assert_string_equal(box_run(b, "prnt()"),
                        "s.lua:1: undefined name 'prnt' (did you mean 'print'?)");
    box_close(b);
}

static void every_run_is_the_same(void **state) {
    static const char script[] = "local t = {}\n"
                                 "for i = 1, 3 do t[i] = math.random(1000) end\n"
                                 "print(t, print, {}, t, coroutine.create(print))\n"
                                 "print(table.unpack(t))\n";
    char first[sizeof(((box *)0)->printed)];
    box *b = box_open();
    assert_string_equal(box_run(b, script), "ok");
    snprintf(first, sizeof first, "%s", b->printed);
    assert_string_equal(box_run(b, "math.randomseed()"), "ok");
    box_close(b);
    b = box_open();
    assert_string_equal(box_run(b, script), "ok");
    assert_string_equal(b->printed, first);
    static const char objects[] = "table: 1\tfunction: 2\ttable: 3\ttable: 1\tthread: 4\n";
    assert_memory_equal(first, objects, sizeof objects - 1);
    box_close(b);
}

static void the_library_loads(void **state) {
    static const box_case cases[] = {
        {"local n = 0; for _ in pairs(require 'ingot') do n = n + 1 end; assert(n > 30)", "ok"},
        {"assert(require 'ingot.period' '2025-04' + 1 == require 'ingot.period' '2025-05')", "ok"},
        {"local ingot = require 'ingot'\n"
         "local t = ingot.table { month = { '2025-04' }, qty_kg = { 5 } }\n"
         "assert(t:where('qty_kg > 3'):collect():column('qty_kg')[1] == 5)",
         "ok"},
        {"require 'ingot.nothing'",
         "s.lua:1: module 'ingot.nothing': not for scripts: not available in sandbox"},
        {"require 'ingot../../../etc/passwd'",
         "s.lua:1: module 'ingot../../../etc/passwd': not for scripts: not available in sandbox"},
        {"require 'ingot'.raed()", "s.lua:1: ingot has no 'raed' (did you mean 'read'?)"},
    };
    box *b = box_open();
    box_check(b, cases, N(cases));
    box_close(b);
}

static void modules_of_users_are_text(void **state) {
    static const box_case cases[] = {
        {"local plain = require 'plain'; assert(plain == require 'plain')\n"
         "assert(plain.name == 'plain' and plain.globals == _G)",
         "ok"},
        {"require 'broken'",
         "tests/c/lua/sandbox/modules/broken.lua:2: unexpected symbol near <eof>"},
        {"require 'fails'", "fails while it is loaded"},
        {"require 'fails'", "fails while it is loaded"},
        {"require 'circle'",
         "tests/c/lua/sandbox/modules/circle.lua:1: require 'circle': it is being "
         "loaded: modules that need each other in a circle"},
        {"require 'nowhere'", "s.lua:1: module 'nowhere' not found:\n"
                              "    no file 'tests/c/lua/sandbox/modules/nowhere.lua'\n"
                              "    no file 'tests/c/lua/sandbox/modules/nowhere/init.lua'"},
        {"require '../x'", "s.lua:1: module '../x' not found"},
        {"require(1)", "s.lua:1: require: the name of a module expected, got number"},
    };
    box *b = box_open();
    box_check(b, cases, N(cases));
    box_close(b);
}

/* A warmed state has what it needs, and runs as one that was not. */
static void warming_loads(void **state) {
    ig_error err;
    box *b = box_open();
    assert_int_equal(ig_lua_box_warm(b->L, "ingot.article", &err), 0);
    assert_string_equal(box_run(b, "require 'ingot'.article { title = 'x' }"), "ok");
    assert_int_equal(ig_lua_box_warm(b->L, "ingot.nothing", &err), -1);
    assert_error(&err, IG_ERROR_INTERNAL, "module 'ingot.nothing' not found");
    box_close(b);
}

static int is_c(lua_State *L) {
    lua_pushboolean(L, lua_iscfunction(L, 1));
    return 1;
}

/* By a walk through everything: modules/reachable.lua. */
static void what_can_be_reached_is_named(void **state) {
    box *b = box_open();
    lua_register(b->L, "is_c", is_c);
    lua_getfield(b->L, LUA_REGISTRYINDEX, LUA_LOADED_TABLE);
    lua_setglobal(b->L, "loaded");
    static const box_case cases[] = {{"require 'reachable'", "ok"}};
    box_check(b, cases, 1);
    box_close(b);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_can_be_reached_is_named),
        cmocka_unit_test(only_what_is_named_is_there),
        cmocka_unit_test(what_is_missing_says_so),
        cmocka_unit_test(the_library_is_out_of_reach),
        cmocka_unit_test(every_run_is_the_same),
        cmocka_unit_test(the_library_loads),
        cmocka_unit_test(modules_of_users_are_text),
        cmocka_unit_test(warming_loads),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
