/* A fuzzer is one function over any bytes, as libFuzzer calls it; replay.c calls it without libFuzzer. */
#ifndef INGOT_TESTS_FUZZ_H
#define INGOT_TESTS_FUZZ_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Ends the program where something is wrong, as a crash would. */
_Noreturn static inline void fuzz_fail(const char *what) {
    (void)fprintf(stderr, "fuzz: %s\n", what);
    abort();
}

#endif
