/* Bits in 64-bit words, bit i of word i/64: set = true = valid. Callers own the words. */
#ifndef INGOT_BASE_BITMAP_H
#define INGOT_BASE_BITMAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

static inline size_t ig_bitmap_words(size_t n_bits) {
    return n_bits / 64 + (n_bits % 64 != 0);
}

static inline bool ig_bit_get(const uint64_t *words, size_t i) {
    return (words[i / 64] >> (i % 64)) & 1u;
}

static inline void ig_bit_put(uint64_t *words, size_t i, bool on) {
    uint64_t mask = UINT64_C(1) << (i % 64);
    words[i / 64] = on ? (words[i / 64] | mask) : (words[i / 64] & ~mask);
}

/* The highest bits of n ≤ 64 bytes, the first in bit 0. */
uint64_t ig_bitmap_pack(const uint8_t *bytes, size_t n);

/* The number of set bits among the first `n_bits`. */
size_t ig_bitmap_count(const uint64_t *words, size_t n_bits);

#endif
