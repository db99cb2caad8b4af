#include "query/vector/moments.h"

#include "query/big.h"

enum { MOST = 12 };

/* Values of every size, some far from zero and close together, some equal. */
static size_t some_values(uint64_t *r, int64_t *values) {
    static const int64_t offsets[] = {0, 1000000000000000, INT64_MAX - 99, INT64_MIN + 99};
    size_t n = random_below(r, MOST + 1), kind = random_below(r, 8);
    int64_t offset = offsets[random_below(r, 4)];
    for (size_t i = 0; i < n; i++) {
        if (kind == 0)
            values[i] = offset;
        else if (kind < 5)
            values[i] = offset + ((int64_t)random_below(r, 199) - 99);
        else if (kind == 5)
            values[i] = random_below(r, 2) != 0 ? INT64_MAX : INT64_MIN;
        else
            values[i] = random_int(r);
    }
    return n;
}

/* Twice n² times the covariance, by the definition nobody would use: over all pairs of rows,
   Σ (a − a') (b − b'), what is positive and what is negative apart. */
static void all_pairs(const int64_t *a, const int64_t *b, size_t n, big *plus, big *minus) {
    *plus = *minus = big_of(0);
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < i; k++) {
            big product = big_multiply(big_distance(a[i], a[k]), big_distance(b[i], b[k]));
            big *to = (a[i] < a[k]) == (b[i] < b[k]) ? plus : minus;
            *to = big_add(*to, product);
        }
}

static void variances_are_rounded_once(void **state) {
    (void)state;
    uint64_t r = 81;
    for (size_t round = 0; round < test_rounds(4000); round++) {
        int64_t values[MOST];
        big plus, minus;
        size_t n = some_values(&r, values);
        unsigned scale = (unsigned)random_below(&r, 10);
        ig_moments moments = {0};
        ig_moments_add(&moments, NULL, values, n);
        double variance = ig_moments_variance(&moments, scale);
        assert_int_equal(isnan(variance), n < 2);
        if (n < 2)
            continue;
        all_pairs(values, values, n, &plus, &minus);
        big power = big_of((uint64_t)ig_pow10(2 * scale));
        assert_nearest(variance, plus, big_multiply(big_of(n * (n - 1)), power));
        assert_int_equal(big_compare(minus, big_of(0)), 0);
    }
}

static void correlations_are_nearest_to_the_true_ones(void **state) {
    (void)state;
    uint64_t r = 82;
    for (size_t round = 0; round < test_rounds(4000); round++) {
        int64_t xs[MOST] = {0}, ys[MOST] = {0};
        big plus, minus, none, xx, yy;
        size_t n = some_values(&r, xs), m = some_values(&r, ys);
        n = n < m ? n : m;
        ig_comoments sums = {0};
        ig_comoments_add(&sums, NULL, xs, ys, n);
        double correlation = ig_comoments_correlation(&sums);
        all_pairs(xs, xs, n, &xx, &none);
        all_pairs(ys, ys, n, &yy, &none);
        all_pairs(xs, ys, n, &plus, &minus);
        big bottom = big_multiply(xx, yy);
        assert_int_equal(isnan(correlation), big_compare(bottom, big_of(0)) == 0);
        if (isnan(correlation))
            continue;
        bool negative = big_compare(plus, minus) < 0;
        big top = negative ? big_subtract(minus, plus) : big_subtract(plus, minus);
        assert_true(negative ? correlation < 0 : correlation >= 0);
        assert_true(fabs(correlation) <= 1);
        assert_nearest_root(fabs(correlation), big_multiply(top, top), bottom);
    }
}

/* Exactly ±1 on a line, whatever its slope. */
static void lines_correlate_fully(void **state) {
    (void)state;
    uint64_t r = 83;
    for (size_t round = 0; round < test_rounds(500); round++) {
        int64_t xs[50], ys[50], slope = (int64_t)random_below(&r, 2000) - 1000;
        slope = slope == 0 ? 7 : slope;
        for (size_t i = 0; i < 50; i++) {
            xs[i] = random_int(&r) / 1024;
            ys[i] = xs[i] * slope - 12345;
        }
        ig_comoments sums = {0};
        ig_comoments_add(&sums, NULL, xs, ys, 50);
        assert_true(ig_comoments_correlation(&sums) == (slope > 0 ? 1.0 : -1.0));
    }
}

/* Cells filled apart and merged in any order hold what one holds, and numbered groups as well. */
static void cells_merge_without_a_trace(void **state) {
    (void)state;
    enum { N = 400, G = 5 };
    uint64_t r = 84;
    int64_t xs[N], ys[N];
    uint32_t ids[N];
    ig_comoments all[G] = {0}, parts[3][G] = {0};
    ig_moments single[G] = {0}, late[G] = {0};
    for (size_t i = 0; i < N; i++) {
        xs[i] = random_int(&r);
        ys[i] = random_int(&r);
        ids[i] = (uint32_t)random_below(&r, G);
    }
    ig_comoments_add(all, ids, xs, ys, N);
    ig_comoments_add(parts[0], ids, xs, ys, 30);
    ig_comoments_add(parts[1], ids + 30, xs + 30, ys + 30, 200);
    ig_comoments_add(parts[2], ids + 230, xs + 230, ys + 230, N - 230);
    ig_comoments_merge(parts[2], parts[0], G);
    ig_comoments_merge(parts[2], parts[1], G);
    ig_moments_add(single, ids, xs, 100);
    ig_moments_add(late, ids + 100, xs + 100, N - 100);
    ig_moments_merge(late, single, G);
    for (size_t g = 0; g < G; g++) {
        assert_true(ig_comoments_correlation(&parts[2][g]) == ig_comoments_correlation(&all[g]));
        assert_true(ig_moments_variance(&late[g], 3) == ig_moments_variance(&all[g].x, 3));
        assert_true(ig_moments_variance(&parts[2][g].y, 0) == ig_moments_variance(&all[g].y, 0));
        assert_int_equal(late[g].n, all[g].x.n);
    }
}

static ig_grid grid_of(const double *values, size_t n) {
    double least = values[0], greatest = values[0];
    for (size_t i = 1; i < n; i++) {
        least = fmin(least, values[i]);
        greatest = fmax(greatest, values[i]);
    }
    return ig_grid_between(least, greatest);
}

static double variance_of(const double *values, size_t n, double *deviation) {
    int64_t places[MOST];
    ig_moments moments = {0};
    ig_grid grid = grid_of(values, n);
    ig_grid_place(&grid, NULL, values, n, places);
    for (size_t i = 0; i < n; i++)
        assert_true(places[i] >= 0 && places[i] <= INT64_C(1) << 62);
    ig_moments_add(&moments, NULL, places, n);
    *deviation = ig_grid_deviation(&grid, &moments);
    return ig_grid_variance(&grid, &moments);
}

/* Whole numbers by a power of two, wherever it is, have the bits of the same decimals. */
static void exact_reals_have_the_bits_of_decimals(void **state) {
    (void)state;
    uint64_t r = 85;
    for (size_t round = 0; round < test_rounds(4000); round++) {
        int64_t ints[MOST];
        double reals[MOST], deviation;
        int power = (int)random_below(&r, 900) - 450;
        size_t n = 2 + random_below(&r, MOST - 1);
        int64_t offset = random_below(&r, 2) != 0 ? 1000000000000000 : 0;
        for (size_t i = 0; i < n; i++) {
            ints[i] = offset + (int64_t)(random_next(&r) >> (14 + random_below(&r, 50)));
            reals[i] = ldexp((double)ints[i], power);
        }
        ig_moments moments = {0};
        ig_moments_add(&moments, NULL, ints, n);
        double expected = ig_moments_variance(&moments, 0);
        assert_true(variance_of(reals, n, &deviation) == ldexp(expected, 2 * power));
        assert_true(deviation == ldexp(sqrt(expected), power));
    }
}

/* Any reals: against the definition in wider floats, for values of like and of unlike size. */
static void variances_of_reals_are_close(void **state) {
    (void)state;
    uint64_t r = 86;
    for (size_t round = 0; round < test_rounds(4000); round++) {
        double values[MOST], deviation;
        long double mean = 0, squares = 0;
        size_t n = 2 + random_below(&r, MOST - 1), range = random_below(&r, 100);
        for (size_t i = 0; i < n; i++) {
            double x = (double)random_next(&r) / 3e18 - 3;
            values[i] = ldexp(x, (int)random_below(&r, range + 1));
            mean += (long double)values[i] / (long double)n;
        }
        for (size_t i = 0; i < n; i++)
            squares += (values[i] - mean) * (values[i] - mean);
        long double expected = squares / (long double)(n - 1);
        double variance = variance_of(values, n, &deviation);
        assert_true(fabsl(variance - expected) <= 0x1p-50L * expected);
        assert_true(fabsl(deviation - sqrtl(expected)) <= 0x1p-51L * sqrtl(expected));
    }
}

static void hostile_reals_stay_in_range(void **state) {
    (void)state;
    double deviation;
    const double wide[] = {1e308, -1e308, 1.7e308, -1.7e308, 1e-320, 0};
    assert_true(isinf(variance_of(wide, 6, &deviation)));
    assert_true(fabs(deviation / 1e308 - 1.2473972903611) < 1e-12);
    const double two[] = {-1e308, 1e308};
    assert_true(isinf(variance_of(two, 2, &deviation)));
    assert_true(fabs(deviation / 1e308 - 1.4142135623730951) < 1e-15);
    const double close[] = {1e308, nextafter(1e308, 0)};
    assert_true(variance_of(close, 2, &deviation) > 0);
    assert_true(deviation == ldexp(sqrt(0.5), 971)); /* one step of doubles there is 2^971 */
    const double tiny[] = {0x1p-1074, 0x1p-1073, 0};
    assert_true(variance_of(tiny, 3, &deviation) == 0);
    assert_true(deviation == 0x1p-1074);
    const double mixed[] = {1e300, 1, -1};
    assert_true(isinf(variance_of(mixed, 3, &deviation)));
    assert_true(fabs(deviation / 1e300 - 0.57735026918962584) < 1e-15);
    const double same[] = {0.1, 0.1, 0.1, -0.0};
    assert_true(variance_of(same, 3, &deviation) == 0 && deviation == 0);
    assert_true(variance_of(same + 3, 1, &deviation) != 0); /* NaN */
    const double zeros[] = {0.0, -0.0};
    assert_true(variance_of(zeros, 2, &deviation) == 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(variances_are_rounded_once),
        cmocka_unit_test(correlations_are_nearest_to_the_true_ones),
        cmocka_unit_test(lines_correlate_fully),
        cmocka_unit_test(cells_merge_without_a_trace),
        cmocka_unit_test(exact_reals_have_the_bits_of_decimals),
        cmocka_unit_test(variances_of_reals_are_close),
        cmocka_unit_test(hostile_reals_stay_in_range),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
