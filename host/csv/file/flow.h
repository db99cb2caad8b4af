/* Reads files, many workers at once: small files whole, large ones chunk by chunk. */
#ifndef INGOT_CSV_FILE_FLOW_H
#define INGOT_CSV_FILE_FLOW_H

#include "csv/file/part.h"

/* Reads the files parts[i].path into `parts` (zero but for the path), whose chunks hold about
   `chunk_bytes` each (1 or more). The error is the first in order of files and chunks, whatever
   came first. Where the spec says that a fault is an error, `*n_read` is the number of parts up to
   the first that has one, and the others are not read; else it is n_parts. Parts are to be reset
   also on failure. */
int ig_csv_flow_run(const ig_context *context, const ig_csv_spec *spec, ig_csv_part *parts,
                    size_t n_parts, size_t chunk_bytes, size_t *n_read, ig_error *err) IG_CHECKED;

#endif
