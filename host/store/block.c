/*
 * Missing rows are looked for word by word of the bitmap: where all are present, which is mostly so,
 * nothing more is asked.
 */
#include "store/block.h"

#include "base/hash.h"

#include <string.h>

void ig_word_print(char *text, uint64_t word) {
    static const char digits[] = "0123456789abcdef";
    for (int i = IG_WORD_TEXT - 1; i >= 0; i--, word >>= 4) {
        text[i] = digits[word & 15];
    }
}

/* The value of a digit; 16 for what is none. */
static unsigned digit_value(unsigned char c) {
    unsigned digit = c - '0', letter = c - 'a';
    return digit < 10 ? digit : letter < 6 ? letter + 10 : 16;
}

bool ig_word_read(const char *text, uint64_t *word) {
    uint64_t value = 0;
    unsigned all = 0;
    for (int i = 0; i < IG_WORD_TEXT; i++) {
        unsigned digit = digit_value((unsigned char)text[i]);
        all |= digit;
        value = value << 4 | (digit & 15);
    }
    *word = value;
    return all < 16;
}

size_t ig_bits_bytes(const ig_column *column) {
    return ig_bitmap_words(column->n_rows) * sizeof(uint64_t);
}

size_t ig_values_bytes(const ig_column *column) {
    return column->type == IG_BOOL ? ig_bits_bytes(column) : column->n_rows * column->width;
}

/* Rows of block i. */
static size_t count_rows(const ig_column *column, size_t i) {
    size_t rest = column->n_rows - i * IG_BLOCK_ROWS;
    return rest < IG_BLOCK_ROWS ? rest : IG_BLOCK_ROWS;
}

size_t ig_block_bits(const ig_column *column, size_t i, size_t *size_bytes) {
    *size_bytes = ig_bitmap_words(count_rows(column, i)) * sizeof(uint64_t);
    return i * (IG_BLOCK_ROWS / 8);
}

size_t ig_block_values(const ig_column *column, size_t i, size_t *size_bytes) {
    if (column->type == IG_BOOL) {
        return ig_block_bits(column, i, size_bytes);
    }
    *size_bytes = count_rows(column, i) * column->width;
    return i * IG_BLOCK_ROWS * column->width;
}

/* ---- bits and reasons ---- */

/* Whether the bits past the n-th in the last word are clear. */
static bool ends_clear(const uint64_t *bits, size_t n) {
    return n % 64 == 0 || bits[n / 64] >> (n % 64) == 0;
}

static bool is_zero(const ig_column *column, const char *values, size_t row) {
    static const char zero[sizeof(uint64_t)];
    if (column->type == IG_BOOL) {
        return !ig_bit_get((const uint64_t *)values, row);
    }
    return memcmp(values + row * column->width, zero, column->width) == 0;
}

/* Whether the missing of n rows are zero. */
static bool missing_zero(const ig_column *column, const char *values, const uint64_t *bits,
                         size_t n) {
    bool zero = true;
    for (size_t at = 0; at < n; at += 64) {
        uint64_t rows = n - at < 64 ? (UINT64_C(1) << (n - at)) - 1 : UINT64_MAX;
        for (uint64_t missing = rows & ~bits[at / 64]; missing != 0; missing &= missing - 1) {
            zero &= is_zero(column, values, at + (size_t)__builtin_ctzll(missing));
        }
    }
    return zero;
}

static bool reasons_sound(const uint8_t *reasons, const uint64_t *bits, size_t n) {
    bool sound = true;
    for (size_t i = 0; i < n; i++) {
        sound &= reasons[i] <= IG_REJECTED && (reasons[i] == IG_PRESENT) == ig_bit_get(bits, i);
    }
    return sound;
}

ig_block ig_block_measure(const ig_column *column, size_t i) {
    ig_block block = {.sound = true};
    size_t n = count_rows(column, i), size_bytes = 0;
    const char *values = (const char *)column->values + ig_block_values(column, i, &size_bytes);
    ig_extent extent = ig_stats_count(column, i);
    block.words[IG_WORD_VALUES] = ig_hash_bytes(values, size_bytes);
    block.words[IG_WORD_LEAST] = (uint64_t)extent.least;
    block.words[IG_WORD_GREATEST] = (uint64_t)extent.greatest;
    if (column->type == IG_BOOL) {
        block.sound = ends_clear((const uint64_t *)values, n);
    }
    if (column->validity == NULL) {
        return block;
    }
    const uint64_t *bits = column->validity + ig_block_bits(column, i, &size_bytes) / sizeof *bits;
    block.words[IG_WORD_VALIDITY] = ig_hash_bytes(bits, size_bytes);
    block.words[IG_WORD_MISSING] = extent.n_missing;
    block.sound &= ends_clear(bits, n) && missing_zero(column, values, bits, n);
    if (column->reasons != NULL) {
        const uint8_t *reasons = column->reasons + i * IG_BLOCK_ROWS;
        block.words[IG_WORD_REASONS] = ig_hash_bytes(reasons, n);
        block.sound &= reasons_sound(reasons, bits, n);
    }
    return block;
}
