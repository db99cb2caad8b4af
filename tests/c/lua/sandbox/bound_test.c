/* Hostile scripts of each kind, within limits as a worker has them: each ends in time, and with words
   that say why. A timer stands for the supervisor's signal. */
#include "lua/sandbox/bound.h"

#include "lua/sandbox/box.h"

#include <signal.h>
#include <sys/time.h>

static ig_lua *watched;

static void end_now(lua_State *L, lua_Debug *frame) {
    (void)frame;
    ig_lua_misuse(L, "time limit");
}

/* Stays on, so that a script which catches it is caught again. */
static void on_timer(int number) {
    (void)number;
    lua_State *L = watched->current == NULL ? watched->main : watched->current;
    lua_sethook(L, end_now, LUA_MASKCALL | LUA_MASKRET | LUA_MASKCOUNT, 1);
}

static void set_timer(long milliseconds) {
    const struct timeval time = {.tv_sec = milliseconds / 1000,
                                 .tv_usec = milliseconds % 1000 * 1000};
    struct itimerval timer = {.it_value = time, .it_interval = time};
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = on_timer;
    action.sa_flags = SA_RESTART;
    assert_int_equal(sigaction(SIGVTALRM, &action, NULL), 0);
    assert_int_equal(setitimer(ITIMER_VIRTUAL, &timer, NULL), 0);
}

typedef struct attack {
    const char *words; /* any of these, by |; "ok": it ends without error */
    const char *script;
} attack;

static const attack attacks[] = {
    {"time limit", "while true do end"},
    {"time limit", "while true do pcall(function() while true do end end) end"},
    {"time limit", "while true do coroutine.wrap(function() local x = 1 end)() end"},
    {"time limit",
     "coroutine.wrap(function() coroutine.wrap(function() while true do end end)() end)()"},
    {"time limit", "local co = coroutine.create(function() local x <close> = setmetatable({}, "
                   "{__close = function() while true do end end}) coroutine.yield() end) "
                   "coroutine.resume(co) coroutine.close(co) while true do end"},
    {"time limit", "string.find(('a'):rep(50), ('a-'):rep(50) .. 'b')"},
    {"time limit", "while true do pcall(string.find, ('a'):rep(40), ('a*'):rep(40) .. 'b') end"},
    {"time limit", "string.find(('a'):rep(1 << 20), '().*%1')"},
    {"time limit", "string.find(('a'):rep(1 << 20), '.*%bxy')"},
    {"time limit", "while true do ('x'):rep(100):gsub('.', '%0%0') end"},
    {"time limit", "table.concat(setmetatable({}, {__index = function() return '' end}), '', 1, "
                   "math.maxinteger)"},
    {"time limit|invalid order",
     "while true do table.sort({3, 1, 2}, function() return true end) end"},
    {"time limit|too large", "table.move(setmetatable({}, {__index = rawlen}), 1, 1 << 60, 2)"},
    {"ok", "local t = {} for i = 1, 2000 do t[i] = i end "
           "pcall(table.sort, t, function() return math.random() < 0.5 end)"},
    {"memory limit", "local t = {} for i = 1, math.maxinteger do t[i] = i end"},
    {"memory limit", "local t = {} while true do local x = t t = function() return x end end"},
    {"memory limit", "local s = 'x' while true do s = s:rep(2) end"},
    {"memory limit", "local s = 'x' while true do s = s:gsub('.+', '%0%0') end"},
    {"memory limit", "local t = {} for i = 1, 1e9 do t[i] = ('%99d'):format(i) end"},
    {"memory limit",
     "coroutine.wrap(function() local t = {} while true do t[#t + 1] = {} end end)()"},
    {"too large", "return #string.rep('xxxxxxxx', math.maxinteger)"},
    {"stack overflow|memory limit", "return string.byte(('x'):rep(1 << 24), 1, -1)"},
    {"stack overflow|memory limit", "local function f() return 1 + f() end return f()"},
    {"stack overflow|memory limit",
     "local t = setmetatable({}, {__index = function(t, k) return t[k] end}) return t.x"},
    {"stack overflow", "local function f() return coroutine.wrap(f)() end f()"},
    {"stack overflow|memory limit|ok",
     "local function f(n) local x <close> = setmetatable({}, {__close = function() f(n + 1) end}) "
     "end f(1)"},
    {"ok", "local t = {} for i = 1, 1e4 do t[i] = coroutine.create(function() end) end"},
};

static bool holds_any(const char *text, const char *words) {
    char list[100];
    strncpy(list, words, sizeof list - 1);
    list[sizeof list - 1] = '\0';
    for (char *word = strtok(list, "|"); word != NULL; word = strtok(NULL, "|")) {
        if (strstr(text, word) != NULL) {
            return true;
        }
    }
    return false;
}

static void test_attacks(void **unused) {
    for (size_t i = 0; i < sizeof attacks / sizeof *attacks; i++) {
        box b;
        box_open(&b, 64 << 20);
        watched = &b.host;
        set_timer(strstr(attacks[i].words, "time limit") != NULL ? 500 : 20000);
        bool failed = box_fails(&b, attacks[i].script);
        set_timer(0);
        lua_sethook(b.L, NULL, 0, 0);
        const char *text = failed ? lua_tostring(b.L, -1) : "ok";
        if (!holds_any(text, attacks[i].words)) {
            fail_msg("%s\nended with: %s", attacks[i].script, text);
        }
        ig_memory_limit(b.host.context.memory, 0);
        box_close(&b);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_attacks)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
