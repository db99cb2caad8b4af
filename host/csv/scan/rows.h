/*
 * Whole records in memory, as those who decode them see them: a rectangle of cells, each known by
 * the byte before it and the byte behind it. Cells are as the file has them, with their quotes.
 */
#ifndef INGOT_CSV_SCAN_ROWS_H
#define INGOT_CSV_SCAN_ROWS_H

#include "csv/spec/spec.h"

/* Cell c of row r is bytes[befores[r × n_columns + c] + 1 … ends[r × n_columns + c]) (a before of
   UINT32_MAX stands in front of byte 0). `befores` is `ends` − 1 where the cells follow each other.
   Behind the last cell IG_CSV_SLACK bytes can be read, in front of the first as many. */
enum { IG_CSV_SLACK = 64 };

typedef struct ig_csv_rows {
    const char *bytes;
    const uint32_t *befores;
    const uint32_t *ends;
    size_t n_rows;
    size_t n_columns;
    uint64_t first_line;    /* of the first record */
    const uint32_t *lines;  /* of row r: first_line + lines[r]; NULL: first_line + r */
    bool literal;           /* quotes and escapes have been dealt with: cells are what they say */
    const char *file_bytes; /* where literal: row r stands in the file as */
    const uint32_t *spans;  /* file_bytes[spans[2r] … spans[2r + 1]) */
    bool has_quotes;        /* some cell holds a quote (or an escape); else all are bare */
    char delimiter;         /* the last byte of it */
    char quote;
    char escape;
    bool trim;
    bool gb18030; /* characters may hold marks */
} ig_csv_rows;

/* A cell as the file has it. */
static inline ig_text ig_csv_rows_raw(const ig_csv_rows *rows, size_t row, size_t column) {
    size_t i = row * rows->n_columns + column;
    uint32_t start = rows->befores[i] + 1; /* wraps to 0 */
    return (ig_text){rows->bytes + start, rows->ends[i] - start};
}

/* The line that row r begins on. */
static inline uint64_t ig_csv_rows_line(const ig_csv_rows *rows, size_t row) {
    return rows->first_line + (rows->lines == NULL ? row : rows->lines[row]);
}

/* The value of a raw cell: without its quotes, and where `trim` says so without the blanks around
   it. It is borrowed from the cell, or written to `scratch` (cleared before) where characters go. A
   cell that opens with a quote is quoted to its last quote; another one is bare, and quotes in it
   are data. */
int ig_csv_rows_value(const ig_csv_rows *rows, ig_text raw, ig_buffer *scratch, ig_text *value,
                      ig_error *err) IG_CHECKED;

/* All of row r as the file has it, without its line end. */
ig_text ig_csv_rows_record(const ig_csv_rows *rows, size_t row);

#endif
