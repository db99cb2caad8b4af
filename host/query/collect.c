/*
 * Running a query: its nodes are listed with their inputs first (plan.c), and the verbs run one after
 * the other, each on the stage its input has come to. Whoever reads a stage last takes it; a reader
 * before that gets a copy of its list of rows.
 */
#include "query/plan.h"
#include "query/union.h"
#include "query/verb.h"

#include <string.h>

/* The stages of a plan's items; those not yet made or already taken hold nothing. One that is read
   again is put together first, so that this is done once. */
static int take_stage(ig_plan *plan, ig_stage *stages, size_t item, bool open, ig_stage *into,
                      ig_error *err) {
    bool last = --plan->items[item].n_readers == 0;
    if (!(last && open) && ig_union_close(&stages[item], err) != 0)
        return -1;
    if (!last)
        return ig_stage_copy(into, &stages[item], err);
    *into = stages[item];
    stages[item] = (ig_stage){0};
    return 0;
}

/* Touches the rows of the columns that are looked at from here on. */
static int touch_stage(const ig_stage *stage, const ig_plan_item *from, ig_error *err) {
    const ig_names *names = &from->node->names;
    const ig_table *table = stage->table;
    for (size_t i = 0; table != NULL && i < names->n; i++) {
        const char *name = names->items[i];
        size_t field = ig_table_find(table, name, strlen(name));
        if (from->needed[i] && field != SIZE_MAX &&
            ig_column_touch(stage->context, table->fields[field].column, stage->rows, stage->n_rows,
                            err) != 0)
            return -1;
    }
    return 0;
}

/* What a verb reads is touched before it runs. */
static int touch_inputs(const ig_plan *plan, const ig_plan_item *item, const ig_stage *input,
                        const ig_stage *other, ig_error *err) {
    if (item->node->verb->reads_late)
        return 0;
    if (touch_stage(input, &plan->items[item->input], err) != 0)
        return -1;
    return item->other == SIZE_MAX ? 0 : touch_stage(other, &plan->items[item->other], err);
}

static int run_item(const ig_context *context, ig_plan *plan, ig_stage *stages, size_t i,
                    ig_error *err) {
    const ig_plan_item *item = &plan->items[i];
    ig_stage other = {0};
    if (item->input == SIZE_MAX) {
        ig_stage_init(&stages[i], context, item->node->table);
        return 0;
    }
    if (take_stage(plan, stages, item->input, item->node->verb->takes_open, &stages[i], err) != 0)
        return -1;
    int rc =
        item->other != SIZE_MAX ? take_stage(plan, stages, item->other, false, &other, err) : 0;
    if (rc == 0)
        rc = touch_inputs(plan, item, &stages[i], &other, err);
    if (rc == 0) {
        ig_explain_doing(context, item->node);
        stages[i].other = item->other != SIZE_MAX ? &other : NULL;
        rc = item->node->verb->step(&stages[i], item->node, item->needed, err);
        stages[i].other = NULL;
    }
    ig_stage_reset(&other);
    return rc;
}

ig_table *ig_query_collect(const ig_context *context, const ig_query *query, ig_error *err) {
    ig_plan plan;
    ig_table *result = NULL;
    if (ig_plan_init(&plan, context->memory, query, err) != 0)
        return NULL;
    ig_stage *stages = ig_alloc_zero(context->memory, plan.n, sizeof *stages, err);
    if (stages == NULL)
        goto done;
    for (size_t i = 0; i < plan.n; i++)
        if (run_item(context, &plan, stages, i, err) != 0)
            goto done;
    ig_stage *last = &stages[plan.n - 1];
    if (ig_union_close(last, err) == 0 && ig_stage_materialise(last, err) == 0)
        result = ig_table_retain(last->table);
done:
    for (size_t i = 0; stages != NULL && i < plan.n; i++)
        ig_stage_reset(&stages[i]);
    ig_free(stages);
    ig_plan_reset(&plan);
    return result;
}
