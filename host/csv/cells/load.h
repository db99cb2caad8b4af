/* Bytes of cells, several at a time. On every machine the first byte is the lowest of the integer. */
#ifndef INGOT_CSV_CELLS_LOAD_H
#define INGOT_CSV_CELLS_LOAD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

static inline uint64_t ig_csv_load_8(const char *bytes) {
    uint64_t word;
    memcpy(&word, bytes, sizeof word);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    word = __builtin_bswap64(word);
#endif
    return word;
}

/* A text of at most 16 bytes as two integers, filled up with zeros. Reads 16 bytes. */
static inline void ig_csv_load_16(const char *bytes, size_t size_bytes, uint64_t *head,
                                  uint64_t *tail) {
    uint64_t part = (UINT64_C(1) << 8 * (size_bytes & 7)) - 1;
    *head = ig_csv_load_8(bytes) & (size_bytes >= 8 ? ~UINT64_C(0) : part);
    *tail = ig_csv_load_8(bytes + 8) & (size_bytes >= 16 ? ~UINT64_C(0)
                                        : size_bytes > 8 ? part
                                                         : 0);
}

/* Both halves of the product of two integers, one upon the other. */
static inline uint64_t ig_csv_mix(uint64_t a, uint64_t b) {
    unsigned __int128 product = (unsigned __int128)a * b;
    return (uint64_t)product ^ (uint64_t)(product >> 64);
}

/* A hash of a text of at most 16 bytes, as ig_csv_load_16 gives it. */
static inline uint64_t ig_csv_hash_short(uint64_t head, uint64_t tail, size_t size_bytes) {
    return ig_csv_mix(head ^ UINT64_C(0x2d358dccaa6c78a5),
                      tail ^ UINT64_C(0x8bb84b93962eacc9) ^ (size_bytes << 56));
}

/* A hash of a text of more than 16 bytes. The last 16 are taken as they stand, so that nothing is
   read behind the text. */
static inline uint64_t ig_csv_hash_long(const char *bytes, size_t size_bytes) {
    const uint64_t first = UINT64_C(0x2d358dccaa6c78a5), second = UINT64_C(0x8bb84b93962eacc9);
    uint64_t hash = size_bytes * UINT64_C(0x9fb21c651e98df25);
    size_t last = size_bytes - 16;
    for (size_t at = 0; at < last; at += 16) {
        hash = (hash << 7 | hash >> 57) ^ ig_csv_mix(ig_csv_load_8(bytes + at) ^ first,
                                                     ig_csv_load_8(bytes + at + 8) ^ second);
    }
    uint64_t end =
        ig_csv_mix(ig_csv_load_8(bytes + last) ^ second, ig_csv_load_8(bytes + last + 8) ^ first);
    return ig_csv_mix(hash ^ first, end ^ second);
}

/* Whether two texts of the same size, more than 16 bytes, are one. */
static inline bool ig_csv_same_long(const char *a, const char *b, size_t size_bytes) {
    size_t last = size_bytes - 16;
    for (size_t at = 0; at < last; at += 16) {
        if (((ig_csv_load_8(a + at) ^ ig_csv_load_8(b + at)) |
             (ig_csv_load_8(a + at + 8) ^ ig_csv_load_8(b + at + 8))) != 0) {
            return false;
        }
    }
    return ((ig_csv_load_8(a + last) ^ ig_csv_load_8(b + last)) |
            (ig_csv_load_8(a + last + 8) ^ ig_csv_load_8(b + last + 8))) == 0;
}

#endif
