#include "query/query.h"

#include "query/verbs.h"

static const char TRADE[] = "month:month,partner:text,qty:decimal\n"
                            "2025-05,Mexico,3\n"
                            "2025-04,Japan,1\n"
                            "2025-05,,2\n"
                            "2025-04,Mexico,\n"
                            "2025-04,Éire,3\n"
                            "2025-05,Mexico,3\n";

static void rows_sort_by_several_keys(void **state) {
    (void)state;
    ig_error err;
    ig_context context = world_new(1);
    assert_result(context, sort_by(from_text(context, TRADE), NAMES("month", "-qty"), &err),
                  "month,partner,qty\n2025-04,Éire,3\n2025-04,Japan,1\n2025-04,Mexico,\n"
                  "2025-05,Mexico,3\n2025-05,Mexico,3\n2025-05,,2\n");
    /* Bytes of UTF-8, missing last either way. */
    assert_result(context,
                  select_names(sort_by(from_text(context, TRADE), NAMES("-partner"), &err),
                               NAMES("partner"), &err),
                  "partner\nÉire\nMexico\nMexico\nMexico\nJapan\n\n");
    /* Sorting twice: the later order rules, the earlier one breaks ties. */
    ig_query *q =
        sort_by(sort_by(from_text(context, TRADE), NAMES("-qty"), &err), NAMES("month"), &err);
    assert_result(context, select_names(q, NAMES("qty"), &err), "qty\n3\n1\n\n3\n3\n2\n");
    assert_result(context, limit_to(sort_by(from_text(context, TRADE), NO_NAMES, &err), 1, &err),
                  "month,partner,qty\n2025-05,Mexico,3\n");
    world_free(context);
}

static void top_leaves_missing_out(void **state) {
    (void)state;
    ig_error err;
    ig_context context = world_new(1);
    ig_query *q = select_names(from_text(context, TRADE), NAMES("partner", "qty"), &err);
    assert_result(context, top_by(ig_query_retain(q), 2, "-qty", false, &err),
                  "partner,qty\nMexico,3\nÉire,3\n");
    assert_result(context, top_by(ig_query_retain(q), 2, "-qty", true, &err),
                  "partner,qty\nMexico,3\nÉire,3\nMexico,3\n");
    assert_result(context, top_by(ig_query_retain(q), 9, "qty", true, &err),
                  "partner,qty\nJapan,1\n,2\nMexico,3\nÉire,3\nMexico,3\n");
    assert_result(context, top_by(ig_query_retain(q), 0, "qty", true, &err), "partner,qty\n");
    assert_result(context, top_by(where(context, q, "qty > 5", &err), 3, "qty", false, &err),
                  "partner,qty\n");
    world_free(context);
}

static void limit_cuts(void **state) {
    (void)state;
    ig_error err;
    ig_context context = world_new(1);
    ig_query *q = select_names(from_text(context, TRADE), NAMES("qty"), &err);
    assert_result(context, limit_to(ig_query_retain(q), 0, &err), "qty\n");
    assert_result(context, limit_to(limit_to(ig_query_retain(q), 4, &err), 2, &err), "qty\n3\n1\n");
    assert_result(context, limit_to(q, SIZE_MAX, &err), "qty\n3\n1\n2\n\n3\n3\n");
    world_free(context);
}

/* The first row of each combination, in order of appearance; missing equals missing. */
static void distinct_keeps_first_rows(void **state) {
    (void)state;
    ig_error err;
    ig_context context = world_new(1);
    assert_result(context, distinct_names(from_text(context, TRADE), NAMES("partner"), &err),
                  "partner\nMexico\nJapan\n\nÉire\n");
    assert_result(context, distinct_names(from_text(context, TRADE), NAMES("qty", "month"), &err),
                  "qty,month\n3,2025-05\n1,2025-04\n2,2025-05\n,2025-04\n3,2025-04\n");
    assert_result(context, distinct_names(from_text(context, TRADE), NO_NAMES, &err),
                  "month,partner,qty\n2025-05,Mexico,3\n2025-04,Japan,1\n2025-05,,2\n"
                  "2025-04,Mexico,\n2025-04,Éire,3\n");
    ig_query *q = sort_by(from_text(context, TRADE), NAMES("qty"), &err);
    assert_result(context, distinct_names(q, NAMES("month"), &err), "month\n2025-04\n2025-05\n");
    world_free(context);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_sort_by_several_keys),
        cmocka_unit_test(top_leaves_missing_out),
        cmocka_unit_test(limit_cuts),
        cmocka_unit_test(distinct_keeps_first_rows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
