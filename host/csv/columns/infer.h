/* The type of a column, decided on all of its cells. */
#ifndef INGOT_CSV_COLUMNS_INFER_H
#define INGOT_CSV_COLUMNS_INFER_H

#include "csv/cells/take.h"
#include "table/decimal.h"

typedef struct ig_csv_type {
    ig_type type;
    unsigned scale; /* decimal only */
    int64_t min;    /* decimal only: of the units at that scale, and 0 */
    int64_t max;
    int64_t least; /* decimal only: the smallest of the units */
    bool bare;     /* month only: 202504 counts */
    bool rounded;  /* a real one, though some numbers have more digits than a real holds */
    bool unscaled; /* a real one, for no common scale holds all numbers exactly */
} ig_csv_type;

typedef struct ig_csv_guess { /* the caller's struct */
    ig_kind kind;
    bool month_named;
    bool months;  /* every word so far is a month */
    bool numbers; /* … is a number without a leading zero (decimal kind: of no meaning) */
    bool reals;   /* some number is no decimal */
    bool seen;    /* there was a value */
    bool rounded;
    bool stretched; /* there were numbers that are no words: none was held against months */
    unsigned max_scale;
    bool has_scale[IG_SCALE_MAX + 1];
    int64_t min[IG_SCALE_MAX + 1]; /* of the units at each scale */
    int64_t max[IG_SCALE_MAX + 1];
} ig_csv_guess;

void ig_csv_guess_init(ig_csv_guess *guess, ig_kind kind, bool month_named);

/* Takes a trimmed text that is not missing. False when no further one can change the type. */
bool ig_csv_guess_take(ig_csv_guess *guess, ig_number_marks marks, ig_text text);

/* Takes all numbers that were held as such. */
void ig_csv_guess_numbers(ig_csv_guess *guess, const ig_csv_numbers *numbers);

/* Whether the numbers that were held as such may be months, and it matters: each has to be taken as the
   text it was. */
bool ig_csv_guess_wants_texts(const ig_csv_guess *guess);

ig_csv_type ig_csv_guess_type(const ig_csv_guess *guess);

#endif
