/*
 * openat2 resolves a whole path under the condition that no link is met. Where the system has no such
 * call, or a filter of calls denies it, each folder on the way is opened by itself, as one that is no
 * link, which gives the same.
 */
#define _GNU_SOURCE /* O_PATH */

#include "base/beneath.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/openat2.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { ATTEMPTS = 16, STEP_FLAGS = O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC };

/* Copies the first name of a path; what follows it, or NULL with errno. */
static const char *take_name(const char *path, char name[NAME_MAX + 1]) {
    size_t n = strcspn(path, "/");
    if (n > NAME_MAX) {
        errno = ENAMETOOLONG;
        return NULL;
    }
    memcpy(name, path, n);
    name[n] = '\0';
    if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0) {
        errno = EXDEV; /* as openat2 has it for what leads out */
        return NULL;
    }
    return path + n + strspn(path + n, "/");
}

/* Closes a descriptor that is not the caller's, and keeps errno. */
static void leave(int fd, int folder_fd) {
    int number = errno;
    if (fd != folder_fd) {
        (void)close(fd);
    }
    errno = number;
}

/* Walks to the folder that holds the last name of a path, which is copied; −1 with errno. */
static int walk(int folder_fd, const char *path, bool makes, char name[NAME_MAX + 1]) {
    int fd = folder_fd;
    const char *rest = take_name(path, name);
    while (rest != NULL && rest[0] != '\0') {
        bool stays = makes && mkdirat(fd, name, 0777) != 0 && errno != EEXIST;
        int next = stays ? -1 : openat(fd, name, STEP_FLAGS);
        leave(fd, folder_fd);
        if (next < 0) {
            return -1;
        }
        fd = next;
        rest = take_name(rest, name);
    }
    if (rest == NULL) {
        leave(fd, folder_fd);
        return -1;
    }
    return fd;
}

int ig_open_by_steps(int folder_fd, const char *path, int flags, mode_t mode) {
    char name[NAME_MAX + 1];
    if (path[0] == '\0') {
        return openat(folder_fd, ".", flags | O_NOFOLLOW | O_CLOEXEC, mode);
    }
    int at = walk(folder_fd, path, false, name);
    if (at < 0) {
        return -1;
    }
    int fd = openat(at, name, flags | O_NOFOLLOW | O_CLOEXEC, mode);
    struct stat facts; /* a link itself can be opened where nothing but its place is asked for */
    if (fd >= 0 && (flags & O_PATH) != 0 && fstat(fd, &facts) == 0 && S_ISLNK(facts.st_mode)) {
        (void)close(fd);
        fd = -1;
        errno = ELOOP;
    }
    leave(at, folder_fd);
    return fd;
}

int ig_open_beneath(int folder_fd, const char *path, int flags, mode_t mode) {
    struct open_how how = {.flags = (unsigned)flags | O_CLOEXEC,
                           .mode = (flags & O_CREAT) != 0 ? mode : 0,
                           .resolve =
                               RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS};
    for (int i = 0; i < ATTEMPTS; i++) {
        long fd = syscall(SYS_openat2, folder_fd, path[0] == '\0' ? "." : path, &how, sizeof how);
        if (fd >= 0) {
            return (int)fd;
        }
        if (errno != EAGAIN && errno != EINTR) { /* something was renamed meanwhile */
            break;
        }
    }
    if (errno != ENOSYS && errno != EPERM && errno != E2BIG && errno != EAGAIN) {
        return -1;
    }
    return ig_open_by_steps(folder_fd, path, flags, mode);
}

int ig_make_beneath(int folder_fd, const char *path) {
    char name[NAME_MAX + 1];
    if (path[0] == '\0') {
        return openat(folder_fd, ".", O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    }
    int at = walk(folder_fd, path, true, name);
    if (at < 0) {
        return -1;
    }
    int fd = -1;
    if (mkdirat(at, name, 0777) == 0 || errno == EEXIST) {
        fd = openat(at, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    }
    leave(at, folder_fd);
    return fd;
}
