/* The cells of one column of one file, in order: an append-only store that is read from the start. */
#ifndef INGOT_CSV_CELLS_H
#define INGOT_CSV_CELLS_H

#include "table/dict.h"

#include <stdint.h>

typedef struct ig_csv_cells_block ig_csv_cells_block;

typedef struct
    ig_csv_cells { /* the caller's struct: zero it to begin; owns its blocks until reset */
    ig_csv_cells_block *first;
    ig_csv_cells_block *last;
} ig_csv_cells;

int ig_csv_cells_append(ig_csv_cells *cells, ig_memory *memory, ig_text text,
                        ig_error *err) IG_CHECKED;
void ig_csv_cells_reset(ig_csv_cells *cells); /* idempotent */

typedef struct ig_csv_cursor { /* borrowed from the cells */
    const ig_csv_cells_block *block;
    size_t at;
} ig_csv_cursor;

ig_csv_cursor ig_csv_cells_start(const ig_csv_cells *cells);

/* The next cell. The caller knows how many there are. */
ig_text ig_csv_cells_next(ig_csv_cursor *cursor);

#endif
