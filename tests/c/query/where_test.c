#include "query/query.h"

#include "query/verbs.h"

static const char TRADE[] = "month:month,partner:text,qty:decimal\n"
                            "2025-04,Mexico,3\n"
                            "2025-04,Japan,1\n"
                            "2025-05,Mexico,\n"
                            "2025-05,,2\n";

/* Missing is not true; filters add up; parameters are bound. */
static void rows_are_kept_where_true(void **state) {
    (void)state;
    ig_error err;
    ig_context context = world_new(1);
    ig_query *q = where(context, from_text(context, TRADE), "qty > 1", &err);
    assert_result(context, ig_query_retain(q), "month,partner,qty\n2025-04,Mexico,3\n2025-05,,2\n");
    assert_result(context, where(context, ig_query_retain(q), "partner ~= 'Peru'", &err),
                  "month,partner,qty\n2025-04,Mexico,3\n");
    assert_result(context, where(context, q, "false", &err), "month,partner,qty\n");
    ig_value month = {.type = IG_TEXT, .bytes = "2025-05", .size_bytes = 7};
    ig_term term = term_of(context, NULL, "month == $m");
    term.params = ig_params_new(context.memory, &err);
    assert_int_equal(ig_params_set(term.params, "m", false, &month, 1, &err), 0);
    q = from_text(context, TRADE);
    ig_query *in_may = ig_query_where(q, &term, &err);
    term_free(&term);
    ig_query_release(q);
    assert_result(context, in_may, "month,partner,qty\n2025-05,Mexico,\n2025-05,,2\n");
    world_free(context);
}

/* A filter sees what limit left, in the order that sort gave. */
static void filters_work_on_any_selection(void **state) {
    (void)state;
    ig_error err;
    ig_context context = world_new(1);
    ig_query *q = limit_to(from_text(context, TRADE), 2, &err);
    assert_result(context, where(context, q, "qty >= 1", &err),
                  "month,partner,qty\n2025-04,Mexico,3\n2025-04,Japan,1\n");
    q = sort_by(from_text(context, TRADE), NAMES("qty"), &err);
    assert_result(context, where(context, q, "qty >= 1 and not is_missing(partner)", &err),
                  "month,partner,qty\n2025-04,Japan,1\n2025-04,Mexico,3\n");
    world_free(context);
}

static void functions_filter_what_is_left(void **state) {
    (void)state;
    ig_error err;
    ig_context context = world_new(1);
    probe p = {.memory = context.memory, .type = IG_BOOL}; /* true where 2 × qty > 2 */
    ig_function function = probe_function(&p);
    ig_term term = {.function = &function};
    ig_query *q = where(context, from_text(context, TRADE), "qty < 3", &err);
    assert_result(context, ig_query_where(q, &term, &err), "month,partner,qty\n2025-05,,2\n");
    assert_true(p.n_called == 1 && p.n_released == 1);
    p.n_extra = 1;
    assert_fails(context, ig_query_where(q, &term, &err), IG_ERROR_SCRIPT,
                 "where: 2 values are expected, one a row, got 3");
    p.n_extra = 0;
    p.type = IG_TEXT;
    assert_fails(context, ig_query_where(q, &term, &err), IG_ERROR_SCRIPT,
                 "where: a bool is expected from the function, got text");
    p.fails = true;
    assert_fails(context, ig_query_where(q, &term, &err), IG_ERROR_SCRIPT, "the function raised");
    assert_int_equal(p.n_released, 4);
    ig_query_release(q);
    world_free(context);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_are_kept_where_true),
        cmocka_unit_test(filters_work_on_any_selection),
        cmocka_unit_test(functions_filter_what_is_left),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
