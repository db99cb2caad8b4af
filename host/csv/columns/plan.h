/* Which columns the table of all files has, where the cells of each are, and which rows every chunk
   gives. */
#ifndef INGOT_CSV_COLUMNS_PLAN_H
#define INGOT_CSV_COLUMNS_PLAN_H

#include "csv/file/part.h"

typedef struct ig_csv_origin { /* a column's cells in one file */
    uint32_t part;
    uint32_t heading;
} ig_csv_origin;

typedef struct ig_csv_planned {  /* a column */
    const char *name;            /* borrowed from the spec or a part */
    const char *source;          /* borrowed: the first header text it came under, or NULL */
    const ig_csv_column *column; /* borrowed from the spec, or NULL */
    ig_kind kind;
    bool month_named; /* its name, or a heading it came under, says that months stand there */
    size_t n_origins;
    const ig_csv_origin *origins; /* in order of the parts, one a part at most; of the plan */
} ig_csv_planned;

typedef struct ig_csv_lot { /* the rows of one chunk in the table; there is at least one */
    uint32_t part;
    uint32_t chunk; /* of the part */
    size_t row;     /* the first */
} ig_csv_lot;

typedef struct ig_csv_plan { /* the caller's struct */
    const ig_csv_spec *spec; /* borrowed */
    ig_csv_part *parts;      /* borrowed */
    size_t n_parts;
    size_t n_rows;
    size_t n_columns;
    ig_csv_planned *columns; /* owned: a profile's in its order, others by first appearance */
    ig_csv_origin *origins;  /* owned */
    ig_csv_lot *lots;        /* owned: in order of their rows */
    size_t n_lots;
    /* owned: task i is the lots tasks[i] … tasks[i + 1] − 1, enough rows to be worth it */
    size_t *tasks;
    size_t n_tasks;
} ig_csv_plan;

int ig_csv_plan_init(ig_csv_plan *plan, ig_memory *memory, const ig_csv_spec *spec,
                     ig_csv_part *parts, size_t n_parts, ig_error *err) IG_CHECKED;
void ig_csv_plan_reset(ig_csv_plan *plan); /* idempotent */

static inline ig_csv_chunk *ig_csv_plan_chunk(const ig_csv_plan *plan, size_t lot) {
    return &plan->parts[plan->lots[lot].part].chunks[plan->lots[lot].chunk];
}

#endif
