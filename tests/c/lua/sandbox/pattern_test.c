/* The matcher against Lua's own on random patterns and subjects; and what takes too long, ends. */
#include "lua/sandbox/pattern.h"

#include "lua/sandbox/box.h"

#include <stdio.h>
#include <time.h>

/* A text of at most `most` bytes out of few different ones, so that much matches. */
static size_t draw_subject(uint64_t *state, char *text, size_t most) {
    static const char letters[] = "aaabbbcA1 2_.-()[]%^$\n\0\xe9";
    size_t n = random_below(state, most + 1);
    for (size_t i = 0; i < n; i++) {
        text[i] = letters[random_below(state, sizeof letters - 1)];
    }
    return n;
}

/* A pattern that is mostly well formed; pieces of items make the rest. */
static size_t draw_pattern(uint64_t *state, char *text, size_t most) {
    static const char *const pieces[] = {
        "a",     "b",      "c",     "A",    ".",     ".",      "%a",    "%d",     "%s",  "%w",
        "%p",    "%l",     "%u",    "%x",   "%c",    "%g",     "%S",    "%W",     "%z",  "%A",
        "[ab]",  "[^ab]",  "[a-c]", "[%d]", "[]]",   "[^]]",   "[a-]",  "[%a-z]", "[%]", "%b()",
        "%bab",  "%f[%w]", "%f[a]", "(",    ")",     "()",     "(.)",   "(a*)",   "%1",  "%2",
        "%0",    "*",      "+",     "-",    "?",     "^",      "$",     "%",      "[",   "]",
        "%.",    "%(",     "%%",    "a*",   "b+",    ".-",     ".*",    "a?",     "%b",  "%f",
        "(%a+)", "(%w-)",  "[^",    "[a",   "(a)%1", "%f[%z]", "[%w_]", " ",      "-",   "%-",
    };
    size_t n = 0;
    for (size_t left = 1 + random_below(state, 6); left > 0; left--) {
        const char *piece = pieces[random_below(state, sizeof pieces / sizeof *pieces)];
        size_t bytes = strlen(piece);
        if (random_below(state, 60) == 0) {
            piece = "\0";
            bytes = 1;
        }
        if (n + bytes > most) {
            break;
        }
        memcpy(text + n, piece, bytes);
        n += bytes;
    }
    return n;
}

/* What gsub calls: joins what it gets, or keeps the match, or gives a number. */
static int replace(lua_State *L) {
    size_t n;
    luaL_tolstring(L, 1, &n);
    switch (n % 4) {
    case 0: lua_pushboolean(L, 0); return 1;
    case 1: lua_pushinteger(L, lua_gettop(L)); return 1;
    case 2: return 0;
    default:
        lua_settop(L, lua_gettop(L) - 1);
        for (int i = 1; i <= lua_gettop(L); i++) {
            luaL_tolstring(L, i, NULL);
            lua_replace(L, i);
        }
        lua_concat(L, lua_gettop(L));
        return 1;
    }
}

static int collect_matches(lua_State *L) {
    int results = lua_gettop(L);
    for (int rounds = 0; rounds < 100; rounds++) {
        int before = lua_gettop(L);
        lua_pushvalue(L, results);
        lua_call(L, 0, LUA_MULTRET);
        if (lua_gettop(L) == before || lua_isnil(L, before + 1)) {
            break;
        }
        luaL_checkstack(L, 50, NULL);
    }
    return lua_gettop(L) - results;
}

/* gmatch, and all that it then gives. Upvalue 1: the function. */
static int all_matches(lua_State *L) {
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_insert(L, 1);
    lua_call(L, lua_gettop(L) - 1, 1);
    return collect_matches(L);
}

enum { FIND = 1, MATCH, GSUB, GMATCH, N_FUNCTIONS = GMATCH };

/* Puts ours at 1…4 and Lua's at 5…8 of the stack. */
static void push_functions(lua_State *L) {
    static const char *const names[] = {"find", "match", "gsub", "gmatch"};
    lua_settop(L, 0);
    for (int i = 0; i < 2; i++) {
        if (i == 0) {
            lua_getglobal(L, "string");
        } else {
            push_own(L, luaopen_string);
        }
        int library = lua_gettop(L);
        for (int k = 0; k < N_FUNCTIONS; k++) {
            lua_getfield(L, library, names[k]);
        }
        lua_pushcclosure(L, all_matches, 1);
        lua_remove(L, library);
    }
}

static void push_replacement(lua_State *L, uint64_t *state) {
    static const char *const texts[] = {"",
                                        "x",
                                        "%0",
                                        "%1",
                                        "<%1>",
                                        "%2",
                                        "%%",
                                        "%0%0",
                                        "%",
                                        "%x",
                                        "a%1b",
                                        "%9",
                                        "long enough to make a buffer grow %0 and %1"};
    switch (random_below(state, 8)) {
    case 0: lua_pushcfunction(L, replace); break;
    case 1:
        lua_newtable(L);
        lua_pushliteral(L, "<a>");
        lua_setfield(L, -2, "a");
        lua_pushboolean(L, 0);
        lua_setfield(L, -2, "b");
        lua_pushinteger(L, 7);
        lua_rawseti(L, -2, 2);
        break;
    case 2: lua_pushinteger(L, 12); break;
    case 3:
        if (random_below(state, 10) == 0) {
            lua_pushnil(L);
            break;
        } /* fall through */
    default: lua_pushstring(L, texts[random_below(state, sizeof texts / sizeof *texts)]);
    }
}

static void test_random(void **unused) {
    box b;
    box_open(&b, 0);
    push_functions(b.L);
    uint64_t state = 20251122;
    for (size_t round = test_rounds(60000); round > 0; round--) {
        char subject[40];
        char pattern[60];
        size_t n = draw_subject(&state, subject, sizeof subject);
        size_t m = draw_pattern(&state, pattern, sizeof pattern);
        int function = 1 + (int)random_below(&state, N_FUNCTIONS);
        lua_pushlstring(b.L, subject, n);
        lua_pushlstring(b.L, pattern, m);
        if (function == GSUB) {
            push_replacement(b.L, &state);
        }
        if (random_below(&state, 3) == 0) {
            lua_pushinteger(b.L, (lua_Integer)random_below(&state, 50) - 25);
        }
        if (function == FIND && random_below(&state, 9) == 0) {
            lua_settop(b.L, 2 * N_FUNCTIONS + 2);
            lua_pushinteger(b.L, 1);
            lua_pushboolean(b.L, 1);
        }
        char what[160];
        snprintf(what, sizeof what, "function %d of '%.*s' in '%.*s'", function, (int)m, pattern,
                 (int)n, subject);
        assert_same_call(b.L, function, function + N_FUNCTIONS, lua_gettop(b.L) - 2 * N_FUNCTIONS,
                         what);
    }
    box_close(&b);
}

/* Long ones, many choices, many captures, wrong arguments. */
static void test_edges(void **unused) {
    static const char *const calls[] = {
        "return ('a'):rep(300), ('a?'):rep(199)",
        "return ('a'):rep(300), ('a?'):rep(200)",
        "return ('a'):rep(300), ('a?'):rep(201)",
        "return ('a'):rep(300), ('a-'):rep(250)",
        "return ('a'):rep(300), ('a*'):rep(199)",
        "return ('a'):rep(300), ('()'):rep(32)",
        "return ('a'):rep(300), ('()'):rep(33)",
        "return ('a'):rep(300), ('('):rep(33)",
        "return ('a'):rep(300), ('(a)'):rep(32) .. '%1%9'",
        "return ('a'):rep(300), ('a'):rep(300) .. '$'",
        "return ('a\\0b'):rep(30), '%z(b)a'",
        "return ('a\\0b'):rep(30), '[\\0]b'",
        "return 'abc', '()a()b()%1'",
        "return 'x', '[a-%%]'",
        "return '%', '[%%]'",
        "return 'a', '%'",
        "return 'a', '[%'",
        "return 'a', '[%a'",
        "return 'a', '[^'",
        "return 'a', '%f'",
        "return 'a', '%fa'",
        "return 'a', '%bx'",
        "return 'a', ')'",
        "return 'a', 'a)'",
        "return 'a', '(()'",
        "return 'a', '%1'",
        "return 'a', '(%1)'",
        "return nil, 'a'",
        "return 'a'",
        "return 'a', 'a', {}",
        "return 12, 1",
        "return 'a', 'a', math.maxinteger",
        "return 'a', 'a', math.mininteger",
        "return 'a', '', 2",
        "return 'a', '', 3",
        "return 'a', '^a', 1, 'x'",
        "return '', '^', 'x', 10",
        "return 'abc', '', '-', 2",
        "return 'abc', '%w', '%0%0', 0",
        "return 'abc', '%w', '%0%0', -1",
        "return 'hello world', '%w+', rawlen",
        "return 'abc', '%w', {a = {}}",
        "return 'abc', '%w', {a = true}",
        "return 'abc', '%w', function() return {} end",
        "return 'abc', '%w', true",
        "return 'abc def', '(%w+)', '%1 %1', 1.5",
        "return ('abc def '):rep(1000), '(%w+) (%w+)', '%2 %1'",
        "return ('abc '):rep(1000), '%w+', function(w) return w:rep(40) end",
        "return 'abc', '', 'x', 2^53",
    };
    box b;
    box_open(&b, 0);
    push_functions(b.L);
    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++) {
        for (int function = 1; function <= N_FUNCTIONS; function++) {
            int top = lua_gettop(b.L);
            assert_int_equal(luaL_dostring(b.L, calls[i]), LUA_OK);
            assert_same_call(b.L, function, function + N_FUNCTIONS, lua_gettop(b.L) - top,
                             calls[i]);
        }
    }
    box_close(&b);
}

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* Each would take hours or for ever. */
static void test_budget(void **unused) {
    static const char *const scripts[] = {
        "string.find(('a'):rep(40), ('a*'):rep(40) .. 'b')",
        "string.find(('a'):rep(60), ('a?'):rep(60) .. 'b')",
        "string.match(('a'):rep(3e5), ('.-'):rep(190) .. 'b')",
        "string.find(('('):rep(1 << 21), '%b()')",
        "string.gsub(('a'):rep(1 << 20), 'a*b', '')",
        "string.gsub(('a'):rep(1 << 20), '.-b', '')",
        "string.find(('a'):rep(1 << 18), '.*.*b')",
        "string.match(('a'):rep(1 << 20), '(a*)%1b')",
        "string.find(('a'):rep(1 << 20), '[' .. ('b'):rep(1 << 20) .. ']')",
        "string.find(('a'):rep(1 << 20), '%f[' .. ('b'):rep(1 << 20) .. ']')",
        "for _ in string.gmatch(('a'):rep(1 << 20), 'a*b') do end",
    };
    box b;
    box_open(&b, 0);
    for (size_t i = 0; i < sizeof scripts / sizeof *scripts; i++) {
        double begun = now();
        assert_raises(&b, scripts[i],
                      "s:1: time limit: pattern too complex (given up after 100 million steps)");
        double seconds = now() - begun;
        print_message("%.2f s: %s\n", seconds, scripts[i]);
        assert_true(seconds < 10); /* far below 1 as built for use */
    }
    assert_runs(&b, "assert(#('a b'):rep(1 << 22):gsub('%s+', '') == 1 << 23)"); /* long is fine */
    assert_runs(&b, "assert(not ('a'):rep(1 << 24):find(('a'):rep(1 << 23) .. 'b', 1, true))");
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

/* A hook that waits is run from within a match, not after it. */
static void test_hook(void **unused) {
    box b;
    box_open(&b, 0);
    lua_register(b.L, "stop", set_stop);
    assert_raises(&b, "stop() string.find(('a'):rep(40), ('a*'):rep(40) .. 'b')",
                  "s:1: stopped in -1");
    box_close(&b);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_random),
        cmocka_unit_test(test_edges),
        cmocka_unit_test(test_budget),
        cmocka_unit_test(test_hook),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
