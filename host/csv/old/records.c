/*
 * libcsv works byte by byte and tells neither lines nor offsets, so it is fed one physical line at a
 * time, or a piece of one. A piece holds at most one line break, at its end; hence at most one record
 * ends in it, and only there.
 *
 * libcsv runs in its lax mode, which takes what real files hold: quotes inside unquoted fields,
 * quotes not doubled inside quoted ones, blanks and TABs between a closing quote and the delimiter.
 * A quote that is never closed would swallow the rest of the file; its strict end catches that.
 *
 * Its buffer lives in accounted memory although its allocation hooks get no context: the buffer is
 * made here, with its owner in front of the bytes, and from then on libcsv only ever resizes it.
 */
#include "csv/old/records.h"

#include <stdalign.h>
#include <string.h>

enum { BUFFER_START = 1024, FIELDS_START = 16 };

typedef struct buffer_head {
    alignas(16) ig_old_records *owner;
    size_t capacity_bytes; /* behind this head; libcsv knows of less while there is room */
} buffer_head;

/* libcsv asks for a little more each time, and for half as much again after a refusal. Here room
   doubles, and a refusal stands. */
static void *resize_buffer(void *bytes, size_t size_bytes) {
    buffer_head *head = (buffer_head *)bytes - 1;
    ig_old_records *owner = head->owner;
    if (size_bytes <= head->capacity_bytes) {
        return bytes;
    }
    if (owner->failed != 0 || size_bytes > SIZE_MAX / 2 - sizeof *head) {
        return NULL;
    }
    size_t room = size_bytes < head->capacity_bytes * 2 ? head->capacity_bytes * 2 : size_bytes;
    head = ig_realloc_array(owner->memory, head, sizeof *head + room, 1, &owner->failure);
    if (head == NULL) {
        owner->failed = -1;
        return NULL;
    }
    head->capacity_bytes = room;
    return head + 1;
}

static void free_buffer(void *bytes) {
    if (bytes != NULL) {
        ig_free((buffer_head *)bytes - 1);
    }
}

int ig_old_records_init(ig_old_records *records, ig_memory *memory, char delimiter, char quote,
                        ig_old_receive receive, void *receiver, ig_error *err) {
    *records = (ig_old_records){.memory = memory,
                                .receive = receive,
                                .receiver = receiver,
                                .delimiter = delimiter,
                                .line = 1};
    ig_buffer_init(&records->bytes, memory);
    (void)csv_init(&records->parser, 0); /* fails only without a parser */
    csv_set_delim(&records->parser, (unsigned char)delimiter);
    csv_set_quote(&records->parser, (unsigned char)quote);
    csv_set_realloc_func(&records->parser, resize_buffer);
    csv_set_free_func(&records->parser, free_buffer);
    records->ends = ig_alloc_array(memory, FIELDS_START, sizeof records->ends[0], err);
    buffer_head *head = ig_alloc(memory, sizeof *head + BUFFER_START, err);
    if (head != NULL) {
        *head = (buffer_head){.owner = records, .capacity_bytes = BUFFER_START};
        records->parser.entry_buf = (unsigned char *)(head + 1);
        records->parser.entry_size = BUFFER_START;
    }
    if (head == NULL || records->ends == NULL ||
        ig_buffer_reserve(&records->bytes, BUFFER_START, err) != 0) {
        ig_old_records_reset(records);
        return -1;
    }
    records->max_fields = FIELDS_START;
    return 0;
}

void ig_old_records_reset(ig_old_records *records) {
    csv_free(&records->parser);
    records->parser.entry_buf = NULL;
    records->parser.entry_size = 0;
    ig_buffer_reset(&records->bytes);
    ig_free(records->ends);
    records->ends = NULL;
    records->max_fields = 0;
}

static int take_field(ig_old_records *records, const void *bytes, size_t size_bytes) {
    ig_error *err = &records->failure;
    if (records->n_fields == records->max_fields) {
        size_t room = records->max_fields * 2; /* each takes a byte of a file: no overflow */
        size_t *ends = ig_realloc_array(records->memory, records->ends, room, sizeof *ends, err);
        if (ends == NULL) {
            return -1;
        }
        records->ends = ends;
        records->max_fields = room;
    }
    if (ig_buffer_append(&records->bytes, bytes, size_bytes, err) != 0) {
        return -1;
    }
    records->ends[records->n_fields++] = records->bytes.size_bytes;
    return 0;
}

static void on_field(void *bytes, size_t size_bytes, void *context) {
    ig_old_records *records = context;
    if (records->failed == 0) {
        records->failed = take_field(records, bytes, size_bytes);
    }
    records->field_line = records->line;
}

static void on_record(int terminator, void *context) {
    (void)terminator;
    ig_old_records *records = context;
    records->ended = true;
}

static void copy_failure(const ig_old_records *records, ig_error *err) {
    if (err != NULL) {
        *err = records->failure;
    }
}

static int hand_over(ig_old_records *records, ig_error *err) {
    size_t raw_bytes = records->raw_bytes;
    while (raw_bytes > 0 &&
           (records->raw[raw_bytes - 1] == '\n' || records->raw[raw_bytes - 1] == '\r')) {
        raw_bytes--;
    }
    const ig_old_record record = {.line = records->first_line,
                                  .last_line = records->line,
                                  .n_fields = records->n_fields,
                                  .bytes = records->bytes.bytes,
                                  .ends = records->ends,
                                  .raw = {records->raw, raw_bytes}};
    int status = records->receive(records->receiver, &record, err);
    records->ended = false;
    records->open = false;
    records->n_fields = 0;
    records->bytes.size_bytes = 0;
    return status;
}

/* How many bytes of a piece between two records are blanks and line breaks: all of them when no
   record begins in it. */
static size_t blank_bytes(const ig_old_records *records, const char *bytes, size_t size_bytes) {
    size_t n = 0;
    while (n < size_bytes && bytes[n] != records->delimiter &&
           (bytes[n] == ' ' || bytes[n] == '\t' || bytes[n] == '\n' || bytes[n] == '\r')) {
        n++;
    }
    return n;
}

static void keep_raw(ig_old_records *records, const char *bytes, size_t size_bytes) {
    size_t room = sizeof records->raw - records->raw_bytes;
    size_t n = size_bytes < room ? size_bytes : room;
    memcpy(records->raw + records->raw_bytes, bytes, n);
    records->raw_bytes += n;
}

/* A piece of a line, of which only the last byte may be (part of) a line break. */
static int feed_piece(ig_old_records *records, const char *bytes, size_t size_bytes,
                      ig_error *err) {
    size_t blanks = records->open ? 0 : blank_bytes(records, bytes, size_bytes);
    if (!records->open && blanks < size_bytes) {
        records->open = true;
        records->first_line = records->line;
        records->field_line = records->line;
        records->raw_bytes = 0;
    }
    if (records->open && records->raw_bytes < sizeof records->raw) {
        keep_raw(records, bytes + blanks, size_bytes - blanks);
    }
    size_t taken = csv_parse(&records->parser, bytes, size_bytes, on_field, on_record, records);
    if (records->failed != 0) {
        copy_failure(records, err);
        return -1;
    }
    if (taken != size_bytes) {
        return ig_fail(err, IG_ERROR_INTERNAL, "libcsv: %s",
                       csv_strerror(csv_error(&records->parser)));
    }
    return records->ended ? hand_over(records, err) : 0;
}

/* The next `wanted` byte from `at` on, or `end`. Looks again only behind `*known`. */
static const char *next_byte(const char *at, const char *end, char wanted, const char **known) {
    if (*known < at) {
        const char *found = memchr(at, wanted, (size_t)(end - at));
        *known = found == NULL ? end : found;
    }
    return *known;
}

int ig_old_records_feed(ig_old_records *records, const char *bytes, size_t size_bytes,
                        ig_error *err) {
    const char *end = bytes + size_bytes;
    const char *at = bytes;
    if (records->after_cr && at < end && *at == '\n') {
        if (feed_piece(records, at, 1, err) != 0) {
            return -1;
        }
        at++;
    }
    records->after_cr = size_bytes == 0 && records->after_cr;
    const char *cr = memchr(at, '\r', (size_t)(end - at));
    const char *lf = memchr(at, '\n', (size_t)(end - at));
    cr = cr == NULL ? end : cr;
    lf = lf == NULL ? end : lf;
    while (at < end) {
        cr = next_byte(at, end, '\r', &cr);
        lf = next_byte(at, end, '\n', &lf);
        const char *stop = cr < lf ? cr : lf;
        bool whole = stop < end;
        records->after_cr = whole && cr < lf && cr + 1 == end;
        if (whole) {
            stop += cr < lf && cr + 1 == lf && lf < end ? 2 : 1;
        }
        if (feed_piece(records, at, (size_t)(stop - at), err) != 0) {
            return -1;
        }
        records->line_bytes = whole ? 0 : records->line_bytes + (size_t)(stop - at);
        records->line += whole;
        at = stop;
    }
    return 0;
}

int ig_old_records_finish(ig_old_records *records, const char *shown, ig_error *err) {
    uint64_t last =
        records->line_bytes == 0 && records->line > 1 ? records->line - 1 : records->line;
    (void)csv_set_opts(&records->parser, CSV_STRICT | CSV_STRICT_FINI);
    if (csv_fini(&records->parser, on_field, on_record, records) != 0) {
        return ig_fail(err, IG_ERROR_DATA, "%s:%llu: a quote opened on line %llu is never closed",
                       shown, (unsigned long long)last, (unsigned long long)records->field_line);
    }
    if (records->failed != 0) {
        copy_failure(records, err);
        return -1;
    }
    return records->ended ? hand_over(records, err) : 0;
}
