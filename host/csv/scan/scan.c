/*
 * The way of a piece: find where its cells end, make rows of that. The bytes behind a file's last
 * line are given an end first, so that whoever finds and whoever shapes need not know of the file's
 * end; a CR that may have its LF in the next piece is kept out of this one.
 */
#include "csv/scan/scan.h"

#include "csv/scan/ways.h"

#include <string.h>

enum { HEADER_BYTES = 4096 };

void ig_csv_split_init(ig_csv_split *split, ig_memory *memory) {
    *split = (ig_csv_split){.memory = memory};
    split->found.memory = memory;
    ig_buffer_init(&split->literal, memory);
}

void ig_csv_split_reset(ig_csv_split *split) {
    ig_memory *memory = split->memory;
    ig_free(split->found.places);
    ig_free(split->ends);
    ig_free(split->befores);
    ig_free(split->lines);
    ig_free(split->spans);
    ig_free(split->misfits);
    ig_buffer_reset(&split->literal);
    ig_csv_split_init(split, memory);
}

int ig_csv_found_reserve(ig_csv_found *found, size_t more, ig_error *err) {
    size_t needed = 1 + found->n + more; /* both below 2^32 */
    if (needed <= found->max) {
        return 0;
    }
    size_t room = needed < found->max * 2 ? found->max * 2 : needed;
    uint32_t *places = ig_realloc_array(found->memory, found->places, room, sizeof places[0], err);
    if (places == NULL) {
        return -1;
    }
    found->places = places;
    found->max = room;
    return 0;
}

int ig_csv_found_begin(ig_csv_found *found, ig_error *err) {
    *found = (ig_csv_found){.memory = found->memory, .places = found->places, .max = found->max};
    if (ig_csv_found_reserve(found, 1, err) != 0) {
        return -1;
    }
    found->places[0] = UINT32_MAX;
    return 0;
}

uint64_t ig_csv_count_breaks(const char *bytes, size_t from, size_t to) {
    uint64_t n = 0;
    for (size_t i = from; i < to; i++) {
        n += bytes[i] == '\n' || (bytes[i] == '\r' && (i + 1 == to || bytes[i + 1] != '\n'));
    }
    return n;
}

int ig_csv_fail_open_quote(const ig_csv_piece *piece, uint64_t quote_line, ig_error *err) {
    uint64_t last = piece->line + ig_csv_count_breaks(piece->bytes, 0, piece->n);
    bool empty = piece->n > 0 && ig_csv_is_line_end(piece->bytes[piece->n - 1]);
    return ig_fail(err, IG_ERROR_DATA, "%s:%llu: a quote opened on line %llu is never closed",
                   piece->how->shown, (unsigned long long)(empty ? last - 1 : last),
                   (unsigned long long)quote_line);
}

/* A comment reaches to the end of its line, whatever quotes it holds: those must not be taken for
   a cell's. True when the scan may have done so. */
static bool comment_has_quote(const ig_csv_found *found, const ig_csv_piece *piece) {
    const ig_csv_dialect *dialect = piece->how->dialect;
    size_t start = 0;
    for (size_t i = 1; i <= found->n; i++) {
        size_t end = found->places[i];
        if (!ig_csv_is_line_end(piece->bytes[end])) {
            continue;
        }
        if (piece->bytes[start] == dialect->comment &&
            memchr(piece->bytes + start, dialect->quote, end - start) != NULL) {
            return true;
        }
        start = ig_csv_behind_line(piece->bytes, end);
    }
    return start < piece->n && piece->bytes[start] == dialect->comment &&
           memchr(piece->bytes + start, dialect->quote, piece->n - start) != NULL;
}

static int find(ig_csv_split *split, const ig_csv_piece *piece, ig_csv_way way, ig_error *err) {
    const ig_csv_dialect *dialect = piece->how->dialect;
    ig_csv_found *found = &split->found;
    if (way == IG_CSV_EXTENDED || ig_csv_escape_of(dialect) != 0 || dialect->delimiter[1] != 0) {
        return ig_csv_extended(found, piece, err);
    }
    if (way != IG_CSV_LENIENT || dialect->quote == 0) {
        bool declined;
        if (ig_csv_scan(found, piece, dialect->quote, way, &declined, err) != 0) {
            return -1;
        }
        if (!declined &&
            !(dialect->comment != 0 && found->has_quotes && comment_has_quote(found, piece))) {
            return 0;
        }
    }
    ig_csv_found marks = {.memory = split->memory};
    int status = ig_csv_lenient(found, &marks, piece, err);
    ig_free(marks.places);
    return status;
}

static int split_prefix(ig_csv_split *split, const ig_csv_splitting *how, ig_csv_way way,
                        char *bytes, size_t n, uint64_t line, bool at_end, ig_error *err) {
    if (at_end && n > 0) {
        bytes[n] = bytes[n - 1] == '\r' ? '\r' : '\n'; /* never the second half of a CR LF */
    } else if (n > 0 && bytes[n - 1] == '\r') {
        n--;
    }
    const ig_csv_piece piece = {.how = how, .bytes = bytes, .n = n, .line = line, .at_end = at_end};
    if (find(split, &piece, way, err) != 0 || ig_csv_shape(split, &piece, err) != 0) {
        return -1;
    }
    return split->rows.escape != 0 ? ig_csv_make_literal(split, err) : 0;
}

int ig_csv_split_by(ig_csv_split *split, const ig_csv_splitting *how, ig_csv_way way, char *bytes,
                    size_t n, uint64_t line, bool at_end, ig_error *err) {
    if (n > INT32_MAX) {
        return ig_fail(err, IG_ERROR_INTERNAL, "%s: a piece of %zu bytes is too large", how->shown,
                       n);
    }
    /* A header needs no look at all of a large piece. */
    for (size_t first = HEADER_BYTES; how->n_columns == 0 && first < n; first *= 8) {
        if (split_prefix(split, how, way, bytes, first, line, false, err) != 0) {
            return -1;
        }
        if (split->rows.n_rows > 0) {
            return 0;
        }
    }
    return split_prefix(split, how, way, bytes, n, line, at_end, err);
}

int ig_csv_split_piece(ig_csv_split *split, const ig_csv_splitting *how, char *bytes, size_t n,
                       uint64_t line, bool at_end, ig_error *err) {
    return ig_csv_split_by(split, how, IG_CSV_BEST, bytes, n, line, at_end, err);
}
