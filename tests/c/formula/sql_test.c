/* Formulas as SQL. */
#include "fixture.h"

static void test_forms(void **state) {
    static const char *const cases[][2] = {
        {"partner == \"Mexico\" and month >= $from",
         "\"partner\" = 'Mexico' AND \"month\" >= :from"},
        {"a ~= 1 or not b", "\"a\" <> 1 OR NOT \"b\""},
        {"(a or b) and c", "(\"a\" OR \"b\") AND \"c\""},
        {"a == -nil", "\"a\" = -NULL"},
        {"`say \"x\"` == 'it\\'s'", "\"say \"\"x\"\"\" = 'it''s'"},
        {"hs in {\"76141000\", '76149000'}", "\"hs\" IN ('76141000', '76149000')"},
        {"hs not in $codes", "\"hs\" NOT IN (:codes)"},
        {"a + 1 in {-1, 2.50, true, nil}", "\"a\" + 1 IN (-1, 2.50, TRUE, NULL)"},
        {"a in {}", "(\"a\" <> \"a\")"},
        {"a not in {}", "(\"a\" = \"a\")"},
        {"qty_kg / 1000", "\"qty_kg\" / 1000"},
        {"a / b", "\"a\" / NULLIF(\"b\", 0)"},
        {"(a + b) / (a - b) * 2", "(\"a\" + \"b\") / NULLIF(\"a\" - \"b\", 0) * 2"},
        {"a / 0", "\"a\" / NULLIF(0, 0)"},
        {"a / 0e0", "\"a\" / NULLIF(0e0, 0)"},
        {"a % (b + 1)", "MOD(MOD(\"a\", NULLIF(\"b\" + 1, 0)) + \"b\" + 1, NULLIF(\"b\" + 1, 0))"},
        {"- -a", "-(-\"a\")"},
        {"if_else(a, b, c)",
         "CASE WHEN \"a\" IS NULL THEN NULL WHEN \"a\" THEN \"b\" ELSE \"c\" END"},
        {"if_else(a > 1, b, nil)",
         "CASE WHEN (\"a\" > 1) IS NULL THEN NULL WHEN \"a\" > 1 THEN \"b\" "
         "ELSE NULL END"},
        {"is_missing(a + b) == c", "(\"a\" + \"b\" IS NULL) = \"c\""},
        {"coalesce(a, b, 0)", "COALESCE(\"a\", \"b\", 0)"},
        {"count() + count(a) + count_distinct(a)",
         "COUNT(*) + COUNT(\"a\") + COUNT(DISTINCT \"a\")"},
        {"sum(a) / mean(b)", "SUM(\"a\") / NULLIF(AVG(\"b\"), 0)"},
        {"min(a) + min(a, b) - max(a) - max(a, 1)",
         "MIN(\"a\") + LEAST(\"a\", \"b\") - MAX(\"a\") - GREATEST(\"a\", 1)"},
        {"first(a) == last(a)", "FIRST(\"a\") = LAST(\"a\")"},
        {"any_value(a)", "ANY_VALUE(\"a\")"},
        {"median(a) + quantile(a, $p)", "QUANTILE_CONT(\"a\", 0.5) + QUANTILE_CONT(\"a\", :p)"},
        {"sd(a) / var(b + 1) * corr(a, b / 2)",
         "STDDEV_SAMP(\"a\") / NULLIF(VAR_SAMP(\"b\" + 1), 0) * CORR(\"a\", \"b\" / 2)"},
        {"prefix(a, 4)", "SUBSTR(\"a\", 1, 4)"},
        {"lower(a)", "LOWER(\"a\")"},
        {"starts_with(a, '76') and contains(a, '%')",
         "STARTS_WITH(\"a\", '76') AND (STRPOS(\"a\", '%') > 0)"},
        {"year(m) * 100 + month(m) - quarter(m)", "EXTRACT(YEAR FROM \"m\") * 100 + EXTRACT(MONTH "
                                                  "FROM \"m\") - EXTRACT(QUARTER FROM \"m\")"},
        {"abs(a) + round(a, 2) + floor(a) + ceil(a) + trunc(a) + exp(a)",
         "ABS(\"a\") + ROUND(\"a\", 2) + FLOOR(\"a\") + CEIL(\"a\") + TRUNC(\"a\") + EXP(\"a\")"},
        {"log(a) + sqrt(a + 1)", "CASE WHEN \"a\" > 0 THEN LN(\"a\") END + "
                                 "CASE WHEN \"a\" + 1 >= 0 THEN SQRT(\"a\" + 1) END"},
        {"1.5e300 > a", "1.5e+300 > \"a\""},
    };
    fixture f;
    memset(&f, 0, sizeof f);
    f.memory = ig_memory_new();
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        ig_error err;
        ig_buffer out;
        ig_formula *formula = parse(&f, cases[i][0]);
        ig_buffer_init(&out, f.memory);
        assert_int_equal(ig_buffer_append(&out, "WHERE ", 6, &err), 0); /* it appends */
        assert_int_equal(ig_formula_sql(formula, &out, &err), 0);
        assert_string_equal(ig_buffer_text(&out, &err) + 6, cases[i][1]);
        ig_buffer_reset(&out);
        ig_formula_release(formula);
    }
    assert_int_equal(ig_memory_read(f.memory).live_blocks, 0);
    ig_memory_free(f.memory);
}

/* Their keys and order stand in the verb, and SQL's LAG counts rows, not months. */
static void test_window_functions_have_none(void **state) {
    fixture f;
    memset(&f, 0, sizeof f);
    f.memory = ig_memory_new();
    ig_error err;
    ig_buffer out;
    ig_formula *formula = parse(&f, "a / lag(a, 12) - 1");
    ig_buffer_init(&out, f.memory);
    assert_int_equal(ig_formula_sql(formula, &out, &err), -1);
    assert_string_equal(err.text, "formula: window function 'lag' has no SQL of its own\n"
                                  "  a / lag(a, 12) - 1\n"
                                  "      ^");
    ig_buffer_reset(&out);
    ig_formula_release(formula);
    assert_int_equal(ig_memory_read(f.memory).live_blocks, 0);
    ig_memory_free(f.memory);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_forms),
                                       cmocka_unit_test(test_window_functions_have_none)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
