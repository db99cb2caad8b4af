/* One more row for what a top leaves out: one result for any pool and cut, every failure frees. */
#include "query/query.h"

#include "query/verbs.h"

static ig_query *top_others(ig_query *query, size_t n, const char *by, const char *const *within,
                            ig_error *err) {
    ig_top top = {.n_rows = n,
                  .order = {by, true},
                  .within = within,
                  .n_within = count_names(within),
                  .others = "Others"};
    return query != NULL ? taken(query, ig_query_top(query, &top, err)) : NULL;
}

static void text_keys_hold_the_label(void **state) {
    (void)state;
    ig_error err;
    ig_context context = world_new(2);
    ig_query *q = from_text(context, "hs:text,month:month,code:decimal,qty:decimal.1\n"
                                     "76,2024-01,1,5.5\n74,2024-01,2,1.0\n70,2024-02,3,2.0\n"
                                     "71,2024-01,4,\n70,2024-02,3,9.0\n76,2024-02,1,8.0\n");
    q = aggregate(context, q, NAMES("hs", "month", "code"),
                  NAMES("qty", "sum(qty)", "label", "if_else(count() > 1, hs, nil)"), &err);
    assert_result(context, top_others(ig_query_retain(q), 1, "qty", NAMES("month"), &err),
                  "hs,month,code,qty,label\n"
                  "76,2024-01,1,5.5,\nOthers,2024-01,,1.0,Others\n"
                  "70,2024-02,3,11.0,70\nOthers,2024-02,,8.0,\n");
    assert_result(context, top_others(ig_query_retain(q), 0, "qty", NO_NAMES, &err),
                  "hs,month,code,qty,label\nOthers,,,25.5,Others\n");
    assert_result(context, top_others(q, 9, "code", NO_NAMES, &err),
                  "hs,month,code,qty,label\n"
                  "71,2024-01,4,,\n70,2024-02,3,11.0,70\n74,2024-01,2,1.0,\n"
                  "76,2024-01,1,5.5,\n76,2024-02,1,8.0,\n");
    world_free(context);
}

/* A source whose columns are named like what the engine would call its own. */
static void any_names_will_do(void **state) {
    (void)state;
    ig_error err;
    ig_context context = world_new(1);
    ig_query *q = from_text(context, "others:text,call 0:decimal,g:text\n"
                                     "a,1,x\nb,2,x\nc,3,x\na,7,y\nb,5,y\n");
    q = aggregate(context, q, NAMES("others", "g"),
                  NAMES("call 0", "sum(`call 0`)", "sum(`call 0`)", "max(`call 0`) * 10"), &err);
    assert_result(context, top_others(q, 1, "call 0", NAMES("g"), &err),
                  "others,g,call 0,sum(`call 0`)\n"
                  "c,x,3,30\nOthers,x,3,20\na,y,7,70\nOthers,y,5,50\n");
    world_free(context);
}

static void any_pool_and_any_cut_give_the_same_bits(void **state) {
    (void)state;
    static const flavour kinds[] = {{IG_TEXT, 0, 400, false, 5},
                                    {IG_MONTH, 0, 12, false, 0},
                                    {IG_DECIMAL, 2, 5000, false, 10},
                                    {IG_REAL, 0, 5000, false, 10}};
    static const char *const names[] = {"k", "month", "qty", "real"};
    uint64_t r = 91;
    ig_error err;
    ig_context home = world_new(1);
    ig_table *table = ig_table_new(home.memory, 30000, &err);
    for (size_t i = 0; i < 4; i++)
        assert_int_equal(
            ig_table_add(table, names[i], random_column(home.memory, &r, &kinds[i], 30000), &err),
            0);
    ig_query *q = where(home, ig_query_from(table, &err), "qty > 3", &err);
    q = aggregate(home, q, NAMES("month", "k"),
                  NAMES("q", "sum(qty)", "r", "sum(real) / sum(qty)", "d", "count_distinct(qty)"),
                  &err);
    q = derive(home, sort_by(q, NAMES("-d"), &err), NAMES("half", "q / 2"), &err);
    q = top_others(q, 3, "r", NAMES("month"), &err);
    ig_table *expected = collected_alike(home, q, 64 * 40, &r);
    assert_int_equal(expected->n_rows, 12 * 4);
    ig_table_release(expected);
    ig_table_release(table);
    world_free(home);
}

/* Collects one query while allocations fail; the query itself is of another account. */
static int collect(ig_memory *memory, void *query, ig_error *err) {
    ig_context context = {.memory = memory, .pool = ig_pool_new(memory, 2, err)};
    ig_table *table = context.pool != NULL ? ig_query_collect(&context, query, err) : NULL;
    ig_pool_free(context.pool);
    int rc = table != NULL ? 0 : -1;
    ig_table_release(table);
    return rc;
}

static int build(ig_memory *memory, void *input, ig_error *err) {
    (void)memory;
    static const char *const within[] = {"month"};
    const ig_top top = {
        .n_rows = 1, .order = {"n", true}, .within = within, .n_within = 1, .others = "Rest"};
    ig_query *query = ig_query_top(input, &top, err);
    int rc = query != NULL ? 0 : -1;
    ig_query_release(query);
    return rc;
}

static void failures_free_everything(void **state) {
    (void)state;
    ig_error err;
    ig_context home = world_new(1);
    ig_query *q = from_text(home, "k:text,month:month,x:decimal\n"
                                  "a,2024-01,1\nb,2024-01,2\nc,2024-02,3\nd,2024-02,4\n");
    q = aggregate(home, q, NAMES("month", "k"), NAMES("n", "sum(x) / count()"), &err);
    q = derive(home, sort_by(q, NAMES("-n"), &err), NAMES("twice", "n * 2"), &err);
    for (uint64_t nth = 1;; nth++) {
        ig_memory_fail_at(home.memory, nth);
        int rc = build(home.memory, q, &err);
        ig_memory_fail_at(home.memory, 0);
        if (rc == 0) {
            assert_true(nth > 20);
            break;
        }
    }
    q = top_others(q, 1, "n", NAMES("month"), &err);
    assert_true(prove_failures_free(collect, q) > 60);
    ig_query_release(q);
    world_free(home); /* asserts that nothing of the failed nodes is left */
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_keys_hold_the_label),
        cmocka_unit_test(any_names_will_do),
        cmocka_unit_test(any_pool_and_any_cut_give_the_same_bits),
        cmocka_unit_test(failures_free_everything),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
