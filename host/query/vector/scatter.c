/* Scatter. Chunks depend on the context and the number of rows, never on threads; places do not
 * depend on chunks. */
#include "query/vector/scatter.h"

enum { CHUNKS_MAX = 64 };

int ig_scatter_init(const ig_context *context, ig_scatter *scatter, size_t n_rows, size_t n_parts,
                    ig_error *err) {
    ig_memory *memory = context->memory;
    size_t morsels = ig_morsels(context, n_rows);
    size_t a_chunk = morsels / CHUNKS_MAX + (morsels % CHUNKS_MAX != 0);
    *scatter = (ig_scatter){.n_parts = n_parts, .chunk_rows = a_chunk * ig_morsel_rows(context)};
    scatter->n_chunks = a_chunk > 0 ? (morsels + a_chunk - 1) / a_chunk : 0;
    scatter->at = ig_alloc_zero(memory, scatter->n_chunks * n_parts, sizeof *scatter->at, err);
    if (scatter->at == NULL)
        return -1;
    scatter->starts = ig_alloc_zero(memory, n_parts + 1, sizeof *scatter->starts, err);
    if (scatter->starts == NULL) {
        ig_scatter_reset(scatter);
        return -1;
    }
    return 0;
}

void ig_scatter_reset(ig_scatter *scatter) {
    ig_free(scatter->at);
    ig_free(scatter->starts);
    *scatter = (ig_scatter){0};
}

void ig_scatter_place(ig_scatter *scatter) {
    uint32_t next = 0;
    for (size_t part = 0; part < scatter->n_parts; part++) {
        scatter->starts[part] = next;
        for (size_t chunk = 0; chunk < scatter->n_chunks; chunk++) {
            uint32_t *at = &scatter->at[chunk * scatter->n_parts + part];
            uint32_t count = *at;
            *at = next;
            next += count;
        }
    }
    scatter->starts[scatter->n_parts] = next;
}
