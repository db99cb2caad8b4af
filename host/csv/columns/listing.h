/* A small table that is written row by row: rejects, warnings, what was detected. */
#ifndef INGOT_CSV_COLUMNS_LISTING_H
#define INGOT_CSV_COLUMNS_LISTING_H

#include "table/builder.h"
#include "table/table.h"

enum { IG_CSV_LISTING_COLUMNS = 8 }; /* at most */

typedef struct ig_csv_listed { /* a column */
    const char *name;
    ig_type type;
} ig_csv_listed;

typedef struct ig_csv_listing {   /* the caller's struct: zero it to begin */
    ig_memory *memory;            /* borrowed */
    const ig_csv_listed *columns; /* borrowed */
    size_t n_columns;
    size_t n_rows;                                /* ended */
    ig_builder *builders[IG_CSV_LISTING_COLUMNS]; /* owned */
} ig_csv_listing;

int ig_csv_listing_init(ig_csv_listing *listing, ig_memory *memory, const ig_csv_listed *columns,
                        size_t n_columns, ig_error *err) IG_CHECKED;
void ig_csv_listing_reset(ig_csv_listing *listing); /* idempotent */

/* Puts the row's cell of a text column; one without bytes (NULL) is missing. Cells of other types go
   to the builder itself. */
int ig_csv_listing_text(ig_csv_listing *listing, size_t column, ig_text text,
                        ig_error *err) IG_CHECKED;
int ig_csv_listing_word(ig_csv_listing *listing, size_t column, const char *word,
                        ig_error *err) IG_CHECKED;

/* The table of all rows; only the reset may follow. NULL on failure. */
ig_table *ig_csv_listing_table(ig_csv_listing *listing, ig_error *err) IG_CHECKED;

#endif
