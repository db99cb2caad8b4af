/*
 * A shared input is filled through a descriptor, and then stands in memory of the supervisor's own,
 * which its workers are forked with: a few huge pages, read-only, so that a worker neither maps it nor
 * faults in a page of it, and what one of them did to its own copy no other would see. While it is
 * copied, what was copied is given back piece by piece: it is never there twice.
 */
#define _GNU_SOURCE /* memfd_create, fallocate */

#include "base/pages.h"
#include "run/hand.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PIECE_BYTES = 16 << 20 };

static int fail(ig_error *err, const char *what) {
    return ig_fail(err, IG_ERROR_LIMIT, "%s: %s", what, strerror(errno));
}

int ig_crew_memory(ig_crew *crew, const char *name, unsigned *number, ig_error *err) {
    ig_shared *all =
        ig_realloc_array(crew->memory, crew->shared, crew->n_shared + 1, sizeof *all, err);
    if (all == NULL) {
        return -1;
    }
    crew->shared = all;
    int fd = memfd_create(name, MFD_CLOEXEC);
    if (fd < 0) {
        return fail(err, "no memory to share");
    }
    all[crew->n_shared++] = (ig_shared){.fd = fd};
    *number = (unsigned)crew->n_shared;
    return 0;
}

const ig_shared *ig_crew_shared(const ig_crew *crew, unsigned number) {
    return number > 0 && number <= crew->n_shared ? &crew->shared[number - 1] : NULL;
}

/* Whole huge pages where there are such, so that the last ones are none of the small. */
static void *take_room(size_t size_bytes, size_t *room_bytes) {
    ig_pages *none = NULL;
    if (size_bytes > SIZE_MAX - IG_HUGE_PAGE) {
        return NULL;
    }
    *room_bytes = (size_bytes + IG_HUGE_PAGE - 1) / IG_HUGE_PAGE * IG_HUGE_PAGE;
    if (ig_pages_exist()) {
        return ig_pages_take(&none, *room_bytes);
    }
    void *room =
        mmap(NULL, *room_bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return room == MAP_FAILED ? NULL : room;
}

/* Moves what the descriptor holds into memory. */
static int move(int fd, char *to, size_t size_bytes, ig_error *err) {
    for (size_t at = 0; at < size_bytes;) {
        size_t rest = size_bytes - at;
        ssize_t n = pread(fd, to + at, rest < PIECE_BYTES ? rest : PIECE_BYTES, (off_t)at);
        if (n == 0 || (n < 0 && errno != EINTR)) {
            errno = n == 0 ? EIO : errno;
            return fail(err, "shared memory cannot be read");
        }
        if (n > 0) {
            (void)fallocate(fd, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, (off_t)at, n);
            at += (size_t)n;
        }
    }
    return 0;
}

int ig_crew_seal(ig_crew *crew, unsigned number, uint64_t *size_bytes, ig_error *err) {
    struct stat status;
    ig_shared *shared = (ig_shared *)ig_crew_shared(crew, number);
    if (shared == NULL || shared->fd < 0 || fstat(shared->fd, &status) != 0) {
        return ig_fail(err, IG_ERROR_INTERNAL,
                       "seal: memory of a crew that is not sealed expected");
    }
    size_t size = (size_t)status.st_size, room_bytes = 0;
    if (size == 0) {
        return ig_fail(err, IG_ERROR_INTERNAL, "seal: nothing was put into the memory");
    }
    char *room = take_room(size, &room_bytes);
    if (room == NULL) {
        return fail(err, "no memory to share");
    }
    if (move(shared->fd, room, size, err) != 0 ||
        (mprotect(room, room_bytes, PROT_READ) != 0 && fail(err, "shared memory"))) {
        (void)munmap(room, room_bytes);
        return -1;
    }
    (void)close(shared->fd);
    *shared = (ig_shared){.fd = -1, .bytes = room, .size_bytes = size, .room_bytes = room_bytes};
    *size_bytes = size;
    return 0;
}

void ig_shared_free(ig_crew *crew) {
    for (size_t i = 0; i < crew->n_shared; i++) {
        ig_shared *shared = &crew->shared[i];
        if (shared->fd >= 0) {
            (void)close(shared->fd);
        }
        if (shared->bytes != NULL) {
            (void)munmap(shared->bytes, shared->room_bytes);
        }
    }
    ig_free(crew->shared);
    crew->shared = NULL;
    crew->n_shared = 0;
}
