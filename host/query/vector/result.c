/* Result columns: written directly, since dictionaries are shared and never rebuilt. */
#include "query/vector/result.h"

#include "table/decimal.h"

static unsigned width_of(ig_type type, int64_t least, int64_t greatest) {
    unsigned width = ig_int_width(least, greatest);
    switch (type) {
    case IG_BOOL: return 0;
    case IG_REAL: return sizeof(double);
    case IG_TEXT: return greatest <= UINT8_MAX ? 1 : greatest <= UINT16_MAX ? 2 : 4;
    case IG_MONTH: return width < 2 ? 2 : width;
    default: return width;
    }
}

static void store_int(ig_column *column, size_t row, int64_t value) {
    switch (column->width) {
    case 0: ig_bit_put(column->values, row, value != 0); return;
    case 1: ((uint8_t *)column->values)[row] = (uint8_t)value; return;
    case 2: ((uint16_t *)column->values)[row] = (uint16_t)value; return;
    case 4: ((uint32_t *)column->values)[row] = (uint32_t)value; return;
    default: ((int64_t *)column->values)[row] = value; return;
    }
}

static int mark_missing(ig_column *column, const uint32_t *counts, ig_error *err) {
    size_t n_missing = 0;
    for (size_t i = 0; counts != NULL && i < column->n_rows; i++)
        n_missing += counts[i] == 0;
    if (n_missing == 0)
        return 0;
    column->validity =
        ig_alloc_zero(column->memory, ig_bitmap_words(column->n_rows), sizeof(uint64_t), err);
    if (column->validity == NULL)
        return -1;
    column->n_missing = n_missing;
    for (size_t i = 0; i < column->n_rows; i++)
        if (counts[i] != 0)
            ig_bit_put(column->validity, i, true);
    return 0;
}

ig_column *ig_result_column(ig_memory *memory, const ig_likeness *like, int64_t least,
                            int64_t greatest, size_t n, ig_error *err) {
    unsigned width = width_of(like->type, least, greatest);
    ig_column *column = ig_column_new(memory, like->type, like->scale, width, n, err);
    if (column == NULL)
        return NULL;
    if (like->dict != NULL)
        column->dict = ig_dict_retain(like->dict);
    if (ig_column_set_unit(column, like->unit, err) != 0) {
        ig_column_release(column);
        return NULL;
    }
    return column;
}

static ig_column *make(ig_memory *memory, const ig_likeness *like, int64_t least, int64_t greatest,
                       const uint32_t *counts, size_t n, ig_error *err) {
    ig_column *column = ig_result_column(memory, like, least, greatest, n, err);
    if (column != NULL && mark_missing(column, counts, err) != 0) {
        ig_column_release(column);
        return NULL;
    }
    return column;
}

ig_column *ig_result_ints(ig_memory *memory, const ig_likeness *like, const int64_t *values,
                          const uint32_t *counts, size_t n, ig_error *err) {
    int64_t least = 0, greatest = 0;
    for (size_t i = 0; i < n; i++) {
        least = values[i] < least ? values[i] : least;
        greatest = values[i] > greatest ? values[i] : greatest;
    }
    ig_column *column = make(memory, like, least, greatest, counts, n, err);
    for (size_t i = 0; column != NULL && i < n; i++)
        store_int(column, i, counts == NULL || counts[i] != 0 ? values[i] : 0);
    return column;
}

ig_column *ig_result_reals(ig_memory *memory, const ig_likeness *like, const double *values,
                           const uint32_t *counts, size_t n, ig_error *err) {
    ig_column *column = make(memory, like, 0, 0, counts, n, err);
    for (size_t i = 0; column != NULL && i < n; i++)
        ((double *)column->values)[i] = counts == NULL || counts[i] != 0 ? values[i] : 0.0;
    return column;
}
