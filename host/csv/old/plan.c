/*
 * Columns get a number in three steps: `slots` has one place for each column of the spec and then
 * one for each other name, in order of first appearance (`names`); places that no file fills are
 * left out; the pieces of all columns then share one array, in which each column has a run.
 */
#include "csv/old/plan.h"

#include "csv/old/infer.h"

typedef struct slots {
    ig_dict *names;   /* of columns that the spec does not know */
    size_t *n_pieces; /* by slot */
    size_t *column;   /* by slot: its place in the plan */
    size_t n;
} slots;

static size_t slot_of(const slots *s, const ig_csv_spec *spec, const ig_old_heading *heading) {
    uint32_t code = 0;
    if (heading->column != SIZE_MAX) {
        return heading->column;
    }
    (void)ig_dict_find(s->names, heading->text, strlen(heading->text), &code); /* it is there */
    return spec->n_columns + code;
}

static int collect_names(slots *s, const ig_old_plan *plan, ig_error *err) {
    for (size_t p = 0; p < plan->n_parts; p++) {
        const ig_old_header *header = &plan->parts[p].header;
        for (size_t i = 0; i < header->n_columns; i++) {
            const ig_old_heading *heading = &header->headings[i];
            uint32_t code = 0;
            if (heading->column == SIZE_MAX &&
                ig_dict_add(s->names, heading->text, strlen(heading->text), &code, err) != 0) {
                return -1;
            }
        }
    }
    s->n = plan->spec->n_columns + ig_dict_size(s->names);
    return 0;
}

/* Counts pieces, and gives a column to each slot that has some. Returns the number of pieces. */
static size_t number_slots(slots *s, ig_old_plan *plan) {
    size_t n_pieces = 0;
    for (size_t p = 0; p < plan->n_parts; p++) {
        const ig_old_header *header = &plan->parts[p].header;
        for (size_t i = 0; i < header->n_columns; i++) {
            s->n_pieces[slot_of(s, plan->spec, &header->headings[i])]++;
        }
        n_pieces += header->n_columns;
    }
    for (size_t slot = 0; slot < s->n; slot++) {
        s->column[slot] = plan->n_columns;
        plan->n_columns += s->n_pieces[slot] > 0;
    }
    return n_pieces;
}

static void start_columns(const slots *s, ig_old_plan *plan) {
    ig_old_piece *next = plan->pieces;
    for (size_t slot = 0; slot < s->n; slot++) {
        if (s->n_pieces[slot] > 0) {
            plan->columns[s->column[slot]].pieces = next;
            next += s->n_pieces[slot];
        }
    }
}

static void fill_columns(const slots *s, ig_old_plan *plan) {
    for (size_t p = 0; p < plan->n_parts; p++) {
        const ig_old_header *header = &plan->parts[p].header;
        for (size_t i = 0; i < header->n_columns; i++) {
            const ig_old_heading *heading = &header->headings[i];
            ig_old_plan_column *column = &plan->columns[s->column[slot_of(s, plan->spec, heading)]];
            if (column->n_pieces == 0) {
                column->name = ig_old_heading_name(plan->spec, heading);
                column->source = heading->text;
                column->column =
                    heading->column == SIZE_MAX ? NULL : &plan->spec->columns[heading->column];
                column->month_named = ig_old_name_says_month(column->name);
            }
            column->month_named = column->month_named ||
                                  (heading->text != NULL && ig_old_name_says_month(heading->text));
            size_t at = (size_t)(column->pieces - plan->pieces) + column->n_pieces++;
            plan->pieces[at] = (ig_old_piece){p, i};
        }
    }
}

static int count_rows(ig_old_plan *plan, ig_error *err) {
    for (size_t p = 0; p < plan->n_parts; p++) {
        plan->n_rows += plan->parts[p].n_rows;
    }
    return plan->n_rows <= UINT32_MAX
               ? 0
               : ig_fail(err, IG_ERROR_LIMIT, "%zu rows are more than a table holds (%lu)",
                         plan->n_rows, (unsigned long)UINT32_MAX);
}

int ig_old_plan_init(ig_old_plan *plan, ig_memory *memory, const ig_csv_spec *spec,
                     const ig_old_part *parts, size_t n_parts, ig_error *err) {
    *plan = (ig_old_plan){.spec = spec, .parts = parts, .n_parts = n_parts};
    slots s = {0};
    int status = -1;
    s.names = ig_dict_new(memory, err);
    if (s.names == NULL || count_rows(plan, err) != 0 || collect_names(&s, plan, err) != 0) {
        goto done;
    }
    s.n_pieces = ig_alloc_zero(memory, s.n, sizeof s.n_pieces[0], err);
    s.column = ig_alloc_zero(memory, s.n, sizeof s.column[0], err);
    if (s.n_pieces == NULL || s.column == NULL) {
        goto done;
    }
    size_t n_pieces = number_slots(&s, plan);
    plan->columns = ig_alloc_zero(memory, plan->n_columns, sizeof plan->columns[0], err);
    plan->pieces = ig_alloc_zero(memory, n_pieces, sizeof plan->pieces[0], err);
    if (plan->columns == NULL || plan->pieces == NULL) {
        goto done;
    }
    start_columns(&s, plan);
    fill_columns(&s, plan);
    status = 0;
done:
    ig_dict_release(s.names);
    ig_free(s.n_pieces);
    ig_free(s.column);
    if (status != 0) {
        ig_old_plan_reset(plan);
    }
    return status;
}

void ig_old_plan_reset(ig_old_plan *plan) {
    ig_free(plan->columns);
    ig_free(plan->pieces);
    plan->columns = NULL;
    plan->pieces = NULL;
    plan->n_columns = 0;
}
