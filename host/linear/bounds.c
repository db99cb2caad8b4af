/*
 * Before an answer, each quantity gets the tightest bounds of the rows that are on: rows come and
 * go between answers, and a pass over them costs less than keeping count. Of rows that bound alike
 * the first counts.
 */
#include "linear/tableau.h"

/* `is_high`: the smaller bound is the tighter one. */
static int tighten(ig_linear *self, ig_bound *bound, const ig_side *side, size_t row, bool is_high,
                   ig_error *err) {
    ig_exact *exact = &self->exact;
    ig_point at = {side->at, ig_ratio_whole(!side->is_open ? 0 : is_high ? -1 : 1)}; /* borrowed */
    int order = bound->is_there ? ig_point_compare(exact, &at, &bound->at) : 0;
    if (!side->is_there || (bound->is_there && (is_high ? order >= 0 : order <= 0))) {
        return 0;
    }
    bound->is_there = true;
    bound->row = row;
    return ig_point_copy(exact, &bound->at, &at, err);
}

int ig_linear_bounds(ig_linear *self, size_t *crossed, ig_error *err) {
    *crossed = IG_NO_QUANTITY;
    for (size_t i = 0; i < self->n_quantities; i++) {
        self->quantities[i].low.is_there = self->quantities[i].high.is_there = false;
    }
    for (size_t i = 0; i < self->n_rows; i++) {
        const ig_row *row = &self->rows[i];
        ig_quantity *quantity = &self->quantities[row->quantity];
        if (row->is_on && (tighten(self, &quantity->low, &row->low, i, false, err) != 0 ||
                           tighten(self, &quantity->high, &row->high, i, true, err) != 0)) {
            return -1;
        }
    }
    for (size_t i = 0; i < self->n_quantities && *crossed == IG_NO_QUANTITY; i++) {
        const ig_quantity *quantity = &self->quantities[i];
        if (quantity->low.is_there && quantity->high.is_there &&
            ig_point_compare(&self->exact, &quantity->low.at, &quantity->high.at) > 0) {
            *crossed = i;
        }
    }
    return 0;
}

bool ig_linear_has_way(ig_linear *self, size_t quantity, bool is_up) {
    const ig_quantity *going = &self->quantities[quantity];
    const ig_bound *bound = is_up ? &going->high : &going->low;
    return !bound->is_there || ig_point_compare(&self->exact, &going->value, &bound->at) != 0;
}
