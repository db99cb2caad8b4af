/* The remarks on what was read, as the table file, message. */
#ifndef INGOT_OLD_WARNINGS_H
#define INGOT_OLD_WARNINGS_H

#include "csv/old/columns.h"

/* In order of the files. `built` holds one entry a column of the plan. NULL in `*table` when there
   is nothing to say. */
int ig_old_warnings_table(ig_memory *memory, const ig_old_plan *plan, const ig_old_built *built,
                          ig_table **table, ig_error *err) IG_CHECKED;

#endif
