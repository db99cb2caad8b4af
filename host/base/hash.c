/*
 * XXH3 with 64 bits and no seed: the same value on every machine, also for files read in pieces.
 * The state of a stream stands on the stack, so hashing a file allocates nothing.
 */
#include "base/hash.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

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

/* Standard input stays where it stands: others read it too. */
static ssize_t next_piece(int fd, bool is_stdin, off_t at, char *piece, size_t size_bytes) {
    return is_stdin ? pread(fd, piece, size_bytes, at) : read(fd, piece, size_bytes);
}

int ig_hash_file(const ig_reach *reach, const char *path, uint64_t *hash, ig_error *err) {
    ig_error why = {.kind = IG_ERROR_NO_INPUT};
    bool is_stdin = strcmp(path, "-") == 0;
    int fd =
        is_stdin ? fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 0) : ig_reach_open(reach, path, 0, &why);
    if (fd < 0 && why.kind == IG_ERROR_NO_INPUT) {
        return fail_file(err, "open", path, errno);
    }
    if (fd < 0) {
        return ig_fail(err, why.kind, "%s", why.text);
    }
    XXH3_state_t state;
    XXH3_64bits_reset(&state);
    char piece[32 * 1024];
    ssize_t n = 0;
    off_t at = 0;
    while ((n = next_piece(fd, is_stdin, at, piece, sizeof piece)) > 0 ||
           (n < 0 && errno == EINTR)) {
        if (n > 0) {
            XXH3_64bits_update(&state, piece, (size_t)n);
            at += n;
        }
    }
    int number = errno;
    (void)close(fd); /* only read from */
    if (n < 0) {
        return fail_file(err, "read", path, number);
    }
    *hash = XXH3_64bits_digest(&state);
    return 0;
}
