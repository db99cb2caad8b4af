/*
 * Numbers back into the texts they were: each worker prints those of the lots it gets into a list
 * of its own, as if it had met texts from the start. Since a worker's lots come in ascending order,
 * so do the places in its list; all lists together are then in order of first appearance, as those
 * of the shares.
 */
#include "csv/columns/draft.h"

#include "csv/columns/copy.h"

/* The text of a number with room behind it, as words want it. */
typedef struct printed {
    char text[IG_DECIMAL_TEXT + IG_CSV_SLACK];
    size_t size_bytes;
} printed;

static void print(printed *out, int64_t units, unsigned scale, char decimal) {
    out->size_bytes = ig_decimal_print(out->text, units, scale);
    if (scale > 0) {
        out->text[out->size_bytes - scale - 1] = decimal == 0 ? '.' : decimal;
    }
}

/* Codes of all rows; those of missing ones are 0. */
static int spell_rows(const ig_csv_stretch *stretch, size_t n, uint32_t lot,
                      const ig_csv_list *list, uint32_t *codes, ig_error *err) {
    printed text = {0};
    bool has_last = false;
    int64_t last = 0;
    unsigned last_scale = 0;
    uint32_t code = 0;
    for (size_t row = 0; row < n; row++) {
        if (stretch->validity != NULL && !ig_bit_get(stretch->validity, row)) {
            codes[row] = 0;
            continue;
        }
        int64_t units = ig_csv_int_at(stretch->values, stretch->width, row);
        unsigned scale = stretch->scales == NULL ? stretch->scale : stretch->scales[row];
        if (!has_last || units != last || scale != last_scale) {
            print(&text, units, scale, list->taking->marks.decimal);
            if (ig_csv_words_add(list->shelf->words, text.text, text.size_bytes,
                                 ig_csv_place(lot, (uint32_t)row), &code, err) != 0) {
                return -1;
            }
            has_last = true;
            last = units;
            last_scale = scale;
        }
        codes[row] = code;
    }
    return 0;
}

static int spell_stretch(ig_csv_draft *draft, size_t lot, size_t list, ig_error *err) {
    ig_csv_stretch *stretch = ig_csv_draft_stretch(draft, lot);
    size_t n = ig_csv_plan_chunk(draft->plan, lot)->n_rows;
    uint32_t *codes = ig_csv_slabs_take(&draft->lists[list].shelf->slabs, draft->context->memory, n,
                                        sizeof codes[0], err);
    if (codes == NULL ||
        spell_rows(stretch, n, (uint32_t)lot, &draft->lists[list], codes, err) != 0) {
        return -1;
    }
    stretch->values = codes;
    stretch->scales = NULL;
    stretch->form = IG_CSV_TEXTS;
    stretch->width = sizeof codes[0];
    draft->spelt_list[lot] = (uint32_t)list;
    return 0;
}

static int spell_task(void *context, size_t task, unsigned worker, ig_error *err) {
    ig_csv_draft *draft = context;
    size_t i = draft->first_spelt + worker;
    ig_csv_list *list = &draft->lists[i];
    for (size_t lot = draft->plan->tasks[task]; lot < draft->plan->tasks[task + 1]; lot++) {
        const ig_csv_stretch *stretch = ig_csv_draft_stretch(draft, lot);
        if (stretch == NULL || stretch->form != IG_CSV_NUMBERS) {
            continue;
        }
        list->taking = ig_csv_draft_list(draft, lot)->taking; /* all files have the same marks */
        if (list->shelf->words == NULL) {
            list->shelf->words = ig_csv_words_new(draft->context->memory, err);
        }
        if (list->shelf->words == NULL || spell_stretch(draft, lot, i, err) != 0) {
            return -1;
        }
    }
    return 0;
}

/* A worker of a run inside another run has that one's number, so lists are counted by the pool. */
static int open_lists(ig_csv_draft *draft, ig_error *err) {
    ig_memory *memory = draft->context->memory;
    size_t n_lots = draft->plan->n_lots;
    size_t n = ig_csv_workers(draft->context);
    draft->spelt_list = ig_alloc_array(memory, n_lots, sizeof draft->spelt_list[0], err);
    if (draft->spelt_list == NULL) {
        return -1;
    }
    memset(draft->spelt_list, 0xff, n_lots * sizeof draft->spelt_list[0]);
    draft->spelt = ig_alloc_zero(memory, n, sizeof draft->spelt[0], err);
    if (draft->spelt == NULL) {
        return -1;
    }
    for (size_t i = 0; i < n; i++) {
        draft->lists[draft->n_lists++].shelf = &draft->spelt[i];
    }
    return 0;
}

int ig_csv_draft_spell(ig_csv_draft *draft, ig_error *err) {
    if (draft->spelt_list != NULL) {
        return 0;
    }
    if (open_lists(draft, err) != 0) {
        return -1;
    }
    return ig_csv_tasks_run(draft->context, draft->plan->n_tasks, spell_task, draft, err);
}
