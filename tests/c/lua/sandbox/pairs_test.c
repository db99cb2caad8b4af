/* The order of pairs, and loops that change what they go over. */
#include "closed.h"

static void keys_come_in_order(void **state) {
    static const char script[] =
        "local t = { 'a', 'b', z = 1, [10] = 1, [-1] = 1, [0.5] = 1, ['10'] = 1, ab = 1, a = 1,\n"
        "  [''] = 1, [math.huge] = 1, [-math.huge] = 1, [math.maxinteger] = 1, [2^63] = 1,\n"
        "  [true] = 1, [math.mininteger] = 1 }\n"
        "local keys = {}\n"
        "for key in pairs(t) do keys[#keys + 1] = tostring(key) end\n"
        "print(table.concat(keys, ' '))\n";
    box *b = box_open();
    assert_string_equal(box_run(b, script), "ok");
    assert_string_equal(b->printed, "-inf -9223372036854775808 -1 0.5 1 2 10 9223372036854775807 "
                                    "9.2233720368548e+18 inf  10 a ab z true\n");
    box_close(b);
}

static void loops_may_change_what_is_there(void **state) {
    static const box_case cases[] = {
        {"local t = { 1, 2, 3, x = 4 }; for k in pairs(t) do t[k] = nil end; assert(not next(t))",
         "ok"},
        {"local t = { a = 1, b = 2 }; for k, v in pairs(t) do t[k] = v + 1 end\n"
         "assert(t.a == 2 and t.b == 3)",
         "ok"},
        {"local t = { a = 1, b = 2, c = 3 }; local n = 0\n"
         "for k in pairs(t) do t.b, n = nil, n + 1 end; assert(n == 2)",
         "ok"},
        {"local t = { a = 1 }; for k in pairs(t) do for i = 1, 9 do t[i] = i end end", "ok"},
        {"for k, v in pairs(setmetatable({}, { __pairs = function(t)\n"
         "  return function(_, i) if i < 3 then return i + 1, i end end, t, 0 end })) do end",
         "ok"},
        {"for i = 0, 100 do local t, n = {}, 0; for k = 1, i do t[k] = k; t['k' .. k] = k end\n"
         "  for _ in pairs(t) do n = n + 1 end; assert(n == 2 * i) end",
         "ok"},
        {"pairs()", "s.lua:1: bad argument #1 to 'pairs' (value expected)"},
        {"pairs(1)", "s.lua:1: bad argument #1 to 'pairs' (table expected, got number)"},
    };
    box *b = box_open();
    box_check(b, cases, sizeof cases / sizeof *cases);
    box_close(b);
}

/* Every key once, numbers before texts, each ascending: over tables of random keys. */
static void random_tables_are_in_order(void **state) {
    static const char script[] =
        "for round = 1, 300 do\n"
        "  local t, n, seen, before = {}, 0, 0, nil\n"
        "  for i = 1, math.random(0, 60) do\n"
        "    local kind = math.random(3)\n"
        "    local key = kind == 1 and math.random(-50, 50) or kind == 2 and math.random() * 100\n"
        "      or string.char(math.random(0, 255), math.random(97, 99))\n"
        "    if t[key] == nil then n = n + 1; t[key] = i end\n"
        "  end\n"
        "  for key, value in pairs(t) do\n"
        "    assert(t[key] == value)\n"
        "    if before ~= nil and type(before) == type(key) then\n"
        "      assert(before < key)\n"
        "    else\n"
        "      assert(before == nil or type(key) == 'string')\n"
        "    end\n"
        "    before, seen = key, seen + 1\n"
        "  end\n"
        "  assert(seen == n)\n"
        "end\n";
    box *b = box_open();
    assert_string_equal(box_run(b, script), "ok");
    box_close(b);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys_come_in_order),
        cmocka_unit_test(loops_may_change_what_is_there),
        cmocka_unit_test(random_tables_are_in_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
