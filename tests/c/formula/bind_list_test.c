/* Membership: lists in the formula and lists as parameters, of every type. */
#include "fixture.h"

#include <stdlib.h>

static void test_lists(void **state) {
    static const char *const cases[][2] = {
        {"partner in {'Mexico', 'Perú', 'Nowhere'}", "bool: true false true true ~"},
        {"partner not in {'Mexico', 'Perú'}", "bool: false true false false ~"},
        {"not (partner in {'Mexico',})", "bool: false true false true ~"},
        {"qty_kg in {1400, -100, 1400}", "bool: true true ! false false"},
        {"qty_kg in {0.5, 1400.00, 9e18}", "bool: false true ! false false"},
        {"qty_kg in {-100, 9000000000000000000}", "bool: true false ! false false"},
        {"value_usd in {7.77, -3.05, 7}", "bool: false true false true false"},
        {"value_usd in {7.771}", "bool: false false false false false"},
        {"ratio in {0, -2.25}", "bool: false true false ~ true"},
        {"month in {'2024-01', '2025-12'}", "bool: true false false ~ true"},
        {"flag in {true}", "bool: true false ~ true false"},
        {"flag in {false, true}", "bool: true true ~ true true"},
        {"'a' in {'a', 'b'}", "bool: true true true true true"},
        /* an empty list holds nothing; a missing value is in no list that could be told */
        {"partner in {}", "bool: false false false false ~"},
        {"qty_kg not in {}", "bool: true true ! true true"},
        {"nil in {1}", "bool: ~ ~ ~ ~ ~"},
        /* a missing item may be anything */
        {"partner in {'Mexico', nil}", "bool: true ~ true ~ ~"},
        {"qty_kg not in {1400, nil}", "bool: ~ false ! ~ ~"},
        {"qty_kg in {nil}", "bool: ~ ~ ! ~ ~"},
        {"partner in {'Mexico'} and qty_kg > 0", "bool: false false ! false false"},
    };
    fixture f;
    fixture_open(&f);
    CHECK_LINES(&f, cases);
    fixture_close(&f);
}

static void test_parameters(void **state) {
    static const char *const cases[][2] = {
        {"partner in $names", "bool: true true true false ~"},
        {"month in $months", "bool: false true false ~ false"},
        {"qty_kg in $numbers", "bool: true false ! false true"},
        {"partner in $one", "bool: false true false false ~"},
        {"partner in {'Perú', $one}", "bool: false true false true ~"},
        {"qty_kg in {-$hundred}", "bool: true false ! false false"},
        {"partner in $none", "bool: false false false false ~"},
        {"partner in $numbers", "formula: unlike types: 'partner' is text, $numbers holds decimal\n"
                                "  partner in $numbers\n"
                                "             ^"},
        {"month in $names", "formula: 'China' is no month\n"
                            "  month in $names\n"
                            "           ^"},
        {"partner in {$names}", "formula: $names is a list inside of a list\n"
                                "  partner in {$names}\n"
                                "              ^"},
        {"partner in {'x', -$one}", "formula: '-' wants a number, $one is text\n"
                                    "  partner in {'x', -$one}\n"
                                    "                   ^"},
        {"partner in {'Perú', 7}", "formula: unlike types: 'partner' is text, 7 is decimal\n"
                                   "  partner in {'Perú', 7}\n"
                                   "                      ^"},
        {"partner in $missing", "formula: $missing has no value\n"
                                "  partner in $missing\n"
                                "             ^"},
    };
    fixture f;
    fixture_open(&f);
    ig_value names[] = {text_value("China"), text_value("Mexico"), {.type = IG_REAL, .real = 1}};
    ig_value month = text_value("2024/2"), hundred = int_value(100, 0);
    ig_value numbers[] = {int_value(-1000, 1), int_value(0, 0), {.type = IG_REAL, .real = 1e18}};
    set_param(&f, "names", true, names, 2);
    set_param(&f, "months", true, &month, 1);
    set_param(&f, "numbers", true, numbers, 3);
    set_param(&f, "one", false, names, 1);
    set_param(&f, "hundred", false, &hundred, 1);
    set_param(&f, "none", true, names, 0);
    CHECK_LINES(&f, cases);
    fixture_close(&f);
}

/* Lists of integers are tables or sorted arrays, by how far apart the items lie: both against a
   loop. */
static void test_long_lists_agree_with_a_loop(void **state) {
    static const int64_t spreads[] = {3, 100, 1 << 15, 1 << 17, INT64_C(1) << 40};
    fixture f;
    fixture_open(&f);
    srand(7);
    for (size_t s = 0; s < sizeof spreads / sizeof spreads[0]; s++) {
        ig_error err = {0};
        cell cells[300];
        ig_value items[200];
        ig_table *table = ig_table_new(f.memory, 300, &err);
        assert_non_null(table);
        for (int i = 0; i < 300; i++)
            cells[i] = (cell){.integer = ((int64_t)rand() * rand()) % spreads[s] - spreads[s] / 2};
        for (int i = 0; i < 200; i++)
            items[i] = int_value(i % 2 ? cells[i].integer : cells[i].integer + 1, 0);
        add_column(table, "x", NULL, IG_DECIMAL, 0, cells);
        set_param(&f, "items", true, items, 200);
        ig_column *found = compute(&f, table, "x in $items", NULL, 300, &err);
        assert_non_null(found);
        for (int i = 0; i < 300; i++) {
            bool there = false;
            for (int k = 0; k < 200; k++)
                there = there || items[k].integer == cells[i].integer;
            assert_int_equal(ig_column_bool(found, i), there);
        }
        ig_column_release(found);
        ig_table_release(table);
    }
    fixture_close(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lists),
        cmocka_unit_test(test_parameters),
        cmocka_unit_test(test_long_lists_agree_with_a_loop),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
