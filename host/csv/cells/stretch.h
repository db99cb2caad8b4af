/*
 * The cells of one column in one chunk of a file, decoded so that nothing is lost: whatever the column
 * turns out to be in the end, each cell's text can be had back. Numbers are held as numbers only when
 * printing them gives the text of the file; any other cell makes its stretch one of texts.
 */
#ifndef INGOT_CSV_CELLS_STRETCH_H
#define INGOT_CSV_CELLS_STRETCH_H

#include "csv/cells/words.h"
#include "table/column.h"
#include "table/decimal.h"

typedef enum ig_csv_form {
    IG_CSV_NOTHING, /* all cells are missing, for the reasons in `reasons`, or empty without any */
    /* Codes of the share's words, unsigned, 1, 2 or 4 bytes. Missing cells are words too ("" among
       them), unless validity says otherwise (only cells that were rejected). */
    IG_CSV_TEXTS,
    IG_CSV_NUMBERS, /* signed integers, 1, 2, 4 or 8 bytes: units × 10^−scale */
    IG_CSV_REALS    /* doubles; only where the column's kind is IG_AS_REAL */
} ig_csv_form;

/* Its arrays are borrowed from the shelf of who took it. Zero it to begin. */
typedef struct ig_csv_stretch {
    uint8_t form;       /* ig_csv_form */
    uint8_t width;      /* bytes a value */
    uint8_t scale;      /* of numbers, unless `scales` is there */
    void *values;       /* or NULL */
    uint8_t *scales;    /* of each number, as written; or NULL */
    uint64_t *validity; /* one bit a row, set = present; or NULL: all are */
    uint8_t *reasons;   /* ig_reason of each row; or NULL: missing ones are IG_EMPTY */
} ig_csv_stretch;

/* Forgets its arrays. */
static inline void ig_csv_stretch_reset(ig_csv_stretch *stretch) {
    *stretch = (ig_csv_stretch){0};
}

/* What is known of all numbers of one column that one worker met in one file. */
typedef struct ig_csv_numbers {
    bool has_scale[IG_SCALE_MAX + 1];
    int64_t min[IG_SCALE_MAX + 1]; /* of the units at each scale */
    int64_t max[IG_SCALE_MAX + 1];
} ig_csv_numbers;

#endif
