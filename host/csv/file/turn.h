/*
 * The hand-over of a file's bytes from chunk to chunk, in order: each takes what its predecessor
 * left over, an open record, splits it together with its own bytes, and leaves the open record at
 * its end. This is the only thing that is done in order, and it is short; rows are decoded by many
 * at once.
 */
#ifndef INGOT_CSV_FILE_TURN_H
#define INGOT_CSV_FILE_TURN_H

#include "csv/file/opened.h"

/* What one worker needs to take a chunk's bytes. */
typedef struct ig_csv_bench {
    ig_csv_block chunk; /* the chunk's bytes, behind room for what was left over */
    ig_csv_block large; /* a piece that is too large for that */
    ig_csv_split split; /* the rows of the piece, until the next one */
} ig_csv_bench;

void ig_csv_bench_init(ig_csv_bench *bench, ig_memory *memory);
void ig_csv_bench_reset(ig_csv_bench *bench); /* idempotent */

/* Reads a chunk of up to `chunk_bytes` into bench->chunk: of a plain file at `at`, in nobody's turn; of
   others the next one, in the chunk's turn. `*is_last` when nothing follows. */
int ig_csv_turn_read(const ig_csv_opened *opened, ig_csv_bench *bench, uint64_t at,
                     size_t chunk_bytes, bool *is_last, ig_error *err) IG_CHECKED;

/* Before all chunks: splits what opening left over. */
int ig_csv_turn_begin(ig_csv_opened *opened, ig_csv_bench *bench, ig_error *err) IG_CHECKED;

/* In the chunk's turn: splits what was left over and the chunk's bytes. bench->split holds the
   rows, none where a long record goes on. */
int ig_csv_turn_split(ig_csv_opened *opened, ig_csv_bench *bench, bool is_last,
                      ig_error *err) IG_CHECKED;

#endif
