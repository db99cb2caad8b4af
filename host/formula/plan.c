/*
 * Each step is the argument of at most one other. So a load can be taken over by the step that reads
 * it, and a step's room is free again as soon as its reader has run: a long chain of sums needs two
 * rooms, however long.
 */
#include "formula/plan.h"

#include "formula/kernels.h"
#include "formula/scan.h"

static bool is_int_load(const ig_step *step) {
    return step->column != NULL && (step->type == IG_DECIMAL || step->type == IG_MONTH);
}

/* `reader` takes over the load of its argument. */
static void absorb(ig_step *reader, ig_step *load, ig_scan scan) {
    reader->column = load->column;
    reader->scan = scan;
    reader->run = NULL;
    reader->n_args = 0;
    load->absorbed = true;
}

static void plan_compare(ig_expression *to, ig_step *step) {
    ig_step *left = &to->steps[to->args[step->args]], *right = &to->steps[to->args[step->args + 1]];
    if (is_int_load(left) && right->constant && right->state == 0) {
        step->a = right->value.integer;
        absorb(step, left, ig_scan_compare);
    } else if (is_int_load(right) && left->constant && left->state == 0) {
        step->a = left->value.integer;
        step->compare = ig_compare_mirror(step->compare);
        absorb(step, right, ig_scan_compare);
    }
}

/* Answers for the codes before a map of them, as prefix and lower are, in place of those after it. */
static int compose(ig_expression *to, ig_step *reader, ig_step *map, ig_error *err) {
    const uint32_t *codes = map->lookup.items;
    const uint8_t *answers = reader->lookup.items;
    size_t n = map->lookup.n;
    uint8_t *composed = ig_alloc_zero(to->memory, n > 0 ? n : 1, 1, err);
    if (composed == NULL) {
        return -1;
    }
    for (size_t i = 0; i < n; i++) {
        composed[i] = answers[codes[i]];
    }
    ig_free(reader->lookup.items);
    reader->lookup = (ig_lookup){.items = composed, .n = n};
    reader->args = map->args;
    map->absorbed = true;
    return 0;
}

static int plan_codes(ig_expression *to, ig_step *step, ig_error *err) {
    ig_step *text = &to->steps[to->args[step->args]];
    while (text->run == ig_kernel_code_code) {
        if (compose(to, step, text, err) != 0) {
            return -1;
        }
        text = &to->steps[to->args[step->args]];
    }
    if (text->column != NULL && !step->list_missing) {
        absorb(step, text, ig_scan_codes);
    }
    return 0;
}

int ig_plan_scans(ig_expression *expression, ig_error *err) {
    for (uint32_t i = 0; i < expression->n_steps; i++) {
        ig_step *step = &expression->steps[i];
        if (step->run == ig_kernel_compare_int) {
            plan_compare(expression, step);
        } else if (step->run == ig_kernel_code_bool && plan_codes(expression, step, err) != 0) {
            return -1;
        }
    }
    return 0;
}

/* Gives each step a room that no step overwrites before it was read. */
int ig_plan_slots(ig_expression *expression, ig_error *err) {
    uint32_t *free_slots =
        ig_alloc_array(expression->memory, expression->n_steps, sizeof *free_slots, err);
    size_t n_free = 0;
    if (free_slots == NULL) {
        return -1;
    }
    for (uint32_t i = 0; i < expression->n_steps; i++) {
        ig_step *step = &expression->steps[i];
        if (step->constant || step->absorbed) {
            continue;
        }
        step->slot = n_free > 0 ? free_slots[--n_free] : expression->n_slots++;
        for (uint32_t k = 0; k < step->n_args; k++) {
            const ig_step *arg = &expression->steps[expression->args[step->args + k]];
            if (!arg->constant && !arg->absorbed) {
                free_slots[n_free++] = arg->slot;
            }
        }
    }
    ig_free(free_slots);
    return 0;
}
