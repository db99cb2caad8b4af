/* What is computed once where a block holds one value is what is computed row by row. */
#include "fixture.h"
#include "table/stats.h"

enum { N_BLOCKS = 5, N_ROWS = N_BLOCKS * IG_STATS_ROWS - 1000 };

static ig_column *even_column(ig_memory *memory, ig_type type, unsigned scale,
                              const cell *of_block) {
    ig_error err;
    cell *cells = ig_alloc_zero(memory, N_ROWS, sizeof *cells, &err);
    assert_non_null(cells);
    for (size_t i = 0; i < N_ROWS; i++)
        cells[i] = of_block[i / IG_STATS_ROWS];
    cells[N_ROWS - 1] = of_block[0]; /* the last block has two values */
    ig_column *column = make_column(memory, type, scale, cells, N_ROWS);
    ig_free(cells);
    return column;
}

static ig_column *uneven_column(ig_memory *memory) {
    ig_error err;
    ig_column *column = ig_column_new(memory, IG_DECIMAL, 0, 2, N_ROWS, &err);
    assert_non_null(column);
    for (size_t i = 0; i < N_ROWS; i++)
        ((int16_t *)column->values)[i] = (int16_t)(i * 7919 % 30011);
    return column;
}

/* Columns of one value a block: missing ones among them, and one of many values. */
static ig_table *open_even(ig_memory *memory, int64_t big) {
    ig_error err;
    const cell months[] = {{.integer = ig_month_make(2024, 1)},
                           {.integer = ig_month_make(2024, 2)},
                           {.integer = ig_month_make(2024, 2)},
                           MISSING,
                           {.integer = ig_month_make(2025, 12)}};
    const cell units[] = {
        {.integer = -150}, {.integer = 0}, SUPPRESSED, {.integer = 7}, {.integer = 7}};
    const cell bigs[] = {
        {.integer = 1}, {.integer = 1}, {.integer = big}, {.integer = 1}, {.integer = 2}};
    const cell texts[] = {
        {.text = "Mexico"}, {.text = "Chile"}, {.text = "Chile"}, {.text = NULL}, {.text = "Peru"}};
    const cell flags[] = {{.integer = 1}, {.integer = 0}, {.integer = 1}, MISSING, {.integer = 0}};
    ig_table *table = ig_table_new(memory, N_ROWS, &err);
    assert_non_null(table);
    assert_int_equal(ig_table_add(table, "month", even_column(memory, IG_MONTH, 0, months), &err),
                     0);
    assert_int_equal(ig_table_add(table, "price", even_column(memory, IG_DECIMAL, 2, units), &err),
                     0);
    assert_int_equal(ig_table_add(table, "big", even_column(memory, IG_DECIMAL, 0, bigs), &err), 0);
    assert_int_equal(ig_table_add(table, "partner", even_column(memory, IG_TEXT, 0, texts), &err),
                     0);
    assert_int_equal(ig_table_add(table, "flag", even_column(memory, IG_BOOL, 0, flags), &err), 0);
    assert_int_equal(ig_table_add(table, "n", uneven_column(memory), &err), 0);
    return table;
}

static ig_column *value_of(const fixture *f, ig_table *table, const char *text, ig_error *err) {
    ig_formula *formula = ig_formula_parse(f->memory, text, strlen(text), err);
    assert_non_null(formula);
    ig_expression *bound = ig_expression_bind(f->memory, formula, table, NULL, err);
    ig_formula_release(formula);
    assert_non_null(bound);
    ig_column *column = ig_expression_column(&f->context, bound, NULL, N_ROWS, err);
    ig_expression_free(bound);
    return column;
}

static void learn(const fixture *f, const ig_table *table) {
    ig_error err;
    for (size_t i = 0; i < table->n_fields; i++)
        assert_non_null(ig_column_stats(&f->context, table->fields[i].column, &err));
}

static void assert_same(const char *text, const ig_column *a, const ig_column *b) {
    bool same = a->type == b->type && a->width == b->width && a->n_missing == b->n_missing;
    for (size_t i = 0; same && i < N_ROWS; i++) {
        same = ig_column_present(a, i) == ig_column_present(b, i) &&
               (a->reasons == NULL) == (b->reasons == NULL) &&
               (a->reasons == NULL || a->reasons[i] == b->reasons[i]);
        if (!same || !ig_column_present(a, i))
            continue;
        ig_text x = {0}, y = {0};
        switch (a->type) {
        case IG_REAL: same = ig_column_double(a, i) == ig_column_double(b, i); break;
        case IG_BOOL: same = ig_column_bool(a, i) == ig_column_bool(b, i); break;
        case IG_TEXT:
            x = ig_column_text(a, i), y = ig_column_text(b, i);
            same = x.size_bytes == y.size_bytes && memcmp(x.bytes, y.bytes, x.size_bytes) == 0;
            break;
        default: same = ig_column_int(a, i) == ig_column_int(b, i); break;
        }
    }
    if (!same)
        fail_msg("%s differs once stats are known", text);
}

static void even_blocks_come_out_alike(void **state) {
    (void)state;
    static const char *const formulas[] = {"year(month)",
                                           "month + 3",
                                           "month - '2020-05'",
                                           "quarter(month) + n",
                                           "max(month, '2024-02')",
                                           "price * 3 - 1",
                                           "-price",
                                           "price / 7",
                                           "price / 100 + n",
                                           "price % 4",
                                           "abs(price) + price",
                                           "round(price, 1)",
                                           "floor(price)",
                                           "sqrt(price)",
                                           "exp(price)",
                                           "price * price * n",
                                           "min(price, n)",
                                           "max(price, big)",
                                           "if_else(flag, price, -price)",
                                           "if_else(n > 9000, price, 1)",
                                           "if_else(flag, n, 0)",
                                           "coalesce(price, 0)",
                                           "coalesce(price, n)",
                                           "is_missing(price)",
                                           "partner",
                                           "prefix(partner, 2)",
                                           "lower(partner)",
                                           "contains(partner, 'e')",
                                           "partner in {'Peru', 'Chile'}",
                                           "partner == 'Mexico' or flag",
                                           "flag and n > 5",
                                           "not flag",
                                           "price > 0",
                                           "price <= n",
                                           "0 < price",
                                           "month >= '2024-02' and price < 1",
                                           "price in {-1.5, 0.07}",
                                           "month in {'2024-01', nil}",
                                           "big + price"};
    ig_error err = {0};
    fixture f;
    fixture_open(&f);
    for (size_t i = 0; i < sizeof formulas / sizeof formulas[0]; i++) {
        ig_table *table = open_even(f.memory, 3);
        f.context.morsel_rows = i % 2 == 0 ? 0 : 64 * (i + 1);
        ig_column *before = value_of(&f, table, formulas[i], &err);
        learn(&f, table);
        ig_column *after = value_of(&f, table, formulas[i], &err);
        assert_true(before != NULL && after != NULL);
        assert_same(formulas[i], before, after);
        ig_column_release(before);
        ig_column_release(after);
        ig_table_release(table);
    }
    fixture_close(&f);
}

/* The first row of the block is the one to name, and a value that nobody asks for is none. */
static void an_overflow_of_a_block_is_named(void **state) {
    (void)state;
    ig_error err = {0};
    fixture f;
    fixture_open(&f);
    ig_table *table = open_even(f.memory, INT64_MAX);
    learn(&f, table);
    assert_null(value_of(&f, table, "1 + big * 3", &err));
    assert_string_equal(err.text, "formula: row 32769 overflows 64 bits\n"
                                  "  1 + big * 3\n"
                                  "          ^");
    ig_column *made = value_of(&f, table, "if_else(big > 9, 0, big * 3)", &err);
    assert_non_null(made);
    assert_int_equal(ig_column_int(made, 32768), 0);
    assert_int_equal(ig_column_int(made, 0), 3);
    ig_column_release(made);
    ig_table_release(table);
    fixture_close(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(even_blocks_come_out_alike),
        cmocka_unit_test(an_overflow_of_a_block_is_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
