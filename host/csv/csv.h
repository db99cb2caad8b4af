/*
 * Reading delimited text into one table. A spec says how; Lua profiles fill it. Many files become one
 * table: their headers may differ in order and in which columns they have; what a file lacks is
 * missing. Every row keeps its place: columns `file` (text) and `line` (decimal) stand last.
 *
 * Types are decided on all rows of all files: a column without a given type is decimal when each
 * value is a plain number without a leading zero, real when some need it, month when its name or the
 * spec says so, else text. A column with a given type lists what does not fit as a reject.
 */
#ifndef INGOT_CSV_CSV_H
#define INGOT_CSV_CSV_H

#include "csv/spec/spec.h"
#include "table/table.h"

/* Reads the files in the given order. NULL on failure: nothing half-read is returned. Rejected rows
   and cells are listed in the table's `rejects`, remarks in its `warnings`, and how each file was
   read in `detected`. */
ig_table *ig_csv_read(const ig_context *context, const ig_csv_spec *spec, const char *const *paths,
                      size_t n_paths, ig_error *err) IG_CHECKED;

#endif
