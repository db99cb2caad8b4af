/* Each slab is four times as large as the one before, and then one of huge pages; the first is what is
   asked for, since most files are small. */
#include "csv/cells/slabs.h"

enum { ALIGNMENT = 16, GROWTH = 4, SMALL_BYTES = 1 << 19, LARGE_BYTES = (4 << 20) - 64 };

typedef struct ig_csv_slab {
    struct ig_csv_slab *before; /* owned */
    size_t size_bytes;          /* behind this header */
} slab;

static int open_slab(ig_csv_slabs *slabs, ig_memory *memory, size_t size_bytes, ig_error *err) {
    size_t wanted = slabs->last == NULL ? size_bytes : GROWTH * slabs->last->size_bytes;
    wanted = wanted > SMALL_BYTES ? LARGE_BYTES - sizeof(slab) : wanted;
    wanted = wanted < size_bytes ? size_bytes : wanted;
    slab *next = ig_alloc_pages(memory, sizeof *next + wanted, 1, err);
    if (next == NULL) {
        return -1;
    }
    *next = (slab){slabs->last, wanted};
    slabs->last = next;
    slabs->used_bytes = 0;
    return 0;
}

void *ig_csv_slabs_take(ig_csv_slabs *slabs, ig_memory *memory, size_t n, size_t item_bytes,
                        ig_error *err) {
    if (n > SIZE_MAX / 2 / item_bytes) {
        ig_fail(err, IG_ERROR_LIMIT, "out of memory: %zu items of %zu bytes refused", n,
                item_bytes);
        return NULL;
    }
    size_t size_bytes = (n * item_bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    if ((slabs->last == NULL || size_bytes > slabs->last->size_bytes - slabs->used_bytes) &&
        open_slab(slabs, memory, size_bytes, err) != 0) {
        return NULL;
    }
    char *room = (char *)(slabs->last + 1) + slabs->used_bytes;
    slabs->used_bytes += size_bytes;
    return room;
}

void ig_csv_slabs_reset(ig_csv_slabs *slabs) {
    while (slabs->last != NULL) {
        slab *last = slabs->last;
        slabs->last = last->before;
        ig_free_pages(last);
    }
    slabs->used_bytes = 0;
}
