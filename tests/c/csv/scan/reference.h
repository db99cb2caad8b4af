/*
 * A slow, obvious splitter: the whole file at once, a record at a time, a cell at a time, looking ahead
 * as far as it likes. It writes the text that pieces.h does.
 */
#ifndef INGOT_TESTS_CSV_SCAN_REFERENCE_H
#define INGOT_TESTS_CSV_SCAN_REFERENCE_H

#include "csv/scan/pieces.h"

enum { REFERENCE_CELLS = 320 }; /* at most in a record */

typedef struct reference {
    const splitting *s;
    const char *bytes;
    size_t n;
    size_t at;
    size_t n_cells;                   /* of the record */
    ig_buffer cells[REFERENCE_CELLS]; /* their values */
    bool last_empty;                  /* the last cell is empty but for blanks and quotes */
    size_t bare;                      /* this opening quote is data, SIZE_MAX: none */
    size_t stray; /* the opening quote of the first cell with text behind a closing one */
    bool bare_is_quoted;
} reference;

static inline void add(ig_buffer *out, const char *bytes, size_t n) {
    ig_error err;
    assert_int_equal(ig_buffer_append(out, bytes, n, &err), 0);
}

static inline bool ends_line(const reference *r, size_t at) {
    return at == r->n || r->bytes[at] == '\n' || r->bytes[at] == '\r';
}

static inline bool is_delimiter(const reference *r, size_t at) {
    size_t n = strlen(r->s->dialect.delimiter);
    return r->n - at >= n && memcmp(r->bytes + at, r->s->dialect.delimiter, n) == 0;
}

static inline bool ends_cell(const reference *r, size_t at) {
    return ends_line(r, at) || is_delimiter(r, at);
}

static inline size_t behind_blanks(const reference *r, size_t at) {
    while (r->s->dialect.trim && at < r->n && !is_delimiter(r, at) &&
           (r->bytes[at] == ' ' || r->bytes[at] == '\t')) {
        at++;
    }
    return at;
}

/* Where the line that ends at `at` has its next one. */
static inline size_t next_line(const reference *r, size_t at) {
    if (at == r->n) {
        return at;
    }
    return at + (r->bytes[at] == '\r' && at + 1 < r->n && r->bytes[at + 1] == '\n' ? 2 : 1);
}

static inline uint64_t line_of(const reference *r, size_t at) {
    uint64_t line = 1;
    for (size_t i = 0; i < at; i++) {
        line += r->bytes[i] == '\n' || (r->bytes[i] == '\r' && next_line(r, i) == i + 1);
    }
    return line;
}

/* Takes an escaped byte or line end, if there is one; false else. */
static inline bool escaped(reference *r, ig_buffer *out) {
    if (r->s->dialect.escape == 0 || r->bytes[r->at] != r->s->dialect.escape) {
        return false;
    }
    size_t from = r->at + 1 == r->n ? r->at : r->at + 1; /* the last byte escapes nothing */
    r->at = ends_line(r, from) ? next_line(r, from) : from + 1;
    add(out, r->bytes + from, r->at - from);
    return true;
}

/* At an opening quote. False when it is never closed. */
static inline bool take_quoted(reference *r, ig_buffer *out) {
    char quote = r->s->dialect.quote;
    size_t start = r->at;
    r->at++;
    while (r->at < r->n) {
        if (escaped(r, out)) {
            continue;
        }
        if (r->bytes[r->at] != quote) {
            add(out, r->bytes + r->at++, 1);
            continue;
        }
        size_t behind = behind_blanks(r, r->at + 1);
        if (ends_cell(r, behind)) {
            r->at = behind;
            return true;
        }
        if (r->bytes[r->at + 1] == quote) {
            add(out, &quote, 1);
            r->at += 2;
            continue;
        }
        add(out, &quote, 1);
        r->at++;
        r->stray = r->stray == SIZE_MAX ? start : r->stray;
    }
    return false;
}

static inline void take_bare(reference *r, ig_buffer *out) {
    size_t kept = 0;
    while (!ends_cell(r, r->at)) {
        char c = r->bytes[r->at];
        bool data = escaped(r, out);
        if (!data) {
            add(out, &c, 1);
            r->at++;
            data = !r->s->dialect.trim || (c != ' ' && c != '\t');
        }
        kept = data ? out->size_bytes : kept;
    }
    out->size_bytes = kept;
}

/* 0, or the start of a cell that is never closed. */
static inline size_t take_cells(reference *r) {
    r->stray = SIZE_MAX;
    r->bare_is_quoted = false;
    for (r->n_cells = 0;; r->at += strlen(r->s->dialect.delimiter)) {
        ig_buffer *out = &r->cells[r->n_cells++];
        assert_true(r->n_cells < REFERENCE_CELLS);
        size_t start = r->at = behind_blanks(r, r->at);
        out->size_bytes = 0;
        bool quoted = r->s->dialect.quote != 0 && r->at < r->n && !is_delimiter(r, r->at) &&
                      r->bytes[r->at] == r->s->dialect.quote && r->at != r->bare;
        if (quoted && !take_quoted(r, out)) {
            return start + 1;
        }
        if (!quoted) {
            take_bare(r, out);
        }
        size_t last = r->at;
        while (start == r->bare && (r->bytes[last - 1] == ' ' || r->bytes[last - 1] == '\t')) {
            last--;
        }
        r->bare_is_quoted = r->bare_is_quoted || (start == r->bare && last - 1 > start &&
                                                  r->bytes[last - 1] == r->s->dialect.quote);
        r->last_empty = out->size_bytes == 0 && (!quoted || r->at - start >= 2);
        if (ends_line(r, r->at)) {
            return 0;
        }
    }
}

static inline bool fits(const reference *r) {
    size_t n = r->s->how.n_columns;
    return r->n_cells == n || (r->s->how.empty_end && r->n_cells == n + 1);
}

/* A record with a quote astray once more. Whether it is a row now. */
static inline bool take_mended(reference *r, size_t start, size_t quote) {
    r->at = start;
    r->bare = quote;
    bool mended = take_cells(r) == 0 && fits(r) && !r->bare_is_quoted;
    r->bare = SIZE_MAX;
    return mended;
}

/* What a record that runs on says, if faults are collected. `*open` becomes 0 where it is a row now. */
static inline bool mend(reference *r, size_t start, size_t *open) {
    size_t quotes[] = {r->stray, *open > 0 ? *open - 1 : SIZE_MAX};
    if (!r->s->how.mend || (*open == 0 && fits(r))) {
        return false;
    }
    for (size_t i = 0; i < 2; i++) {
        if (quotes[i] != SIZE_MAX && take_mended(r, start, quotes[i])) {
            *open = 0;
            return true;
        }
    }
    r->at = start;
    (void)take_cells(r);
    return false;
}

static inline bool is_comment(const reference *r) {
    char comment = r->s->dialect.comment;
    return comment != 0 && r->at < r->n && r->bytes[r->at] == comment;
}

static inline bool is_blank(const reference *r, size_t start) {
    bool blank = r->n_cells == 1;
    for (size_t i = start; i < r->at; i++) {
        blank = blank && (r->bytes[i] == ' ' || r->bytes[i] == '\t');
    }
    if (r->at - start == 1 && r->bytes[start] == '\x1a') {
        return true;
    }
    bool data = r->s->how.n_columns == 1 && !r->s->dialect.trim && r->at > start;
    return blank && !data;
}

static inline void write_row(const reference *r, size_t n_columns, uint64_t line, ig_buffer *out) {
    ig_error err;
    assert_int_equal(ig_buffer_printf(out, &err, "%llu:", (unsigned long long)line), 0);
    for (size_t c = 0; c < n_columns; c++) {
        add(out, c == 0 ? " " : "|", 1);
        if (c < r->n_cells) {
            add(out, r->cells[c].bytes, r->cells[c].size_bytes);
        }
    }
    add(out, "\n", 1);
}

/* What split_text should give; the caller frees it. */
static inline char *reference_text(const splitting *s, const char *bytes, size_t n) {
    ig_memory *memory = ig_memory_new();
    ig_error err;
    reference r = {.s = s, .bytes = bytes, .n = n, .bare = SIZE_MAX};
    ig_buffer out;
    ig_buffer_init(&out, memory);
    for (size_t i = 0; i < REFERENCE_CELLS; i++) {
        ig_buffer_init(&r.cells[i], memory);
    }
    size_t N = s->how.n_columns;
    unsigned long long n_padded = 0, padded_line = 0, n_comments = 0;
    unsigned long long n_mended = 0, mended_line = 0;
    while (r.at < n) {
        size_t start = r.at;
        uint64_t line = line_of(&r, start);
        if (is_comment(&r)) {
            for (; !ends_line(&r, r.at); r.at++) {
            }
            r.at = next_line(&r, r.at);
            n_comments++;
            continue;
        }
        size_t open = take_cells(&r);
        if (mend(&r, start, &open)) {
            mended_line = n_mended++ == 0 ? line : mended_line;
        }
        if (open > 0 && s->how.mend) {
            for (r.at = open; !ends_line(&r, r.at); r.at++) {
            }
            assert_int_equal(ig_buffer_printf(&out, &err, "%llu! open <", (unsigned long long)line),
                             0);
            add(&out, bytes + start, r.at - start);
            add(&out, ">\n", 2);
            r.at = next_line(&r, r.at);
            continue;
        }
        if (open > 0) {
            bool ended = bytes[n - 1] == '\n' || bytes[n - 1] == '\r';
            out.size_bytes = 0;
            assert_int_equal(
                ig_buffer_printf(&out, &err,
                                 "error: x.csv:%llu: a quote opened on line %llu is never closed\n",
                                 (unsigned long long)(line_of(&r, n) - ended),
                                 (unsigned long long)line_of(&r, open - 1)),
                0);
            goto done;
        }
        size_t end = r.at;
        r.at = next_line(&r, r.at);
        size_t behind = r.at;
        r.at = end;
        if (is_blank(&r, start)) {
            /* no record */
        } else if (r.n_cells == N || (s->how.empty_end && r.n_cells == N + 1 && r.last_empty)) {
            write_row(&r, N, line, &out);
        } else if (s->how.pad && r.n_cells < N) {
            padded_line = n_padded++ == 0 ? line : padded_line;
            write_row(&r, N, line, &out);
        } else {
            assert_int_equal(
                ig_buffer_printf(&out, &err, "%llu! %zu <", (unsigned long long)line, r.n_cells),
                0);
            add(&out, bytes + start, end - start);
            add(&out, ">\n", 2);
        }
        r.at = behind;
    }
    if (n_padded > 0 || n_comments > 0) {
        assert_int_equal(ig_buffer_printf(&out, &err, "padded %llu from %llu, comments %llu\n",
                                          n_padded, padded_line, n_comments),
                         0);
    }
    if (n_mended > 0) {
        assert_int_equal(
            ig_buffer_printf(&out, &err, "mended %llu from %llu\n", n_mended, mended_line), 0);
    }
done:;
    char *text = malloc(out.size_bytes + 1);
    assert_non_null(text);
    for (size_t i = 0; i < out.size_bytes; i++) {
        text[i] = out.bytes[i] == 0 ? '0' : out.bytes[i];
    }
    text[out.size_bytes] = 0;
    for (size_t i = 0; i < REFERENCE_CELLS; i++) {
        ig_buffer_reset(&r.cells[i]);
    }
    ig_buffer_reset(&out);
    ig_memory_free(memory);
    return text;
}

/* Bytes that mean something come more often than others. */
static inline size_t random_bytes(uint64_t *seed, const char *alphabet, size_t n_letters, char *out,
                                  size_t max) {
    size_t n = random_below(seed, max + 1);
    size_t letters = 2 + random_below(seed, n_letters - 1);
    for (size_t i = 0; i < n; i++) {
        out[i] = alphabet[random_below(seed, letters)];
    }
    return n;
}

/* Cells as they should be written, with now and then a byte out of place. */
static inline size_t random_table(uint64_t *seed, size_t n_columns, size_t odd, char *out,
                                  size_t max) {
    static const char *const cells[] = {"",  "a", "12",       "\"x\"",  "\"a,b\"",  "\"\"",
                                        "3", "b", "\"\"\"\"", "\"\n\"", "\"\r\n\"", "long text"};
    static const char *const ends[] = {"\n", "\n", "\n", "\r\n", "\r"};
    size_t n = 0;
    const char *end = ends[random_below(seed, 5)];
    while (n + 20 * n_columns + 4 < max) {
        for (size_t c = 0; c < n_columns; c++) {
            const char *cell = cells[random_below(seed, 12)];
            memcpy(out + n, cell, strlen(cell));
            n += strlen(cell);
            out[n++] = ',';
        }
        memcpy(out + --n, end, strlen(end));
        n += strlen(end);
    }
    for (size_t i = 0; i < odd && n > 0; i++) {
        out[random_below(seed, n)] = "\",#\n\r x\t"[random_below(seed, 8)];
    }
    return n;
}

static inline void assert_as_reference(const splitting *s, const char *bytes, size_t n,
                                       size_t block, const char *expected) {
    char *text = split_text(s, bytes, n, block);
    if (strcmp(text, expected) != 0) {
        print_message("way %d, pieces of %zu, %zu columns, quote %d, comment %d, trim %d, pad %d, "
                      "empty_end %d, mend %d, escape %d, delimiter %s:\n%.*s\n----\n",
                      (int)s->way, block, s->how.n_columns, s->dialect.quote, s->dialect.comment,
                      s->dialect.trim, s->how.pad, s->how.empty_end, s->how.mend, s->dialect.escape,
                      s->dialect.delimiter, (int)n, bytes);
    }
    assert_string_equal(text, expected);
    free(text);
}

static inline splitting random_splitting(uint64_t *seed) {
    splitting s = splitting_of(1 + random_below(seed, 4), random_below(seed, 8) == 0 ? 0 : '"');
    s.dialect.delimiter[0] = ",,,;\t"[random_below(seed, 5)];
    s.dialect.comment = random_below(seed, 3) == 0 ? '#' : 0;
    s.dialect.trim = random_below(seed, 2);
    s.how.pad = random_below(seed, 2);
    s.how.empty_end = random_below(seed, 2);
    s.how.mend = random_below(seed, 2);
    s.how.max_record_bytes = 1 << 20;
    return s;
}

#endif
