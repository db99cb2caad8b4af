#include "query/query.h"

#include "query/verbs.h"

static const char TRADE[] = "hs:text,month:month,qty:decimal\n7614,2025-04,3\n7605,2025-05,1\n";

static void columns_keep_their_places(void **state) {
    (void)state;
    ig_error err;
    ig_context context = world_new(1);
    ig_query *q = from_text(context, TRADE);
    assert_result(context, rename_to(ig_query_retain(q), NAMES("kg", "qty", "code", "hs"), &err),
                  "code,month,kg\n7614,2025-04,3\n7605,2025-05,1\n");
    assert_result(context, rename_to(ig_query_retain(q), NAMES("hs", "qty", "qty", "hs"), &err),
                  "qty,month,hs\n7614,2025-04,3\n7605,2025-05,1\n");
    assert_result(context, rename_to(ig_query_retain(q), NAMES("qty", "qty"), &err),
                  "hs,month,qty\n7614,2025-04,3\n7605,2025-05,1\n");
    q = rename_to(sort_by(q, NAMES("qty"), &err), NAMES("m", "month"), &err);
    assert_result(context, select_names(where(context, q, "m < '2026-01'", &err), NAMES("m"), &err),
                  "m\n2025-05\n2025-04\n");
    world_free(context);
}

static void wrong_names_are_refused(void **state) {
    (void)state;
    ig_error err;
    ig_context context = world_new(1);
    ig_query *q = from_text(context, TRADE);
    const struct {
        const char *pairs[5];
        const char *text;
    } cases[] = {
        {{"a", "qt", NULL}, "unknown column 'qt' (did you mean 'qty'?)"},
        {{"hs", "qty", NULL}, "two columns named 'hs'"},
        {{"a", "qty", "a", "hs", NULL}, "two columns named 'a'"},
        {{"a", "qty", "b", "qty", NULL}, "rename: old names: two columns named 'qty'"},
        {{"", "qty", NULL}, "rename: column 'qty': a new name expected"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_refused(rename_to(ig_query_retain(q), cases[i].pairs, &err), &err, IG_ERROR_USAGE,
                       cases[i].text);
    ig_query_release(q);
    world_free(context);
}

static const char CELLS[] = "hs:text,month:month\n7614,2025-04\n7605,2025-05\n";

static ig_query *covered(ig_context context) {
    return from_texts(context, (texts){.rows = TRADE, .coverage = CELLS});
}

/* A filter narrows by whatever name the column has. */
static void coverage_follows(void **state) {
    (void)state;
    ig_error err;
    ig_context context = world_new(1);
    ig_query *q = rename_to(covered(context), NAMES("m", "month"), &err);
    assert_coverage(context, where(context, ig_query_retain(q), "m == '2025-05'", &err),
                    "hs,m\n7605,2025-05\n");
    q = rename_to(where(context, q, "m == '2025-05'", &err), NAMES("month", "m"), &err);
    assert_coverage(context, q, "hs,month\n7605,2025-05\n");
    world_free(context);
}

/* Where a column took the name of one that the coverage speaks of, nothing is covered. */
static void coverage_does_not_follow_a_stranger(void **state) {
    (void)state;
    ig_error err;
    ig_context context = world_new(1);
    ig_query *q = select_names(covered(context), NAMES("month", "qty"), &err);
    q = rename_to(q, NAMES("hs", "qty"), &err);
    assert_coverage(context, ig_query_retain(q), "hs,month\n");
    assert_coverage(context, where(context, q, "month == '2025-05'", &err), "hs,month\n");
    /* The other keeps its column, under its new name. */
    q = rename_to(covered(context), NAMES("code", "hs", "hs", "qty"), &err);
    assert_coverage(context, q, "code,month\n7614,2025-04\n7605,2025-05\n");
    q = rename_to(covered(context), NAMES("hs", "hs", "note", "qty"), &err);
    assert_coverage(context, q, "hs,month\n7614,2025-04\n7605,2025-05\n");
    /* The name it would get is still one of the coverage's, though the table has no such column. */
    q = select_names(covered(context), NAMES("month", "qty"), &err);
    q = rename_to(q, NAMES("hs", "month"), &err);
    assert_coverage(context, where(context, q, "hs == '2025-05'", &err), "hs,month\n");
    /* What has another meaning does not follow, and is not covered. */
    q = derive(context, covered(context), NAMES("month", "month + 1"), &err);
    q = rename_to(q, NAMES("m", "month"), &err);
    assert_coverage(context, q, "hs,month\n");
    world_free(context);
}

static ig_query *make_renamed(void *of, ig_error *err) {
    return rename_to(ig_query_retain(of), NAMES("m", "month"), err);
}

static ig_query *make_replaced(void *of, ig_error *err) {
    return rename_to(ig_query_retain(of), NAMES("hs", "qty"), err);
}

static void failing_allocations_leave_nothing(void **state) {
    (void)state;
    ig_error err;
    ig_context context = world_new(1);
    ig_query *q = covered(context);
    ig_table_release(collected_at_last(context, make_renamed, q));
    q = select_names(q, NAMES("month", "qty"), &err);
    ig_table_release(collected_at_last(context, make_replaced, q));
    ig_query_release(q);
    world_free(context);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(columns_keep_their_places),
        cmocka_unit_test(wrong_names_are_refused),
        cmocka_unit_test(coverage_follows),
        cmocka_unit_test(coverage_does_not_follow_a_stranger),
        cmocka_unit_test(failing_allocations_leave_nothing),
    };
    return cmocka_run_group_tests_name("rename", tests, NULL, NULL);
}
