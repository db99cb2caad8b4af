/*
 * What the tests of host/store share: tables of every type with random cells, and all of a table as
 * one text, so that two tables can be compared whole.
 */
#ifndef INGOT_TESTS_STORE_WORLD_H
#define INGOT_TESTS_STORE_WORLD_H

#include "base/folder.h"

#include "store/snapshot.h"
#include "table/builder.h"
#include "table/month.h"

/* What random columns are made of. */
typedef struct recipe {
    ig_type type;
    unsigned scale;
    int64_t most;     /* numbers reach from −most to most; texts are so many */
    unsigned missing; /* one in so many; 0: none */
    bool reasons;
    const char *unit, *source;
} recipe;

static inline int add_random(ig_builder *builder, const recipe *r, uint64_t *seed, ig_error *err) {
    char text[32];
    int64_t number = (int64_t)random_below(seed, (size_t)r->most + 1);
    if (r->missing > 0 && random_below(seed, r->missing) == 0) {
        ig_reason reason = r->reasons ? (ig_reason)(IG_EMPTY + random_below(seed, 3)) : IG_EMPTY;
        return ig_builder_missing(builder, reason, err);
    }
    switch (r->type) {
    case IG_DECIMAL: return ig_builder_int(builder, random_next(seed) & 1 ? -number : number, err);
    case IG_MONTH: return ig_builder_int(builder, 24300 + number, err);
    case IG_REAL: return ig_builder_real(builder, (double)number / 7 - 3, err);
    case IG_BOOL: return ig_builder_bool(builder, number & 1, err);
    case IG_TEXT: break;
    }
    int length = snprintf(text, sizeof text, "%s%d", number % 5 == 0 ? "" : "text ", (int)number);
    return ig_builder_text(builder, text, number == 3 ? 0 : (size_t)length, err);
}

static inline ig_column *random_column(ig_memory *memory, const recipe *r, size_t n_rows,
                                       uint64_t *seed, ig_error *err) {
    ig_builder *builder = ig_builder_new(memory, r->type, r->scale, n_rows, err);
    for (size_t i = 0; builder != NULL && i < n_rows; i++) {
        if (add_random(builder, r, seed, err) != 0) {
            ig_builder_free(builder);
            builder = NULL;
        }
    }
    ig_column *column = builder == NULL ? NULL : ig_builder_finish(builder, err);
    if (column != NULL && (ig_column_set_unit(column, r->unit, err) != 0 ||
                           ig_column_set_source(column, r->source, err) != 0)) {
        ig_column_release(column);
        column = NULL;
    }
    return column;
}

static const recipe every_type[] = {
    {.type = IG_DECIMAL, .most = 100, .unit = "kg", .source = "数量"},
    {.type = IG_DECIMAL, .scale = 2, .most = 30000, .missing = 3, .reasons = true},
    {.type = IG_DECIMAL, .scale = 9, .most = 2000000000, .missing = 50},
    {.type = IG_DECIMAL, .most = INT64_MAX / 2, .unit = "USD"},
    {.type = IG_REAL, .most = 1000, .missing = 4},
    {.type = IG_REAL, .most = 1000},
    {.type = IG_TEXT, .most = 50, .source = "商品"},
    {.type = IG_TEXT, .most = 600, .missing = 5, .reasons = true},
    {.type = IG_TEXT, .most = 100000},
    {.type = IG_MONTH, .most = 100, .missing = 9},
    {.type = IG_BOOL, .most = 1},
    {.type = IG_BOOL, .most = 1, .missing = 2},
};

/* A table of the first n recipes, "c0", "c1" … NULL on failure. */
static inline ig_table *random_table(ig_memory *memory, size_t n_columns, size_t n_rows,
                                     uint64_t *seed, ig_error *err) {
    ig_table *table = ig_table_new(memory, n_rows, err);
    for (size_t i = 0; table != NULL && i < n_columns; i++) {
        char name[8];
        snprintf(name, sizeof name, "c%d", (int)i);
        ig_column *column = random_column(memory, &every_type[i], n_rows, seed, err);
        if (column == NULL || ig_table_add(table, name, column, err) != 0) {
            ig_table_release(table);
            table = NULL;
        }
    }
    return table;
}

/* The same with a coverage and warnings of its own; one with an odd number of rows tells as well how
   files were read. */
static inline ig_table *attached_table(ig_memory *memory, size_t n_columns, size_t n_rows,
                                       uint64_t *seed, ig_error *err) {
    ig_table *table = random_table(memory, n_columns, n_rows, seed, err);
    if (table != NULL) {
        table->coverage = random_table(memory, 2, 7, seed, err);
        table->warnings = random_table(memory, 7, 3, seed, err);
        bool detects = n_rows % 2 != 0;
        table->detected = detects ? random_table(memory, 5, 4, seed, err) : NULL;
        if (table->coverage == NULL || table->warnings == NULL ||
            (detects && table->detected == NULL)) {
            ig_table_release(table);
            table = NULL;
        }
    }
    return table;
}

static inline void print_column(const ig_table *table, size_t i, ig_buffer *out) {
    ig_error err;
    const ig_column *c = table->fields[i].column;
    assert_int_equal(ig_buffer_printf(out, &err, "\n%s %s(%d) %d/%zu %s %s:", table->fields[i].name,
                                      ig_type_name(c->type), c->scale, c->width, c->n_missing,
                                      c->unit == NULL ? "-" : c->unit,
                                      c->source == NULL ? "-" : c->source),
                     0);
    for (size_t row = 0; row < table->n_rows; row++) {
        if (ig_column_present(c, row)) {
            assert_int_equal(ig_table_print_cell(table, i, row, out, &err), 0);
        } else {
            int reason = c->reasons == NULL ? IG_EMPTY : c->reasons[row];
            assert_int_equal(ig_buffer_printf(out, &err, "<%d>", reason), 0);
        }
        assert_int_equal(ig_buffer_append(out, "|", 1, &err), 0);
    }
}

/* All that a table says, NUL-terminated; the caller resets `out`. Its rows must have been touched. */
static inline const char *print_table(ig_memory *memory, ig_table *table, ig_buffer *out) {
    ig_error err;
    ig_table *all[] = {table, table->coverage, table->rejects, table->warnings, table->detected};
    ig_buffer_init(out, memory);
    for (size_t k = 0; k < sizeof all / sizeof *all; k++) {
        assert_int_equal(ig_buffer_printf(out, &err, "\n%s %zu", all[k] == NULL ? "no" : "table",
                                          all[k] == NULL ? 0 : all[k]->n_rows),
                         0);
        for (size_t i = 0; all[k] != NULL && i < all[k]->n_fields; i++) {
            print_column(all[k], i, out);
        }
    }
    const char *text = ig_buffer_text(out, &err);
    assert_non_null(text);
    return text;
}

static inline void ignore_checked(void *context, const ig_checked *checked) {
    (void)context;
    (void)checked;
}

/* All of a file; the caller frees it. */
static inline uint8_t *read_whole(const char *name, size_t *size_bytes) {
    FILE *file = fopen(name, "rb");
    assert_non_null(file);
    assert_int_equal(fseek(file, 0, SEEK_END), 0);
    *size_bytes = (size_t)ftell(file);
    rewind(file);
    uint8_t *bytes = malloc(*size_bytes + 1);
    assert_non_null(bytes);
    assert_int_equal(fread(bytes, 1, *size_bytes, file), *size_bytes);
    fclose(file);
    return bytes;
}

/* A file that is cut and filled again may be synced by the file system: thousands of times, slow. */
static inline void write_anew(const char *name, const void *bytes, size_t size_bytes) {
    (void)remove(name);
    write_bytes(name, bytes, size_bytes);
}

#endif
