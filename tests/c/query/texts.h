/*
 * Tables written and read as small texts:
 *   "month:month,partner:text,qty:decimal.2\n2025-04,Mexico,1.50\n2025-04,,\n"
 */
#ifndef INGOT_TESTS_QUERY_TEXTS_H
#define INGOT_TESTS_QUERY_TEXTS_H

#include "query/support.h"
#include "table/month.h"

/* The piece up to one of `ends`; steps behind it. */
static inline size_t next_piece(const char **at, const char *ends, const char **piece) {
    size_t n = strcspn(*at, ends);
    *piece = *at;
    *at += n + ((*at)[n] != '\0');
    return n;
}

static inline void build_cell(ig_builder *builder, ig_type type, unsigned scale, const char *text,
                              size_t n) {
    ig_error err;
    int32_t month;
    int64_t units;
    char copy[64] = {0};
    if (n == 0) {
        assert_int_equal(ig_builder_missing(builder, IG_EMPTY, &err), 0);
        return;
    }
    memcpy(copy, text, n < 63 ? n : 63);
    switch (type) {
    case IG_TEXT: assert_int_equal(ig_builder_text(builder, text, n, &err), 0); return;
    case IG_BOOL: assert_int_equal(ig_builder_bool(builder, copy[0] == 't', &err), 0); return;
    case IG_REAL: assert_int_equal(ig_builder_real(builder, strtod(copy, NULL), &err), 0); return;
    case IG_MONTH:
        assert_true(ig_month_parse(text, n, false, &month));
        assert_int_equal(ig_builder_int(builder, month, &err), 0);
        return;
    case IG_DECIMAL: {
        bool minus = copy[0] == '-';
        ig_number number = ig_number_parse(copy + minus, n - minus, (ig_number_marks){0});
        assert_true(ig_decimal_rescale(number.units, number.scale, scale, &units));
        assert_int_equal(ig_builder_int(builder, minus ? -units : units, &err), 0);
        return;
    }
    }
}

static inline ig_type type_named(const char *name, unsigned *scale) {
    *scale = 0;
    for (int type = IG_DECIMAL; type <= IG_BOOL; type++) {
        size_t n = strlen(ig_type_name((ig_type)type));
        if (strncmp(name, ig_type_name((ig_type)type), n) == 0) {
            if (name[n] == '.')
                *scale = (unsigned)(name[n + 1] - '0');
            return (ig_type)type;
        }
    }
    fail_msg("no type '%s'", name);
    return IG_TEXT;
}

/* A table written as text; one reference. */
static inline ig_table *table_of(ig_memory *memory, const char *text) {
    ig_error err;
    char names[16][32] = {{0}};
    ig_builder *builders[16];
    ig_type types[16];
    unsigned scales[16];
    size_t n = 0, n_rows = 0;
    const char *piece, *body = strchr(text, '\n');
    for (const char *at = text; at <= body; n++) {
        size_t size = next_piece(&at, ",\n", &piece), name = strcspn(piece, ":");
        assert_true(name < size && n < 16);
        memcpy(names[n], piece, name);
        types[n] = type_named(piece + name + 1, &scales[n]);
        builders[n] = ig_builder_new(memory, types[n], scales[n], 0, &err);
        assert_non_null(builders[n]);
    }
    for (const char *at = body + 1; *at != '\0'; n_rows++) {
        for (size_t i = 0; i < n; i++) {
            size_t size = next_piece(&at, i + 1 < n ? "," : "\n", &piece);
            build_cell(builders[i], types[i], scales[i], piece, size);
        }
    }
    ig_table *table = ig_table_new(memory, n_rows, &err);
    for (size_t i = 0; i < n; i++)
        assert_int_equal(ig_table_add(table, names[i], ig_builder_finish(builders[i], &err), &err),
                         0);
    return table;
}

/* Holds a table against its text, without types: "month,qty\n2025-04,1.50\n". */
static inline void assert_table(ig_context context, const ig_table *table, const char *expected) {
    ig_error err;
    ig_buffer out;
    ig_buffer_init(&out, context.memory);
    for (size_t i = 0; i < table->n_fields; i++)
        assert_int_equal(
            ig_buffer_printf(&out, &err, "%s%s", i > 0 ? "," : "", table->fields[i].name), 0);
    for (size_t row = 0; row <= table->n_rows; row++) {
        assert_int_equal(ig_buffer_append(&out, "\n", 1, &err), 0);
        for (size_t i = 0; row < table->n_rows && i < table->n_fields; i++) {
            assert_int_equal(ig_buffer_append(&out, ",", i > 0, &err), 0);
            assert_int_equal(ig_table_print_cell(table, i, row, &out, &err), 0);
        }
    }
    assert_string_equal(ig_buffer_text(&out, &err), expected);
    ig_buffer_reset(&out);
}

#endif
