/*
 * The table of one part: keys to the numbers of their groups within it, which rise in the order keys
 * are met in. Keys are packed words, found by hash, or slots of the part, where n_words is 0.
 */
#ifndef INGOT_QUERY_GROUP_PART_TABLE_H
#define INGOT_QUERY_GROUP_PART_TABLE_H

#include "base/hash.h"
#include "base/memory.h"

#include <stdbool.h>

typedef struct ig_part_table {
    ig_memory *memory; /* borrowed */
    size_t n_words;    /* of a key; 0: a slot */
    size_t n_keys;
    size_t room;     /* for keys */
    size_t mask;     /* slots − 1 */
    uint64_t *words; /* owned: the keys, one behind the other */
    uint32_t *slots; /* owned: number + 1, 0 = free */
} ig_part_table;

static inline uint64_t ig_hash_words(const uint64_t *words, size_t n) {
    uint64_t h = UINT64_C(0x9e3779b97f4a7c15);
    for (size_t i = 0; i < n; i++)
        h = ig_hash_mix((h << 23 | h >> 41) ^ words[i]);
    return ig_hash_mix(h);
}

void ig_part_table_init(ig_part_table *table, ig_memory *memory, size_t n_words);
void ig_part_table_reset(ig_part_table *table); /* idempotent */

/* Forgets all keys and gets ready for some `n_keys`, of slots: for all of so many. */
int ig_part_table_clear(ig_part_table *table, size_t n_keys, ig_error *err) IG_CHECKED;

/* The groups of n keys: number × unit, in bytes. `fresh` lists the keys that are new, n at most. */
int ig_part_table_find(ig_part_table *table, const uint64_t *words, size_t n, uint32_t unit,
                       uint32_t *offsets, uint32_t *fresh, ig_error *err) IG_CHECKED;

/* The same of n slots, each `shift` bits up in its item. */
void ig_part_table_address(ig_part_table *table, const uint32_t *items, unsigned shift, size_t n,
                           uint32_t unit, uint32_t *offsets, uint32_t *fresh);

#endif
