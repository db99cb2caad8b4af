/*
 * A pool of POSIX threads that runs numbered tasks. The thread that calls ig_pool_run is worker 0
 * and works too, so a pool of 1 starts no thread. Which worker runs which task is not defined:
 * callers keep results by task, never by worker, where order matters.
 */
#ifndef INGOT_BASE_POOL_H
#define INGOT_BASE_POOL_H

#include "base/memory.h"

enum { IG_POOL_MAX = 64 }; /* threads, with the caller */

typedef struct ig_pool ig_pool;

/* Returns 0, or -1 with `err` filled. `worker` is below ig_pool_size. */
typedef int (*ig_task)(void *context, size_t task, unsigned worker, ig_error *err);

/* `n_threads` counts the caller; 0 means the machine's online processors. More than IG_POOL_MAX are
   taken as IG_POOL_MAX. The threads block all signals. NULL on failure. */
ig_pool *ig_pool_new(ig_memory *memory, unsigned n_threads, ig_error *err) IG_CHECKED;
void ig_pool_free(ig_pool *pool); /* joins the threads; NULL is nothing */
unsigned ig_pool_size(const ig_pool *pool);

/* Runs tasks 0 … n_tasks−1 and waits for all that were started. After a failure no new task begins;
   the error reported is that of the lowest-numbered task that failed, the same on every run. Called
   from inside a task, it runs all its tasks in turn on that thread, under that task's worker number;
   called by two other threads at once, one waits for the other. */
int ig_pool_run(ig_pool *pool, size_t n_tasks, ig_task run, void *context,
                ig_error *err) IG_CHECKED;

#endif
