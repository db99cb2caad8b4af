/*
 * Sums of values, of squares and of products, from which var, sd and corr are computed. They are
 * sums of integers and exact, so that they may be added up in any order and cut anywhere: decimals
 * enter as their units, and a real as its place on the grid of its group, which lies between the
 * group's least and greatest value. The results round at the end and only there.
 */
#ifndef INGOT_QUERY_VECTOR_MOMENTS_H
#define INGOT_QUERY_VECTOR_MOMENTS_H

#include "query/vector/wide.h"

/* All zero when empty. */
typedef struct ig_moments {
    ig_i128 sum;
    ig_wide squares;
    uint32_t n;
} ig_moments;

typedef struct ig_comoments {
    ig_moments x, y;
    ig_wide products;
} ig_comoments;

/* Adds n values, or pairs, to cells[ids[i]], or to cells[0] when `ids` is NULL. */
void ig_moments_add(ig_moments *cells, const uint32_t *ids, const int64_t *values, size_t n);
void ig_comoments_add(ig_comoments *cells, const uint32_t *ids, const int64_t *xs,
                      const int64_t *ys, size_t n);

void ig_moments_merge(ig_moments *into, const ig_moments *from, size_t n_cells);
void ig_comoments_merge(ig_comoments *into, const ig_comoments *from, size_t n_cells);

/* The sample's variance (divisor n − 1) of values in units of 10^−scale: the nearest double to
   (n Σx² − (Σx)²) / (n (n − 1)) × 10^(−2 scale). NaN of fewer than two values. */
double ig_moments_variance(const ig_moments *moments, unsigned scale);

/* Pearson's r, (n Σxy − Σx Σy) / √((n Σx² − (Σx)²) (n Σy² − (Σy)²)), whatever the units: computed
   to 100 bits from exact sums, then rounded; ±1 where, and nearly only where, all pairs lie on a
   line. NaN of fewer than two pairs, or where x or y is constant. */
double ig_comoments_correlation(const ig_comoments *comoments);

/* The places of reals: (x × 2^scaling − origin) × 2^fineness, from 0 to at most 2^62, to the nearest
   whole number or the one next to it. The least value has the place 0, the greatest one past 2^60
   unless they are equal. */
typedef struct ig_grid {
    double scale, origin, fine; /* scale = 2^scaling, fine = 2^fineness */
    int exponent;               /* scaling + fineness: a place is 2^−exponent wide */
} ig_grid;

/* From the least and greatest value of a group, both finite. */
ig_grid ig_grid_between(double least, double greatest);

/* Places n reals on grids[ids[i]], or on grids[0] when `ids` is NULL. */
void ig_grid_place(const ig_grid *grids, const uint32_t *ids, const double *values, size_t n,
                   int64_t *places);

/* The variance, and its root, of reals whose places were added up: that of places, which is rounded
   once, by the width of one. NaN as above; infinite where doubles end. */
double ig_grid_variance(const ig_grid *grid, const ig_moments *moments);
double ig_grid_deviation(const ig_grid *grid, const ig_moments *moments);

#endif
