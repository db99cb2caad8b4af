/* The remarks on what was read, as the table file, message. */
#ifndef INGOT_CSV_COLUMNS_WARNINGS_H
#define INGOT_CSV_COLUMNS_WARNINGS_H

#include "csv/columns/doubt.h"
#include "csv/columns/plan.h"

/* In order of the files. `types` and `doubts` hold one entry a column of the plan. NULL in `*table`
   when there is nothing to say. */
int ig_csv_warnings_table(ig_memory *memory, const ig_csv_plan *plan, const ig_csv_type *types,
                          const ig_csv_doubt *doubts, ig_table **table, ig_error *err) IG_CHECKED;

#endif
