#include "query/measure/dispersion.h"

#include "query/support.h"

static const ig_aggregate_kind KINDS[] = {IG_AGG_VAR, IG_AGG_SD, IG_AGG_CORR};

static long double number_at(const ig_column *column, size_t row) {
    return column->type == IG_REAL
               ? (long double)ig_column_double(column, row)
               : (long double)ig_column_int(column, row) / (long double)ig_pow10(column->scale);
}

/* Rows of a group where all arguments are present. */
static size_t members(const ig_argument *from, size_t group, size_t *places) {
    size_t n = 0;
    for (size_t i = 0; i < from->groups->n_rows; i++)
        if ((from->groups->ids == NULL ? 0 : from->groups->ids[i]) == group &&
            ig_column_present(from->x.column, ig_view_row(from->x, i)) &&
            (from->y.column == NULL || ig_column_present(from->y.column, ig_view_row(from->y, i))))
            places[n++] = i;
    return n;
}

/* Σ (a − mean a) (b − mean b), by the definition. */
static long double spread_of(ig_view a, ig_view b, const size_t *places, size_t n) {
    long double mean_a = 0, mean_b = 0, sum = 0;
    for (size_t i = 0; i < n; i++) {
        mean_a += number_at(a.column, ig_view_row(a, places[i])) / (long double)n;
        mean_b += number_at(b.column, ig_view_row(b, places[i])) / (long double)n;
    }
    for (size_t i = 0; i < n; i++)
        sum += (number_at(a.column, ig_view_row(a, places[i])) - mean_a) *
               (number_at(b.column, ig_view_row(b, places[i])) - mean_b);
    return sum;
}

static bool constant(ig_view view, const size_t *places, size_t n) {
    for (size_t i = 1; i < n; i++)
        if (compare_cells(view.column, ig_view_row(view, places[i]),
                          ig_view_row(view, places[0])) != 0)
            return false;
    return true;
}

static void check_group(const ig_argument *from, ig_aggregate_kind kind, const ig_column *got,
                        size_t group) {
    size_t places[400], n = members(from, group, places);
    long double expected, slack = 1e-15L, xx;
    bool pairs = kind == IG_AGG_CORR;
    bool flat = n > 0 && (constant(from->x, places, n) || (pairs && constant(from->y, places, n)));
    if (n < 2 || (pairs && flat)) {
        assert_false(ig_column_present(got, group));
        return;
    }
    xx = spread_of(from->x, from->x, places, n);
    if (pairs) {
        expected = spread_of(from->x, from->y, places, n) /
                   sqrtl(xx * spread_of(from->y, from->y, places, n));
        slack = 1e-13L;
    } else {
        expected = xx / (long double)(n - 1);
        expected = flat ? 0 : kind == IG_AGG_SD ? sqrtl(expected) : expected;
    }
    if (fabsl(expected) > 1e308L) {
        assert_false(ig_column_present(got, group));
        return;
    }
    assert_true(ig_column_present(got, group));
    long double size = pairs ? 1 : fabsl(expected);
    assert_true(fabsl(ig_column_double(got, group) - expected) <= slack * size);
}

static void check_all(ig_context context, const ig_groups *groups, ig_view x, ig_view y) {
    ig_error err;
    ig_spread spread;
    assert_int_equal(ig_spread_init(&context, &spread, groups, &err), 0);
    for (size_t k = 0; k < 3; k++) {
        ig_view none = {NULL, NULL};
        ig_argument from = {groups, x, KINDS[k] == IG_AGG_CORR ? y : none};
        ig_column *got = ig_dispersion_column(&context, &from, &spread, KINDS[k], &err);
        assert_non_null(got);
        assert_true(got->type == IG_REAL && got->n_rows == groups->n_groups);
        for (size_t g = 0; g < groups->n_groups; g++)
            check_group(&from, KINDS[k], got, g);
        ig_column_release(got);
    }
    ig_spread_reset(&spread);
}

/* Decimals and reals, near and far apart, in groups of none, one and many, through selections. */
static void columns_match_a_plain_reference(void **state) {
    (void)state;
    enum { N_ROWS = 260, N = 180 };
    static const flavour likes[] = {{IG_DECIMAL, 2, 7, false, 0},  {IG_DECIMAL, 0, 300, false, 20},
                                    {IG_DECIMAL, 3, 40, true, 30}, {IG_REAL, 0, 11, false, 10},
                                    {IG_REAL, 0, 60, true, 0},     {IG_DECIMAL, 0, 4, false, 100}};
    uint64_t r = 101;
    for (size_t round = 0; round < test_rounds(200); round++) {
        ig_context context = world_new(1);
        size_t n_groups = 1 + random_below(&r, 90);
        ig_column *x = random_column(context.memory, &r, &likes[random_below(&r, 6)], N_ROWS);
        ig_column *y = random_column(context.memory, &r, &likes[random_below(&r, 6)], N_ROWS);
        uint32_t *rows = random_rows(context.memory, &r, N_ROWS, N);
        uint32_t *ids = random_rows(context.memory, &r, n_groups, N);
        uint32_t *picked = random_below(&r, 2) != 0 ? rows : NULL;
        ig_groups groups = {.n_rows = N, .n_groups = n_groups, .ids = ids}, all, none;
        ig_groups_all(&all, N);
        ig_groups_all(&none, 0);
        check_all(context, &groups, (ig_view){x, picked}, (ig_view){y, rows});
        check_all(context, &all, (ig_view){x, rows}, (ig_view){y, picked});
        check_all(context, &none, (ig_view){x, NULL}, (ig_view){y, NULL});
        ig_free(ids);
        ig_free(rows);
        ig_column_release(x);
        ig_column_release(y);
        world_free(context);
    }
}

/* A present value without a partner widens no grid: it would drown the pairs. */
static void lonely_values_do_not_count(void **state) {
    (void)state;
    ig_error err;
    ig_context context = world_new(1);
    ig_builder *a = ig_builder_new(context.memory, IG_REAL, 0, 0, &err);
    ig_builder *b = ig_builder_new(context.memory, IG_REAL, 0, 0, &err);
    for (int i = 0; i < 4; i++) {
        assert_int_equal(ig_builder_real(a, i == 3 ? 1e300 : i, &err), 0);
        assert_int_equal(
            i == 3 ? ig_builder_missing(b, IG_EMPTY, &err) : ig_builder_real(b, -3 * i, &err), 0);
    }
    ig_column *x = ig_builder_finish(a, &err), *y = ig_builder_finish(b, &err);
    ig_groups all;
    ig_groups_all(&all, 4);
    ig_spread spread;
    assert_int_equal(ig_spread_init(&context, &spread, &all, &err), 0);
    ig_argument from = {&all, {x, NULL}, {y, NULL}};
    ig_column *got = ig_dispersion_column(&context, &from, &spread, IG_AGG_CORR, &err);
    assert_true(ig_column_double(got, 0) == -1);
    ig_column_release(got);
    ig_spread_reset(&spread);
    ig_column_release(x);
    ig_column_release(y);
    world_free(context);
}

/* Rows cut into any blocks, or spread over parts, by any number of threads. */
static void any_spread_gives_the_same_bits(void **state) {
    (void)state;
    enum { N = 140000 };
    static const flavour likes[] = {{IG_REAL, 0, 5000, false, 5}, {IG_DECIMAL, 1, 900, true, 5}};
    static const unsigned threads[] = {1, 3, 8};
    static const size_t n_groups[] = {9, 60000};
    uint64_t r = 102;
    ig_error err;
    for (size_t round = 0; round < 4; round++) {
        ig_context context = world_new(1);
        ig_column *x = random_column(context.memory, &r, &likes[round / 2], N);
        ig_column *y = random_column(context.memory, &r, &likes[0], N);
        uint32_t *ids = random_rows(context.memory, &r, n_groups[round % 2], N);
        ig_groups groups = {.n_rows = N, .n_groups = n_groups[round % 2], .ids = ids};
        for (size_t k = 0; k < 3; k++) {
            ig_view other = {KINDS[k] == IG_AGG_CORR ? y : NULL, NULL};
            ig_argument from = {&groups, {x, NULL}, other};
            ig_column *expected = NULL;
            for (size_t cut = 0; cut < 4; cut++) {
                ig_context on = context;
                ig_spread spread = {.n_tasks = 1, .n_sets = 1, .block_rows = N};
                size_t n_blocks = cut * 7;
                if (cut == 1)
                    assert_int_equal(ig_spread_init(&context, &spread, &groups, &err), 0);
                else if (cut > 1)
                    spread = (ig_spread){
                        .n_tasks = n_blocks, .n_sets = n_blocks, .block_rows = N / n_blocks + 1};
                on.pool = ig_pool_new(context.memory, threads[cut % 3], &err);
                ig_column *got = ig_dispersion_column(&on, &from, &spread, KINDS[k], &err);
                ig_pool_free(on.pool);
                assert_true(cut == 0 || same_columns(got, expected));
                ig_spread_reset(&spread);
                if (cut == 0)
                    expected = got;
                else
                    ig_column_release(got);
            }
            ig_column_release(expected);
        }
        ig_free(ids);
        ig_column_release(x);
        ig_column_release(y);
        world_free(context);
    }
}

static void failures_free_everything(void **state) {
    (void)state;
    static const flavour like = {IG_REAL, 0, 50, false, 5};
    uint64_t r = 103;
    ig_error err;
    ig_context context = world_new(1);
    ig_column *x = random_column(context.memory, &r, &like, 1000);
    assert_int_equal(ig_column_set_unit(x, "kg", &err), 0);
    ig_groups all;
    ig_groups_all(&all, 1000);
    ig_spread spread;
    assert_int_equal(ig_spread_init(&context, &spread, &all, &err), 0);
    for (size_t k = 0; k < 3; k++) {
        ig_view other = {KINDS[k] == IG_AGG_CORR ? x : NULL, NULL};
        ig_argument from = {&all, {x, NULL}, other};
        size_t before = ig_memory_read(context.memory).live_blocks;
        ig_column *got = NULL;
        for (uint64_t nth = 1; got == NULL; nth++) {
            ig_memory_fail_at(context.memory, nth);
            got = ig_dispersion_column(&context, &from, &spread, KINDS[k], &err);
            ig_memory_fail_at(context.memory, 0);
            if (got == NULL)
                assert_int_equal(ig_memory_read(context.memory).live_blocks, before);
        }
        if (KINDS[k] == IG_AGG_SD)
            assert_string_equal(got->unit, "kg");
        else
            assert_null(got->unit);
        ig_column_release(got);
        assert_int_equal(ig_memory_read(context.memory).live_blocks, before);
    }
    ig_spread_reset(&spread);
    ig_column_release(x);
    world_free(context);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(columns_match_a_plain_reference),
        cmocka_unit_test(lonely_values_do_not_count),
        cmocka_unit_test(any_spread_gives_the_same_bits),
        cmocka_unit_test(failures_free_everything),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
