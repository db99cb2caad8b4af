/*
 * The same dialect as libcsv's lax mode, byte by byte, with what libcsv does not know: an escape
 * character, and delimiters of several bytes. An escaped byte is data wherever it stands; an escaped
 * line end is data as a whole.
 */
#include "csv/scan/ways.h"

#include <string.h>

typedef enum state {
    LINE_START, /* nothing of a record yet but blanks */
    CELL_START, /* nothing of a cell yet but blanks */
    BARE,
    QUOTED,
    CLOSED /* behind a quote that ends the cell, if nothing but blanks follows */
} state;

typedef struct machine {
    const ig_csv_dialect *dialect;
    size_t delimiter_bytes;
    char escape;
    bool gb18030;
    state state;
    bool after_blank; /* in CLOSED */
    uint64_t line;
    uint64_t quote_line; /* where the open quote stands */
    bool broken;         /* the last step took a line break that is data */
} machine;

static machine machine_new(const ig_csv_splitting *how, uint64_t line) {
    return (machine){.dialect = how->dialect,
                     .delimiter_bytes = strlen(how->dialect->delimiter),
                     .escape = ig_csv_escape_of(how->dialect),
                     .gb18030 = how->gb18030,
                     .line = line};
}

static bool at_delimiter(const machine *m, const char *bytes, size_t left) {
    return bytes[0] == m->dialect->delimiter[0] && left >= m->delimiter_bytes &&
           memcmp(bytes, m->dialect->delimiter, m->delimiter_bytes) == 0;
}

static state after_quote(machine *m) {
    switch (m->state) {
    case LINE_START:
    case CELL_START: m->quote_line = m->line; return QUOTED;
    case BARE: return BARE;
    case QUOTED: m->after_blank = false; return CLOSED;
    case CLOSED: /* the second of two, or one more that may end the cell */
        return m->after_blank ? CLOSED : QUOTED;
    }
    return m->state;
}

static state after_data(const machine *m) {
    return m->state == QUOTED || m->state == CLOSED ? QUOTED : BARE;
}

/* Takes the escape at the front of `left` bytes and what it escapes; returns how many bytes, or 0 when
   they are not all there. */
static size_t take_escaped(machine *m, const char *bytes, size_t left, bool at_end) {
    m->state = after_data(m);
    if (left < 2) {
        return at_end ? 1 : 0;
    }
    if (!ig_csv_is_line_end(bytes[1])) {
        return 1 + (m->gb18030 ? ig_csv_gb18030_bytes(bytes + 1, left - 1) : 1);
    }
    m->broken = true;
    m->line++;
    return left > 2 && bytes[1] == '\r' && bytes[2] == '\n' ? 3 : 2;
}

/* How many bytes of a comment are there at the front, without its line end. */
static size_t comment_bytes(const machine *m, const char *bytes, size_t left) {
    size_t n = 0;
    if (m->dialect->comment != 0 && m->state == LINE_START && bytes[0] == m->dialect->comment) {
        while (n < left && !ig_csv_is_line_end(bytes[n])) {
            n++;
        }
    }
    return n;
}

/* What the bytes at the front are: `*ends` when they end a cell. Returns how many they are, 0 when they
   are not all there. */
static size_t step(machine *m, const char *bytes, size_t left, bool at_end, bool *ends) {
    char c = bytes[0];
    size_t n = m->gb18030 ? ig_csv_gb18030_bytes(bytes, left) : 1;
    *ends = false;
    m->broken = false;
    if (n > 1) {
        m->state = after_data(m);
        return n;
    }
    if (m->escape != 0 && c == m->escape) {
        return take_escaped(m, bytes, left, at_end);
    }
    if (m->state != QUOTED && at_delimiter(m, bytes, left)) {
        *ends = true;
        m->state = CELL_START;
        return m->delimiter_bytes;
    }
    if (ig_csv_is_line_end(c)) {
        *ends = m->state != QUOTED;
        m->broken = !*ends;
        m->state = *ends ? LINE_START : QUOTED;
        m->line++;
        return left > 1 && c == '\r' && bytes[1] == '\n' ? 2 : 1;
    }
    if (m->dialect->quote != 0 && c == m->dialect->quote) {
        m->state = after_quote(m);
    } else if (!m->dialect->trim || !ig_csv_is_blank(c)) {
        m->state = after_data(m);
    }
    m->after_blank = m->state == CLOSED && c != m->dialect->quote;
    return 1;
}

int ig_csv_extended(ig_csv_found *found, const ig_csv_piece *piece, ig_error *err) {
    machine m = machine_new(piece->how, piece->line);
    const char *bytes = piece->bytes;
    size_t start = 0; /* of the record */
    for (size_t at = 0; at < piece->n;) {
        size_t left = piece->n - at;
        size_t skipped = at == start ? comment_bytes(&m, bytes + at, left) : 0;
        if (skipped == left) {
            break;
        }
        at += skipped;
        bool ends;
        size_t taken = step(&m, bytes + at, left - skipped, piece->at_end, &ends);
        if (taken == 0) {
            break;
        }
        if (m.broken && ig_csv_found_break(found, at, err) != 0) {
            return -1;
        }
        if (ends && ig_csv_found_put(found, bytes, at, err) != 0) {
            return -1;
        }
        at += taken;
        start = m.state == LINE_START && ends ? at : start;
    }
    found->has_quotes = true;
    if (!piece->at_end || start == piece->n) {
        return 0;
    }
    if (m.state == QUOTED) {
        found->open_line = m.quote_line;
        return 0;
    }
    return ig_csv_found_put(found, bytes, piece->n, err);
}

uint64_t ig_csv_open_quote(const ig_csv_splitting *how, const char *bytes, size_t n,
                           uint64_t line) {
    machine m = machine_new(how, line);
    for (size_t at = comment_bytes(&m, bytes, n); at < n;) {
        bool ends;
        at += step(&m, bytes + at, n - at, true, &ends);
    }
    return m.state == QUOTED ? m.quote_line : 0;
}
