/*
 * A file while it is read. Opening takes its beginning, which says everything that must be known before
 * rows can be taken: mark, encoding (a first guess), dialect, header. What is read beyond that is the
 * beginning of the first piece.
 */
#ifndef INGOT_CSV_FILE_OPENED_H
#define INGOT_CSV_FILE_OPENED_H

#include "csv/file/block.h"
#include "csv/file/part.h"
#include "csv/source/source.h"

typedef struct ig_csv_opened {
    ig_memory *memory; /* borrowed, as all up to `source` */
    const ig_csv_spec *spec;
    ig_csv_part *part;
    ig_csv_source *source; /* owned */
    ig_csv_splitting how;
    ig_csv_seen seen;
    ig_csv_block rest;  /* owned: bytes that begin a record and are in no piece yet */
    uint64_t line;      /* of their first one */
    size_t tried_bytes; /* so many of them have been looked at: they are an open record */
    bool has_text;      /* what came before it was not only blank lines */
    uint64_t at;        /* where in the unpacked bytes the next are to be read */
    bool is_whole;      /* there are none */
    size_t max_chunks;  /* room in part->chunks */
    uint64_t chunks_at; /* plain: chunk k, from 1, begins at chunks_at + (k − 1) × chunk_bytes */
} ig_csv_opened;

/* Opens part->path. `room` is given to `rest`, and empty afterwards; `split` is room for work.
   Where chunks are small, no more than `chunk_bytes` of a plain file are kept behind the header.
   With `encoding` other than IG_AUTO that one is taken for sure. `*again` says that the header is
   written in another encoding than was thought: part->encoded tells which; the file is then to be
   opened again. */
int ig_csv_opened_open(ig_csv_opened *opened, const ig_context *context, const ig_csv_spec *spec,
                       ig_csv_part *part, size_t chunk_bytes, ig_encoding encoding,
                       ig_csv_block *room, ig_csv_split *split, bool *again,
                       ig_error *err) IG_CHECKED;
void ig_csv_opened_close(ig_csv_opened *opened); /* idempotent; the part stays */

/* "<shown>: binary data (a NUL byte at byte 17)" when there is one; `at` is the place of the first
   byte. */
int ig_csv_opened_check(const ig_csv_opened *opened, const char *bytes, size_t size_bytes,
                        uint64_t at, ig_error *err) IG_CHECKED;

#endif
