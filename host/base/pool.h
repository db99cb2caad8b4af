/*
 * A pool of POSIX threads that runs numbered tasks. The thread that calls ig_pool_run is worker 0
 * and works too, so a pool of 1 starts no thread. Which worker runs which task is not defined:
 * callers keep results by task, never by worker, where order matters.
 */
#ifndef INGOT_BASE_POOL_H
#define INGOT_BASE_POOL_H

#include "base/memory.h"

#include <stdatomic.h>
#include <stdbool.h>

enum { IG_POOL_MAX = 64 }; /* threads, with the caller */

typedef struct ig_pool ig_pool;

/* How a host watches over the work of its pools, which borrow it. It may come and go only while
   nothing runs; `stop` may be set at any time from anywhere, also a signal handler. */
typedef struct ig_watch {
    atomic_int stop; /* not 0: work ends with the error "interrupted" */
    void *context;   /* for the two below, which may be NULL */
    /* What is being done, for people: "by month, partner". */
    void (*doing)(void *context, const char *what);
    /* How far a run of tasks is; called between tasks on the thread that called ig_pool_run. */
    void (*progress)(void *context, size_t n_done, size_t n_tasks);
    /* How far work is that counts bytes; called on that thread too. May be NULL. */
    void (*bytes)(void *context, uint64_t n_done, uint64_t n_bytes);
} ig_watch;

/* Returns 0, or -1 with `err` filled. `worker` is below ig_pool_size. */
typedef int (*ig_task)(void *context, size_t task, unsigned worker, ig_error *err);

/* `n_threads` counts the caller; 0 means the machine's online processors. More than IG_POOL_MAX are
   taken as IG_POOL_MAX. The threads block all signals. NULL on failure. */
ig_pool *ig_pool_new(ig_memory *memory, unsigned n_threads, ig_error *err) IG_CHECKED;
void ig_pool_free(ig_pool *pool); /* joins the threads; NULL is nothing */
unsigned ig_pool_size(const ig_pool *pool);

/* The machine's online processors, at most IG_POOL_MAX. */
unsigned ig_pool_processors(void);

/* Sets who watches; NULL: nobody. Not while tasks run. */
void ig_pool_watch(ig_pool *pool, ig_watch *watch);

/* 0, or -1 with the error "interrupted" when the work is to stop. ig_pool_run asks before each task;
   what takes longer than some ten milliseconds without it asks by itself. From any thread; no pool
   (NULL) is never stopped. */
int ig_pool_check(const ig_pool *pool, ig_error *err) IG_CHECKED;

/* The same, asked at every 2^16-th of a loop's turns: cheap enough for any loop. */
static inline int ig_pool_check_at(const ig_pool *pool, size_t turn, ig_error *err) {
    return (turn & 0xFFFF) == 0 ? ig_pool_check(pool, err) : 0;
}

/* Tells the watch what is being done; nothing without one who listens. `what` is copied. */
void ig_pool_doing(ig_pool *pool, const char *what);
bool ig_pool_is_heard(const ig_pool *pool); /* someone listens: worth making a text */

/* Tells the watch how many bytes are done, from worker 0 of a run alone. From then on to the end of
   that run its tasks are not told of: they are no measure of it. */
void ig_pool_bytes(ig_pool *pool, uint64_t n_done, uint64_t n_bytes);

/* Runs tasks 0 … n_tasks−1 and waits for all that were started. After a failure no new task begins;
   the error reported is that of the lowest-numbered task that failed, the same on every run. Called
   from inside a task, it runs all its tasks in turn on that thread, under that task's worker number;
   called by two other threads at once, one waits for the other. Stopped by the watch, it fails with
   "interrupted", whatever tasks were to do. */
int ig_pool_run(ig_pool *pool, size_t n_tasks, ig_task run, void *context,
                ig_error *err) IG_CHECKED;

#endif
