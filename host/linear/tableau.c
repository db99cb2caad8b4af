/*
 * The tableau is dense lists of fractions, a list per basic quantity: most are zero, and every loop
 * passes over those. A pivot touches only rows that have the column, and of them only the columns
 * that the pivot's row has.
 */
#include "linear/tableau.h"

#include <string.h>

int ig_list_grow(ig_memory *memory, void **items, size_t *room, size_t n, size_t item_bytes,
                 ig_error *err) {
    if (n < *room) {
        return 0;
    }
    size_t wanted = *room < 16 ? 16 : *room * 2;
    void *grown = ig_realloc_array(memory, *items, wanted, item_bytes, err);
    if (grown == NULL) {
        return -1;
    }
    *items = grown;
    *room = wanted;
    return 0;
}

/* ---- points ---- */

void ig_point_reset(ig_exact *exact, ig_point *self) {
    ig_ratio_reset(exact, &self->real);
    ig_ratio_reset(exact, &self->tiny);
}

int ig_point_copy(ig_exact *exact, ig_point *to, const ig_point *a, ig_error *err) {
    return ig_ratio_copy(exact, &to->real, &a->real, err) != 0 ||
                   ig_ratio_copy(exact, &to->tiny, &a->tiny, err) != 0
               ? -1
               : 0;
}

int ig_point_add_product(ig_exact *exact, ig_point *to, const ig_ratio *factor, const ig_point *a,
                         ig_error *err) {
    return ig_ratio_add_product(exact, &to->real, factor, &a->real, err) != 0 ||
                   ig_ratio_add_product(exact, &to->tiny, factor, &a->tiny, err) != 0
               ? -1
               : 0;
}

int ig_point_compare(ig_exact *exact, const ig_point *a, const ig_point *b) {
    int order = ig_ratio_compare(exact, &a->real, &b->real);
    return order != 0 ? order : ig_ratio_compare(exact, &a->tiny, &b->tiny);
}

int ig_point_step(ig_exact *exact, ig_point *result, const ig_point *to, const ig_point *from,
                  const ig_ratio *by, ig_error *err) {
    return ig_ratio_subtract(exact, &result->real, &to->real, &from->real, err) != 0 ||
                   ig_ratio_over(exact, &result->real, &result->real, by, err) != 0 ||
                   ig_ratio_subtract(exact, &result->tiny, &to->tiny, &from->tiny, err) != 0 ||
                   ig_ratio_over(exact, &result->tiny, &result->tiny, by, err) != 0
               ? -1
               : 0;
}

/* ---- growing ---- */

static void zero(ig_ratio *items, size_t from, size_t to) {
    for (size_t i = from; i < to; i++) {
        items[i] = ig_ratio_whole(0);
    }
}

static int widen(ig_linear *self, ig_error *err) {
    ig_memory *memory = self->context->memory;
    size_t room = self->room_columns < 16 ? 16 : self->room_columns * 2;
    for (size_t i = 0; i < self->n_basic; i++) {
        ig_ratio *row = ig_realloc_array(memory, self->tableau[i], room, sizeof *row, err);
        if (row == NULL) {
            return -1;
        }
        self->tableau[i] = row;
        zero(row, self->n_columns, room);
    }
    size_t *columns = ig_realloc_array(memory, self->columns, room, sizeof *columns, err);
    if (columns == NULL) {
        return -1;
    }
    self->columns = columns;
    size_t *present = ig_realloc_array(memory, self->present, room, sizeof *present, err);
    if (present == NULL) {
        return -1;
    }
    self->present = present;
    self->room_columns = room;
    return 0;
}

int ig_tableau_column(ig_linear *self, size_t quantity, ig_error *err) {
    if (self->n_columns == self->room_columns && widen(self, err) != 0) {
        return -1;
    }
    self->quantities[quantity].place = self->n_columns;
    self->quantities[quantity].is_basic = false;
    self->columns[self->n_columns++] = quantity;
    return 0;
}

static int room_for_row(ig_linear *self, ig_error *err) {
    ig_memory *memory = self->context->memory;
    size_t room = self->room_basic;
    if (self->n_basic == self->room_basic) {
        if (ig_list_grow(memory, (void **)&self->tableau, &room, self->n_basic, sizeof(ig_ratio *),
                         err) != 0) {
            return -1;
        }
        room = self->room_basic;
        if (ig_list_grow(memory, (void **)&self->basic, &room, self->n_basic, sizeof *self->basic,
                         err) != 0) {
            return -1;
        }
        self->room_basic = room;
    }
    ig_ratio *row = ig_alloc_array(memory, self->room_columns, sizeof *row, err);
    if (row == NULL) {
        return -1;
    }
    zero(row, 0, self->room_columns);
    self->tableau[self->n_basic] = row;
    return 0;
}

/* row + factor × what a quantity equals */
static int add_quantity(ig_linear *self, ig_ratio *row, const ig_ratio *factor, size_t quantity,
                        ig_error *err) {
    const ig_quantity *term = &self->quantities[quantity];
    const ig_ratio one = ig_ratio_whole(1);
    if (!term->is_basic) {
        return ig_ratio_add_product(&self->exact, &row[term->place], factor, &one, err);
    }
    const ig_ratio *other = self->tableau[term->place];
    for (size_t j = 0; j < self->n_columns; j++) {
        if (!ig_ratio_is_zero(&other[j]) &&
            ig_ratio_add_product(&self->exact, &row[j], factor, &other[j], err) != 0) {
            return -1;
        }
    }
    return 0;
}

int ig_tableau_row(ig_linear *self, size_t quantity, ig_error *err) {
    ig_quantity *sum = &self->quantities[quantity];
    if (room_for_row(self, err) != 0) {
        return -1;
    }
    size_t place = self->n_basic++; /* from here on it is freed with the others */
    self->basic[place] = quantity;
    sum->place = place;
    sum->is_basic = true;
    for (size_t i = 0; i < sum->n; i++) {
        const ig_quantity *term = &self->quantities[sum->variables[i]];
        if (add_quantity(self, self->tableau[place], &sum->coefficients[i], sum->variables[i],
                         err) != 0 ||
            ig_point_add_product(&self->exact, &sum->value, &sum->coefficients[i], &term->value,
                                 err) != 0) {
            return -1;
        }
    }
    return 0;
}

/* ---- pivots ---- */

/* The pivot's own row: what the column's quantity equals, with the row's in its place. Gives the
   number of columns in self->present. */
static int turn_row(ig_linear *self, ig_ratio *row, size_t column, size_t *n_present,
                    ig_error *err) {
    ig_exact *exact = &self->exact;
    const ig_ratio one = ig_ratio_whole(1);
    if (ig_ratio_over(exact, &row[column], &one, &row[column], err) != 0) {
        return -1;
    }
    *n_present = 0;
    for (size_t j = 0; j < self->n_columns; j++) {
        if (j == column || ig_ratio_is_zero(&row[j])) {
            continue;
        }
        self->present[(*n_present)++] = j;
        ig_ratio_negate(&row[j]);
        if (ig_ratio_times(exact, &row[j], &row[j], &row[column], err) != 0) {
            return -1;
        }
    }
    return 0;
}

static int turn_others(ig_linear *self, size_t place, size_t column, size_t n_present,
                       ig_error *err) {
    ig_exact *exact = &self->exact;
    const ig_ratio *pivot = self->tableau[place];
    for (size_t i = 0; i < self->n_basic; i++) {
        ig_ratio *row = self->tableau[i];
        if (i == place || ig_ratio_is_zero(&row[column])) {
            continue;
        }
        self->effort += n_present;
        for (size_t k = 0; k < n_present; k++) {
            size_t j = self->present[k];
            if (ig_ratio_add_product(exact, &row[j], &row[column], &pivot[j], err) != 0) {
                return -1;
            }
        }
        if (ig_ratio_times(exact, &row[column], &row[column], &pivot[column], err) != 0) {
            return -1;
        }
    }
    return 0;
}

int ig_tableau_pivot(ig_linear *self, size_t place, size_t column, ig_error *err) {
    size_t n_present = 0;
    if (self->effort > IG_LINEAR_EFFORT) {
        return ig_fail(err, IG_ERROR_LIMIT, "linear: more than %d steps for one answer",
                       IG_LINEAR_EFFORT);
    }
    if (turn_row(self, self->tableau[place], column, &n_present, err) != 0 ||
        turn_others(self, place, column, n_present, err) != 0) {
        return -1;
    }
    size_t leaves = self->basic[place], enters = self->columns[column];
    self->basic[place] = enters;
    self->columns[column] = leaves;
    self->quantities[enters].is_basic = true;
    self->quantities[enters].place = place;
    self->quantities[leaves].is_basic = false;
    self->quantities[leaves].place = column;
    return 0;
}

void ig_tableau_drop(ig_linear *self, size_t place) {
    for (size_t j = 0; j < self->n_columns; j++) {
        ig_ratio_reset(&self->exact, &self->tableau[place][j]);
    }
    ig_free(self->tableau[place]);
    size_t last = --self->n_basic;
    self->tableau[place] = self->tableau[last];
    self->basic[place] = self->basic[last];
    self->quantities[self->basic[place]].place = place;
}

int ig_tableau_move(ig_linear *self, size_t column, const ig_point *by, ig_error *err) {
    ig_exact *exact = &self->exact;
    const ig_ratio one = ig_ratio_whole(1);
    if (ig_point_add_product(exact, &self->quantities[self->columns[column]].value, &one, by,
                             err) != 0) {
        return -1;
    }
    for (size_t i = 0; i < self->n_basic; i++) {
        const ig_ratio *factor = &self->tableau[i][column];
        if (!ig_ratio_is_zero(factor) &&
            ig_point_add_product(exact, &self->quantities[self->basic[i]].value, factor, by, err) !=
                0) {
            return -1;
        }
    }
    return 0;
}
