/* Which columns the table of all files has, and where the cells of each are. */
#ifndef INGOT_OLD_PLAN_H
#define INGOT_OLD_PLAN_H

#include "csv/old/part.h"

typedef struct ig_old_piece { /* a column's cells in one file */
    size_t part;
    size_t heading;
} ig_old_piece;

typedef struct ig_old_plan_column {
    const char *name;            /* borrowed from the spec or a part */
    const char *source;          /* borrowed: the first header text it came under, or NULL */
    const ig_csv_column *column; /* borrowed from the spec, or NULL */
    bool month_named;
    size_t n_pieces;
    const ig_old_piece *pieces; /* in order of the parts, one a part at most; of the plan */
} ig_old_plan_column;

typedef struct ig_old_plan {  /* the caller's struct */
    const ig_csv_spec *spec;  /* borrowed */
    const ig_old_part *parts; /* borrowed */
    size_t n_parts;
    size_t n_rows;
    size_t n_columns;
    ig_old_plan_column *columns; /* owned: the spec's in its order, others by first appearance */
    ig_old_piece *pieces;        /* owned */
    const ig_pool *pool; /* borrowed: asked whether to go on; NULL until the caller sets it */
} ig_old_plan;

int ig_old_plan_init(ig_old_plan *plan, ig_memory *memory, const ig_csv_spec *spec,
                     const ig_old_part *parts, size_t n_parts, ig_error *err) IG_CHECKED;
void ig_old_plan_reset(ig_old_plan *plan); /* idempotent */

#endif
