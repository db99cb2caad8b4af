/* Each is filled lot by lot: a file's code and a chunk's lines are the same arithmetic for all its
   rows. */
#include "csv/columns/own.h"

#include "csv/columns/copy.h"
#include "csv/columns/draft.h"

typedef struct filling {
    const ig_context *context;
    const ig_csv_plan *plan;
    ig_column *column;
    const uint32_t *codes; /* by part: of files alone */
} filling;

static int fill_files(void *context, size_t task, unsigned worker, ig_error *err) {
    (void)worker;
    const filling *f = context;
    const ig_csv_plan *plan = f->plan;
    size_t end = plan->tasks[task + 1];
    for (size_t lot = plan->tasks[task]; lot < end; lot++) {
        if (ig_pool_check_at(f->context->pool, lot, err) != 0) {
            return -1;
        }
        size_t row = plan->lots[lot].row;
        size_t n = ig_csv_plan_chunk(plan, lot)->n_rows;
        uint32_t code = f->codes[plan->lots[lot].part];
        if (code == 0) {
            continue; /* as every row has it already */
        }
        if (f->column->width == 1) {
            memset((uint8_t *)f->column->values + row, (int)code, n);
            continue;
        }
        for (size_t i = row; i < row + n; i++) {
            ig_csv_int_put(f->column->values, f->column->width, i, code);
        }
    }
    return 0;
}

/* The codes of all parts with rows. A path may be there twice. */
static int code_files(const ig_csv_plan *plan, ig_dict *dict, uint32_t *codes, ig_error *err) {
    for (size_t lot = 0; lot < plan->n_lots; lot++) {
        uint32_t part = plan->lots[lot].part;
        const char *path = plan->parts[part].path;
        if ((lot == 0 || plan->lots[lot - 1].part != part) &&
            ig_dict_add(dict, path, strlen(path), &codes[part], err) != 0) {
            return -1;
        }
    }
    return 0;
}

/* A column of these texts, each row the first. */
static ig_column *text_column(const ig_context *context, size_t n_rows, ig_dict *dict,
                              ig_error *err) {
    ig_column *column =
        ig_column_new(context->memory, IG_TEXT, 0, ig_dict_width(ig_dict_size(dict)), n_rows, err);
    if (column != NULL) {
        column->dict = ig_dict_retain(dict);
    }
    return column;
}

ig_column *ig_csv_own_files(const ig_context *context, const ig_csv_plan *plan, ig_error *err) {
    filling f = {.context = context, .plan = plan};
    ig_dict *dict = ig_dict_new(context->memory, err);
    uint32_t *codes = ig_alloc_zero(context->memory, plan->n_parts, sizeof codes[0], err);
    if (dict != NULL && codes != NULL && code_files(plan, dict, codes, err) == 0) {
        f.codes = codes;
        f.column = text_column(context, plan->n_rows, dict, err);
    }
    ig_dict_release(dict);
    if (f.column != NULL && ig_csv_tasks_run(context, plan->n_tasks, fill_files, &f, err) != 0) {
        ig_column_release(f.column);
        f.column = NULL;
    }
    ig_free(codes);
    return f.column;
}

static int fill_lines(void *context, size_t task, unsigned worker, ig_error *err) {
    (void)worker;
    const filling *f = context;
    const ig_csv_plan *plan = f->plan;
    for (size_t lot = plan->tasks[task]; lot < plan->tasks[task + 1]; lot++) {
        if (ig_pool_check_at(f->context->pool, lot, err) != 0) {
            return -1;
        }
        const ig_csv_chunk *chunk = ig_csv_plan_chunk(plan, lot);
        char *to = (char *)f->column->values + plan->lots[lot].row * f->column->width;
        ig_csv_copy_lines(to, f->column->width, chunk->first_line, chunk->lines, chunk->n_rows);
    }
    return 0;
}

static uint64_t last_line(const ig_csv_plan *plan) {
    uint64_t last = 0;
    for (size_t lot = 0; lot < plan->n_lots; lot++) {
        const ig_csv_chunk *chunk = ig_csv_plan_chunk(plan, lot);
        uint64_t line = ig_csv_chunk_line(chunk, chunk->n_rows - 1);
        last = line > last ? line : last;
    }
    return last;
}

ig_column *ig_csv_own_lines(const ig_context *context, const ig_csv_plan *plan, ig_error *err) {
    filling f = {.context = context, .plan = plan};
    f.column = ig_csv_column_open(context->memory, IG_DECIMAL, 0,
                                  ig_int_width(0, (int64_t)last_line(plan)), plan->n_rows, err);
    if (f.column != NULL && ig_csv_tasks_run(context, plan->n_tasks, fill_lines, &f, err) != 0) {
        ig_column_release(f.column);
        return NULL;
    }
    return f.column;
}

/* All rows missing. */
static int clear_all(ig_column *column, ig_error *err) {
    if (column->n_rows == 0) {
        return 0;
    }
    column->validity = ig_alloc_zero(column->memory, ig_bitmap_words(column->n_rows),
                                     sizeof column->validity[0], err);
    column->n_missing = column->n_rows;
    return column->validity == NULL ? -1 : 0;
}

ig_column *ig_csv_own_constant(const ig_context *context, const ig_csv_plan *plan,
                               const char *value, ig_error *err) {
    uint32_t code = 0; /* of the one text, as every row has it already */
    size_t size_bytes = strlen(value);
    bool listed = size_bytes > 0 && plan->n_rows > 0;
    ig_dict *dict = ig_dict_new(context->memory, err);
    ig_column *column = NULL;
    if (dict != NULL && (!listed || ig_dict_add(dict, value, size_bytes, &code, err) == 0)) {
        column = text_column(context, plan->n_rows, dict, err);
    }
    ig_dict_release(dict);
    if (column != NULL && size_bytes == 0 && clear_all(column, err) != 0) {
        ig_column_release(column);
        return NULL;
    }
    return column;
}
