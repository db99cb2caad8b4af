/* Values are loaded as they come; where a column has missing ones, the rest closes up afterwards. */
#include "query/measure/present.h"

#include <string.h>

static void load(const ig_column *column, ig_block block, ig_present_values *out) {
    if (column->type == IG_REAL)
        ig_load_reals(column, block, out->reals);
    else
        ig_load_ints(column, block, out->ints);
}

static ig_block block_of(ig_view view, ig_span span, size_t skip, size_t n, uint32_t *scratch) {
    return span.positions != NULL ? ig_view_picked(view, span.positions + skip, n, scratch)
                                  : ig_view_block(view, span.at + skip, n);
}

/* Loads a column and takes from `present` the rows where it is missing; true where it may be. */
static bool load_column(ig_view view, ig_span span, size_t skip, size_t n, ig_present_values *out,
                        uint8_t *present) {
    uint32_t scratch[IG_VECTOR_ROWS];
    uint8_t here[IG_VECTOR_ROWS];
    ig_block block = block_of(view, span, skip, n, scratch);
    load(view.column, block, out);
    if (view.column->validity == NULL)
        return false;
    ig_load_present(view.column, block, here);
    for (size_t i = 0; i < n; i++)
        present[i] &= here[i];
    return true;
}

static inline size_t keep_values(ig_present_values *values, const uint8_t *present, size_t n) {
    size_t kept = 0;
    for (size_t i = 0; i < n; i++) {
        values->ints[kept] = values->ints[i]; /* 8 bytes of either kind */
        kept += present[i];
    }
    return kept;
}

static inline void keep_ids(ig_present *out, const uint8_t *present) {
    size_t kept = 0;
    for (size_t i = 0; i < out->n; i++) {
        out->kept_ids[kept] = out->ids[i];
        kept += present[i];
    }
    out->ids = out->kept_ids;
}

static void load_ids(const ig_groups *groups, ig_span span, size_t skip, ig_present *out) {
    out->ids = groups->ids != NULL ? groups->ids + span.at + skip : NULL;
    if (groups->ids == NULL || span.positions == NULL)
        return;
    for (size_t i = 0; i < out->n; i++)
        out->kept_ids[i] = groups->ids[span.positions[skip + i]];
    out->ids = out->kept_ids;
}

void ig_present_load(const ig_argument *argument, ig_span span, size_t skip, ig_present *out) {
    uint8_t present[IG_VECTOR_ROWS];
    bool two = argument->y.column != NULL;
    out->n = ig_least(IG_VECTOR_ROWS, span.n - skip);
    memset(present, 1, sizeof present);
    load_ids(argument->groups, span, skip, out);
    bool partial = load_column(argument->x, span, skip, out->n, &out->x, present);
    if (two && load_column(argument->y, span, skip, out->n, &out->y, present))
        partial = true;
    if (!partial)
        return;
    if (out->ids != NULL)
        keep_ids(out, present);
    if (two)
        (void)keep_values(&out->y, present, out->n);
    out->n = keep_values(&out->x, present, out->n);
}
