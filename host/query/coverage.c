/*
 * Coverage. `where` keeps some rows of the data; the same condition, where it speaks of nothing but
 * flow, code and month, says which cells of the coverage are still spoken for. A condition on
 * anything else (a partner, a quantity) leaves cells covered: they then hold less, not nothing known.
 * An extract, the largest rows or the first ones (also the first of each combination of columns that
 * say less than the cell), covers nothing: what is not in it is not known to be zero.
 */
#include "formula/expression.h"
#include "query/stage.h"

#include <string.h>

/* True when the part mentions only columns that the coverage still speaks of. One that mentions none
   speaks of every cell alike: where nothing can hold, nothing stays covered. */
static bool speaks_of(const ig_stage *stage, const ig_formula *part) {
    const ig_table *coverage = stage->table->coverage;
    size_t n = ig_formula_columns(part);
    for (size_t i = 0; i < n; i++) {
        const char *name = ig_formula_column(part, i);
        size_t field = ig_table_find(coverage, name, strlen(name));
        if (field >= 64 || (stage->covering >> field & 1) == 0)
            return false;
    }
    return true;
}

static ig_table *narrowed(const ig_context *context, ig_table *coverage, const ig_formula *part,
                          const ig_params *params, ig_error *err) {
    uint32_t *kept = NULL;
    size_t n_kept = 0;
    ig_expression *expression = ig_expression_bind(context->memory, part, coverage, params, err);
    if (expression == NULL)
        return NULL;
    int rc = ig_expression_filter(context, expression, NULL, coverage->n_rows, &kept, &n_kept, err);
    ig_expression_free(expression);
    if (rc != 0)
        return NULL;
    ig_table *result = n_kept == coverage->n_rows
                           ? ig_table_retain(coverage)
                           : ig_table_take(context, coverage, kept, n_kept, err);
    ig_free(kept);
    return result;
}

/* Narrows `*coverage` (one reference) by one part. */
static int narrow_by(const ig_stage *stage, const ig_formula *part, const ig_params *params,
                     ig_table **coverage, ig_error *err) {
    if (!speaks_of(stage, part))
        return 0;
    ig_table *next = narrowed(stage->context, *coverage, part, params, err);
    if (next == NULL)
        return ig_fail_prefix(err, "coverage: ");
    ig_table_release(*coverage);
    *coverage = next;
    return 0;
}

/* The same table with another coverage; takes the reference. */
static int attach(ig_stage *stage, ig_table *coverage, ig_error *err) {
    if (coverage == stage->table->coverage) {
        ig_table_release(coverage);
        return 0;
    }
    ig_table *table = ig_table_share(stage->table, err);
    if (table == NULL) {
        ig_table_release(coverage);
        return -1;
    }
    ig_table_release(table->coverage);
    table->coverage = coverage;
    ig_table_release(stage->table);
    stage->table = table;
    return 0;
}

int ig_coverage_narrow(ig_stage *stage, const ig_formula *formula, const ig_params *params,
                       ig_error *err) {
    if (stage->table->coverage == NULL)
        return 0;
    ig_table *coverage = ig_table_retain(stage->table->coverage);
    for (size_t i = 0; i < ig_formula_conjuncts(formula); i++) {
        ig_formula *part = ig_formula_conjunct(formula, i, err);
        int rc = part != NULL ? narrow_by(stage, part, params, &coverage, err) : -1;
        ig_formula_release(part);
        if (rc != 0) {
            ig_table_release(coverage);
            return -1;
        }
    }
    return attach(stage, coverage, err);
}

int ig_coverage_extract(ig_stage *stage, ig_error *err) {
    if (stage->table->coverage == NULL || stage->table->coverage->n_rows == 0)
        return 0;
    const uint32_t none = 0;
    ig_table *empty = ig_table_take(stage->context, stage->table->coverage, &none, 0, err);
    return empty != NULL ? attach(stage, empty, err) : -1;
}
