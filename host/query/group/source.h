/*
 * A source: the values an aggregate takes, vector by vector and at the width they are stored in.
 * Values that lie together are looked at in place; picked ones and bits are copied out first.
 */
#ifndef INGOT_QUERY_GROUP_SOURCE_H
#define INGOT_QUERY_GROUP_SOURCE_H

#include "query/group/rank.h"
#include "query/vector/view.h"

typedef struct ig_source {
    ig_view view;     /* borrowed */
    unsigned width;   /* bytes of a value as loaded: 1, 2, 4, 8; bools are bytes of 0 and 1 */
    bool has_missing; /* a byte a value tells which are present */
    ig_ranks *ranks;  /* owned, or NULL: of texts whose order matters */
} ig_source;

/* A vector of a source. The value of a missing row is zero bits. */
typedef struct ig_loaded {
    const void *values;
    const uint8_t *present; /* NULL: all */
} ig_loaded;

/* One thread's room for the vectors of several sources. */
typedef struct ig_loader {
    size_t n;
    const ig_source *sources; /* borrowed */
    ig_loaded *loaded;        /* owned: of each source, as last loaded */
    char *room;               /* owned */
} ig_loader;

ig_source ig_source_of(ig_view view);
void ig_source_reset(ig_source *source); /* idempotent */

int ig_loader_init(ig_memory *memory, ig_loader *loader, const ig_source *sources, size_t n,
                   ig_error *err) IG_CHECKED;
void ig_loader_reset(ig_loader *loader); /* idempotent */

/* Loads values at … at + n − 1 of all sources, n at most IG_VECTOR_ROWS. */
void ig_loader_load(ig_loader *loader, size_t at, size_t n);

#endif
