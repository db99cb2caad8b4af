/* Bits past `n_bits` in the last word may hold anything: they are masked here, not trusted. */
#include "base/bitmap.h"

#include "base/clones.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

uint64_t ig_bitmap_pack(const uint8_t *bytes, size_t n) {
    uint64_t word = 0;
    size_t i = 0;
#ifdef __SSE2__
    for (; i + 16 <= n; i += 16) {
        __m128i some = _mm_loadu_si128((const __m128i *)(const void *)(bytes + i));
        word |= (uint64_t)(uint32_t)_mm_movemask_epi8(some) << i;
    }
#endif
    for (; i < n; i++) {
        word |= (uint64_t)(bytes[i] >> 7) << i;
    }
    return word;
}

IG_CLONES size_t ig_bitmap_count(const uint64_t *words, size_t n_bits) {
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
