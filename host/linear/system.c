/*
 * Rows are kept as bounds of a quantity: a sum is brought to ascending variables with 1 before the
 * first, and looked up among those that are there. A row of one variable bounds that variable, and
 * costs the tableau nothing.
 */
#include "linear/system.h"

#include "linear/tableau.h"

#include <stdlib.h>
#include <string.h>

ig_linear *ig_linear_new(const ig_context *context, ig_error *err) {
    ig_linear *self = ig_alloc_zero(context->memory, 1, sizeof *self, err);
    if (self != NULL) {
        self->context = context;
        ig_exact_init(&self->exact, context->memory);
    }
    return self;
}

static void reset_quantity(ig_exact *exact, ig_quantity *self) {
    for (size_t i = 0; i < self->n && self->coefficients != NULL; i++) {
        ig_ratio_reset(exact, &self->coefficients[i]);
    }
    ig_free(self->coefficients);
    ig_free(self->variables);
    ig_point_reset(exact, &self->value);
    ig_point_reset(exact, &self->low.at);
    ig_point_reset(exact, &self->high.at);
}

void ig_linear_drop_newest(ig_linear *self) {
    reset_quantity(&self->exact, &self->quantities[--self->n_quantities]);
}

static void reset_row(ig_exact *exact, ig_row *self) {
    ig_ratio_reset(exact, &self->scale);
    ig_ratio_reset(exact, &self->low.at);
    ig_ratio_reset(exact, &self->high.at);
}

void ig_linear_free(ig_linear *self) {
    if (self == NULL) {
        return;
    }
    for (size_t i = 0; i < self->n_basic; i++) {
        for (size_t j = 0; j < self->n_columns; j++) {
            ig_ratio_reset(&self->exact, &self->tableau[i][j]);
        }
        ig_free(self->tableau[i]);
    }
    for (size_t i = 0; i < self->n_quantities; i++) {
        reset_quantity(&self->exact, &self->quantities[i]);
    }
    for (size_t i = 0; i < self->n_rows; i++) {
        reset_row(&self->exact, &self->rows[i]);
    }
    ig_exact_reset(&self->exact);
    void *const lists[] = {self->tableau,    self->basic,     self->columns, self->present,
                           self->quantities, self->variables, self->rows};
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        ig_free(lists[i]);
    }
    ig_free(self);
}

size_t ig_linear_variables(const ig_linear *self) {
    return self->n_variables;
}

size_t ig_linear_rows(const ig_linear *self) {
    return self->n_rows;
}

int ig_linear_usable(const ig_linear *self, ig_error *err) {
    return self->is_broken
               ? ig_fail(err, IG_ERROR_USAGE, "linear: a system that failed before is of no use")
               : 0;
}

/* ---- quantities ---- */

static ig_quantity *new_quantity(ig_linear *self, ig_error *err) {
    if (self->n_quantities == IG_LINEAR_MOST) {
        ig_fail(err, IG_ERROR_LIMIT, "linear: more than %d variables and sums", IG_LINEAR_MOST);
        return NULL;
    }
    if (ig_list_grow(self->context->memory, (void **)&self->quantities, &self->room_quantities,
                     self->n_quantities, sizeof *self->quantities, err) != 0) {
        return NULL;
    }
    ig_quantity *quantity = &self->quantities[self->n_quantities];
    const ig_point zero = {ig_ratio_whole(0), ig_ratio_whole(0)};
    *quantity = (ig_quantity){.value = zero, .low.at = zero, .high.at = zero};
    return quantity;
}

int ig_linear_variable(ig_linear *self, size_t *variable, ig_error *err) {
    if (ig_linear_usable(self, err) != 0 || new_quantity(self, err) == NULL ||
        ig_list_grow(self->context->memory, (void **)&self->variables, &self->room_variables,
                     self->n_variables, sizeof *self->variables, err) != 0) {
        return -1;
    }
    if (ig_tableau_column(self, self->n_quantities, err) != 0) {
        self->is_broken = true;
        return -1;
    }
    *variable = self->n_variables;
    self->variables[self->n_variables++] = self->n_quantities++;
    return 0;
}

typedef struct term {
    size_t quantity;
    size_t place; /* among the terms as they were given */
} term;

static int by_quantity(const void *a, const void *b) {
    const term *left = a, *right = b;
    return left->quantity != right->quantity
               ? (left->quantity > right->quantity) * 2 - 1
               : (left->place > right->place) - (left->place < right->place);
}

/* A sum on its way: as in ig_quantity. */
typedef struct sum {
    size_t *variables;
    ig_ratio *coefficients;
    size_t n;
} sum;

static void free_sum(ig_exact *exact, sum *self) {
    for (size_t i = 0; i < self->n; i++) {
        ig_ratio_reset(exact, &self->coefficients[i]);
    }
    ig_free(self->coefficients);
    ig_free(self->variables);
}

static int add_term(ig_exact *exact, sum *self, size_t quantity, const char *coefficient,
                    ig_error *err) {
    const ig_ratio one = ig_ratio_whole(1);
    ig_ratio read = ig_ratio_whole(0);
    int result = ig_ratio_read(exact, &read, coefficient, err);
    if (result == 0 && (self->n == 0 || self->variables[self->n - 1] != quantity)) {
        self->variables[self->n] = quantity;
        self->coefficients[self->n++] = ig_ratio_whole(0);
    }
    if (result == 0) {
        result = ig_ratio_add_product(exact, &self->coefficients[self->n - 1], &read, &one, err);
    }
    ig_ratio_reset(exact, &read);
    return result;
}

static void drop_zeros(sum *self) {
    size_t n = 0;
    for (size_t i = 0; i < self->n; i++) {
        if (!ig_ratio_is_zero(&self->coefficients[i])) {
            self->variables[n] = self->variables[i];
            self->coefficients[n++] = self->coefficients[i];
        }
    }
    self->n = n;
}

static int fill_sum(ig_linear *self, const ig_linear_term *terms, size_t n, term *order, sum *to,
                    ig_error *err) {
    for (size_t i = 0; i < n; i++) {
        if (terms[i].variable >= self->n_variables) {
            return ig_fail(err, IG_ERROR_USAGE, "linear: no variable %zu; there are %zu",
                           terms[i].variable + 1, self->n_variables);
        }
        order[i] = (term){self->variables[terms[i].variable], i};
    }
    qsort(order, n, sizeof *order, by_quantity);
    for (size_t i = 0; i < n; i++) {
        if (add_term(&self->exact, to, order[i].quantity, terms[order[i].place].coefficient, err) !=
            0) {
            return -1;
        }
    }
    drop_zeros(to);
    return 0;
}

/* 1 before the first; `scale` gets what was there, or 1 of an empty sum. */
static int norm(ig_exact *exact, sum *self, ig_ratio *scale, ig_error *err) {
    const ig_ratio one = ig_ratio_whole(1);
    if (ig_ratio_copy(exact, scale, self->n == 0 ? &one : &self->coefficients[0], err) != 0) {
        return -1;
    }
    for (size_t i = 0; i < self->n; i++) {
        if (ig_ratio_over(exact, &self->coefficients[i], &self->coefficients[i], scale, err) != 0) {
            return -1;
        }
    }
    return 0;
}

static bool is_sum(ig_exact *exact, const ig_quantity *quantity, const sum *wanted) {
    if (quantity->variables == NULL || quantity->n != wanted->n ||
        memcmp(quantity->variables, wanted->variables, wanted->n * sizeof *wanted->variables) !=
            0) {
        return false;
    }
    for (size_t i = 0; i < wanted->n; i++) {
        if (ig_ratio_compare(exact, &quantity->coefficients[i], &wanted->coefficients[i]) != 0) {
            return false;
        }
    }
    return true;
}

/* Gives the quantity of a sum; a new one takes over what the sum holds. */
static int place_sum(ig_linear *self, sum *wanted, size_t *quantity, ig_error *err) {
    if (wanted->n == 1) {
        *quantity = wanted->variables[0];
        return 0;
    }
    for (size_t i = 0; i < self->n_quantities; i++) {
        if (is_sum(&self->exact, &self->quantities[i], wanted)) {
            *quantity = i;
            return 0;
        }
    }
    ig_quantity *made = new_quantity(self, err);
    if (made == NULL) {
        return -1;
    }
    made->variables = wanted->variables;
    made->coefficients = wanted->coefficients;
    made->n = wanted->n;
    *wanted = (sum){NULL, NULL, 0};
    *quantity = self->n_quantities++;
    if (ig_tableau_row(self, *quantity, err) != 0) {
        self->is_broken = true;
        return -1;
    }
    return 0;
}

int ig_linear_quantity(ig_linear *self, const ig_linear_term *terms, size_t n, size_t *quantity,
                       ig_ratio *scale, ig_error *err) {
    ig_memory *memory = self->context->memory;
    int result = -1;
    sum wanted = {.n = 0};
    term *order = ig_alloc_array(memory, n, sizeof *order, err);
    if (order != NULL &&
        (wanted.variables = ig_alloc_array(memory, n, sizeof *wanted.variables, err)) != NULL &&
        (wanted.coefficients = ig_alloc_array(memory, n, sizeof *wanted.coefficients, err)) !=
            NULL &&
        fill_sum(self, terms, n, order, &wanted, err) == 0 &&
        norm(&self->exact, &wanted, scale, err) == 0 &&
        place_sum(self, &wanted, quantity, err) == 0) {
        result = 0;
    }
    free_sum(&self->exact, &wanted);
    ig_free(order);
    return result;
}

/* ---- rows ---- */

static int read_side(ig_linear *self, ig_side *side, ig_linear_end end, const ig_ratio *scale,
                     ig_error *err) {
    side->is_there = end.at != NULL;
    side->is_open = end.is_open;
    return end.at != NULL && (ig_ratio_read(&self->exact, &side->at, end.at, err) != 0 ||
                              ig_ratio_over(&self->exact, &side->at, &side->at, scale, err) != 0)
               ? -1
               : 0;
}

/* Takes over both sides, or none. */
static int set_sides(ig_linear *self, ig_row *row, ig_linear_end low, ig_linear_end high,
                     ig_error *err) {
    bool is_turned = ig_ratio_sign(&row->scale) < 0;
    ig_side least = {.at = ig_ratio_whole(0)}, most = {.at = ig_ratio_whole(0)};
    int result = -1;
    if (read_side(self, &least, is_turned ? high : low, &row->scale, err) == 0 &&
        read_side(self, &most, is_turned ? low : high, &row->scale, err) == 0) {
        ig_side before = row->low;
        row->low = least;
        least = before;
        before = row->high;
        row->high = most;
        most = before;
        result = 0;
    }
    ig_ratio_reset(&self->exact, &least.at);
    ig_ratio_reset(&self->exact, &most.at);
    return result;
}

int ig_linear_row(ig_linear *self, const ig_linear_term *terms, size_t n, ig_linear_end low,
                  ig_linear_end high, size_t *row, ig_error *err) {
    if (self->n_rows == IG_LINEAR_MOST) {
        return ig_fail(err, IG_ERROR_LIMIT, "linear: more than %d rows", IG_LINEAR_MOST);
    }
    ig_row made = {.scale = ig_ratio_whole(0),
                   .low.at = ig_ratio_whole(0),
                   .high.at = ig_ratio_whole(0),
                   .is_on = true};
    if (ig_linear_usable(self, err) != 0 ||
        ig_list_grow(self->context->memory, (void **)&self->rows, &self->room_rows, self->n_rows,
                     sizeof *self->rows, err) != 0 ||
        ig_linear_quantity(self, terms, n, &made.quantity, &made.scale, err) != 0 ||
        set_sides(self, &made, low, high, err) != 0) {
        reset_row(&self->exact, &made);
        return -1;
    }
    *row = self->n_rows;
    self->rows[self->n_rows++] = made;
    return 0;
}

int ig_linear_set(ig_linear *self, size_t row, ig_linear_end low, ig_linear_end high,
                  ig_error *err) {
    return set_sides(self, &self->rows[row], low, high, err);
}

void ig_linear_switch(ig_linear *self, size_t row, bool is_on) {
    self->rows[row].is_on = is_on;
}
