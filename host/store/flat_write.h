/*
 * Writes flatbuffers, the form Arrow keeps its metadata in. A buffer grows from its end to its
 * beginning, children before the tables that refer to them, as the format wants: whoever refers stands
 * below what it refers to. What is referred to is told by its distance from the end.
 * Failure sticks: after one, everything is a no-op, and ig_flat_finish reports it.
 */
#ifndef INGOT_STORE_FLAT_WRITE_H
#define INGOT_STORE_FLAT_WRITE_H

#include "base/memory.h"

#include <stdbool.h>

enum { IG_FLAT_SLOTS = 16 };

typedef struct ig_flat {
    ig_memory *memory; /* borrowed */
    uint8_t *bytes;    /* owned; the last `size_bytes` of `capacity_bytes` are written */
    size_t capacity_bytes;
    size_t size_bytes;
    size_t table_end;              /* distance of the open table's end */
    uint32_t slots[IG_FLAT_SLOTS]; /* distance of each field of the open table, or 0 */
    bool failed;
    ig_error err; /* of the first failure */
} ig_flat;

/* A finished string, vector or table: its distance from the end; never 0. */
typedef uint32_t ig_flat_ref;

void ig_flat_init(ig_flat *flat, ig_memory *memory);
void ig_flat_reset(ig_flat *flat); /* idempotent */

ig_flat_ref ig_flat_string(ig_flat *flat, const char *bytes, size_t size_bytes);

/* A vector of n references. */
ig_flat_ref ig_flat_refs(ig_flat *flat, const ig_flat_ref *refs, size_t n);

/* A vector of n structs of `item_bytes`, a multiple of 8, given as they shall lie in memory. */
ig_flat_ref ig_flat_structs(ig_flat *flat, const void *items, size_t n, size_t item_bytes);

/* A table: begun, given its fields by slot, ended. No other one may be begun meanwhile. */
void ig_flat_begin(ig_flat *flat);
void ig_flat_put_8(ig_flat *flat, unsigned slot, uint8_t value);
void ig_flat_put_16(ig_flat *flat, unsigned slot, int16_t value);
void ig_flat_put_32(ig_flat *flat, unsigned slot, int32_t value);
void ig_flat_put_64(ig_flat *flat, unsigned slot, int64_t value);
void ig_flat_put_ref(ig_flat *flat, unsigned slot, ig_flat_ref ref); /* 0: none */
ig_flat_ref ig_flat_end(ig_flat *flat);

/* Makes a table the root. The bytes stay the writer's: the last `size_bytes`, a multiple of 8. */
int ig_flat_finish(ig_flat *flat, ig_flat_ref root, ig_error *err) IG_CHECKED;
const uint8_t *ig_flat_bytes(const ig_flat *flat);

#endif
