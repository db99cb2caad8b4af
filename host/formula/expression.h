/*
 * A formula bound to the columns of one table: typed, with its parameters in place, ready to be
 * evaluated over vectors of rows. It holds a reference to the table.
 *
 * Types. Missing propagates; and/or are three-valued; x / 0 is missing. Decimals stay exact under
 * + − × (up to 9 places, else real) and under division by a power of ten; other division is real.
 * Months move by whole numbers, and their difference is one. A result that overflows 64 bits (a
 * month: the years 0001 to 9999) is an error of the data that names the row. Text functions, and
 * comparisons and `in` on text, work once per dictionary entry. min/max with two or more arguments
 * work on rows. Row functions: abs round floor ceil trunc log exp sqrt min max if_else coalesce
 * is_missing prefix lower starts_with contains year quarter month.
 * Units. A sum or difference of columns of unlike units is an error that names both columns; the
 * unit of a result is that of its operands where it is plain, and none for products and quotients.
 */
#ifndef INGOT_FORMULA_EXPRESSION_H
#define INGOT_FORMULA_EXPRESSION_H

#include "formula/formula.h"
#include "formula/params.h"
#include "table/table.h"

typedef struct ig_expression ig_expression;

/* Binds; `params` may be NULL. Aggregates are an error here. Unknown names, unlike types: error with
   a caret and the nearest valid name. */
ig_expression *ig_expression_bind(ig_memory *memory, const ig_formula *formula,
                                  const ig_table *table, const ig_params *params,
                                  ig_error *err) IG_CHECKED;
void ig_expression_free(ig_expression *expression); /* NULL is nothing */

ig_type ig_expression_type(const ig_expression *expression);

/* The type of a formula that mentions no column, and its value where that is a number. */
int ig_expression_constant(ig_memory *memory, const ig_formula *formula, const ig_params *params,
                           ig_value *value, ig_error *err) IG_CHECKED;

/* How errors call a row, where it is not "row 12" of some data: appends the name. */
typedef int (*ig_row_name)(const void *context, size_t row, ig_buffer *name, ig_error *err);

/* Sets that; the context must outlive every evaluation. Called from the pool's threads. */
void ig_expression_name_rows(ig_expression *expression, ig_row_name name, const void *context);

/* Its value on the given rows (NULL: rows 0 … n−1 of the table), in that order, as a new narrowed
   column: evaluated in vectors, in parallel, with the same bits for any number of threads. */
ig_column *ig_expression_column(const ig_context *context, const ig_expression *expression,
                                const uint32_t *rows, size_t n_rows, ig_error *err) IG_CHECKED;

/* The rows among the given ones where it is true (missing is not true), in their order. The
   expression must be bool. `*kept` is a new array of the context's memory, freed by ig_free. */
int ig_expression_filter(const ig_context *context, const ig_expression *expression,
                         const uint32_t *rows, size_t n_rows, uint32_t **kept, size_t *n_kept,
                         ig_error *err) IG_CHECKED;

#endif
