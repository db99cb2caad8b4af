/* Types and builds the columns of a plan, one at a time; different ones from different threads. */
#ifndef INGOT_OLD_COLUMNS_H
#define INGOT_OLD_COLUMNS_H

#include "csv/old/plan.h"

typedef enum ig_old_remark { IG_OLD_NO_REMARK, IG_OLD_ROUNDED, IG_OLD_UNSCALED } ig_old_remark;

typedef struct ig_old_built { /* the caller's struct: zero it to begin */
    ig_column *column;        /* one reference */
    ig_old_rejects rejects;   /* cells that do not fit the type */
    ig_old_remark remark;
} ig_old_built;

/* Column number `i` of the plan. On failure the struct is as after a reset. */
int ig_old_column_build(ig_old_built *built, ig_memory *memory, const ig_old_plan *plan, size_t i,
                        ig_error *err) IG_CHECKED;
void ig_old_built_reset(ig_old_built *built); /* idempotent */

/* A text column of `n_rows` times one value; an empty value is a missing one. */
ig_column *ig_old_column_repeat(const ig_context *context, const char *value, size_t n_rows,
                                ig_error *err) IG_CHECKED;

/* The columns `file` and `line` of a plan's rows. */
ig_column *ig_old_column_files(ig_memory *memory, const ig_old_plan *plan,
                               ig_error *err) IG_CHECKED;
ig_column *ig_old_column_lines(ig_memory *memory, const ig_old_plan *plan,
                               ig_error *err) IG_CHECKED;

#endif
