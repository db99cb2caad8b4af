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

static int put(ig_csv_found *found, size_t end, bool line_ends, ig_error *err) {
    if (ig_csv_found_reserve(found, 1, err) != 0) {
        return -1;
    }
    found->places[1 + found->n] = (uint32_t)end;
    found->n++;
    found->n_lines += line_ends;
    return 0;
}

/* Where a line that is no record ends, from the mark `*k` of the first byte behind `start` on: a
   comment, or one of blanks that libcsv would leave out. SIZE_MAX when a record begins here. */
static size_t no_record(const walker *w, const ig_csv_found *marks, size_t start, size_t *k) {
    const ig_csv_dialect *dialect = w->piece->how->dialect;
    const char *bytes = w->piece->bytes;
    if (dialect->comment != 0 && bytes[start] == dialect->comment) {
        while (*k < marks->n && !ig_csv_is_line_end(bytes[marks->places[1 + *k]])) {
            (*k)++;
        }
        return *k < marks->n ? marks->places[1 + *k] : w->piece->n;
    }
    size_t end = marks->places[1 + *k];
    for (size_t i = start; i < end; i++) {
        if (!dialect->trim || !ig_csv_is_blank(bytes[i])) {
            return SIZE_MAX;
        }
    }
    return ig_csv_is_line_end(bytes[end]) ? end : SIZE_MAX;
}

/* Goes from mark to mark. Behind the last one, in a file's last line without an end, is another one at
   bytes[n]. */
static int walk(walker *w, const ig_csv_found *marks, ig_error *err) {
    const ig_csv_piece *piece = w->piece;
    ig_csv_found *found = w->found;
    size_t at = 0;
    bool between = true; /* records */
    uint64_t line = piece->line;
    uint64_t cell_line = line;
    for (size_t k = 0; k < marks->n;) {
        size_t line_end = between ? no_record(w, marks, at, &k) : SIZE_MAX;
        if (between && line_end != SIZE_MAX) {
            if (k < marks->n) {
                if (put(found, line_end, true, err) != 0) {
                    return -1;
                }
                found->has_cr = found->has_cr || piece->bytes[line_end] == '\r';
                at = ig_csv_behind_line(piece->bytes, line_end);
                cell_line = ++line;
            } else {
                at = piece->n;
            }
            k++;
            continue;
        }
        size_t mark = marks->places[1 + k];
        bool is_end = ig_csv_is_line_end(piece->bytes[mark]);
        size_t to =
            mark < piece->n ? mark + 1 : piece->n; /* a line end at bytes[n] is ours alone */
        if (feed(w, at, to, err) != 0) {
            return -1;
        }
        if (mark == piece->n) {
            (void)csv_set_opts(&w->parser, CSV_STRICT | CSV_STRICT_FINI);
            if (csv_fini(&w->parser, on_cell, on_line, w) != 0) {
                return ig_csv_fail_open_quote(piece, cell_line, err);
            }
        }
        if (w->cell_ended && put(found, mark, w->line_ended, err) != 0) {
            return -1;
        }
        at = to;
        k++;
        line += is_end;
        between = w->line_ended;
        cell_line = w->cell_ended ? line : cell_line;
        if (between && mark < piece->n) {
            at = ig_csv_behind_line(piece->bytes, mark);
            found->has_cr = found->has_cr || piece->bytes[mark] == '\r';
        }
        found->has_breaks = found->has_breaks || (is_end && !between);
    }
    if (!piece->at_end || between || at > piece->n) {
        return 0;
    }
    /* The last byte is a line's end, inside quotes. */
    return ig_csv_fail_open_quote(piece, cell_line, err);
}

int ig_csv_lenient(ig_csv_found *found, ig_csv_found *marks, const ig_csv_piece *piece,
                   ig_error *err) {
    bool declined;
    if (ig_csv_scan(marks, piece, 0, IG_CSV_BEST, &declined, err) != 0 ||
        ig_csv_found_begin(found, err) != 0) {
        return -1;
    }
    walker w = {.memory = found->memory, .piece = piece, .found = found};
    if (begin(&w, piece->how->dialect, err) != 0) {
        return -1;
    }
    int status = walk(&w, marks, err);
    csv_free(&w.parser);
    found->has_quotes = true;
    return status;
}
