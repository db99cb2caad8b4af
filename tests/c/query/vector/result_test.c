#include "query/vector/result.h"

#include "query/verbs.h"

/* As narrow as the values allow, missing where no value was counted. */
static void integers_are_narrowed(void **state) {
    (void)state;
    ig_error err;
    ig_context context = world_new(1);
    static const struct {
        ig_type type;
        int64_t most;
        unsigned width;
    } cases[] = {{IG_DECIMAL, 127, 1},       {IG_DECIMAL, 128, 2}, {IG_DECIMAL, 70000, 4},
                 {IG_DECIMAL, INT64_MAX, 8}, {IG_MONTH, 100, 2},   {IG_TEXT, 255, 1},
                 {IG_TEXT, 256, 2},          {IG_TEXT, 65536, 4}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        ig_likeness like = {.type = cases[i].type, .unit = "t"};
        const int64_t values[] = {cases[i].most, 0, 5};
        const uint32_t counts[] = {1, 3, 0};
        ig_column *column = ig_result_ints(context.memory, &like, values, counts, 3, &err);
        assert_int_equal(column->width, cases[i].width);
        assert_true(column->n_missing == 1 && !ig_column_present(column, 2));
        assert_true((cases[i].type == IG_TEXT ? ig_column_code(column, 0)
                                              : ig_column_int(column, 0)) == cases[i].most);
        assert_true(
            (cases[i].type == IG_TEXT ? ig_column_code(column, 2) : ig_column_int(column, 2)) == 0);
        assert_string_equal(column->unit, "t");
        ig_column_release(column);
    }
    world_free(context);
}

static void nothing_missing_needs_no_validity(void **state) {
    (void)state;
    ig_error err;
    ig_context context = world_new(1);
    ig_likeness bools = {.type = IG_BOOL}, reals = {.type = IG_REAL};
    const int64_t flags[] = {1, 0};
    const double numbers[] = {0.5, -2.0};
    const uint32_t counts[] = {1, 1};
    ig_column *a = ig_result_ints(context.memory, &bools, flags, counts, 2, &err);
    ig_column *b = ig_result_reals(context.memory, &reals, numbers, NULL, 2, &err);
    assert_true(a->validity == NULL && b->validity == NULL);
    assert_true(ig_column_bool(a, 0) && !ig_column_bool(a, 1));
    assert_true(ig_column_double(b, 0) == 0.5 && ig_column_double(b, 1) == -2.0);
    ig_column_release(a);
    ig_column_release(b);
    world_free(context);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(integers_are_narrowed),
        cmocka_unit_test(nothing_missing_needs_no_validity),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
