#include "query/aggregate.h"

#include "query/support.h"

static const ig_aggregate_kind KINDS[] = {
    IG_AGG_COUNT, IG_AGG_COUNT_DISTINCT, IG_AGG_SUM, IG_AGG_MEAN, IG_AGG_MIN,
    IG_AGG_MAX,   IG_AGG_FIRST,          IG_AGG_LAST};
enum { N_KINDS = sizeof KINDS / sizeof KINDS[0] };

static bool can_sum(const ig_column *column) {
    return column->type == IG_DECIMAL || column->type == IG_REAL;
}

/* Row numbers of a group's present values, in order. */
static size_t members(const ig_groups *groups, ig_view view, size_t group, size_t *rows) {
    size_t n = 0;
    for (size_t i = 0; i < groups->n_rows; i++)
        if ((groups->ids == NULL ? 0 : groups->ids[i]) == group &&
            ig_column_present(view.column, ig_view_row(view, i)))
            rows[n++] = ig_view_row(view, i);
    return n;
}

static size_t distinct(const ig_column *column, const size_t *rows, size_t n) {
    size_t count = 0;
    for (size_t i = 0; i < n; i++) {
        bool seen = false;
        for (size_t j = 0; j < i && !seen; j++)
            seen = cells_equal(column, rows[i], rows[j]);
        count += !seen;
    }
    return count;
}

/* The text of a cell is compared, so a result may have another width than its column. */
static void assert_same_cell(const ig_column *a, size_t i, const ig_column *b, size_t j) {
    assert_int_equal(a->type, b->type);
    assert_int_equal(a->scale, b->scale);
    switch (a->type) {
    case IG_DECIMAL:
    case IG_MONTH: assert_true(ig_column_int(a, i) == ig_column_int(b, j)); return;
    case IG_REAL: assert_true(ig_column_double(a, i) == ig_column_double(b, j)); return;
    case IG_BOOL: assert_int_equal(ig_column_bool(a, i), ig_column_bool(b, j)); return;
    case IG_TEXT:
        assert_int_equal(ig_column_text(a, i).size_bytes, ig_column_text(b, j).size_bytes);
        assert_memory_equal(ig_column_text(a, i).bytes, ig_column_text(b, j).bytes,
                            ig_column_text(a, i).size_bytes);
        return;
    }
}

static void check_sum(ig_aggregate_kind kind, const ig_column *from, const size_t *rows, size_t n,
                      const ig_column *got, size_t group) {
    if (from->type == IG_REAL) {
        long double sum = 0, size = 0; /* 64 bits of mantissa: an error below size × 2^-55 */
        for (size_t i = 0; i < n; i++) {
            sum += (long double)ig_column_double(from, rows[i]);
            size += fabsl((long double)ig_column_double(from, rows[i]));
        }
        long double divisor = kind == IG_AGG_MEAN ? (long double)n : 1.0L;
        assert_true(fabsl((long double)ig_column_double(got, group) - sum / divisor) <=
                    (0x1p-55L * size + 0x1p-52L * fabsl(sum)) / divisor);
        return;
    }
    ig_i128 sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += ig_column_int(from, rows[i]);
    if (kind == IG_AGG_SUM) {
        assert_int_equal(got->scale, from->scale);
        assert_true(ig_column_int(got, group) == sum);
    } else {
        double mean = (double)sum / ((double)n * (double)ig_pow10(from->scale));
        assert_true(fabs(ig_column_double(got, group) - mean) <= 1e-15 * fabs(mean));
    }
}

static void check_group(ig_aggregate_kind kind, const ig_groups *groups, ig_view view,
                        const ig_column *got, size_t group) {
    size_t rows[400], n = members(groups, view, group, rows), best = 0;
    if (kind == IG_AGG_COUNT || kind == IG_AGG_COUNT_DISTINCT) {
        size_t expected = kind == IG_AGG_COUNT ? n : distinct(view.column, rows, n);
        assert_true(got->type == IG_DECIMAL && got->scale == 0 && got->n_missing == 0);
        assert_int_equal(ig_column_int(got, group), expected);
        return;
    }
    assert_int_equal(ig_column_present(got, group), n > 0);
    if (n == 0)
        return;
    for (size_t i = 1; i < n; i++) {
        int order = compare_cells(view.column, rows[i], rows[best]);
        if ((kind == IG_AGG_MIN && order < 0) || (kind == IG_AGG_MAX && order > 0))
            best = i;
    }
    switch (kind) {
    case IG_AGG_SUM:
    case IG_AGG_MEAN: check_sum(kind, view.column, rows, n, got, group); return;
    case IG_AGG_LAST: best = n - 1; break;
    default: break;
    }
    assert_same_cell(got, group, view.column, rows[best]);
}

static void check_kind(ig_context context, const ig_groups *groups, ig_aggregate_kind kind,
                       ig_view view) {
    ig_error err;
    ig_spread spread;
    size_t overflow;
    bool sums = kind == IG_AGG_SUM || kind == IG_AGG_MEAN;
    if (sums && !can_sum(view.column))
        return;
    assert_int_equal(ig_spread_init(&context, &spread, groups, &err), 0);
    ig_column *got = ig_aggregate_column(&context, groups, &spread, kind, view, &overflow, &err);
    if (got == NULL) { /* 64-bit values whose sum is larger: checked below on its own */
        assert_true(kind == IG_AGG_SUM && overflow < groups->n_groups && view.column->width == 8);
    } else {
        assert_int_equal(got->n_rows, groups->n_groups);
        for (size_t g = 0; g < groups->n_groups; g++)
            check_group(kind, groups, view, got, g);
    }
    ig_column_release(got);
    ig_spread_reset(&spread);
}

/* Every aggregate over random columns of every type, grouped and not, through a selection and not. */
static void aggregates_match_a_plain_reference(void **state) {
    (void)state;
    enum { N_ROWS = 260, N = 180 };
    uint64_t r = 31;
    ig_error err;
    for (size_t round = 0, rounds = test_rounds(40 * N_FLAVOURS); round < rounds; round++) {
        ig_context context = world_new(1);
        flavour keys_are = {IG_DECIMAL, 0, 1 + random_below(&r, 60), random_below(&r, 2) != 0, 10};
        ig_column *key = random_column(context.memory, &r, &keys_are, N_ROWS);
        ig_column *column =
            random_column(context.memory, &r, &FLAVOURS[round % N_FLAVOURS], N_ROWS);
        uint32_t *rows =
            random_below(&r, 2) != 0 ? random_rows(context.memory, &r, N_ROWS, N) : NULL;
        ig_key_spec spec = {.view = {key, rows}};
        ig_keys keys;
        ig_groups groups, all;
        assert_int_equal(ig_keys_init(&context, &keys, &spec, 1, N, &err), 0);
        assert_int_equal(ig_groups_make(&context, &groups, &keys, N, &err), 0);
        ig_groups_all(&all, N);
        for (size_t k = 0; k < N_KINDS; k++) {
            check_kind(context, &groups, KINDS[k], (ig_view){column, rows});
            check_kind(context, &all, KINDS[k], (ig_view){column, rows});
        }
        ig_groups_reset(&groups);
        ig_keys_reset(&keys);
        ig_free(rows);
        ig_column_release(key);
        ig_column_release(column);
        world_free(context);
    }
}

static void no_rows_give_zero_counts_and_missing_values(void **state) {
    (void)state;
    uint64_t r = 32;
    ig_context context = world_new(1);
    for (size_t f = 0; f < N_FLAVOURS; f++) {
        ig_column *column = random_column(context.memory, &r, &FLAVOURS[f], 10);
        ig_groups all;
        ig_groups_all(&all, 0);
        for (size_t k = 0; k < N_KINDS; k++)
            check_kind(context, &all, KINDS[k], (ig_view){column, NULL});
        ig_column_release(column);
    }
    world_free(context);
}

/* count() counts rows, missing or not. */
static void count_without_argument_counts_rows(void **state) {
    (void)state;
    ig_error err;
    ig_context context = world_new(1);
    uint32_t ids[] = {0, 1, 0, 0};
    ig_groups groups = {.n_rows = 4, .n_groups = 2, .ids = ids};
    ig_spread spread;
    size_t overflow;
    assert_int_equal(ig_spread_init(&context, &spread, &groups, &err), 0);
    ig_column *got = ig_aggregate_column(&context, &groups, &spread, IG_AGG_COUNT,
                                         (ig_view){NULL, NULL}, &overflow, &err);
    assert_true(ig_column_int(got, 0) == 3 && ig_column_int(got, 1) == 1);
    ig_column_release(got);
    ig_spread_reset(&spread);
    world_free(context);
}

/* Sums run in 128 bits: they may pass through what 64 bits cannot hold, but must end inside. */
static void sums_may_pass_64_bits_but_not_end_there(void **state) {
    (void)state;
    ig_error err;
    ig_context context = world_new(1);
    const int64_t values[] = {INT64_MAX, INT64_MAX, INT64_MIN, INT64_MIN, 5};
    ig_column *column = ig_column_new(context.memory, IG_DECIMAL, 2, 8, 5, &err);
    memcpy(column->values, values, sizeof values);
    assert_int_equal(ig_column_set_unit(column, "kg", &err), 0);
    uint32_t ids[] = {0, 0, 0, 0, 1};
    ig_groups groups = {.n_rows = 5, .n_groups = 2, .ids = ids};
    ig_spread spread;
    size_t overflow;
    assert_int_equal(ig_spread_init(&context, &spread, &groups, &err), 0);
    ig_view view = {column, NULL};
    ig_column *got =
        ig_aggregate_column(&context, &groups, &spread, IG_AGG_SUM, view, &overflow, &err);
    assert_true(ig_column_int(got, 0) == -2 && ig_column_int(got, 1) == 5);
    assert_true(got->width == 1 && got->scale == 2);
    assert_string_equal(got->unit, "kg");
    ig_column_release(got);
    ids[2] = ids[3] = 1; /* both groups now end past the range: the first is named */
    got = ig_aggregate_column(&context, &groups, &spread, IG_AGG_SUM, view, &overflow, &err);
    assert_null(got);
    assert_int_equal(overflow, 0);
    assert_int_equal(err.kind, IG_ERROR_DATA);
    got = ig_aggregate_column(&context, &groups, &spread, IG_AGG_MEAN, view, &overflow, &err);
    assert_true(ig_column_double(got, 0) == 92233720368547758.07);
    ig_column_release(got);
    ig_spread_reset(&spread);
    ig_column_release(column);
    world_free(context);
}

/* Many rows in few groups (blocks) and in many (parts): the same bits on any pool. */
static void check_pools(size_t n, size_t n_groups, ig_aggregate_kind kind, const flavour *f) {
    static const unsigned threads[] = {1, 2, 3, 8};
    ig_column *expected = NULL;
    ig_context first = world_new(1);
    for (size_t t = 0; t < 4; t++) {
        uint64_t r = 33;
        ig_error err;
        ig_context context = t == 0 ? first : world_new(threads[t]);
        ig_column *column = random_column(context.memory, &r, f, n);
        uint32_t *ids = ig_alloc_array(context.memory, n, sizeof *ids, &err);
        for (size_t i = 0; i < n; i++)
            ids[i] = (uint32_t)(i < n_groups ? i : random_below(&r, n_groups));
        ig_groups groups = {.n_rows = n, .n_groups = n_groups, .ids = ids};
        ig_spread spread;
        size_t overflow;
        assert_int_equal(ig_spread_init(&context, &spread, &groups, &err), 0);
        assert_true(spread.n_tasks > 1);
        assert_int_equal(spread.positions != NULL, n_groups > n / 10);
        ig_column *got = ig_aggregate_column(&context, &groups, &spread, kind,
                                             (ig_view){column, NULL}, &overflow, &err);
        assert_non_null(got);
        assert_true(t == 0 || same_columns(got, expected));
        ig_spread_reset(&spread);
        ig_free(ids);
        ig_column_release(column);
        if (t == 0) {
            expected = got;
        } else {
            ig_column_release(got);
            world_free(context);
        }
    }
    ig_column_release(expected);
    world_free(first);
}

static void any_pool_gives_the_same_bits(void **state) {
    (void)state;
    static const flavour reals = {IG_REAL, 0, 5000, false, 5}, texts = {IG_TEXT, 0, 100, false, 5},
                         decimals = {IG_DECIMAL, 1, 900, false, 5};
    for (size_t k = 0; k < N_KINDS; k++) {
        check_pools(140000, 9, KINDS[k], &reals);
        check_pools(140000, 60000, KINDS[k], &reals);
        check_pools(140000, 9, KINDS[k], &decimals);
        check_pools(140000, 60000, KINDS[k], &decimals);
        if (KINDS[k] != IG_AGG_SUM && KINDS[k] != IG_AGG_MEAN)
            check_pools(140000, 60000, KINDS[k], &texts);
    }
}

/* Parts against the plain definition: blocks were, above. */
static void many_groups_add_up(void **state) {
    (void)state;
    enum { N = 200000, G = 70000 };
    ig_error err;
    uint64_t r = 34;
    ig_context context = world_new(2);
    ig_column *column = ig_column_new(context.memory, IG_DECIMAL, 0, 8, N, &err);
    uint32_t *ids = ig_alloc_array(context.memory, N, sizeof *ids, &err);
    int64_t *sums = ig_alloc_zero(context.memory, G, sizeof *sums, &err);
    for (size_t i = 0; i < N; i++) {
        ids[i] = (uint32_t)(i < G ? i : random_below(&r, G));
        int64_t value = random_int(&r) / 1024;
        ((int64_t *)column->values)[i] = value;
        sums[ids[i]] += value;
    }
    ig_groups groups = {.n_rows = N, .n_groups = G, .ids = ids};
    ig_spread spread;
    size_t overflow;
    assert_int_equal(ig_spread_init(&context, &spread, &groups, &err), 0);
    ig_column *got = ig_aggregate_column(&context, &groups, &spread, IG_AGG_SUM,
                                         (ig_view){column, NULL}, &overflow, &err);
    for (size_t g = 0; g < G; g++)
        assert_true(ig_column_int(got, g) == sums[g]);
    ig_column_release(got);
    ig_spread_reset(&spread);
    ig_free(ids);
    ig_free(sums);
    ig_column_release(column);
    world_free(context);
}

static void failures_free_everything(void **state) {
    (void)state;
    enum { N = 140000, G = 60000 };
    uint64_t r = 35;
    ig_error err;
    ig_context context = world_new(1);
    const flavour kinds_of[] = {{IG_DECIMAL, 0, 50, false, 5}, {IG_TEXT, 0, 50, false, 5}};
    uint32_t *ids = ig_alloc_array(context.memory, N, sizeof *ids, &err);
    for (size_t i = 0; i < N; i++)
        ids[i] = (uint32_t)(i % G);
    ig_groups groups = {.n_rows = N, .n_groups = G, .ids = ids};
    for (size_t k = 0; k < N_KINDS; k++) {
        bool sums = KINDS[k] == IG_AGG_SUM || KINDS[k] == IG_AGG_MEAN;
        ig_column *column = random_column(context.memory, &r, &kinds_of[sums ? 0 : 1], N);
        size_t before = ig_memory_read(context.memory).live_blocks;
        ig_column *got = NULL;
        for (uint64_t nth = 1; got == NULL; nth++) {
            ig_spread spread;
            size_t overflow;
            ig_memory_fail_at(context.memory, nth);
            if (ig_spread_init(&context, &spread, &groups, &err) == 0) {
                got = ig_aggregate_column(&context, &groups, &spread, KINDS[k],
                                          (ig_view){column, NULL}, &overflow, &err);
                ig_spread_reset(&spread);
            }
            ig_memory_fail_at(context.memory, 0);
            if (got == NULL)
                assert_int_equal(ig_memory_read(context.memory).live_blocks, before);
        }
        ig_column_release(got);
        assert_int_equal(ig_memory_read(context.memory).live_blocks, before);
        ig_column_release(column);
    }
    ig_free(ids);
    world_free(context);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(aggregates_match_a_plain_reference),
        cmocka_unit_test(no_rows_give_zero_counts_and_missing_values),
        cmocka_unit_test(count_without_argument_counts_rows),
        cmocka_unit_test(sums_may_pass_64_bits_but_not_end_there),
        cmocka_unit_test(any_pool_gives_the_same_bits),
        cmocka_unit_test(many_groups_add_up),
        cmocka_unit_test(failures_free_everything),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
