/*
 * Cells written out without their quotes and escapes, one behind the other with a byte between them.
 * Slack stands before the first and behind the last, as before and behind the bytes of a file.
 */
#include "csv/scan/ways.h"

#include <string.h>

/* Arrays to write to. Rows that stand in some of them already have the room there. */
static int reserve(ig_csv_split *split, ig_error *err) {
    size_t n_cells = split->rows.n_rows * split->rows.n_columns;
    size_t n_spans = 2 * split->rows.n_rows;
    ig_memory *memory = split->memory;
    return ig_csv_reserve(memory, &split->spans, &split->max_spans, n_spans, err) != 0 ||
                   ig_csv_reserve(memory, &split->ends, &split->max_ends, n_cells, err) != 0 ||
                   ig_csv_reserve(memory, &split->befores, &split->max_befores, n_cells, err) != 0
               ? -1
               : 0;
}

/* Values are never longer than cells, and each cell has a byte behind it in the file; only padded cells
   take one of their own. So all places stay below 2^32 − 1 as long as those of padded cells do. */
static int write_cells(ig_csv_split *split, ig_error *err) {
    const ig_csv_rows *rows = &split->rows;
    ig_buffer *out = &split->literal;
    for (size_t i = 0; i < rows->n_rows * rows->n_columns; i++) {
        ig_text raw = ig_csv_rows_raw(rows, 0, i);
        size_t start = out->size_bytes - IG_CSV_SLACK;
        if (ig_csv_value_append(rows, raw, out, err) != 0 ||
            ig_buffer_append(out, &rows->delimiter, 1, err) != 0) {
            return -1;
        }
        size_t end = out->size_bytes - 1 - IG_CSV_SLACK;
        if (end >= UINT32_MAX) {
            return ig_fail(err, IG_ERROR_LIMIT, "out of memory: too many padded cells");
        }
        split->befores[i] = (uint32_t)start - 1;
        split->ends[i] = (uint32_t)end;
    }
    return 0;
}

int ig_csv_make_literal(ig_csv_split *split, ig_error *err) {
    static const char slack[IG_CSV_SLACK];
    ig_buffer *out = &split->literal;
    out->size_bytes = 0;
    if (reserve(split, err) != 0) {
        return -1;
    }
    for (size_t r = 0; r < split->rows.n_rows; r++) {
        ig_text record = ig_csv_rows_record(&split->rows, r);
        split->spans[2 * r] = (uint32_t)(record.bytes - split->rows.bytes);
        split->spans[2 * r + 1] = split->spans[2 * r] + (uint32_t)record.size_bytes;
    }
    if (ig_buffer_append(out, slack, sizeof slack, err) != 0 || write_cells(split, err) != 0 ||
        ig_buffer_append(out, slack, sizeof slack, err) != 0) {
        return -1;
    }
    split->rows.literal = true;
    split->rows.file_bytes = split->rows.bytes;
    split->rows.bytes = out->bytes + IG_CSV_SLACK;
    split->rows.befores = split->befores;
    split->rows.ends = split->ends;
    split->rows.spans = split->spans;
    return 0;
}
