/*
 * `status` is that of the open descriptor at the time of mapping: its size is the size of the memory,
 * and its times tell whether somebody wrote into the file since. An empty file has no memory.
 */
#include "base/mapping.h"

#include <errno.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

struct ig_mapping {
    atomic_size_t references;
    ig_memory *memory; /* borrowed: the account of the bytes; NULL while they are in none */
    int fd;            /* −1: sealed memory of the caller's */
    struct stat status;
    const uint8_t *bytes; /* NULL when empty */
    size_t size_bytes;
    char *path; /* owned */
};

static int fail(ig_error *err, const char *path, const char *what, int code) {
    return ig_fail(err, IG_ERROR_NO_INPUT, "%s: %s: %s", path, what, strerror(code));
}

/* Takes the facts of what is open: its size, and that it is a file. */
static int settle(ig_mapping *mapping, ig_error *err) {
    if (fstat(mapping->fd, &mapping->status) != 0) {
        return fail(err, mapping->path, "cannot be read", errno);
    }
    if (!S_ISREG(mapping->status.st_mode)) {
        return ig_fail(err, IG_ERROR_NO_INPUT, "%s: not a regular file", mapping->path);
    }
    mapping->size_bytes = (size_t)mapping->status.st_size;
    return 0;
}

static int map(ig_mapping *mapping, ig_error *err) {
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

static int open_file(ig_mapping *mapping, ig_memory *memory, const ig_reach *reach, ig_error *err) {
    ig_error why;
    mapping->fd = ig_reach_open(reach, mapping->path, 0, &why);
    if (mapping->fd < 0) {
        return why.kind == IG_ERROR_NO_INPUT ? fail(err, mapping->path, "cannot be opened", errno)
                                             : ig_fail(err, why.kind, "%s", why.text);
    }
    if (settle(mapping, err) != 0) {
        return -1;
    }
    if (ig_memory_charge(memory, mapping->size_bytes, err) != 0) {
        return ig_fail_prefix(err, "%s: ", mapping->path);
    }
    mapping->memory = memory;
    return map(mapping, err);
}

static ig_mapping *make(ig_memory *memory, const char *path, ig_error *err) {
    ig_mapping *mapping = ig_alloc_zero(memory, 1, sizeof *mapping, err);
    if (mapping == NULL) {
        return NULL;
    }
    atomic_init(&mapping->references, 1);
    mapping->fd = -1;
    mapping->path = ig_strdup(memory, path, err);
    if (mapping->path == NULL) {
        ig_mapping_release(mapping);
        return NULL;
    }
    return mapping;
}

ig_mapping *ig_mapping_open(ig_memory *memory, const ig_reach *reach, const char *path,
                            ig_error *err) {
    ig_mapping *mapping = make(memory, path, err);
    if (mapping != NULL && open_file(mapping, memory, reach, err) != 0) {
        ig_mapping_release(mapping);
        return NULL;
    }
    return mapping;
}

ig_mapping *ig_mapping_of_memory(ig_memory *memory, const void *bytes, size_t size_bytes,
                                 const char *name, ig_error *err) {
    ig_mapping *mapping = make(memory, name, err);
    if (mapping != NULL) {
        mapping->bytes = bytes;
        mapping->size_bytes = size_bytes;
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
    if (mapping->bytes != NULL && !ig_mapping_is_sealed(mapping)) {
        munmap((void *)mapping->bytes, mapping->size_bytes);
    }
    if (mapping->memory != NULL) {
        ig_memory_discharge(mapping->memory, mapping->size_bytes);
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

bool ig_mapping_is_sealed(const ig_mapping *mapping) {
    return mapping->fd < 0;
}

int ig_mapping_check(const ig_mapping *mapping, ig_error *err) {
    struct stat now;
    const struct stat *then = &mapping->status;
    if (ig_mapping_is_sealed(mapping)) {
        return 0;
    }
    if (fstat(mapping->fd, &now) != 0) {
        return fail(err, mapping->path, "cannot be read", errno);
    }
    if (now.st_size != then->st_size || now.st_mtim.tv_sec != then->st_mtim.tv_sec ||
        now.st_mtim.tv_nsec != then->st_mtim.tv_nsec) {
        return ig_fail(err, IG_ERROR_DATA, "%s: was changed while it was open", mapping->path);
    }
    return 0;
}
