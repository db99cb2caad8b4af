/*
 * `status` is that of the open descriptor at the time of mapping: its size is the size of the memory,
 * and its times tell whether somebody wrote into the file since. An empty file has no memory.
 */
#include "base/mapping.h"

#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

struct ig_mapping {
    atomic_size_t references;
    int fd;
    struct stat status;
    uint8_t *bytes; /* mapped, or NULL when empty */
    size_t size_bytes;
    char *path; /* owned */
};

static int fail(ig_error *err, const char *path, const char *what, int code) {
    return ig_fail(err, IG_ERROR_NO_INPUT, "%s: %s: %s", path, what, strerror(code));
}

static int map(ig_mapping *mapping, ig_error *err) {
    mapping->fd = open(mapping->path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (mapping->fd < 0) {
        return fail(err, mapping->path, "cannot be opened", errno);
    }
    if (fstat(mapping->fd, &mapping->status) != 0) {
        return fail(err, mapping->path, "cannot be read", errno);
    }
    if (!S_ISREG(mapping->status.st_mode)) {
        return ig_fail(err, IG_ERROR_NO_INPUT, "%s: not a regular file", mapping->path);
    }
    mapping->size_bytes = (size_t)mapping->status.st_size;
    if (mapping->size_bytes == 0) {
        return 0;
    }
    void *bytes = mmap(NULL, mapping->size_bytes, PROT_READ, MAP_PRIVATE, mapping->fd, 0);
    if (bytes == MAP_FAILED) {
        return fail(err, mapping->path, "cannot be mapped", errno);
    }
    mapping->bytes = bytes;
    return 0;
}

ig_mapping *ig_mapping_open(ig_memory *memory, const char *path, ig_error *err) {
    ig_mapping *mapping = ig_alloc_zero(memory, 1, sizeof *mapping, err);
    if (mapping == NULL) {
        return NULL;
    }
    atomic_init(&mapping->references, 1);
    mapping->fd = -1;
    mapping->path = ig_strdup(memory, path, err);
    if (mapping->path == NULL || map(mapping, err) != 0) {
        ig_mapping_release(mapping);
        return NULL;
    }
    return mapping;
}

ig_mapping *ig_mapping_retain(ig_mapping *mapping) {
    atomic_fetch_add_explicit(&mapping->references, 1, memory_order_relaxed);
    return mapping;
}

void ig_mapping_release(ig_mapping *mapping) {
    if (mapping == NULL ||
        atomic_fetch_sub_explicit(&mapping->references, 1, memory_order_acq_rel) != 1) {
        return;
    }
    if (mapping->bytes != NULL) {
        munmap(mapping->bytes, mapping->size_bytes);
    }
    if (mapping->fd >= 0) {
        close(mapping->fd);
    }
    ig_free(mapping->path);
    ig_free(mapping);
}

const uint8_t *ig_mapping_bytes(const ig_mapping *mapping) {
    return mapping->bytes;
}

size_t ig_mapping_size(const ig_mapping *mapping) {
    return mapping->size_bytes;
}

const char *ig_mapping_path(const ig_mapping *mapping) {
    return mapping->path;
}

int ig_mapping_check(const ig_mapping *mapping, ig_error *err) {
    struct stat now;
    const struct stat *then = &mapping->status;
    if (fstat(mapping->fd, &now) != 0) {
        return fail(err, mapping->path, "cannot be read", errno);
    }
    if (now.st_size != then->st_size || now.st_mtim.tv_sec != then->st_mtim.tv_sec ||
        now.st_mtim.tv_nsec != then->st_mtim.tv_nsec) {
        return ig_fail(err, IG_ERROR_DATA, "%s: was changed while it was open", mapping->path);
    }
    return 0;
}
