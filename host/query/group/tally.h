/*
 * A tally: what rows are folded into, one record a group. A record is a few cells side by side (a
 * count, a sum, an extreme …); aggregates share cells where they can. Every fold is exact and
 * commutes, and a record of zero bits is an empty one, so that rows may be met in any order, by any
 * thread, each with records of its own, and records of one group added to each other: the outcome is
 * the same.
 *
 * Use: ig_tally_init, ig_tally_want for each aggregate, then a road (road.h) that brings the rows to
 * their records, then ig_tally_column for each aggregate.
 */
#ifndef INGOT_QUERY_GROUP_TALLY_H
#define INGOT_QUERY_GROUP_TALLY_H

#include "formula/formula.h"
#include "query/group/source.h"

/*                         adds                                 bytes */
typedef enum ig_cell_kind {
    IG_CELL_ROWS,    /* 1                                       4 */
    IG_CELL_PRESENT, /* 1 where there is a value                4 */
    IG_CELL_SUM,     /* the value                               8 */
    IG_CELL_WIDE,    /* the value                               16 */
    IG_CELL_PRODUCT, /* the value times another source's        8 or 16 */
    IG_CELL_PEAK,    /* its order code, keeping the greatest    4 or 8 */
    IG_CELL_PLACE    /* as PEAK, of positions of values         4 */
} ig_cell_kind;

typedef struct ig_cell {
    ig_cell_kind kind;
    bool flipped;  /* PEAK, PLACE: codes are complemented, so that the least is kept */
    uint8_t bytes; /* of the cell */
    uint32_t at;   /* bytes into the record */
    size_t source; /* not of ROWS */
    size_t other;  /* of PRODUCT: the second source, which may be the first */
} ig_cell;

enum {
    IG_PIECE_RECORDS = 4096, /* at least, of a task over records */
    IG_FETCH_BYTES = 4096
};

/* Records that lie `stride` bytes apart. The first cell of a record is that of its group's first
   row: ~position, 0 when the record is empty; once groups are numbered, number + 1. */
typedef struct ig_records {
    char *bytes; /* borrowed */
    size_t n;
    size_t stride;
} ig_records;

/* Memory for records, in a list. */
typedef struct ig_record_block {
    struct ig_record_block *next; /* owned */
    char records[];
} ig_record_block;

/* An aggregate and its arguments that are columns: none (both NULL) for count(), two for corr. */
typedef struct ig_wanted {
    ig_aggregate_kind kind;
    ig_view x, y;
} ig_wanted;

/* Of an aggregate's values that are integers. */
typedef struct ig_breadth {
    int64_t least, greatest; /* 0 among them */
    size_t overflow;         /* the first group whose sum does not fit 64 bits, or SIZE_MAX */
} ig_breadth;

typedef struct ig_tally {
    ig_memory *memory; /* borrowed */
    size_t n_rows;
    size_t n_sources;
    ig_source *sources; /* owned */
    size_t n_cells;
    ig_cell *cells;      /* owned */
    size_t record_bytes; /* a multiple of 8, or of 4 where no cell is larger */
    size_t n_wanted;
    ig_wanted *wanted; /* owned; their columns are borrowed */
    /* Once a road was gone: */
    ig_record_block *blocks; /* owned: what the groups' records lie in */
    size_t n_spans;
    ig_records *spans; /* owned: the records */
    size_t n_pieces;
    size_t *pieces;       /* owned, n_pieces + 1: the first span of each task over the records */
    ig_breadth *breadths; /* owned: of each wanted over all groups, then of each piece */
} ig_tally;

/* A sum of 128 bits that needs no more alignment than 64. */
typedef struct ig_wide_sum {
    uint64_t low;
    int64_t high;
} ig_wide_sum;

void ig_tally_init(ig_tally *tally, ig_memory *memory, size_t n_rows);
void ig_tally_reset(ig_tally *tally); /* idempotent */

/* True when cells can hold what the aggregate is made of. */
bool ig_tally_takes(ig_wanted wanted);

/* Makes room in the record for an aggregate that the tally takes. */
int ig_tally_want(const ig_context *context, ig_tally *tally, ig_wanted wanted,
                  ig_error *err) IG_CHECKED;

/* A vector of rows on its way to the records. */
typedef struct ig_batch {
    size_t n;                  /* 1 … IG_VECTOR_ROWS */
    const uint32_t *offsets;   /* of each row's record, in bytes */
    bool one_record;           /* all offsets are equal */
    size_t n_few;              /* offsets are among the first n_few multiples of record_bytes, few
                                  enough to look for each in all rows; 0: they are many */
    size_t record_bytes;       /* of the tally; only looked at with n_few */
    const ig_loaded *loaded;   /* of each source */
    const uint32_t *positions; /* of each row, rising; NULL: start + i */
    size_t start;
} ig_batch;

/* True when all n > 0 offsets are equal. */
bool ig_offsets_equal(const uint32_t *offsets, size_t n);

enum { IG_FEW_MOST = 4 };

/* Notes the first rows of groups; returns how many records were empty before. */
size_t ig_tally_enter(char *records, const ig_batch *batch);

/* Adds the rows to all cells but the first. */
void ig_tally_add(const ig_tally *tally, char *records, const ig_batch *batch);

/* Adds `n` records to others, each set `stride` bytes apart. */
void ig_tally_merge(const ig_tally *tally, ig_records into, const char *from, size_t from_stride);

/* A new block of n records of zeros at the head of a list. */
int ig_record_block_push(ig_memory *memory, ig_record_block **list, size_t n, size_t record_bytes,
                         ig_error *err) IG_CHECKED;
void ig_record_blocks_free(ig_record_block *list);

/* Puts spans together as pieces, with room for their breadths. */
int ig_tally_cut(ig_tally *tally, ig_error *err) IG_CHECKED;

/* Finds the breadths over a piece, once its groups are numbered; `_end` those over all. */
void ig_tally_survey(ig_tally *tally, size_t piece);
void ig_tally_survey_end(ig_tally *tally);

/* Asks for memory that is used soon, line by line. */
static inline void ig_fetch(const char *bytes, size_t n) {
    for (size_t at = 0; at < n; at += 64)
        __builtin_prefetch(bytes + at);
}

/* Fetches the beginning of a span that is read next: spans lie far apart, and may be short. */
static inline void ig_records_fetch(ig_records span) {
    ig_fetch(span.bytes, ig_least(span.n * span.stride, IG_FETCH_BYTES));
}

static inline uint32_t *ig_record_first(char *record) {
    return (uint32_t *)(void *)record;
}

/* The column of an aggregate that was wanted, over `n_groups` numbered groups. When a sum does not
   fit 64 bits, `*overflow` is the first such group (else SIZE_MAX) and NULL is returned, `err` naming
   neither the aggregate nor the group. */
ig_column *ig_tally_column(const ig_context *context, const ig_tally *tally, ig_wanted wanted,
                           size_t n_groups, size_t *overflow, ig_error *err) IG_CHECKED;

/* Inside: the cell that adds the same as `like`, or NULL. */
const ig_cell *ig_tally_cell(const ig_tally *tally, ig_cell like);
size_t ig_tally_source(const ig_tally *tally, ig_view view);   /* SIZE_MAX: none */
size_t ig_tally_wanted(const ig_tally *tally, ig_wanted like); /* SIZE_MAX: none */

#endif
