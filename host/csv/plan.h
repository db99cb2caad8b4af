/* Which columns the table of all files has, and where the cells of each are. */
#ifndef INGOT_CSV_PLAN_H
#define INGOT_CSV_PLAN_H

#include "csv/part.h"

typedef struct ig_csv_piece { /* a column's cells in one file */
    size_t part;
    size_t heading;
} ig_csv_piece;

typedef struct ig_csv_plan_column {
    const char *name;            /* borrowed from the spec or a part */
    const char *source;          /* borrowed: the first header text it came under, or NULL */
    const ig_csv_column *column; /* borrowed from the spec, or NULL */
    bool month_named;
    size_t n_pieces;
    const ig_csv_piece *pieces; /* in order of the parts, one a part at most; of the plan */
} ig_csv_plan_column;

typedef struct ig_csv_plan {  /* the caller's struct */
    const ig_csv_spec *spec;  /* borrowed */
    const ig_csv_part *parts; /* borrowed */
    size_t n_parts;
    size_t n_rows;
    size_t n_columns;
    ig_csv_plan_column *columns; /* owned: the spec's in its order, others by first appearance */
    ig_csv_piece *pieces;        /* owned */
    const ig_pool *pool; /* borrowed: asked whether to go on; NULL until the caller sets it */
} ig_csv_plan;

int ig_csv_plan_init(ig_csv_plan *plan, ig_memory *memory, const ig_csv_spec *spec,
                     const ig_csv_part *parts, size_t n_parts, ig_error *err) IG_CHECKED;
void ig_csv_plan_reset(ig_csv_plan *plan); /* idempotent */

#endif
