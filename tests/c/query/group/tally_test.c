#include "query/group/tally.h"

#include "query/group/road.h"
#include "query/measure/dispersion.h"
#include "query/support.h"

/* Every road, whatever the keys: nothing is too large for the first two, all is for the last. */
static const ig_roads ROADS[] = {
    {.slots = 4 << 20, .slots_most = 4 << 20, .direct_bytes = 1 << 30},
    {.slots = 4 << 20, .slots_most = 4 << 20, .direct_bytes = 0, .part_bytes = 200},
    {.slots = 0, .slots_most = 0, .part_rows = 10}};
enum { N_ROADS = sizeof ROADS / sizeof ROADS[0], MAX_KEYS = 3 };

static const ig_aggregate_kind KINDS[] = {IG_AGG_COUNT, IG_AGG_SUM,   IG_AGG_MEAN, IG_AGG_MIN,
                                          IG_AGG_MAX,   IG_AGG_FIRST, IG_AGG_LAST, IG_AGG_VAR,
                                          IG_AGG_SD,    IG_AGG_CORR};
enum { N_KINDS = sizeof KINDS / sizeof KINDS[0] };

/* Row numbers of a group's present values, in order. */
static size_t members(const ig_groups *groups, ig_view view, size_t group, size_t *rows) {
    size_t n = 0;
    for (size_t i = 0; i < groups->n_rows; i++)
        if ((groups->ids == NULL ? 0 : groups->ids[i]) == group &&
            ig_column_present(view.column, ig_view_row(view, i)))
            rows[n++] = ig_view_row(view, i);
    return n;
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
    if (kind == IG_AGG_COUNT) {
        assert_true(got->type == IG_DECIMAL && got->scale == 0 && got->n_missing == 0);
        assert_int_equal(ig_column_int(got, group), n);
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

/* Columns to group by and to aggregate, seen through a selection or not. */
typedef struct rows_of {
    size_t n_keys, n;
    ig_column *keys[MAX_KEYS];
    ig_column *x, *y;
    uint32_t *rows; /* or NULL */
} rows_of;

static rows_of random_rows_of(ig_memory *memory, uint64_t *r, const flavour *x, size_t n_rows,
                              size_t n) {
    rows_of data = {.n_keys = random_below(r, MAX_KEYS + 1), .n = n};
    for (size_t k = 0; k < data.n_keys; k++)
        data.keys[k] = random_column(memory, r, &FLAVOURS[random_below(r, N_FLAVOURS)], n_rows);
    flavour y = {IG_DECIMAL, 1, 50, false, 10 * (unsigned)random_below(r, 2)};
    data.x = random_column(memory, r, x, n_rows);
    data.y = random_column(memory, r, &y, n_rows);
    data.rows = n < n_rows || random_below(r, 2) != 0 ? random_rows(memory, r, n_rows, n) : NULL;
    return data;
}

static void rows_of_free(rows_of *data) {
    for (size_t k = 0; k < data->n_keys; k++)
        ig_column_release(data->keys[k]);
    ig_column_release(data->x);
    ig_column_release(data->y);
    ig_free(data->rows);
}

static ig_wanted wanted_of(const rows_of *data, ig_aggregate_kind kind) {
    ig_wanted wanted = {kind, {data->x, data->rows}, {NULL, NULL}};
    if (kind == IG_AGG_CORR)
        wanted.y = (ig_view){data->y, data->rows};
    return wanted;
}

/* What a road makes of rows; aggregates that the tally does not take are NULL. */
typedef struct outcome {
    ig_groups groups;
    size_t overflows[N_KINDS];
    ig_column *columns[N_KINDS];
} outcome;

static void outcome_reset(outcome *o) {
    ig_groups_reset(&o->groups);
    for (size_t k = 0; k < N_KINDS; k++)
        ig_column_release(o->columns[k]);
}

/* A sum past 64 bits is not a failure here. */
static int finish_all(const ig_context *context, const rows_of *data, const ig_tally *tally,
                      outcome *out, ig_error *err) {
    for (size_t k = 0; k < N_KINDS; k++) {
        ig_wanted wanted = wanted_of(data, KINDS[k]);
        out->overflows[k] = SIZE_MAX;
        if (!ig_tally_takes(wanted))
            continue;
        out->columns[k] =
            ig_tally_column(context, tally, wanted, out->groups.n_groups, &out->overflows[k], err);
        if (out->columns[k] == NULL && out->overflows[k] == SIZE_MAX)
            return -1;
    }
    return 0;
}

static int walk(const ig_context *context, const ig_roads *roads, const rows_of *data, outcome *out,
                ig_error *err) {
    ig_key_spec specs[MAX_KEYS] = {{.n_numbers = 0}};
    ig_keys keys = {0};
    ig_tally tally;
    int rc = 0;
    *out = (outcome){0};
    for (size_t k = 0; k < data->n_keys; k++)
        specs[k].view = (ig_view){data->keys[k], data->rows};
    ig_tally_init(&tally, context->memory, data->n);
    for (size_t k = 0; rc == 0 && k < N_KINDS; k++)
        if (ig_tally_takes(wanted_of(data, KINDS[k])))
            rc = ig_tally_want(context, &tally, wanted_of(data, KINDS[k]), err);
    if (rc == 0)
        rc = ig_keys_init(context, &keys, specs, data->n_keys, data->n, err);
    if (rc == 0)
        rc = ig_groups_tally(context, roads, &keys, &tally, true, &out->groups, err);
    if (rc == 0)
        rc = finish_all(context, data, &tally, out, err);
    ig_keys_reset(&keys);
    ig_tally_reset(&tally);
    if (rc != 0)
        outcome_reset(out);
    return rc;
}

/* Groups of rows by cell-for-cell comparison, the obvious way. */
static void check_groups(const rows_of *data, const ig_groups *groups) {
    size_t n_groups = data->n_keys > 0 ? 0 : 1;
    assert_int_equal(groups->n_rows, data->n);
    for (size_t i = 0; i < data->n && data->n_keys > 0; i++) {
        size_t g = 0;
        for (bool equal = false; g < n_groups && !equal; g += !equal) {
            equal = true;
            for (size_t k = 0; k < data->n_keys; k++) {
                ig_view view = {data->keys[k], data->rows};
                equal &= cells_equal(view.column, ig_view_row(view, groups->firsts[g]),
                                     ig_view_row(view, i));
            }
        }
        assert_int_equal(groups->ids[i], g);
        assert_true(g < n_groups || groups->firsts[g] == i);
        n_groups += g == n_groups;
    }
    assert_int_equal(groups->n_groups, n_groups);
}

/* Dispersions to the bit, by the way that takes any column. */
static void check_dispersion(ig_context context, const rows_of *data, const outcome *o, size_t k) {
    ig_error err;
    ig_spread spread;
    ig_wanted wanted = wanted_of(data, KINDS[k]);
    ig_argument argument = {&o->groups, wanted.x, wanted.y};
    assert_int_equal(ig_spread_init(&context, &spread, &o->groups, &err), 0);
    ig_column *expected = ig_dispersion_column(&context, &argument, &spread, KINDS[k], &err);
    assert_true(same_columns(o->columns[k], expected));
    ig_column_release(expected);
    ig_spread_reset(&spread);
}

static void check_outcome(ig_context context, const rows_of *data, const outcome *o) {
    ig_view view = {data->x, data->rows};
    check_groups(data, &o->groups);
    for (size_t k = 0; k < N_KINDS; k++) {
        if (o->columns[k] == NULL) {
            assert_true(!ig_tally_takes(wanted_of(data, KINDS[k])) ||
                        (KINDS[k] == IG_AGG_SUM && data->x->width == 8 &&
                         o->overflows[k] < o->groups.n_groups));
            continue;
        }
        assert_int_equal(o->columns[k]->n_rows, o->groups.n_groups);
        if (KINDS[k] == IG_AGG_VAR || KINDS[k] == IG_AGG_SD || KINDS[k] == IG_AGG_CORR)
            check_dispersion(context, data, o, k);
        else
            for (size_t g = 0; g < o->groups.n_groups; g++)
                check_group(KINDS[k], &o->groups, view, o->columns[k], g);
    }
}

static void assert_same_outcomes(const outcome *a, const outcome *b) {
    assert_int_equal(a->groups.n_groups, b->groups.n_groups);
    if (a->groups.ids != NULL) {
        assert_memory_equal(a->groups.ids, b->groups.ids, a->groups.n_rows * sizeof(uint32_t));
        assert_memory_equal(a->groups.firsts, b->groups.firsts,
                            a->groups.n_groups * sizeof(uint32_t));
    }
    for (size_t k = 0; k < N_KINDS; k++) {
        assert_int_equal(a->overflows[k], b->overflows[k]);
        assert_true(a->columns[k] == NULL ? b->columns[k] == NULL
                                          : same_columns(a->columns[k], b->columns[k]));
    }
}

/* Every aggregate over random columns of every type, by none to three keys, on every road. */
static void every_road_leads_to_a_plain_reference(void **state) {
    (void)state;
    uint64_t r = 31;
    ig_error err;
    for (size_t round = 0, rounds = test_rounds(20 * N_FLAVOURS); round < rounds; round++) {
        ig_context context = world_new(1 + (unsigned)round % 3);
        context.morsel_rows = 64 * random_below(&r, 4);
        size_t n = round % 7 == 0 ? 0 : 180, n_rows = 180 + random_below(&r, 2) * 80;
        rows_of data = random_rows_of(context.memory, &r, &FLAVOURS[round % N_FLAVOURS], n_rows, n);
        for (size_t road = 0; road < N_ROADS; road++) {
            outcome got;
            assert_int_equal(walk(&context, &ROADS[road], &data, &got, &err), 0);
            check_outcome(context, &data, &got);
            outcome_reset(&got);
        }
        rows_of_free(&data);
        world_free(context);
    }
}

/* Many rows: the same bits on every road, with any number of threads, however rows are cut. */
static void any_road_pool_and_cut_give_the_same_bits(void **state) {
    (void)state;
    static const unsigned threads[] = {1, 2, 3, 8, 16};
    enum { N = 30000 };
    uint64_t r = 33;
    ig_error err;
    for (size_t f = 0; f < N_FLAVOURS; f++) {
        ig_context home = world_new(1);
        rows_of data = random_rows_of(home.memory, &r, &FLAVOURS[f], N, N);
        outcome expected, got;
        assert_int_equal(walk(&home, &ig_roads_usual, &data, &expected, &err), 0);
        for (size_t road = 0; road < N_ROADS; road++) {
            unsigned n_threads = threads[random_below(&r, 5)];
            ig_context context = {.memory = home.memory,
                                  .pool = ig_pool_new(home.memory, n_threads, &err),
                                  .morsel_rows = 64 * (1 + random_below(&r, 100))};
            assert_int_equal(walk(&context, &ROADS[road], &data, &got, &err), 0);
            assert_same_outcomes(&got, &expected);
            outcome_reset(&got);
            ig_pool_free(context.pool);
        }
        outcome_reset(&expected);
        rows_of_free(&data);
        world_free(home);
    }
}

/* Neighbours of one group, then another: vectors of one record, and of several. */
static void sorted_rows_are_drawn_together(void **state) {
    (void)state;
    enum { N = 9000 };
    ig_error err;
    uint64_t r = 36;
    for (size_t f = 0; f < N_FLAVOURS; f++) {
        ig_context context = world_new(2);
        rows_of data = random_rows_of(context.memory, &r, &FLAVOURS[f], N, N);
        outcome got, expected;
        for (size_t k = 0; k < data.n_keys; k++)
            ig_column_release(data.keys[k]);
        data.n_keys = 1;
        data.keys[0] = ig_column_new(context.memory, IG_DECIMAL, 0, 2, N, &err);
        for (size_t i = 0; i < N; i++)
            ((int16_t *)data.keys[0]->values)[i] = (int16_t)(i / 2500);
        ig_free(data.rows);
        data.rows = NULL;
        assert_int_equal(walk(&context, &ROADS[0], &data, &got, &err), 0);
        assert_int_equal(walk(&context, &ROADS[2], &data, &expected, &err), 0);
        assert_same_outcomes(&got, &expected);
        size_t rows[N], n = members(&got.groups, (ig_view){data.x, NULL}, 1, rows);
        assert_int_equal(ig_column_int(got.columns[0], 1), n);
        outcome_reset(&got);
        outcome_reset(&expected);
        rows_of_free(&data);
        world_free(context);
    }
}

/* Keys that are few in each block have records near by; only sums and counts, or peaks as well. */
static void clustered_rows_lose_nothing(void **state) {
    (void)state;
    enum { N = 4 * IG_STATS_ROWS + 500 };
    uint64_t r = 37;
    ig_error err;
    for (size_t round = 0, rounds = test_rounds(N_FLAVOURS); round < rounds; round++) {
        ig_context home = world_new(1), context = {.memory = home.memory};
        context.pool = ig_pool_new(home.memory, 1 + (unsigned)random_below(&r, 4), &err);
        context.morsel_rows = 64 * (1 + random_below(&r, 1000));
        rows_of data = {.n_keys = 1 + random_below(&r, MAX_KEYS), .n = N};
        for (size_t k = 0; k < data.n_keys; k++) {
            data.keys[k] =
                clustered_column(home.memory, &r, &FLAVOURS[random_below(&r, N_FLAVOURS)], N);
            assert_non_null(ig_column_stats(&home, data.keys[k], &err));
        }
        data.x = random_column(home.memory, &r, &FLAVOURS[round % N_FLAVOURS], N);
        data.y = ig_column_retain(data.x);
        outcome got, expected;
        assert_int_equal(walk(&context, &ROADS[0], &data, &got, &err), 0);
        assert_int_equal(walk(&home, &ROADS[2], &data, &expected, &err), 0);
        assert_same_outcomes(&got, &expected);
        outcome_reset(&got);
        outcome_reset(&expected);
        rows_of_free(&data);
        ig_pool_free(context.pool);
        world_free(home);
    }
}

/* The same where every cell is a count or a sum, which few records take out of all rows at once. */
static void few_records_add_like_many(void **state) {
    (void)state;
    enum { N = 3 * IG_STATS_ROWS };
    uint64_t r = 38;
    ig_error err;
    for (size_t round = 0, rounds = test_rounds(2 * N_FLAVOURS); round < rounds; round++) {
        ig_context context = world_new(1 + (unsigned)round % 3);
        flavour few = {IG_DECIMAL, 0, 2 + random_below(&r, 6), false, 0};
        ig_column *keys = clustered_column(context.memory, &r, &few, N);
        ig_column *x =
            random_column(context.memory, &r, &FLAVOURS[random_below(&r, N_FLAVOURS)], N);
        ig_column *sums[2] = {NULL, NULL}, *counts[2] = {NULL, NULL};
        ig_wanted count = {IG_AGG_COUNT, {x, NULL}, {NULL, NULL}}, sum = count;
        sum.kind = IG_AGG_SUM;
        for (size_t i = 0; i < 2; i++) {
            ig_key_spec spec = {.view = {keys, NULL}};
            ig_keys made;
            ig_tally tally;
            ig_groups groups;
            size_t overflow;
            ig_tally_init(&tally, context.memory, N);
            assert_int_equal(ig_tally_want(&context, &tally, count, &err), 0);
            if (ig_tally_takes(sum))
                assert_int_equal(ig_tally_want(&context, &tally, sum, &err), 0);
            assert_int_equal(ig_keys_init(&context, &made, &spec, 1, N, &err), 0);
            assert_int_equal(
                ig_groups_tally(&context, &ROADS[2 * i], &made, &tally, false, &groups, &err), 0);
            counts[i] = ig_tally_column(&context, &tally, count, groups.n_groups, &overflow, &err);
            if (ig_tally_takes(sum))
                sums[i] = ig_tally_column(&context, &tally, sum, groups.n_groups, &overflow, &err);
            ig_groups_reset(&groups);
            ig_keys_reset(&made);
            ig_tally_reset(&tally);
        }
        assert_true(same_columns(counts[0], counts[1]));
        assert_true((sums[0] == NULL) == (sums[1] == NULL));
        assert_true(sums[0] == NULL || same_columns(sums[0], sums[1]));
        for (size_t i = 0; i < 2; i++) {
            ig_column_release(counts[i]);
            ig_column_release(sums[i]);
        }
        ig_column_release(keys);
        ig_column_release(x);
        world_free(context);
    }
}

/* Sums run in 128 bits: they may pass through what 64 bits cannot hold, but must end inside. */
static void sums_may_pass_64_bits_but_not_end_there(void **state) {
    (void)state;
    ig_error err;
    ig_context context = world_new(1);
    const int64_t values[] = {INT64_MAX, INT64_MAX, INT64_MIN, INT64_MIN, 5};
    int8_t ids[] = {0, 0, 0, 0, 1};
    rows_of data = {.n_keys = 1, .n = 5};
    data.keys[0] = ig_column_new(context.memory, IG_DECIMAL, 0, 1, 5, &err);
    data.x = ig_column_new(context.memory, IG_DECIMAL, 2, 8, 5, &err);
    data.y = ig_column_retain(data.x);
    memcpy(data.keys[0]->values, ids, sizeof ids);
    memcpy(data.x->values, values, sizeof values);
    assert_int_equal(ig_column_set_unit(data.x, "kg", &err), 0);
    for (size_t road = 0; road < N_ROADS; road++) {
        outcome got;
        assert_int_equal(walk(&context, &ROADS[road], &data, &got, &err), 0);
        const ig_column *sum = got.columns[1];
        assert_true(ig_column_int(sum, 0) == -2 && ig_column_int(sum, 1) == 5);
        assert_true(sum->width == 1 && sum->scale == 2);
        assert_string_equal(sum->unit, "kg");
        outcome_reset(&got);
    }
    /* Both groups now end past the range: the first is named. */
    ((int8_t *)data.keys[0]->values)[2] = ((int8_t *)data.keys[0]->values)[3] = 1;
    for (size_t road = 0; road < N_ROADS; road++) {
        outcome got;
        assert_int_equal(walk(&context, &ROADS[road], &data, &got, &err), 0);
        assert_null(got.columns[1]);
        assert_int_equal(got.overflows[1], 0);
        assert_true(ig_column_double(got.columns[2], 0) == 92233720368547758.07);
        outcome_reset(&got);
    }
    rows_of_free(&data);
    world_free(context);
}

static void failures_free_everything(void **state) {
    (void)state;
    enum { N = 3000 };
    uint64_t r = 35;
    ig_error err;
    for (size_t f = 0; f < N_FLAVOURS; f++) {
        ig_context context = world_new(1);
        context.morsel_rows = 512;
        rows_of data = random_rows_of(context.memory, &r, &FLAVOURS[f], N, N);
        size_t before = ig_memory_read(context.memory).live_blocks;
        for (size_t road = 0; road < N_ROADS; road++) {
            outcome got;
            int rc = -1;
            for (uint64_t nth = 1; rc != 0; nth++) {
                size_t stats = ig_memory_read(context.memory).live_blocks;
                ig_memory_fail_at(context.memory, nth);
                rc = walk(&context, &ROADS[road], &data, &got, &err);
                ig_memory_fail_at(context.memory, 0);
                /* A column keeps what was learned of it, nothing else stays. */
                if (rc != 0)
                    assert_true(ig_memory_read(context.memory).live_blocks <= stats + MAX_KEYS + 2);
            }
            outcome_reset(&got);
        }
        assert_true(ig_memory_read(context.memory).live_blocks <= before + MAX_KEYS + 2);
        rows_of_free(&data);
        world_free(context); /* none is left */
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_road_leads_to_a_plain_reference),
        cmocka_unit_test(any_road_pool_and_cut_give_the_same_bits),
        cmocka_unit_test(sorted_rows_are_drawn_together),
        cmocka_unit_test(clustered_rows_lose_nothing),
        cmocka_unit_test(few_records_add_like_many),
        cmocka_unit_test(sums_may_pass_64_bits_but_not_end_there),
        cmocka_unit_test(failures_free_everything),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
