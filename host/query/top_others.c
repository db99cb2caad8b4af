/*
 * The verb top with one more row (a group) for what was left out. It stands on the aggregate itself,
 * not on the verbs between, and on the aggregate's source as its second input: so it can run the verbs
 * between twice, over the groups and over the rows made anew, and knows at each of the best rows which
 * group it was. Those verbs keep every row; only sort moves them.
 */
#include "query/top.h"

#include "query/combine/concat.h"
#include "table/builder.h"

#include <stdio.h>
#include <string.h>

typedef struct others {
    ig_memory *memory;      /* borrowed */
    char *label;            /* owned */
    ig_query *above;        /* one reference: the last verb before the top */
    const ig_query **chain; /* owned: the verbs over the aggregate, lowest first; kept by `above` */
    size_t n_chain;
    bool *held; /* owned: which of the aggregate's keys the top stays within */
} others;

static void free_others(void *own) {
    others *o = own;
    ig_free(o->label);
    ig_free(o->chain);
    ig_free(o->held);
    ig_query_release(o->above);
    ig_free(o);
}

/* ---- Making the node ---- */

static const ig_verb verb_top_others;

static bool keeps_rows(const ig_query *node) {
    return node->verb == &ig_verb_derive || node->verb == &ig_verb_select ||
           node->verb == &ig_verb_rename || node->verb == &ig_verb_sort;
}

/* The aggregate below, and how many verbs lie between; NULL when there is none, or more than that. */
static ig_query *find_aggregate(ig_query *query, size_t *n_between, ig_error *err) {
    *n_between = 0;
    for (; keeps_rows(query); query = query->input)
        ++*n_between;
    if (query->verb == &ig_verb_aggregate)
        return query;
    ig_fail(
        err, IG_ERROR_USAGE,
        "top: others wants an aggregate below, with nothing but derive, select, rename and sort "
        "between; it meets %s",
        query->input == NULL ? "the table itself" : query->verb->name);
    return NULL;
}

/* The name a column of the chain's result has below it, or NULL when it is derived on the way. */
static const char *name_below(const others *o, const char *name) {
    for (size_t i = o->n_chain; name != NULL && i > 0; i--) {
        const ig_query *node = o->chain[i - 1];
        size_t at = node->verb == &ig_verb_rename ? ig_names_find(&node->keys, name) : SIZE_MAX;
        if (at != SIZE_MAX)
            name = ((const ig_names *)node->own)->items[at];
        else if (node->verb == &ig_verb_derive && ig_query_term(node, name) != SIZE_MAX)
            name = NULL;
    }
    return name;
}

static int fill_others(others *o, const ig_query *node, const ig_query *aggregate, size_t n_between,
                       const char *label, ig_error *err) {
    o->label = ig_strdup(o->memory, label, err);
    if (o->label == NULL)
        return -1;
    o->chain = ig_alloc_array(o->memory, n_between, sizeof(const ig_query *), err);
    if (o->chain == NULL)
        return -1;
    o->n_chain = n_between;
    const ig_query *verb = node->input;
    for (size_t i = n_between; i > 0; i--, verb = verb->input)
        o->chain[i - 1] = verb;
    o->held = ig_alloc_zero(o->memory, aggregate->keys.n, sizeof *o->held, err);
    if (o->held == NULL)
        return -1;
    for (size_t i = 0; i < node->keys.n; i++) {
        const char *name = name_below(o, node->keys.items[i]);
        size_t key = name != NULL ? ig_names_find(&aggregate->keys, name) : SIZE_MAX;
        if (key != SIZE_MAX)
            o->held[key] = true;
    }
    return 0;
}

/* Moves the node from the chain's end down to the aggregate and its source. */
static int stand_on_aggregate(ig_query *node, const char *label, ig_error *err) {
    size_t n_between;
    ig_query *aggregate = find_aggregate(node->input, &n_between, err);
    if (aggregate == NULL)
        return -1;
    others *o = ig_alloc_zero(node->memory, 1, sizeof *o, err);
    if (o == NULL)
        return -1;
    o->memory = node->memory;
    node->own = o;
    if (fill_others(o, node, aggregate, n_between, label, err) != 0)
        return -1;
    o->above = node->input; /* moved */
    node->input = ig_query_retain(aggregate);
    node->other = ig_query_retain(aggregate->input);
    return 0;
}

ig_query *ig_top_with_others(ig_query *query, const ig_top *top, ig_error *err) {
    ig_query *node = ig_node_new(&verb_top_others, query->memory, query, NULL, err);
    if (node == NULL)
        return NULL;
    int rc = ig_top_keep(node, top, err);
    if (rc == 0)
        rc = stand_on_aggregate(node, top->others, err);
    return ig_node_finish(node, rc, err);
}

/* ---- The groups, through the verbs between ---- */

typedef struct others_job {
    ig_stage *stage;
    const ig_query *node;
    const others *own;
    ig_table *reduced; /* one reference: the aggregate's result */
    uint32_t *origins; /* owned, or NULL: the group that each row of the stage's table was */
    ig_groups within;  /* of the stage's rows */
    uint32_t *best;    /* owned: positions */
    size_t n_best;
    uint32_t *rests; /* owned: of each group of `within` the number of its row of others, or none */
    uint32_t *examples; /* owned: for each such row a position that was left out */
    size_t n_rests;
} others_job;

static ig_memory *memory_of(const others_job *job) {
    return job->stage->context->memory;
}

/* When a verb copies rows out, the new table's rows are the old one's at `rows`. */
static int follow(others_job *job, const uint32_t *rows, ig_error *err) {
    size_t n = job->stage->n_rows;
    uint32_t *origins = ig_alloc_array(memory_of(job), n, sizeof *origins, err);
    if (origins == NULL)
        return -1;
    for (size_t i = 0; i < n; i++)
        origins[i] = job->origins != NULL ? job->origins[rows[i]] : rows[i];
    ig_free(job->origins);
    job->origins = origins;
    return 0;
}

static int run_verb(others_job *job, const ig_query *verb, ig_error *err) {
    ig_stage *stage = job->stage;
    uint32_t *rows = NULL;
    if (stage->rows != NULL) {
        rows = ig_alloc_array(memory_of(job), stage->n_rows, sizeof *rows, err);
        if (rows == NULL)
            return -1;
        memcpy(rows, stage->rows, stage->n_rows * sizeof *rows);
    }
    int rc = verb->verb->step(stage, verb, NULL, err);
    if (rc == 0 && rows != NULL && stage->rows == NULL)
        rc = follow(job, rows, err);
    ig_free(rows);
    return rc;
}

static int run_chain(others_job *job, ig_error *err) {
    for (size_t i = 0; i < job->own->n_chain; i++)
        if (run_verb(job, job->own->chain[i], err) != 0)
            return -1;
    return 0;
}

static uint32_t group_at(const others_job *job, size_t position) {
    size_t row = job->stage->rows != NULL ? job->stage->rows[position] : position;
    return job->origins != NULL ? job->origins[row] : (uint32_t)row;
}

static uint32_t within_at(const others_job *job, size_t position) {
    return job->within.ids != NULL ? job->within.ids[position] : 0;
}

static int find_best(others_job *job, ig_error *err) {
    if (ig_top_group(job->stage, &job->node->keys, &job->within, err) != 0)
        return -1;
    job->best = ig_top_best(job->stage, job->node, &job->within, &job->n_best, err);
    return job->best != NULL ? 0 : -1;
}

/* Numbers the rows of others in order of their groups; fills `marks` with them, one a group of the
   aggregate, none for those among the best. */
static int mark_groups(others_job *job, uint32_t *marks, ig_error *err) {
    size_t n = job->stage->n_rows, n_within = job->within.n_groups;
    job->rests = ig_alloc_array(memory_of(job), n_within, sizeof *job->rests, err);
    if (job->rests == NULL)
        return -1;
    job->examples = ig_alloc_array(memory_of(job), n_within, sizeof *job->examples, err);
    if (job->examples == NULL)
        return -1;
    for (size_t i = 0; i < n; i++)
        marks[group_at(job, i)] = 0;
    for (size_t i = 0; i < job->n_best; i++)
        marks[group_at(job, job->best[i])] = IG_NO_ROW;
    for (size_t w = 0; w < n_within; w++)
        job->rests[w] = IG_NO_ROW;
    for (size_t i = n; i > 0; i--) /* backwards: the first that was left out stays */
        if (marks[group_at(job, i - 1)] != IG_NO_ROW)
            job->rests[within_at(job, i - 1)] = (uint32_t)(i - 1);
    for (size_t w = 0; w < n_within; w++) {
        if (job->rests[w] == IG_NO_ROW)
            continue;
        job->examples[job->n_rests] = job->rests[w];
        job->rests[w] = (uint32_t)job->n_rests++;
    }
    for (size_t i = 0; i < n; i++)
        if (marks[group_at(job, i)] != IG_NO_ROW)
            marks[group_at(job, i)] = job->rests[within_at(job, i)];
    return 0;
}

/* ---- The rows left out, aggregated anew ---- */

static void need_source(const ig_query *aggregate, ig_need *need) {
    ig_need_names(need, &aggregate->keys);
    for (size_t i = 0; i < aggregate->n_terms; i++)
        ig_need_term(need, &aggregate->terms[i]);
}

/* The source's rows with the columns that the aggregate reads, and the group of each. */
static int group_source(const others_job *job, ig_stage *source, ig_groups *groups, ig_error *err) {
    const ig_query *aggregate = job->node->input;
    ig_need need = {.names = &aggregate->input->names};
    need.flags = ig_alloc_zero(memory_of(job), need.names->n, sizeof *need.flags, err);
    if (need.flags == NULL)
        return -1;
    need_source(aggregate, &need);
    int rc = ig_need_take(&need, source, err);
    ig_free(need.flags);
    return rc == 0 ? ig_top_group(source, &aggregate->keys, groups, err) : -1;
}

static ig_column *label_column(const others_job *job, ig_error *err) {
    const char *label = job->own->label;
    ig_builder *builder = ig_builder_new(memory_of(job), IG_TEXT, 0, job->n_rests, err);
    if (builder == NULL)
        return NULL;
    for (size_t i = 0; i < job->n_rests; i++) {
        if (ig_builder_text(builder, label, strlen(label), err) != 0) {
            ig_builder_free(builder);
            return NULL;
        }
    }
    return ig_builder_finish(builder, err);
}

static bool has_label(const others *o, size_t key, const ig_column *column) {
    return !o->held[key] && column->type == IG_TEXT;
}

/* A value of the same text would make two rows of one name, or one that hides a group left out. */
static int check_label(const others_job *job, ig_error *err) {
    const char *label = job->own->label;
    const ig_names *keys = &job->node->input->keys;
    for (size_t key = 0; key < keys->n; key++) {
        const ig_column *column = job->reduced->fields[key].column;
        uint32_t code;
        if (!has_label(job->own, key, column) ||
            !ig_dict_find(column->dict, label, strlen(label), &code))
            continue;
        for (size_t i = 0; i < column->n_rows; i++)
            if (ig_column_present(column, i) && ig_column_code(column, i) == code)
                return ig_fail(err, IG_ERROR_USAGE,
                               "top: others: '%s' is a value of column '%s' too; choose another "
                               "label",
                               label, keys->items[key]);
    }
    return 0;
}

/* The keys of the rows of others: their group's, the label, or nothing. */
static ig_column *key_column(const others_job *job, size_t key, ig_error *err) {
    const ig_column *column = job->reduced->fields[key].column;
    if (has_label(job->own, key, column))
        return label_column(job, err);
    uint32_t *rows = ig_alloc_array(memory_of(job), job->n_rests, sizeof *rows, err);
    if (rows == NULL)
        return NULL;
    for (size_t i = 0; i < job->n_rests; i++)
        rows[i] = job->own->held[key] ? group_at(job, job->examples[i]) : IG_NO_ROW;
    ig_column *made = ig_column_take_or_miss(job->stage->context, column, rows, job->n_rests, err);
    ig_free(rows);
    return made;
}

static ig_table *key_table(const others_job *job, ig_error *err) {
    const ig_names *names = &job->node->input->keys;
    ig_table *table = ig_table_new(memory_of(job), job->n_rests, err);
    for (size_t i = 0; table != NULL && i < names->n; i++) {
        ig_column *column = key_column(job, i, err);
        if (column == NULL || ig_table_add(table, names->items[i], column, err) != 0) {
            ig_table_release(table);
            return NULL;
        }
    }
    return table;
}

/* Turns the marks of groups into marks of the source's rows. */
static uint32_t *mark_rows(const others_job *job, const ig_groups *groups, const uint32_t *marks,
                           ig_error *err) {
    uint32_t *rows = ig_alloc_array(memory_of(job), groups->n_rows, sizeof *rows, err);
    for (size_t i = 0; rows != NULL && i < groups->n_rows; i++)
        rows[i] = marks[groups->ids != NULL ? groups->ids[i] : 0];
    return rows;
}

static ig_table *aggregate_rest(const others_job *job, const uint32_t *marks, ig_error *err) {
    ig_stage *source = job->stage->other;
    ig_groups groups = {0};
    ig_table *result = NULL, *keys = NULL;
    uint32_t *rows = NULL;
    if (group_source(job, source, &groups, err) == 0)
        rows = mark_rows(job, &groups, marks, err);
    if (rows != NULL)
        keys = key_table(job, err);
    if (keys != NULL)
        result =
            ig_aggregate_again(source->context, job->node->input, source->table, rows, keys, err);
    if (keys != NULL && result == NULL && err != NULL && err->kind == IG_ERROR_DATA)
        ig_fail_prefix(err, "top: others: ");
    ig_table_release(keys);
    ig_free(rows);
    ig_groups_reset(&groups);
    return result;
}

/* The verbs between, on the rows of others; those have their order already. */
static int run_chain_on_rest(const others_job *job, ig_stage *rest, ig_error *err) {
    for (size_t i = 0; i < job->own->n_chain; i++) {
        const ig_query *verb = job->own->chain[i];
        if (verb->verb != &ig_verb_sort && verb->verb->step(rest, verb, NULL, err) != 0)
            return -1;
    }
    return ig_stage_materialise(rest, err);
}

/* ---- The result ---- */

/* The best of each group, then its row of others, as numbers of rows in a concatenation of both. */
static uint32_t *interleave(const others_job *job, ig_error *err) {
    size_t n = 0, at = 0;
    uint32_t *order =
        ig_alloc_array(memory_of(job), job->n_best + job->n_rests, sizeof *order, err);
    for (size_t w = 0; order != NULL && w < job->within.n_groups; w++) {
        for (; at < job->n_best && within_at(job, job->best[at]) == w; at++)
            order[n++] = (uint32_t)at;
        if (job->rests[w] != IG_NO_ROW)
            order[n++] = (uint32_t)job->n_best + job->rests[w];
    }
    return order;
}

/* Rows of the stage's table behind positions. */
static uint32_t *rows_of(const others_job *job, const uint32_t *positions, size_t n,
                         ig_error *err) {
    uint32_t *rows = ig_alloc_array(memory_of(job), n, sizeof *rows, err);
    for (size_t i = 0; rows != NULL && i < n; i++)
        rows[i] = job->stage->rows != NULL ? job->stage->rows[positions[i]] : positions[i];
    return rows;
}

static const ig_column *column_of(const ig_table *table, const char *name) {
    return table->fields[ig_table_find(table, name, strlen(name))].column;
}

/* A row of others shows what it stays within as its group does, even where that is derived. */
static ig_column *join_column(const others_job *job, const ig_table *rest, const char *name,
                              const uint32_t *best, const uint32_t *examples, const uint32_t *order,
                              ig_error *err) {
    const ig_context *context = job->stage->context;
    const ig_column *column = column_of(job->stage->table, name);
    bool held = ig_names_find(&job->node->keys, name) != SIZE_MAX;
    ig_piece pieces[2] = {{{column, best}, job->n_best}, {{column, examples}, job->n_rests}};
    if (!held)
        pieces[1].view = (ig_view){column_of(rest, name), NULL};
    ig_column *both = ig_concat(context, name, pieces, 2, err);
    if (both == NULL)
        return NULL;
    ig_column *ordered = ig_column_take(context, both, order, job->n_best + job->n_rests, err);
    ig_column_release(both);
    return ordered;
}

static ig_table *join_tables(const others_job *job, const ig_table *rest, const bool *needed,
                             ig_error *err) {
    const ig_names *names = &job->node->names;
    ig_table *table = NULL;
    uint32_t *order = interleave(job, err), *best = NULL, *examples = NULL;
    if (order != NULL)
        best = rows_of(job, job->best, job->n_best, err);
    if (best != NULL)
        examples = rows_of(job, job->examples, job->n_rests, err);
    if (examples != NULL)
        table = ig_stage_new_table(job->stage, job->n_best + job->n_rests, err);
    for (size_t i = 0; table != NULL && i < names->n; i++) {
        if (needed != NULL && !needed[i])
            continue;
        const char *name = names->items[i];
        ig_column *column = join_column(job, rest, name, best, examples, order, err);
        if (column == NULL || ig_table_add(table, name, column, err) != 0) {
            ig_table_release(table);
            table = NULL;
        }
    }
    ig_free(order);
    ig_free(best);
    ig_free(examples);
    return table;
}

static int add_others(others_job *job, const bool *needed, ig_error *err) {
    ig_stage rest = {0};
    ig_table *table = NULL, *reduced = NULL;
    if (check_label(job, err) != 0)
        return -1;
    uint32_t *marks = ig_alloc_array(memory_of(job), job->stage->n_rows, sizeof *marks, err);
    if (marks == NULL)
        return -1;
    if (mark_groups(job, marks, err) == 0)
        reduced = aggregate_rest(job, marks, err);
    ig_free(marks);
    if (reduced == NULL)
        return -1;
    ig_stage_init(&rest, job->stage->context, reduced);
    if (run_chain_on_rest(job, &rest, err) == 0)
        table = join_tables(job, rest.table, needed, err);
    ig_stage_reset(&rest);
    ig_table_release(reduced);
    if (table == NULL)
        return -1;
    ig_stage_move(job->stage, table);
    return ig_coverage_extract(job->stage, err);
}

/* Nothing was left out: the best are all there is. */
static void keep_best(others_job *job) {
    for (size_t i = 0; job->stage->rows != NULL && i < job->n_best; i++)
        job->best[i] = job->stage->rows[job->best[i]];
    ig_stage_pick(job->stage, job->best, job->n_best);
    job->best = NULL; /* moved */
}

static int step_others(ig_stage *stage, const ig_query *node, const bool *needed, ig_error *err) {
    others_job job = {.stage = stage, .node = node, .own = node->own};
    job.reduced = ig_table_retain(stage->table);
    int rc = run_chain(&job, err);
    if (rc == 0 && !stage->is_shape) {
        rc = find_best(&job, err);
        if (rc == 0 && job.n_best < stage->n_rows)
            rc = add_others(&job, needed, err);
        else if (rc == 0)
            keep_best(&job);
    }
    ig_table_release(job.reduced);
    ig_free(job.origins);
    ig_groups_reset(&job.within);
    ig_free(job.best);
    ig_free(job.rests);
    ig_free(job.examples);
    return rc;
}

static void need_others(const ig_query *node, const bool *needed, ig_need *input, ig_need *other) {
    (void)needed;
    ig_need_all(input);
    need_source(node->input, other);
}

/* The verbs between stand on the line above; the source of the others is named behind them. */
static int explain_others(const ig_query *node, const bool *needed, ig_explanation *to,
                          ig_error *err) {
    (void)needed;
    const others *o = node->own;
    char text[32];
    snprintf(text, sizeof text, ", others of %zu as \"", to->other);
    to->input = to->other = 0;
    for (size_t i = 0; i < o->n_chain; i++)
        if (o->chain[i]->verb->explain(o->chain[i], NULL, to, err) != 0)
            return -1;
    if (ig_top_explain(node, to, err) != 0 || ig_explain_add(to, text, err) != 0 ||
        ig_explain_add(to, o->label, err) != 0)
        return -1;
    return ig_explain_add(to, "\"", err);
}

static const ig_verb verb_top_others = {.name = "top",
                                        .need = need_others,
                                        .step = step_others,
                                        .explain = explain_others,
                                        .free = free_others};
