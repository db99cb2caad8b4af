/*
 * Columns get a number in three steps: `slots` has one place for each column of the spec and then
 * one for each other name (`names`); those that a file fills become columns, a profile's in its order
 * and before others, all else in order of first appearance; the origins of all columns then share one
 * array, in which each column has a run. Chunks without rows have no lot.
 */
#include "csv/columns/plan.h"

enum { TASK_ROWS = 1 << 16 };

typedef struct slots {
    ig_dict *names;    /* of columns that the spec does not know */
    size_t *n_origins; /* by slot */
    size_t *column;    /* by slot: its place in the plan */
    size_t n;
} slots;

static size_t slot_of(const slots *s, const ig_csv_spec *spec, const ig_csv_heading *heading) {
    uint32_t code = 0;
    if (heading->column != SIZE_MAX) {
        return heading->column;
    }
    const char *name = ig_csv_heading_name(spec, heading);
    (void)ig_dict_find(s->names, name, strlen(name), &code); /* it is there */
    return spec->n_columns + code;
}

static int collect_names(slots *s, const ig_csv_plan *plan, ig_error *err) {
    for (size_t p = 0; p < plan->n_parts; p++) {
        const ig_csv_header *header = &plan->parts[p].header;
        for (size_t i = 0; i < header->n_columns; i++) {
            const ig_csv_heading *heading = &header->headings[i];
            const char *name = ig_csv_heading_name(plan->spec, heading);
            uint32_t code = 0;
            if (heading->column == SIZE_MAX &&
                ig_dict_add(s->names, name, strlen(name), &code, err) != 0) {
                return -1;
            }
        }
    }
    s->n = plan->spec->n_columns + ig_dict_size(s->names);
    return 0;
}

/* Counts origins, and gives a column to each slot that has some. Returns the number of origins. A
   profile orders its columns; what else a spec says of columns leaves them where the files have them. */
static size_t number_slots(slots *s, ig_csv_plan *plan) {
    bool ordered = plan->spec->name != NULL;
    size_t n_origins = 0;
    for (size_t p = 0; p < plan->n_parts; p++) {
        const ig_csv_header *header = &plan->parts[p].header;
        for (size_t i = 0; i < header->n_columns; i++) {
            size_t slot = slot_of(s, plan->spec, &header->headings[i]);
            if (s->n_origins[slot]++ == 0 && !ordered) {
                s->column[slot] = plan->n_columns++;
            }
        }
        n_origins += header->n_columns;
    }
    for (size_t slot = 0; slot < s->n && ordered; slot++) {
        s->column[slot] = plan->n_columns;
        plan->n_columns += s->n_origins[slot] > 0;
    }
    return n_origins;
}

static void start_columns(const slots *s, ig_csv_plan *plan) {
    ig_csv_origin *next = plan->origins;
    for (size_t slot = 0; slot < s->n; slot++) {
        if (s->n_origins[slot] > 0) {
            plan->columns[s->column[slot]].origins = next;
            next += s->n_origins[slot];
        }
    }
}

/* Column `planned`, as the first heading it comes under has it. */
static void describe(ig_csv_planned *planned, const ig_csv_spec *spec,
                     const ig_csv_heading *heading) {
    planned->name = ig_csv_heading_name(spec, heading);
    planned->source = heading->text;
    planned->column = heading->column == SIZE_MAX ? NULL : &spec->columns[heading->column];
    planned->kind = planned->column == NULL ? IG_INFER : planned->column->kind;
    if (planned->kind == IG_INFER && spec->all_text) {
        planned->kind = IG_AS_TEXT;
    }
    planned->month_named = ig_csv_name_says_month(planned->name);
}

static void fill_columns(const slots *s, ig_csv_plan *plan) {
    for (size_t p = 0; p < plan->n_parts; p++) {
        const ig_csv_header *header = &plan->parts[p].header;
        for (size_t i = 0; i < header->n_columns; i++) {
            const ig_csv_heading *heading = &header->headings[i];
            ig_csv_planned *planned = &plan->columns[s->column[slot_of(s, plan->spec, heading)]];
            if (planned->n_origins == 0) {
                describe(planned, plan->spec, heading);
            }
            planned->month_named = planned->month_named ||
                                   (heading->text != NULL && ig_csv_name_says_month(heading->text));
            size_t at = (size_t)(planned->origins - plan->origins) + planned->n_origins++;
            plan->origins[at] = (ig_csv_origin){(uint32_t)p, (uint32_t)i};
        }
    }
}

static int plan_columns(ig_csv_plan *plan, ig_memory *memory, ig_error *err) {
    slots s = {0};
    int status = -1;
    s.names = ig_dict_new(memory, err);
    if (s.names == NULL || collect_names(&s, plan, err) != 0) {
        goto done;
    }
    s.n_origins = ig_alloc_zero(memory, s.n, sizeof s.n_origins[0], err);
    s.column = ig_alloc_zero(memory, s.n, sizeof s.column[0], err);
    if (s.n_origins == NULL || s.column == NULL) {
        goto done;
    }
    size_t n_origins = number_slots(&s, plan);
    plan->columns = ig_alloc_zero(memory, plan->n_columns, sizeof plan->columns[0], err);
    plan->origins = ig_alloc_zero(memory, n_origins, sizeof plan->origins[0], err);
    if (plan->columns == NULL || plan->origins == NULL) {
        goto done;
    }
    start_columns(&s, plan);
    fill_columns(&s, plan);
    status = 0;
done:
    ig_dict_release(s.names);
    ig_free(s.n_origins);
    ig_free(s.column);
    return status;
}

static size_t count_lots(const ig_csv_plan *plan) {
    size_t n = 0;
    for (size_t p = 0; p < plan->n_parts; p++) {
        for (size_t k = 0; k < plan->parts[p].n_chunks; k++) {
            n += plan->parts[p].chunks[k].n_rows > 0;
        }
    }
    return n;
}

static void fill_lots(ig_csv_plan *plan) {
    size_t n = 0;
    size_t next_task = 0; /* the row at which one is due */
    for (size_t p = 0; p < plan->n_parts; p++) {
        for (size_t k = 0; k < plan->parts[p].n_chunks; k++) {
            uint32_t n_rows = plan->parts[p].chunks[k].n_rows;
            if (n_rows == 0) {
                continue;
            }
            if (plan->n_rows >= next_task) {
                plan->tasks[plan->n_tasks++] = n;
                next_task = plan->n_rows + TASK_ROWS;
            }
            plan->lots[n++] = (ig_csv_lot){(uint32_t)p, (uint32_t)k, plan->n_rows};
            plan->n_rows += n_rows;
        }
    }
    plan->tasks[plan->n_tasks] = n;
}

static int plan_rows(ig_csv_plan *plan, ig_memory *memory, ig_error *err) {
    plan->n_lots = count_lots(plan);
    plan->lots = ig_alloc_array(memory, plan->n_lots, sizeof plan->lots[0], err);
    plan->tasks = ig_alloc_array(memory, plan->n_lots + 1, sizeof plan->tasks[0], err);
    if (plan->lots == NULL || plan->tasks == NULL) {
        return -1;
    }
    fill_lots(plan);
    return plan->n_rows <= UINT32_MAX
               ? 0
               : ig_fail(err, IG_ERROR_LIMIT, "%zu rows are more than a table holds (%lu)",
                         plan->n_rows, (unsigned long)UINT32_MAX);
}

int ig_csv_plan_init(ig_csv_plan *plan, ig_memory *memory, const ig_csv_spec *spec,
                     ig_csv_part *parts, size_t n_parts, ig_error *err) {
    *plan = (ig_csv_plan){.spec = spec, .parts = parts, .n_parts = n_parts};
    if (plan_rows(plan, memory, err) != 0 || plan_columns(plan, memory, err) != 0) {
        ig_csv_plan_reset(plan);
        return -1;
    }
    return 0;
}

void ig_csv_plan_reset(ig_csv_plan *plan) {
    ig_free(plan->columns);
    ig_free(plan->origins);
    ig_free(plan->lots);
    ig_free(plan->tasks);
    *plan = (ig_csv_plan){0};
}
