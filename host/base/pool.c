/*
 * One job at a time. Its tasks are taken by an atomic counter in ascending order, so when task k
 * fails every lower task has been taken already and is run to its end: the lowest failing number,
 * and with it the error reported, is the same on every run.
 *
 * Threads are started for the first job that more than one can work on: many a process ends without
 * one. The lock guards everything but the two atomics of a job. `inside` counts the threads that work
 * on the open job; the caller closes the job when the counter ran out and waits until nobody is inside,
 * so a thread that wakes late finds it closed and sleeps on.
 */
#include "base/pool.h"

#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

typedef struct job {
    ig_task run;
    void *context;
    size_t n_tasks;
    atomic_size_t next;
    atomic_size_t lowest_failed; /* SIZE_MAX while none; no higher task begins */
    bool is_told;                /* to the watch: not from inside a task */
    ig_error *err;               /* of the lowest failed task; written under the lock */
} job;

typedef struct worker {
    ig_pool *pool;
    pthread_t thread; /* of worker 0: the caller of the open job */
    unsigned number;
} worker;

struct ig_pool {
    pthread_mutex_t lock;
    pthread_cond_t work; /* a job opened, or the pool stops */
    pthread_cond_t idle; /* the last thread left the job, or the job is gone */
    job *open;           /* threads may enter */
    ig_watch *watch;     /* borrowed, or NULL */
    bool busy;           /* a job is open or being left */
    bool stopping;
    bool is_started;   /* a job that more than one can work on has come */
    bool counts_bytes; /* the thread of worker 0 alone: the run's progress is told in bytes */
    unsigned inside;
    unsigned n_workers; /* with the caller */
    unsigned n_started; /* threads, without the caller */
    worker workers[];   /* worker 0 has no thread of its own */
};

/* Keeps the error of the lowest failed task. */
static void note_failure(ig_pool *pool, job *work, size_t task, const ig_error *failure) {
    pthread_mutex_lock(&pool->lock);
    if (task < atomic_load(&work->lowest_failed)) {
        atomic_store(&work->lowest_failed, task);
        atomic_store(&work->next, work->n_tasks); /* nothing is left to take */
        if (work->err != NULL) {
            *work->err = *failure;
        }
    }
    pthread_mutex_unlock(&pool->lock);
}

int ig_pool_check(const ig_pool *pool, ig_error *err) {
    const ig_watch *watch = pool != NULL ? pool->watch : NULL;
    return watch == NULL || atomic_load_explicit(&watch->stop, memory_order_relaxed) == 0
               ? 0
               : ig_fail(err, IG_ERROR_STOPPED, "interrupted");
}

bool ig_pool_is_heard(const ig_pool *pool) {
    return pool->watch != NULL && pool->watch->doing != NULL;
}

void ig_pool_doing(ig_pool *pool, const char *what) {
    if (ig_pool_is_heard(pool)) {
        pool->watch->doing(pool->watch->context, what);
    }
}

/* Of a single task no part is done until it all is: what is on the screen stays. */
static void tell_progress(const ig_pool *pool, const job *work, size_t n_done) {
    if (work->is_told && work->n_tasks > 1 && !pool->counts_bytes && pool->watch != NULL &&
        pool->watch->progress != NULL) {
        pool->watch->progress(pool->watch->context, n_done, work->n_tasks);
    }
}

void ig_pool_bytes(ig_pool *pool, uint64_t n_done, uint64_t n_bytes) {
    if (pool->watch != NULL && pool->watch->bytes != NULL) {
        pool->counts_bytes = true;
        pool->watch->bytes(pool->watch->context, n_done, n_bytes);
    }
}

static void run_tasks(ig_pool *pool, job *work, unsigned number) {
    ig_error failure;
    size_t task = 0;
    while ((task = atomic_fetch_add(&work->next, 1)) < work->n_tasks &&
           task < atomic_load(&work->lowest_failed)) {
        failure.kind = IG_ERROR_INTERNAL;
        failure.text[0] = '\0';
        if (number == 0) {
            tell_progress(pool, work, task); /* so many were taken before it */
        }
        if (ig_pool_check(pool, &failure) != 0 ||
            work->run(work->context, task, number, &failure) != 0) {
            note_failure(pool, work, task, &failure);
        }
    }
}

static void *live(void *argument) {
    worker *self = argument;
    ig_pool *pool = self->pool;
    pthread_mutex_lock(&pool->lock);
    while (!pool->stopping) {
        job *work = pool->open;
        if (work == NULL || atomic_load(&work->next) >= work->n_tasks) {
            pthread_cond_wait(&pool->work, &pool->lock);
            continue;
        }
        pool->inside++;
        pthread_mutex_unlock(&pool->lock);
        run_tasks(pool, work, self->number);
        pthread_mutex_lock(&pool->lock);
        pool->inside--;
        if (pool->inside == 0) {
            pthread_cond_broadcast(&pool->idle);
        }
    }
    pthread_mutex_unlock(&pool->lock);
    return NULL;
}

/* Starts the threads, with the lock held and all signals blocked: signals are the main thread's
   business. Where the system gives fewer, those have to do: the caller works, too. */
static void start_threads(ig_pool *pool) {
    sigset_t all;
    sigset_t before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    for (unsigned i = 1; i < pool->n_workers; i++) {
        pool->workers[i] = (worker){.pool = pool, .number = i};
        if (pthread_create(&pool->workers[i].thread, NULL, live, &pool->workers[i]) != 0) {
            break;
        }
        pool->n_started++;
    }
    pthread_sigmask(SIG_SETMASK, &before, NULL);
}

unsigned ig_pool_processors(void) {
    long n = sysconf(_SC_NPROCESSORS_ONLN);
    return n < 1 ? 1 : (unsigned)(n > IG_POOL_MAX ? IG_POOL_MAX : n);
}

ig_pool *ig_pool_new(ig_memory *memory, unsigned n_threads, ig_error *err) {
    unsigned n = n_threads == 0 ? ig_pool_processors() : n_threads;
    n = n > IG_POOL_MAX ? IG_POOL_MAX : n;
    ig_pool *pool = ig_alloc_zero(memory, 1, sizeof *pool + n * sizeof pool->workers[0], err);
    if (pool == NULL) {
        return NULL;
    }
    /* With default attributes these three cannot fail on Linux. */
    pthread_mutex_init(&pool->lock, NULL);
    pthread_cond_init(&pool->work, NULL);
    pthread_cond_init(&pool->idle, NULL);
    pool->n_workers = n;
    return pool;
}

void ig_pool_free(ig_pool *pool) {
    if (pool == NULL) {
        return;
    }
    pthread_mutex_lock(&pool->lock);
    pool->stopping = true;
    pthread_cond_broadcast(&pool->work);
    pthread_mutex_unlock(&pool->lock);
    for (unsigned i = 1; i <= pool->n_started; i++) {
        pthread_join(pool->workers[i].thread, NULL);
    }
    pthread_cond_destroy(&pool->idle);
    pthread_cond_destroy(&pool->work);
    pthread_mutex_destroy(&pool->lock);
    ig_free(pool);
}

void ig_pool_watch(ig_pool *pool, ig_watch *watch) {
    pool->watch = watch;
}

unsigned ig_pool_size(const ig_pool *pool) {
    return pool->n_workers;
}

/* The worker number of the calling thread, or n_workers when it runs no task of this pool. */
static unsigned caller_number(ig_pool *pool) {
    pthread_t self = pthread_self();
    unsigned number = pool->n_workers;
    pthread_mutex_lock(&pool->lock);
    for (unsigned i = 0; pool->busy && i <= pool->n_started; i++) {
        if (pthread_equal(self, pool->workers[i].thread)) {
            number = i;
            break;
        }
    }
    pthread_mutex_unlock(&pool->lock);
    return number;
}

/* Waits for the pool, opens the job, helps, and waits until everybody left it. */
static void run_together(ig_pool *pool, job *work) {
    pthread_mutex_lock(&pool->lock);
    while (pool->busy) {
        pthread_cond_wait(&pool->idle, &pool->lock);
    }
    pool->busy = true;
    pool->workers[0].thread = pthread_self();
    if (!pool->is_started) {
        pool->is_started = true;
        start_threads(pool);
    }
    pool->open = work;
    pthread_cond_broadcast(&pool->work);
    pthread_mutex_unlock(&pool->lock);

    run_tasks(pool, work, 0);

    pthread_mutex_lock(&pool->lock);
    pool->open = NULL;
    while (pool->inside > 0) {
        pthread_cond_wait(&pool->idle, &pool->lock);
    }
    pool->busy = false;
    pthread_cond_broadcast(&pool->idle);
    pthread_mutex_unlock(&pool->lock);
}

int ig_pool_run(ig_pool *pool, size_t n_tasks, ig_task run, void *context, ig_error *err) {
    job work = {.run = run, .context = context, .n_tasks = n_tasks, .err = err};
    atomic_init(&work.next, 0);
    atomic_init(&work.lowest_failed, SIZE_MAX);
    unsigned number = caller_number(pool);
    work.is_told = number == pool->n_workers;
    if (number < pool->n_workers) {
        run_tasks(pool, &work,
                  number); /* from inside a task: to wait here would wait for oneself */
    } else if (n_tasks <= 1 || pool->n_workers == 1) {
        run_tasks(pool, &work, 0); /* leaves the pool to what the one task may run in it */
    } else {
        run_together(pool, &work);
    }
    if (work.is_told) {
        pool->counts_bytes = false;
    }
    if (atomic_load(&work.lowest_failed) == SIZE_MAX) {
        return 0;
    }
    if (err != NULL && err->text[0] == '\0') {
        return ig_fail(err, IG_ERROR_INTERNAL, "task %zu failed without a word",
                       atomic_load(&work.lowest_failed));
    }
    return -1;
}
