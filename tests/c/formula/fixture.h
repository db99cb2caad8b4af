/*
 * What the tests of formulas share: one small table of every type, and formulas evaluated over it as
 * one line of text, "decimal(3): -0.100 1.400 ~ 4.400" (~ is missing, ! suppressed), so that a test
 * is a list of formulas and lines.
 *
 *   row   qty_kg   value_usd   ratio   partner   other    month     flag
 *   1       -100      0.00      0.5    Mexico    Mexico   2024-01   true
 *   2       1400      7.77     -2.25   China     Chile    2024-02   false
 *   3          !     15.54      1e+300 Mexico    ~        2024-03   ~
 *   4       4400     -3.05      ~      Perú      Peru     ~         true
 *   5          0      0.05      0.0    ~         Mexico   2025-12   false
 */
#ifndef INGOT_TESTS_FORMULA_FIXTURE_H
#define INGOT_TESTS_FORMULA_FIXTURE_H

#include "base/world.h"

#include "formula/expression.h"
#include "table/builder.h"
#include "table/month.h"

#include <stdio.h>

enum { FIXTURE_ROWS = 5, FIXTURE_LINE = 2048 };

typedef struct fixture {
    ig_context context;
    ig_memory *memory; /* of the context */
    ig_table *table;
    ig_params *params; /* NULL until a test sets some */
    char line[FIXTURE_LINE];
} fixture;

/* A cell of a column under construction. */
typedef struct cell {
    int64_t integer;
    double real;
    const char *text; /* NULL: missing, for text */
    bool missing;
    ig_reason reason; /* when missing */
} cell;

#define MISSING                                                                                    \
    { .missing = true, .reason = IG_EMPTY }
#define SUPPRESSED                                                                                 \
    { .missing = true, .reason = IG_SUPPRESSED }

static inline ig_column *make_column(ig_memory *memory, ig_type type, unsigned scale,
                                     const cell *cells, size_t n) {
    ig_error err;
    ig_builder *builder = ig_builder_new(memory, type, scale, n, &err);
    assert_non_null(builder);
    for (size_t i = 0; i < n; i++) {
        const cell *c = &cells[i];
        int failed = 0;
        if (c->missing || (type == IG_TEXT && c->text == NULL))
            failed = ig_builder_missing(builder, c->missing ? c->reason : IG_EMPTY, &err);
        else if (type == IG_REAL)
            failed = ig_builder_real(builder, c->real, &err);
        else if (type == IG_TEXT)
            failed = ig_builder_text(builder, c->text, strlen(c->text), &err);
        else if (type == IG_BOOL)
            failed = ig_builder_bool(builder, c->integer != 0, &err);
        else
            failed = ig_builder_int(builder, c->integer, &err);
        assert_int_equal(failed, 0);
    }
    ig_column *column = ig_builder_finish(builder, &err);
    assert_non_null(column);
    return column;
}

static inline void add_column(ig_table *table, const char *name, const char *unit, ig_type type,
                              unsigned scale, const cell *cells) {
    ig_error err;
    ig_column *column = make_column(table->memory, type, scale, cells, table->n_rows);
    assert_int_equal(ig_column_set_unit(column, unit, &err), 0);
    assert_int_equal(ig_column_set_source(column, name, &err), 0);
    assert_int_equal(ig_table_add(table, name, column, &err), 0);
}

static inline ig_table *make_table(ig_memory *memory) {
    static const cell qty[] = {
        {.integer = -100}, {.integer = 1400}, SUPPRESSED, {.integer = 4400}, {.integer = 0}};
    static const cell value[] = {
        {.integer = 0}, {.integer = 777}, {.integer = 1554}, {.integer = -305}, {.integer = 5}};
    static const cell ratio[] = {
        {.real = 0.5}, {.real = -2.25}, {.real = 1e300}, MISSING, {.real = 0}};
    static const cell partner[] = {
        {.text = "Mexico"}, {.text = "China"}, {.text = "Mexico"}, {.text = "Perú"}, MISSING};
    static const cell other[] = {
        {.text = "Mexico"}, {.text = "Chile"}, MISSING, {.text = "Peru"}, {.text = "Mexico"}};
    cell month[] = {{.integer = ig_month_make(2024, 1)},
                    {.integer = ig_month_make(2024, 2)},
                    {.integer = ig_month_make(2024, 3)},
                    MISSING,
                    {.integer = ig_month_make(2025, 12)}};
    static const cell flag[] = {
        {.integer = 1}, {.integer = 0}, MISSING, {.integer = 1}, {.integer = 0}};
    ig_error err;
    ig_table *table = ig_table_new(memory, FIXTURE_ROWS, &err);
    assert_non_null(table);
    add_column(table, "qty_kg", "kg", IG_DECIMAL, 0, qty);
    add_column(table, "value_usd", "USD", IG_DECIMAL, 2, value);
    add_column(table, "ratio", NULL, IG_REAL, 0, ratio);
    add_column(table, "partner", NULL, IG_TEXT, 0, partner);
    add_column(table, "other", NULL, IG_TEXT, 0, other);
    add_column(table, "month", NULL, IG_MONTH, 0, month);
    add_column(table, "flag", NULL, IG_BOOL, 0, flag);
    return table;
}

static inline void fixture_open(fixture *f) {
    memset(f, 0, sizeof *f);
    f->context = world_new(2);
    f->memory = f->context.memory;
    f->table = make_table(f->memory);
}

/* Everything must have been given back. */
static inline void fixture_close(fixture *f) {
    ig_params_release(f->params);
    ig_table_release(f->table);
    world_free(f->context);
}

static inline void set_param(fixture *f, const char *name, bool list, const ig_value *values,
                             size_t n) {
    ig_error err;
    if (f->params == NULL)
        f->params = ig_params_new(f->memory, &err);
    assert_non_null(f->params);
    assert_int_equal(ig_params_set(f->params, name, list, values, n, &err), 0);
}

static inline ig_value text_value(const char *text) {
    return (ig_value){.type = IG_TEXT, .bytes = text, .size_bytes = strlen(text)};
}

static inline ig_value int_value(int64_t integer, unsigned scale) {
    return (ig_value){.type = IG_DECIMAL, .integer = integer, .scale = (uint8_t)scale};
}

static inline ig_formula *parse(fixture *f, const char *text) {
    ig_error err = {0};
    ig_formula *formula = ig_formula_parse(f->memory, text, strlen(text), &err);
    if (formula == NULL)
        print_error("%s\n", err.text);
    assert_non_null(formula);
    return formula;
}

/* The column of a formula, or NULL with `err` filled. */
static inline ig_column *compute(fixture *f, const ig_table *table, const char *text,
                                 const uint32_t *rows, size_t n_rows, ig_error *err) {
    ig_formula *formula = ig_formula_parse(f->memory, text, strlen(text), err);
    if (formula == NULL)
        return NULL;
    ig_expression *bound = ig_expression_bind(f->memory, formula, table, f->params, err);
    ig_column *column =
        bound == NULL ? NULL : ig_expression_column(&f->context, bound, rows, n_rows, err);
    ig_expression_free(bound);
    ig_formula_release(formula);
    return column;
}

static inline void append_line(fixture *f, const char *text) {
    size_t used = strlen(f->line);
    (void)snprintf(f->line + used, FIXTURE_LINE - used, "%s", text);
}

/* "type: value value …", or the text of the error; valid until the next call. */
static inline const char *evaluate(fixture *f, const char *text) {
    ig_error err = {0};
    ig_column *column = compute(f, f->table, text, NULL, f->table->n_rows, &err);
    if (column == NULL)
        return strcpy(f->line, err.text);
    ig_table *table = ig_table_new(f->memory, column->n_rows, &err);
    assert_non_null(table);
    (void)snprintf(f->line, FIXTURE_LINE, "%s", ig_type_name(column->type));
    if (column->type == IG_DECIMAL && column->scale > 0)
        (void)snprintf(f->line, FIXTURE_LINE, "decimal(%u)", column->scale);
    append_line(f, ":");
    assert_int_equal(ig_table_add(table, "x", column, &err), 0);
    for (size_t row = 0; row < table->n_rows; row++) {
        ig_buffer cell_text;
        ig_buffer_init(&cell_text, f->memory);
        assert_int_equal(ig_table_print_cell(table, 0, row, &cell_text, &err), 0);
        const char *shown = ig_buffer_text(&cell_text, &err);
        bool suppressed = column->reasons != NULL && column->reasons[row] == IG_SUPPRESSED;
        append_line(f, " ");
        append_line(f, ig_column_present(column, row) ? shown : suppressed ? "!" : "~");
        ig_buffer_reset(&cell_text);
    }
    ig_table_release(table);
    return f->line;
}

/* Each formula must give its line. */
static inline void check_lines(fixture *f, const char *const (*cases)[2], size_t n) {
    for (size_t i = 0; i < n; i++) {
        const char *line = evaluate(f, cases[i][0]);
        if (strcmp(line, cases[i][1]) != 0)
            print_error("formula: %s\n", cases[i][0]);
        assert_string_equal(line, cases[i][1]);
    }
}

#define CHECK_LINES(f, cases) check_lines((f), (cases), sizeof(cases) / sizeof((cases)[0]))

#endif
