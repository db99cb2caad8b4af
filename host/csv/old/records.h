/*
 * Splits the bytes of a file into records and fields, on top of libcsv. A record knows the line it
 * starts on and the first bytes of its text as they stood in the file.
 */
#ifndef INGOT_OLD_SCAN_RECORDS_H
#define INGOT_OLD_SCAN_RECORDS_H

#include "base/buffer.h"
#include "table/dict.h"

#include <csv.h> /* libcsv */
#include <stdint.h>

enum { IG_OLD_RAW_BYTES = 204 }; /* of a record's own text; a little more than is ever shown */

typedef struct ig_old_record { /* borrowed while the receiver runs */
    uint64_t line;             /* its first line, from 1 */
    uint64_t last_line;        /* > line when a cell holds line breaks */
    size_t n_fields;           /* 1 or more */
    const char *bytes;         /* of all fields, one after the other */
    const size_t *ends; /* where field i ends in `bytes`; it begins where field i − 1 ends */
    ig_text raw;        /* at most IG_OLD_RAW_BYTES, without the line's end */
} ig_old_record;

static inline ig_text ig_old_record_field(const ig_old_record *record, size_t i) {
    size_t start = i == 0 ? 0 : record->ends[i - 1];
    return (ig_text){record->bytes + start, record->ends[i] - start};
}

/* Receives the records in order; a failure ends the reading and is passed on. */
typedef int (*ig_old_receive)(void *receiver, const ig_old_record *record, ig_error *err);

typedef struct ig_old_records { /* the caller's struct, which must not move until reset */
    ig_memory *memory;
    struct csv_parser parser; /* owns its buffer */
    ig_old_receive receive;
    void *receiver;
    char delimiter;

    uint64_t line;       /* the line of the next byte */
    uint64_t line_bytes; /* of that line seen so far */
    bool after_cr;       /* the last byte was a CR: a LF now belongs to it */
    bool open;           /* a record has begun and not ended */
    bool ended;          /* libcsv has told of a record's end since the last piece */
    uint64_t first_line; /* of the open record */
    uint64_t field_line; /* of its open field */

    ig_buffer bytes; /* the open record's fields */
    size_t *ends;    /* owned */
    size_t n_fields;
    size_t max_fields;
    char raw[IG_OLD_RAW_BYTES];
    size_t raw_bytes;

    int failed; /* inside a callback of libcsv, which cannot say so */
    ig_error failure;
} ig_old_records;

/* `quote` of 0 means no quoting at all (the text must not hold NUL bytes). */
int ig_old_records_init(ig_old_records *records, ig_memory *memory, char delimiter, char quote,
                        ig_old_receive receive, void *receiver, ig_error *err) IG_CHECKED;
void ig_old_records_reset(ig_old_records *records); /* idempotent after init, also a failed one */

/* Takes the next bytes of the file, cut anywhere. */
int ig_old_records_feed(ig_old_records *records, const char *bytes, size_t size_bytes,
                        ig_error *err) IG_CHECKED;

/* Ends the file. A quote left open is an error that names its line; `shown` is the path for it. */
int ig_old_records_finish(ig_old_records *records, const char *shown, ig_error *err) IG_CHECKED;

#endif
