/*
 * The same dialect as libcsv's lax mode, byte by byte, with what libcsv does not know: an escape
 * character, delimiters of several bytes, and quotes that stand astray. An escaped byte is data
 * wherever it stands; an escaped line end is data as a whole.
 *
 * A quote is astray where text follows the one that should close it, or none does, and the record
 * has not as many cells as rows have: libcsv's reading then runs on through delimiters and lines.
 * Where faults are collected such a record is read once more with that opening quote as data. If
 * that makes a row, it is one, and the next record begins behind it; unless that cell ends in a
 * quote, for it would say something else then. Records in what the first reading had run through
 * would mostly run on to the same end: that is known from the first one, lest many of them be read
 * to it each.
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
    uint64_t quote_line; /* where the last opening quote stands */
    size_t quote_at;
    size_t bare;       /* an opening quote that is data */
    bool in_bare;      /* in its cell */
    char last;         /* byte behind it that is no blank */
    size_t stray;      /* the opening quote of the first cell with text behind a closing one */
    size_t last_stray; /* where such text begins last, in that cell */
    size_t at;
    bool broken; /* the last step took a line break that is data */
} machine;

static const size_t nowhere = SIZE_MAX;

static machine machine_new(const ig_csv_splitting *how, uint64_t line) {
    return (machine){.dialect = how->dialect,
                     .delimiter_bytes = strlen(how->dialect->delimiter),
                     .escape = ig_csv_escape_of(how->dialect),
                     .gb18030 = how->gb18030,
                     .quote_at = nowhere,
                     .bare = nowhere,
                     .stray = nowhere,
                     .line = line};
}

static bool at_delimiter(const machine *m, const char *bytes, size_t left) {
    return bytes[0] == m->dialect->delimiter[0] && left >= m->delimiter_bytes &&
           memcmp(bytes, m->dialect->delimiter, m->delimiter_bytes) == 0;
}

/* What follows a closing quote makes it none. */
static void note_stray(machine *m) {
    m->stray = m->stray == nowhere ? m->quote_at : m->stray;
    m->last_stray = m->stray == m->quote_at ? m->at : m->last_stray;
}

static state after_quote(machine *m) {
    switch (m->state) {
    case LINE_START:
    case CELL_START:
        if (m->at == m->bare) {
            m->in_bare = true;
            return BARE;
        }
        m->quote_line = m->line;
        m->quote_at = m->at;
        return QUOTED;
    case BARE: return BARE;
    case QUOTED: m->after_blank = false; return CLOSED;
    case CLOSED: /* the second of two, or one more that may end the cell */
        if (m->after_blank) {
            note_stray(m);
        }
        return m->after_blank ? CLOSED : QUOTED;
    }
    return m->state;
}

static state after_data(machine *m) {
    if (m->state == CLOSED) {
        note_stray(m);
    }
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

/* ---- Records ---- */

typedef struct reading { /* of a record */
    size_t end;          /* of its line; nowhere: not in this piece */
    size_t n_fields;
    uint64_t next_line;
    uint64_t quote_line;
    size_t quote_at; /* the opening quote that is open at the end of the file */
    bool is_open;
    size_t stray; /* the opening quote that may be astray, its cell's number and end */
    size_t stray_field;
    size_t stray_end;
    size_t last_stray;
    bool ends_quoted; /* the cell of the quote that is data ends in another one */
    bool is_known;    /* its end is known from another record; its cells are not put */
} reading;

typedef struct walker {
    ig_csv_found *found;
    const ig_csv_piece *piece;
    uint64_t line;
    size_t n, n_lines, n_breaks; /* of what was found before the record */
    /* The last record read once more: its cell with a quote astray, and what comes from there on. */
    size_t astray, astray_end;
    size_t last_stray;
    reading rest; /* n_fields: from that cell on */
} walker;

static void drop_record(walker *w) {
    w->found->n = w->n;
    w->found->n_lines = w->n_lines;
    w->found->n_breaks = w->n_breaks;
}

/* Inside the cell that ran on the last time: as that did, so will this one. */
static bool runs_on(const walker *w, const machine *m, char c) {
    return m->state == QUOTED && m->at > w->astray && m->at < w->astray_end &&
           c != m->dialect->quote && !ig_csv_is_blank(c);
}

/* Which quote is astray is not told where it is in one of the cells behind. */
static void run_on(const walker *w, const machine *m, reading *r) {
    bool opens_here = w->rest.is_open && w->rest.quote_at == w->astray;
    r->is_known = true;
    r->end = w->rest.end;
    r->n_fields += w->rest.n_fields;
    r->is_open = w->rest.is_open;
    r->quote_at = opens_here ? m->quote_at : w->rest.quote_at;
    if (r->stray == nowhere && (m->stray != nowhere || opens_here || w->last_stray > m->at)) {
        r->stray = m->stray != nowhere ? m->stray : m->quote_at;
    }
}

static void end_cell(machine *m, reading *r) {
    if (m->stray != nowhere && r->stray == nowhere) {
        r->stray = m->stray;
        r->stray_field = r->n_fields;
        r->stray_end = m->at;
    }
    r->n_fields++;
    r->ends_quoted = r->ends_quoted || (m->in_bare && m->last == m->dialect->quote);
    m->in_bare = false;
}

/* Reads the record at `start`, the quote at `bare` being data; `may_know`: no further than it must. */
static int read_record(walker *w, size_t start, size_t bare, bool may_know, reading *r,
                       ig_error *err) {
    const ig_csv_piece *piece = w->piece;
    const char *bytes = piece->bytes;
    machine m = machine_new(piece->how, w->line);
    m.bare = bare;
    drop_record(w);
    *r = (reading){.end = nowhere, .stray = nowhere};
    size_t at = start + comment_bytes(&m, bytes + start, piece->n - start);
    while (at < piece->n && r->end == nowhere) {
        bool ends;
        m.at = at;
        size_t taken = step(&m, bytes + at, piece->n - at, piece->at_end, &ends);
        if (taken == 0) {
            return 0;
        }
        if (m.broken && ig_csv_found_break(w->found, at, err) != 0) {
            return -1;
        }
        if (ends && ig_csv_found_put(w->found, bytes, at, err) != 0) {
            return -1;
        }
        if (ends) {
            end_cell(&m, r);
            r->end = m.state == LINE_START ? at : nowhere;
        } else if (may_know && runs_on(w, &m, bytes[at])) {
            run_on(w, &m, r);
            return 0;
        }
        if (at == bare) {
            m.last = 0;
        } else if (!ig_csv_is_blank(bytes[at])) {
            m.last = bytes[at + taken - 1];
        }
        at += taken;
    }
    r->next_line = m.line;
    r->last_stray = m.last_stray;
    if (r->end != nowhere || !piece->at_end) {
        return 0;
    }
    m.at = piece->n;
    r->end = piece->n;
    r->is_open = m.state == QUOTED;
    r->quote_at = m.quote_at;
    r->quote_line = m.quote_line;
    m.stray = r->is_open && m.stray == nowhere ? m.quote_at : m.stray;
    end_cell(&m, r);
    r->next_line++;
    return r->is_open ? 0 : ig_csv_found_put(w->found, bytes, piece->n, err);
}

/* ---- Quotes astray ---- */

static bool fits(const ig_csv_splitting *how, const reading *r) {
    return !r->is_open && !r->ends_quoted &&
           (r->n_fields == how->n_columns || (how->empty_end && r->n_fields == how->n_columns + 1));
}

/* What the next records may run on through: from the quote at `astray` to its cell's end. */
static void remember(walker *w, const reading *first, size_t astray) {
    bool open = first->is_open && astray == first->quote_at;
    if (first->is_known && !open) {
        return; /* as was remembered */
    }
    w->astray = astray;
    w->astray_end = open ? w->piece->n : first->stray_end;
    w->last_stray = first->last_stray;
    w->rest = *first;
    w->rest.n_fields = open ? 1 : first->n_fields - first->stray_field;
}

/* Ends the record with the line on which its open quote stands. */
static int give_up(walker *w, size_t start, const reading *first, reading *out, ig_error *err) {
    const char *bytes = w->piece->bytes;
    size_t end = start;
    drop_record(w);
    *out = (reading){.next_line = w->line + 1};
    for (; end < w->piece->n; end++) {
        bool breaks = bytes[end] == '\r' || (bytes[end] == '\n' && bytes[end - 1] != '\r');
        if (ig_csv_is_line_end(bytes[end]) && end > first->quote_at) {
            break;
        }
        if (breaks && end >= start && ig_csv_found_break(w->found, end, err) != 0) {
            return -1;
        }
        out->next_line += breaks;
    }
    out->end = end;
    return ig_csv_found_put(w->found, bytes, end, err) != 0
               ? -1
               : ig_csv_found_odd(w->found, start, true, err);
}

/* A record that was not read as a row, and has a quote that may be astray. */
static int read_again(walker *w, size_t start, reading *r, ig_error *err) {
    const reading first = *r;
    const size_t quotes[] = {first.stray, first.is_open ? first.quote_at : first.stray};
    for (size_t i = 0; i < 2 && (i == 0 || quotes[1] != quotes[0]); i++) {
        if (read_record(w, start, quotes[i], false, r, err) != 0) {
            return -1;
        }
        if (r->end == nowhere) {
            return 0;
        }
        if (fits(w->piece->how, r)) {
            remember(w, &first, quotes[i]);
            return ig_csv_found_odd(w->found, start, false, err);
        }
    }
    if (first.is_open) {
        remember(w, &first, first.quote_at);
        return give_up(w, start, &first, r, err);
    }
    return read_record(w, start, nowhere, false, r, err);
}

static int take_record(walker *w, size_t *at, ig_error *err) {
    const ig_csv_splitting *how = w->piece->how;
    bool mends = how->mend && how->n_columns > 0;
    reading r;
    w->n = w->found->n;
    w->n_lines = w->found->n_lines;
    w->n_breaks = w->found->n_breaks;
    if (read_record(w, *at, nowhere, mends, &r, err) != 0) {
        return -1;
    }
    if (r.is_known && (r.stray == nowhere || fits(how, &r)) &&
        read_record(w, *at, nowhere, false, &r, err) != 0) {
        return -1;
    }
    if (mends && r.end != nowhere && r.stray != nowhere && !fits(how, &r) &&
        read_again(w, *at, &r, err) != 0) {
        return -1;
    }
    bool is_open = r.end != nowhere && r.is_open;
    if (is_open) {
        w->found->open_line = r.quote_line;
    }
    w->line = r.next_line;
    *at = r.end == nowhere || is_open ? SIZE_MAX : ig_csv_behind_line(w->piece->bytes, r.end);
    return 0;
}

int ig_csv_extended(ig_csv_found *found, const ig_csv_piece *piece, size_t *at, size_t until,
                    ig_error *err) {
    walker w = {.found = found, .piece = piece, .astray = nowhere};
    w.line = piece->line + ig_csv_count_breaks(piece->bytes, 0, *at);
    found->has_quotes = true;
    while (*at < piece->n && *at < until) {
        if (take_record(&w, at, err) != 0) {
            return -1;
        }
    }
    return 0;
}

/* How many bytes of an open record are data whatever they are: up to the next quote inside quotes, to
   the next delimiter in a bare cell, for no line ends there. */
static size_t data_bytes(const machine *m, const char *bytes, size_t left) {
    if ((m->state != QUOTED && m->state != BARE) || m->escape != 0 || m->gb18030) {
        return 0;
    }
    char mark = m->state == QUOTED ? m->dialect->quote : m->dialect->delimiter[0];
    const char *end = memchr(bytes, mark, left);
    return end == NULL ? left : (size_t)(end - bytes);
}

uint64_t ig_csv_open_quote(const ig_csv_splitting *how, const char *bytes, size_t n,
                           uint64_t line) {
    machine m = machine_new(how, line);
    for (size_t at = comment_bytes(&m, bytes, n); at < n;) {
        bool ends;
        size_t data = data_bytes(&m, bytes + at, n - at);
        m.line += ig_csv_count_breaks(bytes, at, at + data);
        at += data > 0 ? data : step(&m, bytes + at, n - at, true, &ends);
    }
    return m.state == QUOTED ? m.quote_line : 0;
}
