/* Tasks run once each, side by side where they can; the error reported never depends on luck. */
#include "base/pool.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <time.h>

#include "base/harness.h"

enum { MANY = 1000 };

static void nap(long milliseconds) {
    struct timespec time = {.tv_nsec = milliseconds * 1000000};
    nanosleep(&time, NULL);
}

typedef struct tally {
    atomic_uint runs[MANY];
    unsigned n_workers;
    ig_pool *pool;
} tally;

static int count_run(void *context, size_t task, unsigned worker, ig_error *err) {
    tally *t = context;
    if (worker >= t->n_workers) {
        return ig_fail(err, IG_ERROR_INTERNAL, "worker %u of %u", worker, t->n_workers);
    }
    atomic_fetch_add(&t->runs[task], 1);
    return 0;
}

static void every_task_runs_once(void **state) {
    const unsigned sizes[] = {1, 2, 5};
    for (size_t i = 0; i < 3; i++) {
        ig_memory *memory = ig_memory_new();
        ig_error err = {.kind = IG_ERROR_NONE};
        ig_pool *pool = ig_pool_new(memory, sizes[i], &err);
        assert_non_null(pool);
        assert_int_equal(ig_pool_size(pool), sizes[i]);
        tally t = {.n_workers = sizes[i]};
        assert_int_equal(ig_pool_run(pool, 0, count_run, &t, &err), 0);
        assert_int_equal(ig_pool_run(pool, MANY, count_run, &t, &err), 0);
        assert_int_equal(ig_pool_run(pool, 1, count_run, &t, &err), 0);
        for (size_t task = 0; task < MANY; task++) {
            assert_int_equal(atomic_load(&t.runs[task]), task == 0 ? 2 : 1);
        }
        ig_pool_free(pool);
        assert_int_equal(ig_memory_read(memory).live_blocks, 0);
        ig_memory_free(memory);
    }
    ig_pool_free(NULL);
}

static void sizes_are_held_in_bounds(void **state) {
    ig_memory *memory = ig_memory_new();
    ig_error err = {.kind = IG_ERROR_NONE};
    ig_pool *pool = ig_pool_new(memory, 0, &err);
    assert_non_null(pool);
    assert_in_range(ig_pool_size(pool), 1, IG_POOL_MAX);
    ig_pool_free(pool);
    pool = ig_pool_new(memory, 1000, &err);
    assert_non_null(pool);
    assert_int_equal(ig_pool_size(pool), IG_POOL_MAX);
    ig_pool_free(pool);
    ig_memory_free(memory);
}

static void small_jobs_in_a_row(void **state) {
    /* Threads that wake late meet the next job, or none. */
    ig_memory *memory = ig_memory_new();
    ig_error err = {.kind = IG_ERROR_NONE};
    ig_pool *pool = ig_pool_new(memory, 4, &err);
    assert_non_null(pool);
    tally t = {.n_workers = 4};
    for (unsigned round = 1; round <= 3000; round++) {
        assert_int_equal(ig_pool_run(pool, 2 + round % 3, count_run, &t, &err), 0);
        assert_int_equal(atomic_load(&t.runs[0]), round);
    }
    ig_pool_free(pool);
    ig_memory_free(memory);
}

/* Returns once both tasks are there, or fails after ten seconds. */
static int meet(void *context, size_t task, unsigned worker, ig_error *err) {
    (void)worker;
    atomic_uint *here = context;
    atomic_fetch_add(here, 1);
    for (size_t i = 0; i < 10000; i++) {
        if (atomic_load(here) == 2) {
            return 0;
        }
        nap(1);
    }
    return ig_fail(err, IG_ERROR_INTERNAL, "task %zu waited alone", task);
}

static int run_meeting(void *context, size_t task, unsigned worker, ig_error *err) {
    (void)task;
    (void)worker;
    atomic_uint here = 0;
    return ig_pool_run(context, 2, meet, &here, err);
}

static void tasks_run_side_by_side(void **state) {
    ig_memory *memory = ig_memory_new();
    ig_error err = {.kind = IG_ERROR_NONE};
    ig_pool *pool = ig_pool_new(memory, 2, &err);
    assert_non_null(pool);
    atomic_uint here = 0;
    assert_int_equal(ig_pool_run(pool, 2, meet, &here, &err), 0);
    /* A single task leaves the pool to what it runs in it. */
    assert_int_equal(ig_pool_run(pool, 1, run_meeting, pool, &err), 0);
    ig_pool_free(pool);
    ig_memory_free(memory);
}

static int fail_some(void *context, size_t task, unsigned worker, ig_error *err) {
    (void)worker;
    tally *t = context;
    atomic_fetch_add(&t->runs[task], 1);
    if (task == 12) {
        nap(2); /* so that a higher task fails first */
    }
    if (task == 12 || task == 13 || task == 14 || task > 500) {
        return ig_fail(err, IG_ERROR_DATA, "task %zu refused", task);
    }
    return 0;
}

static void the_lowest_failure_is_reported(void **state) {
    ig_memory *memory = ig_memory_new();
    for (unsigned size = 1; size <= 4; size++) {
        ig_error err = {.kind = IG_ERROR_NONE};
        ig_pool *pool = ig_pool_new(memory, size, &err);
        assert_non_null(pool);
        for (size_t round = 0; round < 20; round++) {
            tally t = {.n_workers = size};
            assert_int_equal(ig_pool_run(pool, MANY, fail_some, &t, &err), -1);
            assert_error(&err, IG_ERROR_DATA, "task 12 refused");
            for (size_t task = 0; task <= 12; task++) {
                assert_int_equal(atomic_load(&t.runs[task]), 1);
            }
            /* What had begun may end, but nothing new begins. */
            assert_int_equal(atomic_load(&t.runs[MANY - 1]), 0);
        }
        ig_pool_free(pool);
    }
    ig_memory_free(memory);
}

static int fail_silently(void *context, size_t task, unsigned worker, ig_error *err) {
    (void)context;
    (void)worker;
    (void)err;
    return task == 3 ? -1 : 0;
}

static void a_failure_without_words_is_named(void **state) {
    ig_memory *memory = ig_memory_new();
    ig_error err = {.kind = IG_ERROR_NONE};
    ig_pool *pool = ig_pool_new(memory, 2, &err);
    assert_non_null(pool);
    ig_fail(&err, IG_ERROR_DATA, "an older error");
    assert_int_equal(ig_pool_run(pool, 8, fail_silently, NULL, &err), -1);
    assert_error(&err, IG_ERROR_INTERNAL, "task 3 failed without a word");
    ig_pool_free(pool);
    ig_memory_free(memory);
}

static int check_same_worker(void *context, size_t task, unsigned worker, ig_error *err) {
    (void)task;
    const unsigned *outer = context;
    return worker == *outer ? 0 : ig_fail(err, IG_ERROR_INTERNAL, "%u in %u", worker, *outer);
}

static int run_inside(void *context, size_t task, unsigned worker, ig_error *err) {
    tally *t = context;
    atomic_fetch_add(&t->runs[task], 1);
    return ig_pool_run(t->pool, 10, check_same_worker, &worker, err);
}

static void a_task_may_run_tasks(void **state) {
    /* Inline, under its own worker number: to wait for the pool would be to wait for oneself. */
    ig_memory *memory = ig_memory_new();
    for (unsigned size = 1; size <= 4; size++) {
        ig_error err = {.kind = IG_ERROR_NONE};
        tally t = {.n_workers = size, .pool = ig_pool_new(memory, size, &err)};
        assert_non_null(t.pool);
        assert_int_equal(ig_pool_run(t.pool, MANY, run_inside, &t, &err), 0);
        for (size_t task = 0; task < MANY; task++) {
            assert_int_equal(atomic_load(&t.runs[task]), 1);
        }
        ig_pool_free(t.pool);
    }
    ig_memory_free(memory);
}

static void *run_from_outside(void *argument) {
    tally *t = argument;
    ig_error err;
    for (size_t i = 0; i < 50; i++) {
        if (ig_pool_run(t->pool, MANY, count_run, t, &err) != 0) {
            return argument;
        }
    }
    return NULL;
}

static void callers_take_turns(void **state) {
    ig_memory *memory = ig_memory_new();
    ig_error err = {.kind = IG_ERROR_NONE};
    tally t = {.n_workers = 3, .pool = ig_pool_new(memory, 3, &err)};
    assert_non_null(t.pool);
    pthread_t threads[3];
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(pthread_create(&threads[i], NULL, run_from_outside, &t), 0);
    }
    for (size_t i = 0; i < 3; i++) {
        void *result = NULL;
        pthread_join(threads[i], &result);
        assert_null(result);
    }
    for (size_t task = 0; task < MANY; task++) {
        assert_int_equal(atomic_load(&t.runs[task]), 150);
    }
    ig_pool_free(t.pool);
    ig_memory_free(memory);
}

static int make_pool(ig_memory *memory, void *context, ig_error *err) {
    (void)context;
    ig_pool *pool = ig_pool_new(memory, 3, err);
    ig_pool_free(pool);
    return pool == NULL ? -1 : 0;
}

static void every_failure_frees(void **state) {
    assert_int_equal(prove_failures_free(make_pool, NULL), 1);
}

typedef struct stopping {
    ig_watch watch;
    atomic_size_t begun;
} stopping;

static int stop_at_seven(void *context, size_t task, unsigned worker, ig_error *err) {
    stopping *s = context;
    atomic_fetch_add(&s->begun, 1);
    if (task == 7) {
        atomic_store(&s->watch.stop, 2);
    }
    return 0;
}

static void a_watch_stops_the_work(void **state) {
    ig_memory *memory = ig_memory_new();
    for (unsigned size = 1; size <= 4; size++) {
        ig_error err = {.kind = IG_ERROR_NONE};
        ig_pool *pool = ig_pool_new(memory, size, &err);
        assert_non_null(pool);
        assert_int_equal(ig_pool_check(pool, &err), 0); /* nobody watches */
        stopping s = {.begun = 0};
        ig_pool_watch(pool, &s.watch);
        assert_int_equal(ig_pool_check(pool, &err), 0);
        assert_int_equal(ig_pool_run(pool, MANY, stop_at_seven, &s, &err), -1);
        assert_error(&err, IG_ERROR_STOPPED, "interrupted");
        /* Tasks 0 … 7, and at most one more for each other thread. */
        assert_in_range(atomic_load(&s.begun), 8, 7 + size);

        /* It stays so until the watch takes it back, also for single tasks and long ones. */
        atomic_store(&s.begun, 0);
        assert_int_equal(ig_pool_run(pool, 1, stop_at_seven, &s, &err), -1);
        assert_int_equal(atomic_load(&s.begun), 0);
        assert_int_equal(ig_pool_check(pool, &err), -1);
        assert_int_equal(ig_pool_check_at(pool, 0, &err), -1);
        assert_int_equal(ig_pool_check_at(pool, 65535, &err), 0);
        assert_int_equal(ig_pool_check_at(pool, 65536, &err), -1);
        atomic_store(&s.watch.stop, 0);
        assert_int_equal(ig_pool_run(pool, 7, stop_at_seven, &s, &err), 0);
        ig_pool_free(pool);
    }
    ig_memory_free(memory);
}

typedef struct listener {
    pthread_t caller;
    size_t calls;
    size_t last_done;
    size_t last_of;
    char what[32];
} listener;

static void hear_doing(void *context, const char *what) {
    listener *l = context;
    snprintf(l->what, sizeof l->what, "%s", what);
}

static void hear_progress(void *context, size_t n_done, size_t n_tasks) {
    listener *l = context;
    assert_true(pthread_equal(l->caller, pthread_self()));
    assert_true(l->calls == 0 || n_done > l->last_done);
    assert_true(n_done < n_tasks);
    l->calls++;
    l->last_done = n_done;
    l->last_of = n_tasks;
}

static void a_watch_hears_how_far_the_work_is(void **state) {
    ig_memory *memory = ig_memory_new();
    for (unsigned size = 1; size <= 4; size++) {
        ig_error err = {.kind = IG_ERROR_NONE};
        listener l = {.caller = pthread_self()};
        ig_watch watch = {.context = &l, .doing = hear_doing, .progress = hear_progress};
        tally t = {.n_workers = size};
        ig_pool *pool = ig_pool_new(memory, size, &err);
        assert_non_null(pool);
        assert_false(ig_pool_is_heard(pool));
        ig_pool_doing(pool, "nobody hears");
        ig_pool_watch(pool, &watch);
        assert_true(ig_pool_is_heard(pool));
        ig_pool_doing(pool, "by month");
        assert_string_equal(l.what, "by month");
        assert_int_equal(ig_pool_run(pool, MANY, count_run, &t, &err), 0);
        assert_in_range(l.calls, size == 1 ? MANY : 0, MANY);
        assert_int_equal(l.last_of, l.calls > 0 ? MANY : 0);
        ig_pool_free(pool);
    }
    ig_memory_free(memory);
}

typedef struct bytes_heard {
    ig_pool *pool;
    size_t calls; /* of tasks */
    uint64_t done, of;
} bytes_heard;

static void hear_tasks(void *context, size_t n_done, size_t n_tasks) {
    bytes_heard *heard = context;
    heard->calls++;
}

static void hear_bytes(void *context, uint64_t n_done, uint64_t n_bytes) {
    bytes_heard *heard = context;
    heard->done = n_done;
    heard->of = n_bytes;
}

static int tell_bytes(void *context, size_t task, unsigned worker, ig_error *err) {
    bytes_heard *heard = context;
    if (task >= 2) {
        ig_pool_bytes(heard->pool, task * 10, 90);
    }
    return 0;
}

static int tell_nothing(void *context, size_t task, unsigned worker, ig_error *err) {
    return 0;
}

/* Tasks are no measure of a run that counts bytes; those of the next run are again. */
static void bytes_are_told_instead_of_tasks(void **state) {
    ig_memory *memory = ig_memory_new();
    ig_error err = {.kind = IG_ERROR_NONE};
    bytes_heard heard = {.pool = ig_pool_new(memory, 1, &err)};
    ig_watch watch = {.context = &heard, .progress = hear_tasks};
    assert_non_null(heard.pool);
    ig_pool_bytes(heard.pool, 1, 2); /* nobody hears */
    ig_pool_watch(heard.pool, &watch);
    assert_int_equal(ig_pool_run(heard.pool, 10, tell_bytes, &heard, &err), 0);
    assert_int_equal(heard.calls, 10); /* this watch knows of tasks alone */
    heard.calls = 0;
    watch.bytes = hear_bytes;
    assert_int_equal(ig_pool_run(heard.pool, 10, tell_bytes, &heard, &err), 0);
    assert_int_equal(heard.calls, 3); /* up to the one that counts */
    assert_true(heard.done == 90 && heard.of == 90);
    assert_int_equal(ig_pool_run(heard.pool, 10, tell_nothing, &heard, &err), 0);
    assert_int_equal(heard.calls, 13);
    ig_pool_free(heard.pool);
    assert_int_equal(ig_memory_read(memory).live_blocks, 0);
    ig_memory_free(memory);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_task_runs_once),
        cmocka_unit_test(sizes_are_held_in_bounds),
        cmocka_unit_test(small_jobs_in_a_row),
        cmocka_unit_test(tasks_run_side_by_side),
        cmocka_unit_test(the_lowest_failure_is_reported),
        cmocka_unit_test(a_failure_without_words_is_named),
        cmocka_unit_test(a_task_may_run_tasks),
        cmocka_unit_test(callers_take_turns),
        cmocka_unit_test(every_failure_frees),
        cmocka_unit_test(a_watch_stops_the_work),
        cmocka_unit_test(a_watch_hears_how_far_the_work_is),
        cmocka_unit_test(bytes_are_told_instead_of_tasks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
