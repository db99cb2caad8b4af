/*
 * The beginning is read into `rest`, IG_CSV_SNIFF_BYTES of it and more only where the header needs
 * more, so that what is decided from it does not depend on how the rest will be read. Each step
 * drops what it used from the front of `rest`.
 */
#include "csv/file/opened.h"

#include <string.h>

static const char *shown_of(const ig_csv_opened *opened) {
    return ig_csv_source_shown(opened->source);
}

int ig_csv_opened_check(const ig_csv_opened *opened, const char *bytes, size_t size_bytes,
                        uint64_t at, ig_error *err) {
    const char *nul = size_bytes == 0 ? NULL : memchr(bytes, 0, size_bytes);
    return nul == NULL
               ? 0
               : ig_fail(err, IG_ERROR_DATA, "%s: binary data (a NUL byte at byte %llu)",
                         shown_of(opened), (unsigned long long)at + (size_t)(nul - bytes) + 1);
}

/* Reads on: as much again as is there, for what is looked for may be long. */
static int read_more(ig_csv_opened *opened, ig_error *err) {
    size_t held = opened->rest.size_bytes;
    size_t wanted = held < IG_CSV_SNIFF_BYTES ? IG_CSV_SNIFF_BYTES : held;
    size_t got = 0;
    bool plain = ig_csv_source_packing(opened->source) == IG_CSV_PLAIN;
    uint64_t size = ig_csv_source_size(opened->source);
    if (plain && size - opened->at < wanted) {
        wanted = (size_t)(size - opened->at); /* small files need little room */
    }
    if (ig_csv_block_reserve(&opened->rest, wanted, err) != 0) {
        return -1;
    }
    char *to = ig_csv_block_bytes(&opened->rest) + held;
    int status = plain ? ig_csv_source_read(opened->source, opened->at, to, wanted, &got, err)
                       : ig_csv_source_next(opened->source, to, wanted, &got, err);
    if (status != 0 || ig_csv_opened_check(opened, to, got, opened->at, err) != 0) {
        return -1;
    }
    opened->rest.size_bytes += got;
    opened->at += got;
    opened->is_whole = plain ? opened->at == size : got < wanted;
    return 0;
}

static bool has_text(const char *bytes, size_t n) {
    size_t i = 0;
    while (i < n && (ig_csv_is_line_end(bytes[i]) || ig_csv_is_blank(bytes[i]))) {
        i++;
    }
    return i < n;
}

/* The file ends where a record is looked for. Where the columns are listed, it need not hold one to be
   a table; but among several files one in which nothing stands is rather one that got lost. */
static int end_early(ig_csv_opened *opened, ig_error *err) {
    ig_csv_part *part = opened->part;
    bool is_listed = !part->sniffed.dialect.has_header && opened->spec->n_columns > 0;
    part->is_empty =
        !opened->has_text && !has_text(ig_csv_block_bytes(&opened->rest), opened->rest.size_bytes);
    return is_listed && (part->is_alone || !part->is_empty)
               ? 0
               : ig_fail(err, IG_ERROR_DATA, "%s: empty file", shown_of(opened));
}

/* The size of the first physical line of `bytes` with its end, or 0 when it does not end in them. */
static size_t line_bytes(const char *bytes, size_t n, bool is_whole) {
    size_t i = 0;
    while (i < n && !ig_csv_is_line_end(bytes[i])) {
        i++;
    }
    if (i == n || (bytes[i] == '\r' && i + 1 == n && !is_whole)) {
        return is_whole ? n : 0;
    }
    return i + (bytes[i] == '\r' && i + 1 < n && bytes[i + 1] == '\n' ? 2 : 1);
}

static void drop(ig_csv_opened *opened, size_t n, uint64_t n_lines) {
    const char *bytes = ig_csv_block_bytes(&opened->rest);
    opened->has_text = opened->has_text || has_text(bytes, n);
    ig_csv_seen_take(&opened->seen, bytes, n);
    ig_csv_block_drop(&opened->rest, n);
    opened->line += n_lines;
}

static int find_dialect(ig_csv_opened *opened, ig_error *err) {
    int status = ig_csv_sniff(&opened->part->sniffed, opened->memory, opened->spec,
                              ig_csv_block_bytes(&opened->rest), opened->rest.size_bytes,
                              opened->is_whole, err);
    return status == 0 || err->kind != IG_ERROR_DATA ? status
                                                     : ig_fail_prefix(err, "%s:", shown_of(opened));
}

static int skip_lines(ig_csv_opened *opened, ig_error *err) {
    for (size_t i = 0; i < opened->part->sniffed.dialect.skip; i++) {
        size_t n = 0;
        while (opened->rest.size_bytes == 0 ||
               (n = line_bytes(ig_csv_block_bytes(&opened->rest), opened->rest.size_bytes,
                               opened->is_whole)) == 0) {
            if (opened->is_whole) {
                return end_early(opened, err);
            }
            if (read_more(opened, err) != 0) {
                return -1;
            }
        }
        drop(opened, n, 1);
    }
    return 0;
}

/* Splits off the first record, reading on until it is whole. */
static int find_record(ig_csv_opened *opened, ig_csv_split *split, ig_error *err) {
    for (;;) {
        if (ig_csv_split_piece(split, &opened->how, ig_csv_block_bytes(&opened->rest),
                               opened->rest.size_bytes, opened->line, opened->is_whole, err) != 0) {
            return -1;
        }
        if (split->rows.n_rows > 0) {
            return 0;
        }
        if (opened->is_whole) {
            return end_early(opened, err);
        }
        drop(opened, split->used_bytes, 0); /* blank lines and comments */
        opened->line = split->next_line;
        if (opened->rest.size_bytes > opened->how.max_record_bytes) {
            return ig_csv_fail_long_record(&opened->how, opened->line, err);
        }
        if (read_more(opened, err) != 0) {
            return -1;
        }
    }
}

/* Refuses a header that is not written in the encoding that was guessed, or finds the right one. */
static int check_header(ig_csv_opened *opened, size_t n, bool *again, ig_error *err) {
    const char *bytes = ig_csv_block_bytes(&opened->rest);
    ig_csv_encoded *encoded = &opened->part->encoded;
    ig_encoding guess = encoded->encoding;
    bool fits = guess == IG_LATIN1 ||
                (guess == IG_UTF8 ? ig_csv_is_utf8(bytes, n) : ig_csv_is_gb18030(bytes, n));
    if (fits) {
        return 0;
    }
    if (ig_csv_encoding_decide(opened->source, opened->spec->encoding, encoded, err) != 0) {
        return -1;
    }
    if (encoded->encoding == guess) { /* its bytes are not those that were read before */
        return ig_fail(err, IG_ERROR_DATA, "%s: the file changed while it was read",
                       shown_of(opened));
    }
    *again = true;
    return 0;
}

/* How many cells the record has that begins `at` bytes on; 0: none is there, or none that can be read. */
static int count_cells(ig_csv_opened *opened, ig_csv_split *split, size_t at, size_t *n,
                       ig_error *err) {
    *n = 0;
    if (ig_csv_split_piece(split, &opened->how, ig_csv_block_bytes(&opened->rest) + at,
                           opened->rest.size_bytes - at, opened->line, opened->is_whole,
                           err) != 0) {
        return err->kind == IG_ERROR_DATA ? 0 : -1;
    }
    *n = split->rows.n_rows == 0 ? 0 : split->rows.n_columns;
    return 0;
}

/* Takes the first line for a header with a quote astray where that makes as many cells as the record
   below it has; unless what is read without has as many as the record behind that. */
static int mend_header(ig_csv_opened *opened, ig_csv_split *split, ig_error *err) {
    char *bytes = ig_csv_block_bytes(&opened->rest);
    char kept[IG_CSV_SLACK];
    ig_csv_splitting how = opened->how;
    size_t n_own;
    size_t n_behind = 0;
    size_t line = opened->rest.size_bytes == 0
                      ? 0
                      : line_bytes(bytes, opened->rest.size_bytes, opened->is_whole);
    if (!how.mend || how.dialect->quote == 0 || line == 0 ||
        memchr(bytes, how.dialect->quote, line) == NULL) {
        return 0;
    }
    if (count_cells(opened, split, 0, &n_own, err) != 0) {
        return -1;
    }
    size_t own = split->used_bytes;
    if (n_own > 0 && count_cells(opened, split, own, &n_behind, err) != 0) {
        return -1;
    }
    if (n_own > 0 && (n_own == n_behind || (own == line && n_behind == 0))) {
        return 0;
    }
    if (count_cells(opened, split, line, &how.n_columns, err) != 0) {
        return -1;
    }
    if (how.n_columns < 2) {
        return 0;
    }
    how.pad = false;
    memcpy(kept, bytes + line, sizeof kept); /* what stands behind a piece may be overwritten */
    int status = ig_csv_split_piece(split, &how, bytes, line, opened->line, true, err);
    memcpy(bytes + line, kept, sizeof kept);
    opened->part->is_header_mended =
        status == 0 && split->rows.n_rows == 1 && split->liberties[IG_CSV_MENDED].n == 1;
    return status == 0 || err->kind == IG_ERROR_DATA ? 0 : -1;
}

static int take_header(ig_csv_opened *opened, ig_csv_split *split, bool *again, ig_error *err) {
    ig_csv_part *part = opened->part;
    const ig_csv_spec *spec = opened->spec;
    if (part->sniffed.dialect.has_header && mend_header(opened, split, err) != 0) {
        return -1;
    }
    if (!part->is_header_mended && find_record(opened, split, err) != 0) {
        return -1;
    }
    if (!part->sniffed.dialect.has_header) {
        return ig_csv_header_assume(&part->header, opened->memory, spec, split->rows.n_columns,
                                    err);
    }
    if (check_header(opened, split->used_bytes, again, err) != 0 || *again) {
        return *again ? 0 : -1;
    }
    ig_csv_decoder *decoder = ig_csv_decoder_new(opened->memory, part->encoded.encoding, err);
    if (decoder == NULL) {
        return -1;
    }
    int status = ig_csv_header_read(&part->header, opened->memory, spec, shown_of(opened), decoder,
                                    &split->rows, err);
    ig_csv_decoder_free(decoder);
    drop(opened, split->used_bytes, 0);
    opened->line = split->next_line;
    return status;
}

/* How the cells below heading i are to be taken. */
static ig_csv_taking taking_of(const ig_csv_spec *spec, const ig_csv_heading *heading) {
    const ig_csv_column *column =
        heading->column == SIZE_MAX ? NULL : &spec->columns[heading->column];
    const char *name = ig_csv_heading_name(spec, heading);
    ig_csv_taking taking = {.kind = column == NULL ? IG_INFER : column->kind,
                            .marks = column == NULL ? spec->marks : column->marks,
                            .missing = column == NULL ? spec->missing : column->missing,
                            .n_missing = column == NULL ? spec->n_missing : column->n_missing};
    if (taking.marks.decimal == 0) { /* a mark of thousands may be the column's own */
        taking.marks.decimal = spec->marks.decimal == 0 ? '.' : spec->marks.decimal;
        taking.marks.thousands =
            taking.marks.thousands == 0 ? spec->marks.thousands : taking.marks.thousands;
    }
    taking.kind = taking.kind == IG_INFER && spec->all_text ? IG_AS_TEXT : taking.kind;
    taking.keeps_blanks = taking.kind == IG_AS_TEXT && spec->all_text;
    taking.texts_only = taking.kind == IG_AS_TEXT || taking.kind == IG_AS_MONTH ||
                        (taking.kind == IG_INFER &&
                         (ig_csv_name_says_month(name) ||
                          (heading->text != NULL && ig_csv_name_says_month(heading->text))));
    return taking;
}

static int make_takings(ig_csv_opened *opened, ig_error *err) {
    ig_csv_part *part = opened->part;
    size_t n = part->header.n_columns;
    part->takings = ig_alloc_zero(opened->memory, n, sizeof part->takings[0], err);
    for (size_t i = 0; part->takings != NULL && i < n; i++) {
        part->takings[i] = taking_of(opened->spec, &part->header.headings[i]);
    }
    return part->takings == NULL ? -1 : 0;
}

/* What chunks can take comes back to them: no piece is larger for being the first. */
static void cut_rest(ig_csv_opened *opened, size_t chunk_bytes) {
    size_t held = opened->rest.size_bytes;
    if (ig_csv_source_packing(opened->source) == IG_CSV_PLAIN && held > chunk_bytes) {
        opened->rest.size_bytes = chunk_bytes;
        opened->at -= held - chunk_bytes;
        opened->is_whole = false;
    }
    opened->chunks_at = opened->at;
}

static int take_beginning(ig_csv_opened *opened, ig_encoding encoding, ig_csv_split *split,
                          bool *again, ig_error *err) {
    ig_csv_part *part = opened->part;
    if (read_more(opened, err) != 0 ||
        ig_csv_encoding_mark(shown_of(opened), ig_csv_block_bytes(&opened->rest),
                             opened->rest.size_bytes, opened->spec->encoding, &part->encoded,
                             err) != 0) {
        return -1;
    }
    if (encoding != IG_AUTO) {
        part->encoded.encoding = encoding;
    }
    /* Nobody guesses this of bytes that are valid UTF-8, whether words come of them or not. */
    opened->seen.not_utf8 =
        opened->spec->encoding == IG_AUTO && part->encoded.encoding == IG_GB18030;
    opened->how.gb18030 = part->encoded.encoding == IG_GB18030;
    ig_csv_block_drop(&opened->rest, part->encoded.mark_bytes);
    if (find_dialect(opened, err) != 0 || skip_lines(opened, err) != 0 ||
        take_header(opened, split, again, err) != 0) {
        return -1;
    }
    if (*again) {
        return 0;
    }
    opened->how.n_columns = part->header.n_columns;
    opened->how.empty_end = true; /* what it looks like is no matter of the header */
    return make_takings(opened, err);
}

int ig_csv_opened_open(ig_csv_opened *opened, const ig_context *context, const ig_csv_spec *spec,
                       ig_csv_part *part, size_t chunk_bytes, ig_encoding encoding,
                       ig_csv_block *room, ig_csv_split *split, bool *again, ig_error *err) {
    ig_memory *memory = context->memory;
    *opened = (ig_csv_opened){.memory = memory, .spec = spec, .part = part, .line = 1};
    opened->rest = *room;
    *room = (ig_csv_block){.memory = memory};
    ig_csv_block_clear(&opened->rest);
    *again = false;
    opened->source = ig_csv_source_open(context, part->path, err);
    if (opened->source == NULL) {
        return -1;
    }
    opened->how = ig_csv_splitting_of(spec, &part->sniffed.dialect, shown_of(opened));
    if (take_beginning(opened, encoding, split, again, err) != 0) {
        return -1;
    }
    cut_rest(opened, chunk_bytes);
    return 0;
}

void ig_csv_opened_close(ig_csv_opened *opened) {
    ig_csv_source_close(opened->source);
    opened->source = NULL;
    ig_csv_block_reset(&opened->rest);
}
