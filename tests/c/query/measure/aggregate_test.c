#include "query/measure/aggregate.h"

#include "query/support.h"

static const ig_aggregate_kind KINDS[] = {IG_AGG_SUM, IG_AGG_MEAN};

static const flavour REALS[] = {
    {IG_REAL, 0, 11, false, 10}, {IG_REAL, 0, 60, true, 0}, {IG_REAL, 0, 5, false, 100}};

static ig_column *column_of(ig_context context, const ig_groups *groups, ig_aggregate_kind kind,
                            ig_view view) {
    ig_error err;
    ig_spread spread;
    ig_argument argument = {groups, view, {NULL, NULL}};
    assert_int_equal(ig_spread_init(&context, &spread, groups, &err), 0);
    ig_column *got = ig_aggregate_column(&context, &argument, &spread, kind, &err);
    assert_non_null(got);
    ig_spread_reset(&spread);
    return got;
}

static void check_group(ig_aggregate_kind kind, const ig_groups *groups, ig_view view,
                        const ig_column *got, size_t group) {
    long double sum = 0, size = 0; /* 64 bits of mantissa: an error below size × 2^-55 */
    size_t n = 0;
    for (size_t i = 0; i < groups->n_rows; i++) {
        size_t row = ig_view_row(view, i);
        if ((groups->ids != NULL ? groups->ids[i] : 0) != group ||
            !ig_column_present(view.column, row))
            continue;
        sum += (long double)ig_column_double(view.column, row);
        size += fabsl((long double)ig_column_double(view.column, row));
        n++;
    }
    assert_int_equal(ig_column_present(got, group), n > 0);
    long double divisor = kind == IG_AGG_MEAN ? (long double)n : 1.0L;
    if (n > 0)
        assert_true(fabsl((long double)ig_column_double(got, group) - sum / divisor) <=
                    (0x1p-55L * size + 0x1p-52L * fabsl(sum)) / divisor);
}

/* Grouped and not, through a selection and not, of rows and of none. */
static void sums_and_means_match_a_plain_reference(void **state) {
    (void)state;
    enum { N_ROWS = 260, N = 180 };
    uint64_t r = 31;
    ig_error err;
    for (size_t round = 0, rounds = test_rounds(150); round < rounds; round++) {
        ig_context context = world_new(1);
        size_t n_groups = 1 + random_below(&r, 60);
        ig_column *column = random_column(context.memory, &r, &REALS[round % 3], N_ROWS);
        uint32_t *rows =
            random_below(&r, 2) != 0 ? random_rows(context.memory, &r, N_ROWS, N) : NULL;
        uint32_t *ids = random_rows(context.memory, &r, n_groups, N);
        ig_groups groupings[] = {
            {.n_rows = N, .n_groups = n_groups, .ids = ids}, {.n_groups = 1}, {.n_groups = 1}};
        assert_int_equal(ig_column_set_unit(column, "kg", &err), 0);
        groupings[1].n_rows = N;
        for (size_t i = 0; i < 6; i++) {
            const ig_groups *groups = &groupings[i / 2];
            ig_column *got = column_of(context, groups, KINDS[i % 2], (ig_view){column, rows});
            assert_true(got->type == IG_REAL && got->n_rows == groups->n_groups);
            assert_string_equal(got->unit, "kg");
            for (size_t g = 0; g < groups->n_groups; g++)
                check_group(KINDS[i % 2], groups, (ig_view){column, rows}, got, g);
            ig_column_release(got);
        }
        ig_free(rows);
        ig_free(ids);
        ig_column_release(column);
        world_free(context);
    }
}

/* Many rows in few groups (blocks) and in many (parts): the same bits on any pool, in any cut. */
static void check_pools(size_t n, size_t n_groups, ig_aggregate_kind kind) {
    static const unsigned threads[] = {1, 2, 3, 8, 16};
    static const flavour reals = {IG_REAL, 0, 5000, false, 5};
    uint64_t r = 33;
    ig_error err;
    ig_context home = world_new(1);
    ig_column *column = random_column(home.memory, &r, &reals, n);
    uint32_t *ids = random_rows(home.memory, &r, n_groups, n);
    ig_groups groups = {.n_rows = n, .n_groups = n_groups, .ids = ids};
    ig_column *expected = column_of(home, &groups, kind, (ig_view){column, NULL});
    for (size_t t = 0; t < 5; t++) {
        ig_context context = {.memory = home.memory,
                              .pool = ig_pool_new(home.memory, threads[t], &err),
                              .morsel_rows = 64 * (1 + random_below(&r, 500))};
        ig_column *got = column_of(context, &groups, kind, (ig_view){column, NULL});
        assert_true(same_columns(got, expected));
        ig_column_release(got);
        ig_pool_free(context.pool);
    }
    ig_column_release(expected);
    ig_free(ids);
    ig_column_release(column);
    world_free(home);
}

static void any_pool_and_cut_give_the_same_bits(void **state) {
    (void)state;
    for (size_t k = 0; k < 2; k++) {
        check_pools(140000, 9, KINDS[k]);
        check_pools(140000, 60000, KINDS[k]);
    }
}

static void failures_free_everything(void **state) {
    (void)state;
    enum { N = 140000, G = 60000 };
    uint64_t r = 35;
    ig_error err;
    ig_context context = world_new(1);
    uint32_t *ids = random_rows(context.memory, &r, G, N);
    ig_groups groups = {.n_rows = N, .n_groups = G, .ids = ids};
    ig_column *column = random_column(context.memory, &r, &REALS[0], N);
    size_t before = ig_memory_read(context.memory).live_blocks;
    ig_argument argument = {&groups, {column, NULL}, {NULL, NULL}};
    for (size_t k = 0; k < 2; k++) {
        ig_column *got = NULL;
        for (uint64_t nth = 1; got == NULL; nth++) {
            ig_spread spread;
            ig_memory_fail_at(context.memory, nth);
            if (ig_spread_init(&context, &spread, &groups, &err) == 0) {
                got = ig_aggregate_column(&context, &argument, &spread, KINDS[k], &err);
                ig_spread_reset(&spread);
            }
            ig_memory_fail_at(context.memory, 0);
            if (got == NULL)
                assert_int_equal(ig_memory_read(context.memory).live_blocks, before);
        }
        ig_column_release(got);
        assert_int_equal(ig_memory_read(context.memory).live_blocks, before);
    }
    ig_column_release(column);
    ig_free(ids);
    world_free(context);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sums_and_means_match_a_plain_reference),
        cmocka_unit_test(any_pool_and_cut_give_the_same_bits),
        cmocka_unit_test(failures_free_everything),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
