/*
 * Only texts can hold a delimiter, so all other cells are printed straight into the output. A table
 * of one column writes a missing cell as "" too, since readers drop blank lines.
 */
#include "lua/csv.h"

#include <string.h>

static bool needs_quotes(const char *text, size_t bytes) {
    if (bytes == 0 || text[0] == ' ' || text[bytes - 1] == ' ') {
        return true;
    }
    for (size_t i = 0; i < bytes; i++) {
        if (text[i] == ',' || text[i] == '"' || text[i] == '\n' || text[i] == '\r') {
            return true;
        }
    }
    return false;
}

static int print_text(const char *text, size_t bytes, ig_buffer *out, ig_error *err) {
    if (!needs_quotes(text, bytes)) {
        return ig_buffer_append(out, text, bytes, err);
    }
    if (ig_buffer_append(out, "\"", 1, err) != 0) {
        return -1;
    }
    while (bytes > 0) {
        const char *quote = memchr(text, '"', bytes);
        size_t run = quote == NULL ? bytes : (size_t)(quote - text) + 1;
        if (ig_buffer_append(out, text, run, err) != 0 ||
            (quote != NULL && ig_buffer_append(out, "\"", 1, err) != 0)) {
            return -1;
        }
        text += run;
        bytes -= run;
    }
    return ig_buffer_append(out, "\"", 1, err);
}

static int print_cell(const ig_table *table, size_t field, size_t row, ig_buffer *out,
                      ig_error *err) {
    const ig_column *column = table->fields[field].column;
    if (!ig_column_present(column, row)) {
        return table->n_fields == 1 ? ig_buffer_append(out, "\"\"", 2, err) : 0;
    }
    if (column->type == IG_TEXT) {
        ig_text text = ig_column_text(column, row);
        return print_text(text.bytes, text.size_bytes, out, err);
    }
    return ig_table_print_cell(table, field, row, out, err);
}

/* The mark after a cell. */
static int print_end(const ig_table *table, size_t field, ig_buffer *out, ig_error *err) {
    return ig_buffer_append(out, field + 1 < table->n_fields ? "," : "\n", 1, err);
}

int ig_lua_csv_print(const ig_table *table, ig_buffer *out, ig_error *err) {
    for (size_t i = 0; i < table->n_fields; i++) {
        const char *name = table->fields[i].name;
        if (print_text(name, strlen(name), out, err) != 0 || print_end(table, i, out, err) != 0) {
            return -1;
        }
    }
    for (size_t row = 0; row < table->n_rows; row++) {
        for (size_t i = 0; i < table->n_fields; i++) {
            if (print_cell(table, i, row, out, err) != 0 || print_end(table, i, out, err) != 0) {
                return -1;
            }
        }
    }
    return 0;
}
