/*
 * The temporary file stands in the target's folder under a name of its own, of the process number
 * and a count, so that any name that is legal for the target works. It is opened exclusively: two
 * writers never share one. It is removed on every failure; only a crash between open and rename can
 * leave it.
 */
#define _XOPEN_SOURCE 700 /* realpath, pwrite */

#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { ATTEMPTS = 100 };

static int fail(ig_error *err, const char *path, const char *what, int code) {
    bool full = code == ENOSPC || code == EDQUOT || code == EFBIG;
    return ig_fail(err, full ? IG_ERROR_LIMIT : IG_ERROR_SCRIPT, "%s: %s: %s", path, what,
                   strerror(code));
}

/* Copies to `target` the path itself, or what the link there leads to. */
static int find_target(const char *path, char target[PATH_MAX], ig_error *err) {
    struct stat status;
    if (strlen(path) >= PATH_MAX) {
        return fail(err, path, "cannot write", ENAMETOOLONG);
    }
    memcpy(target, path, strlen(path) + 1);
    if (lstat(path, &status) != 0) {
        return errno == ENOENT ? 0 : fail(err, path, "cannot write", errno);
    }
    if (S_ISLNK(status.st_mode)) {
        if (realpath(path, target) == NULL || stat(target, &status) != 0) {
            return fail(err, path, "cannot write", errno);
        }
    }
    if (!S_ISREG(status.st_mode)) {
        return ig_fail(err, IG_ERROR_SCRIPT, "%s: cannot write: not a regular file", path);
    }
    return 0;
}

/* Opens a new file beside the target; returns its descriptor or −1 with errno set. */
static int open_temporary(const char *target, char temporary[PATH_MAX]) {
    const char *slash = strrchr(target, '/');
    int folder = slash == NULL ? 0 : (int)(slash - target) + 1; /* bytes, with the slash */
    for (int i = 0; i < ATTEMPTS; i++) {
        int length = snprintf(temporary, PATH_MAX, "%.*s.ingot-%ld-%d.tmp", folder, target,
                              (long)getpid(), i);
        if (length < 0 || length >= PATH_MAX) {
            errno = ENAMETOOLONG;
            return -1;
        }
        int fd = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (fd >= 0 || errno != EEXIST) {
            return fd;
        }
    }
    return -1;
}

/* Syncs the folder that holds the target; 0 or the errno. Some file systems cannot: no failure. */
static int sync_folder(const char *target) {
    char folder[PATH_MAX];
    memcpy(folder, target, strlen(target) + 1);
    char *slash = strrchr(folder, '/');
    if (slash == NULL) {
        memcpy(folder, ".", 2);
    } else {
        slash[slash == folder] = '\0';
    }
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) {
        return errno == EACCES ? 0 : errno;
    }
    int code = fsync(fd) == 0 || errno == EINVAL ? 0 : errno;
    close(fd);
    return code;
}

int ig_file_begin(ig_file_writer *writer, const char *path, ig_error *err) {
    writer->fd = -1;
    writer->path = path;
    if (find_target(path, writer->target, err) != 0) {
        return -1;
    }
    writer->fd = open_temporary(writer->target, writer->temporary);
    return writer->fd >= 0 ? 0 : fail(err, path, "cannot write", errno);
}

int ig_file_put(const ig_file_writer *writer, uint64_t offset, const void *bytes, size_t size_bytes,
                ig_error *err) {
    const char *from = bytes;
    while (size_bytes > 0) {
        ssize_t written = pwrite(writer->fd, from, size_bytes, (off_t)offset);
        if (written < 0 && errno == EINTR) {
            continue;
        }
        if (written < 0) {
            return fail(err, writer->path, "cannot write", errno);
        }
        from += written;
        offset += (uint64_t)written;
        size_bytes -= (size_t)written;
    }
    return 0;
}

void ig_file_abandon(ig_file_writer *writer) {
    if (writer->fd >= 0) {
        close(writer->fd);
        unlink(writer->temporary);
        writer->fd = -1;
    }
}

int ig_file_commit(ig_file_writer *writer, ig_error *err) {
    int code = fsync(writer->fd) == 0 ? 0 : errno;
    if (close(writer->fd) != 0 && code == 0) {
        code = errno;
    }
    writer->fd = -1;
    if (code == 0 && rename(writer->temporary, writer->target) != 0) {
        code = errno;
    }
    if (code != 0) {
        unlink(writer->temporary);
        return fail(err, writer->path, "cannot write", code);
    }
    code = sync_folder(writer->target);
    return code == 0 ? 0 : fail(err, writer->path, "cannot sync its folder", code);
}

int ig_file_write(const char *path, const void *bytes, size_t size_bytes, ig_error *err) {
    ig_file_writer writer;
    if (ig_file_begin(&writer, path, err) != 0) {
        return -1;
    }
    if (ig_file_put(&writer, 0, bytes, size_bytes, err) != 0) {
        ig_file_abandon(&writer);
        return -1;
    }
    return ig_file_commit(&writer, err);
}
