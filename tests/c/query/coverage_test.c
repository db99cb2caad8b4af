#include "query/query.h"

#include "query/verbs.h"

static const char TRADE[] = "flow:text,hs:text,month:month,partner:text,qty:decimal\n"
                            "export,7614,2025-04,Mexico,3\n"
                            "import,7614,2025-05,Japan,1\n";
static const char CELLS[] = "flow:text,hs:text,month:month\n"
                            "export,7614,2025-04\n"
                            "export,7614,2025-05\n"
                            "export,7605,2025-04\n"
                            "import,7614,2025-04\n";

static ig_query *covered(ig_context context) {
    return from_texts(context, (texts){TRADE, CELLS, "line:decimal\n7\n", "message:text\nodd\n"});
}

/* Collects and holds the coverage against its text; rejects and warnings ride along. */
static void assert_all_kept(ig_context context, ig_query *query, const char *expected) {
    ig_table *table = collected(context, query);
    assert_table(context, table->coverage, expected);
    assert_table(context, table->rejects, "line\n7\n");
    assert_table(context, table->warnings, "message\nodd\n");
    ig_table_release(table);
}

static const char ALL[] = "flow,hs,month\nexport,7614,2025-04\nexport,7614,2025-05\n"
                          "export,7605,2025-04\nimport,7614,2025-04\n";

/* Each part of a filter that speaks of flow, code and month alone narrows; others do not. */
static void filters_narrow_by_parts(void **state) {
    (void)state;
    ig_error err;
    ig_context context = world_new(1);
    assert_all_kept(context, where(context, covered(context), "flow == 'export'", &err),
                    "flow,hs,month\nexport,7614,2025-04\nexport,7614,2025-05\n"
                    "export,7605,2025-04\n");
    assert_all_kept(context,
                    where(context, covered(context),
                          "flow == 'export' and partner == 'Mexico' and hs in {'7614'}", &err),
                    "flow,hs,month\nexport,7614,2025-04\nexport,7614,2025-05\n");
    assert_all_kept(context, where(context, covered(context), "flow == 'export' or qty > 1", &err),
                    ALL);
    assert_all_kept(context, where(context, covered(context), "partner == 'Mexico'", &err), ALL);
    assert_all_kept(context, where(context, covered(context), "true", &err), ALL);
    assert_all_kept(context,
                    where(context, where(context, covered(context), "month < '2025-05'", &err),
                          "starts_with(hs, '7614')", &err),
                    "flow,hs,month\nexport,7614,2025-04\nimport,7614,2025-04\n");
    world_free(context);
}

static void parameters_narrow_too(void **state) {
    (void)state;
    ig_error err;
    ig_context context = world_new(1);
    ig_value month = {.type = IG_TEXT, .bytes = "2025-05", .size_bytes = 7};
    ig_term term = term_of(context, NULL, "qty >= 0 and month == $m");
    term.params = ig_params_new(context.memory, &err);
    assert_int_equal(ig_params_set(term.params, "m", false, &month, 1, &err), 0);
    ig_query *q = covered(context), *narrow = ig_query_where(q, &term, &err);
    ig_query_release(q);
    term_free(&term);
    assert_all_kept(context, narrow, "flow,hs,month\nexport,7614,2025-05\n");
    world_free(context);
}

/* Other verbs keep coverage as it is, and a function's filter says nothing of it. */
static void other_verbs_keep_it(void **state) {
    (void)state;
    ig_error err;
    ig_context context = world_new(1);
    probe p = {.memory = context.memory, .type = IG_BOOL};
    ig_function function = probe_function(&p);
    ig_term term = {.function = &function};
    ig_query *q = derive(context, covered(context), NAMES("t", "qty / 1000"), &err);
    q = select_names(q, NAMES("month", "hs", "qty", "t"), &err);
    q = distinct_names(limit_to(sort_by(q, NAMES("-qty"), &err), 2, &err), NO_NAMES, &err);
    q = taken(q, ig_query_where(q, &term, &err));
    q = top_by(q, 2, "qty", false, &err);
    q = aggregate(context, q, NAMES("month"), NAMES("q", "sum(qty)"), &err);
    assert_all_kept(context, ig_query_retain(q), ALL);
    /* A key is still what the coverage speaks of. */
    assert_all_kept(context, where(context, q, "month == '2025-05'", &err),
                    "flow,hs,month\nexport,7614,2025-05\n");
    world_free(context);
}

/* What a condition without columns excludes, it excludes everywhere. */
static void a_condition_that_cannot_hold_leaves_nothing_covered(void **state) {
    (void)state;
    ig_error err;
    ig_context context = world_new(1);
    assert_all_kept(context, where(context, covered(context), "false", &err), "flow,hs,month\n");
    assert_all_kept(context, where(context, covered(context), "qty > 0 and 1 > 2", &err),
                    "flow,hs,month\n");
    world_free(context);
}

/* A cell outside of a top-N extract is unknown, not zero; one that left nothing out is no extract. */
static void an_extract_covers_nothing(void **state) {
    (void)state;
    ig_error err;
    ig_context context = world_new(1);
    ig_query *q = top_by(covered(context), 1, "qty", true, &err);
    assert_all_kept(context, ig_query_retain(q), "flow,hs,month\n");
    assert_all_kept(context, where(context, q, "flow == 'export'", &err), "flow,hs,month\n");
    assert_all_kept(context, top_by(covered(context), 2, "qty", false, &err), ALL);
    q = limit_to(sort_by(covered(context), NAMES("-qty"), &err), 1, &err);
    assert_all_kept(context, q, "flow,hs,month\n");
    assert_all_kept(context, limit_to(covered(context), 2, &err), ALL);
    world_free(context);
}

/* A row that distinct drops leaves another of its cell where all that the coverage speaks of is among
   the columns; otherwise the cell of the dropped row is unknown. */
static void distinct_covers_where_every_cell_keeps_a_row(void **state) {
    (void)state;
    ig_error err;
    ig_context context = world_new(1);
    ig_table *table = table_of(context.memory, "flow:text,hs:text,month:month,qty:decimal\n"
                                               "export,7614,2025-04,3\nexport,7605,2025-04,3\n"
                                               "export,7605,2025-04,3\n");
    table->coverage = table_of(context.memory, CELLS);
    table->rejects = table_of(context.memory, "line:decimal\n7\n");
    table->warnings = table_of(context.memory, "message:text\nodd\n");
    ig_query *q = ig_query_from(table, &err);
    ig_table_release(table);
    assert_all_kept(context, distinct_names(ig_query_retain(q), NO_NAMES, &err), ALL);
    assert_all_kept(context, distinct_names(ig_query_retain(q), NAMES("month", "hs", "flow"), &err),
                    ALL);
    const char nothing[] = "flow,hs,month\n";
    assert_all_kept(context, distinct_names(ig_query_retain(q), NAMES("hs", "month"), &err),
                    nothing);
    ig_query *few = distinct_names(ig_query_retain(q), NAMES("month", "qty"), &err);
    assert_all_kept(context, where(context, few, "month == '2025-04'", &err), nothing);
    /* What the rows do not have is in no row that is dropped. */
    ig_query *some = select_names(q, NAMES("month", "qty"), &err);
    assert_all_kept(context, distinct_names(ig_query_retain(some), NAMES("month"), &err), ALL);
    assert_all_kept(context, distinct_names(some, NAMES("qty"), &err), nothing);
    /* Nothing dropped. */
    assert_all_kept(context, distinct_names(covered(context), NAMES("partner"), &err), ALL);
    world_free(context);
}

/* What is covered are cells of the old values. */
static void replaced_columns_are_not_covered(void **state) {
    (void)state;
    ig_error err;
    ig_context context = world_new(1);
    ig_query *q = derive(context, covered(context), NAMES("month", "max(month, month)"), &err);
    assert_all_kept(context, where(context, q, "month == '2025-05'", &err), "flow,hs,month\n");
    q = aggregate(context, covered(context), NAMES("hs"), NAMES("month", "max(month)"), &err);
    assert_all_kept(context, q, "flow,hs,month\n");
    q = derive(context, covered(context), NAMES("note", "month"), &err);
    assert_all_kept(context, q, ALL);
    world_free(context);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(filters_narrow_by_parts),
        cmocka_unit_test(parameters_narrow_too),
        cmocka_unit_test(other_verbs_keep_it),
        cmocka_unit_test(a_condition_that_cannot_hold_leaves_nothing_covered),
        cmocka_unit_test(an_extract_covers_nothing),
        cmocka_unit_test(distinct_covers_where_every_cell_keeps_a_row),
        cmocka_unit_test(replaced_columns_are_not_covered),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
