/*
 * What is not on the list fails with EPERM, so that a library that asks for something it can do without
 * goes on; what would be the first step of a break-out ends the process (SIGSYS). The rules are compiled
 * once, before any worker is forked; only whom a signal may go to is added by each for itself, as a
 * second filter: of two the stricter answer counts.
 */
#define _GNU_SOURCE /* memfd_create */

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
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <seccomp.h>
#include <stddef.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
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
    SCMP_SYS(fcntl),
    SCMP_SYS(dup),
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
    SCMP_SYS(fchmod),
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
    SCMP_SYS(execve),   SCMP_SYS(prlimit64), SCMP_SYS(getrlimit), SCMP_SYS(dup2),
    SCMP_SYS(dup3),     SCMP_SYS(pipe2),     SCMP_SYS(getpgrp),   SCMP_SYS(getsid),
    SCMP_SYS(sysinfo),  SCMP_SYS(chdir),     SCMP_SYS(setuid),    SCMP_SYS(setgid),
    SCMP_SYS(eventfd2), SCMP_SYS(getresuid), SCMP_SYS(getresgid), SCMP_SYS(statfs),
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

/* Threads, but no processes: clone3 hides its flags from the filter, so the C library is told that
   there is none and takes clone. */
static int allow_threads(scmp_filter_ctx filter) {
    int result = seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0);
    result = result != 0
                 ? result
                 : seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(clone), 1,
                                    SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_THREAD, CLONE_THREAD));
    return result != 0 ? result
                       : seccomp_rule_add(filter, SCMP_ACT_KILL_PROCESS, SCMP_SYS(clone), 1,
                                          SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_THREAD, 0));
}

/* Asking what a terminal is; naming a thread, reading limits. Whom a signal may go to is not said here:
   the process that the filter is for is not there yet. */
static int allow_with_care(scmp_filter_ctx filter) {
    const uint32_t yes = SCMP_ACT_ALLOW;
    int result = seccomp_rule_add(filter, yes, SCMP_SYS(ioctl), 1,
                                  SCMP_A1(SCMP_CMP_EQ, 0x5401 /* TCGETS */));
    result = result != 0 ? result
                         : seccomp_rule_add(filter, yes, SCMP_SYS(ioctl), 1,
                                            SCMP_A1(SCMP_CMP_EQ, 0x5413 /* TIOCGWINSZ */));
    result = result != 0 ? result
                         : seccomp_rule_add(filter, yes, SCMP_SYS(prctl), 1,
                                            SCMP_A0(SCMP_CMP_EQ, PR_SET_NAME));
    result = result != 0 ? result
                         : seccomp_rule_add(filter, yes, SCMP_SYS(prctl), 1,
                                            SCMP_A0(SCMP_CMP_EQ, PR_SET_VMA));
    return result != 0 ? result
                       : seccomp_rule_add(filter, yes, SCMP_SYS(prlimit64), 2,
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
    int result = seccomp_attr_set(filter, SCMP_FLTATR_CTL_OPTIMIZE, 2);
    result = result != 0 ? result
                         : allow_all(filter, SCMP_ACT_ALLOW, calls, sizeof calls / sizeof *calls);
    result = result != 0 ? result
             : is_program
                 ? allow_what_programs_do(filter)
                 : allow_all(filter, SCMP_ACT_KILL_PROCESS, deadly, sizeof deadly / sizeof *deadly);
    result = result != 0 ? result : allow_threads(filter);
    return result != 0 ? result : allow_with_care(filter);
}

/* The library gives its program to a file only. */
static ig_filter *take_program(ig_memory *memory, int fd, ig_error *err) {
    off_t bytes = lseek(fd, 0, SEEK_END);
    if (bytes <= 0 || bytes > UINT16_MAX || (size_t)bytes % sizeof(struct sock_filter) != 0) {
        fail_filter(err, EIO);
        return NULL;
    }
    ig_filter *filter = ig_alloc(memory, sizeof *filter + (size_t)bytes, err);
    if (filter == NULL) {
        return NULL;
    }
    filter->n_steps = (unsigned short)((size_t)bytes / sizeof(struct sock_filter));
    if (pread(fd, filter->steps, (size_t)bytes, 0) != bytes) {
        fail_filter(err, EIO);
        ig_free(filter);
        return NULL;
    }
    return filter;
}

ig_filter *ig_filter_new(ig_memory *memory, bool is_program, ig_error *err) {
    ig_filter *filter = NULL;
    int fd = memfd_create("filter", MFD_CLOEXEC);
    scmp_filter_ctx rules = fd < 0 ? NULL : seccomp_init(SCMP_ACT_ERRNO(EPERM));
    int result = fd < 0 ? -errno : rules == NULL ? -ENOMEM : add_rules(rules, is_program);
    result = result != 0 ? result : seccomp_export_bpf(rules, fd);
    if (result != 0) {
        fail_filter(err, -result);
    } else {
        filter = take_program(memory, fd, err);
    }
    seccomp_release(rules);
    if (fd >= 0) {
        (void)close(fd);
    }
    return filter;
}

void ig_filter_free(ig_filter *filter) {
    ig_free(filter);
}

/* 0 also where this kernel has no such thing. */
static int load(const struct sock_filter *steps, unsigned short n, ig_error *err) {
    const struct sock_fprog program = {.len = n, .filter = (struct sock_filter *)(uintptr_t)steps};
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
