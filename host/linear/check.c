/*
 * Columns are always within their bounds; rows are brought within theirs one after the other. The
 * first quantity that is not, and a column that can help, change places: at first the column that
 * costs least, and where that does not end soon, the first (Bland's rule: no basis comes twice).
 * Where no column can help, the row of the tableau says why: its quantity cannot get there while
 * all its columns are at the bounds that hold them. Columns are independent of one another, so with
 * any of these bounds gone it could: none can be spared. Of rows, some may still be.
 */
#include "linear/system.h"

#include "linear/tableau.h"

#include <string.h>

static bool is_below(ig_exact *exact, const ig_quantity *quantity) {
    return quantity->low.is_there &&
           ig_point_compare(exact, &quantity->value, &quantity->low.at) < 0;
}

static bool is_above(ig_exact *exact, const ig_quantity *quantity) {
    return quantity->high.is_there &&
           ig_point_compare(exact, &quantity->value, &quantity->high.at) > 0;
}

static int move_columns_inside(ig_linear *self, ig_error *err) {
    const ig_ratio one = ig_ratio_whole(1);
    ig_point step = {ig_ratio_whole(0), ig_ratio_whole(0)};
    int result = 0;
    for (size_t j = 0; j < self->n_columns && result == 0; j++) {
        const ig_quantity *quantity = &self->quantities[self->columns[j]];
        const ig_bound *bound = is_below(&self->exact, quantity)   ? &quantity->low
                                : is_above(&self->exact, quantity) ? &quantity->high
                                                                   : NULL;
        if (bound != NULL &&
            (ig_point_step(&self->exact, &step, &bound->at, &quantity->value, &one, err) != 0 ||
             ig_tableau_move(self, j, &step, err) != 0)) {
            result = -1;
        }
    }
    ig_point_reset(&self->exact, &step);
    return result;
}

/* The first quantity that is out of its bounds, or IG_NO_QUANTITY. */
static size_t first_outside(ig_linear *self, bool *is_too_low) {
    size_t first = IG_NO_QUANTITY;
    for (size_t i = 0; i < self->n_basic; i++) {
        size_t at = self->basic[i];
        const ig_quantity *quantity = &self->quantities[at];
        if (at < first && is_below(&self->exact, quantity)) {
            first = at;
            *is_too_low = true;
        } else if (at < first && is_above(&self->exact, quantity)) {
            first = at;
            *is_too_low = false;
        }
    }
    return first;
}

/* In how many rows a column takes part: what a pivot there costs, and fills. */
static size_t weight_of(const ig_linear *self, size_t column) {
    size_t n = 0;
    for (size_t i = 0; i < self->n_basic; i++) {
        n += !ig_ratio_is_zero(&self->tableau[i][column]);
    }
    return n;
}

/* The column that helps a row up or down and is in the fewest rows, of these the first quantity;
   with `by_order` the first quantity of all. SIZE_MAX: none helps. */
static size_t best_help(ig_linear *self, const ig_ratio *row, bool is_up, bool by_order) {
    size_t best = SIZE_MAX, least = SIZE_MAX;
    for (size_t j = 0; j < self->n_columns; j++) {
        int sign = ig_ratio_sign(&row[j]);
        if (sign == 0 || !ig_linear_has_way(self, self->columns[j], (sign > 0) == is_up)) {
            continue;
        }
        size_t weight = by_order ? 0 : weight_of(self, j);
        if (weight < least || (weight == least && self->columns[j] < self->columns[best])) {
            least = weight;
            best = j;
        }
    }
    return best;
}

/* Brings a row to its bound by moving a column, which takes its place in the tableau. */
static int exchange(ig_linear *self, size_t place, size_t column, const ig_bound *bound,
                    ig_error *err) {
    const ig_quantity *quantity = &self->quantities[self->basic[place]];
    ig_point step = {ig_ratio_whole(0), ig_ratio_whole(0)};
    int result = -1;
    if (ig_point_step(&self->exact, &step, &bound->at, &quantity->value,
                      &self->tableau[place][column], err) == 0 &&
        ig_tableau_move(self, column, &step, err) == 0 &&
        ig_tableau_pivot(self, place, column, err) == 0) {
        result = 0;
    }
    ig_point_reset(&self->exact, &step);
    return result;
}

/* Brings all rows within their bounds, or finds one that cannot be: `stuck`, else
   IG_NO_QUANTITY. */
static int settle(ig_linear *self, size_t *stuck, bool *is_too_low, ig_error *err) {
    size_t light = 2 * (self->n_basic + self->n_columns); /* pivots that go by what they cost */
    for (size_t n = 0; (*stuck = first_outside(self, is_too_low)) != IG_NO_QUANTITY; n++) {
        const ig_quantity *quantity = &self->quantities[*stuck];
        size_t place = quantity->place;
        size_t column = best_help(self, self->tableau[place], *is_too_low, n >= light);
        if (column == SIZE_MAX) {
            return 0;
        }
        if (ig_pool_check(self->context->pool, err) != 0 ||
            exchange(self, place, column, *is_too_low ? &quantity->low : &quantity->high, err) !=
                0) {
            return -1;
        }
    }
    return 0;
}

static int solve(ig_linear *self, bool *is_feasible, ig_linear_conflict *conflict, ig_error *err) {
    size_t crossed, stuck = IG_NO_QUANTITY;
    bool is_too_low = false;
    *is_feasible = false;
    if (ig_linear_bounds(self, &crossed, err) != 0) {
        return -1;
    }
    if (crossed != IG_NO_QUANTITY) {
        return conflict == NULL ? 0 : ig_conflict_of_bounds(self, crossed, conflict, err);
    }
    if (move_columns_inside(self, err) != 0 || settle(self, &stuck, &is_too_low, err) != 0) {
        return -1;
    }
    *is_feasible = stuck == IG_NO_QUANTITY;
    if (*is_feasible || conflict == NULL) {
        return 0;
    }
    return ig_conflict_of_row(self, self->quantities[stuck].place, is_too_low, conflict, err);
}

/* Of the rows that are on, those of the conflict alone. */
static void switch_to(ig_linear *self, const ig_linear_conflict *conflict) {
    for (size_t i = 0; i < self->n_rows; i++) {
        self->rows[i].is_on = false;
    }
    for (size_t i = 0; i < conflict->n; i++) {
        self->rows[conflict->members[i].row].is_on = true;
    }
}

/* Leaves out row by row what can be spared: no bound of a conflict can, but with one row its
   other bound goes too, and others' other bounds may have been enough. */
static int spare(ig_linear *self, ig_linear_conflict *conflict, bool *is_needed, ig_error *err) {
    bool is_feasible;
    ig_linear_conflict smaller = {NULL, 0};
    for (size_t i = 0; i < conflict->n;) {
        size_t row = conflict->members[i].row;
        if (is_needed[row]) {
            i++;
            continue;
        }
        self->rows[row].is_on = false;
        if (solve(self, &is_feasible, &smaller, err) != 0) {
            return -1;
        }
        self->rows[row].is_on = is_needed[row] = is_feasible;
        if (!is_feasible) {
            ig_linear_conflict_reset(conflict);
            *conflict = smaller;
            switch_to(self, conflict);
            i = 0;
        }
    }
    return 0;
}

static int shrink(ig_linear *self, ig_linear_conflict *conflict, ig_error *err) {
    int result = -1;
    bool *was_on = ig_alloc_zero(self->context->memory, self->n_rows, sizeof *was_on, err);
    bool *is_needed =
        was_on == NULL ? NULL
                       : ig_alloc_zero(self->context->memory, self->n_rows, sizeof *is_needed, err);
    if (is_needed != NULL) {
        for (size_t i = 0; i < self->n_rows; i++) {
            was_on[i] = self->rows[i].is_on;
        }
        switch_to(self, conflict);
        result = spare(self, conflict, is_needed, err);
        for (size_t i = 0; i < self->n_rows; i++) {
            self->rows[i].is_on = was_on[i];
        }
    }
    ig_free(is_needed);
    ig_free(was_on);
    return result;
}

int ig_linear_check(ig_linear *self, bool *is_feasible, ig_linear_conflict *conflict,
                    ig_error *err) {
    if (conflict != NULL) {
        *conflict = (ig_linear_conflict){NULL, 0};
    }
    if (ig_linear_usable(self, err) != 0) {
        return -1;
    }
    self->effort = 0;
    if (solve(self, is_feasible, conflict, err) != 0 ||
        (!*is_feasible && conflict != NULL && shrink(self, conflict, err) != 0)) {
        if (conflict != NULL) {
            ig_linear_conflict_reset(conflict);
        }
        self->is_broken = true;
        return -1;
    }
    return 0;
}
