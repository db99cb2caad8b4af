/*
 * A system of linear inequalities over the rational numbers, decided exactly: whether some values
 * meet all of them, which of them cannot hold together, and between which ends a sum of variables
 * lies.
 *
 * The method is the general simplex of Dutertre and de Moura ("A Fast Linear-Arithmetic Solver for
 * DPLL(T)", 2006): each row is a variable of its own that equals its sum; rows are met or not by
 * bounds of these, so that bounds come and go while the tableau stays, and each answer begins where
 * the last one ended. Bland's rule makes it end. A strict bound is a bound and an infinitely small
 * step. All arithmetic is exact (ratio.h); no answer depends on rounding.
 *
 * A system owns all it holds. It is used from one thread at a time. What takes long asks the pool
 * of its context whether to stop. After an error of the kind "limit" or "stopped" it can only be
 * freed.
 */
#ifndef INGOT_LINEAR_SYSTEM_H
#define INGOT_LINEAR_SYSTEM_H

#include "base/context.h"
#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>

typedef struct ig_linear ig_linear;

enum {
    IG_LINEAR_MOST = 20000,     /* variables and sums, and as many rows */
    IG_LINEAR_EFFORT = 1 << 24, /* fractions worked on for one answer: a second or two */
};

/* What a coefficient or an end is: "12", "-0.125" or "-7/3". Exponents are not read. */
typedef struct ig_linear_term {
    size_t variable;         /* from ig_linear_variable */
    const char *coefficient; /* borrowed */
} ig_linear_term;

/* One side of what a row may be: NULL is no end. */
typedef struct ig_linear_end {
    const char *at; /* borrowed */
    bool is_open;   /* the end itself is not among the values */
} ig_linear_end;

/* A member of a conflict: the rows, each times its multiplier, add up to something impossible. */
typedef struct ig_linear_member {
    size_t row;
    bool is_high;     /* its high end takes part, or its low end */
    char *multiplier; /* owned by the conflict: "3/2", never negative */
} ig_linear_member;

typedef struct ig_linear_conflict {
    ig_linear_member *members; /* owned; in the order of rows */
    size_t n;
} ig_linear_conflict;

/* An empty system, or NULL with `err` filled. `context` is borrowed. Freed by ig_linear_free
   (NULL is nothing). */
ig_linear *ig_linear_new(const ig_context *context, ig_error *err) IG_CHECKED;
void ig_linear_free(ig_linear *self);

/* A new variable without bounds; its number, from 0, goes to `variable`. */
int ig_linear_variable(ig_linear *self, size_t *variable, ig_error *err) IG_CHECKED;

/* A new row, low ≤ Σ coefficient × variable ≤ high, switched on; its number, from 0, goes to
   `row`. Terms of one variable add up. An end that is no number, or a variable that is not there,
   is an error. */
int ig_linear_row(ig_linear *self, const ig_linear_term *terms, size_t n, ig_linear_end low,
                  ig_linear_end high, size_t *row, ig_error *err) IG_CHECKED;

/* Other ends for a row; it stays on or off. */
int ig_linear_set(ig_linear *self, size_t row, ig_linear_end low, ig_linear_end high,
                  ig_error *err) IG_CHECKED;

/* A row that is off counts for nothing. */
void ig_linear_switch(ig_linear *self, size_t row, bool is_on);

size_t ig_linear_variables(const ig_linear *self);
size_t ig_linear_rows(const ig_linear *self);

/* Whether some values meet all rows that are on. Where none do, `conflict` (NULL: not wanted)
   gets rows that cannot hold together and of which none can be spared; it is reset by
   ig_linear_conflict_reset. */
int ig_linear_check(ig_linear *self, bool *is_feasible, ig_linear_conflict *conflict,
                    ig_error *err) IG_CHECKED;
void ig_linear_conflict_reset(ig_linear_conflict *conflict);

/* Between which ends a sum lies under the rows that are on, which must be feasible: texts "n/d" or
   "n", or NULL where it has no end; both are the caller's, freed by ig_free. */
int ig_linear_range(ig_linear *self, const ig_linear_term *terms, size_t n, char **low,
                    bool *low_is_open, char **high, bool *high_is_open, ig_error *err) IG_CHECKED;

#endif
