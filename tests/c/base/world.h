/* Memory and threads for one test, with an account of their own, so that live blocks tell of leaks. */
#ifndef INGOT_TESTS_WORLD_H
#define INGOT_TESTS_WORLD_H

#include "base/harness.h"

#include "base/context.h"

static inline ig_context world_new(unsigned n_threads) {
    ig_error err;
    ig_context context = {.memory = ig_memory_new()};
    assert_non_null(context.memory);
    context.pool = ig_pool_new(context.memory, n_threads, &err);
    assert_non_null(context.pool);
    return context;
}

/* Everything must have been given back. */
static inline void world_free(ig_context context) {
    ig_pool_free(context.pool);
    assert_int_equal(ig_memory_read(context.memory).live_blocks, 0);
    ig_memory_free(context.memory);
}

#endif
