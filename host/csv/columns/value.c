/*
 * What words mean in a column. Numbers and months: each distinct word is parsed once. Texts: the
 * lists are walked lot by lot, and of each lot's list the words come that stand in it for the first
 * time; so codes are in order of first appearance in the table, whoever met the words and wherever
 * chunks begin. Values are made in their widest form and narrowed when all are known.
 */
#include "csv/columns/draft.h"

#include "csv/columns/copy.h"
#include "table/month.h"
#include "table/narrow.h"

#include <string.h>

/* A word as its list has it. */
typedef struct word {
    ig_csv_draft *draft;
    ig_csv_list *list;
    uint32_t i;
    ig_text text; /* without blanks where it is no text */
} word;

static int fail_word(const word *w, ig_error *err) {
    char name[IG_CSV_SHOWN];
    char shown[IG_CSV_SHOWN];
    const char *column = w->draft->planned->name;
    return ig_fail(err, IG_ERROR_INTERNAL, "column '%s': '%s' was taken as a %s but is none",
                   ig_csv_text_show(name, sizeof name, column, strlen(column)),
                   ig_csv_text_show(shown, sizeof shown, w->text.bytes, w->text.size_bytes),
                   ig_type_name(w->draft->type.type));
}

static int note_reason(const word *w, ig_reason reason, ig_error *err) {
    if (w->list->reasons == NULL) {
        w->list->reasons =
            ig_alloc_zero(w->draft->context->memory, ig_csv_list_size(w->list), 1, err);
        if (w->list->reasons == NULL) {
            return -1;
        }
    }
    w->list->reasons[w->i] = (uint8_t)reason;
    return 0;
}

/* Gives a word that is not missing its value. */
typedef int (*value_put)(const word *w, ig_error *err);

static ig_number parse(const word *w) {
    return ig_number_parse(w->text.bytes, w->text.size_bytes, w->list->taking->marks);
}

static int put_decimal(const word *w, ig_error *err) {
    ig_number number = parse(w);
    int64_t units = 0;
    if (number.kind != IG_NUMBER_DECIMAL ||
        !ig_decimal_rescale(number.units, number.scale, w->draft->type.scale, &units)) {
        return fail_word(w, err);
    }
    ig_csv_int_put(w->list->values, w->draft->width, w->i, units);
    return 0;
}

static int put_real(const word *w, ig_error *err) {
    ig_number number = parse(w);
    bool fits = w->draft->planned->kind != IG_AS_DECIMAL || ig_csv_is_plain(w->text);
    if (number.kind == IG_NUMBER_NOT || !fits) {
        return fail_word(w, err);
    }
    ((double *)w->list->values)[w->i] = number.kind == IG_NUMBER_DECIMAL
                                            ? ig_decimal_real(number.units, number.scale)
                                            : number.real;
    return 0;
}

static int put_month(const word *w, ig_error *err) {
    int32_t *month = &((int32_t *)w->list->values)[w->i];
    return ig_month_parse(w->text.bytes, w->text.size_bytes, w->draft->type.bare, month)
               ? 0
               : fail_word(w, err);
}

static int put_code(const word *w, ig_error *err) {
    uint32_t *code = &((uint32_t *)w->list->values)[w->i];
    ig_text text = ig_csv_words_text(w->list->shelf->words, w->i); /* with its blanks */
    return ig_dict_add(w->draft->dict, text.bytes, text.size_bytes, code, err);
}

static int append_code(const word *w, ig_error *err) {
    ig_text text = ig_csv_words_text(w->list->shelf->words, w->i);
    ((uint32_t *)w->list->values)[w->i] = ig_dict_size(w->draft->dict);
    return ig_dict_append(w->draft->dict, text.bytes, text.size_bytes, err);
}

/* Where it is missing its value stays zero. */
static int take_word(word *w, value_put put, ig_error *err) {
    const ig_csv_taking *taking = w->list->taking;
    ig_text whole = ig_csv_words_text(w->list->shelf->words, w->i);
    w->text = ig_csv_text_trim(whole);
    bool is_blanks = w->text.size_bytes == 0 && whole.size_bytes > 0;
    ig_reason reason =
        is_blanks && taking->keeps_blanks ? IG_PRESENT : ig_csv_reason(taking, w->text);
    return reason == IG_PRESENT ? put(w, err) : note_reason(w, reason, err);
}

static int take_lists(ig_csv_draft *draft, value_put put, ig_error *err) {
    for (size_t i = 0; i < draft->n_lists; i++) {
        word w = {.draft = draft, .list = &draft->lists[i]};
        for (uint32_t n = ig_csv_list_size(w.list); w.i < n; w.i++) {
            if (ig_pool_check_at(draft->context->pool, w.i, err) != 0 ||
                take_word(&w, put, err) != 0) {
                return -1;
            }
        }
    }
    return 0;
}

/* Takes the words of a lot's list up to the end of the lot. */
static int take_lot(ig_csv_draft *draft, size_t lot, uint32_t *taken, ig_error *err) {
    word w = {.draft = draft, .list = ig_csv_draft_list(draft, lot)};
    uint64_t end = ig_csv_place(ig_csv_draft_chunk(draft, lot), UINT32_MAX);
    uint32_t n = ig_csv_list_size(w.list);
    uint32_t *next = &taken[w.list - draft->lists];
    for (; *next < n && ig_csv_words_place(w.list->shelf->words, *next) <= end; (*next)++) {
        w.i = *next;
        if (ig_pool_check_at(draft->context->pool, w.i, err) != 0 ||
            take_word(&w, put_code, err) != 0) {
            return -1;
        }
    }
    return 0;
}

/* The list that alone has words, all of them different; else NULL. Words that were decoded may have
   become one. */
static ig_csv_list *only_list(ig_csv_draft *draft) {
    ig_csv_list *only = NULL;
    size_t n = 0;
    for (size_t i = 0; i < draft->n_lists; i++) {
        bool filled = ig_csv_list_size(&draft->lists[i]) > 0;
        only = filled ? &draft->lists[i] : only;
        n += filled;
    }
    for (size_t o = 0; o < draft->planned->n_origins; o++) {
        uint32_t part = draft->planned->origins[o].part;
        if (draft->plan->parts[part].encoded.encoding != IG_UTF8) {
            return NULL;
        }
    }
    return n == 1 ? only : NULL;
}

/* Its order is the order. */
static int take_only(ig_csv_draft *draft, ig_csv_list *list, ig_error *err) {
    word w = {.draft = draft, .list = list};
    for (uint32_t n = ig_csv_list_size(list); w.i < n; w.i++) {
        if (ig_pool_check_at(draft->context->pool, w.i, err) != 0 ||
            take_word(&w, append_code, err) != 0) {
            return -1;
        }
    }
    return 0;
}

/* Room for the texts of the largest list: there will be no fewer, and hardly more. */
static int open_dict(ig_csv_draft *draft, bool indexed, ig_error *err) {
    const ig_csv_words *largest = NULL;
    for (size_t i = 0; i < draft->n_lists; i++) {
        const ig_csv_words *words = draft->lists[i].shelf->words;
        if (words != NULL &&
            (largest == NULL || ig_csv_words_size(words) > ig_csv_words_size(largest))) {
            largest = words;
        }
    }
    draft->dict = ig_dict_new(draft->context->memory, err);
    if (draft->dict == NULL) {
        return -1;
    }
    return largest == NULL || !indexed
               ? 0
               : ig_dict_reserve(draft->dict, ig_csv_words_size(largest), 0, err);
}

static int merge(ig_csv_draft *draft, ig_error *err) {
    ig_csv_list *only = only_list(draft);
    if (open_dict(draft, only == NULL, err) != 0) {
        return -1;
    }
    if (only != NULL) {
        return take_only(draft, only, err);
    }
    uint32_t *taken = ig_alloc_zero(draft->context->memory, draft->n_lists, sizeof taken[0], err);
    int status = taken == NULL ? -1 : 0;
    for (size_t lot = 0; lot < draft->plan->n_lots && status == 0; lot++) {
        const ig_csv_stretch *stretch = ig_csv_draft_stretch(draft, lot);
        if (stretch != NULL && stretch->form == IG_CSV_TEXTS) {
            status = take_lot(draft, lot, taken, err);
        }
    }
    ig_free(taken);
    return status;
}

/* Values of all lists, zero. */
static int open_values(ig_csv_draft *draft, ig_error *err) {
    for (size_t i = 0; i < draft->n_lists; i++) {
        ig_csv_list *list = &draft->lists[i];
        uint32_t n = ig_csv_list_size(list);
        list->size = n;
        if (n > 0) {
            list->values = ig_alloc_zero(draft->context->memory, n, draft->width, err);
        }
        if (n > 0 && list->values == NULL) {
            return -1;
        }
    }
    return 0;
}

static void narrow_values(const ig_csv_draft *draft, void *to, unsigned width, const void *from,
                          size_t n) {
    if (draft->type.type == IG_TEXT) {
        ig_narrow_codes(to, width, from, n);
    } else {
        ig_narrow_ints(to, width, from, draft->width, n);
    }
}

static int narrow_lists(ig_csv_draft *draft, unsigned width, ig_error *err) {
    for (size_t i = 0; i < draft->n_lists && width < draft->width; i++) {
        ig_csv_list *list = &draft->lists[i];
        uint32_t n = ig_csv_list_size(list);
        if (n == 0) {
            continue;
        }
        void *values = ig_alloc_array(draft->context->memory, n, width, err);
        if (values == NULL) {
            return -1;
        }
        narrow_values(draft, values, width, list->values, n);
        ig_free(list->values);
        list->values = values;
    }
    draft->width = width;
    return 0;
}

static unsigned month_width(const ig_csv_draft *draft) {
    int32_t max = 0;
    for (size_t i = 0; i < draft->n_lists; i++) {
        const int32_t *months = draft->lists[i].values;
        for (uint32_t k = 0; k < ig_csv_list_size(&draft->lists[i]); k++) {
            max = months[k] > max ? months[k] : max;
        }
    }
    return max <= INT16_MAX ? 2 : 4;
}

/* Words are given back; it is noted where a list's codes need no exchange. */
static void close_lists(ig_csv_draft *draft) {
    for (size_t i = 0; i < draft->n_lists; i++) {
        ig_csv_list *list = &draft->lists[i];
        uint32_t n = ig_csv_list_size(list);
        list->same = draft->type.type == IG_TEXT && list->reasons == NULL;
        for (uint32_t k = 0; k < n && list->same; k++) {
            list->same = ig_csv_code_at(list->values, draft->width, k) == k;
        }
        ig_csv_words_free(list->shelf->words);
        list->shelf->words = NULL;
    }
}

static int value_texts(ig_csv_draft *draft, ig_error *err) {
    draft->width = sizeof(uint32_t);
    if (open_values(draft, err) != 0 || merge(draft, err) != 0) {
        return -1;
    }
    return narrow_lists(draft, ig_dict_width(ig_dict_size(draft->dict)), err);
}

static int value_months(ig_csv_draft *draft, ig_error *err) {
    draft->width = sizeof(int32_t);
    if (open_values(draft, err) != 0 || take_lists(draft, put_month, err) != 0) {
        return -1;
    }
    return narrow_lists(draft, month_width(draft), err);
}

static int value_numbers(ig_csv_draft *draft, ig_error *err) {
    bool real = draft->type.type == IG_REAL;
    draft->width = real ? sizeof(double) : ig_int_width(draft->type.min, draft->type.max);
    return open_values(draft, err) != 0 ? -1
                                        : take_lists(draft, real ? put_real : put_decimal, err);
}

int ig_csv_draft_value(ig_csv_draft *draft, ig_error *err) {
    int status = draft->type.type == IG_TEXT    ? value_texts(draft, err)
                 : draft->type.type == IG_MONTH ? value_months(draft, err)
                                                : value_numbers(draft, err);
    if (status != 0) {
        return -1;
    }
    close_lists(draft);
    return 0;
}
