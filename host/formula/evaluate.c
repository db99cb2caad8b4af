/*
 * A frame allocates nothing while it runs. When a row overflowed, the formula is run once more on
 * that row alone, to find the operation to blame.
 */
#include "formula/evaluate.h"

#include "formula/place.h"
#include "table/stats.h"

#include <stdio.h>
#include <string.h>

enum {
    ROOM_BYTES = IG_VECTOR_ROWS * (sizeof(int64_t) + sizeof(uint8_t)),
    ROW_TEXT = 32,
    NAME_SHOWN = 240
};

/* ---- Frames ---- */

static int init_frame(ig_frame *frame, ig_memory *memory, const ig_expression *expression,
                      ig_error *err) {
    frame->expression = expression;
    frame->vectors = ig_alloc_zero(memory, expression->n_steps, sizeof *frame->vectors, err);
    if (frame->vectors == NULL) {
        return -1;
    }
    frame->args = ig_alloc_array(memory, expression->most_args, sizeof *frame->args, err);
    if (frame->args == NULL) {
        return -1;
    }
    frame->rooms = ig_alloc_array(memory, expression->n_slots, ROOM_BYTES, err);
    if (frame->rooms == NULL) {
        return -1;
    }
    for (uint32_t i = 0; i < expression->n_steps; i++) {
        const ig_step *step = &expression->steps[i];
        if (step->constant) {
            frame->vectors[i] = (ig_vector){.data = &step->value,
                                            .state = step->state == 0 ? NULL : &step->state,
                                            .constant = true};
        }
    }
    return 0;
}

void ig_frames_free(ig_frame *frames, unsigned n) {
    if (frames == NULL) {
        return;
    }
    for (unsigned i = 0; i < n; i++) {
        ig_free(frames[i].vectors);
        ig_free(frames[i].args);
        ig_free(frames[i].rooms);
    }
    ig_free(frames);
}

ig_frame *ig_frames_new(ig_memory *memory, const ig_expression *expression, unsigned n,
                        ig_error *err) {
    ig_frame *frames = ig_alloc_zero(memory, n, sizeof *frames, err);
    if (frames == NULL) {
        return NULL;
    }
    for (unsigned i = 0; i < n; i++) {
        if (init_frame(&frames[i], memory, expression, err) != 0) {
            ig_frames_free(frames, n);
            return NULL;
        }
    }
    return frames;
}

static ig_room room_of(const ig_frame *frame, const ig_step *step) {
    char *room = frame->rooms + (size_t)step->slot * ROOM_BYTES;
    return (ig_room){.data = room, .state = (uint8_t *)room + IG_VECTOR_ROWS * sizeof(int64_t)};
}

/* ---- Running ---- */

/* True when the column's stats say that all these rows hold one value, as a month does in data that
   are sorted by it. */
static bool is_even(const ig_column *column, ig_rows rows, size_t from, size_t n) {
    size_t block = from / IG_STATS_ROWS;
    if (rows.list != NULL || (from + n - 1) / IG_STATS_ROWS != block || column->type == IG_REAL) {
        return false;
    }
    const ig_stats *stats = ig_column_known_stats(column);
    return stats != NULL && stats->blocks[block].n_missing == 0 &&
           stats->blocks[block].least == stats->blocks[block].greatest;
}

/* What was made of the first row alone stands for all. */
static void make_constant(ig_vector *out) {
    out->constant = true;
    if (out->state != NULL && out->state[0] == 0) {
        out->state = NULL;
    }
}

static void run_step(ig_frame *frame, uint32_t index, ig_rows rows, size_t from, size_t n) {
    const ig_expression *expression = frame->expression;
    const ig_step *step = &expression->steps[index];
    ig_vector *out = &frame->vectors[index];
    ig_room room = room_of(frame, step);
    bool once = true;
    out->constant = false;
    if (step->scan != NULL) {
        once = is_even(step->column, rows, from, n);
        step->scan(step, rows, from, once ? 1 : n, room, out);
    } else {
        for (uint32_t i = 0; i < step->n_args; i++) {
            frame->args[i] = frame->vectors[expression->args[step->args + i]];
            once = once && frame->args[i].constant;
        }
        step->run(step, frame->args, once ? 1 : n, room, out);
    }
    if (once) {
        make_constant(out);
    }
}

const ig_vector *ig_evaluate_steps(ig_frame *frame, uint32_t from_step, uint32_t to_step,
                                   ig_rows rows, size_t from, size_t n) {
    const ig_expression *expression = frame->expression;
    for (uint32_t i = from_step; i <= to_step; i++) {
        if (!expression->steps[i].constant && !expression->steps[i].absorbed) {
            run_step(frame, i, rows, from, n);
        }
    }
    return &frame->vectors[to_step];
}

const ig_vector *ig_evaluate(ig_frame *frame, ig_rows rows, size_t from, size_t n) {
    return ig_evaluate_steps(frame, 0, frame->expression->result, rows, from, n);
}

/* The first step that overflows in one row. */
static const ig_step *find_blame(ig_frame *frame, ig_rows rows, size_t at) {
    const ig_expression *expression = frame->expression;
    for (uint32_t i = 0; i < expression->n_steps; i++) {
        if (expression->steps[i].constant || expression->steps[i].absorbed) {
            continue;
        }
        run_step(frame, i, rows, at, 1);
        const uint8_t *state = frame->vectors[i].state;
        if (state != NULL && ig_overflowed(state[0])) {
            return &expression->steps[i];
        }
    }
    return &expression->steps[expression->result];
}

/* The name of a row; a number where memory is short. */
static const char *name_row(const ig_expression *expression, size_t row, ig_buffer *name,
                            char number[ROW_TEXT]) {
    ig_error ignored;
    const char *text = NULL;
    if (expression->row_name != NULL &&
        expression->row_name(expression->row_context, row, name, &ignored) == 0) {
        if (name->size_bytes > NAME_SHOWN) { /* never inside of a character */
            name->size_bytes = NAME_SHOWN;
            while (((unsigned char)name->bytes[name->size_bytes] & 0xC0u) == 0x80u) {
                name->size_bytes--;
            }
        }
        text = ig_buffer_text(name, &ignored);
    }
    (void)snprintf(number, ROW_TEXT, "row %zu", row + 1);
    return text != NULL ? text : number;
}

static int fail_row(ig_frame *frame, ig_rows rows, size_t at, ig_error *err) {
    const ig_tree *tree = frame->expression->tree;
    const ig_step *step = find_blame(frame, rows, at);
    char number[ROW_TEXT];
    ig_buffer name;
    ig_buffer_init(&name, frame->expression->memory);
    (void)ig_place_fail(
        tree->source, tree->source_bytes, tree->nodes[step->blame].at, err, IG_ERROR_DATA, "%s %s",
        name_row(frame->expression, ig_row_at(rows, at), &name, number), ig_step_overflow(step));
    ig_buffer_reset(&name);
    return -1;
}

int ig_evaluate_check(ig_frame *frame, const ig_vector *out, ig_rows rows, size_t from, size_t n,
                      ig_error *err) {
    if (out->state == NULL || frame->expression->steps[frame->expression->result].constant) {
        return 0;
    }
    uint8_t any = 0;
    n = out->constant ? 1 : n;
    for (size_t i = 0; i < n; i++) {
        any |= out->state[i];
    }
    if ((any & IG_STATE_OVERFLOW) == 0) {
        return 0;
    }
    for (size_t i = 0; i < n; i++) {
        if (ig_overflowed(out->state[i])) {
            return fail_row(frame, rows, from + i, err);
        }
    }
    return 0;
}

int ig_evaluate_touch(const ig_context *context, const ig_expression *expression,
                      const uint32_t *rows, size_t from, size_t n, ig_error *err) {
    for (uint32_t i = 0; i < expression->n_steps; i++) {
        const ig_column *column = expression->steps[i].column;
        if (column == NULL) {
            continue;
        }
        int failed = rows != NULL ? ig_column_touch(context, column, rows, n, err)
                                  : ig_column_touch_run(context, column, from, n, err);
        if (failed != 0) {
            return -1;
        }
    }
    return 0;
}
