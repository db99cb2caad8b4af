/*
 * A conflict is read off the bounds that take part: each belongs to a row, whose sum is the bound's
 * quantity times a factor, and a negative factor swaps its sides. Multipliers are those of the
 * rows.
 */
#include "linear/tableau.h"

#include <stdlib.h>

static int add_member(ig_linear *self, ig_linear_conflict *conflict, const ig_bound *bound,
                      bool is_high, const ig_ratio *factor, ig_error *err) {
    const ig_row *row = &self->rows[bound->row];
    ig_ratio multiplier = ig_ratio_whole(0);
    int result = -1;
    if (ig_ratio_over(&self->exact, &multiplier, factor, &row->scale, err) == 0) {
        if (ig_ratio_sign(&multiplier) < 0) {
            ig_ratio_negate(&multiplier);
        }
        char *text = ig_ratio_text(&self->exact, &multiplier, err);
        if (text != NULL) {
            conflict->members[conflict->n++] =
                (ig_linear_member){.row = bound->row,
                                   .is_high = is_high != (ig_ratio_sign(&row->scale) < 0),
                                   .multiplier = text};
            result = 0;
        }
    }
    ig_ratio_reset(&self->exact, &multiplier);
    return result;
}

static int by_row(const void *a, const void *b) {
    const ig_linear_member *left = a, *right = b;
    return left->row != right->row ? (left->row > right->row) * 2 - 1
                                   : left->is_high - right->is_high;
}

static int room_for_members(ig_linear *self, ig_linear_conflict *conflict, size_t n,
                            ig_error *err) {
    conflict->members = ig_alloc_array(self->context->memory, n, sizeof *conflict->members, err);
    return conflict->members == NULL ? -1 : 0;
}

static int finish(ig_linear_conflict *conflict, int result) {
    if (result != 0) {
        ig_linear_conflict_reset(conflict);
        return -1;
    }
    qsort(conflict->members, conflict->n, sizeof *conflict->members, by_row);
    return 0;
}

int ig_conflict_of_bounds(ig_linear *self, size_t quantity, ig_linear_conflict *conflict,
                          ig_error *err) {
    const ig_ratio one = ig_ratio_whole(1);
    const ig_quantity *crossed = &self->quantities[quantity];
    return finish(conflict,
                  room_for_members(self, conflict, 2, err) != 0 ||
                          add_member(self, conflict, &crossed->low, false, &one, err) != 0 ||
                          add_member(self, conflict, &crossed->high, true, &one, err) != 0
                      ? -1
                      : 0);
}

int ig_conflict_of_row(ig_linear *self, size_t place, bool is_too_low, ig_linear_conflict *conflict,
                       ig_error *err) {
    const ig_ratio one = ig_ratio_whole(1);
    const ig_ratio *row = self->tableau[place];
    const ig_quantity *stuck = &self->quantities[self->basic[place]];
    int result = room_for_members(self, conflict, self->n_columns + 1, err);
    if (result == 0) {
        result = add_member(self, conflict, is_too_low ? &stuck->low : &stuck->high, !is_too_low,
                            &one, err);
    }
    for (size_t j = 0; j < self->n_columns && result == 0; j++) {
        const ig_quantity *column = &self->quantities[self->columns[j]];
        int sign = ig_ratio_sign(&row[j]);
        bool is_high = (sign > 0) == is_too_low;
        if (sign != 0) {
            result = add_member(self, conflict, is_high ? &column->high : &column->low, is_high,
                                &row[j], err);
        }
    }
    return finish(conflict, result);
}

void ig_linear_conflict_reset(ig_linear_conflict *conflict) {
    for (size_t i = 0; i < conflict->n; i++) {
        ig_free(conflict->members[i].multiplier);
    }
    ig_free(conflict->members);
    *conflict = (ig_linear_conflict){NULL, 0};
}
