/*
 * Reads flatbuffers that may hold anything: every offset is checked against the bytes before it is
 * followed. What is out of bounds sets `broken`, once and for all, and reads as absent; so a reader
 * asks for all it wants and looks at `broken` once before it uses any of it. Everything read is also
 * paid for out of a budget, so that objects which lie in each other cannot cost more time than the
 * bytes there are.
 */
#ifndef INGOT_STORE_FLAT_READ_H
#define INGOT_STORE_FLAT_READ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct ig_flat_view {
    const uint8_t *bytes; /* borrowed */
    size_t size_bytes;
    size_t budget;
    bool broken;
} ig_flat_view;

/* A table of a view; `view` is NULL when there is none. */
typedef struct ig_flat_table {
    ig_flat_view *view;
    size_t at;
    size_t vtable;
    unsigned vtable_bytes;
    unsigned table_bytes;
} ig_flat_table;

/* A vector, or a string's bytes; absent ones have n = 0. */
typedef struct ig_flat_vector {
    ig_flat_view *view;
    size_t at; /* of item 0 */
    size_t n;
} ig_flat_vector;

typedef struct ig_flat_text {
    const char *bytes; /* borrowed from the view; NULL when absent */
    size_t size_bytes;
} ig_flat_text;

ig_flat_view ig_flat_open(const uint8_t *bytes, size_t size_bytes);
ig_flat_table ig_flat_root(ig_flat_view *view);

/* Fields of a table by slot; `otherwise` and nothing when absent. */
uint8_t ig_flat_get_8(const ig_flat_table *table, unsigned slot, uint8_t otherwise);
int16_t ig_flat_get_16(const ig_flat_table *table, unsigned slot, int16_t otherwise);
int32_t ig_flat_get_32(const ig_flat_table *table, unsigned slot, int32_t otherwise);
int64_t ig_flat_get_64(const ig_flat_table *table, unsigned slot, int64_t otherwise);
ig_flat_text ig_flat_get_text(const ig_flat_table *table, unsigned slot);
ig_flat_table ig_flat_get_table(const ig_flat_table *table, unsigned slot);

/* A vector of items of `item_bytes`: 4 for references. */
ig_flat_vector ig_flat_get_vector(const ig_flat_table *table, unsigned slot, size_t item_bytes);

/* Item i < n: of references, and of structs (copied to `item`). */
ig_flat_table ig_flat_item_table(const ig_flat_vector *vector, size_t i);
void ig_flat_item_struct(const ig_flat_vector *vector, size_t i, void *item, size_t item_bytes);

#endif
