/*
 * Exact fractions. Nearly all fit two 64-bit integers, reduced, and are worked on as such; others
 * are GMP's, with their bytes charged to an account. GMP ends the program where it gets no memory,
 * so a fraction may not grow past IG_RATIO_BITS: what GMP needs at a time stays a few kilobytes.
 */
#ifndef INGOT_LINEAR_RATIO_H
#define INGOT_LINEAR_RATIO_H

#include "base/error.h"
#include "base/memory.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <gmp.h>

enum {
    IG_RATIO_BITS = 1 << 14,      /* of either side of a fraction */
    IG_RATIO_TEXT_DIGITS = 10000, /* of a number that is read: what can be written, can be */
};

typedef struct ig_big ig_big;

/* Set by ig_ratio_zero before anything else; emptied by ig_ratio_reset. */
typedef struct ig_ratio {
    union {
        int64_t above; /* more than INT64_MIN */
        ig_big *big;   /* owned */
    } at;
    int64_t below; /* above 0; 0: it is a big one */
} ig_ratio;

/* Who works: an account, and room for what is in between. */
typedef struct ig_exact {
    ig_memory *memory; /* borrowed */
    mpq_t left, right, result;
} ig_exact;

void ig_exact_init(ig_exact *self, ig_memory *memory);
void ig_exact_reset(ig_exact *self);

static inline ig_ratio ig_ratio_whole(int32_t value) {
    return (ig_ratio){.at.above = value, .below = 1};
}
void ig_ratio_reset(ig_exact *exact, ig_ratio *self); /* it is zero then */

/* -1, 0 or 1. */
int ig_ratio_sign(const ig_ratio *self);
int ig_ratio_compare(ig_exact *exact, const ig_ratio *a, const ig_ratio *b);
static inline bool ig_ratio_is_zero(const ig_ratio *self) {
    return self->below != 0 && self->at.above == 0;
}

/* `to` becomes the result and may be one of the operands; as it was, where they fail. */
int ig_ratio_copy(ig_exact *exact, ig_ratio *to, const ig_ratio *a, ig_error *err) IG_CHECKED;
int ig_ratio_subtract(ig_exact *exact, ig_ratio *to, const ig_ratio *a, const ig_ratio *b,
                      ig_error *err) IG_CHECKED;
int ig_ratio_times(ig_exact *exact, ig_ratio *to, const ig_ratio *a, const ig_ratio *b,
                   ig_error *err) IG_CHECKED;
int ig_ratio_over(ig_exact *exact, ig_ratio *to, const ig_ratio *a, const ig_ratio *b,
                  ig_error *err) IG_CHECKED; /* b is not zero */
/* to + a × b */
int ig_ratio_add_product(ig_exact *exact, ig_ratio *to, const ig_ratio *a, const ig_ratio *b,
                         ig_error *err) IG_CHECKED;
void ig_ratio_negate(ig_ratio *self);

/* Reads "12", "-0.125" or "-7/3". */
int ig_ratio_read(ig_exact *exact, ig_ratio *to, const char *text, ig_error *err) IG_CHECKED;
/* "3/2", or "3" where it is whole; the caller's, freed by ig_free. */
char *ig_ratio_text(ig_exact *exact, const ig_ratio *self, ig_error *err) IG_CHECKED;

#endif
