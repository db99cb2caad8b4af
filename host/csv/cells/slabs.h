/*
 * Room for what many chunks hold of one column, given back all at once. Blocks of a few KB each would
 * leave holes between those of other columns, which the system never sees again; slabs go back whole.
 */
#ifndef INGOT_CSV_CELLS_SLABS_H
#define INGOT_CSV_CELLS_SLABS_H

#include "base/memory.h"

typedef struct ig_csv_slabs { /* zero it to begin */
    struct ig_csv_slab *last; /* owned, with those before it */
    size_t used_bytes;        /* of the last */
} ig_csv_slabs;

/* Room for n items, aligned to 16 bytes, until the reset. Not zero. */
void *ig_csv_slabs_take(ig_csv_slabs *slabs, ig_memory *memory, size_t n, size_t item_bytes,
                        ig_error *err) IG_CHECKED;

void ig_csv_slabs_reset(ig_csv_slabs *slabs); /* idempotent */

#endif
