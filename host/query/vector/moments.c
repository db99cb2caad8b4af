/*
 * Bounds. A value has 64 bits with its sign and a group fewer than 2^32 values: Σx stays below 2^95,
 * Σx² and Σxy below 2^158, and n Σx² and (Σx)² below 2^190. Their difference is n² times what the
 * squares spread, hence never negative.
 */
#include "query/vector/moments.h"

#include <math.h>

/* Powers of two that place reals: with them no step leaves the normal doubles (see ig_grid_between). */
enum { SCALING_MAX = 1000, PLACE_BITS = 62 };

static inline void add_value(ig_moments *cell, int64_t x) {
    cell->sum += x;
    ig_wide_add(&cell->squares, (ig_i128)x * x);
    cell->n++;
}

void ig_moments_add(ig_moments *cells, const uint32_t *ids, const int64_t *values, size_t n) {
    if (ids != NULL) {
        for (size_t i = 0; i < n; i++)
            add_value(&cells[ids[i]], values[i]);
        return;
    }
    ig_moments cell = cells[0];
    for (size_t i = 0; i < n; i++)
        add_value(&cell, values[i]);
    cells[0] = cell;
}

static inline void add_pair(ig_comoments *cell, int64_t x, int64_t y) {
    add_value(&cell->x, x);
    add_value(&cell->y, y);
    ig_wide_add(&cell->products, (ig_i128)x * y);
}

void ig_comoments_add(ig_comoments *cells, const uint32_t *ids, const int64_t *xs,
                      const int64_t *ys, size_t n) {
    if (ids != NULL) {
        for (size_t i = 0; i < n; i++)
            add_pair(&cells[ids[i]], xs[i], ys[i]);
        return;
    }
    ig_comoments cell = cells[0];
    for (size_t i = 0; i < n; i++)
        add_pair(&cell, xs[i], ys[i]);
    cells[0] = cell;
}

static inline void merge_cell(ig_moments *into, const ig_moments *from) {
    into->sum += from->sum;
    into->squares = ig_wide_plus(into->squares, from->squares);
    into->n += from->n;
}

void ig_moments_merge(ig_moments *into, const ig_moments *from, size_t n_cells) {
    for (size_t i = 0; i < n_cells; i++)
        merge_cell(&into[i], &from[i]);
}

void ig_comoments_merge(ig_comoments *into, const ig_comoments *from, size_t n_cells) {
    for (size_t i = 0; i < n_cells; i++) {
        merge_cell(&into[i].x, &from[i].x);
        merge_cell(&into[i].y, &from[i].y);
        into[i].products = ig_wide_plus(into[i].products, from[i].products);
    }
}

/* n Σxy − Σx Σy; with itself, n Σx² − (Σx)². */
static ig_wide centred(ig_wide products, ig_i128 x, ig_i128 y, uint32_t n) {
    return ig_wide_minus(ig_wide_times(products, n), ig_wide_product(x, y));
}

static ig_wide spread_of(const ig_moments *m) {
    return centred(m->squares, m->sum, m->sum, m->n);
}

double ig_moments_variance(const ig_moments *moments, unsigned scale) {
    uint64_t n = moments->n;
    if (n < 2)
        return NAN;
    return ig_wide_ratio(spread_of(moments), n * (n - 1), (uint64_t)ig_pow10(2 * scale));
}

double ig_comoments_correlation(const ig_comoments *comoments) {
    double xy, xy_low, xx, xx_low, yy, yy_low;
    const ig_moments *x = &comoments->x, *y = &comoments->y;
    if (x->n < 2)
        return NAN;
    ig_wide_split(centred(comoments->products, x->sum, y->sum, x->n), &xy, &xy_low);
    ig_wide_split(spread_of(x), &xx, &xx_low);
    ig_wide_split(spread_of(y), &yy, &yy_low);
    if (xx == 0 || yy == 0)
        return NAN;
    /* Each of product, root and quotient is a double and what it lacks of the true value. */
    double square = xx * yy;
    double square_low = fma(xx, yy, -square) + (xx * yy_low + xx_low * yy);
    double root = sqrt(square);
    double root_low = (fma(-root, root, square) + square_low) / (2 * root);
    double r = xy / root;
    double rest = fma(-r, root, xy) + (xy_low - r * root_low);
    return r + rest / root;
}

/* With the greater magnitude M of the two: 2 ≤ M × scale < 4 unless M is below 2^−998, so that values
   far smaller may underflow but never overflow, and two different ones are still 2^−74 apart. */
ig_grid ig_grid_between(double least, double greatest) {
    int magnitude, width;
    (void)frexp(fmax(fabs(least), fabs(greatest)), &magnitude);
    int scaling = 2 - magnitude < SCALING_MAX ? 2 - magnitude : SCALING_MAX;
    double scale = ldexp(1.0, scaling), origin = least * scale;
    (void)frexp(greatest * scale - origin, &width);
    int fineness = PLACE_BITS - width;
    return (ig_grid){scale, origin, ldexp(1.0, fineness), scaling + fineness};
}

static inline int64_t place_of(const ig_grid *grid, double value) {
    /* The exact difference is that of doubles and what this lost (Knuth's two-sum). */
    double x = value * grid->scale, far = x - grid->origin;
    double back = x - far;
    double lost = (x - (far + back)) + (back - grid->origin);
    double place = far * grid->fine;
    int64_t whole = (int64_t)place;
    /* The loss is at most 2^9 places; 1024 keeps the sum positive, where a cast rounds down. */
    double rest = (place - (double)whole) + lost * grid->fine;
    return whole + ((int64_t)(rest + 1024.5) - 1024);
}

void ig_grid_place(const ig_grid *grids, const uint32_t *ids, const double *values, size_t n,
                   int64_t *places) {
    if (ids != NULL) {
        for (size_t i = 0; i < n; i++)
            places[i] = place_of(&grids[ids[i]], values[i]);
        return;
    }
    for (size_t i = 0; i < n; i++)
        places[i] = place_of(&grids[0], values[i]);
}

double ig_grid_variance(const ig_grid *grid, const ig_moments *moments) {
    return ldexp(ig_moments_variance(moments, 0), -2 * grid->exponent);
}

double ig_grid_deviation(const ig_grid *grid, const ig_moments *moments) {
    return ldexp(sqrt(ig_moments_variance(moments, 0)), -grid->exponent);
}
