/*
 * The file has no name: whatever happens to the program, it goes with it.
 * Waiting is done by poll, which any signal ends, so that an interrupt is heard also while nothing
 * comes.
 */
#define _GNU_SOURCE /* O_TMPFILE, memfd_create */

#include "csv/source/spool.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "csv/source/file.h"

enum { BLOCK_BYTES = 1 << 18, WAIT_MS = 200 };

typedef struct spool {
    ig_memory *memory; /* borrowed */
    const ig_pool *pool;
    bool in_memory; /* where no folder may be written into */
    int from;
    int to;
    const char *shown;
    const char *folder;
} spool;

static int fail_reading(const spool *s, ig_error *err) {
    char reason[IG_CSV_REASON];
    ig_csv_file_reason(reason, errno);
    return ig_fail(err, IG_ERROR_NO_INPUT, "%s: cannot be read: %s", s->shown, reason);
}

static int fail_keeping(const spool *s, ig_error *err) {
    bool full = errno == ENOSPC || errno == EDQUOT || errno == EFBIG;
    char reason[IG_CSV_REASON];
    char folder[IG_CSV_SHOWN_PATH];
    ig_csv_file_reason(reason, errno);
    ig_csv_text_show(folder, sizeof folder, s->folder, strlen(s->folder));
    return ig_fail(err, full ? IG_ERROR_LIMIT : IG_ERROR_SCRIPT,
                   "%s: cannot be kept in the folder '%s': %s; set TMPDIR to another", s->shown,
                   folder, reason);
}

/* A file that never has a name, or where the file system knows none, loses it at once. */
static int make_file(const char *folder) {
    int fd = open(folder, O_TMPFILE | O_RDWR | O_EXCL | O_CLOEXEC, 0600);
    if (fd >= 0 || (errno != EOPNOTSUPP && errno != EISDIR && errno != EINVAL)) {
        return fd;
    }
    char path[PATH_MAX];
    int n = snprintf(path, sizeof path, "%s/ingot-XXXXXX", folder);
    if (n < 0 || (size_t)n >= sizeof path) {
        errno = ENAMETOOLONG;
        return -1;
    }
    fd = mkostemp(path, O_CLOEXEC);
    if (fd >= 0 && unlink(path) != 0) {
        (void)close(fd);
        return -1;
    }
    return fd;
}

static int make(spool *s, ig_error *err) {
    const char *given = getenv("TMPDIR");
    s->folder = given == NULL || given[0] == '\0' ? "/tmp" : given;
    s->to = s->in_memory ? memfd_create("standard input", MFD_CLOEXEC) : make_file(s->folder);
    return s->to < 0 ? fail_keeping(s, err) : 0;
}

/* The next bytes that come; `*got` is 0 at their end. */
static int receive(const spool *s, char *bytes, size_t *got, ig_error *err) {
    for (;;) {
        struct pollfd waiting = {.fd = s->from, .events = POLLIN};
        if (ig_pool_check(s->pool, err) != 0) {
            return -1;
        }
        int ready = poll(&waiting, 1, WAIT_MS);
        ssize_t n = ready > 0 ? read(s->from, bytes, BLOCK_BYTES) : -1;
        if (n >= 0) {
            *got = (size_t)n;
            return 0;
        }
        if (ready != 0 && errno != EINTR && errno != EAGAIN) {
            return fail_reading(s, err);
        }
    }
}

static int keep(const spool *s, const char *bytes, size_t size_bytes, ig_error *err) {
    if (s->in_memory && ig_memory_charge(s->memory, size_bytes, err) != 0) {
        return ig_fail_prefix(err, "%s: ", s->shown);
    }
    for (size_t at = 0; at < size_bytes;) {
        ssize_t n = write(s->to, bytes + at, size_bytes - at);
        if (n < 0 && errno != EINTR) {
            return fail_keeping(s, err);
        }
        at += n < 0 ? 0 : (size_t)n;
    }
    return 0;
}

int ig_csv_spool(const ig_context *context, int from, const char *shown, ig_error *err) {
    spool s = {.memory = context->memory,
               .pool = context->pool,
               .in_memory = ig_reach_is_narrow(context->reach),
               .from = from,
               .to = -1,
               .shown = shown};
    char *block = ig_alloc(s.memory, BLOCK_BYTES, err);
    int status = block == NULL ? -1 : make(&s, err);
    for (size_t got = 1; status == 0 && got > 0;) {
        status = receive(&s, block, &got, err);
        if (status == 0) {
            status = keep(&s, block, got, err);
        }
    }
    ig_free(block);
    if (status == 0 && lseek(s.to, 0, SEEK_SET) < 0) {
        status = fail_keeping(&s, err);
    }
    if (status != 0 && s.to >= 0) {
        (void)close(s.to);
        s.to = -1;
    }
    return s.to;
}
