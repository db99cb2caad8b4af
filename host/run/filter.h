/*
 * The list of system calls that a process behind a jail has, compiled for the kernel. Made once and
 * loaded by any number of processes that are forked later.
 */
#ifndef INGOT_RUN_FILTER_H
#define INGOT_RUN_FILTER_H

#include "base/memory.h"

#include <stdbool.h>

typedef struct ig_filter ig_filter;

/* For a worker, or for a program that is to be started behind it (gnuplot). NULL on failure. */
ig_filter *ig_filter_new(ig_memory *memory, bool is_program, ig_error *err) IG_CHECKED;
void ig_filter_free(ig_filter *filter); /* NULL is nothing */

/* Shuts it behind the calling process, which has given up privileges. What the kernel does not have is
   left out; what it has and refuses is an error. */
int ig_filter_load(const ig_filter *filter, ig_error *err) IG_CHECKED;

#endif
