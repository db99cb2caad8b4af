/*
 * What the tests of host/csv/scan share: bytes cut into pieces of one size, each split behind what the
 * one before left over, and all that came of it as one text:
 *
 *     2: a|b        a row and its line
 *     3! 3 <a,b,c>  a misfit, its number of cells and its text
 *     4! open <a,"b>  one whose quote is never closed
 *     padded 2 from 5, comments 1
 *     mended 1 from 7   rows with a quote astray
 */
#ifndef INGOT_TESTS_CSV_SCAN_PIECES_H
#define INGOT_TESTS_CSV_SCAN_PIECES_H

#include <stdio.h>

#include "base/world.h"

#include "csv/scan/ways.h"

typedef struct splitting {
    ig_csv_dialect dialect;
    ig_csv_splitting how;
    ig_csv_way way;
    bool with_records; /* "2: a|b <a,b>" */
} splitting;

static inline splitting splitting_of(size_t n_columns, char quote) {
    splitting s = {.dialect = {.delimiter = ",", .quote = quote},
                   .how = {.n_columns = n_columns,
                           .shown = "x.csv",
                           .max_record_bytes = 1000,
                           .max_columns = 100}};
    return s;
}

static inline int dump_row(const ig_csv_rows *rows, size_t r, bool with_record, ig_buffer *scratch,
                           ig_buffer *out, ig_error *err) {
    uint64_t line = rows->first_line + (rows->lines == NULL ? r : rows->lines[r]);
    if (ig_buffer_printf(out, err, "%llu:", (unsigned long long)line) != 0) {
        return -1;
    }
    for (size_t c = 0; c < rows->n_columns; c++) {
        ig_text value;
        if (ig_csv_rows_value(rows, ig_csv_rows_raw(rows, r, c), scratch, &value, err) != 0 ||
            ig_buffer_append(out, c == 0 ? " " : "|", 1, err) != 0 ||
            ig_buffer_append(out, value.bytes, value.size_bytes, err) != 0) {
            return -1;
        }
    }
    ig_text record = ig_csv_rows_record(rows, r);
    if (with_record && (ig_buffer_append(out, " <", 2, err) != 0 ||
                        ig_buffer_append(out, record.bytes, record.size_bytes, err) != 0 ||
                        ig_buffer_append(out, ">", 1, err) != 0)) {
        return -1;
    }
    return ig_buffer_append(out, "\n", 1, err);
}

static inline int dump_misfit(const ig_csv_split *split, size_t m, ig_buffer *out, ig_error *err) {
    const ig_csv_misfit *misfit = &split->misfits[m];
    char n[24];
    snprintf(n, sizeof n, "%zu", misfit->n_fields);
    if (ig_buffer_printf(out, err, "%llu! %s <", (unsigned long long)misfit->line,
                         misfit->is_open ? "open" : n) != 0 ||
        ig_buffer_append(out, split->piece_bytes + misfit->start, misfit->end - misfit->start,
                         err) != 0) {
        return -1;
    }
    return ig_buffer_append(out, ">\n", 2, err);
}

static inline int dump_split(const ig_csv_split *split, bool with_records, ig_buffer *scratch,
                             ig_buffer *out, ig_error *err) {
    size_t m = 0;
    for (size_t r = 0; r <= split->rows.n_rows; r++) {
        for (; m < split->n_misfits && split->misfits[m].row == r; m++) {
            if (dump_misfit(split, m, out, err) != 0) {
                return -1;
            }
        }
        if (r < split->rows.n_rows &&
            dump_row(&split->rows, r, with_records, scratch, out, err) != 0) {
            return -1;
        }
    }
    assert_int_equal(m, split->n_misfits);
    return 0;
}

/* The bytes of a piece, as large as they must be: a byte more that is read is one that ASan sees. */
static inline char *room_for(const char *bytes, size_t n) {
    char *room = malloc(n + 2 * IG_CSV_SLACK);
    assert_non_null(room);
    memset(room, '"', n + 2 * IG_CSV_SLACK); /* what stands there must not matter */
    memcpy(room + IG_CSV_SLACK, bytes, n);
    return room;
}

/* Splits bytes in pieces of `block`; `out` gets the text. Header mode: only the first record. */
static inline int split_pieces(ig_memory *memory, const splitting *s, const char *bytes, size_t n,
                               size_t block, ig_buffer *out, ig_error *err) {
    ig_csv_split split;
    ig_csv_split_init(&split, memory);
    ig_buffer scratch;
    ig_buffer_init(&scratch, memory);
    ig_csv_splitting how = s->how;
    how.dialect = &s->dialect;
    size_t start = 0;
    uint64_t line = 1;
    uint64_t n_padded = 0;
    uint64_t padded_line = 0;
    uint64_t n_mended = 0;
    uint64_t mended_line = 0;
    uint64_t n_comments = 0;
    int status = 0;
    for (size_t end = 0, last = 0; status == 0 && !last;) {
        end = n - end < block ? n : end + block;
        last = end == n;
        char *room = room_for(bytes + start, end - start);
        status = ig_csv_split_by(&split, &how, s->way, room + IG_CSV_SLACK, end - start, line, last,
                                 err);
        if (status == 0) {
            status = dump_split(&split, s->with_records, &scratch, out, err);
        }
        free(room);
        if (status == 0) {
            assert_true(split.used_bytes <= end - start);
            padded_line = n_padded == 0 ? split.liberties[IG_CSV_PADDED].line : padded_line;
            n_padded += split.liberties[IG_CSV_PADDED].n;
            mended_line = n_mended == 0 ? split.liberties[IG_CSV_MENDED].line : mended_line;
            n_mended += split.liberties[IG_CSV_MENDED].n;
            n_comments += split.n_comments;
            start += split.used_bytes;
            line = split.next_line;
            assert_true(!last || how.n_columns == 0 || start == n);
            last = last || (how.n_columns == 0 && split.rows.n_rows > 0);
        }
    }
    if (status == 0 && (n_padded > 0 || n_comments > 0)) {
        status = ig_buffer_printf(out, err, "padded %llu from %llu, comments %llu\n",
                                  (unsigned long long)n_padded, (unsigned long long)padded_line,
                                  (unsigned long long)n_comments);
    }
    if (status == 0 && n_mended > 0) {
        status = ig_buffer_printf(out, err, "mended %llu from %llu\n", (unsigned long long)n_mended,
                                  (unsigned long long)mended_line);
    }
    if (status == 0 && how.n_columns == 0) {
        status = ig_buffer_printf(out, err, "behind it line %llu, byte %zu\n",
                                  (unsigned long long)line, start);
    }
    ig_csv_split_reset(&split);
    ig_buffer_reset(&scratch);
    return status;
}

/* The text of it, or what the error says; the caller frees it. */
static inline char *split_text(const splitting *s, const char *bytes, size_t n, size_t block) {
    ig_memory *memory = ig_memory_new();
    ig_error err = {.kind = IG_ERROR_NONE};
    ig_buffer out;
    ig_buffer_init(&out, memory);
    if (split_pieces(memory, s, bytes, n, block, &out, &err) != 0) {
        out.size_bytes = 0;
        assert_int_equal(ig_buffer_printf(&out, NULL, "error: %s\n", err.text), 0);
    }
    char *text = malloc(out.size_bytes + 1);
    assert_non_null(text);
    memcpy(text, out.bytes == NULL ? "" : out.bytes, out.size_bytes);
    text[out.size_bytes] = 0;
    for (size_t i = 0; i < out.size_bytes; i++) { /* a NUL would hide what follows */
        text[i] = text[i] == 0 ? '0' : text[i];
    }
    ig_buffer_reset(&out);
    assert_int_equal(ig_memory_read(memory).live_blocks, 0);
    ig_memory_free(memory);
    return text;
}

/* The same by every way this machine has, cut into pieces of every size. */
static inline void assert_splits(splitting s, const char *bytes, size_t n, const char *expected) {
    for (ig_csv_way way = IG_CSV_BEST; way <= IG_CSV_EXTENDED; way++) {
        s.way = way;
        for (size_t block = 1; ig_csv_way_exists(way) && block <= n + 1; block++) {
            char *text = split_text(&s, bytes, n, block);
            if (strcmp(text, expected) != 0) {
                print_message("way %d, pieces of %zu bytes\n", (int)way, block);
            }
            assert_string_equal(text, expected);
            free(text);
        }
    }
}

#endif
