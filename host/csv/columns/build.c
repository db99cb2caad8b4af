/*
 * The column at its final width, in one pass over the lots: whoever takes a task copies its lots,
 * each to the rows it has in the table. Lots begin anywhere in a word of the validity, so bits are
 * put in by atomic or. Validity is made where some cell may be missing, reasons where one may be
 * missing for a reason other than IG_EMPTY; what turns out to say nothing is dropped.
 */
#include "csv/columns/draft.h"

#include "csv/columns/copy.h"

typedef struct building {
    ig_csv_draft *draft;
    ig_column *column;
    atomic_size_t n_missing;
    atomic_bool has_reason; /* other than IG_EMPTY */
} building;

/* The rows of one lot. */
typedef struct span {
    building *b;
    size_t row; /* the first in the column */
    size_t n;
    const ig_csv_stretch *stretch; /* NULL: the file lacks the column */
    const ig_csv_list *list;       /* of texts, else NULL */
} span;

static void *values_at(const span *s) {
    return (char *)s->b->column->values + s->row * s->b->column->width;
}

static void copy_texts(const span *s) {
    const ig_csv_stretch *stretch = s->stretch;
    unsigned width = s->b->column->width;
    if (stretch->validity != NULL) {
        ig_csv_copy_present(values_at(s), width, stretch->values, stretch->width, s->list->values,
                            stretch->validity, s->n);
    } else if (s->list->same && stretch->width == width) {
        memcpy(values_at(s), stretch->values, s->n * width);
    } else {
        ig_csv_copy_mapped(values_at(s), width, stretch->values, stretch->width, s->list->values,
                           s->n);
    }
}

static void copy_values(const span *s) {
    const ig_column *column = s->b->column;
    switch (s->stretch == NULL ? IG_CSV_NOTHING : s->stretch->form) {
    case IG_CSV_TEXTS: copy_texts(s); break;
    case IG_CSV_NUMBERS:
        if (column->type == IG_REAL) {
            ig_csv_copy_reals(values_at(s), s->stretch, s->n);
        } else {
            ig_csv_copy_decimals(values_at(s), column->width, column->scale, s->stretch, s->n);
        }
        break;
    case IG_CSV_REALS: ig_csv_copy_real_values(values_at(s), s->stretch, s->n); break;
    default: memset(values_at(s), 0, s->n * column->width); break; /* all are missing */
    }
}

static bool all_missing(const span *s) {
    return s->stretch == NULL || s->stretch->form == IG_CSV_NOTHING;
}

static uint32_t code_at(const span *s, size_t i) {
    return ig_csv_code_at(s->stretch->values, s->stretch->width, i);
}

/* The validity of rows i … i + n − 1 of the span, n ≤ 64; i is a multiple of 64. */
static uint64_t bits_at(const span *s, size_t i, size_t n) {
    uint64_t bits = n < 64 ? (UINT64_C(1) << n) - 1 : UINT64_MAX;
    if (all_missing(s)) {
        return 0;
    }
    if (s->stretch->validity != NULL) {
        bits &= s->stretch->validity[i / 64];
    }
    if (s->list == NULL || s->list->reasons == NULL) {
        return bits;
    }
    uint64_t present = 0;
    for (size_t k = 0; k < n; k++) {
        bool there = (bits >> k & 1u) && s->list->reasons[code_at(s, i + k)] == IG_PRESENT;
        present |= (uint64_t)there << k;
    }
    return present;
}

/* Puts 64 bits behind `row` into words that are clear there. */
static void put_bits(uint64_t *words, size_t row, uint64_t bits) {
    unsigned shift = row % 64;
    if (bits << shift != 0) {
        __atomic_fetch_or(&words[row / 64], bits << shift, __ATOMIC_RELAXED);
    }
    if (shift > 0 && bits >> (64 - shift) != 0) {
        __atomic_fetch_or(&words[row / 64 + 1], bits >> (64 - shift), __ATOMIC_RELAXED);
    }
}

static ig_reason reason_at(const span *s, size_t i) {
    ig_reason reason = IG_EMPTY;
    bool by_word = s->list != NULL && s->list->reasons != NULL &&
                   (s->stretch->validity == NULL || ig_bit_get(s->stretch->validity, i));
    if (by_word) {
        reason = s->list->reasons[code_at(s, i)];
    } else if (s->stretch != NULL && s->stretch->reasons != NULL) {
        reason = s->stretch->reasons[i];
    }
    return reason == IG_PRESENT ? IG_EMPTY : reason;
}

static void put_reasons(const span *s, size_t i, size_t n, uint64_t bits) {
    uint8_t *reasons = s->b->column->reasons + s->row + i;
    bool other = false;
    for (size_t k = 0; k < n; k++) {
        reasons[k] = bits >> k & 1u ? IG_PRESENT : (uint8_t)reason_at(s, i + k);
        other = other || reasons[k] > IG_EMPTY;
    }
    if (other) {
        atomic_store_explicit(&s->b->has_reason, true, memory_order_relaxed);
    }
}

static void put_presence(const span *s) {
    ig_column *column = s->b->column;
    size_t n_missing = 0;
    for (size_t i = 0; i < s->n && column->validity != NULL; i += 64) {
        size_t n = s->n - i < 64 ? s->n - i : 64;
        uint64_t bits = bits_at(s, i, n);
        n_missing += n - (size_t)__builtin_popcountll(bits);
        put_bits(column->validity, s->row + i, bits);
        if (column->reasons != NULL) {
            put_reasons(s, i, n, bits);
        }
    }
    atomic_fetch_add_explicit(&s->b->n_missing, n_missing, memory_order_relaxed);
}

static int build_task(void *context, size_t task, unsigned worker, ig_error *err) {
    (void)worker;
    building *b = context;
    const ig_csv_plan *plan = b->draft->plan;
    for (size_t lot = plan->tasks[task]; lot < plan->tasks[task + 1]; lot++) {
        ig_csv_stretch *stretch = ig_csv_draft_stretch(b->draft, lot);
        span s = {.b = b,
                  .row = plan->lots[lot].row,
                  .n = ig_csv_plan_chunk(plan, lot)->n_rows,
                  .stretch = stretch};
        if (ig_pool_check(b->draft->context->pool, err) != 0) {
            return -1;
        }
        if (stretch != NULL && stretch->form == IG_CSV_TEXTS) {
            s.list = ig_csv_draft_list(b->draft, lot);
        }
        copy_values(&s);
        put_presence(&s);
    }
    return 0;
}

/* What some cell may need. */
typedef struct needs {
    bool validity;
    bool reasons;
} needs;

static needs find_needs(const ig_csv_draft *draft) {
    needs found = {0};
    for (size_t lot = 0; lot < draft->plan->n_lots; lot++) {
        const ig_csv_stretch *stretch = ig_csv_draft_stretch(draft, lot);
        found.validity = found.validity || stretch == NULL || stretch->form == IG_CSV_NOTHING ||
                         stretch->validity != NULL;
        found.reasons = found.reasons || (stretch != NULL && stretch->reasons != NULL);
    }
    for (size_t i = 0; i < draft->n_lists; i++) {
        const ig_csv_list *list = &draft->lists[i];
        found.validity = found.validity || list->reasons != NULL;
        for (uint32_t k = 0; list->reasons != NULL && !found.reasons && k < list->size; k++) {
            found.reasons = list->reasons[k] > IG_EMPTY;
        }
    }
    return found;
}

static int open_maps(ig_column *column, needs wanted, ig_error *err) {
    if (wanted.validity) {
        column->validity = ig_alloc_zero(column->memory, ig_bitmap_words(column->n_rows),
                                         sizeof column->validity[0], err);
    }
    if (wanted.validity && wanted.reasons) {
        column->reasons = ig_alloc_array(column->memory, column->n_rows, 1, err);
    }
    bool failed = (wanted.validity && column->validity == NULL) ||
                  (wanted.validity && wanted.reasons && column->reasons == NULL);
    return failed ? -1 : 0;
}

static void close_maps(ig_column *column, building *b) {
    column->n_missing = atomic_load(&b->n_missing);
    if (column->n_missing == 0) {
        ig_free(column->validity);
        column->validity = NULL;
    }
    if (!atomic_load(&b->has_reason)) {
        ig_free(column->reasons);
        column->reasons = NULL;
    }
}

ig_column *ig_csv_column_open(ig_memory *memory, ig_type type, unsigned scale, unsigned width,
                              size_t n_rows, ig_error *err) {
    ig_column *column = ig_column_new(memory, type, scale, width, 0, err);
    if (column == NULL) {
        return NULL;
    }
    void *values = ig_alloc_pages(memory, n_rows, width, err);
    if (values == NULL) {
        ig_column_release(column);
        return NULL;
    }
    ig_free(column->values);
    column->values = values;
    column->n_rows = n_rows;
    return column;
}

/* Names unit and source; the column is not shared yet. */
static int label(ig_column *column, const ig_csv_planned *planned, ig_error *err) {
    const char *unit = planned->column == NULL ? NULL : planned->column->unit;
    if (unit != NULL && ig_column_set_unit(column, unit, err) != 0) {
        return -1;
    }
    return planned->source == NULL ? 0 : ig_column_set_source(column, planned->source, err);
}

ig_column *ig_csv_draft_build(ig_csv_draft *draft, ig_error *err) {
    const ig_csv_plan *plan = draft->plan;
    ig_column *column = ig_csv_column_open(draft->context->memory, draft->type.type,
                                           draft->type.scale, draft->width, plan->n_rows, err);
    if (column == NULL) {
        return NULL;
    }
    building b = {.draft = draft, .column = column};
    if (open_maps(column, find_needs(draft), err) != 0 ||
        ig_csv_tasks_run(draft->context, plan->n_tasks, build_task, &b, err) != 0 ||
        label(column, draft->planned, err) != 0) {
        ig_column_release(column);
        return NULL;
    }
    close_maps(column, &b);
    column->dict = draft->dict;
    draft->dict = NULL;
    for (size_t i = 0; i < draft->n_lists; i++) {
        ig_csv_slabs_reset(&draft->lists[i].shelf->slabs); /* what the stretches hold */
    }
    return column;
}
