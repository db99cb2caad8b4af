/*
 * All distances are counted from the end, which is aligned to 8; so a thing is aligned when its
 * distance is. Nothing gets larger than INT32_MAX, since the format's offsets have 32 bits. Every
 * table has a vtable of its own, right before it.
 */
#include "store/flat_write.h"

#include <string.h>

enum { FIRST_BYTES = 1024 };

void ig_flat_init(ig_flat *flat, ig_memory *memory) {
    *flat = (ig_flat){.memory = memory};
}

void ig_flat_reset(ig_flat *flat) {
    ig_free(flat->bytes);
    ig_flat_init(flat, flat->memory);
}

static bool fail(ig_flat *flat) {
    flat->failed = true;
    return false;
}

/* Room for `more_bytes` before those written. */
static bool reserve(ig_flat *flat, size_t more_bytes) {
    if (flat->failed || more_bytes <= flat->capacity_bytes - flat->size_bytes) {
        return !flat->failed;
    }
    if (more_bytes > INT32_MAX || flat->size_bytes + more_bytes > INT32_MAX) {
        ig_fail(&flat->err, IG_ERROR_LIMIT, "metadata of more than %d bytes refused", INT32_MAX);
        return fail(flat);
    }
    size_t capacity = flat->capacity_bytes == 0 ? FIRST_BYTES : 2 * flat->capacity_bytes;
    while (capacity - flat->size_bytes < more_bytes) {
        capacity *= 2;
    }
    uint8_t *bytes = ig_alloc(flat->memory, capacity, &flat->err);
    if (bytes == NULL) {
        return fail(flat);
    }
    if (flat->size_bytes > 0) {
        memcpy(bytes + capacity - flat->size_bytes, ig_flat_bytes(flat), flat->size_bytes);
    }
    ig_free(flat->bytes);
    flat->bytes = bytes;
    flat->capacity_bytes = capacity;
    return true;
}

const uint8_t *ig_flat_bytes(const ig_flat *flat) {
    return flat->bytes + flat->capacity_bytes - flat->size_bytes;
}

/* Puts bytes before those written. */
static void push(ig_flat *flat, const void *bytes, size_t size_bytes) {
    if (reserve(flat, size_bytes) && size_bytes > 0) {
        flat->size_bytes += size_bytes;
        memcpy(flat->bytes + flat->capacity_bytes - flat->size_bytes, bytes, size_bytes);
    }
}

/* Zeroes, so that after `more_bytes` more the distance is a multiple of `alignment`. */
static void align(ig_flat *flat, size_t alignment, size_t more_bytes) {
    static const uint8_t zeroes[8];
    size_t over = (flat->size_bytes + more_bytes) % alignment;
    push(flat, zeroes, over == 0 ? 0 : alignment - over);
}

static ig_flat_ref here(const ig_flat *flat) {
    return flat->failed ? 1 : (ig_flat_ref)flat->size_bytes;
}

/* Puts what leads from its own place to `ref`. */
static void push_ref(ig_flat *flat, ig_flat_ref ref) {
    uint32_t offset = (uint32_t)(flat->size_bytes + sizeof offset) - ref;
    push(flat, &offset, sizeof offset);
}

ig_flat_ref ig_flat_string(ig_flat *flat, const char *bytes, size_t size_bytes) {
    uint32_t n = (uint32_t)size_bytes;
    align(flat, 4, size_bytes + 1);
    push(flat, "", 1);
    push(flat, bytes, size_bytes);
    push(flat, &n, sizeof n);
    return here(flat);
}

ig_flat_ref ig_flat_refs(ig_flat *flat, const ig_flat_ref *refs, size_t n) {
    uint32_t count = (uint32_t)n;
    align(flat, 4, 0);
    for (size_t i = n; i > 0; i--) {
        push_ref(flat, refs[i - 1]);
    }
    push(flat, &count, sizeof count);
    return here(flat);
}

ig_flat_ref ig_flat_structs(ig_flat *flat, const void *items, size_t n, size_t item_bytes) {
    uint32_t count = (uint32_t)n;
    align(flat, 8, 0);
    push(flat, items, n * item_bytes);
    push(flat, &count, sizeof count);
    return here(flat);
}

void ig_flat_begin(ig_flat *flat) {
    memset(flat->slots, 0, sizeof flat->slots);
    flat->table_end = flat->size_bytes;
}

static void put(ig_flat *flat, unsigned slot, const void *value, size_t size_bytes) {
    align(flat, size_bytes, size_bytes);
    push(flat, value, size_bytes);
    flat->slots[slot] = here(flat);
}

void ig_flat_put_8(ig_flat *flat, unsigned slot, uint8_t value) {
    put(flat, slot, &value, sizeof value);
}

void ig_flat_put_16(ig_flat *flat, unsigned slot, int16_t value) {
    put(flat, slot, &value, sizeof value);
}

void ig_flat_put_32(ig_flat *flat, unsigned slot, int32_t value) {
    put(flat, slot, &value, sizeof value);
}

void ig_flat_put_64(ig_flat *flat, unsigned slot, int64_t value) {
    put(flat, slot, &value, sizeof value);
}

void ig_flat_put_ref(ig_flat *flat, unsigned slot, ig_flat_ref ref) {
    if (ref != 0) {
        align(flat, 4, 4);
        push_ref(flat, ref);
        flat->slots[slot] = here(flat);
    }
}

/* The table begins with the distance to its vtable, which stands right before it and tells where in
   the table each field is, up to the last one there. */
ig_flat_ref ig_flat_end(ig_flat *flat) {
    uint16_t vtable[2 + IG_FLAT_SLOTS] = {0};
    unsigned n = IG_FLAT_SLOTS;
    while (n > 0 && flat->slots[n - 1] == 0) {
        n--;
    }
    uint16_t vtable_bytes = (uint16_t)((2 + n) * sizeof *vtable);
    align(flat, 4, 4);
    int32_t to_vtable = vtable_bytes;
    push(flat, &to_vtable, sizeof to_vtable);
    ig_flat_ref table = here(flat);
    vtable[0] = vtable_bytes;
    vtable[1] = (uint16_t)(table - flat->table_end);
    for (unsigned i = 0; i < n; i++) {
        vtable[2 + i] = (uint16_t)(flat->slots[i] == 0 ? 0 : table - flat->slots[i]);
    }
    push(flat, vtable, vtable_bytes);
    return table;
}

int ig_flat_finish(ig_flat *flat, ig_flat_ref root, ig_error *err) {
    align(flat, 8, 4);
    push_ref(flat, root);
    if (flat->failed) {
        *err = flat->err;
        return -1;
    }
    return 0;
}
