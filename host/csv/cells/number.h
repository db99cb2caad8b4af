/*
 * Numbers in cells, fast. Taken is only a number whose text is what printing it gives ("canonical"):
 * "-"? digits (mark digits)?, no zero before other digits, at most 9 digits behind the mark, no "-0",
 * all of it in 64 bits. Such a number can stand for its text.
 */
#ifndef INGOT_CSV_CELLS_NUMBER_H
#define INGOT_CSV_CELLS_NUMBER_H

#include "csv/cells/load.h"
#include "table/decimal.h"

/* Numbers of up to 16 bytes without the sign are read 8 digits at a time; this reads longer ones. */
bool ig_csv_number_long(const char *bytes, size_t size_bytes, char decimal, int64_t *units,
                        uint8_t *scale);

/* Eight characters, the first as the lowest byte, with '0' … '9' as 0 … 9. */
IG_CSV_INLINE uint64_t ig_csv_digits_load(const char *bytes) {
    return ig_csv_load_8(bytes) ^ UINT64_C(0x3030303030303030);
}

IG_CSV_INLINE bool ig_csv_digits_are(uint64_t digits) {
    uint64_t above = digits + UINT64_C(0x7676767676767676); /* 10 and more reach the highest bit */
    return ((above | digits) & UINT64_C(0x8080808080808080)) == 0;
}

/* Eight digits as a number. */
IG_CSV_INLINE uint64_t ig_csv_digits_value(uint64_t digits) {
    const uint64_t mask = UINT64_C(0x000000ff000000ff);
    digits = digits * 10 + (digits >> 8); /* two digits in every second byte */
    return (((digits & mask) * UINT64_C(0x000f424000000064)) +
            ((digits >> 16 & mask) * UINT64_C(0x0000271000000001))) >>
           32;
}

/* A bit at the top of the first byte that is `mark` (as a digit: see above); 0 where none is. */
IG_CSV_INLINE uint64_t ig_csv_digits_find(uint64_t digits, char mark) {
    uint64_t other = digits ^ UINT64_C(0x0101010101010101) * (unsigned char)(mark ^ '0');
    return (other - UINT64_C(0x0101010101010101)) & ~other & UINT64_C(0x8080808080808080);
}

/* Takes the byte out that such a bit names; those before it move up, and `first` becomes the first. */
IG_CSV_INLINE uint64_t ig_csv_digits_without(uint64_t digits, uint64_t found, uint64_t first) {
    uint64_t until =
        found ^ (found - 1); /* the lowest set bit and all below: the byte, those before */
    uint64_t before = until >> 8;
    return (digits & ~until) | (digits & before) << 8 | first;
}

/* How many bytes stand behind the one that such a bit names. */
IG_CSV_INLINE unsigned ig_csv_digits_behind(uint64_t found) {
    return 7 - (unsigned)__builtin_ctzll(found) / 8;
}

/* A number of 1 … 16 bytes with a sign or a mark in it, or of more than 8 bytes. */
IG_CSV_INLINE bool ig_csv_number_any(const char *bytes, size_t size_bytes, char decimal,
                                     int64_t *units, uint8_t *scale) {
    bool negative = bytes[0] == '-';
    const char *start = bytes + negative;
    size_t n = size_bytes - negative;
    if (n - 1 > 15) { /* also "-" */
        return size_bytes > 16 && ig_csv_number_long(bytes, size_bytes, decimal, units, scale);
    }
    if (start[0] == decimal || (start[0] == '0' && n > 1 && start[1] != decimal)) {
        return false;
    }
    unsigned places = 0;
    uint64_t high = 0;
    uint64_t low = 0;
    uint64_t mark = 0;
    uint64_t high_mark = 0;
    if (n <= 8) {
        low = ig_csv_digits_load(start) << 8 * (8 - n);
        mark = ig_csv_digits_find(low, decimal);
    } else {
        low = ig_csv_digits_load(start + n - 8);
        high = ig_csv_digits_load(start) << 8 * (16 - n);
        mark = ig_csv_digits_find(low, decimal);
        high_mark = ig_csv_digits_find(high, decimal);
    }
    if (mark != 0) {
        places = ig_csv_digits_behind(mark);
        low = ig_csv_digits_without(low, mark, high >> 56);
        high <<= 8;
        if (places == 0) {
            return false;
        }
    } else if (high_mark != 0) {
        places = 8 + ig_csv_digits_behind(high_mark);
        high = ig_csv_digits_without(high, high_mark, 0);
        if (places > IG_SCALE_MAX) {
            return false;
        }
    }
    if (!ig_csv_digits_are(low) || !ig_csv_digits_are(high)) {
        return false;
    }
    uint64_t value = ig_csv_digits_value(high) * 100000000 + ig_csv_digits_value(low);
    *units = negative ? -(int64_t)value : (int64_t)value;
    *scale = (uint8_t)places;
    return !negative || value != 0;
}

/* Whether the cell is a canonical number. Reads at least 8 bytes. */
IG_CSV_INLINE bool ig_csv_number(const char *bytes, size_t size_bytes, char decimal, int64_t *units,
                                 uint8_t *scale) {
    if (__builtin_expect(size_bytes - 1 < 8, 1)) {
        uint64_t digits = ig_csv_digits_load(bytes);
        bool zero = (digits & 0xff) == 0;
        digits <<= 8 * (8 - size_bytes);
        if (__builtin_expect(ig_csv_digits_are(digits), 1)) {
            *units = (int64_t)ig_csv_digits_value(digits);
            *scale = 0;
            return !zero || size_bytes == 1;
        }
    }
    return ig_csv_number_any(bytes, size_bytes, decimal, units, scale);
}

#endif
