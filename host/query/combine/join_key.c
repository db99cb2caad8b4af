/*
 * Keys of a join. A key's code is its order value − base; codes are packed into words, first key
 * highest. A row whose code is past its range is marked and its bits left as they fell.
 */
#include "query/combine/join_key.h"

#include "query/group/key.h"

#include <string.h>

enum { SLOTS_FREE = 65536 }; /* a table of addresses that costs nothing to speak of */

static unsigned bit_length(uint64_t x) {
    return x == 0 ? 0 : 64 - (unsigned)__builtin_clzll(x);
}

/* Words are filled from the first key on; a key's shift is the bits of those behind it in its word. */
static void lay_out(ig_join_keys *keys) {
    unsigned used = 64;
    keys->n_words = 0;
    for (size_t i = 0; i < keys->n; i++) {
        unsigned bits = bit_length(keys->items[i].range);
        if (keys->n_words == 0 || used + bits > 64) {
            keys->n_words++;
            used = 0;
        }
        keys->items[i].word = (uint32_t)keys->n_words - 1;
        used += bits;
    }
    for (size_t i = keys->n; i-- > 0;) {
        bool last = i + 1 == keys->n || keys->items[i + 1].word != keys->items[i].word;
        unsigned behind =
            last ? 0 : keys->items[i + 1].shift + bit_length(keys->items[i + 1].range);
        keys->items[i].shift = (uint8_t)(behind < 64 ? behind : 0); /* 64: this key has no bits */
    }
}

/* The number of addresses, or 0 when there are too many of them for so few rows. */
static size_t count_slots(const ig_join_keys *keys, size_t n_rows) {
    size_t most = n_rows < SLOTS_FREE / 4 ? SLOTS_FREE : 4 * n_rows;
    uint64_t first = keys->items[0].range;
    unsigned behind = 0;
    for (size_t i = 1; i < keys->n; i++)
        behind += bit_length(keys->items[i].range);
    if (behind > 40 || first >= most >> behind)
        return 0;
    return (size_t)(first + 1) << behind;
}

static int read_ranges(const ig_context *context, ig_join_keys *keys, const ig_view *views,
                       size_t n_rows, ig_error *err) {
    ig_keys read = {0};
    ig_key_spec *specs = ig_alloc_zero(context->memory, keys->n, sizeof *specs, err);
    if (specs == NULL)
        return -1;
    for (size_t i = 0; i < keys->n; i++)
        specs[i].view = views[i];
    int rc = ig_keys_init(context, &read, specs, keys->n, n_rows, err);
    ig_free(specs);
    for (size_t i = 0, k = 0; rc == 0 && i < read.n; i++) {
        if (read.items[i].part == IG_KEY_LOW) /* the same key again */
            continue;
        keys->items[k].base = read.items[i].base;
        keys->items[k++].range = read.items[i].range;
    }
    ig_keys_reset(&read);
    return rc;
}

int ig_join_keys_init(const ig_context *context, ig_join_keys *keys, const ig_view *views, size_t n,
                      size_t n_rows, ig_error *err) {
    *keys = (ig_join_keys){.n = n};
    keys->items = ig_alloc_zero(context->memory, n, sizeof *keys->items, err);
    if (keys->items == NULL)
        return -1;
    if (read_ranges(context, keys, views, n_rows, err) != 0) {
        ig_join_keys_reset(keys);
        return -1;
    }
    lay_out(keys);
    keys->n_slots = count_slots(keys, n_rows);
    if (keys->n_words <= IG_VECTOR_ROWS)
        return 0;
    ig_join_keys_reset(keys);
    return ig_fail(err, IG_ERROR_LIMIT, "at most %d key columns are possible", IG_VECTOR_ROWS);
}

void ig_join_keys_reset(ig_join_keys *keys) {
    ig_free(keys->items);
    *keys = (ig_join_keys){0};
}

/* The codes of one key; clears `whole` where there is none. */
static void key_codes(const ig_join_key *key, ig_view view, size_t at, size_t n, uint64_t *codes,
                      uint8_t *whole) {
    ig_block block = ig_view_block(view, at, n);
    ig_order_values(view.column, NULL, block, codes);
    for (size_t i = 0; i < n; i++)
        codes[i] -= key->base;
    for (size_t i = 0; i < n; i++)
        whole[i] = (uint8_t)(whole[i] & (codes[i] <= key->range));
    if (view.column->validity != NULL) {
        uint8_t present[IG_VECTOR_ROWS];
        ig_load_present(view.column, block, present);
        for (size_t i = 0; i < n; i++)
            whole[i] &= present[i];
    }
}

void ig_join_keys_words(const ig_join_keys *keys, const ig_view *views, size_t at, size_t n,
                        uint64_t *words, uint8_t *whole) {
    memset(whole, 1, n);
    if (keys->n == 1) {
        key_codes(&keys->items[0], views[0], at, n, words, whole);
    } else {
        uint64_t codes[IG_VECTOR_ROWS];
        memset(words, 0, n * keys->n_words * sizeof *words);
        for (size_t k = 0; k < keys->n; k++) {
            const ig_join_key *key = &keys->items[k];
            key_codes(key, views[k], at, n, codes, whole);
            for (size_t i = 0; i < n; i++)
                words[i * keys->n_words + key->word] |= codes[i] << key->shift;
        }
    }
    if (keys->n_slots == 0 && keys->n_words == 1)
        for (size_t i = 0; i < n; i++)
            words[i] = ig_hash_mix(words[i]);
}
