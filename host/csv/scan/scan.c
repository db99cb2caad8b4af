/*
 * The way of a piece: find where its cells end, make rows of that. The bytes behind a file's last
 * line are given an end first, so that whoever finds and whoever shapes need not know of the file's
 * end; a CR that may have its LF in the next piece is kept out of this one.
 */
#include "csv/scan/scan.h"

#include "base/clones.h"
#include "csv/scan/ways.h"

#include <string.h>

enum { HEADER_BYTES = 4096, LENIENT_BYTES = 1024, ROOM_START = 1024 };

void ig_csv_split_init(ig_csv_split *split, ig_memory *memory) {
    *split = (ig_csv_split){.memory = memory};
    split->found.memory = memory;
    ig_buffer_init(&split->literal, memory);
}

void ig_csv_split_reset(ig_csv_split *split) {
    ig_memory *memory = split->memory;
    ig_free(split->found.places);
    ig_free(split->found.breaks);
    ig_free(split->found.odds);
    ig_free(split->ends);
    ig_free(split->befores);
    ig_free(split->lines);
    ig_free(split->spans);
    ig_free(split->comments);
    ig_free(split->misfits);
    ig_buffer_reset(&split->literal);
    ig_csv_split_init(split, memory);
}

int ig_csv_reserve(ig_memory *memory, uint32_t **array, size_t *max, size_t needed, ig_error *err) {
    if (needed <= *max) {
        return 0;
    }
    size_t room = needed < *max * 2 ? *max * 2 : needed; /* below 2^33 */
    room = room < ROOM_START ? ROOM_START : room;
    uint32_t *more = ig_realloc_array(memory, *array, room, sizeof more[0], err);
    if (more == NULL) {
        return -1;
    }
    *array = more;
    *max = room;
    return 0;
}

int ig_csv_found_reserve(ig_csv_found *found, size_t more, ig_error *err) {
    return ig_csv_reserve(found->memory, &found->places, &found->max_places, 1 + found->n + more,
                          err) != 0
               ? -1
               : ig_csv_reserve(found->memory, &found->breaks, &found->max_breaks,
                                found->n_breaks + more, err);
}

int ig_csv_found_break(ig_csv_found *found, size_t place, ig_error *err) {
    if (ig_csv_found_reserve(found, 1, err) != 0) {
        return -1;
    }
    found->breaks[found->n_breaks++] = (uint32_t)place;
    return 0;
}

int ig_csv_found_odd(ig_csv_found *found, size_t start, bool is_open, ig_error *err) {
    if (found->n_odds == found->max_odds) {
        size_t room = found->max_odds == 0 ? 16 : 2 * found->max_odds;
        ig_csv_odd *odds = ig_realloc_array(found->memory, found->odds, room, sizeof *odds, err);
        if (odds == NULL) {
            return -1;
        }
        found->odds = odds;
        found->max_odds = room;
    }
    found->odds[found->n_odds++] = (ig_csv_odd){(uint32_t)start, is_open};
    return 0;
}

int ig_csv_found_put(ig_csv_found *found, const char *bytes, size_t end, ig_error *err) {
    if (ig_csv_found_reserve(found, 1, err) != 0) {
        return -1;
    }
    found->places[1 + found->n] = (uint32_t)end;
    found->n++;
    found->n_lines += ig_csv_is_line_end(bytes[end]);
    found->has_cr = found->has_cr || bytes[end] == '\r';
    return 0;
}

/* Empties it for a new piece. */
static int found_begin(ig_csv_found *found, ig_error *err) {
    found->n = 0;
    found->n_lines = 0;
    found->n_breaks = 0;
    found->n_odds = 0;
    found->has_cr = false;
    found->has_quotes = false;
    found->open_line = 0;
    if (ig_csv_found_reserve(found, 1, err) != 0) {
        return -1;
    }
    found->places[0] = UINT32_MAX;
    return 0;
}

/* Takes back places from `limit` on, and the record that they are of. Returns where that begins. */
static size_t found_drop(ig_csv_found *found, const char *bytes, size_t limit) {
    size_t start = 0;
    for (; found->n > 0 && start == 0; found->n -= start == 0) {
        size_t end = found->places[found->n];
        bool ends_line = ig_csv_is_line_end(bytes[end]);
        if (ends_line && end < limit) {
            start = ig_csv_behind_line(bytes, end);
        } else {
            found->n_lines -= ends_line;
        }
    }
    while (found->n_breaks > 0 && found->breaks[found->n_breaks - 1] >= start) {
        found->n_breaks--;
    }
    return start;
}

/* In n bytes, with one more behind them; n is at most 255, for a byte to count them. */
static inline unsigned count_few_breaks(const char *bytes, size_t n) {
    unsigned char count = 0;
    for (size_t i = 0; i < n; i++) {
        count +=
            (unsigned char)((bytes[i] == '\n') | ((bytes[i] == '\r') & (bytes[i + 1] != '\n')));
    }
    return count;
}

IG_CLONES
uint64_t ig_csv_count_breaks(const char *bytes, size_t from, size_t to) {
    enum { FEW = 128 };
    if (from >= to) {
        return 0;
    }
    uint64_t n = 0;
    size_t last = to - 1;
    size_t at = from;
    for (; last - at >= FEW; at += FEW) {
        n += count_few_breaks(bytes + at, FEW);
    }
    return n + count_few_breaks(bytes + at, last - at) + ig_csv_is_line_end(bytes[last]);
}

int ig_csv_fail_open_quote(const ig_csv_splitting *how, uint64_t last_line, uint64_t opening,
                           ig_error *err) {
    return ig_fail(err, IG_ERROR_DATA, "%s:%llu: a quote opened on line %llu is never closed",
                   how->shown, (unsigned long long)last_line, (unsigned long long)opening);
}

int ig_csv_fail_long_record(const ig_csv_splitting *how, uint64_t line, ig_error *err) {
    char size[IG_SIZE_TEXT];
    ig_size_print(size, how->max_record_bytes);
    return ig_fail(err, IG_ERROR_LIMIT, "%s:%llu: a record of more than %s", how->shown,
                   (unsigned long long)line, size);
}

ig_csv_splitting ig_csv_splitting_of(const ig_csv_spec *spec, const ig_csv_dialect *dialect,
                                     const char *shown) {
    const ig_csv_limits *limits = &spec->limits;
    return (ig_csv_splitting){
        .dialect = dialect,
        .pad = spec->ragged == IG_CSV_RAGGED_PAD,
        .mend = spec->on_error == IG_CSV_COLLECT,
        .shown = shown,
        .max_record_bytes = limits->record_bytes == 0 ? IG_CSV_RECORD_BYTES : limits->record_bytes,
        .max_columns = limits->columns == 0 ? IG_CSV_COLUMNS : limits->columns};
}

/* The last line of a file that ends in a piece; what stands behind its last line end is none. */
static uint64_t last_line(const ig_csv_piece *piece) {
    uint64_t last = piece->line + ig_csv_count_breaks(piece->bytes, 0, piece->n);
    return piece->n > 0 && ig_csv_is_line_end(piece->bytes[piece->n - 1]) ? last - 1 : last;
}

/* A comment is a line, whatever quotes it holds. The start of the first one, from `start`, place
   `i` and break `b` on, that the scan took to go on behind its line; SIZE_MAX where there is
   none. */
static size_t comment_with_break(const ig_csv_found *found, const ig_csv_piece *piece, size_t start,
                                 size_t i, size_t b) {
    const char *bytes = piece->bytes;
    char comment = piece->how->dialect->comment;
    if (comment == 0 || b == found->n_breaks) {
        return SIZE_MAX;
    }
    for (; start < piece->n; i++) {
        size_t end = i < found->n ? found->places[i + 1] : piece->n;
        if (i < found->n && !ig_csv_is_line_end(bytes[end])) {
            continue;
        }
        while (b < found->n_breaks && found->breaks[b] < start) {
            b++;
        }
        if (bytes[start] == comment && b < found->n_breaks && found->breaks[b] < end) {
            return start;
        }
        start = ig_csv_behind_line(bytes, end);
    }
    return SIZE_MAX;
}

/* Scans, and wherever that declines, lets libcsv take some records, or `extended` where quotes
   astray are to be mended: the more, the less the scan got done since, lest a file full of oddities
   be looked at often. */
static int find_fast(ig_csv_found *found, const ig_csv_piece *piece, ig_csv_way way,
                     ig_error *err) {
    size_t span = LENIENT_BYTES;
    size_t at = 0;
    while (at < piece->n) {
        const size_t start = at;
        const size_t first = found->n;
        const size_t first_break = found->n_breaks;
        size_t bad;
        if (ig_csv_scan(found, piece, way, at, &bad, err) != 0) {
            return -1;
        }
        if (bad != SIZE_MAX) {
            at = found_drop(found, piece->bytes, bad);
        }
        size_t comment = comment_with_break(found, piece, start, first, first_break);
        if (comment != SIZE_MAX) {
            bad = comment + 1;
            at = found_drop(found, piece->bytes, comment);
        }
        if (bad == SIZE_MAX) {
            return 0;
        }
        span = comment == SIZE_MAX && at - start > span ? LENIENT_BYTES : 2 * span;
        size_t until = bad > at + span ? bad : at + span;
        int status = piece->how->mend ? ig_csv_extended(found, piece, &at, until, err)
                                      : ig_csv_lenient(found, piece, &at, until, err);
        if (status != 0) {
            return -1;
        }
    }
    return 0;
}

/* In GB18030 the second byte of a character may look like a mark above '/', no other byte like any. */
static bool may_be_half(const ig_csv_splitting *how) {
    return how->gb18030 && (how->dialect->delimiter[0] > '/' || how->dialect->quote > '/');
}

static int find(ig_csv_found *found, const ig_csv_piece *piece, ig_csv_way way, ig_error *err) {
    const ig_csv_dialect *dialect = piece->how->dialect;
    if (found_begin(found, err) != 0) {
        return -1;
    }
    size_t at = 0;
    bool known = ig_csv_escape_of(dialect) == 0 && dialect->delimiter[1] == 0;
    bool by_bytes = way == IG_CSV_EXTENDED || (way == IG_CSV_LENIENT && piece->how->mend);
    if (by_bytes || !known || may_be_half(piece->how)) {
        return ig_csv_extended(found, piece, &at, SIZE_MAX, err);
    }
    if (way == IG_CSV_LENIENT && dialect->quote != 0) {
        return ig_csv_lenient(found, piece, &at, SIZE_MAX, err);
    }
    return find_fast(found, piece, way, err);
}

static int split_prefix(ig_csv_split *split, const ig_csv_splitting *how, ig_csv_way way,
                        char *bytes, size_t n, uint64_t line, bool at_end, ig_error *err) {
    if (at_end && n > 0) {
        bytes[n] = bytes[n - 1] == '\r' ? '\r' : '\n'; /* never the second half of a CR LF */
    } else if (n > 0 && bytes[n - 1] == '\r') {
        n--;
    }
    const ig_csv_piece piece = {.how = how, .bytes = bytes, .n = n, .line = line, .at_end = at_end};
    split->rows.n_rows = 0;
    split->n_misfits = 0;
    if (find(&split->found, &piece, way, err) != 0 || ig_csv_shape(split, &piece, err) != 0 ||
        (split->rows.escape != 0 && ig_csv_make_literal(split, err) != 0)) {
        return -1;
    }
    bool has_header = how->n_columns == 0 && split->rows.n_rows > 0;
    uint64_t open_line = split->found.open_line;
    return open_line == 0 || has_header
               ? 0
               : ig_csv_fail_open_quote(how, last_line(&piece), open_line, err);
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
