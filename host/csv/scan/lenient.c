/*
 * libcsv works byte by byte and tells no places, so it is fed from one delimiter or line end to the
 * next: a cell ends in such a step if at all at its last byte.
 *
 * libcsv runs in its lax mode, which takes what real files hold: quotes inside bare cells, quotes not
 * doubled inside quoted ones, and where the dialect trims, blanks between a closing quote and the
 * delimiter. A quote that is never closed would swallow the rest of the file; its strict end catches
 * that. Comments and blank lines between records never reach it.
 *
 * Its buffer lives in accounted memory although its allocation hooks get no context: the buffer is
 * made here, with its owner in front of the bytes, and from then on libcsv only ever resizes it.
 */
#include "csv/scan/ways.h"

#include <csv.h> /* libcsv */
#include <stdalign.h>
#include <string.h>

enum { BUFFER_START = 1024 };

typedef struct walker { /* must not move while libcsv holds its buffer */
    ig_memory *memory;
    struct csv_parser parser;
    const ig_csv_piece *piece;
    ig_csv_found *found;
    bool cell_ended; /* told by libcsv in the last step */
    bool line_ended;
    bool failed; /* inside a hook of libcsv, which cannot say so */
    ig_error failure;
} walker;

typedef struct buffer_head {
    alignas(16) walker *owner;
    size_t capacity_bytes; /* behind this head; libcsv knows of less while there is room */
} buffer_head;

/* libcsv asks for a little more each time, and for half as much again after a refusal. Here room
   doubles, and a refusal stands. */
static void *resize_buffer(void *bytes, size_t size_bytes) {
    buffer_head *head = (buffer_head *)bytes - 1;
    walker *owner = head->owner;
    if (size_bytes <= head->capacity_bytes) {
        return bytes;
    }
    if (owner->failed || size_bytes > SIZE_MAX / 2 - sizeof *head) {
        return NULL;
    }
    size_t room = size_bytes < head->capacity_bytes * 2 ? head->capacity_bytes * 2 : size_bytes;
    head = ig_realloc_array(owner->memory, head, sizeof *head + room, 1, &owner->failure);
    if (head == NULL) {
        owner->failed = true;
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

static int no_blanks(unsigned char c) {
    (void)c;
    return 0;
}

static void on_cell(void *bytes, size_t size_bytes, void *context) {
    (void)bytes;
    (void)size_bytes;
    walker *w = context;
    w->cell_ended = true;
}

static void on_line(int terminator, void *context) {
    (void)terminator;
    walker *w = context;
    w->line_ended = true;
}

static int begin(walker *w, const ig_csv_dialect *dialect, ig_error *err) {
    buffer_head *head = ig_alloc(w->memory, sizeof *head + BUFFER_START, err);
    if (head == NULL) {
        return -1;
    }
    *head = (buffer_head){.owner = w, .capacity_bytes = BUFFER_START};
    (void)csv_init(&w->parser, 0); /* fails only without a parser */
    csv_set_delim(&w->parser, (unsigned char)dialect->delimiter[0]);
    csv_set_quote(&w->parser, (unsigned char)dialect->quote);
    if (!dialect->trim) {
        csv_set_space_func(&w->parser, no_blanks);
    }
    csv_set_realloc_func(&w->parser, resize_buffer);
    csv_set_free_func(&w->parser, free_buffer);
    w->parser.entry_buf = (unsigned char *)(head + 1);
    w->parser.entry_size = BUFFER_START;
    return 0;
}

static int feed(walker *w, size_t from, size_t to, ig_error *err) {
    size_t n = to - from;
    w->cell_ended = false;
    w->line_ended = false;
    size_t taken = csv_parse(&w->parser, w->piece->bytes + from, n, on_cell, on_line, w);
    if (w->failed) {
        if (err != NULL) {
            *err = w->failure;
        }
        return -1;
    }
    if (taken != n) {
        return ig_fail(err, IG_ERROR_INTERNAL, "libcsv: %s", csv_strerror(csv_error(&w->parser)));
    }
    return 0;
}

/* The next byte at which a cell may end: piece->n when there is none before it. */
static size_t next_mark(const ig_csv_piece *piece, size_t at) {
    const char *bytes = piece->bytes;
    char delimiter = piece->how->dialect->delimiter[0];
    while (at < piece->n && bytes[at] != delimiter && !ig_csv_is_line_end(bytes[at])) {
        at++;
    }
    return at;
}

/* A CR LF is one break, at its CR. The first byte of a record, which alone has none before it that is
   its own, is never a break inside a cell. */
static bool breaks_line(const char *bytes, size_t mark) {
    return bytes[mark] == '\r' || (bytes[mark] == '\n' && bytes[mark - 1] != '\r');
}

/* A line at `start` that is no record, being a comment, or blank to libcsv: its end, else SIZE_MAX. */
static size_t end_of_no_record(const ig_csv_piece *piece, size_t start) {
    const ig_csv_dialect *dialect = piece->how->dialect;
    const char *bytes = piece->bytes;
    size_t end = start;
    if (dialect->comment != 0 && bytes[start] == dialect->comment) {
        while (end < piece->n && !ig_csv_is_line_end(bytes[end])) {
            end++;
        }
        return end;
    }
    while (end < piece->n && dialect->trim && ig_csv_is_blank(bytes[end]) &&
           bytes[end] != dialect->delimiter[0]) {
        end++;
    }
    return end == piece->n || ig_csv_is_line_end(bytes[end]) ? end : SIZE_MAX;
}

static int end_file(walker *w) {
    (void)csv_set_opts(&w->parser, CSV_STRICT | CSV_STRICT_FINI);
    return csv_fini(&w->parser, on_cell, on_line, w);
}

/* Takes the record at `*at`, which moves to the next one; SIZE_MAX when it does not end. */
static int take_record(walker *w, size_t *at, ig_error *err) {
    const ig_csv_piece *piece = w->piece;
    size_t cell = *at;
    for (size_t from = *at;;) {
        size_t mark = next_mark(piece, from);
        bool is_last = mark == piece->n;
        if (is_last && !piece->at_end) {
            *at = SIZE_MAX;
            return 0;
        }
        size_t to = mark + !is_last;
        if (feed(w, from, to, err) != 0) {
            return -1;
        }
        if (is_last && end_file(w) != 0) {
            w->found->open_line = piece->line + ig_csv_count_breaks(piece->bytes, 0, cell);
            *at = SIZE_MAX;
            return 0;
        }
        if (w->cell_ended && ig_csv_found_put(w->found, piece->bytes, mark, err) != 0) {
            return -1;
        }
        if (w->line_ended) {
            *at = ig_csv_behind_line(piece->bytes, mark);
            return 0;
        }
        if (!w->cell_ended && breaks_line(piece->bytes, mark) &&
            ig_csv_found_break(w->found, mark, err) != 0) {
            return -1;
        }
        cell = w->cell_ended ? to : cell;
        from = to;
    }
}

static int walk(walker *w, size_t *at, size_t until, ig_error *err) {
    const ig_csv_piece *piece = w->piece;
    while (*at < piece->n && *at < until) {
        size_t end = end_of_no_record(piece, *at);
        if (end == piece->n && !piece->at_end) {
            *at = SIZE_MAX;
        } else if (end != SIZE_MAX) {
            if (ig_csv_found_put(w->found, piece->bytes, end, err) != 0) {
                return -1;
            }
            *at = ig_csv_behind_line(piece->bytes, end);
        } else if (take_record(w, at, err) != 0) {
            return -1;
        }
    }
    return 0;
}

int ig_csv_lenient(ig_csv_found *found, const ig_csv_piece *piece, size_t *at, size_t until,
                   ig_error *err) {
    walker w = {.memory = found->memory, .piece = piece, .found = found};
    found->has_quotes = true;
    if (begin(&w, piece->how->dialect, err) != 0) {
        return -1;
    }
    int status = walk(&w, at, until, err);
    csv_free(&w.parser);
    return status;
}
