/*
 * A snapshot's columns are checked in the blocks of rows that stats.h counts, their dictionaries in
 * blocks of IG_BLOCK_BYTES bytes. What the writer knows of a block of rows, and the reader holds it
 * against, is a record of 64-bit words; records stand in the file's metadata as text, 16 hexadecimal
 * digits a word.
 */
#ifndef INGOT_STORE_BLOCK_H
#define INGOT_STORE_BLOCK_H

#include "table/stats.h"

enum {
    IG_BLOCK_ROWS = IG_STATS_ROWS,
    IG_BLOCK_BYTES = 262144,
    IG_BLOCK_WORDS = 6, /* of a record, at most */
    IG_WORD_TEXT = 16
};

/* The words of a record. The last three are there only where the column has missing rows, reasons. */
enum {
    IG_WORD_VALUES,   /* checksum */
    IG_WORD_LEAST,    /* order value, as ig_extent has it */
    IG_WORD_GREATEST, /* likewise */
    IG_WORD_VALIDITY, /* checksum */
    IG_WORD_MISSING,  /* missing rows */
    IG_WORD_REASONS   /* checksum */
};

typedef struct ig_block {
    uint64_t words[IG_BLOCK_WORDS];
    bool
        sound; /* missing rows are zero and alone have a reason; bits past the last row are clear */
} ig_block;

static inline size_t ig_blocks(size_t n, size_t block) {
    return n / block + (n % block != 0);
}

/* Words of a record. */
static inline size_t ig_block_words(const ig_column *column) {
    return IG_WORD_VALIDITY + (column->validity != NULL ? 2 : 0) +
           (column->reasons != NULL ? 1 : 0);
}

/* What there is to know of block i of a column, which need not have been touched. Reasons never come
   without validity. */
ig_block ig_block_measure(const ig_column *column, size_t i);

/* Where block i lies in values or validity, and its size: whole words of bits. */
size_t ig_block_values(const ig_column *column, size_t i, size_t *size_bytes);
size_t ig_block_bits(const ig_column *column, size_t i, size_t *size_bytes);

/* Bytes of all values, and of a bitmap, as they lie in a file. */
size_t ig_values_bytes(const ig_column *column);
size_t ig_bits_bytes(const ig_column *column);

/* 16 digits, no NUL; and back: false when they are none. */
void ig_word_print(char *text, uint64_t word);
bool ig_word_read(const char *text, uint64_t *word);

#endif
