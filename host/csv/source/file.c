/*
 * Files are read with pread, never mapped: a file that shrinks meanwhile is then an error and not a
 * signal. They are opened without waiting, so that a FIFO cannot hang the program.
 * Invariant: fd is −1 or open; bytes before `base` and from base + size_bytes on are never read.
 */
#include "csv/source/file.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "csv/source/spool.h"

enum { LARGE_BYTES = 1 << 20 }; /* from here on the system is told how we read */

void ig_csv_file_reason(char reason[IG_CSV_REASON], int number) {
    reason[0] = '\0';
    (void)strerror_r(number, reason, IG_CSV_REASON);
    if (reason[0] >= 'A' && reason[0] <= 'Z' && (reason[1] < 'A' || reason[1] > 'Z')) {
        reason[0] = (char)(reason[0] - 'A' + 'a');
    }
}

static int fail_opening(const ig_csv_file *file, int number, ig_error *err) {
    if (number == ENOENT || number == ENOTDIR) {
        return ig_fail(err, IG_ERROR_NO_INPUT, "%s: no such file", file->shown);
    }
    if (number == ENXIO) { /* a socket, or a device that is not there */
        return ig_fail(err, IG_ERROR_NO_INPUT, "%s: is not a regular file", file->shown);
    }
    char reason[IG_CSV_REASON];
    ig_csv_file_reason(reason, number);
    return ig_fail(err, IG_ERROR_NO_INPUT, "%s: cannot be read: %s", file->shown, reason);
}

/* Takes the facts of what is open, with its first byte at `base`. */
static int settle(ig_csv_file *file, uint64_t base, ig_error *err) {
    struct stat facts;
    if (fstat(file->fd, &facts) != 0) {
        return fail_opening(file, errno, err);
    }
    if (S_ISDIR(facts.st_mode)) {
        return ig_fail(err, IG_ERROR_NO_INPUT, "%s: is a directory", file->shown);
    }
    if (!S_ISREG(facts.st_mode)) {
        return ig_fail(err, IG_ERROR_NO_INPUT, "%s: is not a regular file", file->shown);
    }
    uint64_t size = facts.st_size < 0 ? 0 : (uint64_t)facts.st_size;
    file->base = base;
    file->size_bytes = size > base ? size - base : 0;
    file->changed = facts.st_mtim;
    if (file->size_bytes >= LARGE_BYTES) {
        (void)posix_fadvise(file->fd, 0, 0, POSIX_FADV_SEQUENTIAL); /* advice: may be refused */
    }
    return 0;
}

static int open_path(ig_csv_file *file, const ig_reach *reach, const char *path, ig_error *err) {
    ig_error why;
    file->fd = ig_reach_open(reach, path, 0, &why);
    if (file->fd < 0 && why.kind != IG_ERROR_NO_INPUT) {
        return ig_fail(err, why.kind, "%s", why.text);
    }
    return file->fd < 0 ? fail_opening(file, errno, err) : settle(file, 0, err);
}

/* Puts a copy of what flows in in its place, so that it can be read more than once. */
static int keep_stdin(const ig_csv_file *file, const ig_context *context, ig_error *err) {
    int fd = ig_csv_spool(context, STDIN_FILENO, file->shown, err);
    if (fd < 0) {
        return -1;
    }
    int put = dup2(fd, STDIN_FILENO);
    int number = errno;
    (void)close(fd); /* all of it was written by now: nothing can be lost */
    return put < 0 ? fail_opening(file, number, err) : 0;
}

/* A file by redirection is read where it is, from where it stands; what flows in is kept first. */
static int open_stdin(ig_csv_file *file, const ig_context *context, ig_error *err) {
    struct stat facts;
    if (fstat(STDIN_FILENO, &facts) != 0) {
        return fail_opening(file, errno, err);
    }
    bool flows = S_ISFIFO(facts.st_mode) || S_ISSOCK(facts.st_mode);
    if (flows && keep_stdin(file, context, err) != 0) {
        return -1;
    }
    if (!flows && !S_ISREG(facts.st_mode) && !S_ISDIR(facts.st_mode)) {
        return ig_fail(err, IG_ERROR_NO_INPUT, "%s: is neither a file nor a pipe", file->shown);
    }
    off_t base = lseek(STDIN_FILENO, 0, SEEK_CUR);
    file->fd = base < 0 ? -1 : fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 0);
    return file->fd < 0 ? fail_opening(file, errno, err) : settle(file, (uint64_t)base, err);
}

int ig_csv_file_open(ig_csv_file *file, const ig_context *context, const char *path,
                     ig_error *err) {
    *file = (ig_csv_file){.fd = -1, .pool = context->pool};
    bool is_stdin = strcmp(path, "-") == 0;
    const char *name = is_stdin ? "standard input" : path;
    ig_csv_text_show(file->shown, sizeof file->shown, name, strlen(name));
    if ((is_stdin ? open_stdin(file, context, err) : open_path(file, context->reach, path, err)) !=
        0) {
        ig_csv_file_reset(file);
        return -1;
    }
    return 0;
}

void ig_csv_file_reset(ig_csv_file *file) {
    if (file->fd >= 0) {
        (void)close(file->fd); /* only read from: nothing can be lost */
    }
    file->fd = -1;
}

static int fail_changed(const ig_csv_file *file, ig_error *err) {
    return ig_fail(err, IG_ERROR_DATA, "%s: the file changed while it was read", file->shown);
}

static int fail_reading(const ig_csv_file *file, uint64_t at, int number, ig_error *err) {
    char reason[IG_CSV_REASON];
    ig_csv_file_reason(reason, number);
    return ig_fail(err, IG_ERROR_NO_INPUT, "%s: cannot be read at byte %llu: %s", file->shown,
                   (unsigned long long)at + 1, reason);
}

int ig_csv_file_read(const ig_csv_file *file, uint64_t at, char *bytes, size_t size_bytes,
                     size_t *got, ig_error *err) {
    *got = 0;
    uint64_t left = at < file->size_bytes ? file->size_bytes - at : 0;
    size_t wanted = left < size_bytes ? (size_t)left : size_bytes;
    do {
        if (ig_pool_check(file->pool, err) != 0) {
            return -1;
        }
        if (wanted == 0) {
            return 0;
        }
        ssize_t n = pread(file->fd, bytes + *got, wanted - *got, (off_t)(file->base + at + *got));
        if (n == 0) {
            return fail_changed(file, err);
        }
        if (n < 0 && errno != EINTR) {
            return fail_reading(file, at + *got, errno, err);
        }
        *got += n < 0 ? 0 : (size_t)n;
    } while (*got < wanted);
    return 0;
}

int ig_csv_file_same(const ig_csv_file *file, ig_error *err) {
    struct stat facts;
    if (fstat(file->fd, &facts) != 0) {
        return fail_opening(file, errno, err);
    }
    bool same = (uint64_t)facts.st_size == file->base + file->size_bytes &&
                facts.st_mtim.tv_sec == file->changed.tv_sec &&
                facts.st_mtim.tv_nsec == file->changed.tv_nsec;
    return same ? 0 : fail_changed(file, err);
}
