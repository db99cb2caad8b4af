/*
 * Steps are added behind those they need. A step of constants only is run at once, on a vector of one
 * row, and keeps just the value: months and negative numbers are constants by the same kernels that
 * compute columns. Steps move while the array grows, so nobody keeps pointers to them while binding.
 */
#include "formula/binder.h"

#include <string.h>

static int grow(ig_memory *memory, void **block, uint32_t *room, uint32_t needed, size_t item_bytes,
                ig_error *err) {
    if (needed <= *room) {
        return 0;
    }
    uint32_t wider = *room < 8 ? 16 : *room * 2;
    wider = wider < needed ? needed : wider;
    void *moved = ig_realloc_array(memory, *block, wider, item_bytes, err);
    if (moved == NULL) {
        return -1;
    }
    *block = moved;
    *room = wider;
    return 0;
}

static int reserve(ig_expression *to, uint32_t n_args, ig_error *err) {
    void *steps = to->steps, *args = to->args;
    int failed = grow(to->memory, &steps, &to->steps_room, to->n_steps + 1, sizeof *to->steps, err);
    to->steps = steps;
    if (failed != 0) {
        return -1;
    }
    failed = grow(to->memory, &args, &to->args_room, to->n_args + n_args, sizeof *to->args, err);
    to->args = args;
    return failed;
}

static void keep_value(ig_step *step, const ig_vector *made) {
    switch (step->type) {
    case IG_REAL: step->value.real = *(const double *)made->data; break;
    case IG_TEXT: step->value.code = *(const uint32_t *)made->data; break;
    case IG_BOOL: step->value.boolean = *(const uint8_t *)made->data; break;
    default: step->value.integer = *(const int64_t *)made->data; break;
    }
    step->state = made->state == NULL ? 0 : made->state[0];
}

/* Turns a step over constants into a constant. */
static int fold(ig_binder *binder, ig_step *step, ig_error *err) {
    ig_expression *to = binder->to;
    ig_vector *args = ig_alloc_array(to->memory, step->n_args, sizeof *args, err);
    if (args == NULL) {
        return -1;
    }
    for (uint32_t i = 0; i < step->n_args; i++) {
        const ig_step *arg = &to->steps[to->args[step->args + i]];
        args[i] = (ig_vector){
            .data = &arg->value, .state = arg->state == 0 ? NULL : &arg->state, .constant = true};
    }
    int64_t item = 0;
    uint8_t state = 0;
    ig_vector made = {.data = &item};
    step->run(step, args, 1, (ig_room){.data = &item, .state = &state}, &made);
    ig_free(args);
    keep_value(step, &made);
    if (ig_overflowed(step->state)) {
        char name[IG_OPERAND_TEXT];
        return ig_bind_fail(binder, binder->tree->nodes[step->node].at, err, "%s %s",
                            ig_bind_name(binder, step->node, name), ig_step_overflow(step));
    }
    step->constant = true;
    step->run = NULL;
    step->n_args = 0;
    ig_free(step->lookup.items);
    step->lookup = (ig_lookup){0};
    return 0;
}

static void drop(ig_step *step) {
    ig_free(step->lookup.items);
    ig_dict_release(step->dict);
}

int ig_bind_add(ig_binder *binder, ig_step step, const uint32_t *args, uint32_t n_args,
                uint32_t *index, ig_error *err) {
    ig_expression *to = binder->to;
    if (reserve(to, n_args, err) != 0) {
        drop(&step);
        return -1;
    }
    step.args = to->n_args;
    step.n_args = n_args;
    step.blame = step.node;
    bool constant = step.run != NULL;
    for (uint32_t i = 0; i < n_args; i++) {
        to->args[to->n_args + i] = args[i];
        constant = constant && to->steps[args[i]].constant;
    }
    if (constant && fold(binder, &step, err) != 0) {
        drop(&step);
        return -1;
    }
    if (!constant) {
        to->n_args += n_args;
        to->most_args = n_args > to->most_args ? n_args : to->most_args;
    }
    to->steps[to->n_steps] = step;
    *index = to->n_steps++;
    return 0;
}

int ig_bind_missing(ig_binder *binder, ig_type type, unsigned scale, uint32_t node, uint32_t *index,
                    ig_error *err) {
    ig_step step = {.type = type,
                    .scale = (uint8_t)scale,
                    .constant = true,
                    .state = IG_STATE_MISSING,
                    .node = node};
    if (type == IG_TEXT) {
        step.dict = ig_dict_new(binder->to->memory, err);
        if (step.dict == NULL) {
            return -1;
        }
    }
    return ig_bind_add(binder, step, NULL, 0, index, err);
}

static int set_text(ig_step *step, ig_memory *memory, const ig_value *value, ig_error *err) {
    step->dict = ig_dict_new(memory, err);
    if (step->dict == NULL) {
        return -1;
    }
    if (ig_dict_add(step->dict, value->bytes, value->size_bytes, &step->value.code, err) != 0) {
        ig_dict_release(step->dict);
        return -1;
    }
    return 0;
}

int ig_bind_constant(ig_binder *binder, const ig_value *value, uint32_t node, uint32_t *index,
                     ig_error *err) {
    ig_step step = {.type = value->type, .constant = true, .node = node};
    if (value->missing) {
        step.type = IG_DECIMAL;
        step.nil = true;
        step.state = IG_STATE_MISSING;
        return ig_bind_add(binder, step, NULL, 0, index, err);
    }
    switch (value->type) {
    case IG_REAL: step.value.real = value->real; break;
    case IG_BOOL: step.value.boolean = value->boolean; break;
    case IG_TEXT:
        if (set_text(&step, binder->to->memory, value, err) != 0) {
            return -1;
        }
        break;
    default:
        step.value.integer = value->integer;
        step.scale = value->type == IG_DECIMAL ? value->scale : 0;
        break;
    }
    return ig_bind_add(binder, step, NULL, 0, index, err);
}

int ig_bind_nil(ig_binder *binder, uint32_t node, uint32_t *index, ig_error *err) {
    ig_value nil = {.type = IG_DECIMAL, .missing = true};
    return ig_bind_constant(binder, &nil, node, index, err);
}
