/* A file opened for a test of what comes next: what its worker holds, and its part. */
#ifndef INGOT_TESTS_CSV_FILE_OPENING_H
#define INGOT_TESTS_CSV_FILE_OPENING_H

#include "csv/file/turn.h"
#include "csv/world.h"

typedef struct opening {
    world *world;
    ig_csv_spec spec;
    ig_csv_part part;
    ig_csv_opened opened;
    ig_csv_bench bench;
    bool again;
} opening;

/* Opens "a.csv" for chunks of `chunk_bytes`; close_opening must follow also when that fails. */
static inline int open_opening(opening *o, world *w, const ig_csv_spec *spec, size_t chunk_bytes,
                               ig_error *err) {
    *o = (opening){.world = w, .spec = *spec, .part = {.path = "a.csv"}};
    ig_csv_bench_init(&o->bench, w->memory);
    return ig_csv_opened_open(&o->opened, &w->context, &o->spec, &o->part, chunk_bytes, IG_AUTO,
                              &o->bench.large, &o->bench.split, &o->again, err);
}

static inline void close_opening(opening *o) {
    ig_csv_opened_close(&o->opened);
    ig_csv_opened_close(&o->opened);
    ig_csv_part_reset(&o->part);
    ig_csv_bench_reset(&o->bench);
}

#endif
