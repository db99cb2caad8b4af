/*
 * A condition as a filter runs it: conjuncts, each a short program of tests that say for every row
 * whether it is true. What compares a column with constants is tested on the column's own narrow
 * values, and can be decided for whole blocks by the column's stats; anything else runs the steps of
 * the expression.
 */
#ifndef INGOT_FORMULA_PREDICATE_H
#define INGOT_FORMULA_PREDICATE_H

#include "formula/step.h"
#include "table/stats.h"

/* The truth of a row in one byte. In this order `and` is the lesser of two and `or` the greater, and
   `not x` is IG_TRUE − x. An overflow is an error only where the other conjuncts are all true; it
   never stands below an `or` or a `not`. The highest bit is set where a row may still be kept. */
enum { IG_FALSE = 0, IG_UNKNOWN = 0x60, IG_OVERFLOWED = 0x80, IG_TRUE = 0xC0 };

typedef enum ig_test_kind {
    IG_TEST_CONSTANT, /* `truth`; a missing row of `column`, if there is one, is unknown */
    IG_TEST_RANGE,    /* least ≤ value ≤ greatest, in order values (stats.h) */
    IG_TEST_SET,      /* the value is one of few; integers and codes */
    IG_TEST_TABLE,    /* a byte for each value from `least` to `greatest`, false for others */
    IG_TEST_BITS,     /* a column of bools */
    IG_TEST_MISSING,
    IG_TEST_STEPS, /* steps from … to of the expression, the last of which is its value */
    IG_TEST_NOT,   /* of the test before it */
    IG_TEST_AND,   /* of the two before it */
    IG_TEST_OR
} ig_test_kind;

enum { IG_SET_MAX = 8 };

typedef struct ig_test {
    ig_test_kind kind;
    bool negated; /* range, bits: true where the value is not there, or not set */
    uint8_t truth;
    const ig_column *column; /* borrowed from the table; a missing row is unknown */
    const ig_stats *stats;   /* borrowed from the column; NULL: not asked for */
    int64_t least, greatest; /* of a set as well */
    int64_t set[IG_SET_MAX];
    size_t n_set;
    const uint8_t *table; /* borrowed from a step */
    uint32_t from, to;    /* steps */
} ig_test;

typedef struct ig_conjunct {
    uint32_t first, n; /* a run of tests, in postorder */
    unsigned cost;
} ig_conjunct;

typedef struct ig_predicate {
    const ig_expression *expression; /* borrowed */
    ig_test *tests;                  /* owned */
    uint32_t n_tests;
    ig_conjunct
        *conjuncts; /* owned; the cheapest first: which error is raised does not depend on it */
    uint32_t n_conjuncts;
    uint32_t depth; /* vectors of truth that wait at the same time */
    bool overflows; /* some conjunct may make IG_OVERFLOWED */
    bool steps;     /* some test runs steps */
} ig_predicate;

/* Of an expression of type bool. The struct is the caller's; on failure it is reset. */
int ig_predicate_init(ig_predicate *predicate, ig_memory *memory, const ig_expression *expression,
                      ig_error *err) IG_CHECKED;
void ig_predicate_reset(ig_predicate *predicate); /* idempotent */

/* Asks for the stats of the columns that tests read; without them no block is ever decided. */
int ig_predicate_learn(ig_predicate *predicate, const ig_context *context,
                       ig_error *err) IG_CHECKED;

/* Sets of what rows may turn out to be. */
enum { IG_MAY_BE_FALSE = 1, IG_MAY_BE_UNKNOWN = 2, IG_MAY_BE_TRUE = 4 };

/* What the rows of a block may be in a conjunct, by what is known of the block alone. `waiting` holds
   `depth` items. */
unsigned ig_predicate_outcomes(const ig_predicate *predicate, uint32_t conjunct, size_t block,
                               uint8_t *waiting);

#endif
