/*
 * The rows where a formula is true. Rows are first marked in bits, morsel by morsel, then counted, and
 * then written out by all threads at once, each at its place: no row moves twice, and memory is what
 * the answer needs. Blocks that the stats of columns decide are not read; of a vector, a conjunct sees
 * only the rows that those before it left, when they are few.
 */
#include "formula/expression.h"

#include "base/clones.h"
#include "formula/binder.h"
#include "formula/sieve.h"

#include <string.h>

enum {
    FEW = 8,          /* 1 in so many rows: worth picking out */
    UNDECIDED = 1 + 2 /* of a block's conjunct; the set {true} needs no test */
};

typedef struct worker {
    ig_sieve sieve;
    uint8_t *truth;    /* of the vector's rows that are still in; owned */
    uint32_t *places;  /* theirs in the vector, where they are few; owned */
    uint32_t *list;    /* the rows at those places; owned */
    uint8_t *outcomes; /* of each conjunct in the block; owned */
    uint8_t *waiting;  /* owned */
} worker;

typedef struct filtering {
    const ig_context *context;
    ig_predicate predicate;
    ig_rows rows;
    bool by_block; /* stats are known, rows are the table's own */
    ig_frame *frames;
    worker *workers;
    unsigned n_workers;
    uint64_t *marks; /* a bit for each row of `rows` */
    size_t *counts;  /* marks of each morsel, then of all before it */
    uint32_t *kept;
} filtering;

/* ---- Workers ---- */

static void free_workers(filtering *work) {
    for (unsigned i = 0; work->workers != NULL && i < work->n_workers; i++) {
        worker *w = &work->workers[i];
        ig_free(w->sieve.waiting);
        ig_free(w->sieve.picked);
        ig_free(w->truth);
        ig_free(w->places);
        ig_free(w->list);
        ig_free(w->outcomes);
        ig_free(w->waiting);
    }
    ig_free(work->workers);
    ig_frames_free(work->frames, work->n_workers);
}

static int init_worker(filtering *work, worker *w, ig_error *err) {
    const ig_predicate *predicate = &work->predicate;
    ig_memory *memory = work->context->memory;
    w->sieve.predicate = predicate;
    w->sieve.waiting = ig_alloc_array(memory, predicate->depth, IG_VECTOR_ROWS, err);
    if (w->sieve.waiting == NULL) {
        return -1;
    }
    w->sieve.picked = ig_alloc_array(memory, IG_VECTOR_ROWS, sizeof *w->sieve.picked, err);
    if (w->sieve.picked == NULL) {
        return -1;
    }
    w->truth = ig_alloc_array(memory, IG_VECTOR_ROWS, 1, err);
    if (w->truth == NULL) {
        return -1;
    }
    w->places = ig_alloc_array(memory, IG_VECTOR_ROWS, sizeof *w->places, err);
    if (w->places == NULL) {
        return -1;
    }
    w->list = ig_alloc_array(memory, IG_VECTOR_ROWS, sizeof *w->list, err);
    if (w->list == NULL) {
        return -1;
    }
    w->outcomes = ig_alloc_array(memory, predicate->n_conjuncts, 1, err);
    if (w->outcomes == NULL) {
        return -1;
    }
    w->waiting = ig_alloc_array(memory, predicate->depth, 1, err);
    return w->waiting == NULL ? -1 : 0;
}

static int init_workers(filtering *work, ig_error *err) {
    ig_memory *memory = work->context->memory;
    work->workers = ig_alloc_zero(memory, work->n_workers, sizeof *work->workers, err);
    if (work->workers == NULL) {
        return -1;
    }
    if (work->predicate.steps) {
        work->frames = ig_frames_new(memory, work->predicate.expression, work->n_workers, err);
        if (work->frames == NULL) {
            return -1;
        }
    }
    for (unsigned i = 0; i < work->n_workers; i++) {
        if (init_worker(work, &work->workers[i], err) != 0) {
            return -1;
        }
        work->workers[i].sieve.frame = work->frames == NULL ? NULL : &work->frames[i];
    }
    return 0;
}

/* ---- Marking ---- */

/* What is left of a vector: all of its rows, or those at `places`. */
typedef struct rest {
    ig_rows rows; /* what conjuncts read, from `from` on */
    size_t from, n;
    bool picked, tested;
} rest;

/* Picks out the rows whose bits are set. */
static void pick(worker *w, const uint64_t *bits, rest *left) {
    size_t n = 0;
    for (size_t word = 0; word * 64 < left->n; word++) {
        for (uint64_t some = bits[word]; some != 0; some &= some - 1) {
            size_t i = word * 64 + (size_t)__builtin_ctzll(some);
            w->places[n] = left->picked ? w->places[i] : (uint32_t)i;
            w->list[n] = (uint32_t)ig_row_at(left->rows, left->from + i);
            w->truth[n++] = w->truth[i];
        }
    }
    *left = (rest){.rows = {.list = w->list, .n = n}, .n = n, .picked = true, .tested = true};
}

/* Runs one conjunct. False when no row is left. */
static bool narrow(worker *w, uint32_t conjunct, bool last, rest *left) {
    const uint8_t *truth = ig_sieve_run(&w->sieve, conjunct, left->rows, left->from, left->n);
    if (left->tested) {
        ig_truth_and(w->truth, truth, left->n);
    } else {
        memcpy(w->truth, truth, left->n);
        left->tested = true;
    }
    if (last) {
        return true;
    }
    uint64_t bits[IG_VECTOR_ROWS / 64];
    size_t n = ig_truth_bits(w->truth, left->n, bits);
    if (n > 0 && n < left->n / FEW) {
        pick(w, bits, left);
    }
    return n > 0;
}

/* The error of the first row whose overflow nothing hides. */
static int check_overflow(const filtering *work, worker *w, const rest *left, size_t at,
                          ig_error *err) {
    for (size_t i = 0; i < left->n; i++) {
        if (w->truth[i] == IG_OVERFLOWED) {
            size_t row = at + (left->picked ? w->places[i] : i);
            const ig_vector *made = ig_evaluate(w->sieve.frame, work->rows, row, 1);
            return ig_evaluate_check(w->sieve.frame, made, work->rows, row, 1, err);
        }
    }
    return 0;
}

static size_t mark_places(const worker *w, const rest *left, uint64_t *marks) {
    size_t n = 0;
    for (size_t i = 0; i < left->n; i++) {
        bool on = w->truth[i] == IG_TRUE;
        marks[w->places[i] / 64] |= (uint64_t)on << (w->places[i] % 64);
        n += on;
    }
    return n;
}

static void mark_all(uint64_t *marks, size_t n) {
    memset(marks, 0xFF, n / 64 * sizeof *marks);
    if (n % 64 != 0) {
        marks[n / 64] = (UINT64_C(1) << (n % 64)) - 1;
    }
}

/* Marks the rows at … at + n − 1 that are true; they are of one block. */
static int mark_vector(filtering *work, worker *w, size_t at, size_t n, size_t *count,
                       ig_error *err) {
    const ig_predicate *predicate = &work->predicate;
    uint64_t *marks = work->marks + at / 64;
    rest left = {.rows = work->rows, .from = at, .n = n};
    for (uint32_t i = 0; i < predicate->n_conjuncts; i++) {
        bool last = i + 1 == predicate->n_conjuncts;
        if ((w->outcomes[i] & UNDECIDED) != 0 && !narrow(w, i, last, &left)) {
            return 0;
        }
    }
    if (!left.tested) {
        mark_all(marks, n);
        *count += n;
        return 0;
    }
    if (predicate->overflows && check_overflow(work, w, &left, at, err) != 0) {
        return -1;
    }
    *count += left.picked ? mark_places(w, &left, marks) : ig_truth_bits(w->truth, n, marks);
    return 0;
}

/* False when no row of the block can be kept. An overflow is hidden as well where nothing is true. */
static bool open_block(const filtering *work, worker *w, size_t block) {
    for (uint32_t i = 0; i < work->predicate.n_conjuncts; i++) {
        unsigned set = ig_predicate_outcomes(&work->predicate, i, block, w->waiting);
        w->outcomes[i] = (uint8_t)set;
        if ((set & IG_MAY_BE_TRUE) == 0) {
            return false;
        }
    }
    return true;
}

static int mark_morsel(void *context, size_t task, unsigned number, ig_error *err) {
    filtering *work = context;
    worker *w = &work->workers[number];
    ig_morsel morsel = ig_morsel_at(work->context, task, work->rows.n);
    size_t count = 0;
    memset(w->outcomes, UNDECIDED, work->predicate.n_conjuncts);
    for (size_t at = morsel.lo, stop; at < morsel.hi; at = stop) {
        stop = work->by_block ? (at / IG_STATS_ROWS + 1) * IG_STATS_ROWS : morsel.hi;
        stop = stop < morsel.hi ? stop : morsel.hi;
        if (work->by_block && !open_block(work, w, at / IG_STATS_ROWS)) {
            continue;
        }
        if (work->by_block && ig_evaluate_touch(work->context, work->predicate.expression, NULL, at,
                                                stop - at, err) != 0) {
            return -1;
        }
        for (size_t v = at; v < stop; v += IG_VECTOR_ROWS) {
            size_t n = stop - v < IG_VECTOR_ROWS ? stop - v : IG_VECTOR_ROWS;
            if (mark_vector(work, w, v, n, &count, err) != 0) {
                return -1;
            }
        }
    }
    work->counts[task] = count;
    return 0;
}

/* ---- Writing out ---- */

/* Writes the places of the set bits, counted from `at`. */
IG_CLONES static size_t write_bits(uint64_t bits, uint32_t at, uint32_t *out) {
    size_t n = 0;
    if (bits == UINT64_MAX) {
        for (uint32_t i = 0; i < 64; i++) {
            out[i] = at + i;
        }
        return 64;
    }
    for (; bits != 0; bits &= bits - 1) {
        out[n++] = at + (uint32_t)__builtin_ctzll(bits);
    }
    return n;
}

static int write_morsel(void *context, size_t task, unsigned number, ig_error *err) {
    (void)number;
    (void)err;
    filtering *work = context;
    ig_morsel morsel = ig_morsel_at(work->context, task, work->rows.n);
    size_t begin = work->counts[task], end = work->counts[task + 1];
    uint32_t *out = work->kept + begin;
    for (size_t at = morsel.lo; out < work->kept + end; at += 64) {
        out += write_bits(work->marks[at / 64], (uint32_t)at, out);
    }
    for (size_t i = begin; work->rows.list != NULL && i < end; i++) {
        work->kept[i] = work->rows.list[work->kept[i]];
    }
    return 0;
}

static int write_out(filtering *work, size_t n_morsels, size_t *n_kept, ig_error *err) {
    size_t total = 0;
    for (size_t i = 0; i <= n_morsels; i++) {
        size_t count = i < n_morsels ? work->counts[i] : 0;
        work->counts[i] = total;
        total += count;
    }
    *n_kept = total;
    work->kept = ig_alloc_array(work->context->memory, total, sizeof *work->kept, err);
    return work->kept == NULL
               ? -1
               : ig_pool_run(work->context->pool, n_morsels, write_morsel, work, err);
}

/* ---- The whole ---- */

static int fail_no_condition(const ig_expression *expression, ig_error *err) {
    ig_binder binder = {.to = (ig_expression *)expression, .tree = expression->tree};
    const ig_step *step = &expression->steps[expression->result];
    const ig_node *node = &expression->tree->nodes[step->node];
    char name[IG_OPERAND_TEXT];
    return ig_bind_fail(&binder, node->begin, err, "a condition expected, %s is %s",
                        ig_bind_name(&binder, step->node, name), ig_type_name(step->type));
}

static int filter(filtering *work, size_t *n_kept, ig_error *err) {
    const ig_context *context = work->context;
    size_t n_morsels = ig_morsels(context, work->rows.n);
    /* A table of one block is read sooner than its stats are made. */
    work->by_block = work->rows.list == NULL && work->rows.n > IG_STATS_ROWS;
    size_t n_touched = work->by_block ? 0 : work->rows.n;
    if (ig_evaluate_touch(context, work->predicate.expression, work->rows.list, 0, n_touched,
                          err) != 0) {
        return -1;
    }
    if (work->by_block && ig_predicate_learn(&work->predicate, context, err) != 0) {
        return -1;
    }
    work->marks =
        ig_alloc_zero(context->memory, ig_bitmap_words(work->rows.n), sizeof *work->marks, err);
    if (work->marks == NULL) {
        return -1;
    }
    work->counts = ig_alloc_array(context->memory, n_morsels + 1, sizeof *work->counts, err);
    if (work->counts == NULL || init_workers(work, err) != 0) {
        return -1;
    }
    if (ig_pool_run(context->pool, n_morsels, mark_morsel, work, err) != 0) {
        return -1;
    }
    return write_out(work, n_morsels, n_kept, err);
}

int ig_expression_filter(const ig_context *context, const ig_expression *expression,
                         const uint32_t *rows, size_t n_rows, uint32_t **kept, size_t *n_kept,
                         ig_error *err) {
    if (ig_expression_type(expression) != IG_BOOL) {
        return fail_no_condition(expression, err);
    }
    filtering work = {.context = context,
                      .rows = {.list = rows, .n = n_rows},
                      .n_workers = ig_pool_size(context->pool)};
    if (ig_predicate_init(&work.predicate, context->memory, expression, err) != 0) {
        return -1;
    }
    int failed = filter(&work, n_kept, err);
    if (failed == 0) {
        *kept = work.kept;
    } else {
        ig_free(work.kept);
    }
    free_workers(&work);
    ig_free(work.marks);
    ig_free(work.counts);
    ig_predicate_reset(&work.predicate);
    return failed;
}
