/* Every array is owned and may be missing: a part is reset at any point of its reading. */
#include "csv/file/part.h"

void ig_csv_chunk_reset(ig_csv_chunk *chunk) {
    ig_free(chunk->stretches);
    ig_free(chunk->lines);
    ig_csv_faults_reset(&chunk->faults);
    *chunk = (ig_csv_chunk){0};
}

void ig_csv_part_reset(ig_csv_part *part) {
    size_t n_columns = part->header.n_columns;
    for (size_t i = 0; i < part->n_chunks; i++) {
        ig_csv_chunk_reset(&part->chunks[i]);
    }
    for (size_t s = 0; s < part->n_shares; s++) {
        for (size_t c = 0; c < n_columns; c++) {
            ig_csv_shelf_reset(&part->shares[s][c]);
        }
        ig_free(part->shares[s]);
    }
    ig_free(part->chunks);
    ig_free(part->shares);
    ig_free(part->takings);
    ig_csv_header_reset(&part->header);
    *part = (ig_csv_part){.path = part->path, .is_alone = part->is_alone};
}
