/* Hashes: XXH3 of bytes, and a mixer of 64-bit keys. Seeds are fixed: results never depend on them. */
#ifndef INGOT_BASE_HASH_H
#define INGOT_BASE_HASH_H

#include "base/reach.h"

#include <stddef.h>
#include <stdint.h>

uint64_t ig_hash_bytes(const void *bytes, size_t size_bytes);

/* XXH3-64 of a whole file's bytes. Fails with "no input" when it cannot be opened or read. */
int ig_hash_file(const ig_reach *reach, const char *path, uint64_t *hash, ig_error *err) IG_CHECKED;

static inline uint64_t ig_hash_mix(uint64_t x) {
    x ^= x >> 32;
    x *= UINT64_C(0x9fb21c651e98df25);
    x ^= x >> 28;
    return x;
}

#endif
