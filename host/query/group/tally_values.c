/*
 * From cells to values. Of several ways to count a source's values there is one cell: of those present
 * where some are missing, else of rows.
 */
#include "query/group/tally_values.h"

#include "query/group/key.h"
#include "query/vector/fold.h"
#include "query/vector/moments.h"

#include <math.h>
#include <string.h>

static inline uint32_t read_32(const char *record, const ig_cell *cell) {
    return *(const uint32_t *)(const void *)(record + cell->at);
}

static inline uint64_t read_64(const char *record, const ig_cell *cell) {
    return *(const uint64_t *)(const void *)(record + cell->at);
}

static ig_i128 read_sum(const char *record, const ig_cell *cell) {
    if (cell->bytes == 8)
        return (int64_t)read_64(record, cell);
    const ig_wide_sum *sum = (const void *)(record + cell->at);
    return (ig_i128)sum->high * ((ig_i128)1 << 64) + sum->low;
}

/* ---- A vector of values ---- */

static void read_counts(const ig_tally_reader *reader, ig_tally_vector *v) {
    for (size_t i = 0; i < v->n; i++)
        v->values.ints[i] = read_32(v->records[i], reader->count);
}

static void read_sums(const ig_tally_reader *reader, ig_tally_vector *v) {
    if (reader->value->bytes == 8) {
        for (size_t i = 0; i < v->n; i++)
            v->values.ints[i] = (int64_t)read_64(v->records[i], reader->value);
        return;
    }
    for (size_t i = 0; i < v->n; i++) {
        ig_i128 sum = read_sum(v->records[i], reader->value);
        bool fits = sum >= INT64_MIN && sum <= INT64_MAX;
        v->values.ints[i] = fits ? (int64_t)sum : 0;
        if (!fits && v->numbers[i] < v->overflow)
            v->overflow = v->numbers[i];
    }
}

static void read_means(const ig_tally_reader *reader, ig_tally_vector *v) {
    unsigned scale = reader->source->view.column->scale;
    for (size_t i = 0; i < v->n; i++) {
        uint32_t count = read_32(v->records[i], reader->count);
        ig_i128 sum = read_sum(v->records[i], reader->value);
        v->values.reals[i] = count > 0 ? ig_decimal_mean(sum, count, scale) : 0.0;
    }
}

static ig_moments read_moments(const char *record, const ig_cell *count, const ig_cell *sum,
                               const ig_cell *squares) {
    ig_i128 total = read_sum(record, squares); /* never negative */
    return (ig_moments){
        .n = read_32(record, count), .sum = read_sum(record, sum), .squares = {(ig_u128)total, 0}};
}

static double dispersion(const ig_tally_reader *reader, const char *record) {
    ig_moments x = read_moments(record, reader->count, reader->value, reader->squares);
    if (reader->kind != IG_AGG_CORR) {
        double variance = ig_moments_variance(&x, reader->source->view.column->scale);
        return reader->kind == IG_AGG_SD ? sqrt(variance) : variance;
    }
    ig_i128 products = read_sum(record, reader->products);
    ig_comoments both = {
        x,
        read_moments(record, reader->count, reader->sum_of_other, reader->squares_of_other),
        {(ig_u128)products, products < 0 ? -1 : 0}};
    return ig_comoments_correlation(&both);
}

/* Neither NaN nor past the range of doubles where it is there. */
static void read_dispersions(const ig_tally_reader *reader, ig_tally_vector *v) {
    for (size_t i = 0; i < v->n; i++) {
        double value = dispersion(reader, v->records[i]);
        v->present[i] = isfinite(value);
        v->values.reals[i] = v->present[i] ? value : 0.0;
    }
}

static int64_t int_of_code(const ig_source *source, uint64_t code, unsigned bytes) {
    if (source->view.column->type == IG_TEXT)
        return source->ranks->by_rank[code];
    return bytes == 4 ? (int32_t)((uint32_t)code ^ (UINT32_C(1) << 31)) : ig_order_int(code);
}

static void read_peaks(const ig_tally_reader *reader, ig_tally_vector *v) {
    uint64_t flip = reader->value->flipped ? UINT64_MAX : 0;
    unsigned bytes = reader->value->bytes;
    for (size_t i = 0; i < v->n; i++) {
        uint64_t code = bytes == 4 ? read_32(v->records[i], reader->value) ^ (uint32_t)flip
                                   : read_64(v->records[i], reader->value) ^ flip;
        if (reader->real)
            v->values.reals[i] = v->present[i] ? ig_order_real(code) : 0.0;
        else
            v->values.ints[i] = v->present[i] ? int_of_code(reader->source, code, bytes) : 0;
    }
}

static int64_t int_at(const ig_column *column, size_t row) {
    switch (column->type) {
    case IG_TEXT: return ig_column_code(column, row);
    case IG_BOOL: return ig_column_bool(column, row);
    default: return ig_column_int(column, row);
    }
}

static void read_places(const ig_tally_reader *reader, ig_tally_vector *v) {
    const ig_column *column = reader->source->view.column;
    for (size_t i = 0; i < v->n; i++) {
        uint32_t code = read_32(v->records[i], reader->value);
        size_t row = 0;
        v->present[i] = code != 0;
        if (code != 0)
            row = ig_view_row(reader->source->view, reader->value->flipped ? ~code : code - 1);
        if (reader->real)
            v->values.reals[i] = code != 0 ? ig_column_double(column, row) : 0.0;
        else
            v->values.ints[i] = code != 0 ? int_at(column, row) : 0;
    }
}

static void read_values(const ig_tally_reader *reader, ig_tally_vector *v) {
    if (!reader->partial)
        memset(v->present, 1, v->n);
    for (size_t i = 0; reader->partial && i < v->n; i++)
        v->present[i] = read_32(v->records[i], reader->count) > 0;
    switch (reader->kind) {
    case IG_AGG_COUNT: read_counts(reader, v); return;
    case IG_AGG_SUM: read_sums(reader, v); return;
    case IG_AGG_MEAN: read_means(reader, v); return;
    case IG_AGG_SD:
    case IG_AGG_VAR:
    case IG_AGG_CORR: read_dispersions(reader, v); return;
    case IG_AGG_FIRST:
    case IG_AGG_LAST: read_places(reader, v); return;
    default: read_peaks(reader, v); return;
    }
}

static void list_records(ig_records span, size_t lo, size_t hi, ig_tally_vector *v) {
    size_t n = v->n;
    for (size_t i = lo; i < hi; i++) {
        char *record = span.bytes + i * span.stride;
        uint32_t number = *ig_record_first(record);
        v->records[n] = record;
        v->numbers[n] = number - 1;
        n += number != 0;
    }
    v->n = n;
}

ig_tally_cursor ig_tally_piece(const ig_tally *tally, size_t piece) {
    return (ig_tally_cursor){tally->spans + tally->pieces[piece],
                             tally->spans + tally->pieces[piece + 1], 0};
}

bool ig_tally_next(const ig_tally_reader *reader, ig_tally_cursor *cursor, ig_tally_vector *v) {
    v->n = 0;
    while (cursor->span < cursor->end && v->n < IG_VECTOR_ROWS) {
        size_t lo = cursor->at, hi = ig_least(cursor->span->n, lo + IG_VECTOR_ROWS - v->n);
        if (lo == 0 && cursor->span + 1 < cursor->end)
            ig_records_fetch(cursor->span[1]);
        list_records(*cursor->span, lo, hi, v);
        cursor->at = hi;
        if (hi == cursor->span->n) {
            cursor->span++;
            cursor->at = 0;
        }
    }
    if (v->n > 0)
        read_values(reader, v);
    return v->n > 0;
}

/* ---- Where the cells are ---- */

static const ig_cell *find_sum(const ig_tally *tally, size_t source) {
    const ig_cell *narrow = ig_tally_cell(tally, (ig_cell){.kind = IG_CELL_SUM, .source = source});
    return narrow != NULL ? narrow
                          : ig_tally_cell(tally, (ig_cell){.kind = IG_CELL_WIDE, .source = source});
}

static const ig_cell *find_product(const ig_tally *tally, size_t source, size_t other) {
    return ig_tally_cell(tally,
                         (ig_cell){.kind = IG_CELL_PRODUCT, .source = source, .other = other});
}

static const ig_cell *find_value(const ig_tally *tally, ig_aggregate_kind kind, size_t source) {
    bool first = kind == IG_AGG_FIRST, least = kind == IG_AGG_MIN;
    switch (kind) {
    case IG_AGG_COUNT: return NULL;
    case IG_AGG_FIRST:
    case IG_AGG_LAST:
        return ig_tally_cell(tally,
                             (ig_cell){.kind = IG_CELL_PLACE, .source = source, .flipped = first});
    case IG_AGG_MIN:
    case IG_AGG_MAX:
        return ig_tally_cell(tally,
                             (ig_cell){.kind = IG_CELL_PEAK, .source = source, .flipped = least});
    default: return find_sum(tally, source);
    }
}

static bool is_real(ig_wanted wanted) {
    switch (wanted.kind) {
    case IG_AGG_COUNT: return false;
    case IG_AGG_MEAN:
    case IG_AGG_SD:
    case IG_AGG_VAR:
    case IG_AGG_CORR: return true;
    default: return wanted.x.column != NULL && wanted.x.column->type == IG_REAL;
    }
}

ig_tally_reader ig_tally_reader_of(const ig_tally *tally, ig_wanted wanted) {
    size_t x = wanted.x.column != NULL ? ig_tally_source(tally, wanted.x) : SIZE_MAX;
    ig_tally_reader reader = {.kind = wanted.kind, .real = is_real(wanted)};
    reader.source = x != SIZE_MAX ? &tally->sources[x] : NULL;
    reader.count = ig_tally_cell(tally, (ig_cell){.kind = IG_CELL_PRESENT, .source = x});
    reader.partial = reader.count != NULL && wanted.kind != IG_AGG_COUNT;
    if (reader.count == NULL)
        reader.count = ig_tally_cell(tally, (ig_cell){.kind = IG_CELL_ROWS, .source = SIZE_MAX});
    reader.value = find_value(tally, wanted.kind, x);
    reader.squares = find_product(tally, x, x);
    if (wanted.kind != IG_AGG_CORR)
        return reader;
    size_t y = ig_tally_source(tally, wanted.y);
    reader.sum_of_other = find_sum(tally, y);
    reader.squares_of_other = find_product(tally, y, y);
    reader.products = find_product(tally, x, y);
    return reader;
}
