/* Rows of cells as a splitter leaves them, in a block with exactly IG_CSV_SLACK bytes around it. */
#ifndef INGOT_TESTS_GRID_H
#define INGOT_TESTS_GRID_H

#include "base/harness.h"

#include <stdio.h>

#include "csv/cells/take.h"

typedef struct grid {
    char *block;
    uint32_t *befores, *ends;
    size_t n_cells, fill, max_cells, max_bytes;
    ig_csv_rows rows;
} grid;

static inline void grid_open(grid *g, size_t n_columns, size_t max_cells, size_t max_bytes) {
    *g = (grid){.max_cells = max_cells, .max_bytes = max_bytes};
    g->block = malloc(max_bytes + 2 * IG_CSV_SLACK);
    g->befores = malloc(max_cells * sizeof *g->befores);
    g->ends = malloc(max_cells * sizeof *g->ends);
    assert_non_null(g->block);
    assert_non_null(g->befores);
    assert_non_null(g->ends);
    memset(g->block, '"', max_bytes + 2 * IG_CSV_SLACK);
    g->rows =
        (ig_csv_rows){.n_columns = n_columns, .first_line = 2, .delimiter = ',', .quote = '"'};
}

/* Adds a cell as it stands in a file. */
static inline void grid_add(grid *g, const char *bytes, size_t n) {
    assert_true(g->n_cells < g->max_cells && g->fill + n + 1 <= g->max_bytes);
    memcpy(g->block + IG_CSV_SLACK + g->fill, bytes, n);
    g->befores[g->n_cells] = (uint32_t)g->fill - 1;
    g->ends[g->n_cells++] = (uint32_t)(g->fill + n);
    g->fill += n;
    g->block[IG_CSV_SLACK + g->fill++] = g->n_cells % g->rows.n_columns == 0 ? '\n' : ',';
    g->rows.has_quotes = g->rows.has_quotes || memchr(bytes, '"', n) != NULL;
}

/* The block is cut to what was added, so that ASan sees a byte read too much. */
static inline const ig_csv_rows *grid_rows(grid *g) {
    char *block = realloc(g->block, g->fill + 2 * IG_CSV_SLACK);
    assert_non_null(block);
    g->block = block;
    g->max_bytes = g->fill;
    g->rows.bytes = block + IG_CSV_SLACK;
    g->rows.befores = g->befores;
    g->rows.ends = g->ends;
    g->rows.n_rows = g->n_cells / g->rows.n_columns;
    return &g->rows;
}

static inline void grid_close(grid *g) {
    free(g->block);
    free(g->befores);
    free(g->ends);
}

/* One column of the given cells. */
static inline void grid_of(grid *g, const char *const *cells, size_t n) {
    size_t bytes = 0;
    for (size_t i = 0; i < n; i++) {
        bytes += strlen(cells[i]) + 1;
    }
    grid_open(g, 1, n, bytes);
    for (size_t i = 0; i < n; i++) {
        grid_add(g, cells[i], strlen(cells[i]));
    }
    (void)grid_rows(g);
}

static inline int64_t stretch_int(const ig_csv_stretch *s, size_t row) {
    switch (s->width) {
    case 1: return ((const int8_t *)s->values)[row];
    case 2: return ((const int16_t *)s->values)[row];
    case 4: return ((const int32_t *)s->values)[row];
    default: return ((const int64_t *)s->values)[row];
    }
}

static inline uint32_t stretch_code(const ig_csv_stretch *s, size_t row) {
    switch (s->width) {
    case 1: return ((const uint8_t *)s->values)[row];
    case 2: return ((const uint16_t *)s->values)[row];
    default: return ((const uint32_t *)s->values)[row];
    }
}

static inline ig_reason stretch_reason(const ig_csv_stretch *s, size_t row) {
    bool present =
        s->form != IG_CSV_NOTHING && (s->validity == NULL || ig_bit_get(s->validity, row));
    if (present) {
        return IG_PRESENT;
    }
    return s->reasons == NULL ? IG_EMPTY : (ig_reason)s->reasons[row];
}

/* A cell as text again: of its word, or printed. `out` holds IG_DECIMAL_TEXT bytes. */
static inline ig_text stretch_text(const ig_csv_stretch *s, const ig_csv_shelf *shelf, char decimal,
                                   size_t row, char *out) {
    if (stretch_reason(s, row) != IG_PRESENT) {
        return (ig_text){"", 0};
    }
    if (s->form == IG_CSV_TEXTS) {
        return ig_csv_words_text(shelf->words, stretch_code(s, row));
    }
    if (s->form == IG_CSV_REALS) {
        return (ig_text){out, ig_real_print(out, ((const double *)s->values)[row])};
    }
    unsigned scale = s->scales == NULL ? s->scale : s->scales[row];
    size_t n = ig_decimal_print(out, stretch_int(s, row), scale);
    for (size_t i = 0; i < n; i++) {
        out[i] = out[i] == '.' ? decimal : out[i];
    }
    return (ig_text){out, n};
}

#endif
