/*
 * Columns whose type the spec gives. A cell is missing, a number, or a reject; numbers need not be
 * canonical, for the column never becomes text. A decimal column with a number that is none (more
 * than 9 places, or than 64 bits hold) may still become one of reals: its stretch is one of texts.
 */
#include "csv/cells/cell.h"
#include "csv/cells/number.h"

typedef enum taken { FAILED = -1, MISSED, NUMBER } taken;

typedef struct found {
    unsigned scales;
    unsigned reasons;
    bool real; /* some number is no decimal */
} found;

static void miss(uint8_t *mark, found *all, ig_reason reason) {
    *mark = (uint8_t)(IG_CSV_MISSING | reason);
    all->reasons |= 1u << reason;
}

/* Any number, or what is missing or rejected; that is marked. A decimal one that is a real number has
   the kind of one. */
static taken take_odd(const ig_csv_cells *cells, size_t row, ig_text value, ig_number *number,
                      uint8_t *mark, found *all, ig_error *err) {
    ig_reason reason;
    if (ig_csv_cell_reason(cells, value, &reason, err) != 0) {
        return FAILED;
    }
    if (reason != IG_PRESENT) {
        miss(mark, all, reason);
        return MISSED;
    }
    ig_text trimmed = ig_csv_text_trim(value);
    bool decimal = cells->how->kind == IG_AS_DECIMAL;
    *number = ig_number_parse(trimmed.bytes, trimmed.size_bytes, cells->how->marks);
    if (number->kind == IG_NUMBER_DECIMAL ||
        (number->kind == IG_NUMBER_REAL && (!decimal || ig_csv_is_plain(trimmed)))) {
        return NUMBER;
    }
    miss(mark, all, IG_REJECTED);
    ig_csv_fault_kind kind = decimal ? IG_CSV_NO_DECIMAL : IG_CSV_NO_NUMBER;
    return ig_csv_cell_reject(cells, row, value, kind, err) == 0 ? MISSED : FAILED;
}

/* The number of a cell: units, with its scale in `mark`; or its kind is IG_NUMBER_REAL. */
static inline taken take(const ig_csv_cells *cells, size_t row, ig_number *number, uint8_t *mark,
                         found *all, ig_error *err) {
    ig_text value;
    if (ig_csv_cell(cells, false, row, &value, err) < 0) {
        return FAILED;
    }
    if (!cells->missing_numbers && ig_csv_number(value.bytes, value.size_bytes, cells->decimal,
                                                 &number->units, &number->scale)) {
        number->kind = IG_NUMBER_DECIMAL;
    } else {
        taken what = take_odd(cells, row, value, number, mark, all, err);
        if (what != NUMBER) {
            return what;
        }
    }
    *mark = number->scale;
    all->scales |= 1u << number->scale;
    return NUMBER;
}

int ig_csv_take_decimals(const ig_csv_cells *cells, ig_csv_room room, ig_csv_stretch *out,
                         ig_error *err) {
    found all = {0};
    int64_t *units = room.values;
    for (size_t row = 0; row < cells->rows->n_rows; row++) {
        ig_number number;
        taken what = take(cells, row, &number, &room.marks[row], &all, err);
        if (what == FAILED) {
            return -1;
        }
        units[row] = what == NUMBER && number.kind == IG_NUMBER_DECIMAL ? number.units : 0;
        all.real = all.real || (what == NUMBER && number.kind == IG_NUMBER_REAL);
    }
    if (!all.real) {
        return ig_csv_stretch_numbers(cells, room, all.scales, all.reasons, out, err);
    }
    return ig_csv_take_texts_marked(cells, room, out, err);
}

int ig_csv_take_reals(const ig_csv_cells *cells, ig_csv_room room, ig_csv_stretch *out,
                      ig_error *err) {
    found all = {0};
    double *values = room.values;
    size_t n = cells->rows->n_rows;
    for (size_t row = 0; row < n; row++) {
        ig_number number;
        taken what = take(cells, row, &number, &room.marks[row], &all, err);
        if (what == FAILED) {
            return -1;
        }
        values[row] = what == MISSED ? 0
                      : number.kind == IG_NUMBER_DECIMAL
                          ? ig_decimal_real(number.units, number.scale)
                          : number.real;
    }
    out->form = all.scales == 0 ? IG_CSV_NOTHING : IG_CSV_REALS;
    if (out->form == IG_CSV_REALS) {
        out->width = sizeof(double);
        out->values = ig_csv_cells_alloc(cells, sizeof(double), err);
        if (out->values == NULL) {
            return -1;
        }
        memcpy(out->values, values, n * sizeof(double));
    }
    return ig_csv_stretch_mark(cells, out, room.marks, all.reasons, err);
}
