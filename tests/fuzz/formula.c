/*
 * Any bytes as a formula: parsed, printed as SQL, bound to a small table of every type, evaluated, and
 * as a condition filtered, which must keep the rows where its column is true and fail as that fails.
 * Nothing may crash, and nothing may be left allocated.
 */
#include "formula/expression.h"
#include "fuzz.h"
#include "table/builder.h"
#include "table/month.h"

#include <string.h>

enum { ROWS = 150 };

static const struct {
    const char *name;
    ig_type type;
    unsigned scale;
} fields[] = {
    {"qty", IG_DECIMAL, 0},  {"usd", IG_DECIMAL, 2}, {"wide", IG_DECIMAL, 9}, {"ratio", IG_REAL, 0},
    {"partner", IG_TEXT, 0}, {"other", IG_TEXT, 0},  {"month", IG_MONTH, 0},  {"flag", IG_BOOL, 0},
};
enum { N_FIELDS = sizeof fields / sizeof *fields };

/* Memory is never short here: what fails is a fault. */
static void must(bool holds, const char *what) {
    if (!holds)
        fuzz_fail(what);
}

static int add_cell(ig_builder *builder, size_t field, size_t row, ig_error *err) {
    static const char *const partners[] = {"Mexico", "China", "Perú", "", "1200"};
    static const int64_t wide[] = {INT64_MAX, INT64_MIN, 0, 1, -1};
    if ((row + field) % 7 == 0)
        return ig_builder_missing(builder, row % 2 ? IG_SUPPRESSED : IG_EMPTY, err);
    switch (fields[field].type) {
    case IG_REAL: return ig_builder_real(builder, (double)row / 3 - 7, err);
    case IG_TEXT:
        return ig_builder_text(builder, partners[(row + field) % 5],
                               strlen(partners[(row + field) % 5]), err);
    case IG_MONTH: return ig_builder_int(builder, ig_month_make(2020, 1) + (int)row, err);
    case IG_BOOL: return ig_builder_bool(builder, row % 3 == 0, err);
    default:
        return ig_builder_int(
            builder, fields[field].scale == 9 ? wide[row % 5] : (int64_t)(row * row) - 900, err);
    }
}

static ig_table *new_table(ig_memory *memory) {
    ig_error err;
    ig_table *table = ig_table_new(memory, ROWS, &err);
    must(table != NULL, "no table");
    for (size_t f = 0; f < N_FIELDS; f++) {
        ig_builder *builder = ig_builder_new(memory, fields[f].type, fields[f].scale, ROWS, &err);
        must(builder != NULL, "no builder");
        for (size_t row = 0; row < ROWS; row++)
            must(add_cell(builder, f, row, &err) == 0, "a cell is refused");
        ig_column *column = ig_builder_finish(builder, &err);
        must(column != NULL && ig_table_add(table, fields[f].name, column, &err) == 0, "no column");
    }
    return table;
}

static ig_params *new_params(ig_memory *memory) {
    ig_error err;
    ig_params *params = ig_params_new(memory, &err);
    const ig_value number = {.type = IG_DECIMAL, .integer = 125, .scale = 1};
    const ig_value texts[] = {{.type = IG_TEXT, .bytes = "Mexico", .size_bytes = 6},
                              {.type = IG_TEXT, .bytes = "2024-05", .size_bytes = 7}};
    must(params != NULL && ig_params_set(params, "n", false, &number, 1, &err) == 0 &&
             ig_params_set(params, "t", false, &texts[1], 1, &err) == 0 &&
             ig_params_set(params, "list", true, texts, 2, &err) == 0,
         "no parameters");
    return params;
}

static bool is_true(const ig_column *column, size_t i) {
    return ig_column_present(column, i) && ig_column_bool(column, i);
}

static void check_filter(const ig_context *context, const ig_expression *bound,
                         const ig_column *column, const ig_error *wanted, const uint32_t *rows) {
    ig_error err = {0};
    uint32_t *kept = NULL;
    size_t n_kept = 0, at = 0;
    int rc = ig_expression_filter(context, bound, rows, ROWS, &kept, &n_kept, &err);
    must((rc == 0) == (column != NULL), "a filter and its column do not fail alike");
    must(rc == 0 || strcmp(err.text, wanted->text) == 0, "a filter and its column fail unlike");
    for (size_t i = 0; rc == 0 && i < ROWS; i++)
        if (is_true(column, i))
            must(at < n_kept && kept[at++] == (rows == NULL ? i : rows[i]), "a row is lost");
    must(rc != 0 || at == n_kept, "a row is kept that is not true");
    ig_free(kept);
}

static void evaluate(const ig_context *context, const ig_expression *bound) {
    uint32_t rows[ROWS];
    for (uint32_t i = 0; i < ROWS; i++)
        rows[i] = ROWS - 1 - i;
    for (int listed = 0; listed < 2; listed++) {
        const uint32_t *list = listed ? rows : NULL;
        ig_error err = {0};
        ig_column *column = ig_expression_column(context, bound, list, ROWS, &err);
        must(column != NULL || err.kind == IG_ERROR_DATA, "an evaluation fails for no row");
        if (ig_expression_type(bound) == IG_BOOL)
            check_filter(context, bound, column, &err, list);
        ig_column_release(column);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    ig_error err = {0};
    ig_buffer sql;
    ig_memory *memory = ig_memory_new();
    must(memory != NULL, "no memory");
    ig_formula *formula = ig_formula_parse(memory, (const char *)(const void *)data, size, &err);
    if (formula != NULL) {
        ig_context context = {
            .memory = memory, .pool = ig_pool_new(memory, 1, &err), .morsel_rows = 64};
        ig_table *table = new_table(memory);
        ig_params *params = new_params(memory);
        must(context.pool != NULL, "no pool");
        ig_buffer_init(&sql, memory);
        must(ig_formula_sql(formula, &sql, &err) == 0 || err.kind == IG_ERROR_USAGE,
             "SQL fails for no reason"); /* some formulas cannot be said in it */
        ig_buffer_reset(&sql);
        ig_expression *bound = ig_expression_bind(memory, formula, table, params, &err);
        must(bound != NULL || err.kind == IG_ERROR_USAGE, "a formula is refused for no reason");
        if (bound != NULL)
            evaluate(&context, bound);
        ig_expression_free(bound);
        ig_params_release(params);
        ig_table_release(table);
        ig_pool_free(context.pool);
        ig_formula_release(formula);
    }
    must(ig_memory_read(memory).live_blocks == 0, "something is left allocated");
    ig_memory_free(memory);
    return 0;
}
