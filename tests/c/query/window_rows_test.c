/* Rows in the order of a window: by group, by the sort columns, by number; and what is marked there. */
#include "query/window.h"

#include "query/verbs.h"

/* A node of keys and orders, as a verb would hold it; its lists are borrowed from the test. */
static ig_query node_of(char **keys, size_t n_keys, ig_kept_order *orders, size_t n_orders) {
    return (ig_query){.keys = {n_keys, keys}, .orders = orders, .n_orders = n_orders};
}

static const ig_column *column_of(const ig_table *table, const char *name) {
    return table->fields[ig_table_find(table, name, strlen(name))].column;
}

static ig_table *random_table(ig_memory *memory, uint64_t *r, size_t n) {
    static const flavour kinds[] = {{IG_TEXT, 0, 6, false, 10},
                                    {IG_DECIMAL, 0, 9, false, 10},
                                    {IG_REAL, 0, 5, false, 30},
                                    {IG_MONTH, 0, 40, false, 10}};
    static const char *const names[] = {"k", "s", "t", "month"};
    ig_error err;
    ig_table *table = ig_table_new(memory, n, &err);
    for (size_t i = 0; i < 4; i++)
        assert_int_equal(
            ig_table_add(table, names[i], random_column(memory, r, &kinds[i], n), &err), 0);
    return table;
}

/* Places rise by the orders, then by row; ties are marked where all orders are equal. */
static void check_group(const ig_windowing *w, size_t lo, size_t hi) {
    for (size_t i = lo + 1; i < hi; i++) {
        size_t a = w->order[i - 1], b = w->order[i];
        int order = 0;
        for (size_t k = 0; order == 0 && k < w->node->n_orders; k++)
            order = order_cells(column_of(w->table, w->node->orders[k].name), a, b,
                                w->node->orders[k].descending);
        assert_true(order < 0 || (order == 0 && a < b));
        assert_int_equal(w->fresh[i], order != 0);
    }
}

static void check_arrangement(ig_context context, const ig_table *table, const ig_query *node) {
    ig_error err;
    ig_windowing w;
    assert_int_equal(ig_windowing_init(&w, &context, table, node, &err), 0);
    assert_int_equal(ig_windowing_mark_ties(&w, &err), 0);
    assert_int_equal(ig_windowing_mark_ties(&w, &err), 0);
    bool *seen = test_calloc(table->n_rows, sizeof *seen);
    assert_int_equal(w.starts[0], 0);
    assert_int_equal(w.starts[w.n_groups], table->n_rows);
    for (size_t g = 0; g < w.n_groups; g++) {
        assert_int_equal(w.fresh[w.starts[g]], 1);
        check_group(&w, w.starts[g], w.starts[g + 1]);
        for (size_t i = w.starts[g]; i < w.starts[g + 1]; i++) {
            for (size_t k = 0; k < node->keys.n; k++)
                assert_true(cells_equal(column_of(table, node->keys.items[k]), w.order[w.starts[g]],
                                        w.order[i]));
            assert_false(seen[w.order[i]]);
            seen[w.order[i]] = true;
        }
    }
    assert_int_equal(w.cuts[0], 0);
    assert_int_equal(w.cuts[w.n_tasks], w.n_groups);
    for (size_t t = 0; t < w.n_tasks; t++)
        assert_true(w.cuts[t] <= w.cuts[t + 1]);
    test_free(seen);
    ig_windowing_reset(&w);
}

static void rows_are_arranged_by_group_and_order(void **state) {
    (void)state;
    uint64_t r = 5;
    char k[] = "k", month[] = "month", key[] = "s", second[] = "t";
    char *keys[] = {k, month};
    ig_kept_order orders[] = {{key, false}, {second, true}};
    for (size_t round = 0, rounds = test_rounds(60); round < rounds; round++) {
        ig_context context = world_new(1 + (unsigned)random_below(&r, 3));
        context.morsel_rows = 64;
        ig_table *table = random_table(context.memory, &r, 1 + random_below(&r, 400));
        orders[0].descending = random_below(&r, 2) != 0;
        ig_query node = node_of(keys, random_below(&r, 3), orders, random_below(&r, 3));
        check_arrangement(context, table, &node);
        ig_table_release(table);
        world_free(context);
    }
}

static void periods_are_read_in_place(void **state) {
    (void)state;
    ig_error err;
    ig_windowing w;
    ig_context context = world_new(2);
    ig_table *table = table_of(context.memory, "k:text,month:month\n"
                                               "a,\nb,2024-03\na,2024-02\nb,2023-12\na,2024-01\n");
    char k[] = "k", month[] = "month";
    char *keys[] = {k};
    ig_kept_order orders[] = {{month, false}};
    ig_query node = node_of(keys, 1, orders, 1);
    assert_int_equal(ig_windowing_init(&w, &context, table, &node, &err), 0);
    assert_int_equal(ig_windowing_read_periods(&w, &err), 0);
    assert_int_equal(ig_windowing_read_periods(&w, &err), 0);
    static const uint32_t order[] = {4, 2, 0, 3, 1};
    assert_memory_equal(w.order, order, sizeof order);
    assert_int_equal(w.periods[1], ig_month_make(2024, 2));
    assert_int_equal(w.periods[3], ig_month_make(2023, 12));
    assert_int_equal(w.first, ig_month_make(2023, 12));
    assert_int_equal(w.last, ig_month_make(2024, 3));
    assert_ptr_equal(ig_windowing_sorted(&w), column_of(table, "month"));
    ig_buffer out;
    ig_buffer_init(&out, context.memory);
    assert_int_equal(ig_windowing_print_group(&w, 3, &out, &err), 0);
    assert_string_equal(ig_buffer_text(&out, &err), "group k = b");
    ig_buffer_reset(&out);
    ig_windowing_reset(&w);
    ig_windowing_reset(&w);
    ig_table_release(table);
    world_free(context);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_are_arranged_by_group_and_order),
        cmocka_unit_test(periods_are_read_in_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
