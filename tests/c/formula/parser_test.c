/* What the grammar refuses, each with its place; and formulas that are long or deep. */
#include "fixture.h"

static void check_error(ig_memory *memory, const char *source, const char *text) {
    ig_error err = {0};
    ig_formula *formula = ig_formula_parse(memory, source, strlen(source), &err);
    assert_null(formula);
    assert_int_equal(err.kind, IG_ERROR_USAGE);
    assert_string_equal(err.text, text);
}

static void test_refusals(void **state) {
    static const char *const cases[][2] = {
        {"", "formula: a value expected, got nothing\n  \n  ^"},
        {"   ", "formula: a value expected, got nothing\n     \n  ^"},
        {"qty +", "formula: a value expected, got the end\n  qty +\n       ^"},
        {"qty + * 2", "formula: a value expected, got '*'\n  qty + * 2\n        ^"},
        {"(1 + 2", "formula: ')' expected, got the end\n  (1 + 2\n        ^"},
        {"(1 + 2))", "formula: an operator or the end expected, got ')'\n  (1 + 2))\n         ^"},
        {"qty kg", "formula: an operator or the end expected, got 'kg'\n  qty kg\n      ^"},
        {"a == b == c", "formula: comparisons do not chain; join them with 'and'\n"
                        "  a == b == c\n"
                        "         ^"},
        {"1 < x <= 3", "formula: comparisons do not chain; join them with 'and'\n"
                       "  1 < x <= 3\n"
                       "        ^"},
        {"a in {1} in {2}", "formula: comparisons do not chain; join them with 'and'\n"
                            "  a in {1} in {2}\n"
                            "           ^"},
        {"a not b", "formula: 'in' behind 'not' expected, got 'b'\n  a not b\n        ^"},
        {"a == nil", "formula: '== nil' is never true; write is_missing(a)\n  a == nil\n    ^"},
        {"b > 1 and not (a + 1) ~= (nil)",
         "formula: '~= nil' is never true; write not is_missing((a + 1))\n"
         "  b > 1 and not (a + 1) ~= (nil)\n"
         "                        ^"},
        {"nil < `a b` + 1", "formula: 'nil <' is never true; write is_missing(`a b` + 1)\n"
                            "  nil < `a b` + 1\n"
                            "      ^"},
        {"a in b",
         "formula: a list {…} or $name behind 'in' expected, got 'b'\n  a in b\n       ^"},
        {"a in (1, 2)",
         "formula: a list {…} or $name behind 'in' expected, got '('\n  a in (1, 2)\n       ^"},
        {"a in {b}", "formula: a list holds only constants and $names\n  a in {b}\n        ^"},
        {"a in {1, 2 + 3}",
         "formula: a list holds only constants and $names\n  a in {1, 2 + 3}\n           ^"},
        {"a in {1 2}", "formula: ',' or '}' expected, got '2'\n  a in {1 2}\n          ^"},
        {"a == {1}", "formula: a list may stand only behind 'in'\n  a == {1}\n       ^"},
        {"abs(1,)", "formula: an argument expected, got ')'\n  abs(1,)\n        ^"},
        {"abs(1 2)", "formula: ',' or ')' expected, got '2'\n  abs(1 2)\n        ^"},
        {"abs(", "formula: a value expected, got the end\n  abs(\n      ^"},
        {"`abs`(1)", "formula: an operator or the end expected, got '('\n  `abs`(1)\n       ^"},
        {"summ(qty_kg) / 1000", "formula: unknown function 'summ' (did you mean 'sum'?)\n"
                                "  summ(qty_kg) / 1000\n"
                                "  ^"},
        {"1 + medien(x)", "formula: unknown function 'medien' (did you mean 'median'?)\n"
                          "  1 + medien(x)\n"
                          "      ^"},
        {"quantil(x, 0.5)", "formula: unknown function 'quantil' (did you mean 'quantile'?)\n"
                            "  quantil(x, 0.5)\n"
                            "  ^"},
        {"anyvalue(x)", "formula: unknown function 'anyvalue' (did you mean 'any_value'?)\n"
                        "  anyvalue(x)\n"
                        "  ^"},
        {"quantile(x)", "formula: 'quantile' takes 2 arguments, got 1\n  quantile(x)\n  ^"},
        {"corr(x, y, z)", "formula: 'corr' takes 2 arguments, got 3\n  corr(x, y, z)\n  ^"},
        {"1 + quantile(x, 0.5 + p * 2)",
         "formula: 'quantile' wants a constant second, 'p' varies by row\n"
         "  1 + quantile(x, 0.5 + p * 2)\n"
         "                        ^"},
        {"corr(x, sum(y))", "formula: aggregate 'sum' inside of aggregate 'corr'\n"
                            "  corr(x, sum(y))\n"
                            "          ^"},
        {"frobnicate(x)", "formula: unknown function 'frobnicate'\n  frobnicate(x)\n  ^"},
        {"sum()", "formula: 'sum' takes 1 argument, got 0\n  sum()\n  ^"},
        {"sum(a, b)", "formula: 'sum' takes 1 argument, got 2\n  sum(a, b)\n  ^"},
        {"count(a, b)", "formula: 'count' takes 0 to 1 arguments, got 2\n  count(a, b)\n  ^"},
        {"round(a, 1, 2)", "formula: 'round' takes 1 to 2 arguments, got 3\n  round(a, 1, 2)\n  ^"},
        {"min()", "formula: 'min' takes at least 1 argument, got 0\n  min()\n  ^"},
        {"if_else(a, 1)", "formula: 'if_else' takes 3 arguments, got 2\n  if_else(a, 1)\n  ^"},
        {"lag(x)", "formula: 'lag' takes 2 arguments, got 1\n"
                   "  lag(x)\n"
                   "  ^"},
        {"1 + rank(x)", "formula: 'rank' takes 0 arguments, got 1\n"
                        "  1 + rank(x)\n"
                        "      ^"},
        {"lag(sum(x), 1)", "formula: aggregate 'sum' inside of window function 'lag'\n"
                           "  lag(sum(x), 1)\n"
                           "      ^"},
        {"sum(1 + rank())", "formula: window function 'rank' inside of aggregate 'sum'\n"
                            "  sum(1 + rank())\n"
                            "          ^"},
        {"lag(x, rank())", "formula: window function 'rank' inside of window function 'lag'\n"
                           "  lag(x, rank())\n"
                           "         ^"},
        {"sum(max(x)) / 2", "formula: aggregate 'max' inside of aggregate 'sum'\n"
                            "  sum(max(x)) / 2\n"
                            "      ^"},
        {"a ==\n  b +\n  )", "formula: a value expected, got ')'\n    )\n    ^"},
    };
    ig_memory *memory = ig_memory_new();
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        check_error(memory, cases[i][0], cases[i][1]);
    assert_int_equal(ig_memory_read(memory).live_blocks, 0);
    ig_memory_free(memory);
}

/* 200 levels parse; one more is refused, in every way of nesting. */
static void test_depth(void **state) {
    static const struct {
        const char *open, *value, *close;
    } ways[] = {{"(", "1", ")"},
                {"abs(", "1", ")"},
                {"- ", "1", ""},
                {"not ", "true", ""},
                {"(1 + ", "1", ")"}};
    ig_memory *memory = ig_memory_new();
    for (size_t w = 0; w < sizeof ways / sizeof ways[0]; w++) {
        for (int depth = 200; depth <= 201; depth++) {
            char text[4096] = "";
            for (int i = 0; i < depth; i++)
                strcat(text, ways[w].open);
            strcat(text, ways[w].value);
            for (int i = 0; i < depth; i++)
                strcat(text, ways[w].close);
            ig_error err = {0};
            ig_formula *formula = ig_formula_parse(memory, text, strlen(text), &err);
            if (depth == 200) {
                assert_non_null(formula);
                ig_formula_release(formula);
            } else {
                assert_null(formula);
                static const char message[] = "formula: nested deeper than 200 levels\n  ...";
                assert_memory_equal(err.text, message, strlen(message));
            }
        }
    }
    assert_int_equal(ig_memory_read(memory).live_blocks, 0);
    ig_memory_free(memory);
}

/* A chain of operators is no nesting: a hundred thousand terms parse, print and compute. */
static void test_length(void **state) {
    enum { TERMS = 100000 };
    fixture f;
    fixture_open(&f);
    ig_buffer text;
    ig_error err = {0};
    ig_buffer_init(&text, f.memory);
    assert_int_equal(ig_buffer_append(&text, "qty_kg", 6, &err), 0);
    for (int i = 0; i < TERMS; i++)
        assert_int_equal(ig_buffer_append(&text, " + 1", 4, &err), 0);
    ig_formula *formula = ig_formula_parse(f.memory, text.bytes, text.size_bytes, &err);
    assert_non_null(formula);
    ig_buffer sql;
    ig_buffer_init(&sql, f.memory);
    assert_int_equal(ig_formula_sql(formula, &sql, &err), 0);
    assert_int_equal(sql.size_bytes, text.size_bytes + 2); /* quotes around the name */
    ig_expression *bound = ig_expression_bind(f.memory, formula, f.table, NULL, &err);
    assert_non_null(bound);
    ig_column *made = ig_expression_column(&f.context, bound, NULL, FIXTURE_ROWS, &err);
    assert_non_null(made);
    assert_int_equal(ig_column_int(made, 0), -100 + TERMS);
    ig_column_release(made);
    ig_expression_free(bound);
    ig_formula_release(formula);
    ig_buffer_reset(&sql);
    ig_buffer_reset(&text);
    fixture_close(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_refusals),
        cmocka_unit_test(test_depth),
        cmocka_unit_test(test_length),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
