/*
 * Concatenation. The result is cut into tasks by its own rows; a task reads the pieces that lie in
 * its stretch, a vector at a time. Integers are written at a width that surely fits and narrowed
 * afterwards, if they turn out smaller.
 */
#include "query/combine/concat.h"

#include "query/combine/recode.h"
#include "table/decimal.h"
#include "table/narrow.h"

#include <string.h>

/* What a task found out. */
typedef struct found {
    int64_t min, max;
    size_t n_missing;
    bool has_reason; /* one other than IG_EMPTY */
} found;

typedef struct concat {
    const ig_context *context;
    const char *name;
    const ig_piece *pieces;
    size_t n_pieces;
    uint32_t **codes; /* owned, each owned or NULL: of a piece's texts in the joint dictionary */
    ig_column *to;    /* one reference */
    found *tasks;     /* owned */
} concat;

typedef union vector {
    int64_t ints[IG_VECTOR_ROWS];
    double reals[IG_VECTOR_ROWS];
} vector;

/* Brings loaded integers to the result's terms. Returns the index of a value that does not fit, or
   n. */
static size_t convert_ints(const concat *c, size_t piece, size_t n, int64_t *ints,
                           const uint8_t *present) {
    const ig_column *from = c->pieces[piece].view.column;
    const uint32_t *codes = c->codes[piece];
    if (codes != NULL)
        for (size_t i = 0; i < n; i++)
            ints[i] = present[i] ? codes[ints[i]] : 0;
    if (from->scale != c->to->scale)
        for (size_t i = 0; i < n; i++)
            if (!ig_decimal_rescale(ints[i], from->scale, c->to->scale, &ints[i]))
                return i;
    return n;
}

static void load_reals(const concat *c, const ig_column *from, ig_block block, double *reals) {
    int64_t ints[IG_VECTOR_ROWS];
    (void)c;
    if (from->type == IG_REAL) {
        ig_load_reals(from, block, reals);
        return;
    }
    ig_load_ints(from, block, ints);
    for (size_t i = 0; i < block.n; i++)
        reals[i] = ig_decimal_real(ints[i], from->scale);
}

static void store_ints(ig_column *to, size_t at, size_t n, const int64_t *ints) {
    switch (to->width) {
    case 0:
        for (size_t i = 0; i < n; i++)
            ig_bit_put(to->values, at + i, ints[i] != 0);
        return;
    case 1:
        for (size_t i = 0; i < n; i++)
            ((uint8_t *)to->values)[at + i] = (uint8_t)ints[i];
        return;
    case 2:
        for (size_t i = 0; i < n; i++)
            ((uint16_t *)to->values)[at + i] = (uint16_t)ints[i];
        return;
    case 4:
        for (size_t i = 0; i < n; i++)
            ((uint32_t *)to->values)[at + i] = (uint32_t)ints[i];
        return;
    default: memcpy((int64_t *)to->values + at, ints, n * sizeof *ints); return;
    }
}

static void store_presence(const concat *c, const ig_column *from, ig_block block, size_t at,
                           const uint8_t *present, found *task) {
    for (size_t i = 0; i < block.n; i++) {
        task->n_missing += !present[i];
        ig_bit_put(c->to->validity, at + i, present[i]);
    }
    if (c->to->reasons == NULL)
        return;
    for (size_t i = 0; i < block.n; i++) {
        size_t row = block.index != NULL ? block.index[i] : block.start + i;
        uint8_t own = from->reasons != NULL ? from->reasons[row] : IG_EMPTY;
        c->to->reasons[at + i] = present[i] ? IG_PRESENT : own;
        task->has_reason |= !present[i] && own > IG_EMPTY;
    }
}

static int fail_fit(const concat *c, size_t row, ig_error *err) {
    char type[IG_TYPE_TEXT];
    return ig_fail(err, IG_ERROR_DATA, "column '%s': the value of row %zu does not fit %s", c->name,
                   row + 1, ig_type_print(type, c->to->type, c->to->scale));
}

/* Values `from` … of a piece as values `at` … of the result; n fit a vector. */
static int copy_vector(const concat *c, size_t piece, size_t from, size_t at, size_t n, found *task,
                       ig_error *err) {
    const ig_column *column = c->pieces[piece].view.column;
    ig_block block = ig_view_block(c->pieces[piece].view, from, n);
    uint8_t present[IG_VECTOR_ROWS];
    vector v;
    if (column->validity != NULL)
        ig_load_present(column, block, present);
    else
        memset(present, 1, n);
    if (c->to->type == IG_REAL) {
        load_reals(c, column, block, v.reals);
        for (size_t i = 0; i < n; i++)
            ((double *)c->to->values)[at + i] = present[i] ? v.reals[i] : 0.0;
    } else {
        ig_load_ints(column, block, v.ints);
        size_t bad = convert_ints(c, piece, n, v.ints, present);
        if (bad < n)
            return fail_fit(c, at + bad, err);
        for (size_t i = 0; i < n; i++) {
            task->min = v.ints[i] < task->min ? v.ints[i] : task->min;
            task->max = v.ints[i] > task->max ? v.ints[i] : task->max;
        }
        store_ints(c->to, at, n, v.ints);
    }
    if (c->to->validity != NULL)
        store_presence(c, column, block, at, present, task);
    return 0;
}

/* The first piece from `piece` on, which begins at *start, that reaches past a row of the result;
   sets where it begins. */
static size_t piece_at(const concat *c, size_t row, size_t piece, size_t *start) {
    while (*start + c->pieces[piece].n_rows <= row)
        *start += c->pieces[piece++].n_rows;
    return piece;
}

static int copy_morsel(void *context, size_t task, unsigned worker, ig_error *err) {
    (void)worker;
    concat *c = context;
    ig_morsel rows = ig_morsel_at(c->context, task, c->to->n_rows);
    found result = {0};
    size_t start = 0, piece = piece_at(c, rows.lo, 0, &start);
    for (size_t at = rows.lo; at < rows.hi;) {
        size_t end = ig_least(start + c->pieces[piece].n_rows, rows.hi);
        size_t n = ig_least(IG_VECTOR_ROWS, end - at);
        if (c->pieces[piece].view.column == NULL)
            result.n_missing += n;
        else if (copy_vector(c, piece, at - start, at, n, &result, err) != 0)
            return -1;
        at += n;
        if (at < rows.hi)
            piece = piece_at(c, at, piece, &start);
    }
    c->tasks[task] = result;
    return 0;
}

/* ---- dictionaries ---- */

static const ig_dict *first_dict(const concat *c) {
    for (size_t i = 0; i < c->n_pieces; i++)
        if (c->pieces[i].view.column != NULL)
            return c->pieces[i].view.column->dict;
    return NULL;
}

/* Whether every text in use was found. */
static bool all_found(const uint32_t *codes, const uint64_t *used, uint32_t n) {
    for (uint32_t code = 0; code < n; code++)
        if (ig_bit_get(used, code) && codes[code] == IG_NO_CODE)
            return false;
    return true;
}

/* Finds the texts of a piece in `into`, or adds those it lacks when `add` is the same dictionary. */
static int code_piece(const concat *c, size_t i, const ig_dict *into, ig_dict *add, bool *complete,
                      ig_error *err) {
    ig_view view = c->pieces[i].view;
    int rc = 0;
    uint64_t *used = NULL;
    ig_free(c->codes[i]);
    c->codes[i] = ig_recode_find(c->context, view, c->pieces[i].n_rows, into, err);
    if (c->codes[i] == NULL)
        return -1;
    used = ig_recode_used(c->context->memory, view, c->pieces[i].n_rows, err);
    if (used == NULL)
        return -1;
    if (add != NULL)
        rc = ig_recode_add(c->codes[i], used, view, add, err);
    else
        *complete = all_found(c->codes[i], used, ig_dict_size(view.column->dict));
    ig_free(used);
    return rc;
}

/* The joint dictionary, in to->dict, and the pieces' codes in it. The first one serves where it has
   all texts; it is shared and cannot grow. */
static int join_dicts(concat *c, ig_error *err) {
    const ig_dict *first = first_dict(c);
    bool complete = true;
    for (size_t i = 0; complete && i < c->n_pieces; i++) {
        const ig_column *column = c->pieces[i].view.column;
        if (column != NULL && column->dict != first &&
            code_piece(c, i, first, NULL, &complete, err) != 0)
            return -1;
    }
    if (complete) {
        c->to->dict = ig_dict_retain((ig_dict *)first);
        return 0;
    }
    c->to->dict = ig_dict_new(c->context->memory, err);
    if (c->to->dict == NULL)
        return -1;
    for (size_t i = 0; i < c->n_pieces; i++)
        if (c->pieces[i].view.column != NULL &&
            code_piece(c, i, c->to->dict, c->to->dict, &complete, err) != 0)
            return -1;
    return 0;
}

/* ---- the whole ---- */

/* Bytes that any value of the result fits; codes are narrowed when the dictionary is known. */
static unsigned safe_width(const concat *c, const ig_likeness *like) {
    unsigned width = like->type == IG_MONTH ? 2 : 1;
    if (like->type == IG_BOOL)
        return 0;
    if (like->type == IG_REAL || like->type == IG_TEXT)
        return like->type == IG_REAL ? sizeof(double) : sizeof(uint32_t);
    for (size_t i = 0; i < c->n_pieces; i++) {
        const ig_column *column = c->pieces[i].view.column;
        if (column != NULL && column->scale != like->scale)
            return sizeof(int64_t);
        if (column != NULL && column->width > width)
            width = column->width;
    }
    return width;
}

static int add_maps(concat *c, ig_error *err) {
    bool partial = false, reasons = false;
    for (size_t i = 0; i < c->n_pieces; i++) {
        const ig_column *column = c->pieces[i].view.column;
        partial |= c->pieces[i].n_rows > 0 && (column == NULL || column->validity != NULL);
        reasons |= column != NULL && column->reasons != NULL;
    }
    if (partial) {
        c->to->validity = ig_alloc_zero(c->context->memory, ig_bitmap_words(c->to->n_rows),
                                        sizeof(uint64_t), err);
        if (c->to->validity == NULL)
            return -1;
    }
    if (!partial || !reasons)
        return 0;
    c->to->reasons = ig_alloc_array(c->context->memory, c->to->n_rows, 1, err);
    if (c->to->reasons == NULL)
        return -1;
    memset(c->to->reasons, IG_EMPTY, c->to->n_rows); /* of pieces without a column */
    return 0;
}

/* Codes have room for every text of their dictionary, used or not. */
static unsigned least_width(const ig_column *column, int64_t min, int64_t max) {
    if (column->type == IG_TEXT) {
        uint32_t n = ig_dict_size(column->dict);
        return n <= UINT8_MAX + 1 ? 1 : n <= UINT16_MAX + 1 ? 2 : 4;
    }
    unsigned width = ig_int_width(min, max);
    return column->type == IG_MONTH && width < 2 ? 2 : width;
}

/* Draws the tasks together: count of missing rows, maps that are not needed, width. */
static int settle(concat *c, ig_error *err) {
    ig_column *to = c->to;
    found whole = {0};
    for (size_t i = 0; i < ig_morsels(c->context, to->n_rows); i++) {
        whole.min = c->tasks[i].min < whole.min ? c->tasks[i].min : whole.min;
        whole.max = c->tasks[i].max > whole.max ? c->tasks[i].max : whole.max;
        whole.n_missing += c->tasks[i].n_missing;
        whole.has_reason |= c->tasks[i].has_reason;
    }
    to->n_missing = whole.n_missing;
    if (whole.n_missing == 0) {
        ig_free(to->validity);
        to->validity = NULL;
    }
    if (!whole.has_reason) {
        ig_free(to->reasons);
        to->reasons = NULL;
    }
    if (to->type == IG_REAL || to->type == IG_BOOL)
        return 0;
    return ig_column_narrow(c->context, to, least_width(to, whole.min, whole.max), err);
}

/* The header the values came under, where all pieces have the same. */
static const char *shared_source(const concat *c) {
    const char *source = NULL;
    for (size_t i = 0; i < c->n_pieces; i++) {
        const ig_column *column = c->pieces[i].view.column;
        if (column == NULL)
            continue;
        if (column->source == NULL || (source != NULL && strcmp(source, column->source) != 0))
            return NULL;
        source = column->source;
    }
    return source;
}

static int make_column(concat *c, const ig_likeness *like, size_t n_rows, ig_error *err) {
    c->to = ig_column_new(c->context->memory, like->type, like->scale, safe_width(c, like), n_rows,
                          err);
    if (c->to == NULL || ig_column_set_unit(c->to, like->unit, err) != 0 ||
        ig_column_set_source(c->to, shared_source(c), err) != 0 || add_maps(c, err) != 0)
        return -1;
    return like->type == IG_TEXT ? join_dicts(c, err) : 0;
}

static int run(concat *c, const ig_likeness *like, size_t n_rows, ig_error *err) {
    size_t n_tasks = ig_morsels(c->context, n_rows);
    c->codes = ig_alloc_zero(c->context->memory, c->n_pieces, sizeof *c->codes, err);
    if (c->codes == NULL)
        return -1;
    c->tasks = ig_alloc_zero(c->context->memory, n_tasks, sizeof *c->tasks, err);
    if (c->tasks == NULL || make_column(c, like, n_rows, err) != 0 ||
        ig_pool_run(c->context->pool, n_tasks, copy_morsel, c, err) != 0)
        return -1;
    return settle(c, err);
}

ig_column *ig_concat(const ig_context *context, const char *name, const ig_piece *pieces, size_t n,
                     ig_error *err) {
    concat c = {.context = context, .name = name, .pieces = pieces, .n_pieces = n};
    ig_likeness like;
    bool widened;
    size_t n_rows = 0;
    if (ig_concat_like(name, pieces, n, &like, &widened, err) != 0)
        return NULL;
    for (size_t i = 0; i < n; i++)
        n_rows += pieces[i].n_rows;
    int rc = run(&c, &like, n_rows, err);
    for (size_t i = 0; c.codes != NULL && i < n; i++)
        ig_free(c.codes[i]);
    ig_free(c.codes);
    ig_free(c.tasks);
    if (rc == 0)
        return c.to;
    ig_column_release(c.to);
    return NULL;
}
