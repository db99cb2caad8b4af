/* Code of functions with many constants, which Lua 5.4.4 compiles wrongly: as of ones with few. */
#include "closed.h"

/* Functions of 300 constants, and of few, that have the same table in `x`. */
#define PRELUDE                                                                                    \
    "local list = {} for i = 1, 300 do list[i] = i .. '.1' end\n"                                  \
    "local many = 'local x = {' .. table.concat(list, ',') .. '}; '\n"                             \
    "local few = 'local x = {} for i = 1, 300 do x[i] = i + 0.1 end '\n"                           \
    "local function same(text)\n"                                                                  \
    "  local function value(before) return (assert(load(before .. text))()) end\n"                 \
    "  local wanted, got = value(few), value(many)\n"                                              \
    "  assert(wanted == got, text .. ': ' .. tostring(got))\n"                                     \
    "  got = assert(load('return (function() ' .. many .. text .. ' end)()'))()\n"                 \
    "  assert(wanted == got, 'within: ' .. text .. ': ' .. tostring(got))\n"                       \
    "end\n"

static void numbers_on_the_left_are_loaded(void **state) {
    static const box_case cases[] = {
        {PRELUDE
         "for _, op in ipairs { '~', '|', '&' } do\n"
         "for _, left in ipairs { '1', '70000', '0x7fffffffffffffff', '-3', '2.0' } do\n"
         "for _, right in ipairs { '2 or 3', 'x and 3', 'x[0] or #x', 'x and 2 and 4 or 8',\n"
         "  'x[0] and 2 or 4', '(x and 9)', 'x[0] or math.floor(9)', '2 == 3 and 5 or 6',\n"
         "  'x[0] or 5 | (x and 4 or 2)', 'not x and 1 or 2' } do\n"
         "same(('return %s %s (%s)'):format(left, op, right)) end end end",
         "ok"},
        {PRELUDE
         "same 'return (1 | (x and 2 or 4)) ~ (8 | (x[0] or 16))'\n"
         "same 'local K <const> = 5; return K ~ (x and 3)'\n"
         "same 'local a, b = 1, 2; for i = 1, 3 do a = 1 ~ (i > 1 and b or a) end return a'",
         "ok"},
        {PRELUDE "same 'local k, m = 7, 8; if m then k = 5 end return k ~ m'\n"
                 "same 'local m, k = 8, 7; if not m then k = 5 end return k ~ m'\n"
                 "same 'return (x[0] and 2 or 4) | 8'\n"
                 "same 'return (x and 2 or 4) | 8'",
         "ok"},
    };
    box *b = box_open();
    box_check(b, cases, sizeof cases / sizeof *cases);
    box_close(b);
}

/* Expressions at random; what one raises, the other raises too. */
static void expressions_are_the_same(void **state) {
    static const char script[] = PRELUDE
        "local atoms = { '1', '2', '70000', '1234567890123', 'a', 'b', 'k', 'f(5)', '#x', '(k)', "
        "'-3',\n"
        "  'K' }\n"
        "local conditions = { 'a', 'c', 'd', 'f(c)', 'a == 1', 'b < 1', 'not c', '3 < k' }\n"
        "local operators = { '&', '|', '~', '+', '-', '*', '<<', '>>', '~', '|', '&', '//' }\n"
        "local function one(of) return of[math.random(#of)] end\n"
        "local function any(n)\n"
        "  local which = n <= 0 and 0 or math.random(10)\n"
        "  if which == 0 then return one(atoms)\n"
        "  elseif which <= 5 then return '(' .. any(n - 2) .. one(operators) .. any(n - 1) .. ')'\n"
        "  elseif which <= 7 then return ('(%s and %s or %s)'):format(one(conditions), any(n - "
        "1),\n"
        "    any(n - 2))\n"
        "  elseif which == 8 then return '(' .. any(n - 1) .. ' or ' .. any(n - 2) .. ')'\n"
        "  elseif which == 9 then return 'f(' .. any(n - 1) .. ')' end\n"
        "  return '(' .. any(n - 1) .. ' and ' .. any(n - 1) .. ')'\n"
        "end\n"
        "for _ = 1, 1500 do\n"
        "  local text = 'local a, b, c, d, k = 1, 2, false, nil, 7; local K <const> = 5\\n'\n"
        "    .. 'local function f(v) return v end if ' .. one(conditions) .. ' then k = 11 "
        "end\\n'\n"
        "    .. 'local z = k ~ b; return z + (1 | ' .. any(4) .. ')'\n"
        "  if pcall(load(few .. text)) then same(text) end\n"
        "end\n";
    box *b = box_open();
    assert_string_equal(box_run(b, script), "ok");
    box_close(b);
}

static void other_code_stays(void **state) {
    static const box_case cases[] = {
        {"local t = {} for i = 1, 70000 do t[i] = '[' .. i .. ']=' .. i .. ',' end\n"
         "local f = assert(load('return {' .. table.concat(t) .. '}')); assert(f()[70000] == "
         "70000)",
         "ok"},
        {"local t = {} for i = 1, 300 do t[i] = i .. '.5,' end\n"
         "local text = 'local x = {' .. table.concat(t) .. '}\\ny = 1 | (x and "
         "2)\\nerror(tostring(y))'\n"
         "local environment = { error = error, tostring = tostring }\n"
         "local _, e = pcall(load(text, '@z.lua', 't', environment))\n"
         "assert(e == 'z.lua:3: 3' and environment.y == 3, e)",
         "ok"},
    };
    box *b = box_open();
    box_check(b, cases, sizeof cases / sizeof *cases);
    box_close(b);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_on_the_left_are_loaded),
        cmocka_unit_test(expressions_are_the_same),
        cmocka_unit_test(other_code_stays),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
