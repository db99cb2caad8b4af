#include "query/vector/fold.h"

#include "query/support.h"

/* What rounding takes from the running sum is given back at the end. */
static void sums_of_doubles_are_compensated(void **state) {
    (void)state;
    const double values[] = {1e16, 1.0, 1.0, 1.0, -1e16, 0.5};
    ig_real_sum cell = {0};
    ig_real_sum_add(&cell, NULL, values, 6);
    assert_true(ig_real_sum_value(&cell) == 3.5);
    /* Also where the new value is the larger one. */
    const double rising[] = {1.0, 1e100, 1.0, -1e100};
    cell = (ig_real_sum){0};
    ig_real_sum_add(&cell, NULL, rising, 4);
    assert_true(ig_real_sum_value(&cell) == 2.0);
}

static void sums_past_the_range_of_doubles_are_infinite(void **state) {
    (void)state;
    const double values[] = {1e308, 1e308, 1.0};
    ig_real_sum cell = {0};
    ig_real_sum_add(&cell, NULL, values, 3);
    assert_true(isinf(ig_real_sum_value(&cell)));
}

/* With one group or with numbered ones, the same additions in the same order. */
static void one_group_and_numbered_groups_agree_to_the_bit(void **state) {
    (void)state;
    uint64_t r = 21;
    double values[500];
    uint32_t ids[500] = {0};
    for (size_t i = 0; i < 500; i++)
        values[i] = (double)random_int(&r) * 1e-3;
    ig_real_sum a = {0}, b = {0};
    ig_real_sum_add(&a, NULL, values, 500);
    ig_real_sum_add(&b, ids, values, 500);
    assert_memory_equal(&a, &b, sizeof a);
}

/* Later sums are added to earlier ones, with what both lost. */
static void merged_sums_keep_what_was_lost(void **state) {
    (void)state;
    const double early[] = {1e16, 1.0}, late[] = {-1e16, 1.0};
    ig_real_sum a[2] = {{0}}, b[2] = {{0}};
    ig_real_sum_add(&a[1], NULL, early, 2);
    ig_real_sum_add(&b[1], NULL, late, 2);
    ig_real_sum_merge(a, b, 2);
    assert_true(ig_real_sum_value(&a[0]) == 0.0);
    assert_true(ig_real_sum_value(&a[1]) == 2.0);
}

/* Where both parts are exact doubles, one division rounds correctly: a plain reference. */
static void means_of_decimals_are_correctly_rounded(void **state) {
    (void)state;
    uint64_t r = 23;
    for (size_t i = 0, rounds = test_rounds(20000); i < rounds; i++) {
        int64_t sum = random_int(&r) % (INT64_C(1) << 53);
        uint32_t count = 1 + (uint32_t)random_below(&r, 1u << 22);
        unsigned scale = (unsigned)random_below(&r, 10);
        double divisor = (double)count * (double)ig_pow10(scale); /* below 2^53 */
        assert_true(divisor >= 9007199254740992.0 ||
                    ig_decimal_mean(sum, count, scale) == (double)sum / divisor);
    }
    /* Sums past 64 bits keep every digit until the division. */
    ig_i128 big = (ig_i128)INT64_MAX * 4000000001;
    assert_true(ig_decimal_mean(big, 4000000001u, 0) == 9223372036854775807.0);
    assert_true(ig_decimal_mean(-big, 4000000001u, 9) == -9223372036.854775807);
    assert_true(ig_decimal_mean(0, 3, 2) == 0.0);
    /* 2^53 + 1 lies half way and rounds to even; a hair more rounds up. */
    assert_true(ig_decimal_mean((ig_i128)9007199254740993, 1, 0) == 9007199254740992.0);
    assert_true(ig_decimal_mean((ig_i128)9007199254740993 * 1000000 + 1, 1000000, 0) ==
                9007199254740994.0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sums_of_doubles_are_compensated),
        cmocka_unit_test(sums_past_the_range_of_doubles_are_infinite),
        cmocka_unit_test(one_group_and_numbered_groups_agree_to_the_bit),
        cmocka_unit_test(merged_sums_keep_what_was_lost),
        cmocka_unit_test(means_of_decimals_are_correctly_rounded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
