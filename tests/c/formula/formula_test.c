/* What a formula tells of itself: names, parts, aggregates; and parts that still know the whole. */
#include "fixture.h"

static void open_memory(fixture *f) {
    memset(f, 0, sizeof *f);
    f->memory = ig_memory_new();
    assert_non_null(f->memory);
}

static void close_memory(fixture *f) {
    assert_int_equal(ig_memory_read(f->memory).live_blocks, 0);
    ig_memory_free(f->memory);
}

static void test_names(void **state) {
    fixture f;
    open_memory(&f);
    ig_formula *formula =
        parse(&f, " b + a * `x y` > $q and a in $list and c in {$q, -$r} or sum(d) > b");
    static const char *const columns[] = {"b", "a", "x y", "c", "d"};
    static const char *const params[] = {"q", "list", "r"};
    assert_int_equal(ig_formula_columns(formula), 5);
    for (size_t i = 0; i < 5; i++)
        assert_string_equal(ig_formula_column(formula, i), columns[i]);
    assert_int_equal(ig_formula_params(formula), 3);
    for (size_t i = 0; i < 3; i++)
        assert_string_equal(ig_formula_param(formula, i), params[i]);
    assert_string_equal(ig_formula_text(formula),
                        " b + a * `x y` > $q and a in $list and c in {$q, -$r} or sum(d) > b");
    ig_formula_release(formula);
    formula = parse(&f, "1 + 2");
    assert_int_equal(ig_formula_columns(formula), 0);
    assert_int_equal(ig_formula_params(formula), 0);
    assert_int_equal(ig_formula_aggregates(formula), 0);
    ig_formula_release(formula);
    close_memory(&f);
}

static void test_conjuncts(void **state) {
    static const struct {
        const char *text;
        const char *parts[5];
    } cases[] = {
        {"a", {"a"}},
        {"a == 1 and b", {"a == 1", "b"}},
        {"a and b and c and d", {"a", "b", "c", "d"}},
        {"a and (b and (c and d))", {"a", "b", "c", "d"}},
        {"(a and b) and (c or d)", {"a", "b", "(c or d)"}},
        {"a or b and c", {"a or b and c"}},
        {"not (a and b)", {"not (a and b)"}},
        {" if_else(a and b, c, d) and e ", {"if_else(a and b, c, d)", "e"}},
    };
    fixture f;
    open_memory(&f);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        ig_formula *formula = parse(&f, cases[i].text);
        size_t n = 0;
        while (n < 5 && cases[i].parts[n] != NULL)
            n++;
        assert_int_equal(ig_formula_conjuncts(formula), n);
        for (size_t k = 0; k < n; k++) {
            ig_error err;
            ig_formula *part = ig_formula_conjunct(formula, k, &err);
            assert_non_null(part);
            assert_string_equal(ig_formula_text(part), cases[i].parts[k]);
            ig_formula_release(part);
        }
        ig_formula_release(formula);
    }
    close_memory(&f);
}

/* The caret of a part's error stands in the whole formula. */
static void test_parts_show_the_whole(void **state) {
    fixture f;
    fixture_open(&f);
    ig_error err = {0};
    ig_formula *formula = parse(&f, "flag and qty == 3");
    ig_formula *part = ig_formula_conjunct(formula, 1, &err);
    ig_formula_release(formula); /* the part lives on */
    assert_non_null(part);
    assert_int_equal(ig_formula_columns(part), 1);
    assert_string_equal(ig_formula_column(part, 0), "qty");
    assert_null(ig_expression_bind(f.memory, part, f.table, NULL, &err));
    assert_string_equal(err.text, "formula: unknown column 'qty'; columns are 'qty_kg', "
                                  "'value_usd', 'ratio', 'partner', 'other', 'month', 'flag'\n"
                                  "  flag and qty == 3\n"
                                  "           ^");
    ig_formula_release(part);
    fixture_close(&f);
}

static void test_aggregates(void **state) {
    fixture f;
    open_memory(&f);
    ig_formula *formula =
        parse(&f, "sum( value_usd )/sum(qty_kg + $x)*1000 + count() - sum(value_usd) "
                  "+ min(a) + max(a, b) + count(a) + mean(a) + first(a) + last(a) "
                  "+ count_distinct(a) + max(if_else(a > 1, a, nil)) + median(a) + sd(a) + var(a) "
                  "+ quantile( a,$p/2 ) + corr(a+1, b) + any_value(a) + quantile(a, $p / 2)");
    static const struct {
        ig_aggregate_kind kind;
        const char *text, *argument, *second;
    } want[] = {{IG_AGG_SUM, "sum(value_usd)", "value_usd", NULL},
                {IG_AGG_SUM, "sum(qty_kg + $x)", "qty_kg + $x", NULL},
                {IG_AGG_COUNT, "count()", NULL, NULL},
                {IG_AGG_MIN, "min(a)", "a", NULL},
                {IG_AGG_COUNT, "count(a)", "a", NULL},
                {IG_AGG_MEAN, "mean(a)", "a", NULL},
                {IG_AGG_FIRST, "first(a)", "a", NULL},
                {IG_AGG_LAST, "last(a)", "a", NULL},
                {IG_AGG_COUNT_DISTINCT, "count_distinct(a)", "a", NULL},
                {IG_AGG_MAX, "max(if_else(a > 1, a, nil))", "if_else(a > 1, a, nil)", NULL},
                {IG_AGG_MEDIAN, "median(a)", "a", NULL},
                {IG_AGG_SD, "sd(a)", "a", NULL},
                {IG_AGG_VAR, "var(a)", "a", NULL},
                {IG_AGG_QUANTILE, "quantile(a, $p / 2)", "a", "$p/2"},
                {IG_AGG_CORR, "corr(a + 1, b)", "a+1", "b"},
                {IG_AGG_FIRST, "any_value(a)", "a", NULL}};
    assert_int_equal(ig_formula_aggregates(formula), sizeof want / sizeof want[0]);
    for (size_t i = 0; i < sizeof want / sizeof want[0]; i++) {
        ig_aggregate got = ig_formula_aggregate(formula, i);
        assert_int_equal(got.kind, want[i].kind);
        assert_string_equal(got.text, want[i].text);
        if (want[i].argument == NULL)
            assert_null(got.argument);
        else
            assert_string_equal(ig_formula_text(got.argument), want[i].argument);
        if (want[i].second == NULL)
            assert_null(got.second);
        else
            assert_string_equal(ig_formula_text(got.second), want[i].second);
        assert_memory_equal(got.name, got.text, strlen(got.name));
        assert_true(got.text[strlen(got.name)] == '(');
    }
    assert_int_equal(ig_formula_params(ig_formula_aggregate(formula, 1).argument), 1);
    ig_formula_release(formula);
    close_memory(&f);
}

static void test_windows(void **state) {
    fixture f;
    open_memory(&f);
    ig_formula *formula =
        parse(&f, "row_number() + rank( )*dense_rank() - cumulative_sum(a*2) + moving_sum(a, 3) "
                  "+ moving_mean(a, $n) + lag( a,12 ) + lead(b, 1) - lag(a, 12)");
    static const struct {
        ig_window_kind kind;
        const char *name, *text, *argument, *periods;
        uint32_t at;
    } want[] = {
        {IG_WINDOW_ROW_NUMBER, "row_number", "row_number()", NULL, NULL, 0},
        {IG_WINDOW_RANK, "rank", "rank()", NULL, NULL, 15},
        {IG_WINDOW_DENSE_RANK, "dense_rank", "dense_rank()", NULL, NULL, 23},
        {IG_WINDOW_CUMULATIVE_SUM, "cumulative_sum", "cumulative_sum(a * 2)", "a*2", NULL, 38},
        {IG_WINDOW_MOVING_SUM, "moving_sum", "moving_sum(a, 3)", "a", "3", 60},
        {IG_WINDOW_MOVING_MEAN, "moving_mean", "moving_mean(a, $n)", "a", "$n", 79},
        {IG_WINDOW_LAG, "lag", "lag(a, 12)", "a", "12", 100},
        {IG_WINDOW_LEAD, "lead", "lead(b, 1)", "b", "1", 114},
    };
    assert_int_equal(ig_formula_windows(formula), sizeof want / sizeof want[0]);
    for (size_t i = 0; i < sizeof want / sizeof want[0]; i++) {
        ig_window got = ig_formula_window(formula, i);
        assert_int_equal(got.kind, want[i].kind);
        assert_string_equal(got.name, want[i].name);
        assert_string_equal(got.text, want[i].text);
        assert_int_equal(got.at, want[i].at);
        assert_int_equal(got.argument != NULL, want[i].argument != NULL);
        assert_int_equal(got.periods != NULL, want[i].periods != NULL);
        if (got.argument != NULL)
            assert_string_equal(ig_formula_text(got.argument), want[i].argument);
        if (got.periods != NULL)
            assert_string_equal(ig_formula_text(got.periods), want[i].periods);
    }
    assert_int_equal(ig_formula_aggregates(formula), 0);
    ig_error err;
    assert_int_equal(ig_formula_check_calls(formula, false, true, &err), 0);
    assert_int_equal(ig_formula_check_calls(formula, true, false, &err), -1);
    assert_int_equal(ig_formula_fail_at(formula, 15, &err, "%s", "not here"), -1);
    assert_string_equal(err.text, "formula: not here\n"
                                  "  row_number() + rank( )*dense_rank() - cumulative_sum(a*2) + "
                                  "moving_sum(a, 3) + moving_mean(a, $n...\n"
                                  "                 ^");
    ig_formula_release(formula);
    formula = parse(&f, "lag(a, 1) - sum(a)");
    assert_int_equal(ig_formula_check_calls(formula, true, true, &err), 0);
    assert_int_equal(ig_formula_check_calls(formula, false, true, &err), -1);
    assert_string_equal(err.text, "formula: aggregate 'sum' cannot stand where rows are computed\n"
                                  "  lag(a, 1) - sum(a)\n"
                                  "              ^");
    ig_formula_release(formula);
    close_memory(&f);
}

static void test_outer(void **state) {
    static const char *const cases[][2] = {
        {"sum(value_usd)/sum(qty_kg)*1000", "`sum(value_usd)` / `sum(qty_kg)` * 1000"},
        {"count()", "`count()`"},
        {"if_else(sum(a) > $least, key, max('x', last(b)))",
         "if_else(`sum(a)` > $least, key, max(\"x\", `last(b)`))"},
        {"a in {1, -2} and not b", "a in {1, -2} and not b"},
        {"sum(a == \"`\")", "`sum(a == \"``\")`"},
        {"a/lag(a,12) - rank()", "a / `lag(a, 12)` - `rank()`"},
        {"quantile(a,0.9)-quantile(a, $p)>corr(a,b)*$k",
         "`quantile(a, 0.9)` - `quantile(a, $p)` > `corr(a, b)` * $k"},
    };
    fixture f;
    open_memory(&f);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        ig_error err;
        ig_formula *formula = parse(&f, cases[i][0]);
        ig_formula *outer = ig_formula_outer(formula, &err);
        assert_non_null(outer);
        assert_string_equal(ig_formula_text(outer), cases[i][1]);
        assert_int_equal(ig_formula_aggregates(outer), 0);
        /* the text reads back to the same formula */
        ig_formula *again = parse(&f, ig_formula_text(outer));
        assert_int_equal(ig_formula_columns(again), ig_formula_columns(outer));
        for (size_t k = 0; k < ig_formula_columns(outer); k++)
            assert_string_equal(ig_formula_column(again, k), ig_formula_column(outer, k));
        ig_formula_release(again);
        ig_formula_release(outer);
        ig_formula_release(formula);
    }
    close_memory(&f);
}

/* The outer formula binds to columns named by the calls; its errors show what was written. */
static void test_outer_binds_to_result_columns(void **state) {
    fixture f;
    fixture_open(&f);
    ig_error err = {0};
    static const cell sums[FIXTURE_ROWS] = {
        {.integer = 5}, {.integer = 50}, {.integer = 500}, MISSING, {.integer = 0}};
    add_column(f.table, "sum(qty_kg)", "kg", IG_DECIMAL, 0, sums);
    ig_formula *formula = parse(&f, "sum( qty_kg ) / 1000");
    ig_formula *outer = ig_formula_outer(formula, &err);
    assert_non_null(outer);
    ig_expression *bound = ig_expression_bind(f.memory, outer, f.table, NULL, &err);
    assert_non_null(bound);
    ig_column *made = ig_expression_column(&f.context, bound, NULL, FIXTURE_ROWS, &err);
    assert_non_null(made);
    assert_int_equal(made->scale, 3);
    assert_int_equal(ig_column_int(made, 2), 500);
    ig_column_release(made);
    ig_expression_free(bound);
    ig_formula_release(outer);
    ig_formula_release(formula);
    formula = parse(&f, "1 + sum( qty_kg ) == partner");
    outer = ig_formula_outer(formula, &err);
    assert_null(ig_expression_bind(f.memory, outer, f.table, NULL, &err));
    assert_string_equal(err.text,
                        "formula: unlike types: '1 + sum( qty_kg )' is decimal, 'partner' is text\n"
                        "  1 + sum( qty_kg ) == partner\n"
                        "                    ^");
    ig_formula_release(outer);
    ig_formula_release(formula);
    fixture_close(&f);
}

static void test_retain(void **state) {
    fixture f;
    open_memory(&f);
    ig_formula *formula = parse(&f, "a");
    assert_ptr_equal(ig_formula_retain(formula), formula);
    ig_formula_release(formula);
    assert_string_equal(ig_formula_text(formula), "a");
    ig_formula_release(formula);
    ig_formula_release(NULL);
    close_memory(&f);
}

static void test_too_long(void **state) {
    fixture f;
    open_memory(&f);
    ig_error err = {0};
    assert_null(ig_formula_parse(f.memory, "", (16u << 20) + 1, &err)); /* refused unread */
    assert_string_equal(err.text, "formula: longer than 16 MiB");
    close_memory(&f);
}

static bool use(ig_memory *memory, ig_error *err) {
    static const char text[] =
        "lag(a, 2) and sum(b + `c d`) / count() > $x and e in {1, 'x'} and sum(b + `c d`) < 2 "
        "and corr(a, b) > quantile(a, $p)";
    ig_buffer sql;
    ig_buffer_init(&sql, memory);
    ig_formula *formula = ig_formula_parse(memory, text, strlen(text), err);
    ig_formula *part = formula == NULL ? NULL : ig_formula_conjunct(formula, 1, err);
    ig_formula *outer = part == NULL ? NULL : ig_formula_outer(part, err);
    bool done = outer != NULL && ig_formula_sql(outer, &sql, err) == 0;
    ig_formula_release(formula);
    ig_formula_release(part);
    ig_formula_release(outer);
    ig_buffer_reset(&sql);
    return done;
}

static void test_every_failure_frees(void **state) {
    fixture f;
    open_memory(&f);
    uint64_t nth = 1;
    for (;; nth++) {
        ig_error err = {0};
        ig_memory_fail_at(f.memory, nth);
        bool done = use(f.memory, &err);
        ig_memory_fail_at(f.memory, 0);
        assert_int_equal(ig_memory_read(f.memory).live_blocks, 0);
        if (done)
            break;
        assert_int_equal(err.kind, IG_ERROR_LIMIT);
    }
    assert_true(nth > 40);
    close_memory(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_names),
        cmocka_unit_test(test_conjuncts),
        cmocka_unit_test(test_parts_show_the_whole),
        cmocka_unit_test(test_aggregates),
        cmocka_unit_test(test_windows),
        cmocka_unit_test(test_outer),
        cmocka_unit_test(test_outer_binds_to_result_columns),
        cmocka_unit_test(test_retain),
        cmocka_unit_test(test_too_long),
        cmocka_unit_test(test_every_failure_frees),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
