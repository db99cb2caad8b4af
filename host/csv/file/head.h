/* The beginning of a file, looked at before it is read: how it is written, and its first
   records. */
#ifndef INGOT_CSV_FILE_HEAD_H
#define INGOT_CSV_FILE_HEAD_H

#include "csv/sniff/sniff.h"
#include "csv/source/encoding.h"
#include "csv/source/source.h"

enum { IG_CSV_HEAD_RECORDS = 16, IG_CSV_HEAD_CELLS = 4096 };

typedef struct ig_csv_head { /* the caller's struct: zero it to begin */
    ig_csv_sniffed sniffed;
    ig_csv_packing packing;
    ig_csv_encoded encoded;
    size_t n_records;
    size_t first; /* of them, the one that the table begins with; n_records when it is not there */
    size_t n_cells[IG_CSV_HEAD_RECORDS]; /* kept of each record: IG_CSV_HEAD_CELLS at most */
    size_t *ends;   /* owned: of all records' cells in `text`; each begins where the last ends */
    ig_buffer text; /* UTF-8 */
} ig_csv_head;

/* Takes the first records as the dialect that is found has them, before any line is skipped, fewer
   where one is not whole in the first IG_CSV_SNIFF_BYTES. What is no text in its encoding ends a
   cell. */
int ig_csv_head_take(ig_csv_head *head, const ig_context *context, const ig_csv_spec *spec,
                     const char *path, ig_error *err) IG_CHECKED;
void ig_csv_head_reset(ig_csv_head *head); /* idempotent */

#endif
