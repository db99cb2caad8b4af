/*
 * What is not on the list fails with EPERM, so that a library that asks for something it can do without
 * goes on; what would be the first step of a break-out ends the process (SIGSYS). The rules are compiled
 * once, before any worker is forked; only whom a signal may go to is added by each for itself, as a
 * second filter: of two the stricter answer counts.
 */
#define _GNU_SOURCE /* pipe2 */

#include "run/filter.h"

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)

ig_filter *ig_filter_new(ig_memory *memory, bool is_program, ig_error *err) {
    (void)is_program;
    return ig_alloc(memory, 1, err);
}

void ig_filter_free(ig_filter *filter) {
    ig_free(filter);
}

int ig_filter_load(const ig_filter *filter, ig_error *err) {
    (void)filter;
    (void)err;
    return 0;
}

#else

#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <seccomp.h>
#include <stddef.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

struct ig_filter {
    unsigned short n_steps;
    struct sock_filter steps[];
};

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
    SCMP_SYS(kill),
    SCMP_SYS(tgkill),
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

static int fail_filter(ig_error *err, int number) {
    return ig_fail(err, IG_ERROR_INTERNAL, "the sandbox could not be shut: system calls: %s",
                   strerror(number));
}

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

/* Beside the list, and reading its own limits. Whom a signal may go to is not said here: the process
   that the filter is for is not there yet. */
static int allow_with_care(scmp_filter_ctx filter) {
    int result = 0;
    for (size_t i = 0; i < sizeof carefully / sizeof *carefully && result == 0; i++) {
        result = allow_when(filter, &carefully[i]);
    }
    return result != 0 ? result
                       : seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(prlimit64), 2,
                                          SCMP_A0(SCMP_CMP_EQ, 0), SCMP_A2(SCMP_CMP_EQ, 0));
}

static int allow_what_programs_do(scmp_filter_ctx filter) {
    int result =
        allow_all(filter, SCMP_ACT_ALLOW, of_programs, sizeof of_programs / sizeof *of_programs);
    /* gnuplot gives up privileges that it does not have, and ends where it cannot. */
    result =
        result != 0 ? result : seccomp_rule_add(filter, SCMP_ACT_ERRNO(0), SCMP_SYS(setuid), 0);
    return result != 0 ? result : seccomp_rule_add(filter, SCMP_ACT_ERRNO(0), SCMP_SYS(setgid), 0);
}

static int add_rules(scmp_filter_ctx filter, bool is_program) {
    (void)seccomp_attr_set(filter, SCMP_FLTATR_CTL_OPTIMIZE, 2); /* slower without */
    int result = allow_all(filter, SCMP_ACT_ALLOW, calls, sizeof calls / sizeof *calls);
    result = result != 0 ? result
             : is_program
                 ? allow_what_programs_do(filter)
                 : allow_all(filter, SCMP_ACT_KILL_PROCESS, deadly, sizeof deadly / sizeof *deadly);
    result = result != 0 ? result : allow_threads(filter);
    return result != 0 ? result : allow_with_care(filter);
}

/* What the library wrote into a pipe, which holds more than the longest program there may be. */
static ig_filter *take_program(ig_memory *memory, int fd, ig_error *err) {
    struct sock_filter steps[BPF_MAXINSNS];
    size_t bytes = 0;
    ssize_t got = 1;
    while (got > 0 && bytes < sizeof steps) {
        got = read(fd, (char *)steps + bytes, sizeof steps - bytes);
        bytes += got > 0 ? (size_t)got : 0;
    }
    if (got < 0 || bytes == 0 || bytes % sizeof *steps != 0) {
        fail_filter(err, got < 0 ? errno : EIO);
        return NULL;
    }
    ig_filter *filter = ig_alloc(memory, sizeof *filter + bytes, err);
    if (filter != NULL) {
        filter->n_steps = (unsigned short)(bytes / sizeof *steps);
        memcpy(filter->steps, steps, bytes);
    }
    return filter;
}

/* The library gives its program to a descriptor only; of a file the size may be limited. */
ig_filter *ig_filter_new(ig_memory *memory, bool is_program, ig_error *err) {
    ig_filter *filter = NULL;
    int ends[2];
    if (pipe2(ends, O_CLOEXEC | O_NONBLOCK) != 0) {
        fail_filter(err, errno);
        return NULL;
    }
    scmp_filter_ctx rules = seccomp_init(SCMP_ACT_ERRNO(EPERM));
    int result = rules == NULL ? -ENOMEM : add_rules(rules, is_program);
    result = result != 0 ? result : seccomp_export_bpf(rules, ends[1]);
    seccomp_release(rules);
    (void)close(ends[1]);
    if (result != 0) {
        fail_filter(err, -result);
    } else {
        filter = take_program(memory, ends[0], err);
    }
    (void)close(ends[0]);
    return filter;
}

void ig_filter_free(ig_filter *filter) {
    ig_free(filter);
}

/* 0 also where this kernel has no such thing. */
static int load(const struct sock_filter *steps, unsigned short n, ig_error *err) {
    /* Only read, but not declared so. */
    const struct sock_fprog program = {.len = n, .filter = (struct sock_filter *)steps};
    return syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program) == 0 || errno == EINVAL ||
                   errno == ENOSYS
               ? 0
               : fail_filter(err, errno);
}

#define SIGNALLED                                                                                  \
    (offsetof(struct seccomp_data, args[0]) + (__BYTE_ORDER__ == __ORDER_BIG_ENDIAN__ ? 4 : 0))

/* Signals go to the process itself only. */
static int load_own(ig_error *err) {
    const struct sock_filter steps[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_kill, 1, 0),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_tgkill, 0, 2),
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, SIGNALLED),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (unsigned)getpid(), 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
    };
    return load(steps, sizeof steps / sizeof *steps, err);
}

int ig_filter_load(const ig_filter *filter, ig_error *err) {
    return load_own(err) != 0 ? -1 : load(filter->steps, filter->n_steps, err);
}

#endif
