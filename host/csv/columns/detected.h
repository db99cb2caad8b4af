/* How each file was read, as a table: one row a part of its dialect, and one for its encoding. */
#ifndef INGOT_CSV_COLUMNS_DETECTED_H
#define INGOT_CSV_COLUMNS_DETECTED_H

#include "csv/columns/plan.h"

/* Columns file, what, value, given (bool), why: missing where it is given. */
int ig_csv_detected_table(ig_memory *memory, const ig_csv_plan *plan, ig_table **table,
                          ig_error *err) IG_CHECKED;

#endif
