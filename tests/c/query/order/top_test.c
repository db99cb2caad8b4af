#include "query/order/order.h"

#include "query/support.h"

/* The whole order, cut: what top must give. */
static size_t reference_top(ig_context context, ig_view view, const ig_keys *keys, size_t n_rows,
                            size_t n_wanted, bool ties, uint32_t *out) {
    ig_error err;
    uint32_t *order = ig_order_rows(&context, keys, n_rows, &err);
    size_t n = 0;
    for (; n < n_rows; n++) {
        size_t row = ig_view_row(view, order[n]);
        if (!ig_column_present(view.column, row))
            break;
        bool tied = n > 0 && n_wanted > 0 && ties &&
                    cells_equal(view.column, ig_view_row(view, out[n - 1]), row);
        if (n >= n_wanted && !tied)
            break;
        out[n] = order[n];
    }
    ig_free(order);
    return n;
}

static void check_top(ig_context context, ig_view view, size_t n_rows, size_t n_wanted, bool ties,
                      bool descending) {
    ig_error err;
    ig_key_spec spec = {.view = view, .ordered = true, .descending = descending};
    ig_keys keys;
    size_t n = 0;
    uint32_t *expected = test_malloc(n_rows * sizeof *expected);
    assert_int_equal(ig_keys_init(&context, &keys, &spec, 1, n_rows, &err), 0);
    uint32_t *got = ig_order_top(&context, &keys, n_rows, n_wanted, ties, &n, &err);
    assert_int_equal(n, reference_top(context, view, &keys, n_rows, n_wanted, ties, expected));
    assert_memory_equal(got, expected, n * sizeof *expected);
    ig_free(got);
    ig_keys_reset(&keys);
    test_free(expected);
}

static void top_is_the_cut_order(void **state) {
    (void)state;
    static const size_t wanted[] = {0, 1, 2, 7, 50, 99, 100, 101, 5000};
    uint64_t r = 51;
    for (size_t round = 0, rounds = test_rounds(20 * N_FLAVOURS); round < rounds; round++) {
        ig_context context = world_new(1);
        ig_column *column = random_column(context.memory, &r, &FLAVOURS[round % N_FLAVOURS], 130);
        uint32_t *rows =
            random_below(&r, 2) != 0 ? random_rows(context.memory, &r, 130, 100) : NULL;
        for (size_t w = 0; w < sizeof wanted / sizeof wanted[0]; w++)
            check_top(context, (ig_view){column, rows}, 100, wanted[w], random_below(&r, 2) != 0,
                      random_below(&r, 2) != 0);
        ig_free(rows);
        ig_column_release(column);
        world_free(context);
    }
}

static void many_rows_have_one_top_on_any_pool(void **state) {
    (void)state;
    static const unsigned threads[] = {1, 2, 3, 8};
    static const flavour kinds_of[] = {{IG_DECIMAL, 0, 30, false, 3},
                                       {IG_REAL, 0, 100000, false, 3}};
    for (size_t t = 0; t < 4; t++) {
        for (size_t f = 0; f < 2; f++) {
            uint64_t r = 52;
            ig_context context = world_new(threads[t]);
            ig_column *column = random_column(context.memory, &r, &kinds_of[f], 200000);
            check_top(context, (ig_view){column, NULL}, 200000, 10, false, true);
            check_top(context, (ig_view){column, NULL}, 200000, 10, true, false);
            check_top(context, (ig_view){column, NULL}, 200000, 1024, true, true);
            check_top(context, (ig_view){column, NULL}, 200000, 1025, false, true);
            ig_column_release(column);
            world_free(context);
        }
    }
}

static void failures_free_everything(void **state) {
    (void)state;
    uint64_t r = 53;
    ig_error err;
    ig_context context = world_new(1);
    const flavour few = {IG_DECIMAL, 0, 3, false, 5};
    ig_column *column = random_column(context.memory, &r, &few, 9000);
    ig_key_spec spec = {.view = {column, NULL}, .ordered = true};
    ig_keys keys;
    assert_int_equal(ig_keys_init(&context, &keys, &spec, 1, 9000, &err), 0);
    size_t before = ig_memory_read(context.memory).live_blocks;
    for (size_t wanted = 5; wanted < 9000; wanted += 8000) { /* by heaps, by sorting */
        uint32_t *order = NULL;
        for (uint64_t nth = 1; order == NULL; nth++) {
            size_t n;
            ig_memory_fail_at(context.memory, nth);
            order = ig_order_top(&context, &keys, 9000, wanted, true, &n, &err);
            ig_memory_fail_at(context.memory, 0);
            assert_true(order != NULL || ig_memory_read(context.memory).live_blocks == before);
        }
        ig_free(order);
        assert_int_equal(ig_memory_read(context.memory).live_blocks, before);
    }
    ig_keys_reset(&keys);
    ig_column_release(column);
    world_free(context);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(top_is_the_cut_order),
        cmocka_unit_test(many_rows_have_one_top_on_any_pool),
        cmocka_unit_test(failures_free_everything),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
