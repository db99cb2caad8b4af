/*
 * The first bytes of a file, cut into cells as one dialect would have it. Nothing is refused and
 * nothing is copied: what does not fit the dialect is counted, since that is what tells dialects
 * apart.
 */
#ifndef INGOT_CSV_SNIFF_SAMPLE_H
#define INGOT_CSV_SNIFF_SAMPLE_H

#include "csv/sniff/look.h"
#include "csv/spec/spec.h"

typedef struct ig_csv_sample {
    const char *bytes; /* borrowed */
    size_t size_bytes;
    size_t at;                     /* of the next cell */
    uint64_t line;                 /* of the next cell, from 1 */
    bool open;                     /* a delimiter stood last: one more cell follows, be it empty */
    const ig_csv_dialect *dialect; /* borrowed; comment, has_header and skip do not matter here */
} ig_csv_sample;

typedef enum ig_csv_sample_end {
    IG_CSV_SAMPLE_DELIMITER,
    IG_CSV_SAMPLE_LINE,
    IG_CSV_SAMPLE_OVER /* the sample ends inside the cell, or right behind it */
} ig_csv_sample_end;

typedef struct ig_csv_sampled {
    ig_text value;  /* between its quotes where it is quoted */
    uint64_t line;  /* where it begins */
    bool quoted;    /* opens with a quote, closes with one before what ends it */
    bool fault;     /* opens with a quote and goes on behind the closing one, or never closes */
    bool beside;    /* quoted, with a blank between a quote and what stands around the cell */
    size_t doubled; /* quotes inside that are doubled */
    size_t escaped; /* quotes inside that are neither, behind an escape or a backslash */
    bool begins;    /* bare, and its first byte is a '"' */
    bool closes;    /* bare, and its last byte is one */
    bool led;       /* a blank stands in front of it */
    ig_csv_sample_end end;
} ig_csv_sampled;

/* The next cell; false when there is no more. Where `dialect->trim`, quotes may stand beside
   blanks. */
bool ig_csv_sample_cell(ig_csv_sample *sample, ig_csv_sampled *cell);

/* Whether the next byte begins a blank line, which it passes over. */
bool ig_csv_sample_blank_line(ig_csv_sample *sample);

/* Passes over all up to the next line. */
void ig_csv_sample_skip_line(ig_csv_sample *sample);

#endif
