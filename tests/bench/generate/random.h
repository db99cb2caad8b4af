/*
 * Random numbers for the benchmark's data: splitmix64, whose state is a counter, so that every seed
 * is a good one. Only integers come out: the data are the same on every machine.
 */
#ifndef INGOT_BENCH_RANDOM_H
#define INGOT_BENCH_RANDOM_H

#include <stdint.h>

typedef struct bench_random {
    uint64_t state; /* the seed, to begin with */
} bench_random;

static inline uint64_t bench_random_next(bench_random *self) {
    uint64_t z = self->state += UINT64_C(0x9E3779B97F4A7C15);
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

/* 0 … n − 1, for n below 2^32: the high half of a product, whose bias is below n / 2^32. */
static inline uint32_t bench_random_below(bench_random *self, uint32_t n) {
    return (uint32_t)(((bench_random_next(self) >> 32) * n) >> 32);
}

/* lo … hi, both in it. */
static inline uint32_t bench_random_between(bench_random *self, uint32_t lo, uint32_t hi) {
    return lo + bench_random_below(self, hi - lo + 1);
}

#endif
