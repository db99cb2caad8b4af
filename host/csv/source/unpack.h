/* Unpacks gzip (several members) and zstd (several frames) from front to back. */
#ifndef INGOT_CSV_SOURCE_UNPACK_H
#define INGOT_CSV_SOURCE_UNPACK_H

#include "csv/source/file.h"
#include "csv/source/source.h"

typedef struct ig_csv_unpacker ig_csv_unpacker;

/* How data that open with these bytes are packed. */
ig_csv_packing ig_csv_packing_of(const char *bytes, size_t size_bytes);

/* For a packed `file`, which is borrowed. NULL on failure. */
ig_csv_unpacker *ig_csv_unpacker_new(ig_memory *memory, const ig_csv_file *file,
                                     ig_csv_packing packing, ig_error *err) IG_CHECKED;
void ig_csv_unpacker_free(ig_csv_unpacker *unpacker); /* NULL is nothing */

/* The next bytes; `*got` < size_bytes only at the end of the file. Fails with "x.csv.gz: damaged
   gzip data (incorrect data check, before byte 812)" or "x.csv.gz: the gzip data end early (at byte
   4096)". */
int ig_csv_unpacker_next(ig_csv_unpacker *unpacker, char *bytes, size_t size_bytes, size_t *got,
                         ig_error *err) IG_CHECKED;

/* Back to the first byte. */
void ig_csv_unpacker_rewind(ig_csv_unpacker *unpacker);

/* The bytes on disk consumed so far. */
uint64_t ig_csv_unpacker_consumed(const ig_csv_unpacker *unpacker);

#endif
