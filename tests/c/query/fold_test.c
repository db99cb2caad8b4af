#include "query/fold.h"

#include "query/support.h"

/* What rounding takes from the running sum is given back at the end. */
static void sums_of_doubles_are_compensated(void **state) {
    (void)state;
    const double values[] = {1e16, 1.0, 1.0, 1.0, -1e16, 0.5};
    ig_real_sum cell = {0};
    ig_fold_add(IG_FOLD_SUM_REAL, (ig_cells){&cell, NULL}, NULL, values, 6);
    assert_true(ig_real_sum_value(&cell) == 3.5);
    /* Also where the new value is the larger one. */
    const double rising[] = {1.0, 1e100, 1.0, -1e100};
    cell = (ig_real_sum){0};
    ig_fold_add(IG_FOLD_SUM_REAL, (ig_cells){&cell, NULL}, NULL, rising, 4);
    assert_true(ig_real_sum_value(&cell) == 2.0);
}

static void sums_past_the_range_of_doubles_are_infinite(void **state) {
    (void)state;
    const double values[] = {1e308, 1e308, 1.0};
    ig_real_sum cell = {0};
    ig_fold_add(IG_FOLD_SUM_REAL, (ig_cells){&cell, NULL}, NULL, values, 3);
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
    ig_fold_add(IG_FOLD_SUM_REAL, (ig_cells){&a, NULL}, NULL, values, 500);
    ig_fold_add(IG_FOLD_SUM_REAL, (ig_cells){&b, NULL}, ids, values, 500);
    assert_memory_equal(&a, &b, sizeof a);
}

/* Two sets of cells merge into what one would hold. */
static void merged_cells_equal_cells_of_all_rows(void **state) {
    (void)state;
    enum { N = 300, G = 7 };
    static const ig_fold folds[] = {IG_FOLD_SUM_NARROW, IG_FOLD_SUM_WIDE, IG_FOLD_LEAST,
                                    IG_FOLD_GREATEST,   IG_FOLD_FIRST,    IG_FOLD_LAST};
    uint64_t r = 22;
    for (size_t f = 0; f < sizeof folds / sizeof folds[0]; f++) {
        uint32_t ids[N], positions[N], counts[3][G] = {{0}};
        uint64_t values[N];
        _Alignas(16) char cells[3][16 * G];
        memset(cells, ig_fold_empty(folds[f]), sizeof cells);
        for (size_t i = 0; i < N; i++) {
            ids[i] = (uint32_t)random_below(&r, G);
            positions[i] = (uint32_t)i;
            values[i] = random_next(&r) >> 40;
        }
        bool picks = folds[f] == IG_FOLD_FIRST || folds[f] == IG_FOLD_LAST;
        const void *all = picks ? (const void *)positions : values;
        const void *rest = picks ? (const void *)(positions + 100) : values + 100;
        ig_fold_add(folds[f], (ig_cells){cells[0], counts[0]}, ids, all, N);
        ig_fold_add(folds[f], (ig_cells){cells[1], counts[1]}, ids, all, 100);
        ig_fold_add(folds[f], (ig_cells){cells[2], counts[2]}, ids + 100, rest, N - 100);
        ig_fold_merge(folds[f], (ig_cells){cells[1], counts[1]}, (ig_cells){cells[2], counts[2]}, 0,
                      G);
        assert_memory_equal(cells[0], cells[1], G * ig_fold_cell_bytes(folds[f]));
        assert_memory_equal(counts[0], counts[1], sizeof counts[0]);
    }
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
        cmocka_unit_test(merged_cells_equal_cells_of_all_rows),
        cmocka_unit_test(means_of_decimals_are_correctly_rounded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
