/* Marks become bits and reasons only where some row is missing. */
#include "csv/cells/stretch.h"

#include "csv/cells/cell.h"

void *ig_csv_cells_alloc(const ig_csv_cells *cells, size_t item_bytes, ig_error *err) {
    return ig_csv_slabs_take(&cells->shelf->slabs, cells->taker->memory, cells->rows->n_rows,
                             item_bytes, err);
}

static int mark_reasons(const ig_csv_cells *cells, ig_csv_stretch *stretch, const uint8_t *marks,
                        size_t n, ig_error *err) {
    stretch->reasons = ig_csv_cells_alloc(cells, 1, err);
    if (stretch->reasons == NULL) {
        return -1;
    }
    for (size_t i = 0; i < n; i++) {
        stretch->reasons[i] = marks[i] & IG_CSV_MISSING ? marks[i] & ~IG_CSV_MISSING : IG_PRESENT;
    }
    return 0;
}

int ig_csv_stretch_mark(const ig_csv_cells *cells, ig_csv_stretch *stretch, const uint8_t *marks,
                        unsigned reasons, ig_error *err) {
    size_t n = cells->rows->n_rows;
    if ((reasons & ~(1u << IG_EMPTY)) != 0 && mark_reasons(cells, stretch, marks, n, err) != 0) {
        return -1;
    }
    if (reasons == 0 || stretch->form == IG_CSV_NOTHING) {
        return 0;
    }
    stretch->validity = ig_csv_slabs_take(&cells->shelf->slabs, cells->taker->memory,
                                          ig_bitmap_words(n), sizeof(uint64_t), err);
    if (stretch->validity == NULL) {
        return -1;
    }
    for (size_t at = 0; at < n; at += 64) {
        size_t some = n - at < 64 ? n - at : 64;
        uint64_t all = some == 64 ? ~UINT64_C(0) : (UINT64_C(1) << some) - 1;
        stretch->validity[at / 64] = ~ig_bitmap_pack(marks + at, some) & all;
    }
    return 0;
}
