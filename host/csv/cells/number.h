/*
 * Numbers in cells, fast. Taken is only a number whose text is what printing it gives ("canonical"):
 * "-"? digits (mark digits)?, no zero before other digits, at most 9 digits behind the mark, no "-0",
 * all of it in 64 bits. Such a number can stand for its text.
 */
#ifndef INGOT_CSV_CELLS_NUMBER_H
#define INGOT_CSV_CELLS_NUMBER_H

#include "csv/cells/load.h"
#include "table/decimal.h"

/* Numbers of up to 16 bytes (without the sign) are read 8 digits at a time; this reads longer ones. */
bool ig_csv_number_long(const char *bytes, size_t size_bytes, char decimal, int64_t *units,
                        uint8_t *scale);

/* Eight bytes '0': what stands before a number that is shorter. */
static const uint64_t IG_CSV_ZEROS = UINT64_C(0x3030303030303030);

static inline bool ig_csv_are_digits(uint64_t word) {
    uint64_t above = word + UINT64_C(0x0606060606060606);
    return ((word & UINT64_C(0xf0f0f0f0f0f0f0f0)) | (above & UINT64_C(0xf0f0f0f0f0f0f0f0)) >> 4) ==
           UINT64_C(0x3333333333333333);
}

/* Eight digits as a number; the first is the lowest byte. */
static inline uint64_t ig_csv_digits_8(uint64_t word) {
    word -= IG_CSV_ZEROS;
    word = word * 10 + (word >> 8); /* two digits in every second byte */
    const uint64_t mask = UINT64_C(0x000000ff000000ff);
    return (((word & mask) * UINT64_C(0x000f424000000064)) +
            ((word >> 16 & mask) * UINT64_C(0x0000271000000001))) >>
           32;
}

/* The lowest n bytes set, n from 0 to 8. */
static inline uint64_t ig_csv_low_bytes(unsigned n) {
    return n >= 8 ? ~UINT64_C(0) : (UINT64_C(1) << 8 * n) - 1;
}

/* A bit at the top of the first byte that is `mark`; 0 where none is. Bits above it mean nothing. */
static inline uint64_t ig_csv_find_byte(uint64_t word, char mark) {
    uint64_t other = word ^ UINT64_C(0x0101010101010101) * (unsigned char)mark;
    return (other - UINT64_C(0x0101010101010101)) & ~other & UINT64_C(0x8080808080808080);
}

/* Takes byte `at` out; those before it move up, and `first` becomes the first. */
static inline uint64_t ig_csv_without_byte(uint64_t word, unsigned at, uint64_t first) {
    uint64_t before = ig_csv_low_bytes(at);
    return (word & ~ig_csv_low_bytes(at + 1)) | (word & before) << 8 | first;
}

/* Whether the cell is a canonical number. 16 bytes can be read before it. */
static inline bool ig_csv_number(const char *bytes, size_t size_bytes, char decimal, int64_t *units,
                                 uint8_t *scale) {
    bool negative = bytes[0] == '-';
    const char *end = bytes + size_bytes;
    const char *start = bytes + negative;
    size_t n = size_bytes - negative;
    if (__builtin_expect(n - 1 > 15, 0)) { /* also nothing at all, and "-" */
        return size_bytes > 16 && ig_csv_number_long(bytes, size_bytes, decimal, units, scale);
    }
    if (start[0] == decimal || (start[0] == '0' && n > 1 && start[1] != decimal)) {
        return false;
    }
    unsigned places = 0;
    uint64_t value = 0;
    if (n <= 8) {
        uint64_t before = ig_csv_low_bytes((unsigned)(8 - n));
        uint64_t word = (ig_csv_load_8(end - 8) & ~before) | (IG_CSV_ZEROS & before);
        uint64_t mark = ig_csv_find_byte(word, decimal);
        if (mark != 0) {
            unsigned at = (unsigned)__builtin_ctzll(mark) / 8;
            places = 7 - at;
            word = ig_csv_without_byte(word, at, '0');
            if (places == 0) {
                return false;
            }
        }
        if (!ig_csv_are_digits(word)) {
            return false;
        }
        value = ig_csv_digits_8(word);
    } else {
        uint64_t before = ig_csv_low_bytes((unsigned)(16 - n));
        uint64_t low = ig_csv_load_8(end - 8);
        uint64_t high = (ig_csv_load_8(end - 16) & ~before) | (IG_CSV_ZEROS & before);
        uint64_t mark = ig_csv_find_byte(low, decimal);
        uint64_t high_mark = ig_csv_find_byte(high, decimal);
        if (mark != 0) {
            unsigned at = (unsigned)__builtin_ctzll(mark) / 8;
            places = 7 - at;
            low = ig_csv_without_byte(low, at, high >> 56);
            high = high << 8 | '0';
            if (places == 0) {
                return false;
            }
        } else if (high_mark != 0) {
            unsigned at = (unsigned)__builtin_ctzll(high_mark) / 8;
            places = 15 - at;
            high = ig_csv_without_byte(high, at, '0');
            if (places > IG_SCALE_MAX) {
                return false;
            }
        }
        if (!ig_csv_are_digits(low) || !ig_csv_are_digits(high)) {
            return false;
        }
        value = ig_csv_digits_8(high) * 100000000 + ig_csv_digits_8(low);
    }
    *units = negative ? -(int64_t)value : (int64_t)value;
    *scale = (uint8_t)places;
    return !negative || value != 0;
}

#endif
