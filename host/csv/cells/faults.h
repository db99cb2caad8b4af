/* What of a chunk could not be taken: rows of the wrong length and cells that are not of their column's
   type. */
#ifndef INGOT_CSV_CELLS_FAULTS_H
#define INGOT_CSV_CELLS_FAULTS_H

#include "csv/spec/text.h"

#include "base/buffer.h"

enum {
    IG_CSV_FAULT_BYTES = 200,                        /* of a value or a record that is kept */
    IG_CSV_FAULT_RAW_BYTES = 2 * IG_CSV_FAULT_BYTES, /* of the file that are decoded for that */
    IG_CSV_FAULT_REASON = 64
};

typedef enum ig_csv_fault_kind {
    IG_CSV_SHORT_ROW,
    IG_CSV_LONG_ROW,
    IG_CSV_OPEN_QUOTE,
    IG_CSV_NO_DECIMAL, /* in a column of kind IG_AS_DECIMAL */
    IG_CSV_NO_NUMBER,  /* … IG_AS_REAL */
    IG_CSV_NO_MONTH    /* … IG_AS_MONTH */
} ig_csv_fault_kind;

typedef struct ig_csv_fault {
    uint64_t line;
    ig_csv_fault_kind kind;
    uint32_t column;   /* number of its heading in the file; UINT32_MAX for a row */
    uint32_t n_fields; /* of a row, */
    uint32_t n_wanted; /* and how many its file has */
    ig_text value;     /* of the cell (UTF-8), cut; empty for a row */
    ig_text record;    /* as the file has it (UTF-8), cut */
} ig_csv_fault;

typedef struct ig_csv_faults { /* the caller's struct */
    ig_buffer entries;
    ig_buffer texts;
} ig_csv_faults;

void ig_csv_faults_init(ig_csv_faults *faults, ig_memory *memory);
void ig_csv_faults_reset(ig_csv_faults *faults); /* idempotent */

/* Texts are copied, cut to IG_CSV_FAULT_BYTES at a character's border. */
int ig_csv_faults_add(ig_csv_faults *faults, const ig_csv_fault *fault, ig_error *err) IG_CHECKED;

/* Puts them in order of line, then column (a row before cells). */
void ig_csv_faults_sort(ig_csv_faults *faults);

size_t ig_csv_faults_size(const ig_csv_faults *faults);
ig_csv_fault ig_csv_faults_at(const ig_csv_faults *faults, size_t i); /* texts are borrowed */

/* "short_row", "long_row", "open_quote", "not_decimal", "not_number", "not_month": the kinds
   as rejects() lists them. */
const char *ig_csv_fault_name(ig_csv_fault_kind kind);

/* "expected 4 fields, got 2" · "a quote that is never closed" · "integer or decimal expected" ·
   "number expected" · "month expected". */
const char *ig_csv_fault_reason(const ig_csv_fault *fault, char out[IG_CSV_FAULT_REASON]);

#endif
