/*
 * What the tests of host/csv share: a folder of their own to write files into, so that messages name
 * short paths; GB18030 text from UTF-8; and a table as one text, so that a test can assert all of it.
 */
#ifndef INGOT_TESTS_CSV_WORLD_H
#define INGOT_TESTS_CSV_WORLD_H

#include "base/harness.h"

#include <dirent.h>
#include <iconv.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "csv/read.h"
#include "table/table.h"

typedef struct world {
    ig_memory *memory;
    ig_pool *pool;
    ig_context context;
    char folder[64];
    char home[PATH_MAX];
} world;

static inline int open_world(void **state) {
    world *w = calloc(1, sizeof *w);
    ig_error err;
    assert_non_null(w);
    w->memory = ig_memory_new();
    w->pool = ig_pool_new(w->memory, 2, &err);
    assert_non_null(w->pool);
    w->context = (ig_context){.memory = w->memory, .pool = w->pool};
    assert_non_null(getcwd(w->home, sizeof w->home));
    snprintf(w->folder, sizeof w->folder, "/tmp/ingot-csv-XXXXXX");
    assert_non_null(mkdtemp(w->folder));
    assert_int_equal(chdir(w->folder), 0);
    *state = w;
    return 0;
}

static inline int close_world(void **state) {
    world *w = *state;
    DIR *folder = opendir(w->folder);
    assert_non_null(folder);
    for (struct dirent *one = readdir(folder); one != NULL; one = readdir(folder)) {
        (void)remove(one->d_name); /* "." and ".." refuse */
    }
    closedir(folder);
    assert_int_equal(chdir(w->home), 0);
    assert_int_equal(rmdir(w->folder), 0);
    ig_pool_free(w->pool);
    assert_int_equal(ig_memory_read(w->memory).live_blocks, 0);
    ig_memory_free(w->memory);
    free(w);
    return 0;
}

static inline void write_bytes(const char *name, const void *bytes, size_t size_bytes) {
    FILE *file = fopen(name, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, size_bytes, file), size_bytes);
    assert_int_equal(fclose(file), 0);
}

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
    return (ig_csv_spec){.delimiter = ',', .quote = '"', .encoding = IG_UTF8, .has_header = true};
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
