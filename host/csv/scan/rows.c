/*
 * What a raw cell says. A quoted cell's value lies between its first quote and its last; only where
 * quotes are doubled or bytes escaped inside does it have to be written anew.
 */
#include "csv/scan/rows.h"

#include "csv/scan/ways.h"
#include "csv/spec/text.h"

/* Of a quoted cell, without its quotes: two quotes say one, an escaped byte says itself. */
static int append_unquoted(const ig_csv_rows *rows, ig_text inner, ig_buffer *out, ig_error *err) {
    size_t from = 0;
    for (size_t i = 0; i < inner.size_bytes; i++) {
        size_t n = rows->gb18030 ? ig_csv_gb18030_bytes(inner.bytes + i, inner.size_bytes - i) : 1;
        if (n > 1) {
            i += n - 1;
            continue;
        }
        bool goes = (rows->escape != 0 && inner.bytes[i] == rows->escape) ||
                    (inner.bytes[i] == rows->quote && i + 1 < inner.size_bytes &&
                     inner.bytes[i + 1] == rows->quote);
        if (!goes || i + 1 == inner.size_bytes) {
            continue;
        }
        if (ig_buffer_append(out, inner.bytes + from, i - from, err) != 0) {
            return -1;
        }
        from = ++i; /* what follows is data, whatever it is */
    }
    return ig_buffer_append(out, inner.bytes + from, inner.size_bytes - from, err);
}

/* A bare cell has no doubled quotes, but escapes. */
static int append_unescaped(const ig_csv_rows *rows, ig_text text, ig_buffer *out, ig_error *err) {
    ig_csv_rows without = *rows;
    without.quote = rows->escape;
    return append_unquoted(&without, text, out, err);
}

/* Without the blanks around a cell. One behind an escape is data. */
static ig_text trim(const ig_csv_rows *rows, ig_text raw) {
    if (!rows->trim || rows->escape == 0) {
        return rows->trim ? ig_csv_text_trim(raw) : raw;
    }
    ig_text text = raw;
    while (text.size_bytes > 0 && ig_csv_is_blank(text.bytes[0])) {
        text.bytes++;
        text.size_bytes--;
    }
    size_t end = 0;
    for (size_t i = 0; i < text.size_bytes;) {
        size_t left = text.size_bytes - i;
        size_t n = text.bytes[i] == rows->escape && left > 1 ? 2
                   : rows->gb18030 ? ig_csv_gb18030_bytes(text.bytes + i, left)
                                   : 1;
        i += n;
        end = n > 1 || !ig_csv_is_blank(text.bytes[i - 1]) ? i : end;
    }
    text.size_bytes = end;
    return text;
}

/* A quote at the beginning alone is one astray, and data. */
static bool is_quoted(const ig_csv_rows *rows, ig_text text) {
    return rows->quote != 0 && text.size_bytes > 1 && text.bytes[0] == rows->quote &&
           text.bytes[text.size_bytes - 1] == rows->quote;
}

static ig_text inner_of(ig_text text) {
    return (ig_text){text.bytes + 1, text.size_bytes - 2};
}

int ig_csv_value_append(const ig_csv_rows *rows, ig_text raw, ig_buffer *out, ig_error *err) {
    ig_text text = trim(rows, raw);
    return is_quoted(rows, text) ? append_unquoted(rows, inner_of(text), out, err)
                                 : append_unescaped(rows, text, out, err);
}

int ig_csv_rows_value(const ig_csv_rows *rows, ig_text raw, ig_buffer *scratch, ig_text *value,
                      ig_error *err) {
    scratch->size_bytes = 0;
    *value = rows->literal ? raw : trim(rows, raw);
    bool quoted = !rows->literal && is_quoted(rows, *value);
    if (quoted) {
        *value = inner_of(*value);
    }
    if (rows->literal || value->size_bytes == 0) {
        return 0;
    }
    bool rewrite = (rows->escape != 0 && memchr(value->bytes, rows->escape, value->size_bytes)) ||
                   (quoted && memchr(value->bytes, rows->quote, value->size_bytes));
    if (!rewrite) {
        return 0;
    }
    ig_text text = *value;
    if ((quoted ? append_unquoted : append_unescaped)(rows, text, scratch, err) != 0) {
        return -1;
    }
    *value = (ig_text){scratch->bytes, scratch->size_bytes};
    return 0;
}

ig_text ig_csv_rows_record(const ig_csv_rows *rows, size_t row) {
    if (rows->literal) {
        const uint32_t *span = rows->spans + 2 * row;
        return (ig_text){rows->file_bytes + span[0], span[1] - span[0]};
    }
    uint32_t start = rows->befores[row * rows->n_columns] + 1;
    uint32_t end = rows->ends[row * rows->n_columns + rows->n_columns - 1];
    while (!ig_csv_is_line_end(rows->bytes[end])) {
        end++; /* over the empty cell that was left out */
    }
    return (ig_text){rows->bytes + start, end - start};
}
