/*
 * Faults of a file system, put before the C library with LD_PRELOAD. INGOT_FAULT names the fault and
 * INGOT_FAULT_PATH a piece of the path of the files it strikes; other files are left alone.
 *
 *   short    each read gives one byte, and every other one is interrupted
 *   shrink   once more than half a megabyte was read, the file is cut to half its size
 *   grow     then the file has two bytes more
 *   deny     the file cannot be opened: EACCES
 *   full:N   the Nth of all writes, syncs, closings of what was written, renamings and makings of
 *            folders fails: ENOSPC
 *   die:N    the process is killed before the Nth of these and of removals
 *   swap     before a file is renamed, a link to INGOT_FAULT_OUTSIDE stands in its place
 */
#define _GNU_SOURCE

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static bool fault_is(const char *name) {
    const char *fault = getenv("INGOT_FAULT");
    return fault != NULL && strncmp(fault, name, strlen(name)) == 0;
}

static bool strikes_path(const char *path) {
    const char *piece = getenv("INGOT_FAULT_PATH");
    return piece != NULL && strstr(path, piece) != NULL;
}

static bool strikes(int fd, char path[PATH_MAX]) {
    char link[64];
    (void)snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t n = readlink(link, path, PATH_MAX - 1);
    path[n > 0 ? n : 0] = '\0';
    return n > 0 && strikes_path(path);
}

/* ---- reading ---- */

static void change(const char *path) {
    static atomic_flag done = ATOMIC_FLAG_INIT;
    struct stat status;
    if (stat(path, &status) != 0 || atomic_flag_test_and_set(&done)) {
        return;
    }
    int fd = (int)syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_APPEND);
    if (fault_is("shrink")) {
        (void)!ftruncate(fd, status.st_size / 2);
    } else {
        (void)!syscall(SYS_write, fd, "9,", 2);
    }
    (void)syscall(SYS_close, fd);
}

static ssize_t read_at(int fd, void *bytes, size_t n, off_t at, bool placed) {
    static atomic_uint turn;
    char path[PATH_MAX];
    bool struck =
        (fault_is("short") || fault_is("shrink") || fault_is("grow")) && strikes(fd, path);
    if (struck && fault_is("short")) {
        if (atomic_fetch_add(&turn, 1) % 2 == 0) {
            errno = EINTR;
            return -1;
        }
        n = n > 1 ? 1 : n;
    }
    ssize_t got = placed ? syscall(SYS_pread64, fd, bytes, n, at) : syscall(SYS_read, fd, bytes, n);
    if (struck && !fault_is("short") &&
        (placed ? at + (off_t)got : lseek(fd, 0, SEEK_CUR)) > 1 << 19) {
        change(path);
    }
    return got;
}

ssize_t read(int fd, void *bytes, size_t n) {
    return read_at(fd, bytes, n, 0, false);
}
ssize_t pread(int fd, void *bytes, size_t n, off_t at) {
    return read_at(fd, bytes, n, at, true);
}
ssize_t pread64(int fd, void *bytes, size_t n, off64_t at) {
    return read_at(fd, bytes, n, at, true);
}

/* ---- opening ---- */

static int open_as(int folder, const char *path, int flags, mode_t mode) {
    if (fault_is("deny") && strikes_path(path)) {
        errno = EACCES;
        return -1;
    }
    return (int)syscall(SYS_openat, folder, path, flags, mode);
}

#define WITH_MODE(folder, path, flags)                                                             \
    va_list more;                                                                                  \
    va_start(more, flags);                                                                         \
    mode_t mode = (flags) & (O_CREAT | O_TMPFILE) ? va_arg(more, mode_t) : 0;                      \
    va_end(more);                                                                                  \
    return open_as(folder, path, flags, mode)

int open(const char *path, int flags, ...) {
    WITH_MODE(AT_FDCWD, path, flags);
}
int open64(const char *path, int flags, ...) {
    WITH_MODE(AT_FDCWD, path, flags);
}
int openat(int folder, const char *path, int flags, ...) {
    WITH_MODE(folder, path, flags);
}
int openat64(int folder, const char *path, int flags, ...) {
    WITH_MODE(folder, path, flags);
}

/* The program opens files of folders it may read by a call that the C library does not know. */
long syscall(long number, ...) {
    static long (*next)(long, ...);
    long args[6];
    va_list more;
    va_start(more, number);
    for (size_t i = 0; i < sizeof args / sizeof *args; i++) {
        args[i] = va_arg(more, long);
    }
    va_end(more);
    if (number == SYS_openat2 && fault_is("deny") && strikes_path((const char *)args[1])) {
        errno = EACCES;
        return -1;
    }
    if (next == NULL) {
        next = (long (*)(long, ...))dlsym(RTLD_NEXT, "syscall");
    }
    return next(number, args[0], args[1], args[2], args[3], args[4], args[5]);
}

/* ---- writing ---- */

/* Whether this call of all that strike is the one that fails. */
static bool is_its_turn(void) {
    static atomic_long calls;
    const char *n = strchr(getenv("INGOT_FAULT"), ':') + 1;
    if (atomic_fetch_add(&calls, 1) + 1 != strtol(n, NULL, 10)) {
        return false;
    }
    if (fault_is("die:")) {
        (void)kill(getpid(), SIGKILL);
    }
    errno = ENOSPC;
    return true;
}

static bool is_counted(void) {
    return fault_is("full:") || fault_is("die:");
}

static bool fails(int fd) {
    char path[PATH_MAX];
    return is_counted() && strikes(fd, path) && is_its_turn();
}

/* Of a name in a folder. */
static bool strikes_at(int folder, const char *name) {
    char path[2 * PATH_MAX];
    (void)strikes(folder, path);
    size_t n = strlen(path);
    (void)snprintf(path + n, sizeof path - n, "/%s", name);
    return strikes_path(path);
}

static bool fails_at(int folder, const char *name) {
    return is_counted() && strikes_at(folder, name) && is_its_turn();
}

ssize_t write(int fd, const void *bytes, size_t n) {
    return fails(fd) ? -1 : syscall(SYS_write, fd, bytes, n);
}

ssize_t pwrite(int fd, const void *bytes, size_t n, off_t at) {
    return fails(fd) ? -1 : syscall(SYS_pwrite64, fd, bytes, n, at);
}

ssize_t pwrite64(int fd, const void *bytes, size_t n, off64_t at) {
    return fails(fd) ? -1 : syscall(SYS_pwrite64, fd, bytes, n, at);
}

int fsync(int fd) {
    return fails(fd) ? -1 : (int)syscall(SYS_fsync, fd);
}

int close(int fd) {
    bool is_written = (fcntl(fd, F_GETFL) & O_ACCMODE) != O_RDONLY;
    bool failed = is_written && fails(fd); /* the descriptor is gone all the same */
    int code = (int)syscall(SYS_close, fd);
    if (failed) {
        errno = ENOSPC;
    }
    return failed ? -1 : code;
}

int renameat(int from_folder, const char *from, int to_folder, const char *to) {
    if (fails_at(to_folder, to)) {
        return -1;
    }
    if (fault_is("swap") && strikes_at(to_folder, to)) {
        (void)syscall(SYS_unlinkat, to_folder, to, 0);
        (void)!symlinkat(getenv("INGOT_FAULT_OUTSIDE"), to_folder, to);
    }
    return (int)syscall(SYS_renameat2, from_folder, from, to_folder, to, 0);
}

int mkdirat(int folder, const char *name, mode_t mode) {
    return fails_at(folder, name) ? -1 : (int)syscall(SYS_mkdirat, folder, name, mode);
}

int unlinkat(int folder, const char *name, int flags) {
    if (fault_is("die:")) {
        (void)fails_at(folder, name);
    }
    return (int)syscall(SYS_unlinkat, folder, name, flags);
}
