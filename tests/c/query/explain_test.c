#include "query/query.h"

#include "query/verbs.h"

static const char TRADE[] = "month:month,partner:text,qty:decimal,value:decimal.2,flag:bool\n"
                            "2025-04,Mexico,3,10.50,true\n"
                            "2025-05,Peru,2,1.00,\n";

/* Holds a plan against its text; releases the query. */
static void assert_plan(ig_context context, ig_query *query, const char *expected) {
    ig_error err;
    ig_buffer out;
    assert_non_null(query);
    ig_buffer_init(&out, context.memory);
    assert_int_equal(ig_query_explain(context.memory, query, &out, &err), 0);
    assert_string_equal(ig_buffer_text(&out, &err), expected);
    ig_buffer_reset(&out);
    ig_query_release(query);
}

static void a_table_is_a_plan_of_one_line(void **state) {
    (void)state;
    ig_context context = world_new(1);
    assert_plan(context, from_text(context, TRADE),
                "1  from      2 rows, 5 of 5 columns, 7 bytes a row");
    assert_plan(context, from_text(context, "a:real\n1.5\n"),
                "1  from      1 row, 1 of 1 column, 8 bytes a row");
    world_free(context);
}

/* Sources first, formulas as written; columns nobody looks at are not read. */
static void each_verb_is_a_line(void **state) {
    (void)state;
    ig_error err;
    ig_context context = world_new(1);
    ig_query *q = where(context, from_text(context, TRADE), "qty>1  and\nflag", &err);
    q = derive(context, q, NAMES("t", "qty / 1000", "idle", "value"), &err);
    q = aggregate(context, q, NAMES("month", "partner"), NAMES("t", "sum(t)", "n", "count()"),
                  &err);
    q = sort_by(q, NAMES("-t", "partner"), &err);
    q = top_by(q, 12345, "-t", true, &err);
    q = distinct_names(q, NAMES("partner", "n"), &err);
    q = limit_to(select_names(q, NAMES("n"), &err), 1000000, &err);
    assert_plan(context, q,
                "1  from      2 rows, 4 of 5 columns, 5 bytes a row\n"
                "2  where     qty>1  and\n"
                "             flag\n"
                "3  derive    t = qty / 1000\n"
                "             idle = value  (not looked at)\n"
                "4  by        month, partner\n"
                "   agg       t = sum(t)\n"
                "             n = count()\n"
                "5  sort      -t, partner\n"
                "6  top       12,345 by -t, with ties\n"
                "7  distinct  partner, n\n"
                "8  select    n\n"
                "9  limit     1,000,000");
    world_free(context);
}

static void numbers_stand_under_each_other(void **state) {
    (void)state;
    ig_error err;
    ig_context context = world_new(1);
    ig_query *q = from_text(context, "a:text\nx\n");
    for (int i = 0; i < 9; i++)
        q = limit_to(q, 5, &err);
    assert_plan(context, q,
                " 1  from      1 row, 1 of 1 column, 1 byte a row\n 2  limit     5\n"
                " 3  limit     5\n 4  limit     5\n 5  limit     5\n 6  limit     5\n"
                " 7  limit     5\n 8  limit     5\n 9  limit     5\n10  limit     5");
    world_free(context);
}

static void functions_are_called_so_and_not_called(void **state) {
    (void)state;
    ig_error err;
    ig_context context = world_new(1);
    probe p = {.memory = context.memory, .type = IG_DECIMAL};
    ig_function function = probe_function(&p);
    ig_term term = {.name = "double", .function = &function};
    ig_query *q = from_text(context, TRADE);
    q = taken(q, ig_query_derive(q, &term, 1, &err));
    q = select_names(q, NAMES("qty"), &err);
    assert_plan(context, q,
                "1  from      2 rows, 5 of 5 columns, 7 bytes a row\n"
                "2  derive    double = (function)\n"
                "3  select    qty");
    assert_int_equal(p.n_called, 0);
    assert_int_equal(p.n_released, 1);
    world_free(context);
}

static void failing_allocations_leave_nothing(void **state) {
    (void)state;
    ig_error err;
    ig_context context = world_new(1);
    ig_query *q = where(context, from_text(context, TRADE), "qty > 1", &err);
    size_t before = ig_memory_read(context.memory).live_blocks;
    int rc = -1;
    for (uint64_t nth = 1; rc != 0; nth++) {
        ig_buffer out;
        ig_buffer_init(&out, context.memory);
        ig_memory_fail_at(context.memory, nth);
        rc = ig_query_explain(context.memory, q, &out, &err);
        ig_memory_fail_at(context.memory, 0);
        ig_buffer_reset(&out);
        assert_int_equal(ig_memory_read(context.memory).live_blocks, before);
        assert_true(nth < 100);
    }
    ig_query_release(q);
    world_free(context);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_table_is_a_plan_of_one_line),
        cmocka_unit_test(each_verb_is_a_line),
        cmocka_unit_test(numbers_stand_under_each_other),
        cmocka_unit_test(functions_are_called_so_and_not_called),
        cmocka_unit_test(failing_allocations_leave_nothing),
    };
    return cmocka_run_group_tests_name("explain", tests, NULL, NULL);
}
