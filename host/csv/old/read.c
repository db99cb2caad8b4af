/*
 * Three steps: every file is read and split, one task a file; the headers make a plan; every column
 * is typed and built, one task a column. Results are kept by the number of their task, so the table
 * is the same for any number of threads.
 */
#include "csv/read.h"

#include "csv/old/columns.h"
#include "csv/spec/spec.h"
#include "csv/old/warnings.h"

#include <stdio.h>

typedef struct job {
    const ig_context *context;
    const ig_csv_spec *spec;
    const char *const *paths;
    size_t block_bytes;
    ig_old_part *parts; /* one a path */
    ig_old_plan plan;
    ig_old_built *built; /* the plan's columns, the constants, file, line */
    size_t n_built;
} job;

static int read_part(void *context, size_t task, unsigned worker, ig_error *err) {
    (void)worker;
    job *j = context;
    return ig_old_part_read(&j->parts[task], j->context, j->spec, j->paths[task], task,
                            j->block_bytes, err);
}

static const char *built_name(const job *j, size_t i) {
    size_t n = j->plan.n_columns;
    if (i < n) {
        return j->plan.columns[i].name;
    }
    if (i < n + j->spec->n_constants) {
        return j->spec->constants[i - n].name;
    }
    return i + 1 < j->n_built ? "file" : "line";
}

/* The cells that a column was built from are those of no other, and are as large as the file. */
static void drop_cells(job *j, const ig_old_plan_column *column) {
    for (size_t i = 0; i < column->n_pieces; i++) {
        ig_old_cells_reset(&j->parts[column->pieces[i].part].cells[column->pieces[i].heading]);
    }
}

static int build_column(void *context, size_t task, unsigned worker, ig_error *err) {
    (void)worker;
    job *j = context;
    size_t n = j->plan.n_columns;
    ig_old_built *built = &j->built[task];
    if (task < n) {
        if (ig_old_column_build(built, j->context->memory, &j->plan, task, err) != 0) {
            return -1;
        }
        drop_cells(j, &j->plan.columns[task]);
        return 0;
    }
    if (task < n + j->spec->n_constants) {
        built->column = ig_old_column_repeat(j->context, j->spec->constants[task - n].value,
                                             j->plan.n_rows, err);
    } else if (task + 1 < j->n_built) {
        built->column = ig_old_column_files(j->context->memory, &j->plan, err);
    } else {
        built->column = ig_old_column_lines(j->context->memory, &j->plan, err);
    }
    return built->column == NULL ? -1 : 0;
}

static int list_rejects(const job *j, ig_table *table, ig_error *err) {
    size_t n_parts = j->plan.n_parts;
    size_t n = n_parts + j->plan.n_columns;
    ig_old_rejects_source *sources = ig_alloc_array(j->context->memory, n, sizeof *sources, err);
    if (sources == NULL) {
        return -1;
    }
    for (size_t i = 0; i < n; i++) {
        sources[i] = i < n_parts ? (ig_old_rejects_source){&j->parts[i].rejects, NULL}
                                 : (ig_old_rejects_source){&j->built[i - n_parts].rejects,
                                                           built_name(j, i - n_parts)};
    }
    int status =
        ig_old_rejects_table(j->context->memory, sources, n, j->paths, &table->rejects, err);
    ig_free(sources);
    return status;
}

/* Moves the columns into the table. */
static int add_columns(job *j, ig_table *table, ig_error *err) {
    for (size_t i = 0; i < j->n_built; i++) {
        ig_column *column = j->built[i].column;
        j->built[i].column = NULL;
        if (ig_table_add(table, built_name(j, i), column, err) != 0) {
            return -1;
        }
    }
    return 0;
}

static ig_table *assemble(job *j, ig_error *err) {
    ig_table *table = ig_table_new(j->context->memory, j->plan.n_rows, err);
    int status = table == NULL ? -1 : add_columns(j, table, err);
    if (status == 0) {
        status = list_rejects(j, table, err);
    }
    if (status == 0) {
        status =
            ig_old_warnings_table(j->context->memory, &j->plan, j->built, &table->warnings, err);
    }
    if (status != 0) {
        ig_table_release(table);
        return NULL;
    }
    return table;
}

static void tell(const job *j, size_t n_paths) {
    char what[IG_CSV_SHOWN_PATH + 32];
    char shown[IG_CSV_SHOWN_PATH];
    if (n_paths == 1) {
        snprintf(what, sizeof what, "reading %s",
                 ig_csv_text_show(shown, sizeof shown, j->paths[0], strlen(j->paths[0])));
    } else {
        snprintf(what, sizeof what, "reading %zu files", n_paths);
    }
    ig_pool_doing(j->context->pool, what);
}

static ig_table *run(job *j, size_t n_paths, ig_error *err) {
    ig_pool *pool = j->context->pool;
    tell(j, n_paths);
    j->parts = ig_alloc_zero(j->context->memory, n_paths, sizeof j->parts[0], err);
    if (j->parts == NULL || ig_pool_run(pool, n_paths, read_part, j, err) != 0 ||
        ig_old_plan_init(&j->plan, j->context->memory, j->spec, j->parts, n_paths, err) != 0) {
        return NULL;
    }
    j->plan.pool = pool;
    size_t n = j->plan.n_columns + j->spec->n_constants + 2;
    j->built = ig_alloc_zero(j->context->memory, n, sizeof j->built[0], err);
    if (j->built == NULL) {
        return NULL;
    }
    j->n_built = n;
    return ig_pool_run(pool, n, build_column, j, err) == 0 ? assemble(j, err) : NULL;
}

ig_table *ig_csv_read_blocks(const ig_context *context, const ig_csv_spec *spec,
                             const char *const *paths, size_t n_paths, size_t block_bytes,
                             ig_error *err) {
    if (n_paths == 0) {
        ig_fail(err, IG_ERROR_USAGE, "no file to read");
        return NULL;
    }
    if (ig_csv_spec_check(spec, err) != 0) {
        return NULL;
    }
    job j = {.context = context, .spec = spec, .paths = paths, .block_bytes = block_bytes};
    ig_table *table = run(&j, n_paths, err);
    for (size_t i = 0; i < j.n_built; i++) {
        ig_old_built_reset(&j.built[i]);
    }
    ig_free(j.built);
    ig_old_plan_reset(&j.plan);
    for (size_t i = 0; j.parts != NULL && i < n_paths; i++) {
        ig_old_part_reset(&j.parts[i]);
    }
    ig_free(j.parts);
    return table;
}

ig_table *ig_csv_read(const ig_context *context, const ig_csv_spec *spec, const char *const *paths,
                      size_t n_paths, ig_error *err) {
    return ig_csv_read_blocks(context, spec, paths, n_paths, IG_CSV_BLOCK_BYTES, err);
}
