/* The values of one column's cells, taken out of rows. Nearly all are borrowed from there. */
#ifndef INGOT_CSV_CELLS_CELL_H
#define INGOT_CSV_CELLS_CELL_H

#include "csv/cells/load.h"
#include "csv/cells/take.h"

/* The column that is being taken. */
typedef struct ig_csv_cells {
    const ig_csv_rows *rows;
    const uint32_t *befores; /* of the column's first cell */
    const uint32_t *ends;
    size_t stride; /* cells from one row to the next */
    size_t column;
    uint32_t chunk;
    bool bare;            /* no cell has quotes or blanks to be taken off */
    bool plain;           /* a cell that does not begin with a quote has none to be taken off */
    bool missing_numbers; /* some word that means missing is a number */
    char quote;
    char decimal;
    const ig_csv_taking *how;
    ig_csv_taker *taker;
    ig_csv_shelf *shelf;
    ig_csv_faults *faults;
} ig_csv_cells;

/* ig_csv_cell of a cell that may be quoted, or have blanks around it. */
int ig_csv_cell_strip(const ig_csv_cells *cells, ig_text raw, ig_text *value,
                      ig_error *err) IG_CHECKED;

IG_CSV_INLINE ig_text ig_csv_cell_raw(const ig_csv_cells *cells, size_t row) {
    size_t i = row * cells->stride;
    uint32_t start = cells->befores[i] + 1; /* wraps to 0 */
    return (ig_text){cells->rows->bytes + start, cells->ends[i] - start};
}

/* The value of a cell; IG_CSV_SLACK bytes can be read before and behind it. Returns 1 when it only
   lasts until the next call, −1 on failure. `bare` is cells->bare, for the compiler to know. */
IG_CSV_INLINE int ig_csv_cell(const ig_csv_cells *cells, bool bare, size_t row, ig_text *value,
                              ig_error *err) {
    ig_text raw = ig_csv_cell_raw(cells, row);
    if (bare || (cells->plain && raw.bytes[0] != cells->quote)) {
        *value = raw;
        return 0;
    }
    return ig_csv_cell_strip(cells, raw, value, err);
}

/* Notes a value that looks like several cells with a quote missing. */
void ig_csv_cell_look(const ig_csv_cells *cells, size_t row, ig_text value);

/* Lists a cell that does not fit, and its record. */
int ig_csv_cell_reject(const ig_csv_cells *cells, size_t row, ig_text value, ig_csv_fault_kind kind,
                       ig_error *err) IG_CHECKED;

/* Why a value is missing, or IG_PRESENT. What cannot be decoded is no word. */
int ig_csv_cell_reason(const ig_csv_cells *cells, ig_text value, ig_reason *reason,
                       ig_error *err) IG_CHECKED;

/* A value in UTF-8, until the next call. Returns 1 when it cannot be decoded. */
int ig_csv_cell_decode(const ig_csv_cells *cells, ig_text value, ig_text *text,
                       ig_error *err) IG_CHECKED;

/* Marks of rows, as the loops leave them: the scale of a number, or MISSING and the reason. */
enum { IG_CSV_MISSING = 0x80 };

/* Gives the stretch its validity and reasons from the marks of its rows; `reasons` has the bits of
   those that occur. */
int ig_csv_stretch_mark(const ig_csv_cells *cells, ig_csv_stretch *stretch, const uint8_t *marks,
                        unsigned reasons, ig_error *err) IG_CHECKED;

/* Room of the shelf for an item a row. */
void *ig_csv_cells_alloc(const ig_csv_cells *cells, size_t item_bytes, ig_error *err) IG_CHECKED;

/* The ways of taking a column of some rows. `room` has 8 bytes for each row's value, `marks` one for
   its mark. Stretches are left half-made on failure: their owner resets them. */
typedef struct ig_csv_room {
    void *values;
    uint8_t *marks;
} ig_csv_room;
int ig_csv_take_texts(const ig_csv_cells *cells, ig_csv_room room, ig_csv_stretch *out,
                      ig_error *err) IG_CHECKED;
/* The same where marks say that rows were rejected. */
int ig_csv_take_texts_marked(const ig_csv_cells *cells, ig_csv_room room, ig_csv_stretch *out,
                             ig_error *err) IG_CHECKED;
int ig_csv_take_months(const ig_csv_cells *cells, ig_csv_room room, ig_csv_stretch *out,
                       ig_error *err) IG_CHECKED;
/* Returns 1, and nothing is changed, when row number `*row` is no canonical number. */
int ig_csv_take_numbers(const ig_csv_cells *cells, ig_csv_room room, size_t *row,
                        ig_csv_stretch *out, ig_error *err) IG_CHECKED;
int ig_csv_take_decimals(const ig_csv_cells *cells, ig_csv_room room, ig_csv_stretch *out,
                         ig_error *err) IG_CHECKED;
int ig_csv_take_reals(const ig_csv_cells *cells, ig_csv_room room, ig_csv_stretch *out,
                      ig_error *err) IG_CHECKED;

/* Makes the stretch of numbers that values and marks hold; bit s of `scales` says that a number has
   scale s, `reasons` as above. */
int ig_csv_stretch_numbers(const ig_csv_cells *cells, ig_csv_room room, unsigned scales,
                           unsigned reasons, ig_csv_stretch *out, ig_error *err) IG_CHECKED;

#endif
