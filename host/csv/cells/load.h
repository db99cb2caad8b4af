/* Bytes of cells, several at a time. On every machine the first byte is the lowest of the integer. */
#ifndef INGOT_CSV_CELLS_LOAD_H
#define INGOT_CSV_CELLS_LOAD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

/* A call costs as much as all that these functions do. */
#define IG_CSV_INLINE static inline __attribute__((always_inline))

IG_CSV_INLINE uint64_t ig_csv_load_8(const char *bytes) {
    uint64_t word;
    memcpy(&word, bytes, sizeof word);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    word = __builtin_bswap64(word);
#endif
    return word;
}

/* Bytes that are all set, and then none: what stands n bytes before their border keeps n bytes. */
enum { IG_CSV_WINDOW = 64 };
extern const unsigned char ig_csv_window[2 * IG_CSV_WINDOW];

/* A text of at most 16 bytes as two integers, filled up with zeros. Reads 16 bytes. */
IG_CSV_INLINE void ig_csv_load_16(const char *bytes, size_t size_bytes, uint64_t *head,
                                  uint64_t *tail) {
    const char *mask = (const char *)ig_csv_window + IG_CSV_WINDOW - size_bytes;
    *head = ig_csv_load_8(bytes) & ig_csv_load_8(mask);
    *tail = ig_csv_load_8(bytes + 8) & ig_csv_load_8(mask + 8);
}

/* Both halves of the product of two integers, one upon the other. */
IG_CSV_INLINE uint64_t ig_csv_mix(uint64_t a, uint64_t b) {
    unsigned __int128 product = (unsigned __int128)a * b;
    return (uint64_t)product ^ (uint64_t)(product >> 64);
}

/* A hash of a text of at most 16 bytes, as ig_csv_load_16 gives it. */
IG_CSV_INLINE uint64_t ig_csv_hash_short(uint64_t head, uint64_t tail, size_t size_bytes) {
    return ig_csv_mix(head ^ UINT64_C(0x2d358dccaa6c78a5),
                      tail ^ UINT64_C(0x8bb84b93962eacc9) ^ (size_bytes << 56));
}

/* The hash of more than 64 bytes. */
uint64_t ig_csv_hash_longer(const char *bytes, size_t size_bytes);

/* A hash of a text of more than 16 bytes, without a branch up to 64. Reads 64 bytes. */
IG_CSV_INLINE uint64_t ig_csv_hash_long(const char *bytes, size_t size_bytes) {
    if (__builtin_expect(size_bytes > 64, 0)) {
        return ig_csv_hash_longer(bytes, size_bytes);
    }
    static const uint64_t keys[8] = {UINT64_C(0x2d358dccaa6c78a5), UINT64_C(0x8bb84b93962eacc9),
                                     UINT64_C(0x4b33a62ed433d4a3), UINT64_C(0x4d5a2da51de1aa47),
                                     UINT64_C(0x9fb21c651e98df25), UINT64_C(0xa0761d6478bd642f),
                                     UINT64_C(0xe7037ed1a0b428db), UINT64_C(0x8ebc6af09c88c6e3)};
    const char *mask = (const char *)ig_csv_window + IG_CSV_WINDOW - size_bytes;
    uint64_t hash = size_bytes * keys[4];
    for (size_t i = 0; i < 4; i++) {
        uint64_t head = ig_csv_load_8(bytes + 16 * i) & ig_csv_load_8(mask + 16 * i);
        uint64_t tail = ig_csv_load_8(bytes + 16 * i + 8) & ig_csv_load_8(mask + 16 * i + 8);
        hash ^= ig_csv_mix(head ^ keys[2 * i], tail ^ keys[2 * i + 1]);
    }
    return hash ^ hash >> 32;
}

/* The bytes, of the first 64, in which two texts differ. Reads 64 bytes. */
IG_CSV_INLINE uint64_t ig_csv_differ_64(const char *a, const char *b) {
#ifdef __SSE2__
    uint64_t same = 0;
    for (size_t i = 0; i < 4; i++) {
        __m128i x = _mm_loadu_si128((const __m128i *)(const void *)(a + 16 * i));
        __m128i y = _mm_loadu_si128((const __m128i *)(const void *)(b + 16 * i));
        same |= (uint64_t)(uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(x, y)) << 16 * i;
    }
    return ~same;
#else
    uint64_t differ = 0;
    for (size_t i = 0; i < 64; i++) {
        differ |= (uint64_t)(a[i] != b[i]) << i;
    }
    return differ;
#endif
}

/* Whether two texts of one size are one. 64 bytes can be read behind both. */
IG_CSV_INLINE bool ig_csv_same(const char *a, const char *b, size_t size_bytes) {
    for (; __builtin_expect(size_bytes > 64, 0); a += 64, b += 64, size_bytes -= 64) {
        if (ig_csv_differ_64(a, b) != 0) {
            return false;
        }
    }
    return size_bytes == 0 || ig_csv_differ_64(a, b) << (64 - size_bytes) == 0;
}

#endif
