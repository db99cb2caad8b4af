/* The first line of a file: which of its columns is which of the spec's, and what the others are. */
#ifndef INGOT_OLD_HEADER_H
#define INGOT_OLD_HEADER_H

#include "csv/csv.h"
#include "csv/source/decode.h"
#include "csv/old/records.h"
#include "csv/spec/text.h"

typedef struct ig_old_heading {
    char *text;    /* owned: as the file has it, trimmed; NULL without a header */
    size_t column; /* its place in the spec, or SIZE_MAX for one under its own name */
} ig_old_heading;

typedef struct ig_old_header { /* the caller's struct: zero it to begin */
    ig_old_heading *headings;  /* owned */
    size_t n_columns;
    bool empty_end; /* rows may end in one more, empty cell */
} ig_old_header;

/* Takes the header from the file's first record. `shown` is the path for messages. */
int ig_old_header_read(ig_old_header *header, ig_memory *memory, const ig_csv_spec *spec,
                       const char *shown, ig_csv_decoder *decoder, const ig_old_record *record,
                       ig_error *err) IG_CHECKED;

/* The header of a file that has none: the spec's columns in order. */
int ig_old_header_assume(ig_old_header *header, ig_memory *memory, const ig_csv_spec *spec,
                         ig_error *err) IG_CHECKED;

void ig_old_header_reset(ig_old_header *header); /* idempotent */

/* The name of a heading's column in the table. */
static inline const char *ig_old_heading_name(const ig_csv_spec *spec,
                                              const ig_old_heading *heading) {
    return heading->column == SIZE_MAX ? heading->text : spec->columns[heading->column].name;
}

#endif
