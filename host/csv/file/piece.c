/* Everything that a chunk keeps is copied: rows and their bytes are the worker's, who goes on to
   the next piece. */
#include "csv/file/piece.h"

#include <string.h>

static int keep_lines(ig_csv_chunk *chunk, ig_memory *memory, const ig_csv_rows *rows,
                      ig_error *err) {
    chunk->n_rows = (uint32_t)rows->n_rows;
    chunk->first_line = rows->first_line;
    if (rows->lines == NULL || rows->n_rows == 0) {
        return 0;
    }
    chunk->lines = ig_alloc_array(memory, rows->n_rows, sizeof chunk->lines[0], err);
    if (chunk->lines == NULL) {
        return -1;
    }
    memcpy(chunk->lines, rows->lines, rows->n_rows * sizeof chunk->lines[0]);
    return 0;
}

/* Lists a record that is no row. */
static int take_misfit(ig_csv_chunk *chunk, const ig_csv_opened *opened, ig_csv_taker *taker,
                       const ig_csv_split *split, const ig_csv_misfit *misfit, ig_error *err) {
    const char *bytes = split->piece_bytes + misfit->start;
    size_t n = misfit->end - misfit->start;
    size_t n_wanted = opened->how.n_columns;
    ig_text record;
    ig_csv_seen_take(&taker->seen, bytes, n);
    size_t shown = n < IG_CSV_FAULT_RAW_BYTES ? n : IG_CSV_FAULT_RAW_BYTES;
    if (ig_csv_decoder_start(taker->decoder, bytes, shown, &record, err) != 0) {
        return -1;
    }
    const ig_csv_fault fault = {.line = misfit->line,
                                .kind = misfit->is_open               ? IG_CSV_OPEN_QUOTE
                                        : misfit->n_fields < n_wanted ? IG_CSV_SHORT_ROW
                                                                      : IG_CSV_LONG_ROW,
                                .column = UINT32_MAX,
                                .n_fields = (uint32_t)misfit->n_fields,
                                .n_wanted = (uint32_t)n_wanted,
                                .record = record};
    chunk->n_faulty_rows++;
    return ig_csv_faults_add(&chunk->faults, &fault, err);
}

/* Where one fault is an error, the first one is all that is asked for. */
static int keep_first(ig_csv_faults *faults, ig_memory *memory, ig_error *err) {
    ig_csv_faults all = *faults;
    const ig_csv_fault first = ig_csv_faults_at(&all, 0);
    ig_csv_faults_init(faults, memory);
    int status = ig_csv_faults_add(faults, &first, err);
    ig_csv_faults_reset(&all);
    return status;
}

static int take_faults(ig_csv_chunk *chunk, const ig_csv_opened *opened, ig_csv_taker *taker,
                       const ig_csv_split *split, ig_error *err) {
    for (size_t i = 0; i < split->n_misfits; i++) {
        if (take_misfit(chunk, opened, taker, split, &split->misfits[i], err) != 0) {
            return -1;
        }
    }
    size_t n = ig_csv_faults_size(&chunk->faults);
    if (n < 2) {
        return 0;
    }
    ig_csv_faults_sort(&chunk->faults);
    return opened->spec->on_error == IG_CSV_STOP ? keep_first(&chunk->faults, opened->memory, err)
                                                 : 0;
}

int ig_csv_piece_take(ig_csv_chunk *chunk, const ig_csv_opened *opened, ig_csv_taker *taker,
                      ig_csv_shelf *shelves, const ig_csv_split *split, uint32_t number,
                      ig_error *err) {
    const ig_csv_part *part = opened->part;
    size_t n_columns = part->header.n_columns;
    *chunk = (ig_csv_chunk){0};
    memcpy(chunk->liberties, split->liberties, sizeof chunk->liberties);
    ig_csv_faults_init(&chunk->faults, opened->memory);
    taker->seen = (ig_csv_seen){0};
    for (size_t i = 0; i < split->n_comments; i++) {
        const uint32_t *span = &split->comments[2 * i];
        ig_csv_seen_take(&taker->seen, split->piece_bytes + span[0], span[1] - span[0]);
    }
    chunk->stretches = ig_alloc_zero(opened->memory, n_columns, sizeof chunk->stretches[0], err);
    if (chunk->stretches == NULL || keep_lines(chunk, opened->memory, &split->rows, err) != 0) {
        return -1;
    }
    for (size_t c = 0; c < n_columns && chunk->n_rows > 0; c++) {
        if (ig_csv_take(taker, &shelves[c], &part->takings[c], &split->rows, c, number,
                        &chunk->faults, &chunk->stretches[c], err) != 0) {
            return -1;
        }
    }
    return take_faults(chunk, opened, taker, split, err);
}
