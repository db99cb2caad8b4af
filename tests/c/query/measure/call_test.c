#include "query/measure/call.h"

#include "query/verbs.h"

static const char DATA[] = "k:text,x:decimal.1,y:real,m:month,b:bool\n"
                           "a,1.0,2,2025-01,true\n"
                           "a,2.0,4,2025-02,false\n"
                           "b,7.5,1,2025-01,true\n"
                           "a,4.0,,2025-03,\n"
                           "a,9.0,18,2025-03,\n"
                           "c,,5,,\n";

static void every_call_has_its_meaning(void **state) {
    (void)state;
    ig_error err;
    ig_context context = world_new(1);
    assert_result(context,
                  aggregate(context, from_text(context, DATA), NAMES("k"),
                            NAMES("m", "median(x)", "q", "quantile(x, 0.9)", "v", "var(x)", "s",
                                  "sd(y)", "r", "corr(x, y)", "a", "any_value(y)"),
                            &err),
                  "k,m,q,v,s,r,a\na,3,7.5,12.666666666666666,8.717797887081348,1,2\n"
                  "b,7.5,7.5,,,,1\nc,,,,,,5\n");
    assert_result(context,
                  aggregate(context, from_text(context, DATA), NO_NAMES,
                            NAMES("lo", "quantile(x, 0)", "hi", "quantile(x, 1)", "q",
                                  "quantile(-x, 1 / 4) + median(x * 2)", "c", "corr(x, 3 - x)", "d",
                                  "corr(x, 1)", "k", "any_value(k)"),
                            &err),
                  "lo,hi,q,c,d,k\n1,9,0.5,-1,,a\n");
    world_free(context);
}

/* The same text with another $p is another aggregate; with the same it is computed once. */
static void parameters_of_the_second_argument_count(void **state) {
    (void)state;
    ig_error err;
    ig_context context = world_new(1);
    ig_query *q = from_text(context, DATA);
    ig_term terms[3];
    for (size_t i = 0; i < 3; i++) {
        static const char *const names[] = {"a", "b", "c"};
        ig_value value = {.type = IG_DECIMAL, .scale = 2, .integer = i == 0 ? 25 : 75};
        ig_value real = {.type = IG_REAL, .real = 1.0 / 3.0};
        terms[i] = term_of(context, names[i], "quantile(x, $p)");
        terms[i].params = ig_params_new(context.memory, &err);
        assert_int_equal(
            ig_params_set(terms[i].params, "p", false, i == 2 ? &real : &value, 1, &err), 0);
    }
    ig_query *made = ig_query_aggregate(q, NULL, 0, terms, 3, &err);
    ig_query_release(q);
    for (size_t i = 0; i < 3; i++)
        term_free(&terms[i]);
    assert_result(context, made, "a,b,c\n2,7.5,2.6666666666666665\n");
    world_free(context);
}

static void wrong_types_are_refused_where_they_stand(void **state) {
    (void)state;
    static const char *const cases[][2] = {
        {"median(m)", "formula: 'median' wants a number, 'm' is month\n  median(m)\n         ^"},
        {"1 + sd( k )", "formula: 'sd' wants a number, 'k' is text\n  1 + sd( k )\n          ^"},
        {"var(b)", "formula: 'var' wants a number, 'b' is bool\n  var(b)\n      ^"},
        {"quantile(lower(k), 0.5)", "formula: 'quantile' wants a number, 'lower(k)' is text\n"
                                    "  quantile(lower(k), 0.5)\n"
                                    "           ^"},
        {"corr(m, x)", "formula: 'corr' wants a number, 'm' is month\n  corr(m, x)\n       ^"},
        {"corr(x, x > 1)",
         "formula: 'corr' wants a number, 'x > 1' is bool\n  corr(x, x > 1)\n          ^"},
        {"quantile(x, 1.5)", "formula: 'quantile' wants a constant number from 0 to 1, got 1.5\n"
                             "  quantile(x, 1.5)\n"
                             "              ^"},
        {"quantile(x, -1 / 3)",
         "formula: 'quantile' wants a constant number from 0 to 1, got -1 / 3\n"
         "  quantile(x, -1 / 3)\n"
         "              ^"},
        {"quantile(x, 1.0000000001)",
         "formula: 'quantile' wants a constant number from 0 to 1, got 1.0000000001\n"
         "  quantile(x, 1.0000000001)\n"
         "              ^"},
        {"quantile(x, 'half')",
         "formula: 'quantile' wants a constant number from 0 to 1, got 'half'\n"
         "  quantile(x, 'half')\n"
         "              ^"},
        {"quantile(x, nil)", "formula: 'quantile' wants a constant number from 0 to 1, got nil\n"
                             "  quantile(x, nil)\n"
                             "              ^"},
        {"quantile(x, true)", "formula: 'quantile' wants a constant number from 0 to 1, got true\n"
                              "  quantile(x, true)\n"
                              "              ^"},
        {"quantile(x, $p)", "formula: $p has no value\n  quantile(x, $p)\n              ^"},
        {"corr(x, z)", "formula: unknown column 'z'; columns are 'k', 'x', 'y', 'm', 'b'\n"
                       "  corr(x, z)\n"
                       "          ^"},
    };
    ig_error err;
    ig_context context = world_new(1);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_null(aggregate(context, from_text(context, DATA), NAMES("k"),
                              NAMES("r", cases[i][0]), &err));
        assert_error(&err, IG_ERROR_USAGE, cases[i][1]);
    }
    world_free(context);
}

/* What a name stands for is told. */
static void wrong_parameters_are_told(void **state) {
    (void)state;
    static const struct {
        ig_value value;
        const char *text;
    } cases[] = {
        {{.type = IG_DECIMAL, .integer = 95},
         "formula: 'quantile' wants a constant number from 0 to 1, got $p = 95\n"
         "  quantile(x, $p)\n"
         "              ^"},
        {{.type = IG_REAL, .real = -1e-30},
         "formula: 'quantile' wants a constant number from 0 to 1, got $p = -1e-30\n"
         "  quantile(x, $p)\n"
         "              ^"},
        {{.type = IG_TEXT, .bytes = "x", .size_bytes = 1},
         "formula: 'quantile' wants a constant number from 0 to 1, got $p\n"
         "  quantile(x, $p)\n"
         "              ^"},
    };
    ig_error err;
    ig_context context = world_new(1);
    ig_query *q = from_text(context, DATA);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        ig_term term = term_of(context, "r", "quantile(x, $p)");
        term.params = ig_params_new(context.memory, &err);
        assert_int_equal(ig_params_set(term.params, "p", false, &cases[i].value, 1, &err), 0);
        assert_null(ig_query_aggregate(q, NULL, 0, &term, 1, &err));
        assert_error(&err, IG_ERROR_USAGE, cases[i].text);
        term_free(&term);
    }
    ig_query_release(q);
    world_free(context);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_call_has_its_meaning),
        cmocka_unit_test(parameters_of_the_second_argument_count),
        cmocka_unit_test(wrong_types_are_refused_where_they_stand),
        cmocka_unit_test(wrong_parameters_are_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
