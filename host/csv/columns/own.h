/* The columns that are in no file: `file`, `line`, and constants. NULL on failure. */
#ifndef INGOT_CSV_COLUMNS_OWN_H
#define INGOT_CSV_COLUMNS_OWN_H

#include "csv/columns/plan.h"

/* The path of the file of each row. */
ig_column *ig_csv_own_files(const ig_context *context, const ig_csv_plan *plan,
                            ig_error *err) IG_CHECKED;

/* The line on which each row starts. */
ig_column *ig_csv_own_lines(const ig_context *context, const ig_csv_plan *plan,
                            ig_error *err) IG_CHECKED;

/* A text in every row; an empty one is missing. */
ig_column *ig_csv_own_constant(const ig_context *context, const ig_csv_plan *plan,
                               const char *value, ig_error *err) IG_CHECKED;

#endif
