/*
 * Three walls, each for what the one before it does not see: limits of resources, Landlock for what is
 * on disk, and a list of system calls (filter.c). Sanitizers need more than that list has, so under them
 * there is no jail.
 */
#define _GNU_SOURCE

#include "run/jail.h"

#include "run/landlock.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)

int ig_jail_shut(const ig_jail *jail, ig_error *err) {
    (void)jail;
    (void)err;
    return 0;
}

int ig_jail_shut_plot(double seconds, const ig_filter *filter, ig_error *err) {
    (void)seconds;
    (void)filter;
    (void)err;
    return 0;
}

#else

static int fail_jail(ig_error *err, const char *what, int number) {
    return ig_fail(err, IG_ERROR_INTERNAL, "the sandbox could not be shut: %s: %s", what,
                   strerror(number));
}

/* ---- resources ---- */

static int limit(int which, rlim_t most, ig_error *err) {
    struct rlimit now;
    if (getrlimit(which, &now) != 0) {
        return fail_jail(err, "limits", errno);
    }
    if (now.rlim_max != RLIM_INFINITY && now.rlim_max < most) {
        most = now.rlim_max;
    }
    const struct rlimit ours = {.rlim_cur = most, .rlim_max = most};
    return setrlimit(which, &ours) == 0 ? 0 : fail_jail(err, "limits", errno);
}

enum { MORE_MEMORY = 512 << 20, FILES_OF_OURS = 64, FILES = 1024, LEAST_FILE = 1 << 20 };

static int limit_resources(const ig_limits *limits, ig_error *err) {
    uint64_t memory = limits->memory_bytes;
    if (limit(RLIMIT_CORE, 0, err) != 0 ||
        limit(RLIMIT_NOFILE, limits->n_files > 0 ? limits->n_files + FILES_OF_OURS : FILES, err) !=
            0) {
        return -1;
    }
    /* Above what the account allows: that says what happened, and this only ends it. */
    if (memory > 0 && memory < UINT64_MAX / 2 - MORE_MEMORY &&
        limit(RLIMIT_DATA, memory + memory / 2 + MORE_MEMORY, err) != 0) {
        return -1;
    }
    /* Standard input is kept in a file of memory, which the account limits: so large may a file be. */
    uint64_t most = limits->output_bytes + memory;
    if (limits->output_bytes > 0 && memory > 0 && most >= memory &&
        most < RLIM_INFINITY - LEAST_FILE) {
        (void)signal(SIGXFSZ, SIG_IGN); /* the write fails instead */
        return limit(RLIMIT_FSIZE, most + LEAST_FILE, err);
    }
    return 0;
}

/* ---- files ---- */

/* The system's own: libraries, among them the C library's tables of character sets. */
static const char *const of_system[] = {"/lib", "/lib64", "/usr/lib", "/usr/lib64",
                                        "/etc/ld.so.cache"};

/* What is read where it is there. */
static const char *const of_worker[] = {"/sys/devices/system/cpu", "/proc/self", "/dev/null",
                                        "/dev/urandom"};

static const char *const of_plots[] = {"/usr/share",   "/etc/fonts",        "/var/cache/fontconfig",
                                       "/etc/gnuplot", "/etc/alternatives", "/dev/urandom",
                                       "/proc/self",   "/etc/ld.so.preload"};

static int allow_paths(const ig_landlock *list, const char *const *paths, size_t n,
                       ig_landlock_right right, ig_error *err) {
    for (size_t i = 0; i < n; i++) {
        if (ig_landlock_allow(list, paths[i], right, err) != 0) {
            return -1;
        }
    }
    return 0;
}

#define ALLOW(list, paths, right, err)                                                             \
    allow_paths(list, paths, sizeof(paths) / sizeof *(paths), right, err)

static int shut_files(const ig_jail *jail, ig_error *err) {
    ig_landlock list;
    if (ig_landlock_open(&list, err) != 0) {
        return -1;
    }
    if (ALLOW(&list, of_system, IG_LANDLOCK_RUN, err) != 0 ||
        ALLOW(&list, of_worker, IG_LANDLOCK_READ, err) != 0 ||
        ig_landlock_allow(&list, "/dev/null", IG_LANDLOCK_PUT, err) != 0 ||
        allow_paths(&list, jail->reads, jail->n_reads, IG_LANDLOCK_READ, err) != 0 ||
        allow_paths(&list, jail->own, jail->n_own, IG_LANDLOCK_READ, err) != 0 ||
        (jail->stage_fd >= 0 &&
         ig_landlock_allow_fd(&list, jail->stage_fd, IG_LANDLOCK_WRITE, err) != 0)) {
        (void)close(list.fd);
        return -1;
    }
    return ig_landlock_enforce(&list, err);
}

static int shut_files_of_plot(ig_error *err) {
    static const char *const programs[] = {"/usr/bin", "/bin", "/usr/local/bin"};
    ig_landlock list;
    if (ig_landlock_open(&list, err) != 0) {
        return -1;
    }
    if (ALLOW(&list, of_system, IG_LANDLOCK_RUN, err) != 0 ||
        ALLOW(&list, programs, IG_LANDLOCK_RUN, err) != 0 ||
        ALLOW(&list, of_plots, IG_LANDLOCK_READ, err) != 0 ||
        ig_landlock_allow(&list, "/dev/null", IG_LANDLOCK_PUT, err) != 0) {
        (void)close(list.fd);
        return -1;
    }
    return ig_landlock_enforce(&list, err);
}

/* ---- both ---- */

static int give_up_privileges(ig_error *err) {
    return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 ? 0 : fail_jail(err, "privileges", errno);
}

int ig_jail_shut(const ig_jail *jail, ig_error *err) {
    return give_up_privileges(err) != 0 || limit_resources(&jail->limits, err) != 0 ||
                   shut_files(jail, err) != 0
               ? -1
               : ig_filter_load(jail->filter, err);
}

int ig_jail_shut_plot(double seconds, const ig_filter *filter, ig_error *err) {
    enum { PLOT_BYTES = 16 << 20, PLOT_MEMORY = 1 << 30 };
    return give_up_privileges(err) != 0 || limit(RLIMIT_CORE, 0, err) != 0 ||
                   limit(RLIMIT_FSIZE, PLOT_BYTES, err) != 0 ||
                   limit(RLIMIT_DATA, PLOT_MEMORY, err) != 0 ||
                   limit(RLIMIT_CPU, (rlim_t)ceil(seconds) + 1, err) != 0 ||
                   shut_files_of_plot(err) != 0
               ? -1
               : ig_filter_load(filter, err);
}

#endif
