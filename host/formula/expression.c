/*
 * The two uses of a bound formula: a column of its values, and the rows where it is true. Both cut the
 * rows into chunks for the pool and each chunk into vectors; a chunk writes only to its own part of
 * the result, which makes the result the same for any number of threads.
 */
#include "formula/expression.h"

#include "formula/binder.h"
#include "formula/evaluate.h"
#include "formula/result.h"

#include <string.h>

typedef struct evaluation {
    ig_frame *frames; /* one a worker */
    ig_rows rows;
    ig_result *result; /* of a column */
    uint32_t *kept;    /* of a filter: rows.n, each chunk from its own start */
    size_t *n_kept;    /* of each chunk */
} evaluation;

static size_t count_chunks(size_t n_rows) {
    return n_rows / IG_CHUNK_ROWS + (n_rows % IG_CHUNK_ROWS != 0);
}

static size_t least(size_t a, size_t b) {
    return a < b ? a : b;
}

void ig_expression_name_rows(ig_expression *expression, ig_row_name name, const void *context) {
    expression->row_name = name;
    expression->row_context = context;
}

/* ---- Columns ---- */

static int column_chunk(void *context, size_t task, unsigned worker, ig_error *err) {
    const evaluation *work = context;
    ig_frame *frame = &work->frames[worker];
    size_t end = least((task + 1) * IG_CHUNK_ROWS, work->rows.n);
    for (size_t at = task * IG_CHUNK_ROWS; at < end; at += IG_VECTOR_ROWS) {
        size_t n = least(end - at, IG_VECTOR_ROWS);
        const ig_vector *made = ig_evaluate(frame, work->rows, at, n);
        if (ig_evaluate_check(frame, made, work->rows, at, n, err) != 0) {
            return -1;
        }
        ig_result_store(work->result, made, at, n);
    }
    return 0;
}

ig_column *ig_expression_column(const ig_context *context, const ig_expression *expression,
                                const uint32_t *rows, size_t n_rows, ig_error *err) {
    /* A bare column needs no evaluation. */
    const ig_column *plain = ig_step_plain(expression);
    if (plain != NULL && rows != NULL) {
        return ig_column_take(context, plain, rows, n_rows, err);
    }
    if (plain != NULL && n_rows == plain->n_rows) {
        return ig_column_retain((ig_column *)plain);
    }
    ig_result result;
    evaluation work = {.rows = {.list = rows, .n = n_rows}, .result = &result};
    unsigned n_workers = ig_pool_size(context->pool);
    ig_column *column = NULL;
    if (ig_result_init(&result, context->memory, expression, n_rows, err) != 0) {
        return NULL;
    }
    work.frames = ig_frames_new(context->memory, expression, n_workers, err);
    if (work.frames != NULL &&
        ig_pool_run(context->pool, count_chunks(n_rows), column_chunk, &work, err) == 0) {
        column = ig_result_finish(context, &result, err);
    }
    ig_frames_free(work.frames, n_workers);
    ig_result_reset(&result);
    return column;
}

/* ---- Filters ---- */

/* Appends the rows where the vector is true, without a branch on the data. */
static size_t keep_rows(const ig_vector *made, ig_rows rows, size_t at, size_t n, uint32_t *kept) {
    const uint8_t *holds = made->data;
    size_t count = 0;
    for (size_t i = 0; i < n; i++) {
        kept[count] = (uint32_t)ig_row_at(rows, at + i);
        count += holds[ig_at(made, i)] & (ig_state_at(made, i) == 0);
    }
    return count;
}

static int filter_chunk(void *context, size_t task, unsigned worker, ig_error *err) {
    const evaluation *work = context;
    ig_frame *frame = &work->frames[worker];
    size_t begin = task * IG_CHUNK_ROWS, end = least(begin + IG_CHUNK_ROWS, work->rows.n);
    size_t count = 0;
    for (size_t at = begin; at < end; at += IG_VECTOR_ROWS) {
        size_t n = least(end - at, IG_VECTOR_ROWS);
        const ig_vector *made = ig_evaluate(frame, work->rows, at, n);
        if (ig_evaluate_check(frame, made, work->rows, at, n, err) != 0) {
            return -1;
        }
        count += keep_rows(made, work->rows, at, n, work->kept + begin + count);
    }
    work->n_kept[task] = count;
    return 0;
}

/* Moves the chunks' rows together and gives back what is left over. */
static int pack(ig_memory *memory, evaluation *work, uint32_t **kept, size_t *n_kept,
                ig_error *err) {
    size_t total = 0;
    for (size_t i = 0; i < count_chunks(work->rows.n); i++) {
        memmove(work->kept + total, work->kept + i * IG_CHUNK_ROWS,
                work->n_kept[i] * sizeof *work->kept);
        total += work->n_kept[i];
    }
    uint32_t *fitted = ig_realloc_array(memory, work->kept, total, sizeof *fitted, err);
    if (fitted == NULL) {
        return -1;
    }
    work->kept = NULL;
    *kept = fitted;
    *n_kept = total;
    return 0;
}

static int fail_no_condition(const ig_expression *expression, ig_error *err) {
    ig_binder binder = {.to = (ig_expression *)expression, .tree = expression->tree};
    const ig_step *step = &expression->steps[expression->result];
    const ig_node *node = &expression->tree->nodes[step->node];
    char name[IG_OPERAND_TEXT];
    return ig_bind_fail(&binder, node->begin, err, "a condition expected, %s is %s",
                        ig_bind_name(&binder, step->node, name), ig_type_name(step->type));
}

int ig_expression_filter(const ig_context *context, const ig_expression *expression,
                         const uint32_t *rows, size_t n_rows, uint32_t **kept, size_t *n_kept,
                         ig_error *err) {
    if (ig_expression_type(expression) != IG_BOOL) {
        return fail_no_condition(expression, err);
    }
    evaluation work = {.rows = {.list = rows, .n = n_rows}};
    ig_memory *memory = context->memory;
    unsigned n_workers = ig_pool_size(context->pool);
    size_t n_chunks = count_chunks(n_rows);
    int failed = -1;
    work.kept = ig_alloc_array(memory, n_rows, sizeof *work.kept, err);
    if (work.kept == NULL) {
        goto done;
    }
    work.n_kept = ig_alloc_zero(memory, n_chunks, sizeof *work.n_kept, err);
    if (work.n_kept == NULL) {
        goto done;
    }
    work.frames = ig_frames_new(memory, expression, n_workers, err);
    if (work.frames == NULL ||
        ig_pool_run(context->pool, n_chunks, filter_chunk, &work, err) != 0) {
        goto done;
    }
    failed = pack(memory, &work, kept, n_kept, err);
done:
    ig_frames_free(work.frames, n_workers);
    ig_free(work.n_kept);
    ig_free(work.kept);
    return failed;
}
