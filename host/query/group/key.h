/*
 * Keys: what rows are grouped, told apart or ordered by, as small unsigned integers. Each column of
 * the caller becomes one key (or two, when 64 bits and a missing value do not fit one) whose codes
 * run from 0 to `greatest`; a missing value has the greatest code. Codes of an ordered key compare
 * like its values; `descending` turns them round, missing stays last.
 */
#ifndef INGOT_QUERY_GROUP_KEY_H
#define INGOT_QUERY_GROUP_KEY_H

#include "query/group/rank.h"
#include "query/vector/view.h"

/* What a key is made from: a column, or numbers of the caller's own. */
typedef struct ig_key_spec {
    ig_view view;
    const uint32_t *numbers; /* borrowed; then the view is not looked at */
    uint32_t n_numbers;      /* all numbers are below it */
    bool ordered;
    bool descending;
} ig_key_spec;

typedef enum ig_key_part { IG_KEY_WHOLE, IG_KEY_HIGH, IG_KEY_LOW } ig_key_part;

typedef struct ig_key {
    ig_view view;            /* borrowed */
    const uint32_t *numbers; /* borrowed, or NULL */
    ig_ranks *ranks;         /* owned, or NULL; ordered text */
    uint64_t base;           /* the least order value */
    uint64_t range;          /* the greatest order value − base */
    uint64_t greatest;       /* the greatest code, that of missing included */
    bool has_missing;
    bool descending;
    ig_key_part part;
} ig_key;

typedef struct ig_keys {
    size_t n;
    ig_key *items; /* owned */
} ig_keys;

/* Reads the ranges of n columns over `n_rows` values each. On failure `keys` is reset. */
int ig_keys_init(const ig_context *context, ig_keys *keys, const ig_key_spec *specs, size_t n,
                 size_t n_rows, ig_error *err) IG_CHECKED;
void ig_keys_reset(ig_keys *keys); /* idempotent */

/* The codes of values at … at + n − 1, n at most IG_VECTOR_ROWS. */
void ig_key_codes(const ig_key *key, size_t at, size_t n, uint64_t *codes);

/* Values as unsigned integers that compare like them: −0 equals 0, NaN comes after every number.
   Texts by their rank where `ranks` is given, else by code. */
void ig_order_values(const ig_column *column, const ig_ranks *ranks, ig_block block, uint64_t *out);

/* The same of one integer (of a real: its ig_real_order), and the way back. */
static inline uint64_t ig_int_order(int64_t value) {
    return (uint64_t)value ^ (UINT64_C(1) << 63);
}
static inline int64_t ig_order_int(uint64_t value) {
    return (int64_t)(value ^ (UINT64_C(1) << 63));
}
double ig_order_real(uint64_t value);

/* Where the codes of several keys lie in words of 64 bits: the first key highest in word 0, so that
   words compare, first to last, like the keys do. */
typedef struct ig_packing {
    size_t n_words;
    size_t n_keys;
    const ig_key *keys; /* borrowed */
    uint32_t *words;    /* owned: the word of each key */
    uint8_t *shifts;    /* owned: how far left in it */
    uint8_t *bits;      /* owned: bits used of each word, from the top */
} ig_packing;

int ig_packing_init(ig_memory *memory, ig_packing *packing, const ig_keys *keys,
                    ig_error *err) IG_CHECKED;
void ig_packing_reset(ig_packing *packing); /* idempotent */

/* The packed words of values at … at + n − 1, n_words a value. */
void ig_packing_words(const ig_packing *packing, size_t at, size_t n, uint64_t *words);

#endif
