/*
 * The ways to find where cells end, and what is made of that. They are alike: each fills `found` for
 * the same bytes, and wherever two of them take a piece they find the same places.
 */
#ifndef INGOT_CSV_SCAN_WAYS_H
#define INGOT_CSV_SCAN_WAYS_H

#include "csv/scan/scan.h"

typedef enum ig_csv_way {
    IG_CSV_BEST, /* the fastest that takes the piece */
    IG_CSV_SCAN_PORTABLE,
    IG_CSV_SCAN_AVX2,
    IG_CSV_SCAN_AVX512,
    IG_CSV_LENIENT,
    IG_CSV_EXTENDED
} ig_csv_way;

/* A piece on its way. A last line without an end ends at bytes[n] when `at_end`. */
typedef struct ig_csv_piece {
    const ig_csv_splitting *how;
    const char *bytes;
    size_t n;
    uint64_t line;
    bool at_end;
} ig_csv_piece;

/* Whether this machine can go that way. */
bool ig_csv_way_exists(ig_csv_way way);

/* Makes room for `more` further places, and as many breaks. */
int ig_csv_found_reserve(ig_csv_found *found, size_t more, ig_error *err) IG_CHECKED;

/* Makes room for `needed` numbers in a growing array. */
int ig_csv_reserve(ig_memory *memory, uint32_t **array, size_t *max, size_t needed,
                   ig_error *err) IG_CHECKED;

/* Puts a cell's end, which is at bytes[end]. */
int ig_csv_found_put(ig_csv_found *found, const char *bytes, size_t end, ig_error *err) IG_CHECKED;

/* Puts a line break inside a cell. */
int ig_csv_found_break(ig_csv_found *found, size_t place, ig_error *err) IG_CHECKED;

/* Notes that the record at `start` is one with a quote astray. */
int ig_csv_found_odd(ig_csv_found *found, size_t start, bool is_open, ig_error *err) IG_CHECKED;

/* Looks at 64 bytes at a time, from `at` on, where a record begins. Where a quote stands that
   should not, or is left open at the end of the file, it stops: `*bad` is a place behind it, and
   what was found from the record with the quote on is worth nothing. Else SIZE_MAX. A quote of 0:
   there are none. */
int ig_csv_scan(ig_csv_found *found, const ig_csv_piece *piece, ig_csv_way way, size_t at,
                size_t *bad, ig_error *err) IG_CHECKED;

/* Through libcsv, from `*at` on, where a record begins, until one begins at `until` or behind it:
   `*at` is there then; SIZE_MAX when the piece ends before. The delimiter is one byte, there is a
   quote. */
int ig_csv_lenient(ig_csv_found *found, const ig_csv_piece *piece, size_t *at, size_t until,
                   ig_error *err) IG_CHECKED;

/* Byte by byte, any dialect; from `*at` on, as above. The only way that knows quotes astray. */
int ig_csv_extended(ig_csv_found *found, const ig_csv_piece *piece, size_t *at, size_t until,
                    ig_error *err) IG_CHECKED;

/* Makes rows and misfits of what was found; sets all of `split` but what literal rows need. */
int ig_csv_shape(ig_csv_split *split, const ig_csv_piece *piece, ig_error *err) IG_CHECKED;

/* Writes the cells of the rows out, without quotes and escapes. */
int ig_csv_make_literal(ig_csv_split *split, ig_error *err) IG_CHECKED;

/* Appends the value of a raw cell. */
int ig_csv_value_append(const ig_csv_rows *rows, ig_text raw, ig_buffer *out,
                        ig_error *err) IG_CHECKED;

/* ig_csv_split_piece by a way of one's own choice: what the tests compare. */
int ig_csv_split_by(ig_csv_split *split, const ig_csv_splitting *how, ig_csv_way way, char *bytes,
                    size_t n, uint64_t line, bool at_end, ig_error *err) IG_CHECKED;

/* The first byte behind the line that ends at `end`. */
static inline size_t ig_csv_behind_line(const char *bytes, size_t end) {
    return end + 1 + (bytes[end] == '\r' && bytes[end + 1] == '\n');
}

/* How many of `left` bytes are the character of GB18030 at the front: 1, 2 or 4; 1 for what is none. */
static inline size_t ig_csv_gb18030_bytes(const char *bytes, size_t left) {
    unsigned char first = (unsigned char)bytes[0];
    unsigned char second = left > 1 ? (unsigned char)bytes[1] : 0;
    if (first < 0x81 || first > 0xfe || second < '0' || second == 0x7f || second == 0xff) {
        return 1;
    }
    if (second >= 0x40) {
        return 2;
    }
    unsigned char third = left > 3 ? (unsigned char)bytes[2] : 0;
    bool four =
        second <= '9' && third >= 0x81 && third <= 0xfe && bytes[3] >= '0' && bytes[3] <= '9';
    return four ? 4 : 1;
}

/* The dialect's escape, or 0; a quote that escapes itself is a doubled one. */
static inline char ig_csv_escape_of(const ig_csv_dialect *dialect) {
    return dialect->escape == dialect->quote ? 0 : dialect->escape;
}

#endif
