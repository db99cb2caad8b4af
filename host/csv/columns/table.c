/*
 * All columns are typed and their words given values first, each by one worker; then they are built one
 * after the other, each by all workers, so that beside the stretches never more than one column is held
 * that still has its own. Few rows are not worth that: then each worker builds columns of its own.
 */
#include "csv/columns/table.h"

#include "csv/columns/detected.h"
#include "csv/columns/doubt.h"
#include "csv/columns/draft.h"
#include "csv/columns/own.h"
#include "csv/columns/rejects.h"
#include "csv/columns/warnings.h"

typedef struct job {
    const ig_context *context;
    ig_csv_plan plan;
    ig_csv_draft *drafts; /* owned, one a column of the plan */
    ig_csv_type *types;   /* owned: theirs */
    ig_csv_doubt *doubts; /* owned: theirs */
    ig_column **columns;  /* owned: theirs, the constants, file, line */
    size_t n_columns;
} job;

static int decide_column(void *context, size_t task, unsigned worker, ig_error *err) {
    (void)worker;
    job *j = context;
    ig_csv_draft *draft = &j->drafts[task];
    if (ig_csv_draft_init(draft, j->context, &j->plan, &j->plan.columns[task], err) != 0 ||
        ig_csv_draft_decide(draft, err) != 0) {
        return -1;
    }
    j->types[task] = draft->type;
    return ig_csv_doubt_find(draft, &j->doubts[task], err);
}

static int value_column(void *context, size_t task, unsigned worker, ig_error *err) {
    (void)worker;
    job *j = context;
    return ig_csv_draft_value(&j->drafts[task], err);
}

static int build_column(void *context, size_t task, unsigned worker, ig_error *err) {
    (void)worker;
    job *j = context;
    size_t n = j->plan.n_columns;
    const ig_csv_spec *spec = j->plan.spec;
    ig_column **column = &j->columns[task];
    if (task < n) {
        *column = ig_csv_draft_build(&j->drafts[task], err);
        ig_csv_draft_reset(&j->drafts[task]);
    } else if (task < n + spec->n_constants) {
        *column = ig_csv_own_constant(j->context, &j->plan, spec->constants[task - n].value, err);
    } else if (task + 1 < j->n_columns) {
        *column = ig_csv_own_files(j->context, &j->plan, err);
    } else {
        *column = ig_csv_own_lines(j->context, &j->plan, err);
    }
    return *column == NULL ? -1 : 0;
}

static int build_columns(job *j, ig_error *err) {
    if (j->plan.n_tasks <= 1) {
        return ig_csv_tasks_run(j->context, j->n_columns, build_column, j, err);
    }
    for (size_t i = 0; i < j->n_columns; i++) {
        if (build_column(j, i, 0, err) != 0) {
            return -1;
        }
    }
    return 0;
}

static const char *column_name(const job *j, size_t i) {
    size_t n = j->plan.n_columns;
    if (i < n) {
        return j->plan.columns[i].name;
    }
    if (i < n + j->plan.spec->n_constants) {
        return j->plan.spec->constants[i - n].name;
    }
    return i + 1 < j->n_columns ? "file" : "line";
}

/* Moves the columns into the table. */
static int add_columns(job *j, ig_table *table, ig_error *err) {
    for (size_t i = 0; i < j->n_columns; i++) {
        ig_column *column = j->columns[i];
        j->columns[i] = NULL;
        if (ig_table_add(table, column_name(j, i), column, err) != 0) {
            return -1;
        }
    }
    return 0;
}

static ig_table *assemble(job *j, ig_error *err) {
    ig_table *table = ig_table_new(j->context->memory, j->plan.n_rows, err);
    if (table == NULL) {
        return NULL;
    }
    if (add_columns(j, table, err) != 0 ||
        ig_csv_rejects_table(j->context, &j->plan, &table->rejects, err) != 0 ||
        ig_csv_warnings_table(j->context->memory, &j->plan, j->types, j->doubts, &table->warnings,
                              err) != 0 ||
        ig_csv_detected_table(j->context->memory, &j->plan, &table->detected, err) != 0) {
        ig_table_release(table);
        return NULL;
    }
    return table;
}

static int open_job(job *j, ig_error *err) {
    ig_memory *memory = j->context->memory;
    size_t n = j->plan.n_columns;
    j->n_columns = n + j->plan.spec->n_constants + 2;
    j->drafts = ig_alloc_zero(memory, n, sizeof j->drafts[0], err);
    j->types = ig_alloc_zero(memory, n, sizeof j->types[0], err);
    j->doubts = ig_alloc_zero(memory, n, sizeof j->doubts[0], err);
    j->columns = ig_alloc_zero(memory, j->n_columns, sizeof(ig_column *), err);
    return j->drafts == NULL || j->types == NULL || j->doubts == NULL || j->columns == NULL ? -1
                                                                                            : 0;
}

static ig_table *run(job *j, ig_error *err) {
    if (open_job(j, err) != 0) {
        return NULL;
    }
    size_t n = j->plan.n_columns;
    if (ig_csv_tasks_run(j->context, n, decide_column, j, err) != 0 ||
        ig_csv_tasks_run(j->context, n, value_column, j, err) != 0 || build_columns(j, err) != 0) {
        return NULL;
    }
    return assemble(j, err);
}

static void close_job(job *j) {
    for (size_t i = 0; j->drafts != NULL && i < j->plan.n_columns; i++) {
        ig_csv_draft_reset(&j->drafts[i]);
    }
    for (size_t i = 0; j->columns != NULL && i < j->n_columns; i++) {
        ig_column_release(j->columns[i]);
    }
    for (size_t i = 0; j->doubts != NULL && i < j->plan.n_columns; i++) {
        ig_buffer_reset(&j->doubts[i].text);
    }
    ig_free(j->drafts);
    ig_free(j->doubts);
    ig_free(j->types);
    ig_free(j->columns);
    ig_csv_plan_reset(&j->plan);
}

ig_table *ig_csv_table_make(const ig_context *context, const ig_csv_spec *spec, ig_csv_part *parts,
                            size_t n_parts, ig_error *err) {
    job j = {.context = context};
    ig_table *table = NULL;
    if (ig_csv_plan_init(&j.plan, context->memory, spec, parts, n_parts, err) != 0) {
        return NULL;
    }
    if (spec->on_error != IG_CSV_STOP || ig_csv_rejects_refuse(&j.plan, err) == 0) {
        table = run(&j, err);
    }
    close_job(&j);
    return table;
}
