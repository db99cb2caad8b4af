/*
 * A bound formula as a column of its values. The rows are cut into morsels for the pool and each morsel
 * into vectors; a morsel writes only to its own part of the result, which makes the result the same
 * for any number of threads.
 */
#include "formula/expression.h"

#include "formula/evaluate.h"
#include "formula/result.h"

typedef struct evaluation {
    const ig_context *context;
    ig_frame *frames; /* one a worker */
    ig_rows rows;
    ig_result *result;
} evaluation;

void ig_expression_name_rows(ig_expression *expression, ig_row_name name, const void *context) {
    expression->row_name = name;
    expression->row_context = context;
}

/* ---- Columns ---- */

static int column_morsel(void *context, size_t task, unsigned worker, ig_error *err) {
    const evaluation *work = context;
    ig_frame *frame = &work->frames[worker];
    ig_morsel morsel = ig_morsel_at(work->context, task, work->rows.n);
    for (size_t at = morsel.lo; at < morsel.hi; at += IG_VECTOR_ROWS) {
        size_t n = morsel.hi - at < IG_VECTOR_ROWS ? morsel.hi - at : IG_VECTOR_ROWS;
        const ig_vector *made = ig_evaluate(frame, work->rows, at, n);
        if (ig_evaluate_check(frame, made, work->rows, at, n, err) != 0) {
            return -1;
        }
        ig_result_store(work->result, task, made, at, n);
    }
    return 0;
}

/* The width of the integers in some vectors, spread over the rows: seldom less than all rows need. */
static unsigned guess_width(const evaluation *work) {
    enum { VECTORS = 16 };
    const ig_expression *expression = work->frames[0].expression;
    ig_type type = ig_expression_type(expression);
    int64_t least = 0, most = 0;
    size_t apart = work->rows.n / VECTORS / IG_VECTOR_ROWS * IG_VECTOR_ROWS + IG_VECTOR_ROWS;
    for (size_t at = 0; at < work->rows.n && (type == IG_DECIMAL || type == IG_MONTH);
         at += apart) {
        size_t left = work->rows.n - at, n = left < IG_VECTOR_ROWS ? left : IG_VECTOR_ROWS;
        ig_result_bounds(ig_evaluate(&work->frames[0], work->rows, at, n), n, &least, &most);
    }
    return ig_result_width(expression, least, most);
}

/* Evaluates all rows at a width that is guessed, and where the guess was wrong once more. */
static ig_column *make_column(const ig_context *context, const ig_expression *expression,
                              ig_rows rows, ig_error *err) {
    ig_result result = {0};
    evaluation work = {.context = context, .rows = rows, .result = &result};
    unsigned n_workers = ig_pool_size(context->pool);
    ig_column *column = NULL;
    work.frames = ig_frames_new(context->memory, expression, n_workers, err);
    if (work.frames == NULL) {
        return NULL;
    }
    unsigned width = guess_width(&work);
    do {
        ig_result_reset(&result);
        if (ig_result_init(&result, context, expression, rows.n, width, err) != 0 ||
            ig_pool_run(context->pool, result.n_parts, column_morsel, &work, err) != 0) {
            goto done;
        }
        width = ig_result_needs(&result);
    } while (width != result.width);
    column = ig_result_finish(&result, err);
done:
    ig_frames_free(work.frames, n_workers);
    ig_result_reset(&result);
    return column;
}

ig_column *ig_expression_column(const ig_context *context, const ig_expression *expression,
                                const uint32_t *rows, size_t n_rows, ig_error *err) {
    if (ig_evaluate_touch(context, expression, rows, 0, n_rows, err) != 0) {
        return NULL;
    }
    /* A bare column needs no evaluation. */
    const ig_column *plain = ig_step_plain(expression);
    if (plain != NULL && rows != NULL) {
        return ig_column_take(context, plain, rows, n_rows, err);
    }
    if (plain != NULL && n_rows == plain->n_rows) {
        return ig_column_retain((ig_column *)plain);
    }
    return make_column(context, expression, (ig_rows){.list = rows, .n = n_rows}, err);
}
