/*
 * Faults of the system for one test program: its own pread, read and write stand before those of the
 * C library, and do what a bad day does: give one byte at a time, be interrupted, fail at a place of
 * the file, find the disk full, or let something happen to the file in between. Include it in the
 * test alone; `faults` is all zero between tests (`no_faults`).
 */
#ifndef INGOT_TESTS_CSV_FAULTS_H
#define INGOT_TESTS_CSV_FAULTS_H

#include <errno.h>
#include <stdatomic.h>
#include <sys/syscall.h>
#include <unistd.h>

long syscall(long number, ...); /* <unistd.h> has it only for GNU */

typedef struct fault_plan {
    size_t most;          /* bytes a call gives or takes; 0: as many as asked for */
    bool interrupted;     /* every second call fails with EINTR */
    uint64_t broken_at;   /* pread fails with EIO at this byte; 0: nowhere */
    size_t room;          /* write finds the disk full after so many bytes; 0: never */
    size_t call;          /* before this call of pread (the first is 1) … */
    void (*happen)(void); /* … this happens */
} fault_plan;

static fault_plan faults;
static atomic_size_t fault_calls;
static atomic_size_t fault_preads;
static atomic_size_t fault_written;

static inline void no_faults(void) {
    faults = (fault_plan){0};
    atomic_store(&fault_calls, 0);
    atomic_store(&fault_preads, 0);
    atomic_store(&fault_written, 0);
}

static inline void set_faults(fault_plan plan) {
    no_faults();
    faults = plan;
}

static inline bool fault_interrupts(void) {
    if (!faults.interrupted || atomic_fetch_add(&fault_calls, 1) % 2 != 0) {
        return false;
    }
    errno = EINTR;
    return true;
}

static inline size_t fault_size(size_t size_bytes) {
    return faults.most != 0 && size_bytes > faults.most ? faults.most : size_bytes;
}

ssize_t pread(int fd, void *bytes, size_t size_bytes, off_t at) {
    if (atomic_fetch_add(&fault_preads, 1) + 1 == faults.call) {
        faults.happen();
    }
    if (fault_interrupts()) {
        return -1;
    }
    size_t n = fault_size(size_bytes);
    uint64_t place = (uint64_t)at;
    if (faults.broken_at != 0 && place + n > faults.broken_at) {
        if (place >= faults.broken_at) {
            errno = EIO;
            return -1;
        }
        n = (size_t)(faults.broken_at - place);
    }
    return syscall(SYS_pread64, fd, bytes, n, at);
}

ssize_t read(int fd, void *bytes, size_t size_bytes) {
    return fault_interrupts() ? -1 : syscall(SYS_read, fd, bytes, fault_size(size_bytes));
}

ssize_t write(int fd, const void *bytes, size_t size_bytes) {
    if (fault_interrupts()) {
        return -1;
    }
    size_t n = fault_size(size_bytes);
    if (faults.room != 0 && atomic_fetch_add(&fault_written, n) + n > faults.room) {
        errno = ENOSPC;
        return -1;
    }
    return syscall(SYS_write, fd, bytes, n);
}

#endif
