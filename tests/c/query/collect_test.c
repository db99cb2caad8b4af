#include "query/query.h"

#include "query/verbs.h"

static const flavour COLUMNS[] = {
    {IG_MONTH, 0, 6, false, 5}, {IG_TEXT, 0, 7, false, 10},     {IG_DECIMAL, 2, 40, false, 10},
    {IG_REAL, 0, 30, false, 5}, {IG_DECIMAL, 0, 500, false, 0}, {IG_BOOL, 0, 2, false, 20},
};
static const char *const COLUMN_NAMES[] = {"month", "partner", "value", "rate", "qty", "flag"};
enum { N_COLUMNS = 6 };

static ig_table *random_table(ig_memory *memory, uint64_t *r, size_t n_rows) {
    ig_error err;
    ig_table *table = ig_table_new(memory, n_rows, &err);
    for (size_t i = 0; i < N_COLUMNS; i++)
        assert_int_equal(ig_table_add(table, COLUMN_NAMES[i],
                                      random_column(memory, r, &COLUMNS[i], n_rows), &err),
                         0);
    return table;
}

static bool has(const ig_table *table, const char *name) {
    return ig_table_find(table, name, strlen(name)) != SIZE_MAX;
}

/* One of the columns at hand. */
static const char *any_name(uint64_t *r, const ig_table *now) {
    return now->fields[random_below(r, now->n_fields)].name;
}

static ig_query *random_aggregate(ig_context context, uint64_t *r, ig_query *q, const ig_table *now,
                                  ig_error *err) {
    const char *keys[3] = {NULL}, *pairs[9] = {"n", "count()", NULL};
    char text[2][64];
    size_t n = 1, n_keys = random_below(r, 3);
    for (size_t i = 0; i < n_keys; i++)
        keys[i] = any_name(r, now);
    if (n_keys == 2 && strcmp(keys[0], keys[1]) == 0)
        keys[1] = NULL;
    static const char *const calls[] = {"max", "count_distinct", "first", "last", "min", "count"};
    for (size_t i = 0; i < 2; i++) {
        snprintf(text[i], sizeof text[i], "%s(%s)", calls[random_below(r, 6)], any_name(r, now));
        pairs[2 * n] = i == 0 ? "agg_a" : "agg_b";
        pairs[2 * n++ + 1] = text[i];
    }
    if (has(now, "qty") && has(now, "value")) {
        pairs[2 * n] = "ratio";
        pairs[2 * n++ + 1] = "sum(value + 1) / (mean(qty) + sum(value + 1))";
    }
    for (size_t i = 0; i < n_keys && keys[i] != NULL; i++)
        for (size_t k = 0; k < n; k++)
            if (strcmp(keys[i], pairs[2 * k]) == 0)
                return q; /* a name would stand twice */
    return aggregate(context, q, keys, pairs, err);
}

/* One more verb that fits the columns at hand. */
static ig_query *random_verb(ig_context context, uint64_t *r, ig_query *q, const ig_table *now,
                             ig_error *err) {
    const char *a = any_name(r, now), *b = any_name(r, now);
    char order[64], formula[128];
    switch (random_below(r, 9)) {
    case 0: return has(now, "qty") ? where(context, q, "qty > 100 and qty < 450", err) : q;
    case 1:
        snprintf(formula, sizeof formula, "not is_missing(%s)", a);
        return where(context, q, formula, err);
    case 2: return strcmp(a, b) != 0 ? select_names(q, NAMES(a, b), err) : q;
    case 3:
        return has(now, "qty") && has(now, "value")
                   ? derive(context, q, NAMES("qty", "qty + value", "new", "qty * 2"), err)
                   : q;
    case 4: return random_aggregate(context, r, q, now, err);
    case 5:
        snprintf(order, sizeof order, "%s%s", random_below(r, 2) != 0 ? "-" : "", a);
        return sort_by(q, NAMES(order, b), err);
    case 6:
        snprintf(order, sizeof order, "%s%s", random_below(r, 2) != 0 ? "-" : "", a);
        return top_by(q, 1 + random_below(r, 60), order, random_below(r, 2) != 0, err);
    case 7: return limit_to(q, random_below(r, 2 * now->n_rows + 1), err);
    default: return strcmp(a, b) != 0 ? distinct_names(q, NAMES(a, b), err) : q;
    }
}

/* A whole query gives what its verbs give one by one, each collected before the next: selections,
   pruned columns and shared ones change nothing. */
static void lazy_equals_eager(void **state) {
    (void)state;
    uint64_t r = 61;
    ig_error err;
    for (size_t round = 0, rounds = test_rounds(400); round < rounds; round++) {
        ig_context context = world_new(1);
        ig_table *now = random_table(context.memory, &r, random_below(&r, 120));
        ig_query *lazy = ig_query_from(now, &err);
        for (size_t step = 0; step < 6; step++) {
            uint64_t same = r;
            ig_query *eager = ig_query_from(now, &err);
            eager = random_verb(context, &r, eager, now, &err);
            lazy = random_verb(context, &same, lazy, now, &err);
            if (lazy == NULL || eager == NULL)
                fail_msg("%s", err.text);
            ig_table_release(now);
            now = ig_query_collect(&context, eager, &err);
            if (now == NULL)
                fail_msg("%s", err.text);
            ig_query_release(eager);
        }
        ig_table *whole = ig_query_collect(&context, lazy, &err);
        assert_non_null(whole);
        assert_true(same_tables(whole, now));
        ig_table_release(whole);
        ig_table_release(now);
        ig_query_release(lazy);
        world_free(context);
    }
}

static ig_query *long_query(ig_context context, ig_table *table) {
    ig_error err;
    ig_query *q = ig_query_from(table, &err);
    q = where(context, q, "qty > 20 and rate > -4000", &err);
    q = derive(context, q, NAMES("price", "rate * qty", "v2", "value * 2"), &err);
    q = aggregate(context, q, NAMES("qty", "month", "flag"),
                  NAMES("p", "sum(price)", "m", "mean(price)", "v", "sum(v2) / count()", "d",
                        "count_distinct(partner)", "w", "max(partner)"),
                  &err);
    return sort_by(q, NAMES("-p", "w"), &err);
}

/* Real sums over many tasks: the same bits with any number of threads, however rows are cut. */
static void any_pool_and_cut_give_the_same_bits(void **state) {
    (void)state;
    ig_context home = world_new(1);
    uint64_t r = 62;
    ig_table *table = random_table(home.memory, &r, 150000);
    ig_query *q = long_query(home, table);
    ig_table *expected = collected_alike(home, q, 64 * 400, &r);
    assert_true(expected->n_rows > 3000);
    ig_table_release(expected);
    ig_table_release(table);
    world_free(home);
}

/* Only columns that someone looks at are copied. */
static void unneeded_columns_are_not_copied(void **state) {
    (void)state;
    ig_error err;
    ig_context context = world_new(1);
    uint64_t r = 63;
    ig_table *table = random_table(context.memory, &r, 5000);
    ig_query *q = where(context, ig_query_from(table, &err), "qty > 20", &err);
    q = derive(context, q, NAMES("double", "qty * 2"), &err);
    ig_query *narrow = select_names(ig_query_retain(q), NAMES("double"), &err);
    uint64_t calls = ig_memory_read(context.memory).calls;
    ig_table *result = ig_query_collect(&context, narrow, &err);
    uint64_t few = ig_memory_read(context.memory).calls - calls;
    ig_table_release(result);
    calls = ig_memory_read(context.memory).calls;
    result = ig_query_collect(&context, q, &err);
    assert_true(few + 2 * N_COLUMNS < ig_memory_read(context.memory).calls - calls);
    ig_table_release(result);
    ig_query_release(narrow);
    ig_query_release(q);
    ig_table_release(table);
    world_free(context);
}

static ig_query *make_same(void *of, ig_error *err) {
    (void)err;
    return ig_query_retain(of);
}

/* Verbs of every kind and functions besides: wherever memory runs out, collect leaves nothing. */
static void failures_free_everything(void **state) {
    (void)state;
    ig_error err;
    ig_context context = world_new(1);
    probe p = {.memory = context.memory, .type = IG_DECIMAL};
    ig_function function = probe_function(&p);
    ig_term term = {.name = "f", .function = &function};
    ig_table *table = table_of(context.memory, "hs:text,qty:decimal\na,1\nb,2\na,3\nc,\nb,7\n");
    table->coverage = table_of(context.memory, "hs:text\na\nb\nc\n");
    ig_query *q = where(context, ig_query_from(table, &err), "qty > 0 and hs ~= 'c'", &err);
    q = derive(context, q, NAMES("g", "qty * 2"), &err);
    q = taken(q, ig_query_derive(q, &term, 1, &err));
    ig_term terms[] = {term_of(context, "s", "sum(qty * 2) / count_distinct(g)"),
                       {.name = "f", .function = &function}};
    q = taken(q, ig_query_aggregate(q, NAMES("hs"), 1, terms, 2, &err));
    q = limit_to(sort_by(q, NAMES("hs", "-s"), &err), 5, &err);
    q = distinct_names(top_by(q, 4, "-s", true, &err), NAMES("hs", "s"), &err);
    size_t before = ig_memory_read(context.memory).live_blocks;
    ig_table *result = collected_at_last(context, make_same, q);
    assert_table(context, result, "hs,s\nb,9\na,4\n");
    ig_table_release(result);
    assert_int_equal(ig_memory_read(context.memory).live_blocks, before);
    term_free(&terms[0]);
    ig_query_release(q);
    ig_table_release(table);
    assert_int_equal(p.n_released, 2);
    world_free(context);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lazy_equals_eager),
        cmocka_unit_test(any_pool_and_cut_give_the_same_bits),
        cmocka_unit_test(unneeded_columns_are_not_copied),
        cmocka_unit_test(failures_free_everything),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
