/*
 * Splits bytes that begin where a record begins into records and cells. One splitter serves one file,
 * piece after piece: what a piece leaves over (the open record) is the beginning of the next one, so
 * every border is proven, never guessed.
 *
 * Three ways lead to the same rows. `blocks` looks at 64 bytes at a time; it takes all records
 * whose quotes stand as they should and declines others. What it declines goes through libcsv
 * (`lenient`), which agrees with it on all that it takes: no piece size changes what is read.
 * What libcsv does not know is split byte by byte (`extended`): escapes, long delimiters, marks that
 * may be half a character of GB18030, and quotes astray that are to be mended.
 */
#ifndef INGOT_CSV_SCAN_SCAN_H
#define INGOT_CSV_SCAN_SCAN_H

#include "csv/scan/rows.h"

/* A record that is no row. */
typedef struct ig_csv_misfit {
    uint64_t line;
    size_t n_fields;
    bool is_open;   /* a quote on its last line is never closed */
    size_t row;     /* how many rows stand before it in the same piece */
    uint32_t start; /* its text, without its line end: piece_bytes[start … end) of the split */
    uint32_t end;
} ig_csv_misfit;

/* A record with a quote that is astray. */
typedef struct ig_csv_odd {
    uint32_t start;
    bool is_open; /* no row can be made of it; else it is one, with that quote as data */
} ig_csv_odd;

/* Where the cells of a piece end: at a delimiter (its first byte), or at the CR or LF of a line's end.
   Every line ends a cell, also an empty line and a comment. */
typedef struct ig_csv_found {
    ig_memory *memory; /* borrowed */
    uint32_t *places;  /* owned: places[0] is UINT32_MAX, the cells end at places[1 … n] */
    size_t max_places;
    size_t n;
    size_t n_lines;   /* how many of them end a line */
    uint32_t *breaks; /* owned: where line breaks stand inside cells, quoted or escaped */
    size_t max_breaks;
    size_t n_breaks;
    ig_csv_odd *odds; /* owned: in order */
    size_t max_odds;
    size_t n_odds;
    bool has_cr;        /* some line ends in a CR */
    bool has_quotes;    /* or escapes */
    uint64_t open_line; /* where the quote stands that the file never closes, or 0 */
} ig_csv_found;

/* What is done to records that are not quite as they should be, so that they are rows. */
typedef enum ig_csv_liberty {
    IG_CSV_PADDED, /* too short: the last cells are empty */
    IG_CSV_ENDED,  /* one more, empty cell is left out */
    IG_CSV_MENDED, /* a quote astray is taken as data */
    IG_CSV_LIBERTIES
} ig_csv_liberty;

typedef struct ig_csv_count {
    uint64_t n;
    uint64_t line; /* of the first */
} ig_csv_count;

/* What a piece came to. Owns its arrays, which a later split may use again; borrows the bytes. */
typedef struct ig_csv_split {
    ig_memory *memory;      /* borrowed */
    ig_csv_rows rows;       /* borrows from here and from the bytes */
    size_t used_bytes;      /* of the piece: the rest is an open record */
    uint64_t next_line;     /* of the first byte behind them */
    size_t n_comments;      /* records left out as comments */
    ig_csv_misfit *misfits; /* records of another number of cells that were not padded */
    size_t n_misfits;
    ig_csv_count liberties[IG_CSV_LIBERTIES]; /* rows by what was done to them */
    const char *piece_bytes;                  /* what misfits and comments refer to */
    /* owned: */
    ig_csv_found found;
    uint32_t *ends, *befores, *lines, *spans;
    uint32_t *comments; /* comment i is piece_bytes[comments[2i] … comments[2i + 1]) */
    size_t max_ends, max_befores, max_lines, max_spans, max_comments, max_misfits;
    ig_buffer literal; /* the cells of literal rows */
} ig_csv_split;

void ig_csv_split_init(ig_csv_split *split, ig_memory *memory);
void ig_csv_split_reset(ig_csv_split *split); /* idempotent */

/* How records are to be taken. */
typedef struct ig_csv_splitting {
    const ig_csv_dialect *dialect;
    size_t n_columns; /* of a row; 0: the first record decides, and is the only row (a header) */
    bool empty_end;   /* rows may end in one more, empty cell: it is left out */
    bool gb18030; /* how the bytes are encoded: a mark above '/' may be half a character there */
    bool pad;     /* short records become rows, their last cells empty */
    bool mend; /* quotes astray are data where that makes a row; open ones spoil only their line */
    const char *shown; /* the path, for messages */
    size_t max_record_bytes;
    size_t max_columns;
} ig_csv_splitting;

/* How the records of a file are taken that a spec describes, in a dialect of its own. What its header
   and its encoding say is still to be set. */
ig_csv_splitting ig_csv_splitting_of(const ig_csv_spec *spec, const ig_csv_dialect *dialect,
                                     const char *shown);

/* Splits `n` bytes, of which the first is on `line` and begins a record. `at_end`: no more follow,
   so the last record needs no line end; a quote still open is then the error
   "<shown>:<last line>: a quote opened on line 3 is never closed", unless `mend`. Blank lines are
   no records. A line end is LF, CR LF, or a CR by itself. `bytes` has IG_CSV_SLACK bytes before and
   behind; those behind may be overwritten. n is below 2^31. With n_columns 0, `used_bytes` ends
   behind the first record. When it fails, the split holds the rows and misfits before the place of
   the failure. */
int ig_csv_split_piece(ig_csv_split *split, const ig_csv_splitting *how, char *bytes, size_t n,
                       uint64_t line, bool at_end, ig_error *err) IG_CHECKED;

/* Fails with "<shown>:<line>: a record of more than 64 MB". */
int ig_csv_fail_long_record(const ig_csv_splitting *how, uint64_t line, ig_error *err);

/* Fails with "<shown>:<last line>: a quote opened on line 3 is never closed". */
int ig_csv_fail_open_quote(const ig_csv_splitting *how, uint64_t last_line, uint64_t opening,
                           ig_error *err);

/* Where the quote that is open at the end of `n` bytes (a record's beginning) was opened: its line,
   or 0 when none is open. */
uint64_t ig_csv_open_quote(const ig_csv_splitting *how, const char *bytes, size_t n, uint64_t line);

/* How many line breaks stand in bytes[from … to). A CR LF cut at `to` counts. */
uint64_t ig_csv_count_breaks(const char *bytes, size_t from, size_t to);

#endif
