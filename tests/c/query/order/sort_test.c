#include "query/order/order.h"

#include "query/support.h"

typedef struct orders {
    ig_column *columns[3];
    ig_key_spec specs[3];
    size_t n;
} orders;

static int compare_rows(const orders *o, size_t a, size_t b) {
    for (size_t k = 0; k < o->n; k++) {
        ig_view view = o->specs[k].view;
        int order = order_cells(o->columns[k], ig_view_row(view, a), ig_view_row(view, b),
                                o->specs[k].descending);
        if (order != 0)
            return order;
    }
    return 0;
}

/* Insertion sort: stable and obvious. */
static void reference_sort(const orders *o, uint32_t *order, size_t n) {
    for (size_t i = 0; i < n; i++) {
        size_t at = i;
        for (; at > 0 && compare_rows(o, order[at - 1], i) > 0; at--)
            order[at] = order[at - 1];
        order[at] = (uint32_t)i;
    }
}

static void rows_sort_like_a_plain_stable_sort(void **state) {
    (void)state;
    enum { N_ROWS = 150, N = 120 };
    uint64_t r = 41;
    ig_error err;
    for (size_t round = 0, rounds = test_rounds(250); round < rounds; round++) {
        ig_context context = world_new(1);
        uint32_t *rows =
            random_below(&r, 2) != 0 ? random_rows(context.memory, &r, N_ROWS, N) : NULL;
        orders o = {.n = 1 + random_below(&r, 3)};
        for (size_t k = 0; k < o.n; k++) {
            o.columns[k] =
                random_column(context.memory, &r, &FLAVOURS[random_below(&r, N_FLAVOURS)], N_ROWS);
            o.specs[k] = (ig_key_spec){.view = {o.columns[k], rows},
                                       .ordered = true,
                                       .descending = random_below(&r, 2) != 0};
        }
        ig_keys keys;
        uint32_t expected[N];
        assert_int_equal(ig_keys_init(&context, &keys, o.specs, o.n, N, &err), 0);
        uint32_t *order = ig_order_rows(&context, &keys, N, &err);
        reference_sort(&o, expected, N);
        assert_memory_equal(order, expected, sizeof expected);
        ig_free(order);
        ig_keys_reset(&keys);
        ig_free(rows);
        for (size_t k = 0; k < o.n; k++)
            ig_column_release(o.columns[k]);
        world_free(context);
    }
}

/* Several chunks: sorted, stable, and the same on any pool. */
static void many_rows_sort_alike_on_any_pool(void **state) {
    (void)state;
    enum { N = 200000 };
    static const unsigned threads[] = {1, 2, 3, 8};
    static const flavour kinds_of[] = {{IG_DECIMAL, 0, 300, false, 3},
                                       {IG_REAL, 0, 100000, false, 3},
                                       {IG_TEXT, 0, 5000, false, 3}};
    for (size_t f = 0; f < 3; f++) {
        uint32_t *expected = NULL;
        for (size_t t = 0; t < 4; t++) {
            uint64_t r = 42;
            ig_error err;
            ig_context context = world_new(threads[t]);
            orders o = {.n = 1};
            o.columns[0] = random_column(context.memory, &r, &kinds_of[f], N);
            o.specs[0] = (ig_key_spec){.view = {o.columns[0], NULL}, .ordered = true};
            ig_keys keys;
            assert_int_equal(ig_keys_init(&context, &keys, o.specs, 1, N, &err), 0);
            uint32_t *order = ig_order_rows(&context, &keys, N, &err);
            for (size_t i = 1; i < N; i++) {
                int c = compare_rows(&o, order[i - 1], order[i]);
                assert_true(c < 0 || (c == 0 && order[i - 1] < order[i]));
            }
            if (expected == NULL) {
                expected = test_malloc(N * sizeof *expected);
                memcpy(expected, order, N * sizeof *expected);
            }
            assert_memory_equal(order, expected, N * sizeof *expected);
            ig_free(order);
            ig_keys_reset(&keys);
            ig_column_release(o.columns[0]);
            world_free(context);
        }
        test_free(expected);
    }
}

static void no_keys_and_no_rows_leave_the_order(void **state) {
    (void)state;
    ig_error err;
    ig_context context = world_new(1);
    ig_keys keys;
    const uint32_t expected[] = {0, 1, 2};
    assert_int_equal(ig_keys_init(&context, &keys, NULL, 0, 3, &err), 0);
    uint32_t *order = ig_order_rows(&context, &keys, 3, &err);
    assert_memory_equal(order, expected, sizeof expected);
    ig_free(order);
    order = ig_order_rows(&context, &keys, 0, &err);
    assert_non_null(order);
    ig_free(order);
    ig_keys_reset(&keys);
    world_free(context);
}

static void failures_free_everything(void **state) {
    (void)state;
    uint64_t r = 43;
    ig_error err;
    ig_context context = world_new(1);
    ig_column *column = random_column(context.memory, &r, &FLAVOURS[7], 100);
    ig_key_spec spec = {.view = {column, NULL}, .ordered = true};
    ig_keys keys;
    assert_int_equal(ig_keys_init(&context, &keys, &spec, 1, 100, &err), 0);
    size_t before = ig_memory_read(context.memory).live_blocks;
    uint32_t *order = NULL;
    for (uint64_t nth = 1; order == NULL; nth++) {
        ig_memory_fail_at(context.memory, nth);
        order = ig_order_rows(&context, &keys, 100, &err);
        ig_memory_fail_at(context.memory, 0);
        assert_true(order != NULL || ig_memory_read(context.memory).live_blocks == before);
    }
    ig_free(order);
    assert_int_equal(ig_memory_read(context.memory).live_blocks, before);
    ig_keys_reset(&keys);
    ig_column_release(column);
    world_free(context);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_sort_like_a_plain_stable_sort),
        cmocka_unit_test(many_rows_sort_alike_on_any_pool),
        cmocka_unit_test(no_keys_and_no_rows_leave_the_order),
        cmocka_unit_test(failures_free_everything),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
