/*
 * A table from sheets, cell by cell through builders: slow and obvious. Types are found by trying all
 * values of a column for each in turn.
 */
#ifndef INGOT_TESTS_CSV_COLUMNS_REFERENCE_H
#define INGOT_TESTS_CSV_COLUMNS_REFERENCE_H

#include "csv/columns/parts.h"
#include "table/builder.h"

typedef struct slow_column {
    const ig_csv_spec *spec;
    const sheet *sheets;
    size_t n_sheets;
    const char *name;
    ig_csv_taking how;
    bool month_named;
} slow_column;

/* The heading of the column in a sheet, or SIZE_MAX. */
static inline size_t slow_heading(const slow_column *column, const sheet *s) {
    for (size_t c = 0; c < s->n_columns; c++) {
        size_t index;
        const ig_csv_column *known = spec_column(column->spec, s->names[c], &index);
        if (strcmp(known == NULL ? s->names[c] : known->name, column->name) == 0) {
            return c;
        }
    }
    return SIZE_MAX;
}

/* Calls `each` with all cells in order, NULL where the sheet has none. */
static inline void slow_walk(const slow_column *column, void *context,
                             void (*each)(const slow_column *, void *, const char *)) {
    for (size_t i = 0; i < column->n_sheets; i++) {
        const sheet *s = &column->sheets[i];
        size_t c = slow_heading(column, s);
        for (size_t row = 0; row < s->n_rows; row++) {
            each(column, context, c == SIZE_MAX ? NULL : s->cells[row * s->n_columns + c]);
        }
    }
}

typedef struct slow_facts {
    bool seen, months, numbers, reals, fits;
    unsigned scale;
} slow_facts;

static inline void slow_look(const slow_column *column, void *context, const char *cell) {
    slow_facts *facts = context;
    if (cell == NULL || ig_csv_reason(&column->how, trimmed_of(cell)) != IG_PRESENT) {
        return;
    }
    ig_text text = trimmed_of(cell);
    int32_t month;
    ig_number number = ig_number_parse(text.bytes, text.size_bytes, column->how.marks);
    facts->seen = true;
    facts->months =
        facts->months && ig_month_parse(text.bytes, text.size_bytes, column->month_named, &month);
    facts->numbers = facts->numbers && number.kind != IG_NUMBER_NOT && !number.leading_zero;
    facts->reals = facts->reals || (number.kind == IG_NUMBER_REAL &&
                                    (column->how.kind != IG_AS_DECIMAL || ig_csv_is_plain(text)));
    if (number.kind == IG_NUMBER_DECIMAL && number.scale > facts->scale) {
        facts->scale = number.scale;
    }
}

static inline void slow_fit(const slow_column *column, void *context, const char *cell) {
    slow_facts *facts = context;
    int64_t units;
    if (cell == NULL || ig_csv_reason(&column->how, trimmed_of(cell)) != IG_PRESENT) {
        return;
    }
    ig_text text = trimmed_of(cell);
    ig_number number = ig_number_parse(text.bytes, text.size_bytes, column->how.marks);
    if (number.kind == IG_NUMBER_DECIMAL) {
        facts->fits =
            facts->fits && ig_decimal_rescale(number.units, number.scale, facts->scale, &units);
    }
}

typedef struct slow_building {
    ig_builder *builder;
    ig_type type;
    unsigned scale;
} slow_building;

static inline void slow_put(const slow_column *column, void *context, const char *cell) {
    slow_building *b = context;
    ig_error err;
    if (cell == NULL) {
        assert_int_equal(ig_builder_missing(b->builder, IG_EMPTY, &err), 0);
        return;
    }
    judged j = judge(&column->how, cell);
    ig_text text = trimmed_of(cell);
    if (j.fate == CELL_MISSING || j.fate == CELL_REJECTED) {
        ig_reason reason = j.fate == CELL_MISSING ? j.reason : IG_REJECTED;
        assert_int_equal(ig_builder_missing(b->builder, reason, &err), 0);
        return;
    }
    int32_t month = 0;
    int64_t units = 0;
    switch (b->type) {
    case IG_TEXT: assert_int_equal(ig_builder_text(b->builder, cell, strlen(cell), &err), 0); break;
    case IG_MONTH:
        assert_true(ig_month_parse(text.bytes, text.size_bytes, true, &month));
        assert_int_equal(ig_builder_int(b->builder, month, &err), 0);
        break;
    case IG_REAL:
        assert_int_equal(ig_builder_real(b->builder, real_of_number(&j.number), &err), 0);
        break;
    default:
        assert_true(ig_decimal_rescale(j.number.units, j.number.scale, b->scale, &units));
        assert_int_equal(ig_builder_int(b->builder, units, &err), 0);
        break;
    }
}

static inline slow_building slow_type(const slow_column *column) {
    slow_facts facts = {.months = true, .numbers = true, .fits = true};
    slow_walk(column, &facts, slow_look);
    slow_walk(column, &facts, slow_fit);
    slow_building number = {.type = facts.reals || !facts.fits ? IG_REAL : IG_DECIMAL,
                            .scale = facts.reals || !facts.fits ? 0 : facts.scale};
    switch (column->how.kind) {
    case IG_AS_TEXT: return (slow_building){.type = IG_TEXT};
    case IG_AS_MONTH: return (slow_building){.type = IG_MONTH};
    case IG_AS_REAL: return (slow_building){.type = IG_REAL};
    case IG_AS_DECIMAL: return number;
    case IG_INFER: break;
    }
    bool months = facts.seen && facts.months;
    if (months && column->month_named) {
        return (slow_building){.type = IG_MONTH};
    }
    if (facts.seen && facts.numbers) {
        return number;
    }
    return (slow_building){.type = months ? IG_MONTH : IG_TEXT};
}

static inline ig_column *slow_build(const slow_column *column, ig_memory *memory) {
    ig_error err;
    slow_building b = slow_type(column);
    b.builder = ig_builder_new(memory, b.type, b.scale, 0, &err);
    assert_non_null(b.builder);
    slow_walk(column, &b, slow_put);
    ig_column *built = ig_builder_finish(b.builder, &err);
    assert_non_null(built);
    return built;
}

static inline void assert_same_dict(const ig_dict *a, const ig_dict *b) {
    assert_int_equal(ig_dict_size(a), ig_dict_size(b));
    for (uint32_t i = 0; i < ig_dict_size(a); i++) {
        ig_text x = ig_dict_text(a, i);
        ig_text y = ig_dict_text(b, i);
        assert_int_equal(x.size_bytes, y.size_bytes);
        assert_memory_equal(x.bytes, y.bytes, x.size_bytes);
    }
}

/* The same bits. */
static inline void assert_same_column(const ig_column *a, const ig_column *b) {
    size_t n = a->n_rows;
    assert_string_equal(ig_type_name(a->type), ig_type_name(b->type));
    assert_int_equal(a->scale, b->scale);
    assert_int_equal(a->width, b->width);
    assert_int_equal(n, b->n_rows);
    assert_int_equal(a->n_missing, b->n_missing);
    assert_int_equal(a->validity == NULL, b->validity == NULL);
    assert_int_equal(a->reasons == NULL, b->reasons == NULL);
    if (n > 0) {
        assert_memory_equal(a->values, b->values, n * a->width);
    }
    if (a->validity != NULL) {
        assert_memory_equal(a->validity, b->validity, ig_bitmap_words(n) * 8);
    }
    if (a->reasons != NULL) {
        assert_memory_equal(a->reasons, b->reasons, n);
    }
    assert_int_equal(a->dict == NULL, b->dict == NULL);
    if (a->dict != NULL) {
        assert_same_dict(a->dict, b->dict);
    }
}

#endif
