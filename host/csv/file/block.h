/* Growable bytes with IG_CSV_SLACK readable bytes before and behind them. */
#ifndef INGOT_CSV_FILE_BLOCK_H
#define INGOT_CSV_FILE_BLOCK_H

#include "csv/scan/rows.h"

typedef struct ig_csv_block { /* zero it to begin, with `memory` set */
    ig_memory *memory;        /* borrowed */
    char *room;               /* owned, or NULL */
    size_t room_bytes;        /* without the slack */
    size_t start;             /* bytes in front that are done with */
    size_t size_bytes;        /* behind `start` */
} ig_csv_block;

void ig_csv_block_reset(ig_csv_block *block); /* idempotent */

/* The bytes held, once room was reserved. */
static inline char *ig_csv_block_bytes(const ig_csv_block *block) {
    return block->room + IG_CSV_SLACK + block->start;
}

/* Makes room for `more_bytes` behind those held. Room grows by half at least, so that what is
   appended is copied twice on average; for no bytes there is room too. Pointers into the block end
   here. */
int ig_csv_block_reserve(ig_csv_block *block, size_t more_bytes, ig_error *err) IG_CHECKED;

/* Appends bytes that are not in the block. */
int ig_csv_block_append(ig_csv_block *block, const char *bytes, size_t size_bytes,
                        ig_error *err) IG_CHECKED;

/* Holds nothing; the room stays. */
static inline void ig_csv_block_clear(ig_csv_block *block) {
    block->start = 0;
    block->size_bytes = 0;
}

/* Drops `n` bytes from the front. */
static inline void ig_csv_block_drop(ig_csv_block *block, size_t n) {
    block->start += n;
    block->size_bytes -= n;
}

#endif
