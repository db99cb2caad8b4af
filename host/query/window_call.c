/*
 * One call of a window function. Its argument is read once into the order of the window; then each
 * group is a run of places that a kernel walks from first to last, writing results where their rows
 * are. A state byte a row, an ig_reason, says whether it is present and, where the argument knows,
 * why not.
 */
#include "query/vector/fold.h"
#include "query/vector/result.h"
#include "query/window.h"

#include <math.h>
#include <string.h>

typedef struct call_job {
    ig_windowing *w;
    const ig_window *call;
    const ig_column *argument; /* NULL for those of none */
    size_t periods;
    bool real;           /* results are doubles */
    int64_t *ints;       /* owned: the argument in window order, unless it is real */
    double *reals;       /* owned: the same, where it is */
    uint8_t *reasons;    /* owned: of the argument, in window order */
    int64_t *int_cells;  /* owned: results by row */
    double *real_cells;  /* owned */
    uint8_t *cell_state; /* owned: an ig_reason a row */
} call_job;

/* One group: places lo … hi − 1. Those from `end` on miss their period. */
typedef struct run {
    size_t lo, hi, end;
} run;

/* ---- Errors ---- */

typedef int (*complaint)(const ig_windowing *w, uint32_t row, ig_buffer *out, ig_error *err);

static int complain_of_sum(const ig_windowing *w, uint32_t row, ig_buffer *out, ig_error *err) {
    if (ig_buffer_printf(out, err, "a sum of ") != 0 ||
        ig_windowing_print_group(w, row, out, err) != 0)
        return -1;
    return ig_buffer_printf(out, err, " does not fit 64 bits");
}

static int complain_of_two(const ig_windowing *w, uint32_t row, ig_buffer *out, ig_error *err) {
    const char *period = w->node->orders[0].name;
    size_t field = ig_table_find(w->table, period, strlen(period));
    if (ig_buffer_printf(out, err, "two rows of %s = ", period) != 0 ||
        ig_table_print_cell(w->table, field, row, out, err) != 0)
        return -1;
    if (w->node->keys.n == 0)
        return 0;
    return ig_buffer_printf(out, err, " in ") == 0 ? ig_windowing_print_group(w, row, out, err)
                                                   : -1;
}

/* An error of the data at a place: "<call>: <complaint>". */
static int fail_at(const call_job *job, size_t place, complaint print, ig_error *err) {
    ig_buffer text;
    ig_buffer_init(&text, job->w->context->memory);
    const char *printed = NULL;
    if (print(job->w, job->w->order[place], &text, err) == 0)
        printed = ig_buffer_text(&text, err);
    if (printed != NULL)
        ig_fail(err, IG_ERROR_DATA, "%s: %s", job->call->text, printed);
    ig_buffer_reset(&text);
    return -1;
}

/* ---- Cells ---- */

static inline void put_int(const call_job *job, size_t place, int64_t value) {
    job->int_cells[job->w->order[place]] = value;
}

/* A real that is not finite is missing, as everywhere. */
static inline void put_real(const call_job *job, size_t place, double value) {
    uint32_t row = job->w->order[place];
    job->real_cells[row] = isfinite(value) ? value : 0.0;
    job->cell_state[row] = (uint8_t)(isfinite(value) ? IG_PRESENT : IG_EMPTY);
}

static inline void put_missing(const call_job *job, size_t place, ig_reason reason) {
    job->cell_state[job->w->order[place]] = (uint8_t)reason;
}

/* The argument's cell at one place, shown at another. */
static inline void copy_cell(const call_job *job, size_t from, size_t to) {
    if (job->reasons[from] != IG_PRESENT)
        put_missing(job, to, (ig_reason)job->reasons[from]);
    else if (job->real)
        put_real(job, to, job->reals[from]);
    else
        put_int(job, to, job->ints[from]);
}

/* Periods a < b apart; right for any two. */
static inline uint64_t apart(int64_t a, int64_t b) {
    return (uint64_t)b - (uint64_t)a;
}

/* ---- Kernels: 0, or -1 with `err` filled ---- */

static int number_rows(const call_job *job, run group, ig_error *err) {
    (void)err;
    for (size_t i = group.lo; i < group.hi; i++)
        put_int(job, i, (int64_t)(i - group.lo) + 1);
    return 0;
}

/* A row whose first sort value is missing has no rank; such rows come last. */
static int rank_rows(const call_job *job, run group, ig_error *err) {
    (void)err;
    bool dense = job->call->kind == IG_WINDOW_DENSE_RANK;
    const ig_column *sorted = ig_windowing_sorted(job->w);
    int64_t rank = 0;
    for (size_t i = group.lo; i < group.hi; i++) {
        if (job->w->fresh[i])
            rank = dense ? rank + 1 : (int64_t)(i - group.lo) + 1;
        if (ig_column_present(sorted, job->w->order[i]))
            put_int(job, i, rank);
        else
            put_missing(job, i, IG_EMPTY);
    }
    return 0;
}

static int sum_ints(const call_job *job, run group, ig_error *err) {
    ig_i128 sum = 0;
    for (size_t i = group.lo; i < group.hi; i++) {
        if (job->reasons[i] != IG_PRESENT) {
            put_missing(job, i, (ig_reason)job->reasons[i]);
            continue;
        }
        sum += job->ints[i];
        if (sum < INT64_MIN || sum > INT64_MAX)
            return fail_at(job, i, complain_of_sum, err);
        put_int(job, i, (int64_t)sum);
    }
    return 0;
}

static int sum_reals(const call_job *job, run group, ig_error *err) {
    (void)err;
    ig_real_sum sum = {0};
    for (size_t i = group.lo; i < group.hi; i++) {
        if (job->reasons[i] != IG_PRESENT) {
            put_missing(job, i, (ig_reason)job->reasons[i]);
            continue;
        }
        ig_real_sum_add(&sum, NULL, &job->reals[i], 1);
        put_real(job, i, ig_real_sum_value(&sum));
    }
    return 0;
}

/* The cell of a period without a row: 0 where gaps are zero and the table has such periods. */
static void put_gap(const call_job *job, size_t place, bool within) {
    bool number = job->argument->type == IG_DECIMAL || job->argument->type == IG_REAL;
    if (!job->w->node->zero_gaps || !within || !number)
        put_missing(job, place, IG_EMPTY);
    else if (job->real)
        put_real(job, place, 0.0);
    else
        put_int(job, place, 0);
}

static int lag_rows(const call_job *job, run group, ig_error *err) {
    (void)err;
    const int64_t *at = job->w->periods;
    for (size_t i = group.lo, j = group.lo; i < group.end; i++) {
        while (apart(at[j], at[i]) > job->periods)
            j++;
        if (apart(at[j], at[i]) == job->periods)
            copy_cell(job, j, i);
        else
            put_gap(job, i, apart(job->w->first, at[i]) >= job->periods);
    }
    return 0;
}

static int lead_rows(const call_job *job, run group, ig_error *err) {
    (void)err;
    const int64_t *at = job->w->periods;
    for (size_t i = group.lo, j = group.lo; i < group.end; i++) {
        while (j < group.end && (j < i || apart(at[i], at[j]) < job->periods))
            j++;
        if (j < group.end && apart(at[i], at[j]) == job->periods)
            copy_cell(job, j, i);
        else
            put_gap(job, i, apart(at[i], job->w->last) >= job->periods);
    }
    return 0;
}

/* What a window of periods lo … hi holds. */
typedef struct frame {
    size_t lo, hi;
    size_t n_missing;
    ig_i128 sum; /* of the present ones, unless they are real */
} frame;

/* The gravest of the reasons in a frame: what an operator on them would give. */
static ig_reason gravest(const call_job *job, frame f) {
    bool rejected = false;
    for (size_t i = f.lo; i <= f.hi; i++) {
        if (job->reasons[i] == IG_SUPPRESSED)
            return IG_SUPPRESSED;
        rejected |= job->reasons[i] == IG_REJECTED;
    }
    return rejected ? IG_REJECTED : IG_EMPTY;
}

/* Reals are added anew for each frame: taking away what was added would not give back its bits. */
static double frame_real(const call_job *job, frame f) {
    ig_real_sum sum = {0};
    ig_real_sum_add(&sum, NULL, job->reals + f.lo, f.hi - f.lo + 1);
    return ig_real_sum_value(&sum);
}

static int put_frame(const call_job *job, frame f, ig_error *err) {
    const ig_windowing *w = job->w;
    bool mean = job->call->kind == IG_WINDOW_MOVING_MEAN;
    bool whole = f.hi - f.lo + 1 == job->periods ||
                 (w->node->zero_gaps && apart(w->first, w->periods[f.hi]) >= job->periods - 1);
    if (!whole || f.n_missing > 0) {
        put_missing(job, f.hi, gravest(job, f));
    } else if (job->reals != NULL) {
        put_real(job, f.hi, mean ? frame_real(job, f) / (double)job->periods : frame_real(job, f));
    } else if (mean) {
        put_real(job, f.hi, ig_decimal_mean(f.sum, (uint32_t)job->periods, job->argument->scale));
    } else if (f.sum < INT64_MIN || f.sum > INT64_MAX) {
        return fail_at(job, f.hi, complain_of_sum, err);
    } else {
        put_int(job, f.hi, (int64_t)f.sum);
    }
    return 0;
}

static int move_frame(const call_job *job, run group, ig_error *err) {
    const int64_t *at = job->w->periods;
    frame f = {.lo = group.lo};
    for (f.hi = group.lo; f.hi < group.end; f.hi++) {
        f.n_missing += job->reasons[f.hi] != IG_PRESENT;
        f.sum += job->ints != NULL ? job->ints[f.hi] : 0; /* a missing one is 0 */
        for (; apart(at[f.lo], at[f.hi]) >= job->periods; f.lo++) {
            f.n_missing -= job->reasons[f.lo] != IG_PRESENT;
            f.sum -= job->ints != NULL ? job->ints[f.lo] : 0;
        }
        if (put_frame(job, f, err) != 0)
            return -1;
    }
    return 0;
}

/* ---- Groups ---- */

typedef int (*kernel)(const call_job *job, run group, ig_error *err);

static kernel kernel_of(const call_job *job) {
    switch (job->call->kind) {
    case IG_WINDOW_ROW_NUMBER: return number_rows;
    case IG_WINDOW_RANK:
    case IG_WINDOW_DENSE_RANK: return rank_rows;
    case IG_WINDOW_CUMULATIVE_SUM: return job->reals != NULL ? sum_reals : sum_ints;
    case IG_WINDOW_MOVING_SUM:
    case IG_WINDOW_MOVING_MEAN: return move_frame;
    case IG_WINDOW_LAG: return lag_rows;
    case IG_WINDOW_LEAD: return lead_rows;
    }
    return NULL;
}

/* Cuts off the rows of no period, which have no neighbours either, and holds each period to one row. */
static int check_periods(const call_job *job, run *group, ig_error *err) {
    const ig_windowing *w = job->w;
    const ig_column *column = ig_windowing_sorted(w);
    while (group->end > group->lo && !ig_column_present(column, w->order[group->end - 1]))
        put_missing(job, --group->end, IG_EMPTY);
    for (size_t i = group->lo + 1; i < group->end; i++)
        if (w->periods[i] == w->periods[i - 1])
            return fail_at(job, i, complain_of_two, err);
    return 0;
}

static int run_groups(void *context, size_t task, unsigned worker, ig_error *err) {
    (void)worker;
    const call_job *job = context;
    const ig_windowing *w = job->w;
    kernel walk = kernel_of(job);
    bool calendar = job->call->periods != NULL;
    for (size_t g = w->cuts[task]; g < w->cuts[task + 1]; g++) {
        run group = {w->starts[g], w->starts[g + 1], w->starts[g + 1]};
        if ((calendar && check_periods(job, &group, err) != 0) || walk(job, group, err) != 0)
            return -1;
    }
    return 0;
}

/* ---- Reading and results ---- */

static void read_reasons(const ig_column *column, ig_block block, uint8_t *reasons) {
    if (column->validity == NULL)
        return;
    ig_load_present(column, block, reasons);
    for (size_t i = 0; i < block.n; i++)
        reasons[i] = (uint8_t)(reasons[i] ? IG_PRESENT : IG_EMPTY);
    for (size_t i = 0; column->reasons != NULL && i < block.n; i++) {
        uint8_t known = column->reasons[block.index != NULL ? block.index[i] : block.start + i];
        if (reasons[i] != IG_PRESENT && known > IG_EMPTY)
            reasons[i] = known;
    }
}

static int read_morsel(void *context, size_t task, unsigned worker, ig_error *err) {
    (void)worker, (void)err;
    const call_job *job = context;
    const ig_windowing *w = job->w;
    ig_view view = {job->argument, w->order};
    ig_morsel places = ig_morsel_at(w->context, task, w->table->n_rows);
    for (size_t at = places.lo; at < places.hi; at += IG_VECTOR_ROWS) {
        ig_block block = ig_view_block(view, at, ig_least(IG_VECTOR_ROWS, places.hi - at));
        if (job->reals != NULL)
            ig_load_reals(view.column, block, job->reals + at);
        else
            ig_load_ints(view.column, block, job->ints + at);
        read_reasons(view.column, block, job->reasons + at);
    }
    return 0;
}

static int read_argument(call_job *job, ig_error *err) {
    const ig_context *context = job->w->context;
    size_t n = job->w->table->n_rows;
    if (job->argument == NULL)
        return 0;
    job->reasons = ig_alloc_zero(context->memory, n, 1, err);
    if (job->reasons == NULL)
        return -1;
    if (job->argument->type == IG_REAL)
        job->reals = ig_alloc_array(context->memory, n, sizeof *job->reals, err);
    else
        job->ints = ig_alloc_array(context->memory, n, sizeof *job->ints, err);
    if (job->reals == NULL && job->ints == NULL)
        return -1;
    return ig_pool_run(context->pool, ig_morsels(context, n), read_morsel, job, err);
}

static int make_cells(call_job *job, ig_error *err) {
    ig_memory *memory = job->w->context->memory;
    size_t n = job->w->table->n_rows;
    job->cell_state = ig_alloc_zero(memory, n, 1, err);
    if (job->cell_state == NULL)
        return -1;
    if (job->real)
        job->real_cells = ig_alloc_zero(memory, n, sizeof *job->real_cells, err);
    else
        job->int_cells = ig_alloc_zero(memory, n, sizeof *job->int_cells, err);
    return job->real_cells != NULL || job->int_cells != NULL ? 0 : -1;
}

static ig_likeness likeness(const call_job *job) {
    const ig_column *argument = job->argument;
    if (argument == NULL)
        return (ig_likeness){.type = IG_DECIMAL};
    if (job->call->kind == IG_WINDOW_MOVING_MEAN)
        return (ig_likeness){.type = IG_REAL, .unit = argument->unit};
    return (ig_likeness){argument->type, argument->scale, argument->dict, argument->unit};
}

/* The states as validity and reasons of a column that has none; takes them over. */
static int mark_states(call_job *job, ig_column *column, ig_error *err) {
    bool has_reasons = false;
    for (size_t i = 0; i < column->n_rows; i++) {
        column->n_missing += job->cell_state[i] != IG_PRESENT;
        has_reasons |= job->cell_state[i] > IG_EMPTY;
    }
    if (column->n_missing == 0)
        return 0;
    column->validity = ig_alloc_zero(job->w->context->memory, ig_bitmap_words(column->n_rows),
                                     sizeof(uint64_t), err);
    if (column->validity == NULL)
        return -1;
    for (size_t i = 0; i < column->n_rows; i++)
        if (job->cell_state[i] == IG_PRESENT)
            ig_bit_put(column->validity, i, true);
    if (has_reasons) {
        column->reasons = job->cell_state;
        job->cell_state = NULL; /* moved */
    }
    return 0;
}

static ig_column *make_result(call_job *job, ig_error *err) {
    ig_memory *memory = job->w->context->memory;
    size_t n = job->w->table->n_rows;
    ig_likeness like = likeness(job);
    ig_column *column = job->real ? ig_result_reals(memory, &like, job->real_cells, NULL, n, err)
                                  : ig_result_ints(memory, &like, job->int_cells, NULL, n, err);
    if (column != NULL && mark_states(job, column, err) != 0) {
        ig_column_release(column);
        return NULL;
    }
    return column;
}

static int prepare(call_job *job, ig_error *err) {
    ig_window_kind kind = job->call->kind;
    if ((kind == IG_WINDOW_RANK || kind == IG_WINDOW_DENSE_RANK) &&
        ig_windowing_mark_ties(job->w, err) != 0)
        return -1;
    if (job->call->periods != NULL && ig_windowing_read_periods(job->w, err) != 0)
        return -1;
    return read_argument(job, err) == 0 ? make_cells(job, err) : -1;
}

ig_column *ig_window_column(ig_windowing *w, const ig_window *call, const ig_column *argument,
                            int64_t periods, ig_error *err) {
    call_job job = {.w = w, .call = call, .argument = argument, .periods = (size_t)periods};
    job.real =
        call->kind == IG_WINDOW_MOVING_MEAN || (argument != NULL && argument->type == IG_REAL);
    ig_column *column = NULL;
    if (prepare(&job, err) == 0 &&
        ig_pool_run(w->context->pool, w->n_tasks, run_groups, &job, err) == 0)
        column = make_result(&job, err);
    ig_free(job.ints);
    ig_free(job.reals);
    ig_free(job.reasons);
    ig_free(job.int_cells);
    ig_free(job.real_cells);
    ig_free(job.cell_state);
    return column;
}
