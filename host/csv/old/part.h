/* One file, read and split but not typed yet: its cells by column, and what is worth a remark. */
#ifndef INGOT_OLD_PART_H
#define INGOT_OLD_PART_H

#include "csv/old/cells.h"
#include "csv/source/encoding.h"
#include "csv/old/header.h"
#include "csv/old/rejects.h"

typedef struct ig_old_part { /* the caller's struct: zero it to begin */
    const char *path;        /* borrowed: as given */
    ig_csv_encoded encoded;
    ig_old_header header;
    ig_old_cells *cells; /* owned, one a heading */
    size_t n_rows;
    ig_buffer lines;        /* uint64 a row: where it starts */
    uint64_t n_records;     /* rows and rejected rows */
    ig_old_rejects rejects; /* rows of the wrong length */
    uint64_t n_tangled;     /* cells that look like several with a quote missing */
    uint64_t first_tangled; /* the line of the first */
} ig_old_part;

/* Reads file number `number` in blocks of `block_bytes`. On failure nothing is kept. */
int ig_old_part_read(ig_old_part *part, const ig_context *context, const ig_csv_spec *spec,
                     const char *path, size_t number, size_t block_bytes, ig_error *err) IG_CHECKED;
void ig_old_part_reset(ig_old_part *part); /* idempotent */

static inline uint64_t ig_old_part_line(const ig_old_part *part, size_t row) {
    return ((const uint64_t *)(const void *)part->lines.bytes)[row];
}

#endif
