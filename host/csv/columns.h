/* Types and builds the columns of a plan, one at a time; different ones from different threads. */
#ifndef INGOT_CSV_COLUMNS_H
#define INGOT_CSV_COLUMNS_H

#include "csv/plan.h"

typedef enum ig_csv_remark { IG_CSV_NO_REMARK, IG_CSV_ROUNDED, IG_CSV_UNSCALED } ig_csv_remark;

typedef struct ig_csv_built { /* the caller's struct: zero it to begin */
    ig_column *column;        /* one reference */
    ig_csv_rejects rejects;   /* cells that do not fit the type */
    ig_csv_remark remark;
} ig_csv_built;

/* Column number `i` of the plan. On failure the struct is as after a reset. */
int ig_csv_column_build(ig_csv_built *built, ig_memory *memory, const ig_csv_plan *plan, size_t i,
                        ig_error *err) IG_CHECKED;
void ig_csv_built_reset(ig_csv_built *built); /* idempotent */

/* A text column of `n_rows` times one value; an empty value is a missing one. */
ig_column *ig_csv_column_repeat(const ig_context *context, const char *value, size_t n_rows,
                                ig_error *err) IG_CHECKED;

/* The columns `file` and `line` of a plan's rows. */
ig_column *ig_csv_column_files(ig_memory *memory, const ig_csv_plan *plan,
                               ig_error *err) IG_CHECKED;
ig_column *ig_csv_column_lines(ig_memory *memory, const ig_csv_plan *plan,
                               ig_error *err) IG_CHECKED;

#endif
