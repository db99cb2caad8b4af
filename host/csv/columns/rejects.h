/* What the files hold that no row or cell could be made of. */
#ifndef INGOT_CSV_COLUMNS_REJECTS_H
#define INGOT_CSV_COLUMNS_REJECTS_H

#include "csv/columns/plan.h"

/* The table file, line, column, kind, value, reason, record, in order of files and lines; NULL in
   `*table` when there are none. */
int ig_csv_rejects_table(const ig_context *context, const ig_csv_plan *plan, ig_table **table,
                         ig_error *err) IG_CHECKED;

/* Fails with the first of them, where there is one. */
int ig_csv_rejects_refuse(const ig_csv_plan *plan, ig_error *err) IG_CHECKED;

/* How many there are of one file. */
size_t ig_csv_rejects_count(const ig_csv_part *part);

#endif
