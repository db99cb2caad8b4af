#include "query/query.h"

#include "query/verbs.h"

static const char TRADE[] = "partner:text,qty:decimal,value:decimal.2\n"
                            "Mexico,3,10.50\n"
                            "Japan,1,2.25\n"
                            "Peru,,7.00\n";

/* New columns stand behind, replaced ones where they stood; terms see the input alone. */
static void columns_are_added_or_replaced(void **state) {
    (void)state;
    ig_error err;
    ig_context context = world_new(1);
    assert_result(context,
                  derive(context, from_text(context, TRADE),
                         NAMES("price", "value / qty", "qty", "qty * 10", "old", "qty"), &err),
                  "partner,qty,value,price,old\nMexico,30,10.50,3.5,3\nJapan,10,2.25,2.25,1\n"
                  "Peru,,7.00,,\n");
    world_free(context);
}

/* Only the rows that are left are evaluated: a row filtered out cannot fail. */
static void only_selected_rows_are_evaluated(void **state) {
    (void)state;
    ig_error err;
    ig_context context = world_new(1);
    ig_query *q = from_text(context, "a:decimal\n1\n9223372036854775807\n2\n");
    ig_query *twice = derive(context, ig_query_retain(q), NAMES("b", "a * 2"), &err);
    assert_null(ig_query_collect(&context, twice, &err));
    assert_string_equal(err.text, "formula: row 2 overflows 64 bits\n  a * 2\n    ^");
    /* A column that no one looks at is not evaluated either. */
    assert_result(context,
                  limit_to(select_names(ig_query_retain(twice), NAMES("a"), &err), 1, &err),
                  "a\n1\n");
    ig_query_release(twice);
    q = sort_by(where(context, q, "a < 10", &err), NAMES("-a"), &err);
    assert_result(context, derive(context, q, NAMES("b", "a * 2"), &err), "a,b\n2,4\n1,2\n");
    world_free(context);
}

static void limited_rows_derive(void **state) {
    (void)state;
    ig_error err;
    ig_context context = world_new(1);
    ig_query *q = limit_to(from_text(context, TRADE), 2, &err);
    assert_result(context, derive(context, q, NAMES("n", "qty + 1"), &err),
                  "partner,qty,value,n\nMexico,3,10.50,4\nJapan,1,2.25,2\n");
    world_free(context);
}

static void functions_get_the_rows_that_are_left(void **state) {
    (void)state;
    ig_error err;
    ig_context context = world_new(1);
    probe p = {.memory = context.memory, .type = IG_DECIMAL};
    ig_function function = probe_function(&p);
    ig_term terms[] = {{.name = "twice", .function = &function},
                       term_of(context, "half", "qty / 2")};
    ig_query *q = where(context, from_text(context, TRADE), "qty > 0", &err);
    ig_query *made = ig_query_derive(q, terms, 2, &err);
    assert_result(context, ig_query_retain(made),
                  "partner,qty,value,twice,half\nMexico,3,10.50,6,1.5\nJapan,1,2.25,2,0.5\n");
    /* It is called even where no one looks at what it returns. */
    assert_result(context, select_names(made, NAMES("half"), &err), "half\n1.5\n0.5\n");
    assert_true(p.n_called == 2 && p.n_released == 1);
    p.n_extra = 1;
    assert_fails(context, ig_query_derive(q, terms, 1, &err), IG_ERROR_SCRIPT,
                 "derive 'twice': 2 values are expected, one a row, got 3");
    ig_query_release(q);
    term_free(&terms[1]);
    world_free(context);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(columns_are_added_or_replaced),
        cmocka_unit_test(only_selected_rows_are_evaluated),
        cmocka_unit_test(limited_rows_derive),
        cmocka_unit_test(functions_get_the_rows_that_are_left),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
