/* ig_csv_read with the size of its chunks as a parameter: none may change the table. */
#ifndef INGOT_CSV_READ_H
#define INGOT_CSV_READ_H

#include "csv/csv.h"

enum { IG_CSV_CHUNK_BYTES = 1 << 19 };

/* As ig_csv_read; `chunk_bytes` is 1 or more. */
ig_table *ig_csv_read_blocks(const ig_context *context, const ig_csv_spec *spec,
                             const char *const *paths, size_t n_paths, size_t chunk_bytes,
                             ig_error *err) IG_CHECKED;

#endif
