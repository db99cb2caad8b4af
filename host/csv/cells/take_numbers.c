/*
 * Numbers whose text is canonical, of a column whose type is open. The loop keeps units and scale of
 * each; what all of them have in common is found afterwards.
 */
#include "base/clones.h"
#include "csv/cells/cell.h"
#include "csv/cells/number.h"
#include "table/narrow.h"

typedef struct found {
    unsigned scales;
    unsigned reasons;
} found;

/* A cell that as it stands is no number: 1 when it is not missing either. */
static int take_odd(const ig_csv_cells *cells, size_t row, int64_t *units, uint8_t *mark,
                    found *all, ig_error *err) {
    ig_text value;
    ig_reason reason = IG_PRESENT;
    if (ig_csv_cell(cells, false, row, &value, err) < 0 ||
        ig_csv_cell_reason(cells, value, &reason, err) != 0) {
        return -1;
    }
    if (reason != IG_PRESENT) {
        *units = 0;
        *mark = (uint8_t)(IG_CSV_MISSING | reason);
        all->reasons |= 1u << reason;
        return 0;
    }
    if (!ig_csv_number(value.bytes, value.size_bytes, cells->decimal, units, mark)) {
        return 1;
    }
    all->scales |= 1u << *mark;
    return 0;
}

/* Cells are taken as they stand first: quotes and blanks belong to no number. */
static int take(const ig_csv_cells *cells, ig_csv_room room, found *all, size_t *row,
                ig_error *err) {
    const char *bytes = cells->rows->bytes;
    const uint32_t *befores = cells->befores;
    const uint32_t *ends = cells->ends;
    size_t n_rows = cells->rows->n_rows;
    size_t stride = cells->stride;
    bool careful = cells->missing_numbers;
    char decimal = cells->decimal;
    unsigned scales = 0;
    int64_t *units = room.values;
    uint8_t *marks = room.marks;
    for (size_t i = 0; i < n_rows; i++) {
        uint32_t start = befores[i * stride] + 1; /* wraps to 0 */
        uint32_t size_bytes = ends[i * stride] - start;
        int64_t unit = 0;
        uint8_t scale = 0;
        if (__builtin_expect(
                !careful && ig_csv_number(bytes + start, size_bytes, decimal, &unit, &scale), 1)) {
            units[i] = unit;
            marks[i] = scale;
            scales |= 1u << scale;
            continue;
        }
        int status = take_odd(cells, i, &units[i], &marks[i], all, err);
        if (status != 0) {
            *row = i;
            return status;
        }
    }
    all->scales |= scales;
    return 0;
}

int ig_csv_take_numbers(const ig_csv_cells *cells, ig_csv_room room, size_t *row,
                        ig_csv_stretch *out, ig_error *err) {
    found all = {0};
    int status = take(cells, room, &all, row, err);
    if (status != 0) {
        return status;
    }
    return ig_csv_stretch_numbers(cells, room, all.scales, all.reasons, out, err);
}

typedef struct bounds {
    int64_t min, max;
} bounds;

IG_CLONES static bounds bounds_of(const int64_t *units, size_t n) {
    int64_t min = units[0];
    int64_t max = units[0];
    for (size_t i = 1; i < n; i++) {
        min = units[i] < min ? units[i] : min;
        max = units[i] > max ? units[i] : max;
    }
    return (bounds){min, max};
}

static void widen(ig_csv_numbers *numbers, unsigned scale, bounds by) {
    if (!numbers->has_scale[scale]) {
        numbers->has_scale[scale] = true;
        numbers->min[scale] = by.min;
        numbers->max[scale] = by.max;
    }
    numbers->min[scale] = by.min < numbers->min[scale] ? by.min : numbers->min[scale];
    numbers->max[scale] = by.max > numbers->max[scale] ? by.max : numbers->max[scale];
}

/* What is known of the numbers, from those of this stretch. Its own bounds are returned. */
static bounds survey(ig_csv_numbers *numbers, ig_csv_room room, size_t n, unsigned scales,
                     unsigned reasons) {
    const int64_t *units = room.values;
    bounds all = bounds_of(units, n);
    if (reasons == 0 && (scales & (scales - 1)) == 0) {
        widen(numbers, (unsigned)__builtin_ctz(scales), all);
        return all;
    }
    for (size_t i = 0; i < n; i++) {
        if (!(room.marks[i] & IG_CSV_MISSING)) {
            widen(numbers, room.marks[i], (bounds){units[i], units[i]});
        }
    }
    return all;
}

static int keep_scales(ig_csv_stretch *out, ig_memory *memory, const uint8_t *marks, size_t n,
                       ig_error *err) {
    out->scales = ig_alloc(memory, n, err);
    if (out->scales == NULL) {
        return -1;
    }
    for (size_t i = 0; i < n; i++) {
        out->scales[i] = marks[i] & IG_CSV_MISSING ? 0 : marks[i];
    }
    return 0;
}

int ig_csv_stretch_numbers(const ig_csv_cells *cells, ig_csv_room room, unsigned scales,
                           unsigned reasons, ig_csv_stretch *out, ig_error *err) {
    size_t n = cells->rows->n_rows;
    ig_memory *memory = cells->taker->memory;
    if (scales == 0) {
        out->form = IG_CSV_NOTHING;
        return ig_csv_stretch_mark(out, memory, room.marks, n, reasons, err);
    }
    bounds all = survey(&cells->shelf->numbers, room, n, scales, reasons);
    out->form = IG_CSV_NUMBERS;
    out->width = (uint8_t)ig_int_width(all.min, all.max);
    out->scale = (uint8_t)__builtin_ctz(scales);
    out->values = ig_alloc_array(memory, n, out->width, err);
    if (out->values == NULL) {
        return -1;
    }
    if (out->width == sizeof(int64_t)) {
        memcpy(out->values, room.values, n * sizeof(int64_t));
    } else {
        ig_narrow_ints(out->values, out->width, room.values, sizeof(int64_t), n);
    }
    if ((scales & (scales - 1)) != 0 && keep_scales(out, memory, room.marks, n, err) != 0) {
        return -1;
    }
    return ig_csv_stretch_mark(out, memory, room.marks, n, reasons, err);
}
