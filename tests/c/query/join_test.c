#include "query/query.h"

#include "query/verbs.h"

static const char TRADE[] = "hs:text,month:month,qty:decimal\n"
                            "7614,2025-04,3\n7605,2025-04,1\n,2025-05,2\n7614,2025-05,\n";
static const char CODES[] = "hs:text,name:text,weight:decimal.1\n"
                            "7614,wire,1.5\n9999,none,2.5\n7614,cable,0.5\n,blank,9.0\n";

static ig_query *joined(ig_context context, ig_join_kind kind) {
    ig_error err;
    ig_query *q = join(from_text(context, TRADE), from_text(context, CODES), kind,
                       NAMES("hs", "hs"), NULL, &err);
    if (q == NULL)
        fail_msg("%s", err.text);
    return q;
}

/* A missing key equals none, not even another missing one. */
static void each_kind_has_its_rows(void **state) {
    (void)state;
    static const char *const expected[] = {
        [IG_JOIN_INNER] = "hs,month,qty,name,weight\n7614,2025-04,3,wire,1.5\n"
                          "7614,2025-04,3,cable,0.5\n7614,2025-05,,wire,1.5\n"
                          "7614,2025-05,,cable,0.5\n",
        [IG_JOIN_LEFT] = "hs,month,qty,name,weight\n7614,2025-04,3,wire,1.5\n"
                         "7614,2025-04,3,cable,0.5\n7605,2025-04,1,,\n,2025-05,2,,\n"
                         "7614,2025-05,,wire,1.5\n7614,2025-05,,cable,0.5\n",
        [IG_JOIN_RIGHT] = "hs,month,qty,name,weight\n7614,2025-04,3,wire,1.5\n"
                          "7614,2025-05,,wire,1.5\n9999,,,none,2.5\n7614,2025-04,3,cable,0.5\n"
                          "7614,2025-05,,cable,0.5\n,,,blank,9.0\n",
        [IG_JOIN_FULL] = "hs,month,qty,name,weight\n7614,2025-04,3,wire,1.5\n"
                         "7614,2025-04,3,cable,0.5\n7605,2025-04,1,,\n,2025-05,2,,\n"
                         "7614,2025-05,,wire,1.5\n7614,2025-05,,cable,0.5\n9999,,,none,2.5\n"
                         ",,,blank,9.0\n",
        [IG_JOIN_SEMI] = "hs,month,qty\n7614,2025-04,3\n7614,2025-05,\n",
        [IG_JOIN_ANTI] = "hs,month,qty\n7605,2025-04,1\n,2025-05,2\n",
    };
    ig_context context = world_new(2);
    for (int kind = IG_JOIN_INNER; kind <= IG_JOIN_ANTI; kind++)
        assert_result(context, joined(context, (ig_join_kind)kind), expected[kind]);
    world_free(context);
}

static void keys_may_have_unlike_names_and_scales(void **state) {
    (void)state;
    ig_error err;
    ig_context context = world_new(1);
    const char *left = "a:decimal,m:month,x:decimal\n1,2025-01,7\n2,2025-01,8\n1,2025-02,9\n";
    const char *right =
        "m2:month,b:decimal.2,y:text\n2025-01,1.00,p\n2025-02,1.00,q\n2025-01,2.01,r\n";
    assert_result(context,
                  join(from_text(context, left), from_text(context, right), IG_JOIN_LEFT,
                       NAMES("a", "b", "m", "m2"), NULL, &err),
                  "a,m,x,y\n1,2025-01,7,p\n2,2025-01,8,\n1,2025-02,9,q\n");
    /* The key of a right join is the right's, that of a full one has room for both. */
    assert_result(context,
                  join(from_text(context, left), from_text(context, right), IG_JOIN_RIGHT,
                       NAMES("a", "b", "m", "m2"), NULL, &err),
                  "a,m,x,y\n1.00,2025-01,7,p\n1.00,2025-02,9,q\n2.01,2025-01,,r\n");
    assert_result(
        context,
        join(from_text(context, left), from_text(context, right), IG_JOIN_FULL,
             NAMES("a", "b", "m", "m2"), NULL, &err),
        "a,m,x,y\n1.00,2025-01,7,p\n2.00,2025-01,8,\n1.00,2025-02,9,q\n2.01,2025-01,,r\n");
    world_free(context);
}

static void names_of_both_sides_want_a_suffix(void **state) {
    (void)state;
    ig_error err;
    ig_context context = world_new(1);
    ig_query *a = from_text(context, "k:text,x:decimal,x_2:decimal\nk,1,2\n");
    ig_query *b = from_text(context, "k:text,x:decimal\nk,3\n");
    assert_refused(
        join(ig_query_retain(a), ig_query_retain(b), IG_JOIN_INNER, NAMES("k", "k"), NULL, &err),
        &err, IG_ERROR_USAGE,
        "join: both sides have a column 'x'; a suffix for the right one's name is "
        "needed, as suffix = \"_2\"");
    assert_refused(
        join(ig_query_retain(a), ig_query_retain(b), IG_JOIN_INNER, NAMES("k", "k"), "_2", &err),
        &err, IG_ERROR_USAGE, "two columns named 'x_2'");
    assert_result(
        context,
        join(ig_query_retain(a), ig_query_retain(b), IG_JOIN_INNER, NAMES("k", "k"), "_b", &err),
        "k,x,x_2,x_b\nk,1,2,3\n");
    /* semi and anti take no column of the right. */
    assert_result(context, join(a, b, IG_JOIN_SEMI, NAMES("k", "k"), NULL, &err),
                  "k,x,x_2\nk,1,2\n");
    world_free(context);
}

static void what_cannot_be_joined_is_refused_at_once(void **state) {
    (void)state;
    ig_error err;
    ig_context context = world_new(1);
    ig_query *a = from_text(context, TRADE), *b = from_text(context, CODES);
    const struct {
        const char *keys[5];
        const char *text;
    } cases[] = {
        {{NULL}, "join: at least one key expected"},
        {{"sh", "hs", NULL}, "unknown column 'sh' (did you mean 'hs'?)"},
        {{"hs", "nam", NULL}, "join: the other side: unknown column 'nam' (did you mean 'name'?)"},
        {{"hs", "hs", "hs", "name", NULL}, "join: keys: two columns named 'hs'"},
        {{"month", "hs", NULL}, "join: 'month' is month, but 'hs' of the other side is text"},
        {{"hs", "weight", NULL},
         "join: 'hs' is text, but 'weight' of the other side is decimal(1)"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_refused(
            join(ig_query_retain(a), ig_query_retain(b), IG_JOIN_ANTI, cases[i].keys, NULL, &err),
            &err, IG_ERROR_USAGE, cases[i].text);
    ig_query_release(a);
    ig_query_release(b);
    world_free(context);
}

static void units_of_keys_are_alike_or_unknown(void **state) {
    (void)state;
    ig_error err;
    ig_context context = world_new(1);
    const char *text = "q:decimal\n1\n";
    assert_refused(join(from_text_in(context, text, "q", "kg"),
                        from_text_in(context, text, "q", "t"), IG_JOIN_INNER, NAMES("q", "q"), NULL,
                        &err),
                   &err, IG_ERROR_USAGE, "join: 'q' is in kg, but 'q' of the other side is in t");
    assert_result(context,
                  join(from_text_in(context, text, "q", "kg"),
                       from_text_in(context, text, "q", NULL), IG_JOIN_INNER, NAMES("q", "q"), NULL,
                       &err),
                  "q\n1\n");
    world_free(context);
}

/* A result past the limit is refused before its rows take memory. */
static void a_result_has_its_limit(void **state) {
    (void)state;
    enum { N = 70000 };
    ig_error err;
    ig_context context = world_new(2);
    ig_table *table = ig_table_new(context.memory, N, &err);
    ig_column *column = ig_column_new(context.memory, IG_DECIMAL, 0, 1, N, &err);
    assert_int_equal(ig_table_add(table, "k", column, &err), 0);
    ig_query *q = ig_query_from(table, &err);
    ig_table_release(table);
    size_t before = ig_memory_read(context.memory).live_bytes;
    q = join(q, ig_query_retain(q), IG_JOIN_LEFT, NAMES("k", "k"), NULL, &err);
    assert_fails(context, q, IG_ERROR_LIMIT,
                 "join: the result has 4900000000 rows, at most 4294967294 are possible");
    assert_true(ig_memory_read(context.memory).peak_bytes - before < 50 * N);
    world_free(context);
}

/* Columns that nobody looks at are not gathered; a function that stands between sees them all. */
static void verbs_stack_around_a_join(void **state) {
    (void)state;
    ig_error err;
    ig_context context = world_new(1);
    ig_query *codes = sort_by(from_text(context, CODES), NAMES("weight"), &err);
    ig_query *q = where(context, from_text(context, TRADE), "qty > 1 or is_missing(qty)", &err);
    q = join(q, codes, IG_JOIN_LEFT, NAMES("hs", "hs"), NULL, &err);
    q = derive(context, q, NAMES("w", "weight * 2"), &err);
    q = select_names(limit_to(q, 3, &err), NAMES("w", "month"), &err);
    assert_result(context, q, "w,month\n1.0,2025-04\n3.0,2025-04\n,2025-05\n");
    world_free(context);
}

/* Types of a function's columns are known when it has run; then keys are held against each other. */
static void keys_from_functions_are_checked_late(void **state) {
    (void)state;
    ig_error err;
    ig_context context = world_new(1);
    probe p = {.memory = context.memory, .type = IG_TEXT};
    ig_function function = probe_function(&p);
    ig_term term = {.name = "k", .function = &function};
    ig_query *a = from_text(context, TRADE);
    a = taken(a, ig_query_derive(a, &term, 1, &err));
    ig_query *b = from_text(context, "k:decimal,z:decimal\n1,2\n");
    ig_query *c = from_text(context, "k:text,z:decimal\nx,2\n");
    for (int kind = IG_JOIN_INNER; kind <= IG_JOIN_ANTI; kind++)
        assert_fails(context,
                     join(ig_query_retain(a), ig_query_retain(b), (ig_join_kind)kind,
                          NAMES("k", "k"), NULL, &err),
                     IG_ERROR_USAGE, "join: 'k' is text, but 'k' of the other side is decimal(0)");
    ig_query_release(b);
    a = select_names(a, NAMES("qty", "k"), &err);
    assert_result(context,
                  select_names(join(a, c, IG_JOIN_FULL, NAMES("k", "k"), NULL, &err),
                               NAMES("k", "qty", "z"), &err),
                  "k,qty,z\nx,3,2\nx,1,2\nx,2,2\nx,,2\n");
    world_free(context);
}

/* Coverage is the left's; where a column of the right stands in the place of what it speaks of,
   nothing is covered. */
static void coverage_stays_the_lefts(void **state) {
    (void)state;
    ig_error err;
    ig_context context = world_new(1);
    const char cells[] = "hs:text,month:month\n7614,2025-04\n7614,2025-05\n";
    ig_query *q = from_texts(context, (texts){.rows = TRADE, .coverage = cells});
    q = select_names(q, NAMES("hs", "qty"), &err);
    ig_query *other = from_text(context, "hs:text,month:month\n7614,2025-04\n");
    ig_query *same = rename_to(ig_query_retain(other), NAMES("until", "month"), &err);
    same = join(ig_query_retain(q), same, IG_JOIN_LEFT, NAMES("hs", "hs"), NULL, &err);
    assert_coverage(context, where(context, same, "hs == '7614' and until == '2030-01'", &err),
                    "hs,month\n7614,2025-04\n7614,2025-05\n");
    q = join(q, other, IG_JOIN_LEFT, NAMES("hs", "hs"), NULL, &err);
    assert_coverage(context, ig_query_retain(q), "hs,month\n");
    assert_coverage(context, select_names(q, NAMES("qty"), &err), "hs,month\n");
    world_free(context);
}

static ig_query *random_query(ig_memory *memory, uint64_t *r, const flavour *keys, size_t n_keys,
                              size_t n, const char *own) {
    ig_error err;
    ig_table *table = ig_table_new(memory, n, &err);
    char name[] = "k0";
    for (size_t k = 0; k < n_keys; k++, name[1]++)
        assert_int_equal(ig_table_add(table, name, random_column(memory, r, &keys[k], n), &err), 0);
    flavour id = {IG_DECIMAL, 0, 1000000, false, 10};
    assert_int_equal(ig_table_add(table, own, random_column(memory, r, &id, n), &err), 0);
    ig_query *query = ig_query_from(table, &err);
    ig_table_release(table);
    return query;
}

static void results_do_not_depend_on_threads_or_morsels(void **state) {
    (void)state;
    ig_error err;
    uint64_t r = 61;
    ig_context home = world_new(1);
    for (size_t round = 0; round < test_rounds(12); round++) {
        flavour keys[] = {FLAVOURS[random_below(&r, N_FLAVOURS)], {IG_TEXT, 0, 900, false, 5}};
        size_t n = 500 + random_below(&r, 3000), m = 1 + random_below(&r, 3000);
        ig_query *a = random_query(home.memory, &r, keys, 2, n, "a");
        keys[1].n_values = 300;
        ig_query *b = random_query(home.memory, &r, keys, 2, m, "b");
        ig_query *q =
            join(a, b, (ig_join_kind)(round % 6), NAMES("k0", "k0", "k1", "k1"), NULL, &err);
        ig_table_release(collected_alike(home, q, 64 * 20, &r));
    }
    world_free(home);
}

typedef struct sides {
    ig_query *left, *right;
    ig_join_kind kind;
} sides;

static ig_query *make_join(void *of, ig_error *err) {
    const sides *s = of;
    return join(ig_query_retain(s->left), ig_query_retain(s->right), s->kind, NAMES("hs", "hs"),
                "_2", err);
}

static void failing_allocations_leave_nothing(void **state) {
    (void)state;
    ig_error err;
    ig_context context = world_new(1);
    sides s = {from_text(context, TRADE), sort_by(from_text(context, CODES), NAMES("name"), &err),
               IG_JOIN_INNER};
    for (; s.kind <= IG_JOIN_ANTI; s.kind++)
        ig_table_release(collected_at_last(context, make_join, &s));
    ig_query_release(s.left);
    ig_query_release(s.right);
    world_free(context);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_kind_has_its_rows),
        cmocka_unit_test(keys_may_have_unlike_names_and_scales),
        cmocka_unit_test(names_of_both_sides_want_a_suffix),
        cmocka_unit_test(what_cannot_be_joined_is_refused_at_once),
        cmocka_unit_test(units_of_keys_are_alike_or_unknown),
        cmocka_unit_test(a_result_has_its_limit),
        cmocka_unit_test(verbs_stack_around_a_join),
        cmocka_unit_test(keys_from_functions_are_checked_late),
        cmocka_unit_test(coverage_stays_the_lefts),
        cmocka_unit_test(results_do_not_depend_on_threads_or_morsels),
        cmocka_unit_test(failing_allocations_leave_nothing),
    };
    return cmocka_run_group_tests_name("join", tests, NULL, NULL);
}
