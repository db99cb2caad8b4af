/* Sources. A loader has room for one vector of values and one of presence bytes a source. */
#include "query/group/source.h"

enum { VALUES_BYTES = 8 * IG_VECTOR_ROWS, ROOM_BYTES = VALUES_BYTES + IG_VECTOR_ROWS };

ig_source ig_source_of(ig_view view) {
    unsigned width = view.column->type == IG_BOOL ? 1 : view.column->width;
    return (ig_source){.view = view, .width = width, .has_missing = view.column->n_missing > 0};
}

void ig_source_reset(ig_source *source) {
    ig_ranks_free(source->ranks);
    source->ranks = NULL;
}

int ig_loader_init(ig_memory *memory, ig_loader *loader, const ig_source *sources, size_t n,
                   ig_error *err) {
    *loader = (ig_loader){.n = n, .sources = sources};
    loader->loaded = ig_alloc_zero(memory, n, sizeof *loader->loaded, err);
    if (loader->loaded == NULL)
        return -1;
    loader->room = ig_alloc_array(memory, n, ROOM_BYTES, err);
    if (loader->room == NULL) {
        ig_loader_reset(loader);
        return -1;
    }
    return 0;
}

void ig_loader_reset(ig_loader *loader) {
    ig_free(loader->loaded);
    ig_free(loader->room);
    *loader = (ig_loader){0};
}

static inline void pick_8(uint8_t *to, const uint8_t *from, const uint32_t *rows, size_t n) {
    for (size_t i = 0; i < n; i++)
        to[i] = from[rows[i]];
}

static inline void pick_16(uint16_t *to, const uint16_t *from, const uint32_t *rows, size_t n) {
    for (size_t i = 0; i < n; i++)
        to[i] = from[rows[i]];
}

static inline void pick_32(uint32_t *to, const uint32_t *from, const uint32_t *rows, size_t n) {
    for (size_t i = 0; i < n; i++)
        to[i] = from[rows[i]];
}

static inline void pick_64(uint64_t *to, const uint64_t *from, const uint32_t *rows, size_t n) {
    for (size_t i = 0; i < n; i++)
        to[i] = from[rows[i]];
}

static inline void pick_bits(uint8_t *to, const uint64_t *words, ig_block block) {
    if (block.index == NULL)
        for (size_t i = 0; i < block.n; i++)
            to[i] = ig_bit_get(words, block.start + i);
    else
        for (size_t i = 0; i < block.n; i++)
            to[i] = ig_bit_get(words, block.index[i]);
}

static const void *load_values(const ig_source *source, ig_block block, void *room) {
    const ig_column *column = source->view.column;
    if (column->type == IG_BOOL) {
        pick_bits(room, column->values, block);
        return room;
    }
    if (block.index == NULL)
        return (const char *)column->values + block.start * source->width;
    switch (source->width) {
    case 1: pick_8(room, column->values, block.index, block.n); break;
    case 2: pick_16(room, column->values, block.index, block.n); break;
    case 4: pick_32(room, column->values, block.index, block.n); break;
    default: pick_64(room, column->values, block.index, block.n); break;
    }
    return room;
}

void ig_loader_load(ig_loader *loader, size_t at, size_t n) {
    for (size_t i = 0; i < loader->n; i++) {
        const ig_source *source = &loader->sources[i];
        ig_block block = ig_view_block(source->view, at, n);
        char *room = loader->room + i * ROOM_BYTES;
        uint8_t *present = (uint8_t *)room + VALUES_BYTES;
        loader->loaded[i] = (ig_loaded){load_values(source, block, room), NULL};
        if (!source->has_missing)
            continue;
        ig_load_present(source->view.column, block, present);
        loader->loaded[i].present = present;
    }
}
