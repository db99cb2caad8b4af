#include "query/measure/quantile.h"

#include "query/big.h"
#include "query/support.h"
#include "table/stats.h"

static int compare_orders(const void *a, const void *b) {
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return x < y ? -1 : x > y;
}

static void places_are_exact(void **state) {
    (void)state;
    static const struct {
        ig_share p;
        size_t n, at;
        double beyond;
    } cases[] = {
        {{0, 1}, 7, 0, 0},       {{1, 1}, 7, 6, 0},
        {{5, 10}, 7, 3, 0},      {{5, 10}, 8, 3, 0.5},
        {{9, 10}, 11, 9, 0},     {{29, 100}, 101, 29, 0},
        {{7, 10}, 1, 0, 0},      {{1, 1000000000}, 2, 0, 1e-9},
        {{25, 100}, 6, 1, 0.25}, {{999999999, 1000000000}, 4294967295, 4294967289, 0.705032706},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        ig_share beyond;
        assert_int_equal(ig_quantile_place(cases[i].p, cases[i].n, &beyond), cases[i].at);
        assert_true((double)beyond.part / (double)beyond.whole == cases[i].beyond);
    }
    ig_share beyond, third = ig_share_real(1.0 / 3.0);
    assert_int_equal(ig_quantile_place(third, 4, &beyond), 0); /* the double is below 1/3 */
    assert_int_equal(ig_quantile_place(ig_share_real(1), 4, &beyond), 3);
    assert_int_equal(beyond.part, 0);
}

/* Between neighbours of any size, at any place: the nearest double. */
static void values_between_decimals_are_rounded_once(void **state) {
    (void)state;
    uint64_t r = 92;
    for (size_t round = 0; round < test_rounds(4000); round++) {
        unsigned scale = (unsigned)random_below(&r, 10), places = (unsigned)random_below(&r, 10);
        int64_t low = random_int(&r), high = random_int(&r);
        if (low > high || random_below(&r, 8) == 0)
            low = high;
        uint64_t whole = random_below(&r, 4) == 0 ? UINT64_C(1) << 62 : (uint64_t)ig_pow10(places);
        ig_share beyond = {random_next(&r) % whole, whole};
        double value = ig_quantile_ints(low, high, beyond, scale);
        /* (low + 2^63) whole + (high − low) part, less 2^63 whole */
        big base = big_multiply(big_of(UINT64_C(1) << 63), big_of(whole));
        big up = big_multiply(big_of((uint64_t)low + (UINT64_C(1) << 63)), big_of(whole));
        up = big_add(up, big_multiply(big_distance(high, low), big_of(beyond.part)));
        bool negative = big_compare(up, base) < 0;
        big units = negative ? big_subtract(base, up) : big_subtract(up, base);
        assert_int_equal(negative, value < 0);
        assert_nearest(fabs(value), units,
                       big_multiply(big_of(whole), big_of((uint64_t)ig_pow10(scale))));
    }
}

static void values_between_reals_stay_between(void **state) {
    (void)state;
    uint64_t r = 93;
    for (size_t round = 0; round < test_rounds(4000); round++) {
        double a = ldexp((double)random_int(&r), (int)random_below(&r, 40));
        double b = ldexp((double)random_int(&r), (int)random_below(&r, 40));
        double low = fmin(a, b), high = fmax(a, b);
        ig_share beyond = {random_below(&r, 1000), 1000};
        double value = ig_quantile_reals(low, high, beyond);
        assert_true(value >= low && value <= high);
        /* Wider floats give it within the last bit that both have. */
        long double share = (long double)beyond.part / 1000;
        long double expected = (long double)low * (1 - share) + (long double)high * share;
        assert_true(fabsl(value - expected) <=
                    0x1p-53L * fabsl(expected) + 0x1p-62L * fmaxl(fabsl(low), fabsl(high)));
    }
    static const ig_share half = {1, 2}, none = {0, 2}, most = {999, 1000};
    assert_true(ig_quantile_reals(-1.7e308, 1.7e308, half) == 0);
    assert_true(ig_quantile_reals(-1e308, 1.5e308, most) == 1.4975e308);
    assert_true(ig_quantile_reals(1e308, 1.2e308, half) == 1.1e308);
    assert_true(ig_quantile_reals(0x1p-1074, 0x1p-1073, none) == 0x1p-1074);
    assert_true(ig_quantile_reals(0.1, 0.1, most) == 0.1);
}

static double slow_quantile(const ig_column *column, uint64_t *orders, size_t n, ig_share p) {
    ig_share beyond;
    qsort(orders, n, sizeof *orders, compare_orders);
    size_t at = ig_quantile_place(p, n, &beyond), next = at + 1 < n ? at + 1 : at;
    return column->type == IG_REAL
               ? ig_quantile_reals(ig_order_real(orders[at]), ig_order_real(orders[next]), beyond)
               : ig_quantile_ints(ig_order_int(orders[at]), ig_order_int(orders[next]), beyond,
                                  column->scale);
}

static void check_groups(const ig_groups *groups, ig_view view, ig_share p, const ig_column *got) {
    static uint64_t orders[400];
    const ig_column *column = view.column;
    for (size_t g = 0; g < groups->n_groups; g++) {
        size_t n = 0;
        for (size_t i = 0; i < groups->n_rows; i++) {
            size_t row = ig_view_row(view, i);
            if ((groups->ids == NULL ? 0 : groups->ids[i]) != g || !ig_column_present(column, row))
                continue;
            orders[n++] = column->type == IG_REAL
                              ? ig_int_order(ig_real_order(ig_column_double(column, row)))
                              : ig_int_order(ig_column_int(column, row));
        }
        assert_int_equal(ig_column_present(got, g), n > 0);
        if (n > 0)
            assert_true(ig_column_double(got, g) == slow_quantile(column, orders, n, p));
    }
}

static void columns_match_a_plain_reference(void **state) {
    (void)state;
    enum { N_ROWS = 260, N = 180 };
    uint64_t r = 94;
    ig_error err;
    for (size_t round = 0; round < test_rounds(200); round++) {
        const flavour *like = &FLAVOURS[round % N_FLAVOURS];
        if (like->type != IG_DECIMAL && like->type != IG_REAL)
            continue;
        ig_context context = world_new(1);
        size_t n_groups = random_below(&r, 40), n = n_groups == 0 ? 0 : N;
        ig_column *column = random_column(context.memory, &r, like, N_ROWS);
        uint32_t *rows = random_rows(context.memory, &r, N_ROWS, N), ids[N];
        for (size_t i = 0; i < N && n_groups > 0; i++)
            ids[i] = (uint32_t)random_below(&r, n_groups);
        ig_groups groups = {.n_rows = n, .n_groups = n_groups, .ids = ids}, all;
        ig_groups_all(&all, round % 5 == 0 ? 0 : N);
        const ig_groups *both[] = {&groups, &all};
        for (size_t k = 0; k < 2; k++) {
            ig_share p = ig_share_decimal((int64_t)random_below(&r, 1001), 3);
            ig_view view = {column, round % 2 ? rows : NULL};
            ig_column *got = ig_quantile_column(&context, both[k], view, p, &err);
            assert_int_equal(got->n_rows, both[k]->n_groups);
            check_groups(both[k], view, p, got);
            ig_column_release(got);
        }
        ig_free(rows);
        ig_column_release(column);
        world_free(context);
    }
}

/* Rows in several parts and chunks of any number of morsels, by any number of threads. */
static void any_threads_and_morsels_give_the_same_bits(void **state) {
    (void)state;
    enum { N = 140000 };
    static const flavour reals = {IG_REAL, 0, 5000, false, 5};
    static const unsigned threads[] = {1, 2, 3, 8, 16};
    static const size_t morsels[] = {0, 64, 4032, 640};
    uint64_t r = 95;
    ig_error err;
    ig_context context = world_new(1);
    ig_column *column = random_column(context.memory, &r, &reals, N);
    uint32_t *ids = random_rows(context.memory, &r, 9, N);
    ig_groups groups = {.n_rows = N, .n_groups = 9, .ids = ids}, all;
    ig_groups_all(&all, N);
    const ig_groups *both[] = {&groups, &all};
    for (size_t k = 0; k < 2; k++) {
        ig_column *expected = NULL;
        for (size_t i = 0; i < 20; i++) {
            ig_context other = {.memory = context.memory, .morsel_rows = morsels[i % 4]};
            other.pool = ig_pool_new(context.memory, threads[i % 5], &err);
            ig_column *got = ig_quantile_column(&other, both[k], (ig_view){column, NULL},
                                                ig_share_decimal(37, 2), &err);
            ig_pool_free(other.pool);
            assert_true(expected == NULL || same_columns(got, expected));
            ig_column_release(expected);
            expected = got;
        }
        ig_column_release(expected);
    }
    ig_free(ids);
    ig_column_release(column);
    world_free(context);
}

static void failures_free_everything(void **state) {
    (void)state;
    static const flavour like = {IG_DECIMAL, 2, 50, false, 5};
    uint64_t r = 96;
    ig_error err;
    ig_context context = world_new(1);
    ig_column *column = random_column(context.memory, &r, &like, 1000);
    assert_int_equal(ig_column_set_unit(column, "kg", &err), 0);
    uint32_t *ids = random_rows(context.memory, &r, 9, 1000);
    ig_groups groups = {.n_rows = 1000, .n_groups = 9, .ids = ids};
    size_t before = ig_memory_read(context.memory).live_blocks;
    ig_column *got = NULL;
    for (uint64_t nth = 1; got == NULL; nth++) {
        ig_memory_fail_at(context.memory, nth);
        got = ig_quantile_column(&context, &groups, (ig_view){column, NULL}, ig_share_decimal(5, 1),
                                 &err);
        ig_memory_fail_at(context.memory, 0);
        if (got == NULL)
            assert_int_equal(ig_memory_read(context.memory).live_blocks, before);
    }
    assert_string_equal(got->unit, "kg");
    ig_column_release(got);
    assert_int_equal(ig_memory_read(context.memory).live_blocks, before);
    ig_free(ids);
    ig_column_release(column);
    world_free(context);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(places_are_exact),
        cmocka_unit_test(values_between_decimals_are_rounded_once),
        cmocka_unit_test(values_between_reals_stay_between),
        cmocka_unit_test(columns_match_a_plain_reference),
        cmocka_unit_test(any_threads_and_morsels_give_the_same_bits),
        cmocka_unit_test(failures_free_everything),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
