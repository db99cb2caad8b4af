/*
 * By system calls, since the C library has no functions for them. All rights that the kernel knows are
 * handled, so what no rule gives is refused; a kernel of an earlier version knows fewer, and is not
 * told of those it would not understand.
 */
#define _GNU_SOURCE /* O_PATH */

#include "run/landlock.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <stdint.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Numbers of the kernel's interface, for headers that are older than the kernel. */
enum { REFER = 13, TRUNCATE = 14, IOCTL_DEV = 15 };

#define BIT(n) (UINT64_C(1) << (n))

static const uint64_t READ = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR;
static const uint64_t OF_FILES = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_EXECUTE |
                                 LANDLOCK_ACCESS_FS_WRITE_FILE | BIT(TRUNCATE);

static uint64_t known(int abi) {
    return BIT(abi >= 5   ? IOCTL_DEV + 1
               : abi >= 3 ? TRUNCATE + 1
               : abi >= 2 ? REFER + 1
                          : REFER) -
           1;
}

static uint64_t rights_of(ig_landlock_right right) {
    switch (right) {
    case IG_LANDLOCK_RUN:
        return READ | LANDLOCK_ACCESS_FS_EXECUTE;
    case IG_LANDLOCK_WRITE:
        return READ | LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_REMOVE_DIR |
               LANDLOCK_ACCESS_FS_REMOVE_FILE | LANDLOCK_ACCESS_FS_MAKE_DIR |
               LANDLOCK_ACCESS_FS_MAKE_REG | BIT(REFER) | BIT(TRUNCATE);
    case IG_LANDLOCK_PUT:
        return LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_WRITE_FILE;
    default:
        return READ;
    }
}

static int fail_list(ig_error *err, const char *what) {
    return ig_fail(err, IG_ERROR_INTERNAL, "landlock: %s: %s", what, strerror(errno));
}

int ig_landlock_open(ig_landlock *list, ig_error *err) {
    uint64_t handled = 0;
    list->fd = -1;
    list->abi = (int)syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
    if (list->abi < 1) {
        return 0; /* not in this kernel, or switched off */
    }
    handled = known(list->abi);
    list->fd = (int)syscall(SYS_landlock_create_ruleset, &handled, sizeof handled, 0);
    return list->fd >= 0 ? 0 : fail_list(err, "no list");
}

int ig_landlock_allow_fd(const ig_landlock *list, int fd, ig_landlock_right right, ig_error *err) {
    struct stat status;
    if (list->fd < 0) {
        return 0;
    }
    struct landlock_path_beneath_attr rule = {
        .allowed_access = rights_of(right) & known(list->abi), .parent_fd = fd};
    if (fstat(fd, &status) == 0 && !S_ISDIR(status.st_mode)) {
        rule.allowed_access &= OF_FILES;
    }
    return syscall(SYS_landlock_add_rule, list->fd, LANDLOCK_RULE_PATH_BENEATH, &rule, 0) == 0
               ? 0
               : fail_list(err, "no rule");
}

int ig_landlock_allow(const ig_landlock *list, const char *path, ig_landlock_right right,
                      ig_error *err) {
    int fd = list->fd < 0 ? -1 : open(path, O_PATH | O_CLOEXEC);
    if (fd < 0) {
        return 0;
    }
    int result = ig_landlock_allow_fd(list, fd, right, err);
    (void)close(fd);
    return result;
}

int ig_landlock_enforce(ig_landlock *list, ig_error *err) {
    if (list->fd < 0) {
        return 0;
    }
    int result = syscall(SYS_landlock_restrict_self, list->fd, 0) == 0 ? 0
                                                                       : fail_list(err, "refused");
    (void)close(list->fd);
    list->fd = -1;
    return result;
}
