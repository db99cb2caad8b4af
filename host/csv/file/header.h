/* The first line of a file: which of its columns is which of the spec's, and what the others are
   called. */
#ifndef INGOT_CSV_FILE_HEADER_H
#define INGOT_CSV_FILE_HEADER_H

#include "csv/scan/rows.h"
#include "csv/source/decode.h"
#include "csv/spec/spec.h"
#include "csv/spec/text.h"

typedef struct ig_csv_heading {
    char *text;    /* owned: as the file has it, trimmed; NULL without a header */
    char *name;    /* owned: what its column is called where that is not `text`: "value_2" for the
                      second "value", "line_2" for "line", "column_3" for an empty one or without a
                      header; else NULL */
    size_t column; /* its place in the spec, or SIZE_MAX for one under its own name */
} ig_csv_heading;

typedef struct ig_csv_header { /* the caller's struct: zero it to begin */
    ig_csv_heading *headings;  /* owned */
    size_t n_columns;
    bool empty_end; /* that rows end in one more, empty cell is as it should be */
} ig_csv_header;

/* Takes the header from row 0 of `rows`, the first record. `shown` is the path for messages. A
   column that the spec requires must be there; two headings may not be the same column of the
   spec. */
int ig_csv_header_read(ig_csv_header *header, ig_memory *memory, const ig_csv_spec *spec,
                       const char *shown, ig_csv_decoder *decoder, const ig_csv_rows *rows,
                       ig_error *err) IG_CHECKED;

/* The header of a file that has none: the spec's columns in order; where it has none, or one of them is
   called as one of these, column_1 … column_N of the first record's N cells. */
int ig_csv_header_assume(ig_csv_header *header, ig_memory *memory, const ig_csv_spec *spec,
                         size_t n_cells, ig_error *err) IG_CHECKED;

void ig_csv_header_reset(ig_csv_header *header); /* idempotent */

/* The name of a heading's column in the table. */
static inline const char *ig_csv_heading_name(const ig_csv_spec *spec,
                                              const ig_csv_heading *heading) {
    return heading->column != SIZE_MAX ? spec->columns[heading->column].name
           : heading->name != NULL     ? heading->name
                                       : heading->text;
}

/* Whether a name says that months stand below it: "month" in any case, 年月, 月份. */
bool ig_csv_name_says_month(const char *name);

#endif
