/*
 * Files are read with pread in blocks, never mapped: a file that shrinks meanwhile is then an error
 * and not a signal. They are opened without waiting, so that a FIFO cannot hang the program.
 * Invariant: fd is −1 or open.
 */
#include "csv/source/file.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int fail_system(const ig_csv_file *file, int number, ig_error *err) {
    if (number == ENOENT || number == ENOTDIR) {
        return ig_fail(err, IG_ERROR_NO_INPUT, "%s: no such file", file->shown);
    }
    if (number == ENXIO) {
        return ig_fail(err, IG_ERROR_NO_INPUT, "%s: is not a regular file", file->shown);
    }
    char reason[128] = "";
    (void)strerror_r(number, reason, sizeof reason);
    if (reason[0] >= 'A' && reason[0] <= 'Z') {
        reason[0] = (char)(reason[0] - 'A' + 'a');
    }
    return ig_fail(err, IG_ERROR_NO_INPUT, "%s: cannot be read: %s", file->shown, reason);
}

static int check(ig_csv_file *file, ig_error *err) {
    struct stat facts;
    if (fstat(file->fd, &facts) != 0) {
        return fail_system(file, errno, err);
    }
    if (S_ISDIR(facts.st_mode)) {
        return ig_fail(err, IG_ERROR_NO_INPUT, "%s: is a directory", file->shown);
    }
    if (!S_ISREG(facts.st_mode)) {
        return ig_fail(err, IG_ERROR_NO_INPUT, "%s: is not a regular file", file->shown);
    }
    if (facts.st_size == 0) {
        return ig_fail(err, IG_ERROR_DATA, "%s: empty file", file->shown);
    }
    file->size_bytes = (uint64_t)facts.st_size;
    file->changed = facts.st_mtim;
    return 0;
}

int ig_csv_file_open(ig_csv_file *file, const char *path, ig_error *err) {
    *file = (ig_csv_file){.fd = -1};
    ig_csv_text_show(file->shown, sizeof file->shown, path, strlen(path));
    do {
        file->fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
    } while (file->fd < 0 && errno == EINTR);
    if (file->fd < 0) {
        return fail_system(file, errno, err);
    }
    if (check(file, err) != 0) {
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

int ig_csv_file_read(const ig_csv_file *file, uint64_t at, char *bytes, size_t size_bytes,
                     size_t *got, ig_error *err) {
    *got = 0;
    if (ig_pool_check(file->pool, err) != 0) {
        return -1;
    }
    uint64_t left = at < file->size_bytes ? file->size_bytes - at : 0;
    size_t wanted = left < size_bytes ? (size_t)left : size_bytes;
    while (*got < wanted) {
        ssize_t n = pread(file->fd, bytes + *got, wanted - *got, (off_t)(at + *got));
        if (n < 0 && errno == EINTR) {
            continue;
        }
        if (n < 0) {
            return fail_system(file, errno, err);
        }
        if (n == 0) {
            return fail_changed(file, err);
        }
        *got += (size_t)n;
    }
    return 0;
}

int ig_csv_file_same(const ig_csv_file *file, ig_error *err) {
    struct stat facts;
    if (fstat(file->fd, &facts) != 0) {
        return fail_system(file, errno, err);
    }
    bool same = (uint64_t)facts.st_size == file->size_bytes &&
                facts.st_mtim.tv_sec == file->changed.tv_sec &&
                facts.st_mtim.tv_nsec == file->changed.tv_nsec;
    return same ? 0 : fail_changed(file, err);
}

int ig_csv_file_line(const ig_csv_file *file, uint64_t at, char *block, size_t block_bytes,
                     uint64_t *line, ig_error *err) {
    bool after_cr = false;
    *line = 1;
    for (uint64_t from = 0; from < at;) {
        size_t got = 0;
        if (ig_csv_file_read(file, from, block, block_bytes, &got, err) != 0) {
            return -1;
        }
        size_t n = at - from < got ? (size_t)(at - from) : got;
        for (size_t i = 0; i < n; i++) {
            bool break_here = block[i] == '\r' || (block[i] == '\n' && !after_cr);
            *line += break_here;
            after_cr = block[i] == '\r';
        }
        if (got == 0) {
            break;
        }
        from += n;
    }
    return 0;
}
