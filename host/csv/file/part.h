/*
 * One file as it was read: chunks of rows in order, each with its columns' stretches, and what the
 * workers that took them keep (shares). It is complete when its encoding is decided and all words are
 * UTF-8 (settle.h).
 */
#ifndef INGOT_CSV_FILE_PART_H
#define INGOT_CSV_FILE_PART_H

#include "csv/cells/take.h"
#include "csv/file/header.h"
#include "csv/scan/scan.h"
#include "csv/sniff/sniff.h"
#include "csv/source/encoding.h"

typedef struct ig_csv_chunk {
    uint32_t n_rows;
    uint32_t share; /* whose words its texts are */
    uint64_t first_line;
    uint32_t *lines;           /* owned: row r is on first_line + lines[r]; NULL: first_line + r */
    ig_csv_stretch *stretches; /* owned, one a heading */
    ig_csv_faults faults;      /* sorted */
    uint64_t n_faulty_rows;    /* records that became no row */
    ig_csv_count liberties[IG_CSV_LIBERTIES];
} ig_csv_chunk;

typedef struct ig_csv_part { /* the caller's struct: zero it to begin */
    const char *path;        /* borrowed: as given */
    bool is_alone;           /* no other file is read with it */
    bool is_header_mended;   /* it had a quote astray */
    bool is_empty;           /* nothing stands in it, but its columns are listed */
    ig_csv_sniffed sniffed;
    ig_csv_encoded encoded;
    ig_csv_header header;
    ig_csv_taking *takings; /* owned, one a heading */
    ig_csv_chunk *chunks;   /* owned, in order of the file */
    size_t n_chunks;
    ig_csv_shelf **shares; /* owned: shares[s][heading] */
    size_t n_shares;
    size_t n_rows;
    uint64_t n_records; /* rows and rejected rows */
} ig_csv_part;

/* The line that row r of a chunk begins on. */
static inline uint64_t ig_csv_chunk_line(const ig_csv_chunk *chunk, uint32_t row) {
    return chunk->first_line + (chunk->lines == NULL ? row : chunk->lines[row]);
}

/* The same of a row by its place in the part (ig_csv_place). */
static inline uint64_t ig_csv_part_line(const ig_csv_part *part, uint64_t place) {
    return ig_csv_chunk_line(&part->chunks[place >> 32], (uint32_t)place);
}

void ig_csv_chunk_reset(ig_csv_chunk *chunk); /* idempotent */
void ig_csv_part_reset(ig_csv_part *part);    /* idempotent */

#endif
