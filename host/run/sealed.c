/* Memory with a descriptor: filled by one worker, then sealed, so that it can be handed to any other. */
#define _GNU_SOURCE /* memfd_create */

#include "run/crew.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

int ig_crew_memory(const char *name, ig_error *err) {
    int fd = memfd_create(name, MFD_CLOEXEC | MFD_ALLOW_SEALING);
    return fd >= 0 ? fd
                   : ig_fail(err, IG_ERROR_LIMIT, "%s: no memory to share: %s", name,
                             strerror(errno));
}

int ig_crew_seal(int fd, uint64_t *size_bytes, ig_error *err) {
    struct stat status;
    if (fcntl(fd, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE | F_SEAL_SEAL) != 0 ||
        fstat(fd, &status) != 0) {
        return ig_fail(err, IG_ERROR_INTERNAL, "shared memory cannot be sealed: %s",
                       strerror(errno));
    }
    *size_bytes = (uint64_t)status.st_size;
    return 0;
}
