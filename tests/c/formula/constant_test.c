/* Constants: what a formula without columns is worth. */
#include "fixture.h"

static ig_value constant(fixture *f, const char *text) {
    ig_error err;
    ig_value value;
    ig_formula *formula = parse(f, text);
    if (ig_expression_constant(f->memory, formula, f->params, &value, &err) != 0)
        fail_msg("%s", err.text);
    ig_formula_release(formula);
    return value;
}

static void test_numbers(void **state) {
    fixture f;
    fixture_open(&f);
    ig_error err;
    const ig_value years = {.type = IG_DECIMAL, .integer = 3};
    f.params = ig_params_new(f.memory, &err);
    assert_int_equal(ig_params_set(f.params, "years", false, &years, 1, &err), 0);
    ig_value value = constant(&f, "12 * $years");
    assert_int_equal(value.type, IG_DECIMAL);
    assert_int_equal(value.integer, 36);
    assert_int_equal(value.scale, 0);
    assert_false(value.missing);
    value = constant(&f, "-0.25");
    assert_int_equal(value.integer, -25);
    assert_int_equal(value.scale, 2);
    value = constant(&f, "1 / 4e0");
    assert_int_equal(value.type, IG_REAL);
    assert_true(value.real == 0.25);
    assert_int_equal(constant(&f, "'x'").type, IG_TEXT);
    assert_true(constant(&f, "nil").missing);
    fixture_close(&f);
}

static void test_refusals(void **state) {
    fixture f;
    fixture_open(&f);
    ig_error err;
    ig_value value;
    ig_formula *formula = parse(&f, "12 * $years");
    assert_int_equal(ig_expression_constant(f.memory, formula, NULL, &value, &err), -1);
    assert_string_equal(err.text, "formula: $years has no value\n"
                                  "  12 * $years\n"
                                  "       ^");
    ig_formula_release(formula);
    formula = parse(&f, "9223372036854775807 + 1");
    assert_int_equal(ig_expression_constant(f.memory, formula, NULL, &value, &err), -1);
    assert_string_equal(err.text, "formula: '9223372036854775807 + 1' overflows 64 bits\n"
                                  "  9223372036854775807 + 1\n"
                                  "                      ^");
    ig_formula_release(formula);
    fixture_close(&f);
}

static void test_every_failure_frees(void **state) {
    ig_memory *memory = ig_memory_new();
    for (uint64_t nth = 1;; nth++) {
        ig_error err = {0};
        ig_value value;
        ig_formula *formula = ig_formula_parse(memory, "1 + 2 * 3", 9, &err);
        assert_non_null(formula);
        ig_memory_fail_at(memory, nth);
        int failed = ig_expression_constant(memory, formula, NULL, &value, &err);
        ig_memory_fail_at(memory, 0);
        ig_formula_release(formula);
        assert_int_equal(ig_memory_read(memory).live_blocks, 0);
        if (failed == 0) {
            assert_int_equal(value.integer, 7);
            assert_true(nth > 5);
            break;
        }
        assert_int_equal(err.kind, IG_ERROR_LIMIT);
    }
    ig_memory_free(memory);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_numbers),
        cmocka_unit_test(test_refusals),
        cmocka_unit_test(test_every_failure_frees),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
