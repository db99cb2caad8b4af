/*
 * The end of a sum is found by going up from values that meet all rows: the first column that helps
 * goes as far as it may, and changes places with the row that stopped it (Bland's rule, as in
 * check.c). Nothing stops it where there is no end. The sum is a quantity like that of a row; where
 * no row has it, it goes again, so that many sums can be asked for.
 */
#include "linear/system.h"

#include "linear/tableau.h"

/* What stops a column. */
typedef struct stop {
    ig_point step; /* how far it goes, its direction counted as positive */
    size_t quantity;
    bool is_found;
} stop;

/* Takes a bound that is `step` away, if it is nearer, or as near and of an earlier quantity. */
static int offer(ig_linear *self, stop *nearest, const ig_point *step, size_t quantity,
                 ig_error *err) {
    int order = nearest->is_found ? ig_point_compare(&self->exact, step, &nearest->step) : -1;
    if (order > 0 || (order == 0 && quantity > nearest->quantity)) {
        return 0;
    }
    nearest->is_found = true;
    nearest->quantity = quantity;
    return ig_point_copy(&self->exact, &nearest->step, step, err);
}

/* How far the bounds of one quantity let a column go, which moves it by `factor` a step. */
static int look_at(ig_linear *self, stop *nearest, size_t at, const ig_ratio *factor,
                   ig_error *err) {
    const ig_quantity *quantity = &self->quantities[at];
    const ig_bound *bound = ig_ratio_sign(factor) > 0 ? &quantity->high : &quantity->low;
    if (!bound->is_there) {
        return 0;
    }
    ig_point step = {ig_ratio_whole(0), ig_ratio_whole(0)};
    int result =
        ig_point_step(&self->exact, &step, &bound->at, &quantity->value, factor, err) == 0 &&
                offer(self, nearest, &step, at, err) == 0
            ? 0
            : -1;
    ig_point_reset(&self->exact, &step);
    return result;
}

static int find_stop(ig_linear *self, stop *nearest, size_t column, bool is_up, ig_error *err) {
    ig_ratio factor = ig_ratio_whole(is_up ? 1 : -1);
    int result = look_at(self, nearest, self->columns[column], &factor, err);
    for (size_t i = 0; i < self->n_basic && result == 0; i++) {
        if (ig_ratio_is_zero(&self->tableau[i][column])) {
            continue;
        }
        result = ig_ratio_copy(&self->exact, &factor, &self->tableau[i][column], err);
        if (result == 0 && !is_up) {
            ig_ratio_negate(&factor);
        }
        if (result == 0) {
            result = look_at(self, nearest, self->basic[i], &factor, err);
        }
    }
    ig_ratio_reset(&self->exact, &factor);
    return result;
}

/* Goes as far as the stop; what stopped it becomes a column. */
static int go(ig_linear *self, stop *nearest, size_t column, bool is_up, ig_error *err) {
    const ig_quantity *stopped = &self->quantities[nearest->quantity];
    if (!is_up) {
        ig_ratio_negate(&nearest->step.real);
        ig_ratio_negate(&nearest->step.tiny);
    }
    if (ig_tableau_move(self, column, &nearest->step, err) != 0) {
        return -1;
    }
    return stopped->is_basic ? ig_tableau_pivot(self, stopped->place, column, err) : 0;
}

/* The column of the first quantity that moves `at` up (or down), or SIZE_MAX at the end. */
static size_t first_way(ig_linear *self, size_t at, bool is_up, bool *column_up) {
    const ig_quantity *target = &self->quantities[at];
    size_t first = IG_NO_QUANTITY, column = SIZE_MAX;
    for (size_t j = 0; j < self->n_columns; j++) {
        int sign = target->is_basic ? ig_ratio_sign(&self->tableau[target->place][j])
                                    : self->columns[j] == at;
        bool goes_up = (sign > 0) == is_up;
        if (sign != 0 && self->columns[j] < first &&
            ig_linear_has_way(self, self->columns[j], goes_up)) {
            first = self->columns[j];
            column = j;
            *column_up = goes_up;
        }
    }
    return column;
}

/* Takes a quantity to its end; `has_end` says whether there is one, where its value then is. */
static int climb(ig_linear *self, size_t at, bool is_up, bool *has_end, ig_error *err) {
    size_t column;
    bool column_up = false;
    *has_end = true;
    while (*has_end && (column = first_way(self, at, is_up, &column_up)) != SIZE_MAX) {
        stop nearest = {.step = {ig_ratio_whole(0), ig_ratio_whole(0)}};
        int result = ig_pool_check(self->context->pool, err);
        if (result == 0) {
            result = find_stop(self, &nearest, column, column_up, err);
        }
        *has_end = nearest.is_found;
        if (result == 0 && nearest.is_found) {
            result = go(self, &nearest, column, column_up, err);
        }
        ig_point_reset(&self->exact, &nearest.step);
        if (result != 0) {
            return -1;
        }
    }
    return 0;
}

/* One end of the sum, which is the quantity times `scale`. */
static int find_end(ig_linear *self, size_t at, const ig_ratio *scale, bool is_high, char **text,
                    bool *is_open, ig_error *err) {
    bool has_end = false;
    if (climb(self, at, is_high == (ig_ratio_sign(scale) > 0), &has_end, err) != 0) {
        return -1;
    }
    if (!has_end) {
        return 0;
    }
    const ig_point *value = &self->quantities[at].value;
    ig_ratio end = ig_ratio_whole(0);
    *is_open = !ig_ratio_is_zero(&value->tiny);
    if (ig_ratio_times(&self->exact, &end, &value->real, scale, err) == 0) {
        *text = ig_ratio_text(&self->exact, &end, err);
    }
    ig_ratio_reset(&self->exact, &end);
    return *text == NULL ? -1 : 0;
}

/* A row of the tableau that has the column; there is one, since the column's quantity is a sum. */
static size_t row_with(const ig_linear *self, size_t column) {
    size_t row = 0;
    while (ig_ratio_is_zero(&self->tableau[row][column])) {
        row++;
    }
    return row;
}

/* Takes the newest quantity, a sum of no row's, out again. */
static int forget(ig_linear *self, ig_error *err) {
    ig_quantity *sum = &self->quantities[self->n_quantities - 1];
    if (!sum->is_basic &&
        ig_tableau_pivot(self, row_with(self, sum->place), sum->place, err) != 0) {
        return -1;
    }
    ig_tableau_drop(self, sum->place);
    ig_linear_drop_newest(self);
    return 0;
}

static int ends_of(ig_linear *self, size_t quantity, const ig_ratio *scale, char **low,
                   bool *low_is_open, char **high, bool *high_is_open, ig_error *err) {
    bool is_feasible = false;
    if (ig_linear_check(self, &is_feasible, NULL, err) != 0) {
        return -1;
    }
    if (!is_feasible) {
        return ig_fail(err, IG_ERROR_USAGE, "range: the rows that are on cannot hold together");
    }
    if (find_end(self, quantity, scale, false, low, low_is_open, err) != 0 ||
        find_end(self, quantity, scale, true, high, high_is_open, err) != 0) {
        self->is_broken = true;
        return -1;
    }
    return 0;
}

int ig_linear_range(ig_linear *self, const ig_linear_term *terms, size_t n, char **low,
                    bool *low_is_open, char **high, bool *high_is_open, ig_error *err) {
    size_t quantity = 0, before = self->n_quantities;
    ig_ratio scale = ig_ratio_whole(0);
    *low = *high = NULL;
    *low_is_open = *high_is_open = false;
    int result = ig_linear_usable(self, err);
    if (result == 0) {
        result = ig_linear_quantity(self, terms, n, &quantity, &scale, err);
    }
    if (result == 0) {
        result = ends_of(self, quantity, &scale, low, low_is_open, high, high_is_open, err);
    }
    if (!self->is_broken && self->n_quantities > before &&
        forget(self, result == 0 ? err : NULL) != 0) {
        self->is_broken = true;
        result = -1;
    }
    if (result != 0) {
        ig_free(*low);
        ig_free(*high);
        *low = *high = NULL;
    }
    ig_ratio_reset(&self->exact, &scale);
    return result;
}
