/* The other functions of strings: as Lua's, and what would be huge is refused before it is made. */
#include "lua/sandbox/strings.h"

#include "lua/sandbox/box.h"

static void test_as_in_lua(void **unused) {
    static const char *const calls[] = {
        "rep",      "return 'ab', 3",
        "rep",      "return 'ab', 3, ', '",
        "rep",      "return 'a', 5",
        "rep",      "return 'ab', 0",
        "rep",      "return 'ab', -1, 'x'",
        "rep",      "return '', 1e9",
        "rep",      "return 'ab', 1, 'x'",
        "rep",      "return 'ab'",
        "rep",      "return 'ab', 1.5",
        "rep",      "return {}, 2",
        "rep",      "return 'xxxxxxxx', math.maxinteger",
        "rep",      "return 'x', 1 << 62, 'yy'",
        "rep",      "return 12, 2, 3",
        "upper",    "return 'aBc\\0d\\xe9'",
        "lower",    "return 'aBc'",
        "reverse",  "return 'abc'",
        "sub",      "return 'abc', -2",
        "sub",      "return 'abc', 2, 2",
        "sub",      "return 'abc'",
        "sub",      "return 'abc', math.mininteger, math.maxinteger",
        "len",      "return 'a\\0b'",
        "byte",     "return 'abc', 1, -1",
        "char",     "return 65, 66",
        "char",     "return 256",
        "format",   "return '%d %5.2f %s %q %%', 12, 1.5, 'x', 'a\\n\"'",
        "format",   "return '%s %s %s', nil, true, 1.0",
        "format",   "return '%d'",
        "format",   "return '%d', 1.5",
        "format",   "return '%y', 1",
        "format",   "return '%'",
        "format",   "return '%100d', 1",
        "format",   "return '%.100f', 1",
        "format",   "return '%99.99f', 1e308",
        "format",   "return '%-5s|%5s|%.2s', 'ab', 'cd', 'xyz'",
        "format",   "return '%c%c', 72, 105",
        "format",   "return '%a %g %i %x %X %o', 0.5, 1e20, 3, 255, 255, 8",
        "format",   "return '%5d %-5d| %05d %+d', 1, 2, 3, 4",
        "format",   "return '%p', 1",
        "format",   "return '%5p|%p|%s', 1, nil, 2",
        "format",   "return ('%s'):rep(3), 1, 2",
        "format",   "return '%10q', 'x'",
        "format",   "return 'x\\0y%s', 'a\\0b'",
        "pack",     "return 'i4 z s1 d', 7, 'abc', 'de', 1.5",
        "pack",     "return 'c5', 'abc'",
        "pack",     "return 'c2', 'abc'",
        "pack",     "return '!8 b Xd d', 1, 2",
        "pack",     "return 'i17', 1",
        "pack",     "return 'y', 1",
        "pack",     "return 'b', 300",
        "packsize", "return 'i4 i8 !8 d'",
        "packsize", "return 's'",
        "unpack",   "return 'z i2', 'abc\\0\\1\\2'",
        "unpack",   "return 'i4', 'abc'",
        "unpack",   "return 'b', 'abc', 3",
    };
    box b;
    box_open(&b, 0);
    lua_getglobal(b.L, "string");
    push_own(b.L, luaopen_string);
    for (size_t i = 0; i + 1 < sizeof calls / sizeof *calls; i += 2) {
        lua_settop(b.L, 2);
        lua_getfield(b.L, 1, calls[i]);
        lua_getfield(b.L, 2, calls[i]);
        assert_int_equal(luaL_dostring(b.L, calls[i + 1]), LUA_OK);
        assert_same_call(b.L, 3, 4, lua_gettop(b.L) - 4, calls[i + 1]);
    }
    box_close(&b);
}

/* The library has every function of Lua's but dump, and no more. */
static void test_functions(void **unused) {
    box b;
    box_open(&b, 0);
    push_own(b.L, luaopen_string);
    lua_setglobal(b.L, "own");
    assert_runs(&b, "for name in pairs(own) do "
                    "assert((string[name] ~= nil) == (name ~= 'dump'), name) end "
                    "for name in pairs(string) do assert(own[name], name) end");
    box_close(&b);
}

static int name_value(lua_State *L) {
    lua_pushfstring(L, "%s: 7", luaL_typename(L, 1));
    return 1;
}

static void test_names(void **unused) {
    box b;
    box_open(&b, 0);
    ig_lua_box_strings(b.L, name_value);
    lua_setglobal(b.L, "string");
    assert_runs(&b, "local s = ('%s|%5d|%p|%%|%p|%-9s|%s'):format({}, 3, print, 'x', "
                    "coroutine.create(print), setmetatable({}, {__tostring = function() "
                    "return 'own' end})) "
                    "assert(s == 'table: 7|    3|7|%|(null)|thread: 7|own', s)");
    assert_runs(&b, "local s = ('%d\\0%p'):format(1, {}) assert(s == '1\\0' .. '7', s)");
    assert_runs(&b, "assert(('10') + 1 == 11 and -'2' == -2 and ('x'):rep(2) == 'xx')");
    assert_runs(&b, "assert(getmetatable('') == false)");
    box_close(&b);
}

static void test_room(void **unused) {
    static const char *const scripts[] = {
        "return ('x'):rep(1 << 30)",
        "return ('xy'):rep(1 << 24, ', ')",
        "local s = ('x'):rep(40 << 20) ",
        "local s = ('a'):rep(1 << 14) return (s:gsub('.+', ('%0'):rep(1 << 16)))",
        "local s = ('a'):rep(1 << 20) return (s:gsub('.', function() return s end))",
        "return #string.pack(('c2147483647'):rep(4), 'a', 'b', 'c', 'd')",
        "local s = ('x'):rep(1 << 24) return ('%s%s%s%s'):format(s, s, s, s)",
        "local s = ('\\n'):rep(1 << 24) return ('%q'):format(s)",
        "local s = ('x'):rep(1 << 24) return table.concat({s, s, s, s})",
        "local s = ('x'):rep(25 << 20) return s:upper()",
        "local s = ('x'):rep(25 << 20) return s:match('((.*))')",
        "local s = ('x'):rep(25 << 20) return s:find('((.*))')",
    };
    box b;
    box_open(&b, 64 << 20);
    for (size_t i = 0; i < sizeof scripts / sizeof *scripts; i++) {
        if (!box_fails(&b, scripts[i])) {
            fail_msg("raised nothing: %s", scripts[i]);
        }
        if (strstr(lua_tostring(b.L, -1), "s:1: memory limit: ") == NULL) {
            fail_msg("raised %s: %s", lua_tostring(b.L, -1), scripts[i]);
        }
    }
    assert_true(box_fails(&b, "return string.byte(('x'):rep(1 << 24), 1, -1)"));
    assert_string_equal(lua_tostring(b.L, -1), "s:1: stack overflow (string slice too long)");
    assert_runs(&b, "assert(#('x'):rep(20 << 20) == 20 << 20)"); /* what fits is made */
    box_close(&b);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_as_in_lua),
        cmocka_unit_test(test_functions),
        cmocka_unit_test(test_names),
        cmocka_unit_test(test_room),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
