/* What the text of a cell looks like, for finding out how a file is written. None is refused. */
#ifndef INGOT_CSV_SNIFF_LOOK_H
#define INGOT_CSV_SNIFF_LOOK_H

#include "csv/spec/text.h"

typedef enum ig_csv_look {
    IG_CSV_LOOK_EMPTY,
    IG_CSV_LOOK_NUMBER, /* "1,234.5", "-0,5", "12 %" */
    IG_CSV_LOOK_DATE,   /* digits set apart by - / : . as in "2025-01", "31/12/2024 08:15" */
    IG_CSV_LOOK_WORD,   /* without blanks inside */
    IG_CSV_LOOK_TEXT,
    IG_CSV_LOOK_MIXED, /* holds what may be a delimiter between two characters that are no blanks */
    IG_CSV_LOOKS
} ig_csv_look;

ig_csv_look ig_csv_look_at(ig_text cell);

/* A whole number from 1900 to 2100: a year, which stands above columns as often as in them. */
bool ig_csv_look_is_year(ig_text cell);

/* Of a plain whole number of at most nine digits: its value; else −1. */
int64_t ig_csv_look_count(ig_text cell);

#endif
