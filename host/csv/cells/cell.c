/*
 * Cells of the usual kinds are borrowed from the rows: bare ones, and quoted ones without a quote
 * inside. What ig_csv_rows_value writes to its scratch is copied once more, into the middle of a
 * buffer with room before and behind it, so that all who read values may read past them.
 */
#include "csv/cells/cell.h"

#include "csv/source/encoding.h"

static bool is_borrowed(ig_text raw, ig_text value) {
    uintptr_t start = (uintptr_t)raw.bytes;
    uintptr_t at = (uintptr_t)value.bytes;
    return at >= start && at <= start + raw.size_bytes;
}

/* Copies the value, with slack around it. */
static int copy(ig_buffer *padded, ig_text *value, ig_error *err) {
    static const char slack[IG_CSV_SLACK] = "";
    padded->size_bytes = 0;
    if (ig_buffer_append(padded, slack, sizeof slack, err) != 0 ||
        ig_buffer_append(padded, value->bytes, value->size_bytes, err) != 0 ||
        ig_buffer_append(padded, slack, sizeof slack, err) != 0) {
        return -1;
    }
    value->bytes = padded->bytes + sizeof slack;
    return 1;
}

/* Whether a cell is a quoted one of the usual kind: quotes at its ends and none inside. */
static bool is_simply_quoted(const ig_csv_rows *rows, ig_text raw) {
    size_t n = raw.size_bytes;
    return n >= 2 && raw.bytes[0] == rows->quote && raw.bytes[n - 1] == rows->quote &&
           memchr(raw.bytes + 1, rows->quote, n - 2) == NULL;
}

int ig_csv_cell_strip(const ig_csv_cells *cells, ig_text raw, ig_text *value, ig_error *err) {
    const ig_csv_rows *rows = cells->rows;
    ig_text outer = rows->trim ? ig_csv_text_trim(raw) : raw;
    if (rows->escape == 0) {
        if (!rows->has_quotes || outer.size_bytes == 0 || outer.bytes[0] != rows->quote) {
            *value = outer;
            return 0;
        }
        if (is_simply_quoted(rows, outer)) {
            *value = (ig_text){outer.bytes + 1, outer.size_bytes - 2};
            return 0;
        }
    }
    if (ig_csv_rows_value(rows, raw, &cells->taker->scratch, value, err) != 0) {
        return -1;
    }
    return is_borrowed(raw, *value) ? 0 : copy(&cells->taker->padded, value, err);
}

/* The beginning of a text from the file, decoded into `out`. */
static int show(const ig_csv_cells *cells, ig_text from, char out[IG_CSV_FAULT_BYTES],
                ig_text *text, ig_error *err) {
    size_t n = from.size_bytes < IG_CSV_FAULT_RAW_BYTES ? from.size_bytes : IG_CSV_FAULT_RAW_BYTES;
    if (ig_csv_decoder_start(cells->taker->decoder, from.bytes, n, text, err) != 0) {
        return -1;
    }
    *text = ig_csv_text_cut(*text, IG_CSV_FAULT_BYTES);
    memcpy(out, text->bytes, text->size_bytes);
    text->bytes = out;
    return 0;
}

bool ig_csv_is_tangled(ig_text value, char delimiter, char quote) {
    bool breaks = false;
    bool opens = false;
    for (size_t i = 0; i < value.size_bytes; i++) {
        char c = value.bytes[i];
        char before = i == 0 ? 0 : value.bytes[i - 1];
        breaks = breaks || c == '\n' || c == '\r';
        opens = opens ||
                (i > 0 && c == quote && (before == delimiter || before == '\n' || before == '\r'));
    }
    return breaks && opens;
}

void ig_csv_cell_look(const ig_csv_cells *cells, size_t row, ig_text value) {
    ig_csv_shelf *shelf = cells->shelf;
    uint64_t place = ig_csv_place(cells->chunk, (uint32_t)row);
    if (cells->rows->quote != 0 &&
        ig_csv_is_tangled(value, cells->rows->delimiter, cells->rows->quote)) {
        shelf->tangled = shelf->is_tangled && shelf->tangled < place ? shelf->tangled : place;
        shelf->is_tangled = true;
    }
}

int ig_csv_cell_reject(const ig_csv_cells *cells, size_t row, ig_text value, ig_csv_fault_kind kind,
                       ig_error *err) {
    const ig_csv_rows *rows = cells->rows;
    char shown[2][IG_CSV_FAULT_BYTES];
    ig_csv_fault fault = {
        .line = ig_csv_rows_line(rows, row), .kind = kind, .column = (uint32_t)cells->column};
    ig_csv_cell_look(cells, row, value);
    ig_csv_seen_take(&cells->taker->seen, value.bytes, value.size_bytes);
    if (show(cells, value, shown[0], &fault.value, err) != 0 ||
        show(cells, ig_csv_rows_record(rows, row), shown[1], &fault.record, err) != 0) {
        return -1;
    }
    return ig_csv_faults_add(cells->faults, &fault, err);
}

ig_reason ig_csv_reason(const ig_csv_taking *how, ig_text trimmed) {
    if (trimmed.size_bytes == 0) {
        return IG_EMPTY;
    }
    for (size_t i = 0; i < how->n_missing; i++) {
        const char *word = how->missing[i];
        if (word[0] == trimmed.bytes[0] && ig_csv_text_is(trimmed, word)) {
            bool hidden = ig_csv_text_is(trimmed, "*") || ig_csv_text_is(trimmed, "...");
            return hidden ? IG_SUPPRESSED : IG_EMPTY;
        }
    }
    return IG_PRESENT;
}

int ig_csv_cell_decode(const ig_csv_cells *cells, ig_text value, ig_text *text, ig_error *err) {
    ig_error own;
    int status =
        ig_csv_decoder_text(cells->taker->decoder, value.bytes, value.size_bytes, text, &own);
    if (status == 0) {
        return 0;
    }
    if (own.kind == IG_ERROR_DATA) {
        return 1;
    }
    if (err != NULL) {
        *err = own;
    }
    return -1;
}

int ig_csv_cell_reason(const ig_csv_cells *cells, ig_text value, ig_reason *reason, ig_error *err) {
    ig_text trimmed = ig_csv_text_trim(value);
    size_t n = trimmed.size_bytes;
    if (n > 0 && cells->how->n_missing > 0 && ig_csv_ascii_bytes(trimmed.bytes, n) < n) {
        int status = ig_csv_cell_decode(cells, trimmed, &trimmed, err);
        if (status != 0) {
            *reason = IG_PRESENT;
            return status > 0 ? 0 : -1;
        }
    }
    *reason = ig_csv_reason(cells->how, trimmed);
    return 0;
}
