/* The cells of one column of one file, in order: an append-only store that is read from the start. */
#ifndef INGOT_OLD_CELLS_CELLS_H
#define INGOT_OLD_CELLS_CELLS_H

#include "table/dict.h"

#include <stdint.h>

typedef struct ig_old_cells_block ig_old_cells_block;

typedef struct
    ig_old_cells { /* the caller's struct: zero it to begin; owns its blocks until reset */
    ig_old_cells_block *first;
    ig_old_cells_block *last;
} ig_old_cells;

int ig_old_cells_append(ig_old_cells *cells, ig_memory *memory, ig_text text,
                        ig_error *err) IG_CHECKED;
void ig_old_cells_reset(ig_old_cells *cells); /* idempotent */

typedef struct ig_old_cursor { /* borrowed from the cells */
    const ig_old_cells_block *block;
    size_t at;
} ig_old_cursor;

ig_old_cursor ig_old_cells_start(const ig_old_cells *cells);

/* The next cell. The caller knows how many there are. */
ig_text ig_old_cells_next(ig_old_cursor *cursor);

#endif
