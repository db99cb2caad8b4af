/* What a sample of a file comes to under one dialect: the figures that dialects are compared by. */
#ifndef INGOT_CSV_SNIFF_SURVEY_H
#define INGOT_CSV_SNIFF_SURVEY_H

#include "csv/sniff/sample.h"

enum { IG_CSV_SURVEY_RECORDS = 400 };

typedef struct ig_csv_surveyed {
    uint64_t line;
    size_t at; /* where it begins in the sample */
    uint32_t n_cells;
    uint32_t n_filled;  /* not empty */
    uint32_t n_numbers; /* or dates */
    bool behind_blank;  /* a blank line stands before it */
} ig_csv_surveyed;

typedef struct ig_csv_survey {
    bool is_taken;          /* the figures below are there, */
    ig_csv_dialect dialect; /* under this dialect, */
    char comment;           /* without lines that begin with this */
    size_t n_records;
    size_t steady;   /* the number of cells that most records have; the earlier one of equals */
    size_t n_steady; /* records with so many */
    size_t n_cells;
    size_t looks[IG_CSV_LOOKS]; /* of bare cells; of the first record only the mixed ones */
    size_t n_quoted;            /* quoted as it should be */
    size_t n_faults;            /* begin with a quote and do not end with it */
    size_t n_beside;            /* of n_quoted: with blanks around */
    size_t n_doubled;           /* quotes inside */
    size_t n_escaped;
    size_t n_begins; /* bare cells that begin with a '"' */
    size_t n_closes; /* bare cells that end with one */
    size_t n_delimiters;
    size_t n_led; /* delimiters with a blank behind */
    ig_csv_surveyed records[IG_CSV_SURVEY_RECORDS];
} ig_csv_survey;

/* Surveys at most IG_CSV_SURVEY_RECORDS records of a sample that begins with a record. Lines that
   begin with `comment` (0: none) are passed over, and so is the last record where the file goes on
   behind it. */
void ig_csv_survey_take(ig_csv_survey *out, const ig_csv_dialect *dialect, const char *bytes,
                        size_t n, uint64_t line, bool whole, char comment);

/* Whether it holds what ig_csv_survey_take would find of the same bytes. */
bool ig_csv_survey_is_of(const ig_csv_survey *survey, const ig_csv_dialect *dialect, char comment);

/* From 0 to 1: how much it looks like a table. Records of equal length × cells that look like
   values of some type × more columns rather than few. 0 without two columns. */
double ig_csv_survey_score(const ig_csv_survey *survey);

/* Whether all records, two or more, have the same number of cells, two or more, and no quote is
   amiss. */
bool ig_csv_survey_is_even(const ig_csv_survey *survey);

#endif
