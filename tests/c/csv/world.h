/*
 * What the tests of host/csv share: GB18030 text from UTF-8, and a table as one text, so that a test
 * can assert all of it.
 */
#ifndef INGOT_TESTS_CSV_WORLD_H
#define INGOT_TESTS_CSV_WORLD_H

#include "base/folder.h"

#include <iconv.h>

#include "csv/read.h"
#include "table/table.h"

static inline void write_text(const char *name, const char *text) {
    write_bytes(name, text, strlen(text));
}

/* The text in GB18030, NUL-terminated; the caller frees it. */
static inline char *gb18030_of(const char *text) {
    size_t left = strlen(text);
    size_t room = 2 * left + 1;
    char *out = calloc(1, room);
    assert_non_null(out);
    char *from = (char *)text;
    char *to = out;
    iconv_t converter = iconv_open("GB18030", "UTF-8");
    assert_true(converter != (iconv_t)-1);
    assert_int_equal(iconv(converter, &from, &left, &to, &room), 0);
    iconv_close(converter);
    return out;
}

static inline void write_gb18030(const char *name, const char *text) {
    char *bytes = gb18030_of(text);
    write_text(name, bytes);
    free(bytes);
}

static inline ig_csv_spec plain_spec(void) {
    return (ig_csv_spec){.dialect = {.delimiter = ",", .quote = '"', .has_header = true},
                         .encoding = IG_UTF8};
}

static inline void dump_cell(const ig_table *table, size_t c, size_t row, ig_buffer *out) {
    static const char *const missing[] = {"?", "~", "*", "!"}; /* by ig_reason */
    const ig_column *column = table->fields[c].column;
    ig_error err;
    if (ig_column_present(column, row)) {
        assert_int_equal(ig_table_print_cell(table, c, row, out, &err), 0);
        return;
    }
    ig_reason reason = column->reasons == NULL ? IG_EMPTY : (ig_reason)column->reasons[row];
    assert_int_equal(ig_buffer_append(out, missing[reason], 1, &err), 0);
}

/* "name:type name:decimal(2)[unit]", then one line a row: "value|value". A missing cell is "~", a
   suppressed one "*", a rejected one "!". The caller frees it. */
static inline char *dump(const ig_table *table) {
    ig_error err;
    ig_memory *memory = ig_memory_new();
    ig_buffer out;
    ig_buffer_init(&out, memory);
    for (size_t c = 0; c < table->n_fields; c++) {
        const ig_column *column = table->fields[c].column;
        assert_int_equal(ig_buffer_printf(&out, &err, "%s%s:%s", c == 0 ? "" : " ",
                                          table->fields[c].name, ig_type_name(column->type)),
                         0);
        if (column->type == IG_DECIMAL) {
            assert_int_equal(ig_buffer_printf(&out, &err, "(%u)", column->scale), 0);
        }
        if (column->unit != NULL) {
            assert_int_equal(ig_buffer_printf(&out, &err, "[%s]", column->unit), 0);
        }
    }
    for (size_t row = 0; row < table->n_rows; row++) {
        for (size_t c = 0; c < table->n_fields; c++) {
            assert_int_equal(ig_buffer_append(&out, c == 0 ? "\n" : "|", 1, &err), 0);
            dump_cell(table, c, row, &out);
        }
    }
    const char *text = ig_buffer_text(&out, &err);
    assert_non_null(text);
    char *copy = strdup(text);
    assert_non_null(copy);
    ig_buffer_reset(&out);
    ig_memory_free(memory);
    return copy;
}

static inline void assert_table(const ig_table *table, const char *expected) {
    assert_non_null(table);
    char *text = dump(table);
    assert_string_equal(text, expected);
    free(text);
}

/* The rows of rejects or warnings as text, without their heading; "" when there are none. */
static inline void assert_listed(const ig_table *table, const char *expected) {
    if (table == NULL) {
        assert_string_equal("", expected);
        return;
    }
    char *text = dump(table);
    const char *rows = strchr(text, '\n');
    assert_non_null(rows);
    assert_string_equal(rows + 1, expected);
    free(text);
}

static inline ig_table *read_one(world *w, const ig_csv_spec *spec, const char *path) {
    ig_error err = {.kind = IG_ERROR_NONE};
    ig_table *table = ig_csv_read(&w->context, spec, &path, 1, &err);
    if (table == NULL) {
        fail_msg("%s", err.text);
    }
    return table;
}

static inline void assert_refused(world *w, const ig_csv_spec *spec, const char *path,
                                  ig_error_kind kind, const char *text) {
    ig_error err = {.kind = IG_ERROR_NONE};
    size_t before = ig_memory_read(w->memory).live_blocks;
    assert_null(ig_csv_read(&w->context, spec, &path, 1, &err));
    assert_error(&err, kind, text);
    assert_int_equal(ig_memory_read(w->memory).live_blocks, before);
}

#endif
