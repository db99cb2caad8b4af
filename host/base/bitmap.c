/* Bits past `n_bits` in the last word may hold anything: they are masked here, not trusted. */
#include "base/bitmap.h"

size_t ig_bitmap_count(const uint64_t *words, size_t n_bits) {
    size_t n_full = n_bits / 64;
    size_t count = 0;
    for (size_t i = 0; i < n_full; i++) {
        count += (size_t)__builtin_popcountll(words[i]);
    }
    if (n_bits % 64 != 0) {
        uint64_t mask = (UINT64_C(1) << (n_bits % 64)) - 1;
        count += (size_t)__builtin_popcountll(words[n_full] & mask);
    }
    return count;
}
