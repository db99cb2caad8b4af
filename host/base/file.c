/*
 * The temporary file stands in the target's folder under a name of its own, of the process number
 * and a count, so that any name that is legal for the target works. It is opened exclusively: two
 * writers never share one. It is removed on every failure; only a crash between open and rename can
 * leave it. Everything happens from the folder's descriptor: a folder that is moved meanwhile takes
 * the file along.
 */
#define _XOPEN_SOURCE 700 /* pwrite */

#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { ATTEMPTS = 100 };

static int fail(ig_error *err, const char *path, const char *what, int code) {
    bool full = code == ENOSPC || code == EDQUOT || code == EFBIG;
    return ig_fail(err, full ? IG_ERROR_LIMIT : IG_ERROR_SCRIPT, "%s: %s: %s", path, what,
                   strerror(code));
}

/* Opens a new file beside the place; returns its descriptor or −1 with errno set. */
static int open_temporary(ig_file_writer *writer) {
    for (int i = 0; i < ATTEMPTS; i++) {
        (void)snprintf(writer->temporary, sizeof writer->temporary, ".ingot-%ld-%d.tmp",
                       (long)getpid(), i);
        int fd = openat(writer->place.folder_fd, writer->temporary,
                        O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
        if (fd >= 0 || errno != EEXIST) {
            return fd;
        }
    }
    return -1;
}

static void leave_folder(ig_file_writer *writer) {
    (void)close(writer->place.folder_fd); /* never written through */
    writer->place.folder_fd = -1;
}

/* Syncs the folder; 0 or the errno. Some file systems cannot, and not all may be read: no failure. */
static int sync_folder(const ig_file_writer *writer) {
    bool can = fsync(writer->place.folder_fd) == 0 || errno == EINVAL || errno == EBADF;
    return can ? 0 : errno;
}

int ig_file_begin(ig_file_writer *writer, const ig_reach *reach, const char *path, ig_error *err) {
    writer->fd = -1;
    writer->path = path;
    writer->reach = reach;
    if (ig_reach_write(reach, path, &writer->place, err) != 0) {
        return -1;
    }
    writer->fd = open_temporary(writer);
    if (writer->fd < 0) {
        fail(err, path, "cannot write", errno);
        leave_folder(writer);
        return -1;
    }
    return 0;
}

ig_file_writer ig_file_into(int fd, const char *name) {
    return (ig_file_writer){.fd = fd, .path = name, .place.folder_fd = -1};
}

int ig_file_put(const ig_file_writer *writer, uint64_t offset, const void *bytes, size_t size_bytes,
                ig_error *err) {
    const char *from = bytes;
    if (ig_reach_count(writer->reach, size_bytes, err) != 0) {
        return -1;
    }
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
        (void)unlinkat(writer->place.folder_fd, writer->temporary, 0);
        leave_folder(writer);
        writer->fd = -1;
    }
}

int ig_file_commit(ig_file_writer *writer, ig_error *err) {
    const ig_place_to_write *place = &writer->place;
    int code = place->is_staged || fsync(writer->fd) == 0 ? 0 : errno;
    if (close(writer->fd) != 0 && code == 0) {
        code = errno;
    }
    writer->fd = -1;
    if (code == 0 &&
        renameat(place->folder_fd, writer->temporary, place->folder_fd, place->name) != 0) {
        code = errno;
    }
    if (code != 0) {
        (void)unlinkat(place->folder_fd, writer->temporary, 0);
        leave_folder(writer);
        return fail(err, writer->path, "cannot write", code);
    }
    code = place->is_staged ? 0 : sync_folder(writer);
    leave_folder(writer);
    return code == 0 ? 0 : fail(err, writer->path, "cannot sync its folder", code);
}

int ig_file_write(const ig_reach *reach, const char *path, const void *bytes, size_t size_bytes,
                  ig_error *err) {
    ig_file_writer writer;
    if (ig_file_begin(&writer, reach, path, err) != 0) {
        return -1;
    }
    if (ig_file_put(&writer, 0, bytes, size_bytes, err) != 0) {
        ig_file_abandon(&writer);
        return -1;
    }
    return ig_file_commit(&writer, err);
}
