/*
 * Three walls, each for what the one before it does not see: limits of resources, Landlock for what is
 * on disk, and a list of system calls. What is not on the list fails with EPERM, so that a library that
 * asks for something it can do without goes on; what would be the first step of a break-out ends the
 * process (SIGSYS). Sanitizers need more than the list has, so under them there is no jail.
 */
#define _GNU_SOURCE

#include "run/jail.h"

#include "run/landlock.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <sched.h>
#include <seccomp.h>
#include <signal.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)

int ig_jail_shut(const ig_jail *jail, ig_error *err) {
    (void)jail;
    (void)err;
    return 0;
}

int ig_jail_shut_plot(double seconds, ig_error *err) {
    (void)seconds;
    (void)err;
    return 0;
}

#else

/* What the program and its libraries do after the jail is shut. */
static const int calls[] = {
    SCMP_SYS(read),
    SCMP_SYS(pread64),
    SCMP_SYS(readv),
    SCMP_SYS(preadv),
    SCMP_SYS(write),
    SCMP_SYS(pwrite64),
    SCMP_SYS(writev),
    SCMP_SYS(lseek),
    SCMP_SYS(close),
    SCMP_SYS(fstat),
    SCMP_SYS(newfstatat),
    SCMP_SYS(statx),
    SCMP_SYS(stat),
    SCMP_SYS(lstat),
    SCMP_SYS(fstatfs),
    SCMP_SYS(open),
    SCMP_SYS(openat),
    SCMP_SYS(openat2),
    SCMP_SYS(readlink),
    SCMP_SYS(readlinkat),
    SCMP_SYS(access),
    SCMP_SYS(faccessat),
    SCMP_SYS(faccessat2),
    SCMP_SYS(getcwd),
    SCMP_SYS(getdents64),
    SCMP_SYS(dup),
    SCMP_SYS(dup2),
    SCMP_SYS(dup3),
    SCMP_SYS(fsync),
    SCMP_SYS(fdatasync),
    SCMP_SYS(ftruncate),
    SCMP_SYS(fallocate),
    SCMP_SYS(fadvise64),
    SCMP_SYS(rename),
    SCMP_SYS(renameat),
    SCMP_SYS(renameat2),
    SCMP_SYS(unlink),
    SCMP_SYS(unlinkat),
    SCMP_SYS(rmdir),
    SCMP_SYS(mkdir),
    SCMP_SYS(mkdirat),
    SCMP_SYS(umask),
    SCMP_SYS(flock),
    SCMP_SYS(mmap),
    SCMP_SYS(munmap),
    SCMP_SYS(mremap),
    SCMP_SYS(mprotect),
    SCMP_SYS(madvise),
    SCMP_SYS(brk),
    SCMP_SYS(msync),
    SCMP_SYS(mlock),
    SCMP_SYS(munlock),
    SCMP_SYS(futex),
    SCMP_SYS(set_robust_list),
    SCMP_SYS(get_robust_list),
    SCMP_SYS(rseq),
    SCMP_SYS(set_tid_address),
    SCMP_SYS(arch_prctl),
    SCMP_SYS(sched_yield),
    SCMP_SYS(sched_getaffinity),
    SCMP_SYS(getcpu),
    SCMP_SYS(membarrier),
    SCMP_SYS(rt_sigaction),
    SCMP_SYS(rt_sigprocmask),
    SCMP_SYS(rt_sigreturn),
    SCMP_SYS(sigaltstack),
    SCMP_SYS(restart_syscall),
    SCMP_SYS(pause),
    SCMP_SYS(clock_gettime),
    SCMP_SYS(clock_getres),
    SCMP_SYS(clock_nanosleep),
    SCMP_SYS(nanosleep),
    SCMP_SYS(gettimeofday),
    SCMP_SYS(time),
    SCMP_SYS(getrusage),
    SCMP_SYS(times),
    SCMP_SYS(setitimer),
    SCMP_SYS(getitimer),
    SCMP_SYS(getpid),
    SCMP_SYS(gettid),
    SCMP_SYS(getppid),
    SCMP_SYS(getuid),
    SCMP_SYS(geteuid),
    SCMP_SYS(getgid),
    SCMP_SYS(getegid),
    SCMP_SYS(uname),
    SCMP_SYS(sysinfo),
    SCMP_SYS(getrandom),
    SCMP_SYS(memfd_create),
    SCMP_SYS(poll),
    SCMP_SYS(ppoll),
    SCMP_SYS(select),
    SCMP_SYS(pselect6),
    SCMP_SYS(sendto),
    SCMP_SYS(recvfrom),
    SCMP_SYS(shutdown),
    SCMP_SYS(exit),
    SCMP_SYS(exit_group),
};

/* Nobody calls these by mistake. */
static const int deadly[] = {
    SCMP_SYS(execve),
    SCMP_SYS(execveat),
    SCMP_SYS(fork),
    SCMP_SYS(vfork),
    SCMP_SYS(ptrace),
    SCMP_SYS(bpf),
    SCMP_SYS(mount),
    SCMP_SYS(umount2),
    SCMP_SYS(pivot_root),
    SCMP_SYS(chroot),
    SCMP_SYS(setns),
    SCMP_SYS(unshare),
    SCMP_SYS(init_module),
    SCMP_SYS(finit_module),
    SCMP_SYS(kexec_load),
    SCMP_SYS(process_vm_readv),
    SCMP_SYS(process_vm_writev),
    SCMP_SYS(io_uring_setup),
    SCMP_SYS(userfaultfd),
    SCMP_SYS(perf_event_open),
    SCMP_SYS(keyctl),
    SCMP_SYS(add_key),
    SCMP_SYS(request_key),
};

/* What gnuplot, started fresh, does beside that. */
static const int of_programs[] = {
    SCMP_SYS(execve), SCMP_SYS(statfs),   SCMP_SYS(getrlimit), SCMP_SYS(dup2),
    SCMP_SYS(dup3),   SCMP_SYS(pipe2),    SCMP_SYS(getpgrp),   SCMP_SYS(getsid),
    SCMP_SYS(chdir),  SCMP_SYS(eventfd2), SCMP_SYS(getresuid), SCMP_SYS(getresgid),
};

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

/* ---- system calls ---- */

static int allow_all(scmp_filter_ctx filter, uint32_t action, const int *list, size_t n) {
    int result = 0;
    for (size_t i = 0; i < n && result == 0; i++) {
        result = list[i] == __NR_SCMP_ERROR ? 0 : seccomp_rule_add(filter, action, list[i], 0);
        result = result == -EEXIST || result == -EDOM ? 0 : result;
    }
    return result;
}

/* A call that is allowed where some bits of one argument are as they must be; all of them must where
   `mask` is all ones. */
typedef struct careful {
    int call;
    unsigned argument;
    uint64_t mask, value;
} careful;

#define WHOLE UINT64_MAX

/* Namespaces that a thread could enter with its making; numbers of the kernel's interface. */
static const uint64_t new_namespaces = CLONE_NEWNS | CLONE_NEWCGROUP | CLONE_NEWUTS | CLONE_NEWIPC |
                                       CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNET;

/* Threads; what a descriptor may be asked: not to send signals to others (F_SETOWN, F_SETSIG); files
   that give no privileges; what a terminal is, but not to put in what was never typed; a thread's name,
   a mapping's. */
static const careful carefully[] = {
    {SCMP_SYS(fcntl), 1, WHOLE, F_DUPFD},
    {SCMP_SYS(fcntl), 1, WHOLE, F_DUPFD_CLOEXEC},
    {SCMP_SYS(fcntl), 1, WHOLE, F_GETFD},
    {SCMP_SYS(fcntl), 1, WHOLE, F_SETFD},
    {SCMP_SYS(fcntl), 1, WHOLE, F_GETFL},
    {SCMP_SYS(fcntl), 1, WHOLE, F_SETFL},
    {SCMP_SYS(fcntl), 1, WHOLE, F_GETLK},
    {SCMP_SYS(fcntl), 1, WHOLE, F_SETLK},
    {SCMP_SYS(fcntl), 1, WHOLE, F_SETLKW},
    {SCMP_SYS(fcntl), 1, WHOLE, F_GET_SEALS},
    {SCMP_SYS(fchmod), 1, S_ISUID | S_ISGID | S_ISVTX, 0},
    {SCMP_SYS(ioctl), 1, WHOLE, TCGETS},
    {SCMP_SYS(ioctl), 1, WHOLE, TIOCGWINSZ},
    {SCMP_SYS(prctl), 0, WHOLE, PR_SET_NAME},
    {SCMP_SYS(prctl), 0, WHOLE, PR_SET_VMA},
};

static int allow_when(scmp_filter_ctx filter, const careful *rule) {
    const struct scmp_arg_cmp is_so =
        rule->mask == WHOLE ? SCMP_CMP(rule->argument, SCMP_CMP_EQ, rule->value)
                            : SCMP_CMP(rule->argument, SCMP_CMP_MASKED_EQ, rule->mask, rule->value);
    return seccomp_rule_add_array(filter, SCMP_ACT_ALLOW, rule->call, 1, &is_so);
}

/* Threads, but no processes: clone3 hides its flags from the filter, so the C library is told that
   there is none and takes clone. */
static int allow_threads(scmp_filter_ctx filter) {
    const careful thread = {SCMP_SYS(clone), 0, CLONE_THREAD | new_namespaces, CLONE_THREAD};
    int result = seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0);
    result = result != 0 ? result : allow_when(filter, &thread);
    return result != 0 ? result
                       : seccomp_rule_add(filter, SCMP_ACT_KILL_PROCESS, SCMP_SYS(clone), 1,
                                          SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_THREAD, 0));
}

/* Beside the list, signals to itself and reading its own limits. */
static int allow_with_care(scmp_filter_ctx filter) {
    const careful to_itself[] = {{SCMP_SYS(tgkill), 0, WHOLE, (uint64_t)getpid()},
                                 {SCMP_SYS(kill), 0, WHOLE, (uint64_t)getpid()}};
    int result = 0;
    for (size_t i = 0; i < sizeof carefully / sizeof *carefully && result == 0; i++) {
        result = allow_when(filter, &carefully[i]);
    }
    for (size_t i = 0; i < sizeof to_itself / sizeof *to_itself && result == 0; i++) {
        result = allow_when(filter, &to_itself[i]);
    }
    return result != 0 ? result
                       : seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(prlimit64), 2,
                                          SCMP_A0(SCMP_CMP_EQ, 0), SCMP_A2(SCMP_CMP_EQ, 0));
}

static int load_filter(bool is_program, ig_error *err) {
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(EPERM));
    if (filter == NULL) {
        return fail_jail(err, "system calls", ENOMEM);
    }
    (void)seccomp_attr_set(filter, SCMP_FLTATR_CTL_OPTIMIZE, 2); /* slower without */
    int result = allow_all(filter, SCMP_ACT_ALLOW, calls, sizeof calls / sizeof *calls);
    if (result == 0 && is_program) {
        result = allow_all(filter, SCMP_ACT_ALLOW, of_programs,
                           sizeof of_programs / sizeof *of_programs);
        /* gnuplot gives up privileges that it does not have, and ends where it cannot. */
        result =
            result != 0 ? result : seccomp_rule_add(filter, SCMP_ACT_ERRNO(0), SCMP_SYS(setuid), 0);
        result =
            result != 0 ? result : seccomp_rule_add(filter, SCMP_ACT_ERRNO(0), SCMP_SYS(setgid), 0);
    } else if (result == 0) {
        result = allow_all(filter, SCMP_ACT_KILL_PROCESS, deadly, sizeof deadly / sizeof *deadly);
    }
    result = result != 0 ? result : allow_threads(filter);
    result = result != 0 ? result : allow_with_care(filter);
    result = result != 0 ? result : seccomp_load(filter);
    seccomp_release(filter);
    return result == 0 || result == -EINVAL /* not in this kernel */
               ? 0
               : fail_jail(err, "system calls", -result);
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
               : load_filter(false, err);
}

int ig_jail_shut_plot(double seconds, ig_error *err) {
    enum { PLOT_BYTES = 16 << 20, PLOT_MEMORY = 1 << 30 };
    return give_up_privileges(err) != 0 || limit(RLIMIT_CORE, 0, err) != 0 ||
                   limit(RLIMIT_FSIZE, PLOT_BYTES, err) != 0 ||
                   limit(RLIMIT_DATA, PLOT_MEMORY, err) != 0 ||
                   limit(RLIMIT_CPU, (rlim_t)ceil(seconds) + 1, err) != 0 ||
                   shut_files_of_plot(err) != 0
               ? -1
               : load_filter(true, err);
}

#endif
