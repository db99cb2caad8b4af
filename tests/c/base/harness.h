/*
 * What the C tests share: cmocka with the headers it needs before it, an own random generator (the
 * same numbers on every machine), and the proof that every error path frees.
 */
#ifndef INGOT_TESTS_HARNESS_H
#define INGOT_TESTS_HARNESS_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

#include <cmocka.h>

/* The next of a sequence of 64-bit numbers (splitmix64); `state` starts as the seed. */
static inline uint64_t random_next(uint64_t *state) {
    uint64_t z = (*state += UINT64_C(0x9e3779b97f4a7c15));
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

static inline size_t random_below(uint64_t *state, size_t n) {
    return (size_t)(random_next(state) % n);
}

/* A signed number of random length, so that small ones come as often as large ones. */
static inline int64_t random_int(uint64_t *state) {
    uint64_t bits = random_next(state) >> random_below(state, 64);
    return random_next(state) & 1 ? -(int64_t)(bits >> 1) - 1 : (int64_t)(bits >> 1);
}

/* How often a random test goes round: `usual`, or what INGOT_TEST_ROUNDS asks for. */
static inline size_t test_rounds(size_t usual) {
    const char *asked = getenv("INGOT_TEST_ROUNDS");
    if (asked == NULL) {
        return usual;
    }
    char *end;
    size_t rounds = strtoul(asked, &end, 10);
    if (*end != '\0' || rounds == 0) {
        fail_msg("INGOT_TEST_ROUNDS: a number above 0 expected, got '%s'", asked);
    }
    return rounds;
}

static inline void assert_error(const ig_error *err, ig_error_kind kind, const char *text) {
    assert_string_equal(err->text, text);
    assert_string_equal(ig_error_kind_name(err->kind), ig_error_kind_name(kind));
}

/* Does its work with `memory`, frees all it made, and returns 0, or −1 with `err` filled. */
typedef int (*story)(ig_memory *memory, void *context, ig_error *err);

/* Runs a story with its first allocation failing, then with the second, … until it succeeds. Each
   failure must be reported as a limit and leave no block behind. Returns how often it failed. */
static inline size_t prove_failures_free(story run, void *context) {
    for (size_t nth = 1;; nth++) {
        ig_memory *memory = ig_memory_new();
        assert_non_null(memory);
        ig_error err = {.kind = IG_ERROR_NONE};
        ig_memory_fail_at(memory, nth);
        int result = run(memory, context, &err);
        assert_int_equal(ig_memory_read(memory).live_blocks, 0);
        assert_int_equal(ig_memory_read(memory).live_bytes, 0);
        ig_memory_free(memory);
        if (result == 0) {
            assert_int_equal(err.kind, IG_ERROR_NONE);
            return nth - 1;
        }
        assert_int_equal(err.kind, IG_ERROR_LIMIT);
        assert_memory_equal(err.text, "out of memory: ", 15);
    }
}

#endif
