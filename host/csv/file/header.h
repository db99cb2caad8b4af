/* The first line of a file: which of its columns is which of the spec's, and what the others are. */
#ifndef INGOT_CSV_FILE_HEADER_H
#define INGOT_CSV_FILE_HEADER_H

#include "csv/csv.h"
#include "csv/source/decode.h"
#include "csv/scan/rows.h"
#include "csv/spec/text.h"

typedef struct ig_csv_heading {
    char *text;    /* owned: as the file has it, trimmed; NULL without a header */
    char *name;    /* owned: what its column is called where that is not `text`: "value_2" for the second
                      "value", "line_2" for "line", "column_3" for an empty one; else NULL */
    size_t column; /* its place in the spec, or SIZE_MAX for one under its own name */
} ig_csv_heading;

typedef struct ig_csv_header { /* the caller's struct: zero it to begin */
    ig_csv_heading *headings;  /* owned */
    size_t n_columns;
    bool empty_end; /* rows may end in one more, empty cell */
} ig_csv_header;

/* Takes the header from row 0 of `rows`, the first record. `shown` is the path for messages. */
int ig_csv_header_read(ig_csv_header *header, ig_memory *memory, const ig_csv_spec *spec,
                       const char *shown, ig_csv_decoder *decoder, const ig_csv_rows *rows,
                       ig_error *err) IG_CHECKED;

/* The header of a file that has none: the spec's columns in order. */
int ig_csv_header_assume(ig_csv_header *header, ig_memory *memory, const ig_csv_spec *spec,
                         ig_error *err) IG_CHECKED;

void ig_csv_header_reset(ig_csv_header *header); /* idempotent */

/* The name of a heading's column in the table. */
static inline const char *ig_csv_heading_name(const ig_csv_spec *spec,
                                              const ig_csv_heading *heading) {
    if (heading->column != SIZE_MAX) {
        return spec->columns[heading->column].name;
    }
    return heading->name != NULL ? heading->name : heading->text;
}

#endif
