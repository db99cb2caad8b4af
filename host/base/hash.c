/*
 * XXH3 with 64 bits and no seed: the same value on every machine, also for files read in pieces.
 * The state of a stream stands on the stack, so hashing a file allocates nothing but stdio's buffer.
 */
#include "base/hash.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#define XXH_INLINE_ALL /* short keys of dictionaries are hashed without a call into the library */
#include <xxhash.h>

uint64_t ig_hash_bytes(const void *bytes, size_t size_bytes) {
    return XXH3_64bits(bytes, size_bytes);
}

static int fail_file(ig_error *err, const char *what, const char *path, int number) {
    char reason[128];
    if (strerror_r(number, reason, sizeof reason) != 0) {
        snprintf(reason, sizeof reason, "error %d", number);
    }
    return ig_fail(err, IG_ERROR_NO_INPUT, "cannot %s '%s': %s", what, path, reason);
}

int ig_hash_file(const char *path, uint64_t *hash, ig_error *err) {
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        return fail_file(err, "open", path, errno);
    }
    XXH3_state_t state;
    XXH3_64bits_reset(&state);
    char piece[32 * 1024];
    size_t n = 0;
    errno = 0;
    while ((n = fread(piece, 1, sizeof piece, file)) > 0) {
        XXH3_64bits_update(&state, piece, n);
    }
    int number = errno;
    bool failed = ferror(file) != 0;
    fclose(file);
    if (failed) {
        return fail_file(err, "read", path, number);
    }
    *hash = XXH3_64bits_digest(&state);
    return 0;
}
