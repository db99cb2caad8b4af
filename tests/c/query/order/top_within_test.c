/* The best rows of each group, held against the whole order, cut group by group. */
#include "query/order/order.h"

#include "query/support.h"

/* Rows by group, in each by the order, missing values left out: all of them, or those wanted. */
static size_t reference(ig_context context, const ig_groups *groups, const ig_key_spec *spec,
                        size_t n_wanted, bool ties, uint32_t *out) {
    ig_error err;
    ig_keys keys;
    size_t n = 0, n_rows = groups->n_rows;
    ig_view view = spec->view;
    assert_int_equal(ig_keys_init(&context, &keys, spec, 1, n_rows, &err), 0);
    uint32_t *order = ig_order_rows(&context, &keys, n_rows, &err);
    for (size_t g = 0; g < groups->n_groups; g++) {
        size_t taken = 0;
        for (size_t i = 0; i < n_rows; i++) {
            size_t row = ig_view_row(view, order[i]);
            if ((groups->ids != NULL ? groups->ids[order[i]] : 0) != g ||
                !ig_column_present(view.column, row))
                continue;
            bool tied =
                ties && taken > 0 && cells_equal(view.column, ig_view_row(view, out[n - 1]), row);
            if (taken >= n_wanted && !tied)
                break;
            out[n++] = order[i];
            taken++;
        }
    }
    ig_free(order);
    ig_keys_reset(&keys);
    return n;
}

static void group_by(ig_context context, ig_view view, size_t n_rows, ig_groups *groups) {
    ig_error err;
    ig_keys keys;
    ig_key_spec spec = {.view = view};
    assert_int_equal(ig_keys_init(&context, &keys, &spec, 1, n_rows, &err), 0);
    assert_int_equal(ig_groups_make(&context, groups, &keys, n_rows, &err), 0);
    ig_keys_reset(&keys);
}

static void check(ig_context context, const ig_groups *groups, ig_view view, size_t n_wanted,
                  bool ties, bool descending) {
    ig_error err;
    ig_key_spec spec = {.view = view, .ordered = true, .descending = descending};
    size_t n = 0;
    uint32_t *expected = test_malloc(groups->n_rows * sizeof *expected);
    size_t n_expected = reference(context, groups, &spec, n_wanted, ties, expected);
    uint32_t *got = ig_order_top_within(&context, groups, &spec, n_wanted, ties, &n, &err);
    assert_non_null(got);
    assert_int_equal(n, n_expected);
    assert_memory_equal(got, expected, n * sizeof *expected);
    ig_free(got);
    test_free(expected);
}

static void each_group_has_its_cut_order(void **state) {
    (void)state;
    static const size_t wanted[] = {0, 1, 2, 3, 20, 1000, 2000};
    static const flavour kinds[] = {{IG_TEXT, 0, 5, false, 10}, {IG_DECIMAL, 0, 40, false, 0}};
    uint64_t r = 61;
    for (size_t round = 0, rounds = test_rounds(12 * N_FLAVOURS); round < rounds; round++) {
        ig_context context = world_new(1 + (unsigned)random_below(&r, 3));
        context.morsel_rows = 64;
        ig_groups groups;
        ig_column *keys = random_column(context.memory, &r, &kinds[round % 2], 250);
        ig_column *column = random_column(context.memory, &r, &FLAVOURS[round % N_FLAVOURS], 250);
        uint32_t *rows =
            random_below(&r, 2) != 0 ? random_rows(context.memory, &r, 250, 210) : NULL;
        if (random_below(&r, 5) == 0)
            ig_groups_all(&groups, 210);
        else
            group_by(context, (ig_view){keys, rows}, 210, &groups);
        for (size_t w = 0; w < sizeof wanted / sizeof wanted[0]; w++)
            check(context, &groups, (ig_view){column, rows}, wanted[w], random_below(&r, 2) != 0,
                  random_below(&r, 2) != 0);
        ig_groups_reset(&groups);
        ig_free(rows);
        ig_column_release(keys);
        ig_column_release(column);
        world_free(context);
    }
}

static void any_pool_gives_the_same(void **state) {
    (void)state;
    static const unsigned threads[] = {1, 2, 3, 8, 16};
    static const flavour kinds[] = {{IG_DECIMAL, 0, 60, false, 0}, {IG_REAL, 0, 900, false, 3}};
    for (size_t t = 0; t < 5; t++) {
        uint64_t r = 62;
        ig_context context = world_new(threads[t]);
        ig_groups groups;
        ig_column *keys = random_column(context.memory, &r, &kinds[0], 20000);
        ig_column *column = random_column(context.memory, &r, &kinds[1], 20000);
        group_by(context, (ig_view){keys, NULL}, 20000, &groups);
        for (size_t cut = 0; cut < 3; cut++) {
            context.morsel_rows = cut > 0 ? 64 * (1 + random_below(&r, 50)) : 0;
            check(context, &groups, (ig_view){column, NULL}, 2, cut == 1, true);
            check(context, &groups, (ig_view){column, NULL}, 9, cut != 1, false);
        }
        ig_groups_reset(&groups);
        ig_column_release(keys);
        ig_column_release(column);
        world_free(context);
    }
}

static int take_top(ig_memory *memory, void *ties, ig_error *err) {
    int rc = -1;
    size_t n = 0;
    uint32_t ids[200], *order = NULL;
    ig_groups groups = {.n_rows = 200, .n_groups = 4, .ids = ids};
    ig_context context = {.memory = memory, .pool = ig_pool_new(memory, 2, err)};
    ig_column *column = ig_column_new(memory, IG_DECIMAL, 0, 1, 200, err);
    if (context.pool == NULL || column == NULL)
        goto done;
    for (size_t i = 0; i < 200; i++)
        ids[i] = i % 4;
    ig_key_spec spec = {.view = {column, NULL}, .ordered = true};
    order = ig_order_top_within(&context, &groups, &spec, *(size_t *)ties, true, &n, err);
    rc = order != NULL ? 0 : -1;
done:
    ig_free(order);
    ig_column_release(column);
    ig_pool_free(context.pool);
    return rc;
}

static void failures_free_everything(void **state) {
    (void)state;
    size_t few = 3, many = 199;
    assert_true(prove_failures_free(take_top, &few) > 10);
    assert_true(prove_failures_free(take_top, &many) > 10);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_group_has_its_cut_order),
        cmocka_unit_test(any_pool_gives_the_same),
        cmocka_unit_test(failures_free_everything),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
