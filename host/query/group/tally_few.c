/* Comparing offsets and adding what is left vectorises, where adding to cells waits for the row
   before. */
#include "query/group/tally_few.h"

#include "base/clones.h"

IG_CLONES
static uint32_t few_rows(const uint32_t *offsets, uint32_t mine, size_t n) {
    uint32_t total = 0;
    for (size_t i = 0; i < n; i++)
        total += offsets[i] == mine;
    return total;
}

IG_CLONES
static uint32_t few_present(const uint32_t *offsets, uint32_t mine, const uint8_t *present,
                            size_t n) {
    uint32_t total = 0;
    for (size_t i = 0; i < n; i++)
        total += offsets[i] == mine ? present[i] : 0;
    return total;
}

IG_CLONES
static int64_t few_8(const uint32_t *offsets, uint32_t mine, const int8_t *values, size_t n) {
    int32_t total = 0;
    for (size_t i = 0; i < n; i++)
        total += offsets[i] == mine ? values[i] : 0;
    return total;
}

IG_CLONES
static int64_t few_16(const uint32_t *offsets, uint32_t mine, const int16_t *values, size_t n) {
    int32_t total = 0;
    for (size_t i = 0; i < n; i++)
        total += offsets[i] == mine ? values[i] : 0;
    return total;
}

IG_CLONES
static int64_t few_32(const uint32_t *offsets, uint32_t mine, const int32_t *values, size_t n) {
    int64_t total = 0;
    for (size_t i = 0; i < n; i++)
        total += offsets[i] == mine ? values[i] : 0;
    return total;
}

IG_CLONES
static int64_t few_64(const uint32_t *offsets, uint32_t mine, const int64_t *values, size_t n) {
    int64_t total = 0;
    for (size_t i = 0; i < n; i++)
        total += offsets[i] == mine ? values[i] : 0;
    return total;
}

int64_t ig_few_sum(const ig_batch *batch, uint32_t mine, const void *values, unsigned width) {
    switch (width) {
    case 1: return few_8(batch->offsets, mine, values, batch->n);
    case 2: return few_16(batch->offsets, mine, values, batch->n);
    case 4: return few_32(batch->offsets, mine, values, batch->n);
    default: return few_64(batch->offsets, mine, values, batch->n);
    }
}

uint32_t ig_few_count(const ig_batch *batch, uint32_t mine, const uint8_t *present) {
    return present != NULL ? few_present(batch->offsets, mine, present, batch->n)
                           : few_rows(batch->offsets, mine, batch->n);
}
