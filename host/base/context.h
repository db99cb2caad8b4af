/* What every working function needs from its surroundings: memory and threads. Both borrowed. */
#ifndef INGOT_BASE_CONTEXT_H
#define INGOT_BASE_CONTEXT_H

#include "base/memory.h"
#include "base/pool.h"

typedef struct ig_context {
    ig_memory *memory; /* borrowed */
    ig_pool *pool;     /* borrowed */
} ig_context;

#endif
