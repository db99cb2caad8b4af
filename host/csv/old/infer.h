/* The type of a column, decided on all of its cells. */
#ifndef INGOT_OLD_INFER_H
#define INGOT_OLD_INFER_H

#include "csv/csv.h"
#include "csv/spec/text.h"
#include "table/decimal.h"

/* Why a cell is missing, or IG_PRESENT. `text` is trimmed; `column` may be NULL. */
ig_reason ig_old_cell_reason(const ig_csv_column *column, ig_text text);

/* Whether a header's name says that months stand below it: "month" in any case, 年月, 月份. */
bool ig_old_name_says_month(const char *name);

/* A number as written without exponent: what a decimal column takes. */
bool ig_old_is_plain(ig_text text);

typedef struct ig_old_type {
    ig_type type;
    unsigned scale; /* decimal only */
    bool bare;      /* month only: 202504 counts */
    bool rounded;   /* a real one, though some numbers have more digits than a real holds */
    bool unscaled;  /* a real one, for no common scale holds all numbers exactly */
} ig_old_type;

typedef struct ig_old_guess {    /* the caller's struct */
    const ig_csv_column *column; /* borrowed, or NULL */
    ig_kind kind;
    bool month_named;
    bool months;  /* every value so far is a month */
    bool numbers; /* … is a number without a leading zero (decimal kind: of no meaning) */
    bool reals;   /* some number is no decimal */
    bool seen;    /* there was a value */
    bool rounded;
    unsigned max_scale;
    bool has_scale[IG_SCALE_MAX + 1];
    int64_t min[IG_SCALE_MAX + 1]; /* of the units at each scale */
    int64_t max[IG_SCALE_MAX + 1];
} ig_old_guess;

void ig_old_guess_init(ig_old_guess *guess, const ig_csv_column *column, bool month_named);

/* Takes a trimmed cell that is not missing. False when no further cell can change the type. */
bool ig_old_guess_take(ig_old_guess *guess, ig_text text);

ig_old_type ig_old_guess_type(const ig_old_guess *guess);

#endif
