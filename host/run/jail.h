/*
 * The second wall around a worker, for when the first (what its Lua state holds, where its reach ends)
 * has a hole: resource limits, Landlock where the kernel has it, and a list of system calls. All of it
 * is set once, before the process starts threads and reads anything of a user's.
 */
#ifndef INGOT_RUN_JAIL_H
#define INGOT_RUN_JAIL_H

#include "base/error.h"
#include "run/filter.h"
#include "run/job.h"

#include <stddef.h>

typedef struct ig_jail {
    ig_limits limits;
    const char *const *reads; /* folders and files that may be read */
    size_t n_reads;
    const char *const *own; /* and what the program itself needs */
    size_t n_own;
    int stage_fd;            /* the folder that may be written below; −1: none */
    const ig_filter *filter; /* of ig_filter_new(…, false, …) */
} ig_jail;

/* Shuts it behind the calling process. What the kernel does not have is left out; what it has and
   refuses is an error. */
int ig_jail_shut(const ig_jail *jail, ig_error *err) IG_CHECKED;

/* For gnuplot, with a filter of programs: no files but the system's own to read, none to write, little time and memory. */
int ig_jail_shut_plot(double seconds, const ig_filter *filter, ig_error *err) IG_CHECKED;

#endif
