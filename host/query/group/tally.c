/*
 * What a tally holds. Cells lie by rising size behind that of the first row, so that each is aligned
 * to its size (16 bytes: to 8).
 */
#include "query/group/tally.h"

#include "table/stats.h"

enum { FIRST_BYTES = 4 };

void ig_tally_init(ig_tally *tally, ig_memory *memory, size_t n_rows) {
    *tally = (ig_tally){.memory = memory, .n_rows = n_rows, .record_bytes = FIRST_BYTES};
}

void ig_tally_reset(ig_tally *tally) {
    for (size_t i = 0; i < tally->n_sources; i++)
        ig_source_reset(&tally->sources[i]);
    ig_record_blocks_free(tally->blocks);
    ig_free(tally->spans);
    ig_free(tally->pieces);
    ig_free(tally->breadths);
    ig_free(tally->sources);
    ig_free(tally->cells);
    ig_free(tally->wanted);
    *tally = (ig_tally){0};
}

/* Products of two values below 2^31 in magnitude: 2^32 of them fit 128 bits. */
static bool has_products(ig_view view) {
    return view.column->type == IG_DECIMAL && view.column->width < 8;
}

bool ig_tally_takes(ig_wanted wanted) {
    const ig_column *x = wanted.x.column, *y = wanted.y.column;
    switch (wanted.kind) {
    case IG_AGG_COUNT:
    case IG_AGG_MIN:
    case IG_AGG_MAX:
    case IG_AGG_FIRST:
    case IG_AGG_LAST: return true;
    case IG_AGG_SUM:
    case IG_AGG_MEAN: return x->type == IG_DECIMAL;
    case IG_AGG_VAR:
    case IG_AGG_SD: return has_products(wanted.x);
    case IG_AGG_CORR: /* with missing values, sums are over pairs */
        return has_products(wanted.x) && has_products(wanted.y) && x->n_missing == 0 &&
               y->n_missing == 0;
    default: return false;
    }
}

static bool same_view(ig_view a, ig_view b) {
    return a.column == b.column && a.rows == b.rows;
}

size_t ig_tally_source(const ig_tally *tally, ig_view view) {
    for (size_t i = 0; i < tally->n_sources; i++)
        if (same_view(tally->sources[i].view, view))
            return i;
    return SIZE_MAX;
}

size_t ig_tally_wanted(const ig_tally *tally, ig_wanted like) {
    for (size_t i = 0; i < tally->n_wanted; i++) {
        ig_wanted wanted = tally->wanted[i];
        if (wanted.kind == like.kind && same_view(wanted.x, like.x) && same_view(wanted.y, like.y))
            return i;
    }
    return SIZE_MAX;
}

const ig_cell *ig_tally_cell(const ig_tally *tally, ig_cell like) {
    for (size_t i = 0; i < tally->n_cells; i++) {
        const ig_cell *cell = &tally->cells[i];
        if (cell->kind == like.kind && cell->source == like.source && cell->other == like.other &&
            cell->flipped == like.flipped)
            return cell;
    }
    return NULL;
}

static int add_source(ig_tally *tally, ig_view view, size_t *source, ig_error *err) {
    *source = ig_tally_source(tally, view);
    if (*source != SIZE_MAX)
        return 0;
    ig_source *sources =
        ig_realloc_array(tally->memory, tally->sources, tally->n_sources + 1, sizeof *sources, err);
    if (sources == NULL)
        return -1;
    tally->sources = sources;
    *source = tally->n_sources++;
    sources[*source] = ig_source_of(view);
    /* Of no rows there is one group without a value: its sum is missing. */
    sources[*source].has_missing |= tally->n_rows == 0;
    return 0;
}

/* Places cells by size, the first row's before all. */
static void lay_out(ig_tally *tally) {
    size_t at = FIRST_BYTES;
    for (unsigned bytes = 4; bytes <= 16; bytes *= 2) {
        for (size_t i = 0; i < tally->n_cells; i++) {
            if (tally->cells[i].bytes != bytes)
                continue;
            if (bytes > 4)
                at = (at + 7) / 8 * 8;
            tally->cells[i].at = (uint32_t)at;
            at += bytes;
        }
    }
    tally->record_bytes = at;
}

static int add_cell(ig_tally *tally, ig_cell cell, ig_error *err) {
    if (ig_tally_cell(tally, cell) != NULL)
        return 0;
    ig_cell *cells =
        ig_realloc_array(tally->memory, tally->cells, tally->n_cells + 1, sizeof *cells, err);
    if (cells == NULL)
        return -1;
    tally->cells = cells;
    cells[tally->n_cells++] = cell;
    lay_out(tally);
    return 0;
}

/* Counts of values, where they can differ from those of rows. */
static int add_count(ig_tally *tally, size_t source, ig_error *err) {
    bool partial = source != SIZE_MAX && tally->sources[source].has_missing;
    ig_cell cell = {.kind = partial ? IG_CELL_PRESENT : IG_CELL_ROWS,
                    .bytes = 4,
                    .source = partial ? source : SIZE_MAX};
    return add_cell(tally, cell, err);
}

/* The greatest magnitude of a column's values. */
static int magnitude(const ig_context *context, const ig_column *column, uint64_t *out,
                     ig_error *err) {
    const ig_stats *stats = ig_column_stats(context, column, err);
    if (stats == NULL)
        return -1;
    int64_t least = stats->whole.least, greatest = stats->whole.greatest;
    uint64_t below = least < 0 ? -(uint64_t)least : (uint64_t)least;
    uint64_t above = greatest < 0 ? -(uint64_t)greatest : (uint64_t)greatest;
    *out = least > greatest ? 0 : below > above ? below : above;
    return 0;
}

/* Whether n rows of such magnitudes never add up to more than 64 bits hold. */
static bool fits(size_t n_rows, uint64_t magnitude) {
    return n_rows == 0 || magnitude <= (uint64_t)INT64_MAX / n_rows;
}

static int add_sum(const ig_context *context, ig_tally *tally, size_t source, ig_error *err) {
    const ig_column *column = tally->sources[source].view.column;
    uint64_t most = 0; /* narrower columns: 2^32 rows of 2^31 fit */
    if (column->width == 8 && magnitude(context, column, &most, err) != 0)
        return -1;
    bool narrow = fits(tally->n_rows, most);
    ig_cell cell = {
        .kind = narrow ? IG_CELL_SUM : IG_CELL_WIDE, .bytes = narrow ? 8 : 16, .source = source};
    return add_cell(tally, cell, err);
}

static int add_product(const ig_context *context, ig_tally *tally, size_t source, size_t other,
                       ig_error *err) {
    uint64_t x, y;
    if (magnitude(context, tally->sources[source].view.column, &x, err) != 0 ||
        magnitude(context, tally->sources[other].view.column, &y, err) != 0)
        return -1;
    ig_cell cell = {.kind = IG_CELL_PRODUCT,
                    .bytes = fits(tally->n_rows, x * y) ? 8 : 16, /* x, y ≤ 2^31 */
                    .source = source,
                    .other = other};
    return add_cell(tally, cell, err);
}

/* Sum and squares of one source. */
static int add_moments(const ig_context *context, ig_tally *tally, size_t source, ig_error *err) {
    return add_sum(context, tally, source, err) == 0
               ? add_product(context, tally, source, source, err)
               : -1;
}

static int add_peak(ig_tally *tally, size_t source, bool least, ig_error *err) {
    ig_source *from = &tally->sources[source];
    if (from->view.column->type == IG_TEXT && from->ranks == NULL) {
        from->ranks = ig_ranks_new(tally->memory, from->view, tally->n_rows, err);
        if (from->ranks == NULL)
            return -1;
    }
    ig_cell cell = {
        .kind = IG_CELL_PEAK, .flipped = least, .bytes = from->width < 8 ? 4 : 8, .source = source};
    return add_cell(tally, cell, err);
}

static int add_place(ig_tally *tally, size_t source, bool first, ig_error *err) {
    ig_cell cell = {.kind = IG_CELL_PLACE, .flipped = first, .bytes = 4, .source = source};
    return add_cell(tally, cell, err);
}

static int add_pairs(const ig_context *context, ig_tally *tally, size_t x, ig_view view,
                     ig_error *err) {
    size_t y;
    if (add_source(tally, view, &y, err) != 0 || add_moments(context, tally, x, err) != 0 ||
        add_moments(context, tally, y, err) != 0)
        return -1;
    return add_product(context, tally, x, y, err);
}

static int note_wanted(ig_tally *tally, ig_wanted wanted, ig_error *err) {
    if (ig_tally_wanted(tally, wanted) != SIZE_MAX)
        return 0;
    ig_wanted *list =
        ig_realloc_array(tally->memory, tally->wanted, tally->n_wanted + 1, sizeof *list, err);
    if (list == NULL)
        return -1;
    tally->wanted = list;
    tally->wanted[tally->n_wanted++] = wanted;
    return 0;
}

int ig_tally_want(const ig_context *context, ig_tally *tally, ig_wanted wanted, ig_error *err) {
    size_t x = SIZE_MAX;
    int rc = note_wanted(tally, wanted, err);
    if (rc != 0)
        return -1;
    if (wanted.x.column != NULL && add_source(tally, wanted.x, &x, err) != 0)
        return -1;
    bool partial = x != SIZE_MAX && tally->sources[x].has_missing;
    bool counts = true;
    switch (wanted.kind) {
    case IG_AGG_FIRST:
    case IG_AGG_LAST: return add_place(tally, x, wanted.kind == IG_AGG_FIRST, err);
    case IG_AGG_MIN:
    case IG_AGG_MAX:
        rc = add_peak(tally, x, wanted.kind == IG_AGG_MIN, err);
        counts = partial;
        break;
    case IG_AGG_SUM:
        rc = add_sum(context, tally, x, err);
        counts = partial;
        break;
    case IG_AGG_MEAN: rc = add_sum(context, tally, x, err); break;
    case IG_AGG_VAR:
    case IG_AGG_SD: rc = add_moments(context, tally, x, err); break;
    case IG_AGG_CORR: rc = add_pairs(context, tally, x, wanted.y, err); break;
    default: break;
    }
    return rc == 0 && counts ? add_count(tally, x, err) : rc;
}

int ig_record_block_push(ig_memory *memory, ig_record_block **list, size_t n, size_t record_bytes,
                         ig_error *err) {
    size_t more = (sizeof(ig_record_block) + record_bytes - 1) / record_bytes;
    ig_record_block *block = ig_alloc_zero(memory, n + more, record_bytes, err);
    if (block == NULL)
        return -1;
    block->next = *list;
    *list = block;
    return 0;
}

void ig_record_blocks_free(ig_record_block *list) {
    while (list != NULL) {
        ig_record_block *next = list->next;
        ig_free(list);
        list = next;
    }
}

int ig_tally_cut(ig_tally *tally, ig_error *err) {
    size_t n = 0;
    tally->pieces = ig_alloc_array(tally->memory, tally->n_spans + 1, sizeof *tally->pieces, err);
    if (tally->pieces == NULL)
        return -1;
    tally->pieces[0] = 0;
    for (size_t i = 0; i < tally->n_spans; i++) {
        n += tally->spans[i].n;
        if (n < IG_PIECE_RECORDS && i + 1 < tally->n_spans)
            continue;
        tally->pieces[++tally->n_pieces] = i + 1;
        n = 0;
    }
    tally->breadths = ig_alloc_array(tally->memory, tally->n_pieces + 1,
                                     tally->n_wanted * sizeof *tally->breadths, err);
    return tally->breadths != NULL ? 0 : -1;
}
