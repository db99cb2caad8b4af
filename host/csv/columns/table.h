/* Makes one table of all files: decides the types of columns on all of their cells, gives codes to
   texts in order of first appearance, and joins what the chunks hold. */
#ifndef INGOT_CSV_COLUMNS_TABLE_H
#define INGOT_CSV_COLUMNS_TABLE_H

#include "csv/file/part.h"
#include "table/table.h"

/* The table with its columns (the spec's in its order, others by first appearance, the constants,
   `file`, `line`), `rejects`, `warnings` and `detected`. Consumes the parts' stretches as it goes;
   the parts are still to be reset. With spec->on_error IG_CSV_STOP, the first fault of all files is
   the error, with how to read on behind it: "customs.csv:41: column 'qty_kg': integer or decimal
   expected, got 'n/a'; …", "customs.csv:7: expected 12 fields, got 11: '01,CN,…'; …". NULL on
   failure. */
ig_table *ig_csv_table_make(const ig_context *context, const ig_csv_spec *spec, ig_csv_part *parts,
                            size_t n_parts, ig_error *err) IG_CHECKED;

#endif
