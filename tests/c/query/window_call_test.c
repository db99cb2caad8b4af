/* One call over a window: types and units of results, reasons, sums past 64 bits and back. */
#include "query/window.h"

#include "query/verbs.h"

typedef struct world {
    ig_context context;
    ig_table *table;
    ig_query node;
    ig_windowing w;
    char k[2], month[6];
    char *keys[1];
    ig_kept_order orders[1];
} world;

/* Columns k, month and x; one window by k in order of month. */
static void open_world(world *s, const char *text, bool zero) {
    ig_error err;
    *s = (world){.context = world_new(1), .k = "k", .month = "month"};
    s->keys[0] = s->k;
    s->orders[0].name = s->month;
    s->table = table_of(s->context.memory, text);
    s->node =
        (ig_query){.keys = {1, s->keys}, .orders = s->orders, .n_orders = 1, .zero_gaps = zero};
    assert_int_equal(ig_windowing_init(&s->w, &s->context, s->table, &s->node, &err), 0);
}

static void close_world(world *s) {
    ig_windowing_reset(&s->w);
    ig_table_release(s->table);
    world_free(s->context);
}

static ig_column *call(world *s, const char *text, int64_t periods, ig_error *err) {
    ig_formula *formula = ig_formula_parse(s->context.memory, text, strlen(text), err);
    assert_non_null(formula);
    ig_window window = ig_formula_window(formula, 0);
    ig_column *column = ig_window_column(
        &s->w, &window, window.argument != NULL ? s->table->fields[2].column : NULL, periods, err);
    ig_formula_release(formula);
    return column;
}

static void results_take_after_their_argument(void **state) {
    (void)state;
    ig_error err;
    world s;
    open_world(&s, "k:text,month:month,x:decimal.2\na,2024-01,1.50\na,2024-02,2.25\n", false);
    assert_int_equal(ig_column_set_unit(s.table->fields[2].column, "kg", &err), 0);
    static const struct {
        const char *text, *unit;
        ig_type type;
        unsigned scale;
    } cases[] = {
        {"lag(x, 1)", "kg", IG_DECIMAL, 2},         {"lead(x, 1)", "kg", IG_DECIMAL, 2},
        {"cumulative_sum(x)", "kg", IG_DECIMAL, 2}, {"moving_sum(x, 1)", "kg", IG_DECIMAL, 2},
        {"moving_mean(x, 1)", "kg", IG_REAL, 0},    {"rank()", NULL, IG_DECIMAL, 0},
        {"dense_rank()", NULL, IG_DECIMAL, 0},      {"row_number()", NULL, IG_DECIMAL, 0}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        ig_column *column = call(&s, cases[i].text, 1, &err);
        assert_int_equal(column->type, cases[i].type);
        assert_int_equal(column->scale, cases[i].scale);
        assert_int_equal(column->unit != NULL, cases[i].unit != NULL);
        if (cases[i].unit != NULL)
            assert_string_equal(column->unit, cases[i].unit);
        ig_column_release(column);
    }
    close_world(&s);
}

static void texts_are_looked_up_too(void **state) {
    (void)state;
    ig_error err;
    world s;
    open_world(&s, "k:text,month:month,x:text\na,2024-02,two\na,2024-01,one\nb,2024-02,three\n",
               true);
    ig_column *column = call(&s, "lag(x, 1)", 1, &err);
    assert_int_equal(column->n_missing, 2); /* a text has no zero */
    ig_text text = ig_column_text(column, 0);
    assert_memory_equal(text.bytes, "one", text.size_bytes);
    ig_column_release(column);
    close_world(&s);
}

/* What is missing for a reason stays so when it is looked at from another month. */
static void reasons_are_given_on(void **state) {
    (void)state;
    ig_error err;
    world s;
    open_world(&s,
               "k:text,month:month,x:decimal\na,2024-01,\na,2024-02,1\na,2024-03,2\na,2024-04,3\n",
               false);
    ig_column *x = s.table->fields[2].column;
    x->reasons = ig_alloc_zero(s.context.memory, 4, 1, &err);
    x->reasons[0] = IG_SUPPRESSED;
    static const struct {
        const char *text;
        ig_reason want[4];
    } cases[] = {
        {"lag(x, 1)", {IG_EMPTY, IG_SUPPRESSED, IG_PRESENT, IG_PRESENT}},
        {"cumulative_sum(x)", {IG_SUPPRESSED, IG_PRESENT, IG_PRESENT, IG_PRESENT}},
        {"moving_sum(x, 2)", {IG_SUPPRESSED, IG_SUPPRESSED, IG_PRESENT, IG_PRESENT}},
    };
    for (size_t i = 0; i < 3; i++) {
        ig_column *column = call(&s, cases[i].text, i == 2 ? 2 : 1, &err);
        for (size_t row = 0; row < 4; row++) {
            assert_int_equal(column->reasons[row], cases[i].want[row]);
            assert_int_equal(ig_column_present(column, row), cases[i].want[row] == IG_PRESENT);
        }
        ig_column_release(column);
    }
    x->reasons[0] = IG_REJECTED;
    ig_column *column = call(&s, "moving_mean(x, 2)", 2, &err);
    assert_int_equal(column->reasons[1], IG_REJECTED);
    ig_column_release(column);
    close_world(&s);
}

/* Sums run in 128 bits: only what must be shown has to fit 64. */
static void sums_are_exact_up_to_the_end(void **state) {
    (void)state;
    ig_error err;
    world s;
    open_world(&s,
               "k:text,month:month,x:decimal\n"
               "a,2024-01,9223372036854775807\na,2024-02,9223372036854775807\n"
               "a,2024-03,-9223372036854775807\nb,2024-01,5\n",
               false);
    assert_null(call(&s, "cumulative_sum(x)", 0, &err));
    assert_error(&err, IG_ERROR_DATA,
                 "cumulative_sum(x): a sum of group k = a does not fit 64 bits");
    assert_null(call(&s, "moving_sum(x, 2)", 2, &err));
    assert_error(&err, IG_ERROR_DATA,
                 "moving_sum(x, 2): a sum of group k = a does not fit 64 bits");
    ig_column *column = call(&s, "moving_sum(x, 3)", 3, &err);
    assert_true(ig_column_int(column, 2) == INT64_MAX);
    assert_int_equal(column->n_missing, 3);
    ig_column_release(column);
    column = call(&s, "moving_mean(x, 2)", 2, &err);
    assert_true(ig_column_double(column, 1) == 9223372036854775807.0);
    assert_true(ig_column_double(column, 2) == 0.0);
    ig_column_release(column);
    close_world(&s);
}

static void sums_of_reals_are_compensated(void **state) {
    (void)state;
    ig_error err;
    world s;
    open_world(&s,
               "k:text,month:month,x:real\n"
               "a,2024-01,1\na,2024-02,1e100\na,2024-03,1\na,2024-04,-1e100\n"
               "b,2024-01,1.7e308\nb,2024-02,1.7e308\nb,2024-03,-1.7e308\n",
               false);
    ig_column *column = call(&s, "cumulative_sum(x)", 0, &err);
    assert_true(ig_column_double(column, 3) == 2.0);
    assert_false(ig_column_present(column, 5)); /* past the last double */
    ig_column_release(column);
    column = call(&s, "moving_sum(x, 3)", 3, &err);
    assert_true(ig_column_double(column, 3) == 1.0);
    ig_column_release(column);
    close_world(&s);
}

/* Periods near the ends of 64 bits are as far apart as they are. */
static void years_may_be_any_whole_number(void **state) {
    (void)state;
    ig_error err;
    world s;
    open_world(&s,
               "k:text,month:decimal,x:decimal\n"
               "a,-9223372036854775807,1\na,9223372036854775807,2\na,-9223372036854775806,3\n",
               true);
    ig_column *column = call(&s, "lag(x, 1)", 1, &err);
    assert_int_equal(column->n_missing, 1);
    assert_int_equal(ig_column_int(column, 2), 1);
    assert_int_equal(ig_column_int(column, 1), 0);
    ig_column_release(column);
    column = call(&s, "lead(x, 2)", 2, &err);
    assert_int_equal(column->n_missing, 1);
    assert_false(ig_column_present(column, 1));
    ig_column_release(column);
    close_world(&s);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(results_take_after_their_argument),
        cmocka_unit_test(texts_are_looked_up_too),
        cmocka_unit_test(reasons_are_given_on),
        cmocka_unit_test(sums_are_exact_up_to_the_end),
        cmocka_unit_test(sums_of_reals_are_compensated),
        cmocka_unit_test(years_may_be_any_whole_number),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
