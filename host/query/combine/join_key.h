/*
 * The keys of a join as words of 64 bits, alike on both sides. Ranges come from the side that is
 * indexed; a value of the other side outside them equals none. Columns of a pair have the same type,
 * scale and dictionary (restate.h).
 */
#ifndef INGOT_QUERY_COMBINE_JOIN_KEY_H
#define INGOT_QUERY_COMBINE_JOIN_KEY_H

#include "base/hash.h"
#include "query/vector/view.h"

typedef struct ig_join_key {
    uint64_t base;  /* the least order value (key.h) */
    uint64_t range; /* the greatest − base */
    uint32_t word;
    uint8_t shift; /* how far left in it */
} ig_join_key;

typedef struct ig_join_keys {
    size_t n;
    ig_join_key *items; /* owned */
    size_t n_words;
    size_t n_slots; /* when words are few enough to be addresses: all are below it; else 0, and a
                       single word is its own hash */
} ig_join_keys;

/* Lays out the keys by the n_rows values of the side that is indexed. On failure nothing is held. */
int ig_join_keys_init(const ig_context *context, ig_join_keys *keys, const ig_view *views, size_t n,
                      size_t n_rows, ig_error *err) IG_CHECKED;
void ig_join_keys_reset(ig_join_keys *keys); /* idempotent */

/* How many rows' words fit IG_VECTOR_ROWS. */
static inline size_t ig_join_keys_step(const ig_join_keys *keys) {
    return IG_VECTOR_ROWS / keys->n_words;
}

/* The words of rows at … at + n − 1 of a side, n_words each; `whole` is 1 where no key is missing or
   out of range, and only there the words mean anything. */
void ig_join_keys_words(const ig_join_keys *keys, const ig_view *views, size_t at, size_t n,
                        uint64_t *words, uint8_t *whole);

/* The hash of a row's words; equal hashes of single words are equal words. */
static inline uint64_t ig_join_hash(const uint64_t *words, size_t n) {
    uint64_t h = words[0];
    for (size_t i = 1; i < n; i++)
        h = ig_hash_mix(ig_hash_mix(h) + words[i]);
    return h;
}

#endif
