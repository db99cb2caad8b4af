/*
 * The splitter is asked for one record at a time: with no number of columns given, it takes the
 * first and stops, whatever its length.
 */
#include "csv/file/head.h"

#include "csv/scan/scan.h"
#include "csv/source/decode.h"

#include <string.h>

typedef struct taking {
    ig_csv_head *head;
    ig_memory *memory;
    char *room;  /* owned: the beginning, with slack on both sides */
    char *bytes; /* in `room` */
    size_t size_bytes;
    bool whole;
    size_t n_ends;
    size_t max_ends;
    ig_csv_decoder *decoder; /* owned */
    ig_buffer scratch;       /* owned */
    ig_csv_split split;      /* owned */
} taking;

static int read_beginning(taking *t, ig_csv_source *source, ig_error *err) {
    size_t wanted = IG_CSV_SNIFF_BYTES;
    uint64_t size = ig_csv_source_size(source);
    if (t->head->packing == IG_CSV_PLAIN && size < wanted) {
        wanted = (size_t)size + 1; /* one more tells that there is none */
    }
    t->room = ig_alloc(t->memory, wanted + 2 * IG_CSV_SLACK, err);
    if (t->room == NULL) {
        return -1;
    }
    memset(t->room, 0, wanted + 2 * IG_CSV_SLACK);
    t->bytes = t->room + IG_CSV_SLACK;
    if (ig_csv_source_next(source, t->bytes, wanted, &t->size_bytes, err) != 0) {
        return -1;
    }
    t->whole = t->size_bytes < wanted;
    return 0;
}

static int take_cell(taking *t, ig_text raw, ig_error *err) {
    ig_text value;
    ig_text text;
    if (t->n_ends == t->max_ends) {
        size_t more = t->max_ends == 0 ? 256 : 2 * t->max_ends;
        size_t *ends = ig_realloc_array(t->memory, t->head->ends, more, sizeof *ends, err);
        if (ends == NULL) {
            return -1;
        }
        t->head->ends = ends;
        t->max_ends = more;
    }
    if (ig_csv_rows_value(&t->split.rows, raw, &t->scratch, &value, err) != 0 ||
        ig_csv_decoder_start(t->decoder, value.bytes, value.size_bytes, &text, err) != 0 ||
        ig_buffer_append(&t->head->text, text.bytes, text.size_bytes, err) != 0) {
        return -1;
    }
    t->head->ends[t->n_ends++] = t->head->text.size_bytes;
    return 0;
}

static int take_records(taking *t, const ig_csv_spec *spec, const char *shown, ig_error *err) {
    ig_csv_head *head = t->head;
    ig_csv_splitting how = ig_csv_splitting_of(spec, &head->sniffed.dialect, shown);
    size_t at = head->encoded.mark_bytes;
    uint64_t line = 1;
    while (head->n_records < IG_CSV_HEAD_RECORDS && at < t->size_bytes) {
        if (ig_csv_split_piece(&t->split, &how, t->bytes + at, t->size_bytes - at, line, t->whole,
                               err) != 0) { /* what is wrong with a file is said when it is read */
            return err->kind == IG_ERROR_LIMIT ? -1 : 0;
        }
        if (t->split.rows.n_rows == 0) {
            return 0;
        }
        const ig_csv_rows *rows = &t->split.rows;
        head->first += ig_csv_rows_line(rows, 0) <= head->sniffed.dialect.skip;
        size_t n = rows->n_columns;
        n = n > IG_CSV_HEAD_CELLS ? IG_CSV_HEAD_CELLS : n;
        for (size_t c = 0; c < n; c++) {
            if (take_cell(t, ig_csv_rows_raw(rows, 0, c), err) != 0) {
                return -1;
            }
        }
        head->n_cells[head->n_records++] = n;
        at += t->split.used_bytes;
        line = t->split.next_line;
    }
    return 0;
}

static int take(taking *t, ig_csv_source *source, const ig_csv_spec *spec, ig_error *err) {
    ig_csv_head *head = t->head;
    const char *shown = ig_csv_source_shown(source);
    head->packing = ig_csv_source_packing(source);
    if (read_beginning(t, source, err) != 0 ||
        ig_csv_encoding_mark(shown, t->bytes, t->size_bytes, spec->encoding, &head->encoded, err) !=
            0) {
        return -1;
    }
    size_t mark = head->encoded.mark_bytes;
    if (ig_csv_sniff(&head->sniffed, t->memory, spec, t->bytes + mark, t->size_bytes - mark,
                     t->whole, err) != 0) {
        return err->kind == IG_ERROR_DATA ? ig_fail_prefix(err, "%s:", shown) : -1;
    }
    t->decoder = ig_csv_decoder_new(t->memory, head->encoded.encoding, err);
    return t->decoder == NULL ? -1 : take_records(t, spec, shown, err);
}

int ig_csv_head_take(ig_csv_head *head, const ig_context *context, const ig_csv_spec *spec,
                     const char *path, ig_error *err) {
    ig_memory *memory = context->memory;
    taking t = {.head = head, .memory = memory};
    ig_buffer_init(&head->text, memory);
    if (ig_csv_spec_check(spec, err) != 0) {
        return -1;
    }
    ig_csv_source *source = ig_csv_source_open(context, path, err);
    if (source == NULL) {
        return -1;
    }
    ig_csv_split_init(&t.split, memory);
    ig_buffer_init(&t.scratch, memory);
    int result = take(&t, source, spec, err);
    ig_csv_source_close(source);
    ig_csv_decoder_free(t.decoder);
    ig_csv_split_reset(&t.split);
    ig_buffer_reset(&t.scratch);
    ig_free(t.room);
    return result;
}

void ig_csv_head_reset(ig_csv_head *head) {
    ig_free(head->ends);
    head->ends = NULL;
    head->n_records = 0;
    head->first = 0;
    ig_buffer_reset(&head->text);
}
