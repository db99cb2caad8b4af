#include "query/union.h"

#include "query/verbs.h"

/* By name: the first's columns, then the new ones; what a side lacks is missing there. */
static void rows_stand_below_each_other_by_name(void **state) {
    (void)state;
    ig_error err;
    ig_context context = world_new(2);
    ig_query *q = unite(from_text(context, "a:text,b:month,f:bool\nx,2025-01,true\ny,,false\n"),
                        from_text(context, "c:real,a:text\n1.5,z\n2.5,x\n"), &err);
    assert_result(context, q, "a,b,f,c\nx,2025-01,true,\ny,,false,\nz,,,1.5\nx,,,2.5\n");
    world_free(context);
}

static void numbers_widen_and_that_is_said(void **state) {
    (void)state;
    ig_error err;
    ig_context context = world_new(1);
    ig_query *a = from_text(context, "q:decimal,r:decimal.1,s:decimal\n3,0.5,1\n,1.5,2\n");
    ig_query *b = from_text(context, "q:decimal.2,r:real,s:decimal\n0.25,2.75,3\n");
    ig_table *table = collected(context, unite(a, b, &err));
    assert_table(context, table, "q,r,s\n3.00,0.5,1\n,1.5,2\n0.25,2.75,3\n");
    assert_int_equal(table->fields[0].column->width, 2); /* as narrow as 300 */
    assert_table(context, table->warnings,
                 "file,message\n,union: column 'q': decimal(0), decimal(2) as decimal(2)\n"
                 ",union: column 'r': decimal(1), real as real\n");
    ig_table_release(table);
    world_free(context);
}

static void unlike_types_and_units_are_refused(void **state) {
    (void)state;
    ig_error err;
    ig_context context = world_new(1);
    assert_refused(unite(from_text(context, "a:text,q:text\nx,y\n"),
                         from_text(context, "q:decimal.2\n1.00\n"), &err),
                   &err, IG_ERROR_USAGE,
                   "union: column 'q' is text on one side and decimal(2) on the other");
    const char *text = "q:decimal\n1\n";
    assert_refused(
        unite(from_text_in(context, text, "q", "kg"), from_text_in(context, text, "q", "t"), &err),
        &err, IG_ERROR_USAGE, "union: column 'q' is in kg on one side and in t on the other");
    world_free(context);
}

static void what_does_not_fit_the_larger_scale_is_an_error(void **state) {
    (void)state;
    ig_error err;
    ig_context context = world_new(1);
    assert_fails(context,
                 unite(from_text(context, "q:decimal\n1\n9223372036854775807\n"),
                       from_text(context, "q:decimal.2\n1.00\n"), &err),
                 IG_ERROR_DATA, "union: column 'q': the value of row 2 does not fit decimal(2)");
    world_free(context);
}

/* A chain is put together once, and a query may stand in it more than once. */
static void chains_and_repeats_are_put_together(void **state) {
    (void)state;
    ig_error err;
    ig_context context = world_new(1);
    ig_query *a = from_text(context, "a:text\nx\n");
    ig_query *two = unite(ig_query_retain(a), from_text(context, "b:text\ny\n"), &err);
    ig_query *four = unite(ig_query_retain(two), ig_query_retain(two), &err);
    ig_query *five = unite(four, a, &err);
    assert_result(context, limit_to(ig_query_retain(five), 4, &err), "a,b\nx,\n,y\nx,\n,y\n");
    assert_result(
        context,
        aggregate(context, unite(five, two, &err), NAMES("b"), NAMES("n", "count()"), &err),
        "b,n\n,4\ny,3\n");
    world_free(context);
}

/* Doubling sixty times would be 2^60 rows; each node still runs once. */
static void shared_nodes_run_once(void **state) {
    (void)state;
    ig_error err;
    ig_context context = world_new(1);
    probe p = {.memory = context.memory, .type = IG_DECIMAL};
    ig_function function = probe_function(&p);
    ig_term term = {.name = "d", .function = &function};
    ig_query *q = from_text(context, "qty:decimal\n1\n2\n");
    q = taken(q, ig_query_derive(q, &term, 1, &err));
    for (int i = 0; i < 60; i++)
        q = limit_to(unite(q, ig_query_retain(q), &err), 3, &err);
    assert_result(context, q, "qty,d\n1,2\n2,4\n1,2\n");
    assert_int_equal(p.n_called, 1);
    world_free(context);
}

/* Neither a chain as first inputs nor one as second inputs is walked by recursion. */
static void long_chains_do_not_overflow_the_stack(void **state) {
    (void)state;
    enum { LINKS = 30000 };
    ig_error err;
    ig_context context = world_new(1);
    ig_query *row = from_text(context, "n:decimal\n1\n"), *left = ig_query_retain(row);
    for (int i = 0; i < LINKS; i++)
        left = unite(left, ig_query_retain(row), &err);
    assert_result(context, aggregate(context, left, NO_NAMES, NAMES("n", "sum(n)"), &err),
                  "n\n30001\n");
    ig_query *right = ig_query_retain(row);
    for (int i = 0; i < LINKS; i++)
        right = unite(limit_to(ig_query_retain(row), 0, &err), right, &err);
    assert_result(context, right, "n\n1\n");
    ig_query_release(row);
    world_free(context);
}

/* A result past the limit is refused before it takes memory. */
static void a_result_has_its_limit(void **state) {
    (void)state;
    enum { N = 1 << 26 };
    ig_error err;
    ig_context context = world_new(1);
    ig_table *table = ig_table_new(context.memory, N, &err);
    ig_column *column = ig_column_new(context.memory, IG_BOOL, 0, 0, N, &err);
    assert_int_equal(ig_table_add(table, "f", column, &err), 0);
    ig_query *one = ig_query_from(table, &err), *q = ig_query_retain(one);
    ig_table_release(table);
    for (int i = 1; i < 64; i++)
        q = unite(q, ig_query_retain(one), &err);
    assert_fails(context, q, IG_ERROR_LIMIT,
                 "union: the result has 4294967296 rows, at most 4294967294 are possible");
    ig_query_release(one);
    world_free(context);
}

/* Covered is what any part covers; what several parts say is said once. */
static void coverage_and_rejects_are_joined(void **state) {
    (void)state;
    ig_error err;
    ig_context context = world_new(1);
    const char *rows = "hs:text,month:month\n7614,2025-04\n";
    ig_query *a =
        from_texts(context, (texts){.rows = rows,
                                    .coverage = "hs:text,month:month\n7614,2025-04\n7614,2025-05\n",
                                    .rejects = "file:text,line:decimal\na.csv,3\n"});
    ig_query *b =
        from_texts(context, (texts){.rows = rows,
                                    .coverage = "hs:text,month:month\n7614,2025-05\n7605,2025-05\n",
                                    .rejects = "file:text,line:decimal\nb.csv,4\na.csv,3\n"});
    ig_query *both = unite(ig_query_retain(a), b, &err);
    ig_table *table = collected(context, ig_query_retain(both));
    assert_table(context, table->coverage, "hs,month\n7614,2025-04\n7614,2025-05\n7605,2025-05\n");
    assert_table(context, table->rejects, "file,line\na.csv,3\nb.csv,4\n");
    assert_null(table->warnings);
    ig_table_release(table);
    table = collected(context, where(context, both, "month == '2025-05'", &err));
    assert_table(context, table->coverage, "hs,month\n7614,2025-05\n7605,2025-05\n");
    ig_table_release(table);
    /* Where a part's month is another month, its rows lie in cells of the other: nothing is covered. */
    ig_query *other = derive(context, ig_query_retain(a), NAMES("month", "month + 1"), &err);
    table = collected(context, select_names(unite(a, other, &err), NAMES("hs"), &err));
    assert_table(context, table->coverage, "hs,month\n");
    ig_table_release(table);
    world_free(context);
}

/* A column of a function has its type only when it ran. */
static void columns_of_functions_are_checked_late(void **state) {
    (void)state;
    ig_error err;
    ig_context context = world_new(1);
    probe p = {.memory = context.memory, .type = IG_DECIMAL};
    ig_function function = probe_function(&p);
    ig_term term = {.name = "d", .function = &function};
    ig_query *a = from_text(context, "qty:decimal\n1\n");
    a = taken(a, ig_query_derive(a, &term, 1, &err));
    assert_fails(context, unite(ig_query_retain(a), from_text(context, "d:text\nx\n"), &err),
                 IG_ERROR_USAGE,
                 "union: column 'd' is decimal(0) on one side and text on the other");
    assert_result(context, unite(a, from_text(context, "d:decimal\n7\n"), &err),
                  "qty,d\n1,2\n,7\n");
    world_free(context);
}

static ig_query *make_union(void *sides, ig_error *err) {
    ig_query **of = sides;
    return unite(ig_query_retain(of[0]), ig_query_retain(of[1]), err);
}

static void failing_allocations_leave_nothing(void **state) {
    (void)state;
    ig_context context = world_new(1);
    ig_query *sides[] = {
        from_texts(context, (texts){"hs:text,q:decimal\n7614,1\n,2\n", "hs:text\n7614\n",
                                    "file:text\na.csv\n", NULL}),
        from_texts(context, (texts){"hs:text,q:decimal.1\n7605,1.5\n", "hs:text\n7605\n",
                                    "file:text\nb.csv\n", NULL})};
    ig_table *result = collected_at_last(context, make_union, sides);
    assert_table(context, result, "hs,q\n7614,1.0\n,2.0\n7605,1.5\n");
    ig_table_release(result);
    ig_query_release(sides[0]);
    ig_query_release(sides[1]);
    world_free(context);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_stand_below_each_other_by_name),
        cmocka_unit_test(numbers_widen_and_that_is_said),
        cmocka_unit_test(unlike_types_and_units_are_refused),
        cmocka_unit_test(what_does_not_fit_the_larger_scale_is_an_error),
        cmocka_unit_test(chains_and_repeats_are_put_together),
        cmocka_unit_test(shared_nodes_run_once),
        cmocka_unit_test(long_chains_do_not_overflow_the_stack),
        cmocka_unit_test(a_result_has_its_limit),
        cmocka_unit_test(coverage_and_rejects_are_joined),
        cmocka_unit_test(columns_of_functions_are_checked_late),
        cmocka_unit_test(failing_allocations_leave_nothing),
    };
    return cmocka_run_group_tests_name("union", tests, NULL, NULL);
}
