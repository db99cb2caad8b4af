/* The verb window: what it refuses, what it reads, and one result for any cut and any pool. */
#include "query/query.h"

#include "query/verbs.h"

static const char TRADE[] = "month:month,partner:text,qty:decimal,value:decimal.2\n"
                            "2024-01,Mexico,10,1.50\n"
                            "2024-03,Mexico,20,2.50\n"
                            "2024-01,Peru,,4.00\n"
                            "2024-02,Peru,7,\n";

/* "-month" descends; `by` and `sort` may be empty. */
static ig_query *window(ig_context context, ig_query *query, const char *const *by,
                        const char *const *sort, bool zero, const char *const *pairs,
                        ig_error *err) {
    ig_order orders[4];
    ig_term terms[8] = {{0}};
    if (query == NULL)
        return NULL;
    ig_over over = {by, count_names(by), orders, count_names(sort), zero};
    for (size_t i = 0; i < over.n_orders; i++)
        orders[i] = (ig_order){sort[i] + (sort[i][0] == '-'), sort[i][0] == '-'};
    size_t n = terms_of(context, pairs, terms);
    ig_query *result = ig_query_window(query, &over, terms, n, err);
    for (size_t i = 0; i < n; i++)
        term_free(&terms[i]);
    return taken(query, result);
}

static void calls_stand_in_formulas(void **state) {
    (void)state;
    ig_error err;
    ig_context context = world_new(2);
    ig_query *q = window(context, from_text(context, TRADE), NAMES("partner"), NAMES("month"), true,
                         NAMES("change", "qty - lag(qty, 1)", "next", "lead(value, 1)", "so_far",
                               "cumulative_sum(qty * 2) / 2", "two", "moving_sum(value, 2)",
                               "first", "if_else(row_number() == 1, partner, nil)"),
                         &err);
    assert_result(context, q,
                  "month,partner,qty,value,change,next,so_far,two,first\n"
                  "2024-01,Mexico,10,1.50,,0.00,10,,Mexico\n"
                  "2024-03,Mexico,20,2.50,20,,30,2.50,\n"
                  "2024-01,Peru,,4.00,,,,,Peru\n"
                  "2024-02,Peru,7,,,0.00,7,,\n");
    world_free(context);
}

/* Rows that a filter left, in the order of a sort: the window's own order is its own affair. */
static void rows_keep_their_places(void **state) {
    (void)state;
    ig_error err;
    ig_context context = world_new(1);
    ig_query *q = where(context, from_text(context, TRADE), "qty > 5", &err);
    q = sort_by(q, NAMES("-qty"), &err);
    q = window(context, q, NO_NAMES, NAMES("partner", "-month"), false,
               NAMES("r", "rank()", "n", "row_number()", "qty", "cumulative_sum(qty)"), &err);
    q = select_names(q, NAMES("qty", "n", "r", "partner"), &err);
    assert_result(context, q, "qty,n,r,partner\n20,1,1,Mexico\n30,2,2,Mexico\n37,3,3,Peru\n");
    q = window(context, where(context, from_text(context, TRADE), "qty > 99", &err), NO_NAMES,
               NAMES("month"), true, NAMES("x", "lag(qty, 1)", "r", "rank()"), &err);
    assert_result(context, q, "month,partner,qty,value,x,r\n");
    world_free(context);
}

static void refusals_name_the_call(void **state) {
    (void)state;
    static const struct {
        const char *formula, *text;
    } cases[] = {
        {"1 - rank()", "formula: 'rank' ranks by the sort of the window, which has none\n"
                       "  1 - rank()\n"
                       "      ^"},
        {"lead(qty, 1)", "formula: 'lead' runs on the calendar: it wants the window sorted by one "
                         "month column, or by a column 'year' of whole numbers, ascending\n"
                         "  lead(qty, 1)\n"
                         "  ^"},
        {"cumulative_sum(partner)", "formula: 'cumulative_sum' wants a number, 'partner' is text\n"
                                    "  cumulative_sum(partner)\n"
                                    "                 ^"},
        {"sum(qty)", "formula: aggregate 'sum' cannot stand where rows are computed\n"
                     "  sum(qty)\n"
                     "  ^"},
    };
    static const struct {
        const char *formula, *got;
        int least, place;
    } counts[] = {{"lag(qty, -1)", "-1", 0, 9},         {"lag(qty, 1.5)", "1.5", 0, 9},
                  {"lag(qty, nil)", "nil", 0, 9},       {"lag(qty, 'x')", "'x'", 0, 9},
                  {"lag(qty, 120001)", "120001", 0, 9}, {"lag(qty, qty)", "qty", 0, 9},
                  {"moving_sum(qty, 0)", "0", 1, 16}};
    ig_error err;
    ig_context context = world_new(1);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_refused(window(context, from_text(context, TRADE), NAMES("partner"), NO_NAMES, false,
                              NAMES("x", cases[i].formula), &err),
                       &err, IG_ERROR_USAGE, cases[i].text);
    for (size_t i = 0; i < sizeof counts / sizeof counts[0]; i++) {
        char text[256];
        snprintf(text, sizeof text,
                 "formula: '%.*s' wants a constant whole number from %d to 120000, got '%s'\n"
                 "  %s\n  %*s^",
                 (int)strcspn(counts[i].formula, "("), counts[i].formula, counts[i].least,
                 counts[i].got, counts[i].formula, counts[i].place, "");
        assert_refused(window(context, from_text(context, TRADE), NAMES("partner"), NAMES("month"),
                              false, NAMES("x", counts[i].formula), &err),
                       &err, IG_ERROR_USAGE, text);
    }
    assert_refused(window(context, from_text(context, TRADE), NAMES("partner"), NAMES("-month"),
                          true, NAMES("x", "rank()"), &err),
                   &err, IG_ERROR_USAGE,
                   "window: gaps = \"zero\" wants a sort by one month column, or by a column "
                   "'year' of whole numbers, ascending");
    assert_fails(context,
                 window(context, from_text(context, TRADE), NO_NAMES, NAMES("month"), false,
                        NAMES("x", "lag(qty, 12)"), &err),
                 IG_ERROR_DATA, "lag(qty, 12): two rows of month = 2024-01");
    assert_fails(context,
                 window(context,
                        from_text(context, "k:text,year:decimal,x:decimal\nb,1,2\n,7,1\n"
                                           "b,2,2\n,7,2\n"),
                        NAMES("k"), NAMES("year"), false, NAMES("x", "lag(x, 1)"), &err),
                 IG_ERROR_DATA, "lag(x, 1): two rows of year = 7 in group k = missing");
    world_free(context);
}

/* The function is the query's to release, though it is refused. */
static void functions_are_refused(void **state) {
    (void)state;
    ig_error err;
    ig_context context = world_new(1);
    probe p = {.memory = context.memory};
    ig_function function = probe_function(&p);
    ig_term term = {.name = "x", .function = &function};
    ig_query *q = from_text(context, TRADE);
    assert_refused(ig_query_window(q, &(ig_over){0}, &term, 1, &err), &err, IG_ERROR_USAGE,
                   "column 'x': window takes formulas only");
    assert_int_equal(p.n_released, 1);
    ig_query_release(q);
    world_free(context);
}

/* Over a column whose type only a run will tell, what can be said is said at once. */
static void unknown_types_wait(void **state) {
    (void)state;
    ig_error err;
    ig_context context = world_new(1);
    probe p = {.memory = context.memory};
    ig_function function = probe_function(&p);
    ig_term term = {.name = "twice", .function = &function};
    ig_query *input = from_text(context, TRADE);
    ig_query *called = taken(input, ig_query_derive(input, &term, 1, &err));
    ig_query *q = window(context, ig_query_retain(called), NO_NAMES, NAMES("twice"), false,
                         NAMES("r", "rank()", "s", "cumulative_sum(twice)"), &err);
    q = select_names(q, NAMES("twice", "r", "s"), &err);
    assert_result(context, q, "twice,r,s\n20,3,34\n40,4,74\n0,1,0\n14,2,14\n");
    q = window(context, ig_query_retain(called), NAMES("partner"), NAMES("twice"), false,
               NAMES("x", "lag(qty, 1)"), &err);
    assert_fails(context, q, IG_ERROR_USAGE,
                 "formula: 'lag' runs on the calendar: it wants the window sorted by one month "
                 "column, or by a column 'year' of whole numbers, ascending\n"
                 "  lag(qty, 1)\n"
                 "  ^");
    assert_refused(
        window(context, called, NO_NAMES, NO_NAMES, false, NAMES("x", "lag(wice, 1)"), &err), &err,
        IG_ERROR_USAGE,
        "formula: unknown column 'wice' (did you mean 'twice'?)\n"
        "  lag(wice, 1)\n"
        "      ^");
    world_free(context);
}

/* One row a group and month; some months and many values are missing. */
static ig_table *many_rows(ig_memory *memory, uint64_t *r, size_t n) {
    static const flavour kinds[] = {{IG_DECIMAL, 2, 500, false, 10},
                                    {IG_REAL, 0, 900, false, 10},
                                    {IG_DECIMAL, 0, 6, false, 5},
                                    {IG_TEXT, 0, 9, false, 20}};
    static const char *const names[] = {"qty", "real", "tied", "text"};
    ig_error err;
    ig_table *table = ig_table_new(memory, n, &err);
    ig_builder *groups = ig_builder_new(memory, IG_DECIMAL, 0, n, &err);
    ig_builder *months = ig_builder_new(memory, IG_MONTH, 0, n, &err);
    size_t span = 1 + random_below(r, 300);
    for (size_t i = 0; i < n; i++) {
        size_t at = i * 7919 % n; /* distinct, in no order, if n shares no factor with it */
        assert_int_equal(ig_builder_int(groups, (int64_t)(at / span), &err), 0);
        assert_int_equal(random_below(r, 20) == 0
                             ? ig_builder_missing(months, IG_EMPTY, &err)
                             : ig_builder_int(months, 24000 + (int64_t)(at % span), &err),
                         0);
    }
    assert_int_equal(ig_table_add(table, "g", ig_builder_finish(groups, &err), &err), 0);
    assert_int_equal(ig_table_add(table, "month", ig_builder_finish(months, &err), &err), 0);
    for (size_t i = 0; i < 4; i++)
        assert_int_equal(
            ig_table_add(table, names[i], random_column(memory, r, &kinds[i], n), &err), 0);
    return table;
}

static void any_pool_and_any_cut_give_the_same_bits(void **state) {
    (void)state;
    ig_error err;
    uint64_t r = 77;
    ig_context home = world_new(1);
    ig_table *table = many_rows(home.memory, &r, 20011);
    ig_query *q = ig_query_from(table, &err);
    q = window(home, q, NAMES("g"), NAMES("month"), true,
               NAMES("a", "lag(qty, 3) + lead(real, 1)", "b", "moving_mean(qty, 4)", "c",
                     "moving_sum(real, 3)", "d", "lag(text, 2)", "e", "cumulative_sum(real)"),
               &err);
    q = window(
        home, q, NAMES("text"), NAMES("tied", "-real"), false,
        NAMES("f", "rank()", "h", "dense_rank()", "i", "row_number()", "j", "cumulative_sum(qty)"),
        &err);
    ig_table_release(collected_alike(home, q, 64 * 40, &r));
    ig_table_release(table);
    world_free(home);
}

static int run_window(ig_memory *memory, void *asked, ig_error *err) {
    static const char *const formulas[] = {"lag(qty, 1) - moving_sum(qty, 2) + lag(qty, 1)",
                                           "moving_mean(real, 2)", "rank() + row_number()",
                                           "cumulative_sum(qty * 2)"};
    ig_table *table = asked;
    ig_term terms[4] = {{.name = "a"}, {.name = "b"}, {.name = "c"}, {.name = "d"}};
    static const char *const key = "g";
    const ig_order order = {"month", false};
    ig_over over = {&key, 1, &order, 1, true};
    ig_table *result = NULL;
    ig_query *from = NULL, *q = NULL;
    ig_context context = {.memory = memory, .pool = ig_pool_new(memory, 2, err)};
    if (context.pool == NULL)
        return -1;
    for (size_t i = 0; i < 4; i++) {
        terms[i].formula = ig_formula_parse(memory, formulas[i], strlen(formulas[i]), err);
        if (terms[i].formula == NULL)
            goto done;
    }
    from = ig_query_from(table, err);
    q = from != NULL ? ig_query_window(from, &over, terms, 4, err) : NULL;
    result = q != NULL ? ig_query_collect(&context, q, err) : NULL;
done:
    for (size_t i = 0; i < 4; i++)
        ig_formula_release(terms[i].formula);
    ig_query_release(from);
    ig_query_release(q);
    int rc = result != NULL ? 0 : -1;
    ig_table_release(result);
    ig_pool_free(context.pool);
    return rc;
}

/* The nodes are of the table's account, so that is the one to fail. */
static int build_and_run(ig_memory *memory, void *unused, ig_error *err) {
    (void)unused;
    int rc = -1;
    ig_table *table = ig_table_new(memory, 3, err);
    for (int i = 0; table != NULL && i < 4; i++) {
        static const char *const names[] = {"g", "month", "qty", "real"};
        static const ig_type types[] = {IG_DECIMAL, IG_MONTH, IG_DECIMAL, IG_REAL};
        static const unsigned widths[] = {1, 2, 1, 8};
        ig_column *column = ig_column_new(memory, types[i], 0, widths[i], 3, err);
        if (column == NULL || ig_table_add(table, names[i], column, err) != 0)
            goto done;
        for (int k = 0; k < 3 && i == 1; k++)
            ((int16_t *)column->values)[k] = (int16_t)(24000 + k);
    }
    if (table != NULL)
        rc = run_window(memory, table, err);
done:
    ig_table_release(table);
    return rc;
}

static void failures_free_everything(void **state) {
    (void)state;
    assert_true(prove_failures_free(build_and_run, NULL) > 80);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(calls_stand_in_formulas),
        cmocka_unit_test(rows_keep_their_places),
        cmocka_unit_test(refusals_name_the_call),
        cmocka_unit_test(functions_are_refused),
        cmocka_unit_test(unknown_types_wait),
        cmocka_unit_test(any_pool_and_any_cut_give_the_same_bits),
        cmocka_unit_test(failures_free_everything),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
