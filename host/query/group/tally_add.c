/*
 * Kernels that fold vectors of rows into records: one loop for each kind of cell and width of value.
 * Rows of one record in a row (sorted data, no keys) are drawn together in registers first.
 */
#include "base/clones.h"
#include "query/group/tally.h"
#include "query/group/tally_few.h"
#include "table/stats.h"

static inline uint32_t *cell_32(char *cells, uint32_t offset) {
    return (uint32_t *)(void *)(cells + offset);
}

static inline int64_t *cell_64(char *cells, uint32_t offset) {
    return (int64_t *)(void *)(cells + offset);
}

IG_CLONES
bool ig_offsets_equal(const uint32_t *offsets, size_t n) {
    uint32_t differ = 0;
    for (size_t i = 0; i < n; i++)
        differ |= offsets[i] ^ offsets[0];
    return differ == 0;
}

/* ---- First rows ---- */

/* 0 when no record gets an earlier row: nearly always, so it is asked of many rows at once. */
static inline bool all_entered(char *records, const uint32_t *offsets, size_t n, uint32_t mark) {
    bool any = false;
    for (size_t i = 0; i < n; i++)
        any |= *cell_32(records, offsets[i]) < mark;
    return !any;
}

size_t ig_tally_enter(char *records, const ig_batch *batch) {
    size_t n_new = 0, n = batch->one_record ? 1 : batch->n; /* positions rise */
    const uint32_t *positions = batch->positions;
    uint32_t earliest = positions != NULL ? positions[0] : (uint32_t)batch->start;
    if (all_entered(records, batch->offsets, n, ~earliest))
        return 0;
    for (size_t i = 0; i < n; i++) {
        uint32_t *first = cell_32(records, batch->offsets[i]);
        uint32_t mark = ~(positions != NULL ? positions[i] : (uint32_t)(batch->start + i));
        n_new += *first == 0;
        *first = mark > *first ? mark : *first;
    }
    return n_new;
}

/* ---- Counts ---- */

static inline void count_rows(char *cells, const uint32_t *offsets, size_t n) {
    for (size_t i = 0; i < n; i++)
        ++*cell_32(cells, offsets[i]);
}

static inline void count_present(char *cells, const uint32_t *offsets, const uint8_t *present,
                                 size_t n) {
    for (size_t i = 0; i < n; i++)
        *cell_32(cells, offsets[i]) += present[i];
}

IG_CLONES
static uint32_t total_present(const uint8_t *present, size_t n) {
    uint32_t total = 0;
    for (size_t i = 0; i < n; i++)
        total += present[i];
    return total;
}

static void add_counts(char *cells, const ig_batch *batch, const uint8_t *present) {
    size_t n = batch->n;
    if (batch->one_record)
        *cell_32(cells, batch->offsets[0]) +=
            present != NULL ? total_present(present, n) : (uint32_t)n;
    else if (batch->n_few > 0)
        for (size_t i = 0; i < batch->n_few; i++) {
            uint32_t mine = (uint32_t)(i * batch->record_bytes);
            *cell_32(cells, mine) += ig_few_count(batch, mine, present);
        }
    else if (present != NULL)
        count_present(cells, batch->offsets, present, n);
    else
        count_rows(cells, batch->offsets, n);
}

/* ---- Sums: missing values are zero ---- */

static inline void sum_8(char *cells, const uint32_t *offsets, const int8_t *values, size_t n) {
    for (size_t i = 0; i < n; i++)
        *cell_64(cells, offsets[i]) += values[i];
}

static inline void sum_16(char *cells, const uint32_t *offsets, const int16_t *values, size_t n) {
    for (size_t i = 0; i < n; i++)
        *cell_64(cells, offsets[i]) += values[i];
}

static inline void sum_32(char *cells, const uint32_t *offsets, const int32_t *values, size_t n) {
    for (size_t i = 0; i < n; i++)
        *cell_64(cells, offsets[i]) += values[i];
}

static inline void sum_64(char *cells, const uint32_t *offsets, const int64_t *values, size_t n) {
    for (size_t i = 0; i < n; i++)
        *cell_64(cells, offsets[i]) += values[i];
}

IG_CLONES
static int64_t total_8(const int8_t *values, size_t n) {
    int32_t total = 0; /* a vector of them fits */
    for (size_t i = 0; i < n; i++)
        total += values[i];
    return total;
}

IG_CLONES
static int64_t total_16(const int16_t *values, size_t n) {
    int32_t total = 0;
    for (size_t i = 0; i < n; i++)
        total += values[i];
    return total;
}

IG_CLONES
static int64_t total_32(const int32_t *values, size_t n) {
    int64_t total = 0;
    for (size_t i = 0; i < n; i++)
        total += values[i];
    return total;
}

IG_CLONES
static int64_t total_64(const int64_t *values, size_t n) {
    int64_t total = 0; /* fits, or the cell would be a wide one */
    for (size_t i = 0; i < n; i++)
        total += values[i];
    return total;
}

static int64_t total_of(const void *values, unsigned width, size_t n) {
    switch (width) {
    case 1: return total_8(values, n);
    case 2: return total_16(values, n);
    case 4: return total_32(values, n);
    default: return total_64(values, n);
    }
}

static void add_sums(char *cells, const ig_batch *batch, const void *values, unsigned width) {
    if (batch->one_record) {
        *cell_64(cells, batch->offsets[0]) += total_of(values, width, batch->n);
        return;
    }
    for (size_t i = 0; i < batch->n_few; i++) {
        uint32_t mine = (uint32_t)(i * batch->record_bytes);
        *cell_64(cells, mine) += ig_few_sum(batch, mine, values, width);
    }
    if (batch->n_few > 0)
        return;
    switch (width) {
    case 1: sum_8(cells, batch->offsets, values, batch->n); return;
    case 2: sum_16(cells, batch->offsets, values, batch->n); return;
    case 4: sum_32(cells, batch->offsets, values, batch->n); return;
    default: sum_64(cells, batch->offsets, values, batch->n); return;
    }
}

static inline void plus_wide(ig_wide_sum *sum, uint64_t low, int64_t high) {
    sum->low += low;
    sum->high += high + (sum->low < low);
}

static void add_wide(char *cells, const ig_batch *batch, const int64_t *values) {
    for (size_t i = 0; i < batch->n; i++)
        plus_wide((void *)(cells + batch->offsets[i]), (uint64_t)values[i], values[i] < 0 ? -1 : 0);
}

/* ---- Products: one of the two values of a missing pair is zero ---- */

IG_CLONES
static void widen_8(const int8_t *values, size_t n, int32_t *out) {
    for (size_t i = 0; i < n; i++)
        out[i] = values[i];
}

IG_CLONES
static void widen_16(const int16_t *values, size_t n, int32_t *out) {
    for (size_t i = 0; i < n; i++)
        out[i] = values[i];
}

/* Values of at most 32 bits as such, in `room` where they are narrower. */
static const int32_t *widened(const void *values, unsigned width, size_t n, int32_t *room) {
    if (width == 4)
        return values;
    if (width == 2)
        widen_16(values, n, room);
    else
        widen_8(values, n, room);
    return room;
}

static inline void product_64(char *cells, const uint32_t *offsets, const int32_t *x,
                              const int32_t *y, size_t n) {
    for (size_t i = 0; i < n; i++)
        *cell_64(cells, offsets[i]) += (int64_t)x[i] * y[i];
}

static inline void product_wide(char *cells, const uint32_t *offsets, const int32_t *x,
                                const int32_t *y, size_t n) {
    for (size_t i = 0; i < n; i++) {
        int64_t product = (int64_t)x[i] * y[i];
        plus_wide((void *)(cells + offsets[i]), (uint64_t)product, product < 0 ? -1 : 0);
    }
}

IG_CLONES
static int64_t total_product(const int32_t *x, const int32_t *y, size_t n) {
    int64_t total = 0;
    for (size_t i = 0; i < n; i++)
        total += (int64_t)x[i] * y[i];
    return total;
}

static void add_products(const ig_tally *tally, char *cells, const ig_batch *batch,
                         const ig_cell *cell) {
    int32_t x_room[IG_VECTOR_ROWS], y_room[IG_VECTOR_ROWS];
    size_t n = batch->n;
    const int32_t *x =
        widened(batch->loaded[cell->source].values, tally->sources[cell->source].width, n, x_room);
    const int32_t *y = cell->other == cell->source
                           ? x
                           : widened(batch->loaded[cell->other].values,
                                     tally->sources[cell->other].width, n, y_room);
    if (cell->bytes == 16)
        product_wide(cells, batch->offsets, x, y, n);
    else if (batch->one_record)
        *cell_64(cells, batch->offsets[0]) += total_product(x, y, n);
    else
        product_64(cells, batch->offsets, x, y, n);
}

/* ---- Peaks: the greatest code; that of a missing value is 0, which raises nothing ---- */

static inline void peak_32(char *cells, const uint32_t *offsets, const uint32_t *codes, size_t n) {
    for (size_t i = 0; i < n; i++) {
        uint32_t *cell = cell_32(cells, offsets[i]);
        *cell = codes[i] > *cell ? codes[i] : *cell;
    }
}

static inline void peak_64(char *cells, const uint32_t *offsets, const uint64_t *codes, size_t n) {
    for (size_t i = 0; i < n; i++) {
        uint64_t *cell = (uint64_t *)(void *)(cells + offsets[i]);
        *cell = codes[i] > *cell ? codes[i] : *cell;
    }
}

IG_CLONES
static uint32_t greatest_32(const uint32_t *codes, size_t n) {
    uint32_t greatest = 0;
    for (size_t i = 0; i < n; i++)
        greatest = codes[i] > greatest ? codes[i] : greatest;
    return greatest;
}

IG_CLONES
static uint64_t greatest_64(const uint64_t *codes, size_t n) {
    uint64_t greatest = 0;
    for (size_t i = 0; i < n; i++)
        greatest = codes[i] > greatest ? codes[i] : greatest;
    return greatest;
}

IG_CLONES
static void mask_32(uint32_t *codes, uint32_t flip, const uint8_t *present, size_t n) {
    if (present != NULL)
        for (size_t i = 0; i < n; i++)
            codes[i] = present[i] != 0 ? codes[i] ^ flip : 0;
    else if (flip != 0)
        for (size_t i = 0; i < n; i++)
            codes[i] ^= flip;
}

IG_CLONES
static void mask_64(uint64_t *codes, uint64_t flip, const uint8_t *present, size_t n) {
    if (present != NULL)
        for (size_t i = 0; i < n; i++)
            codes[i] = present[i] != 0 ? codes[i] ^ flip : 0;
    else if (flip != 0)
        for (size_t i = 0; i < n; i++)
            codes[i] ^= flip;
}

IG_CLONES
static void codes_8(const int8_t *values, size_t n, uint32_t *codes) {
    for (size_t i = 0; i < n; i++)
        codes[i] = (uint32_t)values[i] ^ (UINT32_C(1) << 31);
}

IG_CLONES
static void codes_16(const int16_t *values, size_t n, uint32_t *codes) {
    for (size_t i = 0; i < n; i++)
        codes[i] = (uint32_t)values[i] ^ (UINT32_C(1) << 31);
}

IG_CLONES
static void codes_32(const uint32_t *values, size_t n, uint32_t *codes) {
    for (size_t i = 0; i < n; i++)
        codes[i] = values[i] ^ (UINT32_C(1) << 31);
}

static void rank_codes(const ig_source *source, const void *values, size_t n, uint32_t *codes) {
    const uint32_t *ranks = source->ranks->by_code;
    switch (source->width) {
    case 1:
        for (size_t i = 0; i < n; i++)
            codes[i] = ranks[((const uint8_t *)values)[i]];
        return;
    case 2:
        for (size_t i = 0; i < n; i++)
            codes[i] = ranks[((const uint16_t *)values)[i]];
        return;
    default:
        for (size_t i = 0; i < n; i++)
            codes[i] = ranks[((const uint32_t *)values)[i]];
        return;
    }
}

static void order_codes_32(const ig_source *source, const void *values, size_t n, uint32_t *codes) {
    const ig_column *column = source->view.column;
    if (column->type == IG_TEXT && source->ranks->n > 0)
        rank_codes(source, values, n, codes);
    else if (source->width == 1)
        codes_8(values, n, codes);
    else if (source->width == 2)
        codes_16(values, n, codes);
    else
        codes_32(values, n, codes);
}

static void order_codes_64(const ig_source *source, const void *values, size_t n, uint64_t *codes) {
    if (source->view.column->type == IG_REAL)
        for (size_t i = 0; i < n; i++)
            codes[i] = (uint64_t)ig_real_order(((const double *)values)[i]) ^ (UINT64_C(1) << 63);
    else
        for (size_t i = 0; i < n; i++)
            codes[i] = ((const uint64_t *)values)[i] ^ (UINT64_C(1) << 63);
}

static void raise_32(char *cells, const ig_batch *batch, const uint32_t *codes) {
    uint32_t greatest;
    if (batch->one_record) {
        greatest = greatest_32(codes, batch->n);
        peak_32(cells, batch->offsets, &greatest, 1);
        return;
    }
    peak_32(cells, batch->offsets, codes, batch->n);
}

static void raise_64(char *cells, const ig_batch *batch, const uint64_t *codes) {
    uint64_t greatest;
    if (batch->one_record) {
        greatest = greatest_64(codes, batch->n);
        peak_64(cells, batch->offsets, &greatest, 1);
        return;
    }
    peak_64(cells, batch->offsets, codes, batch->n);
}

static void add_peaks(char *cells, const ig_batch *batch, const ig_cell *cell,
                      const ig_source *source, ig_loaded from) {
    union {
        uint32_t half[IG_VECTOR_ROWS];
        uint64_t whole[IG_VECTOR_ROWS];
    } codes;
    if (cell->bytes == 4) {
        order_codes_32(source, from.values, batch->n, codes.half);
        mask_32(codes.half, cell->flipped ? UINT32_MAX : 0, from.present, batch->n);
        raise_32(cells, batch, codes.half);
        return;
    }
    order_codes_64(source, from.values, batch->n, codes.whole);
    mask_64(codes.whole, cell->flipped ? UINT64_MAX : 0, from.present, batch->n);
    raise_64(cells, batch, codes.whole);
}

/* ---- Places: position + 1, or ~position where the first one is kept; 0 is neither ---- */

static void add_places(char *cells, const ig_batch *batch, const ig_cell *cell, ig_loaded from) {
    uint32_t codes[IG_VECTOR_ROWS], one = cell->flipped ? 0 : 1;
    for (size_t i = 0; i < batch->n; i++)
        codes[i] =
            one + (batch->positions != NULL ? batch->positions[i] : (uint32_t)(batch->start + i));
    mask_32(codes, cell->flipped ? UINT32_MAX : 0, from.present, batch->n);
    raise_32(cells, batch, codes);
}

static void add_values(const ig_tally *tally, char *cells, const ig_batch *batch,
                       const ig_cell *cell) {
    const ig_source *source = &tally->sources[cell->source];
    ig_loaded from = batch->loaded[cell->source];
    switch (cell->kind) {
    case IG_CELL_ROWS:
    case IG_CELL_PRESENT: add_counts(cells, batch, from.present); return;
    case IG_CELL_SUM: add_sums(cells, batch, from.values, source->width); return;
    case IG_CELL_WIDE: add_wide(cells, batch, from.values); return;
    case IG_CELL_PRODUCT: add_products(tally, cells, batch, cell); return;
    case IG_CELL_PEAK: add_peaks(cells, batch, cell, source, from); return;
    case IG_CELL_PLACE: add_places(cells, batch, cell, from); return;
    }
}

void ig_tally_add(const ig_tally *tally, char *records, const ig_batch *batch) {
    for (size_t i = 0; i < tally->n_cells; i++) {
        const ig_cell *cell = &tally->cells[i];
        if (cell->kind == IG_CELL_ROWS)
            add_counts(records + cell->at, batch, NULL);
        else
            add_values(tally, records + cell->at, batch, cell);
    }
}

/* ---- Records of one group ---- */

static inline void merge_peak(char *into, const char *from, unsigned bytes) {
    if (bytes == 4)
        peak_32(into, &(uint32_t){0}, (const void *)from, 1);
    else
        peak_64(into, &(uint32_t){0}, (const void *)from, 1);
}

static void merge_cell(const ig_cell *cell, char *into, const char *from) {
    const ig_wide_sum *wide = (const void *)from;
    switch (cell->kind) {
    case IG_CELL_ROWS:
    case IG_CELL_PRESENT: *cell_32(into, 0) += *(const uint32_t *)(const void *)from; return;
    case IG_CELL_SUM:
    case IG_CELL_WIDE:
    case IG_CELL_PRODUCT:
        if (cell->bytes == 16)
            plus_wide((void *)into, wide->low, wide->high);
        else
            *cell_64(into, 0) += *(const int64_t *)(const void *)from;
        return;
    case IG_CELL_PEAK:
    case IG_CELL_PLACE: merge_peak(into, from, cell->bytes); return;
    }
}

void ig_tally_merge(const ig_tally *tally, ig_records into, const char *from, size_t from_stride) {
    for (size_t i = 0; i < into.n; i++) {
        char *to = into.bytes + i * into.stride;
        const char *record = from + i * from_stride;
        if (*(const uint32_t *)(const void *)record == 0)
            continue;
        merge_peak(to, record, 4);
        for (size_t k = 0; k < tally->n_cells; k++)
            merge_cell(&tally->cells[k], to + tally->cells[k].at, record + tally->cells[k].at);
    }
}
