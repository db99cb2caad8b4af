#include "query/query.h"

#include "query/verbs.h"

static const char TRADE[] = "month:month,partner:text,qty:decimal,value:decimal.2,flag:bool\n"
                            "2025-04,Mexico,3,10.50,true\n"
                            "2025-04,Japan,1,2.25,false\n"
                            "2025-05,Mexico,,7.00,true\n"
                            "2025-05,Peru,2,1.00,\n";

/* A query is never changed by what is built on it: it can be extended twice, and outlives neither
   more nor less than its holders. */
static void a_query_can_be_extended_twice(void **state) {
    (void)state;
    ig_error err;
    ig_context context = world_new(1);
    ig_query *base = where(context, from_text(context, TRADE), "qty >= 1", &err);
    ig_query *few = limit_to(ig_query_retain(base), 1, &err);
    ig_query *names = select_names(ig_query_retain(base), NAMES("partner"), &err);
    assert_result(context, names, "partner\nMexico\nJapan\nPeru\n");
    assert_result(context, few, "month,partner,qty,value,flag\n2025-04,Mexico,3,10.50,true\n");
    assert_result(context, base,
                  "month,partner,qty,value,flag\n2025-04,Mexico,3,10.50,true\n"
                  "2025-04,Japan,1,2.25,false\n2025-05,Peru,2,1.00,\n");
    world_free(context);
}

static void a_query_without_verbs_is_its_table(void **state) {
    (void)state;
    ig_error err;
    ig_context context = world_new(1);
    ig_table *table = table_of(context.memory, TRADE);
    ig_query *query = ig_query_from(table, &err);
    assert_ptr_equal(ig_query_source(query), table);
    ig_table *collected = ig_query_collect(&context, query, &err);
    assert_ptr_equal(collected, table);
    ig_table_release(collected);
    query = limit_to(query, 9, &err);
    assert_null(ig_query_source(query));
    collected = ig_query_collect(&context, query, &err);
    assert_ptr_equal(collected, table); /* nothing was cut off */
    ig_table_release(collected);
    ig_query_release(query);
    ig_table_release(table);
    world_free(context);
}

/* Names are refused where they are written, with the nearest that is there. */
static void unknown_names_are_refused_at_once(void **state) {
    (void)state;
    ig_error err;
    ig_context context = world_new(1);
    ig_query *q = from_text(context, TRADE);
    const char *text = "unknown column 'partnr' (did you mean 'partner'?)";
    assert_refused(select_names(ig_query_retain(q), NAMES("month", "partnr"), &err), &err,
                   IG_ERROR_USAGE, text);
    assert_refused(sort_by(ig_query_retain(q), NAMES("-partnr"), &err), &err, IG_ERROR_USAGE, text);
    assert_refused(top_by(ig_query_retain(q), 3, "partnr", false, &err), &err, IG_ERROR_USAGE,
                   text);
    assert_refused(distinct_names(ig_query_retain(q), NAMES("partnr"), &err), &err, IG_ERROR_USAGE,
                   text);
    assert_refused(
        aggregate(context, ig_query_retain(q), NAMES("partnr"), NAMES("n", "count()"), &err), &err,
        IG_ERROR_USAGE, text);
    /* What a verb takes away is no longer there for the next. */
    assert_refused(
        sort_by(select_names(ig_query_retain(q), NAMES("month"), &err), NAMES("qty"), &err), &err,
        IG_ERROR_USAGE, "unknown column 'qty'; columns are 'month'");
    ig_query_release(q);
    world_free(context);
}

static void names_stand_once_in_a_result(void **state) {
    (void)state;
    ig_error err;
    ig_context context = world_new(1);
    ig_query *q = from_text(context, TRADE);
    assert_refused(select_names(ig_query_retain(q), NAMES("qty", "month", "qty"), &err), &err,
                   IG_ERROR_USAGE, "two columns named 'qty'");
    assert_refused(distinct_names(ig_query_retain(q), NAMES("qty", "qty"), &err), &err,
                   IG_ERROR_USAGE, "two columns named 'qty'");
    assert_refused(derive(context, ig_query_retain(q), NAMES("a", "qty", "a", "value"), &err), &err,
                   IG_ERROR_USAGE, "two columns named 'a'");
    assert_refused(
        aggregate(context, ig_query_retain(q), NAMES("month"), NAMES("month", "count()"), &err),
        &err, IG_ERROR_USAGE, "two columns named 'month'");
    assert_refused(aggregate(context, ig_query_retain(q), NAMES("month", "month"),
                             NAMES("n", "count()"), &err),
                   &err, IG_ERROR_USAGE, "two columns named 'month'");
    assert_refused(derive(context, ig_query_retain(q), NAMES("", "qty"), &err), &err,
                   IG_ERROR_USAGE, "result column 1 has no name");
    ig_query_release(q);
    world_free(context);
}

/* Formulas are checked against the columns as far as they are known, through any verb. */
static void formulas_are_refused_at_once(void **state) {
    (void)state;
    ig_error err;
    ig_context context = world_new(1);
    ig_query *q = from_text(context, TRADE);
    assert_refused(where(context, ig_query_retain(q), "partner > 3", &err), &err, IG_ERROR_USAGE,
                   "formula: unlike types: 'partner' is text, 3 is decimal\n  partner > 3\n"
                   "          ^");
    assert_refused(where(context, ig_query_retain(q), "qty + 1", &err), &err, IG_ERROR_USAGE,
                   "formula: a condition expected, 'qty + 1' is decimal\n  qty + 1\n  ^");
    assert_refused(derive(context, ig_query_retain(q), NAMES("x", "qti * 2"), &err), &err,
                   IG_ERROR_USAGE,
                   "formula: unknown column 'qti' (did you mean 'qty'?)\n  qti * 2\n  ^");
    assert_refused(derive(context, ig_query_retain(q), NAMES("x", "sum(qty)"), &err), &err,
                   IG_ERROR_USAGE,
                   "formula: aggregate 'sum' cannot stand where rows are computed\n  sum(qty)\n"
                   "  ^");
    assert_refused(
        aggregate(context, ig_query_retain(q), NO_NAMES, NAMES("x", "1 + sum(qti)"), &err), &err,
        IG_ERROR_USAGE,
        "formula: unknown column 'qti' (did you mean 'qty'?)\n  1 + sum(qti)\n"
        "          ^");
    /* Types of results are known before anything runs. */
    ig_query *sums = aggregate(context, q, NAMES("month"),
                               NAMES("s", "sum(qty)", "m", "mean(qty)", "p", "max(partner)"), &err);
    assert_refused(where(context, ig_query_retain(sums), "p > s", &err), &err, IG_ERROR_USAGE,
                   "formula: unlike types: 'p' is text, 's' is decimal\n  p > s\n    ^");
    sums = where(context, sums, "p == 'Peru' and s > m - 1 and month >= '2025-01'", &err);
    assert_result(context, sums, "month,s,m,p\n2025-05,2,2,Peru\n");
    world_free(context);
}

static void aggregates_take_what_they_can_add(void **state) {
    (void)state;
    ig_error err;
    ig_context context = world_new(1);
    ig_query *q = from_text(context, TRADE);
    static const char *const wrong[][2] = {
        {"sum(flag)", "formula: 'sum' wants a number, 'flag' is bool\n  sum(flag)\n      ^"},
        {"sum(partner)",
         "formula: 'sum' wants a number, 'partner' is text\n  sum(partner)\n      ^"},
        {"mean(month)",
         "formula: 'mean' wants a number, 'month' is month\n  mean(month)\n       ^"},
        {"1 + sum(qty>1)",
         "formula: 'sum' wants a number, 'qty>1' is bool\n  1 + sum(qty>1)\n          ^"},
        {"sum(value) / value", "formula: 'value' is neither a key nor inside an aggregate\n"
                               "  sum(value) / value\n"
                               "               ^"},
        {"partner", "formula: 'partner' is neither a key nor inside an aggregate\n  partner\n  ^"},
        {"sum(qty) / valeu", "formula: unknown column 'valeu' (did you mean 'value'?)\n"
                             "  sum(qty) / valeu\n"
                             "             ^"},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        assert_refused(
            aggregate(context, ig_query_retain(q), NAMES("month"), NAMES("x", wrong[i][0]), &err),
            &err, IG_ERROR_USAGE, wrong[i][1]);
    ig_query_release(q);
    world_free(context);
}

/* What a function returns is not known before it runs; names still are, and the rest waits. */
static void checks_wait_for_functions(void **state) {
    (void)state;
    ig_error err;
    ig_context context = world_new(1);
    probe p = {.memory = context.memory, .type = IG_TEXT};
    ig_function function = probe_function(&p);
    ig_term term = {.name = "f", .function = &function};
    ig_query *q = from_text(context, TRADE);
    ig_query *called = ig_query_derive(q, &term, 1, &err);
    ig_query_release(q);
    assert_refused(
        where(context, ig_query_retain(called), "g == 1", &err), &err, IG_ERROR_USAGE,
        "formula: unknown column 'g'; columns are 'month', 'partner', 'qty', 'value', 'flag', 'f'\n"
        "  g == 1\n"
        "  ^");
    assert_null(where(context, ig_query_retain(called), "qty == 'x'", &err)); /* qty is known */
    ig_query *late = where(context, ig_query_retain(called), "f > 3", &err);
    assert_non_null(late);
    assert_null(ig_query_collect(&context, late, &err));
    assert_int_equal(err.kind, IG_ERROR_USAGE);
    ig_query_release(late);
    late = aggregate(context, ig_query_retain(called), NAMES("f"), NAMES("n", "count(f)"), &err);
    assert_result(context, late, "f,n\nx,4\n");
    assert_int_equal(p.n_released, 0);
    ig_query_release(called);
    assert_int_equal(p.n_released, 1);
    world_free(context);
}

/* The query owns a function from the call on, whether the call succeeds or not. */
static void functions_are_released_once(void **state) {
    (void)state;
    ig_error err;
    ig_context context = world_new(1);
    probe p = {.memory = context.memory, .type = IG_BOOL};
    ig_function function = probe_function(&p);
    ig_term twice[] = {{.name = "f", .function = &function}, {.name = "f", .function = &function}};
    ig_query *q = from_text(context, TRADE);
    assert_null(ig_query_derive(q, twice, 2, &err));
    assert_int_equal(p.n_released, 2); /* one each */
    assert_null(ig_query_aggregate(q, NAMES("none"), 1, twice, 1, &err));
    assert_int_equal(p.n_released, 3);
    ig_query *kept = ig_query_where(q, twice, &err);
    ig_query *over = limit_to(ig_query_retain(kept), 1, &err);
    ig_query_release(kept);
    assert_int_equal(p.n_released, 3); /* `over` holds it */
    ig_query_release(over);
    assert_int_equal(p.n_released, 4);
    ig_function no_groups = {&p, probe_rows, NULL, probe_release};
    ig_term term = {.name = "x", .function = &no_groups};
    assert_refused(ig_query_aggregate(q, NULL, 0, &term, 1, &err), &err, IG_ERROR_USAGE,
                   "column 'x': a formula or a function of groups is expected");
    assert_int_equal(p.n_released, 5);
    ig_term nothing = {.name = NULL};
    assert_refused(ig_query_where(q, &nothing, &err), &err, IG_ERROR_USAGE,
                   "where: a formula or a function of rows is expected");
    ig_query_release(q);
    world_free(context);
}

/* Queries may be longer than a stack is deep. */
static void long_queries_run_and_go(void **state) {
    (void)state;
    ig_error err;
    ig_context context = world_new(1);
    ig_query *q = from_text(context, TRADE);
    for (size_t i = 0; i < 20000; i++)
        q = limit_to(q, 20001 - i, &err);
    assert_result(context, limit_to(select_names(q, NAMES("qty"), &err), 2, &err), "qty\n3\n1\n");
    world_free(context);
}

static int every_verb(ig_memory *memory, void *arguments, ig_error *err) {
    ig_query **inputs = arguments;
    (void)memory;
    static const ig_order order = {"month", true};
    const ig_top top = {
        .n_rows = 2, .order = order, .all_ties = true, .within = NAMES("qty"), .n_within = 1};
    ig_query *made[6] = {
        ig_query_limit(inputs[0], 3, err),
    };
    int rc = made[0] != NULL ? 0 : -1;
    made[1] = rc == 0 ? ig_query_select(inputs[0], NAMES("month", "qty"), 2, err) : NULL;
    rc = made[1] != NULL ? 0 : -1;
    made[2] = rc == 0 ? ig_query_sort(made[1], &order, 1, err) : NULL;
    rc = made[2] != NULL ? 0 : -1;
    made[3] = rc == 0 ? ig_query_top(made[2], &top, err) : NULL;
    rc = made[3] != NULL ? 0 : -1;
    made[4] = rc == 0 ? ig_query_distinct(made[3], NULL, 0, err) : NULL;
    rc = made[4] != NULL ? 0 : -1;
    for (size_t i = 0; i < 6; i++)
        ig_query_release(made[i]);
    return rc;
}

/* Terms besides: functions must go as well, exactly once, wherever memory runs out. */
static void failures_free_everything(void **state) {
    (void)state;
    ig_context context = world_new(1);
    probe p = {.memory = context.memory, .type = IG_BOOL};
    ig_function function = probe_function(&p);
    ig_query *q = from_text(context, TRADE);
    ig_term terms[] = {term_of(context, "a", "qty + 1"), {.name = "f", .function = &function}};
    ig_term sums[] = {term_of(context, "a", "sum(qty) / count() + max(value)"),
                      {.name = "f", .function = &function}};
    size_t before = ig_memory_read(context.memory).live_blocks;
    for (int verb = 0; verb < 4; verb++) {
        int rc = -1;
        for (uint64_t nth = 1; rc != 0; nth++) {
            ig_error err = {.kind = IG_ERROR_NONE};
            ig_query *made = NULL;
            p.n_released = 0;
            ig_memory_fail_at(context.memory, nth);
            switch (verb) {
            case 0: made = ig_query_derive(q, terms, 2, &err); break;
            case 1: made = ig_query_aggregate(q, NAMES("month"), 1, sums, 2, &err); break;
            case 2: made = ig_query_where(q, &terms[1], &err); break;
            default: rc = every_verb(context.memory, &q, &err); break;
            }
            ig_memory_fail_at(context.memory, 0);
            rc = verb == 3 ? rc : made != NULL ? 0 : -1;
            assert_int_equal(err.kind, rc == 0 ? IG_ERROR_NONE : IG_ERROR_LIMIT);
            ig_query_release(made);
            assert_int_equal(p.n_released, verb < 3);
            assert_int_equal(ig_memory_read(context.memory).live_blocks, before);
        }
    }
    term_free(&terms[0]);
    term_free(&sums[0]);
    ig_query_release(q);
    world_free(context);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_query_can_be_extended_twice),
        cmocka_unit_test(a_query_without_verbs_is_its_table),
        cmocka_unit_test(unknown_names_are_refused_at_once),
        cmocka_unit_test(names_stand_once_in_a_result),
        cmocka_unit_test(formulas_are_refused_at_once),
        cmocka_unit_test(aggregates_take_what_they_can_add),
        cmocka_unit_test(checks_wait_for_functions),
        cmocka_unit_test(functions_are_released_once),
        cmocka_unit_test(long_queries_run_and_go),
        cmocka_unit_test(failures_free_everything),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
