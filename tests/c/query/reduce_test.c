#include "query/query.h"

#include "query/verbs.h"

static const char TRADE[] = "month:month,partner:text,qty:decimal,value:decimal.2,flag:bool\n"
                            "2025-04,Mexico,3,10.50,true\n"
                            "2025-04,Japan,1,2.25,false\n"
                            "2025-04,,4,1.00,\n"
                            "2025-05,Mexico,,7.00,true\n"
                            "2025-04,Mexico,5,0.50,false\n"
                            "2025-05,Peru,2,,\n";

/* Groups in order of first appearance, a missing key being a key; keys first, then terms. */
static void groups_come_in_order_of_appearance(void **state) {
    (void)state;
    ig_error err;
    ig_context context = world_new(1);
    assert_result(context,
                  aggregate(context, from_text(context, TRADE), NAMES("partner"),
                            NAMES("total", "sum(qty)", "rows", "count()", "known", "count(qty)"),
                            &err),
                  "partner,total,rows,known\nMexico,8,3,2\nJapan,1,1,1\n,4,1,1\nPeru,2,1,1\n");
    assert_result(context,
                  aggregate(context, from_text(context, TRADE), NAMES("month", "partner"),
                            NAMES("v", "sum(value)"), &err),
                  "month,partner,v\n2025-04,Mexico,11.00\n2025-04,Japan,2.25\n2025-04,,1.00\n"
                  "2025-05,Mexico,7.00\n2025-05,Peru,\n");
    world_free(context);
}

static void every_aggregate_has_its_meaning(void **state) {
    (void)state;
    ig_error err;
    ig_context context = world_new(1);
    assert_result(
        context,
        aggregate(context, from_text(context, TRADE), NO_NAMES,
                  NAMES("n", "count()", "c", "count(partner)", "d", "count_distinct(partner)", "s",
                        "sum(value)", "m", "mean(value)", "lo", "min(partner)", "hi", "max(month)"),
                  &err),
        "n,c,d,s,m,lo,hi\n6,5,3,21.25,4.25,Japan,2025-05\n");
    assert_result(context,
                  aggregate(context, from_text(context, TRADE), NAMES("month"),
                            NAMES("f", "first(qty)", "l", "last(value)", "t", "max(flag)"), &err),
                  "month,f,l,t\n2025-04,3,0.50,true\n2025-05,2,7.00,true\n");
    world_free(context);
}

/* What stands around aggregates sees keys and aggregates, and arguments may be formulas. */
static void terms_mix_aggregates_and_keys(void **state) {
    (void)state;
    ig_error err;
    ig_context context = world_new(1);
    assert_result(context,
                  aggregate(context, from_text(context, TRADE), NAMES("month"),
                            NAMES("price", "sum(value) / sum(qty)", "twice",
                                  "sum(qty * 2) + sum( qty * 2 )", "year", "year(month)", "who",
                                  "coalesce(first(partner), 'none')", "one", "1"),
                            &err),
                  "month,price,twice,year,who,one\n2025-04,1.0961538461538463,52,2025,Mexico,1\n"
                  "2025-05,3.5,8,2025,Mexico,1\n");
    world_free(context);
}

/* The same text with other parameters is another aggregate. */
static void parameters_tell_aggregates_apart(void **state) {
    (void)state;
    ig_error err;
    ig_context context = world_new(1);
    ig_query *q = from_text(context, TRADE);
    ig_term terms[2];
    for (size_t i = 0; i < 2; i++) {
        ig_value value = {.type = IG_DECIMAL, .integer = i == 0 ? 10 : 100};
        terms[i] = term_of(context, i == 0 ? "a" : "b", "sum(qty * $k)");
        terms[i].params = ig_params_new(context.memory, &err);
        assert_int_equal(ig_params_set(terms[i].params, "k", false, &value, 1, &err), 0);
    }
    ig_query *sums = ig_query_aggregate(q, NULL, 0, terms, 2, &err);
    ig_query_release(q);
    term_free(&terms[0]);
    term_free(&terms[1]);
    assert_result(context, sums, "a,b\n150,1500\n");
    world_free(context);
}

/* A column may be called what an aggregate is called, even as a key. */
static void names_that_look_like_aggregates_are_names(void **state) {
    (void)state;
    ig_error err;
    ig_context context = world_new(1);
    ig_query *q = from_text(context, "sum(qty):text,qty:decimal\nx,1\ny,2\nx,3\n");
    assert_result(context,
                  aggregate(context, q, NAMES("sum(qty)"), NAMES("s", "sum(qty) + 0"), &err),
                  "sum(qty),s\nx,4\ny,2\n");
    world_free(context);
}

static void no_keys_make_one_row_even_of_nothing(void **state) {
    (void)state;
    ig_error err;
    ig_context context = world_new(1);
    static const char *const terms[] = {"n",  "count()",
                                        "c",  "count(qty)",
                                        "s",  "sum(qty)",
                                        "m",  "mean(qty)",
                                        "lo", "min(partner)",
                                        "l",  "last(flag)",
                                        "d",  "count_distinct(qty)",
                                        NULL};
    ig_query *nothing = where(context, from_text(context, TRADE), "qty > 100", &err);
    assert_result(context, aggregate(context, ig_query_retain(nothing), NO_NAMES, terms, &err),
                  "n,c,s,m,lo,l,d\n0,0,,,,,0\n");
    assert_result(context, aggregate(context, nothing, NAMES("month"), terms, &err),
                  "month,n,c,s,m,lo,l,d\n");
    world_free(context);
}

/* Aggregates see the rows that where, sort and limit left, in their order. */
static void aggregates_see_the_selected_rows(void **state) {
    (void)state;
    ig_error err;
    ig_context context = world_new(1);
    ig_query *q =
        sort_by(where(context, from_text(context, TRADE), "qty > 1", &err), NAMES("-qty"), &err);
    assert_result(context,
                  aggregate(context, limit_to(q, 3, &err), NAMES("partner"),
                            NAMES("s", "sum(qty)", "f", "first(value)", "x", "sum(qty * 10)"),
                            &err),
                  "partner,s,f,x\nMexico,8,0.50,80\n,4,1.00,40\n");
    world_free(context);
}

static const char BIG[] = "month:month,partner:text,qty:decimal.1\n"
                          "2025-04,Mexico,900000000000000000.0\n"
                          "2025-04,,900000000000000000.0\n"
                          "2025-04,Mexico,-900000000000000000.0\n"
                          "2025-05,Peru,900000000000000000.5\n"
                          "2025-05,Peru,900000000000000000.0\n"
                          "2025-04,,900000000000000000.0\n";

/* A sum that does not fit is never wrapped; the error names the aggregate and the group. */
static void sums_past_64_bits_name_their_group(void **state) {
    (void)state;
    ig_error err;
    ig_context context = world_new(1);
    assert_fails(
        context,
        aggregate(context, from_text(context, BIG), NO_NAMES, NAMES("s", "sum(qty)"), &err),
        IG_ERROR_DATA, "sum(qty): the sum of all rows does not fit 64 bits");
    assert_fails(context,
                 aggregate(context, from_text(context, BIG), NAMES("month"),
                           NAMES("s", "sum(qty) / 10"), &err),
                 IG_ERROR_DATA, "sum(qty): the sum of group month = 2025-04 does not fit 64 bits");
    ig_query *later = where(context, from_text(context, BIG), "month > '2025-04'", &err);
    assert_fails(context,
                 aggregate(context, later, NAMES("month", "partner"), NAMES("s", "sum(qty)"), &err),
                 IG_ERROR_DATA,
                 "sum(qty): the sum of group month = 2025-05, partner = Peru does not fit 64 bits");
    assert_fails(
        context,
        aggregate(context, from_text(context, BIG), NAMES("partner"), NAMES("s", "sum(qty)"), &err),
        IG_ERROR_DATA, "sum(qty): the sum of group partner = missing does not fit 64 bits");
    world_free(context);
}

/* What is computed from aggregates belongs to a group, not to a row of the data. */
static void values_past_64_bits_name_their_group(void **state) {
    (void)state;
    ig_error err;
    ig_context context = world_new(4);
    assert_fails(context,
                 aggregate(context, from_text(context, BIG), NAMES("month", "partner"),
                           NAMES("s", "max(qty) * 2 - 1"), &err),
                 IG_ERROR_DATA,
                 "formula: group month = 2025-04, partner = Mexico overflows 64 bits\n"
                 "  max(qty) * 2 - 1\n"
                 "           ^");
    assert_fails(context,
                 aggregate(context,
                           where(context, from_text(context, BIG), "month > '2025-04'", &err),
                           NAMES("month"), NAMES("s", "max(qty) + max(qty)"), &err),
                 IG_ERROR_DATA,
                 "formula: group month = 2025-05 overflows 64 bits\n"
                 "  max(qty) + max(qty)\n"
                 "           ^");
    assert_fails(context,
                 aggregate(context, from_text(context, BIG), NO_NAMES,
                           NAMES("s", "min(qty) - max(qty)"), &err),
                 IG_ERROR_DATA,
                 "formula: the value of all rows overflows 64 bits\n"
                 "  min(qty) - max(qty)\n"
                 "           ^");
    /* An argument is still computed row by row. */
    assert_fails(context,
                 aggregate(context, from_text(context, BIG), NAMES("month"),
                           NAMES("s", "sum(qty * 2)"), &err),
                 IG_ERROR_DATA,
                 "formula: row 1 overflows 64 bits\n"
                 "  sum(qty * 2)\n"
                 "          ^");
    world_free(context);
}

/* A present real is finite, whether a row made it or a group. */
static void sums_past_the_range_of_doubles_are_missing(void **state) {
    (void)state;
    ig_error err;
    ig_context context = world_new(1);
    ig_query *q = from_text(context, "k:text,r:real\na,1e308\nb,1\na,1e308\nc,\nb,2\n");
    assert_result(context,
                  aggregate(context, ig_query_retain(q), NAMES("k"),
                            NAMES("s", "sum(r)", "m", "mean(r)", "n", "count(r)"), &err),
                  "k,s,m,n\na,,,2\nb,3,1.5,2\nc,,,0\n");
    /* A column without a missing cell has no counts yet that could tell. */
    assert_result(context,
                  aggregate(context, where(context, q, "r > 0", &err), NAMES("k"),
                            NAMES("s", "sum(coalesce(r, 0))"), &err),
                  "k,s\na,\nb,3\n");
    world_free(context);
}

/* Sums keep scale and unit; means keep the unit; counts have none. */
static void units_and_scales_are_kept(void **state) {
    (void)state;
    ig_error err;
    ig_context context = world_new(1);
    ig_query *q = from_text_in(context, BIG, "qty", "kg");
    q = where(context, q, "partner == 'Mexico'", &err);
    q = aggregate(context, q, NO_NAMES,
                  NAMES("s", "sum(qty)", "m", "mean(qty)", "f", "first(qty)", "c", "count(qty)"),
                  &err);
    ig_table *result = collected(context, q);
    assert_table(context, result, "s,m,f,c\n0.0,0,900000000000000000.0,2\n");
    for (size_t i = 0; i < 3; i++)
        assert_string_equal(result->fields[i].column->unit, "kg");
    assert_null(result->fields[3].column->unit);
    assert_int_equal(result->fields[0].column->width, 1);
    ig_table_release(result);
    world_free(context);
}

/* A function gets the rows of each group in row order, of the table as it then is. */
static void functions_get_groups(void **state) {
    (void)state;
    ig_error err;
    ig_context context = world_new(1);
    probe p = {.memory = context.memory, .type = IG_DECIMAL};
    ig_function function = probe_function(&p);
    ig_query *q = where(context, from_text(context, TRADE), "not is_missing(qty)", &err);
    ig_term terms[] = {{.name = "digits", .function = &function},
                       term_of(context, "s", "sum(qty)")};
    ig_query *made = ig_query_aggregate(q, NAMES("partner"), 1, terms, 2, &err);
    assert_result(context, made, "partner,digits,s\nMexico,35,8\nJapan,1,1\n,4,4\nPeru,2,2\n");
    assert_true(p.n_called == 1 && p.n_released == 1);
    /* No keys: one group of all rows. */
    made = ig_query_aggregate(q, NULL, 0, terms, 1, &err);
    assert_result(context, made, "digits\n31452\n");
    /* Of no rows: one empty group. */
    q = limit_to(q, 0, &err);
    made = ig_query_aggregate(q, NULL, 0, terms, 1, &err);
    assert_result(context, made, "digits\n0\n");
    ig_query_release(q);
    term_free(&terms[1]);
    world_free(context);
}

static void functions_must_return_a_value_a_group(void **state) {
    (void)state;
    ig_error err;
    ig_context context = world_new(1);
    probe p = {.memory = context.memory, .type = IG_DECIMAL, .n_extra = 2};
    ig_function function = probe_function(&p);
    ig_term term = {.name = "digits", .function = &function};
    ig_query *q = from_text(context, "qty:decimal,k:text\n1,a\n2,b\n3,a\n");
    assert_fails(context, ig_query_aggregate(q, NAMES("k"), 1, &term, 1, &err), IG_ERROR_SCRIPT,
                 "aggregate 'digits': 2 values are expected, one a group, got 4");
    p.fails = true;
    assert_fails(context, ig_query_aggregate(q, NAMES("k"), 1, &term, 1, &err), IG_ERROR_SCRIPT,
                 "the function raised");
    assert_int_equal(p.n_released, 2);
    ig_query_release(q);
    world_free(context);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(groups_come_in_order_of_appearance),
        cmocka_unit_test(every_aggregate_has_its_meaning),
        cmocka_unit_test(terms_mix_aggregates_and_keys),
        cmocka_unit_test(parameters_tell_aggregates_apart),
        cmocka_unit_test(names_that_look_like_aggregates_are_names),
        cmocka_unit_test(no_keys_make_one_row_even_of_nothing),
        cmocka_unit_test(aggregates_see_the_selected_rows),
        cmocka_unit_test(sums_past_64_bits_name_their_group),
        cmocka_unit_test(values_past_64_bits_name_their_group),
        cmocka_unit_test(sums_past_the_range_of_doubles_are_missing),
        cmocka_unit_test(units_and_scales_are_kept),
        cmocka_unit_test(functions_get_groups),
        cmocka_unit_test(functions_must_return_a_value_a_group),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
