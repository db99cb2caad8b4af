/*
 * The file is read twice: once to decide its encoding, which takes all of it, and once to split it.
 * Fields are decoded after splitting: the bytes of the delimiters allowed here never occur inside
 * a character of any encoding read. All cells of a row are stored, or none.
 */
#include "csv/old/part.h"

#include <stdio.h>

typedef struct reading { /* while a file is open */
    ig_old_part *part;
    ig_memory *memory;
    const ig_csv_spec *spec;
    ig_csv_source *source;
    const char *shown;
    ig_csv_decoder *decoder;
    size_t number;
    bool started; /* the header is known */
} reading;

/* Says where the data are wrong; other failures have no place in the file. */
static int place(const reading *r, const ig_old_record *record, ig_error *err) {
    if (err->kind == IG_ERROR_DATA) {
        ig_fail_prefix(err, "%s:%llu: ", r->shown, (unsigned long long)record->line);
    }
    return -1;
}

static int start_cells(reading *r, ig_error *err) {
    ig_old_part *part = r->part;
    part->cells = ig_alloc_zero(r->memory, part->header.n_columns, sizeof part->cells[0], err);
    r->started = part->cells != NULL;
    return part->cells == NULL ? -1 : 0;
}

/* Excel's "sep=;" on the first line: `*skip` when it agrees with the spec. */
static int check_separator(const reading *r, const ig_old_record *record, bool *skip,
                           ig_error *err) {
    ig_text raw = record->raw;
    if (record->line != 1 || raw.size_bytes != 5 || memcmp(raw.bytes, "sep=", 4) != 0) {
        return 0;
    }
    *skip = raw.bytes[4] == r->spec->dialect.delimiter[0];
    if (*skip) {
        return 0;
    }
    char theirs[16];
    char ours[16];
    return ig_fail(err, IG_ERROR_DATA,
                   "%s:1: the file says its delimiter is '%s', but '%s' is given", r->shown,
                   ig_csv_text_show(theirs, sizeof theirs, raw.bytes + 4, 1),
                   ig_csv_text_show(ours, sizeof ours, &r->spec->dialect.delimiter[0], 1));
}

static int reject_row(reading *r, const ig_old_record *record, ig_error *err) {
    char reason[120];
    ig_text raw;
    snprintf(reason, sizeof reason, "%zu field%s where the %s has %zu", record->n_fields,
             record->n_fields == 1 ? "" : "s", r->spec->dialect.has_header ? "header" : "profile",
             r->part->header.n_columns);
    if (ig_csv_decoder_start(r->decoder, record->raw.bytes, record->raw.size_bytes, &raw, err) !=
        0) {
        return -1;
    }
    return ig_old_rejects_add(&r->part->rejects, r->number, record->line, raw, reason, err);
}

/* Whether the row has the header's columns, and after them nothing but perhaps an empty cell. */
static bool has_columns(const ig_old_header *header, const ig_old_record *record) {
    size_t n = header->n_columns;
    return record->n_fields == n ||
           (header->empty_end && record->n_fields == n + 1 &&
            ig_csv_text_trim(ig_old_record_field(record, n)).size_bytes == 0);
}

/* Whether a cell holds a line break and a quote where a cell of its own would open: what is left of
   several cells when the quote that closed the first is missing. */
static bool is_tangled(const reading *r, ig_text field) {
    bool breaks = false;
    bool opens = false;
    for (size_t i = 0; i < field.size_bytes; i++) {
        char c = field.bytes[i];
        char before = i == 0 ? 0 : field.bytes[i - 1];
        breaks = breaks || c == '\n' || c == '\r';
        opens = opens || (c == r->spec->dialect.quote &&
                          (before == r->spec->dialect.delimiter[0] || before == '\n' || before == '\r'));
    }
    return breaks && opens;
}

static int take_row(reading *r, const ig_old_record *record, ig_error *err) {
    ig_old_part *part = r->part;
    for (size_t i = 0; i < part->header.n_columns; i++) {
        ig_text field = ig_old_record_field(record, i);
        ig_text text;
        if (record->last_line > record->line && is_tangled(r, field)) {
            part->first_tangled = part->n_tangled == 0 ? record->line : part->first_tangled;
            part->n_tangled++;
        }
        if (ig_csv_decoder_text(r->decoder, field.bytes, field.size_bytes, &text, err) != 0) {
            return place(r, record, err);
        }
        if (ig_old_cells_append(&part->cells[i], r->memory, text, err) != 0) {
            return -1;
        }
    }
    part->n_rows++;
    return ig_buffer_append(&part->lines, &record->line, sizeof record->line, err);
}

static int receive(void *receiver, const ig_old_record *record, ig_error *err) {
    reading *r = receiver;
    bool skip = ig_csv_text_is(record->raw, "\x1a"); /* the end mark of DOS */
    if (!r->started && check_separator(r, record, &skip, err) != 0) {
        return -1;
    }
    if (skip) {
        return 0;
    }
    if (!r->started) {
        if (ig_old_header_read(&r->part->header, r->memory, r->spec, r->shown, r->decoder,
                               record, err) != 0) {
            return -1;
        }
        return start_cells(r, err);
    }
    r->part->n_records++;
    return has_columns(&r->part->header, record) ? take_row(r, record, err)
                                                 : reject_row(r, record, err);
}

static int split(reading *r, char *block, size_t block_bytes, ig_error *err) {
    ig_old_records records;
    size_t got = 0;
    if (ig_old_records_init(&records, r->memory, r->spec->dialect.delimiter[0], r->spec->dialect.quote, receive, r,
                            err) != 0) {
        return -1;
    }
    int status = 0;
    for (size_t mark = r->part->encoded.mark_bytes; mark > 0 && status == 0; mark -= got) {
        size_t wanted = mark < block_bytes ? mark : block_bytes;
        status = ig_csv_source_next(r->source, block, wanted, &got, err);
    }
    while (status == 0) {
        status = ig_csv_source_next(r->source, block, block_bytes, &got, err);
        if (status != 0 || got == 0) {
            break;
        }
        status = ig_old_records_feed(&records, block, got, err);
    }
    if (status == 0) {
        status = ig_old_records_finish(&records, r->shown, err);
    }
    ig_old_records_reset(&records);
    return status;
}

/* Some bytes of ASCII are also the second byte of a GB18030 character. */
static int check_delimiter(const reading *r, ig_error *err) {
    const char marks[2] = {r->spec->dialect.delimiter[0], r->spec->dialect.quote};
    for (size_t i = 0; i < 2; i++) {
        bool inside = marks[i] >= 0x40 || (marks[i] >= '0' && marks[i] <= '9');
        if (inside && r->part->encoded.encoding == IG_GB18030) {
            return ig_fail(err, IG_ERROR_DATA,
                           "%s: '%c' cannot be told from parts of GB18030 characters; save the "
                           "file as UTF-8",
                           r->shown, marks[i]);
        }
    }
    return 0;
}

static int read_open(reading *r, char *block, size_t block_bytes, ig_error *err) {
    ig_old_part *part = r->part;
    if (ig_csv_encoding_decide(r->source, r->spec->encoding, &part->encoded, err) != 0 ||
        check_delimiter(r, err) != 0) {
        return -1;
    }
    if (!r->spec->dialect.has_header &&
        (ig_old_header_assume(&part->header, r->memory, r->spec, err) != 0 ||
         start_cells(r, err) != 0)) {
        return -1;
    }
    r->decoder = ig_csv_decoder_new(r->memory, part->encoded.encoding, err);
    if (r->decoder == NULL) {
        return -1;
    }
    int status = split(r, block, block_bytes, err);
    ig_csv_decoder_free(r->decoder);
    if (status == 0) {
        status = ig_csv_source_same(r->source, err);
    }
    if (status == 0 && part->n_records == 0 && (!r->started || !r->spec->dialect.has_header)) {
        return ig_fail(err, IG_ERROR_DATA, "%s: empty file", r->shown);
    }
    return status;
}

int ig_old_part_read(ig_old_part *part, const ig_context *context, const ig_csv_spec *spec,
                     const char *path, size_t number, size_t block_bytes, ig_error *err) {
    ig_memory *memory = context->memory;
    *part = (ig_old_part){.path = path};
    ig_buffer_init(&part->lines, memory);
    ig_old_rejects_init(&part->rejects, memory);
    ig_csv_source *source = ig_csv_source_open(memory, context->pool, path, err);
    if (source == NULL) {
        return -1;
    }
    int status = -1;
    char *block = ig_alloc(memory, block_bytes, err);
    if (block != NULL) {
        reading r = {.part = part, .memory = memory, .spec = spec, .source = source,
                     .shown = ig_csv_source_shown(source), .number = number};
        status = read_open(&r, block, block_bytes, err);
    }
    ig_free(block);
    ig_csv_source_close(source);
    if (status != 0) {
        ig_old_part_reset(part);
    }
    return status;
}

void ig_old_part_reset(ig_old_part *part) {
    for (size_t i = 0; part->cells != NULL && i < part->header.n_columns; i++) {
        ig_old_cells_reset(&part->cells[i]);
    }
    ig_free(part->cells);
    part->cells = NULL;
    ig_old_header_reset(&part->header);
    ig_buffer_reset(&part->lines);
    ig_old_rejects_reset(&part->rejects);
    part->n_rows = 0;
}
