/* Finds the marks of a dialect: delimiter, quote, escape, comment, trim. */
#ifndef INGOT_CSV_SNIFF_MARKS_H
#define INGOT_CSV_SNIFF_MARKS_H

#include "csv/sniff/sniff.h"
#include "csv/sniff/survey.h"

/* A file's beginning while it is being found out. */
typedef struct ig_csv_inquiry {
    const ig_csv_spec *spec;
    ig_csv_dialect dialect; /* as far as it is known */
    const char *bytes;      /* behind the lines that are known to be left out */
    size_t size_bytes;
    uint64_t line; /* of the first of them */
    bool whole;
    const char *separator; /* NULL, or where the first line names the delimiter, as "sep=;" does */
    char comment;          /* lines that begin with it are passed over meanwhile; 0: none */
    ig_csv_survey *survey; /* owned: of the dialect */
    ig_csv_survey *other;  /* owned: scratch */
} ig_csv_inquiry;

/* Fills dialect and survey, and says why in those findings that are not given. */
void ig_csv_marks_find(ig_csv_inquiry *inquiry, ig_csv_finding *findings);

/* Surveys again, with the dialect as it is now. */
void ig_csv_marks_survey(ig_csv_inquiry *inquiry);

#endif
