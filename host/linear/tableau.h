/*
 * Inside a system. A quantity is a variable, or a sum of variables that some row bounds; rows over
 * one sum, whatever its factor, share a quantity. Each quantity is either a column of the tableau
 * (free to take a value) or a row of it, which says what sum of the columns it equals. A value is a
 * pair: the second part counts infinitely small steps, so that strict bounds are bounds.
 */
#ifndef INGOT_LINEAR_TABLEAU_H
#define INGOT_LINEAR_TABLEAU_H

#include "linear/ratio.h"
#include "linear/system.h"

typedef struct ig_point {
    ig_ratio real, tiny;
} ig_point;

/* One side of a row as it bounds the row's quantity. */
typedef struct ig_side {
    ig_ratio at;
    bool is_there, is_open;
} ig_side;

typedef struct ig_row {
    size_t quantity;
    ig_ratio scale;    /* the row's sum is the quantity times this; not zero */
    ig_side low, high; /* of the quantity: where scale is negative, those of the row swap */
    bool is_on;
} ig_row;

/* What a quantity may be now: the tightest of its rows that are on. */
typedef struct ig_bound {
    ig_point at;
    size_t row;
    bool is_there;
} ig_bound;

typedef struct ig_quantity {
    size_t *variables;      /* owned: quantities, ascending; NULL: it is a variable itself */
    ig_ratio *coefficients; /* owned; the first is 1 */
    size_t n;
    ig_point value;
    ig_bound low, high;
    size_t place; /* its row or column of the tableau */
    bool is_basic;
} ig_quantity;

struct ig_linear {
    const ig_context *context; /* borrowed */
    ig_exact exact;
    ig_quantity *quantities; /* owned, as all below */
    size_t n_quantities, room_quantities;
    size_t *variables; /* the quantity of each */
    size_t n_variables, room_variables;
    ig_row *rows;
    size_t n_rows, room_rows;
    ig_ratio **tableau;      /* a list of room_columns for each basic quantity */
    size_t *basic, *columns; /* the quantity of each row and column of it */
    size_t *present;         /* room for the columns of one row that are not zero */
    size_t n_basic, room_basic, n_columns, room_columns;
    size_t effort;  /* of the answer under way: fractions worked on by pivots */
    bool is_broken; /* an error left it half done */
};

/* Room for one more of a list; 0, or −1 with `err` filled. */
int ig_list_grow(ig_memory *memory, void **items, size_t *room, size_t n, size_t item_bytes,
                 ig_error *err) IG_CHECKED;

void ig_point_reset(ig_exact *exact, ig_point *self);
int ig_point_copy(ig_exact *exact, ig_point *to, const ig_point *a, ig_error *err) IG_CHECKED;
int ig_point_add_product(ig_exact *exact, ig_point *to, const ig_ratio *factor, const ig_point *a,
                         ig_error *err) IG_CHECKED;
int ig_point_compare(ig_exact *exact, const ig_point *a, const ig_point *b);
/* (to − from) ÷ by */
int ig_point_step(ig_exact *exact, ig_point *result, const ig_point *to, const ig_point *from,
                  const ig_ratio *by, ig_error *err) IG_CHECKED;

/* A quantity of its own column, at zero. */
int ig_tableau_column(ig_linear *self, size_t quantity, ig_error *err) IG_CHECKED;
/* A quantity that is a sum, with the value that follows. */
int ig_tableau_row(ig_linear *self, size_t quantity, ig_error *err) IG_CHECKED;
/* The quantities of a row and of a column change places; no value changes. */
int ig_tableau_pivot(ig_linear *self, size_t place, size_t column, ig_error *err) IG_CHECKED;
/* Takes a row out. */
void ig_tableau_drop(ig_linear *self, size_t place);
/* Moves the value of a column, and of all rows with it. */
int ig_tableau_move(ig_linear *self, size_t column, const ig_point *by, ig_error *err) IG_CHECKED;

/* The quantity of a sum, and the sum's factor to it; a new one where there is none yet. */
int ig_linear_quantity(ig_linear *self, const ig_linear_term *terms, size_t n, size_t *quantity,
                       ig_ratio *scale, ig_error *err) IG_CHECKED;

/* Takes out the newest quantity, which no row has and the tableau no longer. */
void ig_linear_drop_newest(ig_linear *self);

/* Bounds from the rows that are on; `crossed`: a quantity whose low bound is past its high one, or
   IG_NO_QUANTITY. */
#define IG_NO_QUANTITY SIZE_MAX
int ig_linear_bounds(ig_linear *self, size_t *crossed, ig_error *err) IG_CHECKED;

/* Whether a quantity within its bounds can go on upwards, or downwards. */
bool ig_linear_has_way(ig_linear *self, size_t quantity, bool is_up);

/* 0, or −1 for a system that broke. */
int ig_linear_usable(const ig_linear *self, ig_error *err) IG_CHECKED;

/* Members of a conflict: of the bounds of one quantity, or of a row of the tableau whose
   quantity can get no higher (or lower) than where it is. */
int ig_conflict_of_bounds(ig_linear *self, size_t quantity, ig_linear_conflict *conflict,
                          ig_error *err) IG_CHECKED;
int ig_conflict_of_row(ig_linear *self, size_t place, bool is_too_low, ig_linear_conflict *conflict,
                       ig_error *err) IG_CHECKED;

#endif
