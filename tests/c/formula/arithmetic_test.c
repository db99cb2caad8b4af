/* Decimals at the ends of 64 bits: exact up to the last unit, an error one beyond it. */
#include "fixture.h"

static ig_table *extremes(fixture *f) {
    ig_error err;
    static const cell a[] = {{.integer = INT64_MAX},
                             {.integer = INT64_MIN},
                             {.integer = 3037000499},
                             MISSING,
                             {.integer = 1}};
    static const cell b[] = {
        {.integer = 0}, {.integer = 0}, {.integer = 3037000500}, MISSING, {.integer = -1}};
    ig_table *table = ig_table_new(f->memory, 5, &err);
    assert_non_null(table);
    add_column(table, "a", NULL, IG_DECIMAL, 0, a);
    add_column(table, "b", NULL, IG_DECIMAL, 0, b);
    return table;
}

static void test_the_last_unit(void **state) {
    static const char *const cases[][2] = {
        {"a + b", "decimal: 9223372036854775807 -9223372036854775808 6074000999 ~ 0"},
        {"a - b", "decimal: 9223372036854775807 -9223372036854775808 -1 ~ 2"},
        {"a * b", "decimal: 0 0 9223372033963249500 ~ -1"},
        {"b - a", "formula: row 2 overflows 64 bits\n"
                  "  b - a\n"
                  "    ^"},
        {"-a", "formula: row 2 overflows 64 bits\n"
               "  -a\n"
               "  ^"},
        {"abs(a)", "formula: row 2 overflows 64 bits\n"
                   "  abs(a)\n"
                   "  ^"},
        {"a + 1", "formula: row 1 overflows 64 bits\n"
                  "  a + 1\n"
                  "    ^"},
        {"a - 1", "formula: row 2 overflows 64 bits\n"
                  "  a - 1\n"
                  "    ^"},
        {"-1 * a", "formula: row 2 overflows 64 bits\n"
                   "  -1 * a\n"
                   "     ^"},
        {"a + 0.5 > 0", "formula: row 1 overflows 64 bits\n"
                        "  a + 0.5 > 0\n"
                        "  ^"}, /* at one place more, a itself does not fit */
        {"a % -1", "decimal: 0 0 0 ~ 0"},
        {"a / 1000 >= 9223372036854775.807", "bool: true false false ~ false"},
        {"round(a, -9)", "formula: row 1 overflows 64 bits\n"
                         "  round(a, -9)\n"
                         "  ^"},
        {"round(a / 1000000000)", "decimal: 9223372037 -9223372037 3 ~ 0"},
        /* the first row of several, and the first operation that fails in it */
        {"(a + 1) * (b + 1) - a * 4", "formula: row 1 overflows 64 bits\n"
                                      "  (a + 1) * (b + 1) - a * 4\n"
                                      "     ^"},
    };
    fixture f;
    fixture_open(&f);
    ig_table_release(f.table);
    f.table = extremes(&f);
    CHECK_LINES(&f, cases);
    fixture_close(&f);
}

/* The formula is right and the data are not what it was written for; constants are the formula's. */
static void test_a_row_that_overflows_is_an_error_of_the_data(void **state) {
    static const struct {
        const char *formula;
        ig_error_kind kind;
    } cases[] = {{"a + 1", IG_ERROR_DATA},
                 {"9223372036854775807 + 1", IG_ERROR_USAGE},
                 {"a + 9223372036854775807 * 2", IG_ERROR_USAGE}};
    fixture f;
    fixture_open(&f);
    ig_table_release(f.table);
    f.table = extremes(&f);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        ig_error err = {0};
        assert_null(compute(&f, f.table, cases[i].formula, NULL, f.table->n_rows, &err));
        assert_int_equal(err.kind, cases[i].kind);
    }
    fixture_close(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_last_unit),
        cmocka_unit_test(test_a_row_that_overflows_is_an_error_of_the_data),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
