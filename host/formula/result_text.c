/*
 * Texts of a result in order of first appearance. Each code knows the first row it stands in, whatever
 * the order in which threads came by: a bit for each such row, read from the first on, gives the codes
 * in the order wanted, without sorting.
 */
#include "formula/result.h"

#include <string.h>

static uint32_t code_at(const ig_result *result, size_t row) {
    switch (result->width) {
    case 1: return ((const uint8_t *)result->values)[row];
    case 2: return ((const uint16_t *)result->values)[row];
    default: return ((const uint32_t *)result->values)[row];
    }
}

/* The codes that were met, in order of their first rows; `order` holds one item a code. */
static int order_codes(const ig_result *result, uint32_t n_codes, uint32_t *order, uint32_t *n_met,
                       ig_error *err) {
    size_t n_words = ig_bitmap_words(result->n_rows);
    uint64_t *bits = ig_alloc_zero(result->context->memory, n_words, sizeof *bits, err);
    if (bits == NULL) {
        return -1;
    }
    for (uint32_t code = 0; code < n_codes; code++) {
        unsigned first = atomic_load_explicit(&result->firsts[code], memory_order_relaxed);
        if (first != UINT32_MAX) {
            ig_bit_put(bits, first, true);
        }
    }
    *n_met = 0;
    for (size_t word = 0; word < n_words; word++) {
        for (uint64_t some = bits[word]; some != 0; some &= some - 1) {
            order[(*n_met)++] = code_at(result, word * 64 + (size_t)__builtin_ctzll(some));
        }
    }
    ig_free(bits);
    return 0;
}

typedef struct renumbering {
    const ig_result *result;
    const uint32_t *recode;
    void *to;
    unsigned width;
} renumbering;

#define RECODE(name, from_type, to_type)                                                           \
    static void recode_##name(const void *from, const uint32_t *recode, size_t n, void *to) {      \
        for (size_t i = 0; i < n; i++)                                                             \
            ((to_type *)to)[i] = (to_type)recode[((const from_type *)from)[i]];                    \
    }

RECODE(1_to_1, uint8_t, uint8_t)
RECODE(2_to_1, uint16_t, uint8_t)
RECODE(2_to_2, uint16_t, uint16_t)
RECODE(4_to_1, uint32_t, uint8_t)
RECODE(4_to_2, uint32_t, uint16_t)
RECODE(4_to_4, uint32_t, uint32_t)

/* Missing rows have code 0, whatever text that now stands for. */
static void clear_missing(const ig_result *result, ig_morsel morsel, unsigned width, void *values) {
    for (size_t at = morsel.lo; at < morsel.hi; at += 64) {
        size_t n = morsel.hi - at < 64 ? morsel.hi - at : 64;
        uint64_t gone = ~result->validity[at / 64];
        gone &= n < 64 ? (UINT64_C(1) << n) - 1 : UINT64_MAX;
        for (; gone != 0; gone &= gone - 1) {
            memset((char *)values + (at + (size_t)__builtin_ctzll(gone)) * width, 0, width);
        }
    }
}

/* In place or into narrower codes elsewhere. */
static int renumber_morsel(void *context, size_t task, unsigned worker, ig_error *err) {
    (void)worker;
    (void)err;
    const renumbering *work = context;
    const ig_result *result = work->result;
    ig_morsel morsel = ig_morsel_at(result->context, task, result->n_rows);
    size_t n = morsel.hi - morsel.lo;
    const char *from = (const char *)result->values + morsel.lo * result->width;
    void *to = (char *)work->to + morsel.lo * work->width;
    switch (result->width * 10 + work->width) {
    case 11: recode_1_to_1(from, work->recode, n, to); break;
    case 21: recode_2_to_1(from, work->recode, n, to); break;
    case 22: recode_2_to_2(from, work->recode, n, to); break;
    case 41: recode_4_to_1(from, work->recode, n, to); break;
    case 42: recode_4_to_2(from, work->recode, n, to); break;
    default: recode_4_to_4(from, work->recode, n, to); break;
    }
    clear_missing(result, morsel, work->width, work->to);
    return 0;
}

static int renumber(ig_result *result, const uint32_t *recode, uint32_t n_met, ig_error *err) {
    const ig_context *context = result->context;
    renumbering work = {.result = result, .recode = recode, .to = result->values};
    work.width = ig_dict_width(n_met);
    if (work.width < result->width) {
        work.to = ig_alloc_array(context->memory, result->n_rows, work.width, err);
        if (work.to == NULL) {
            return -1;
        }
    }
    int failed = ig_pool_run(context->pool, result->n_parts, renumber_morsel, &work, err);
    void *spare = failed == 0 ? result->values : work.to;
    if (work.to != result->values) {
        ig_free(spare);
    }
    if (failed == 0) {
        result->values = work.to;
        result->width = work.width;
    }
    return failed;
}

/* A dictionary of the codes in their new order, and what each becomes; NULL on failure. */
static ig_dict *new_dict(const ig_result *result, const ig_dict *from, const uint32_t *order,
                         uint32_t n_met, uint32_t *recode, ig_error *err) {
    ig_dict *dict = ig_dict_new(result->context->memory, err);
    for (uint32_t i = 0; dict != NULL && i < n_met; i++) {
        ig_text text = ig_dict_text(from, order[i]);
        if (ig_dict_add(dict, text.bytes, text.size_bytes, &recode[order[i]], err) != 0) {
            ig_dict_release(dict);
            return NULL;
        }
    }
    return dict;
}

ig_dict *ig_result_number(ig_result *result, ig_error *err) {
    ig_dict *from = result->expression->steps[result->expression->result].dict;
    uint32_t n_codes = ig_dict_size(from), n_met = 0;
    ig_dict *dict = NULL;
    uint32_t *order = ig_alloc_array(result->context->memory, n_codes, 2 * sizeof *order, err);
    if (order == NULL) {
        return NULL;
    }
    if (order_codes(result, n_codes, order, &n_met, err) != 0) {
        goto done;
    }
    bool same = n_met == n_codes;
    for (uint32_t i = 0; i < n_met && same; i++) {
        same = order[i] == i;
    }
    if (same) {
        dict = ig_dict_retain(from);
        goto done;
    }
    uint32_t *recode = order + n_codes;
    dict = new_dict(result, from, order, n_met, recode, err);
    if (dict != NULL && renumber(result, recode, n_met, err) != 0) {
        ig_dict_release(dict);
        dict = NULL;
    }
done:
    ig_free(order);
    return dict;
}
