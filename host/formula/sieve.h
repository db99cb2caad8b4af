/* Tests at work: the truth of a vector of rows in one conjunct, and truths as bits. */
#ifndef INGOT_FORMULA_SIEVE_H
#define INGOT_FORMULA_SIEVE_H

#include "formula/evaluate.h"
#include "formula/predicate.h"

/* What a worker needs while it tests. */
typedef struct ig_sieve {
    const ig_predicate *predicate; /* borrowed */
    ig_frame *frame;               /* borrowed; NULL where no test runs steps */
    uint8_t *waiting;              /* depth × IG_VECTOR_ROWS truths; owned */
    int64_t *picked;               /* IG_VECTOR_ROWS gathered values; owned */
} ig_sieve;

/* The truths of rows from … from + n − 1 in a conjunct, n ≤ IG_VECTOR_ROWS; borrowed from the sieve
   until its next run. `from` is a multiple of 64 where rows are no list. */
uint8_t *ig_sieve_run(ig_sieve *sieve, uint32_t conjunct, ig_rows rows, size_t from, size_t n);

/* truth = truth and other. */
void ig_truth_and(uint8_t *truth, const uint8_t *other, size_t n);

/* Bits of the rows that may still be kept: those that are true, once overflows were seen to. Writes
   the words of n bits whole; returns how many are set. */
size_t ig_truth_bits(const uint8_t *truth, size_t n, uint64_t *words);

#endif
