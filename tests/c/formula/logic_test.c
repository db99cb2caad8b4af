/* Three-valued logic, row by row and against constants, and what it keeps from harm. */
#include "fixture.h"

enum { F, T, M }; /* false, true, missing */

static void test_truth_tables(void **state) {
    static const int both[3][3] = {{F, F, F}, {F, T, M}, {F, M, M}};
    static const int either[3][3] = {{F, T, M}, {T, T, T}, {M, T, M}};
    static const char *const names[] = {"false", "true", "nil"};
    fixture f;
    fixture_open(&f);
    ig_error err = {0};
    ig_table *table = ig_table_new(f.memory, 9, &err);
    cell left[9], right[9];
    for (int i = 0; i < 9; i++) {
        left[i] = i / 3 == M ? (cell)MISSING : (cell){.integer = i / 3};
        right[i] = i % 3 == M ? (cell)MISSING : (cell){.integer = i % 3};
    }
    add_column(table, "a", NULL, IG_BOOL, 0, left);
    add_column(table, "b", NULL, IG_BOOL, 0, right);
    for (int op = 0; op < 2; op++) {
        const char *name = op ? "or" : "and";
        char text[64];
        (void)snprintf(text, sizeof text, "a %s b", name);
        ig_column *made = compute(&f, table, text, NULL, 9, &err);
        assert_non_null(made);
        for (int i = 0; i < 9; i++) {
            int want = op ? either[i / 3][i % 3] : both[i / 3][i % 3];
            assert_int_equal(ig_column_present(made, i), want != M);
            assert_int_equal(ig_column_bool(made, i), want == T);
        }
        ig_column_release(made);
        for (int k = 0; k < 3; k++) { /* a constant on the right */
            (void)snprintf(text, sizeof text, "a %s %s", name, names[k]);
            made = compute(&f, table, text, NULL, 9, &err);
            assert_non_null(made);
            for (int i = 0; i < 9; i++) {
                int want = op ? either[i / 3][k] : both[i / 3][k];
                assert_int_equal(ig_column_present(made, i), want != M);
                assert_int_equal(ig_column_bool(made, i), want == T);
            }
            ig_column_release(made);
        }
    }
    ig_table_release(table);
    fixture_close(&f);
}

/* What a false condition excludes, or a choice passes over, is no error of the row. */
static void test_overflow_that_nobody_sees_is_no_error(void **state) {
    static const char *const cases[][2] = {
        {"if_else(qty_kg < 0, qty_kg * 100000000000000000, 0)",
         "formula: row 1 overflows 64 bits\n"
         "  if_else(qty_kg < 0, qty_kg * 100000000000000000, 0)\n"
         "                             ^"},
        {"if_else(qty_kg == 0, qty_kg * 100000000000000000, 1)", "decimal: 1 1 ! 1 0"},
        {"qty_kg == 0 and qty_kg * 100000000000000000 > 3", "bool: false false ! false false"},
        {"qty_kg ~= 0 or qty_kg * 100000000000000000 > 3", "bool: true true ! true false"},
        {"not (qty_kg * 100000000000000000 > 3)", "formula: row 1 overflows 64 bits\n"
                                                  "  not (qty_kg * 100000000000000000 > 3)\n"
                                                  "              ^"},
        {"is_missing(qty_kg * 100000000000000000)", "formula: row 1 overflows 64 bits\n"
                                                    "  is_missing(qty_kg * 100000000000000000)\n"
                                                    "                    ^"},
        {"coalesce(1, qty_kg * 100000000000000000)", "decimal: 1 1 1 1 1"},
        /* missing beside overflow is missing */
        {"qty_kg * 100000000000000000 + nil", "decimal: ~ ~ ! ~ ~"},
    };
    fixture f;
    fixture_open(&f);
    CHECK_LINES(&f, cases);
    fixture_close(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_truth_tables),
        cmocka_unit_test(test_overflow_that_nobody_sees_is_no_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
