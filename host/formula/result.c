/*
 * While morsels run, integers are kept in 64 bits and text in codes of the expression's dictionary,
 * because neither the range nor the order of first appearance is known before the last row. Both are
 * settled at the end: integers by the bounds of all morsels, codes by one pass in row order. Morsels are
 * multiples of 64 rows, so threads never write the same word of bits.
 */
#include "formula/result.h"

#include "table/decimal.h"

#include <string.h>

static ig_type type_of(const ig_result *result) {
    return ig_expression_type(result->expression);
}

static size_t item_bytes(ig_type type) {
    return type == IG_TEXT ? sizeof(uint32_t) : sizeof(int64_t);
}

int ig_result_init(ig_result *result, const ig_context *context, const ig_expression *expression,
                   size_t n_rows, ig_error *err) {
    ig_memory *memory = context->memory;
    ig_type type = ig_expression_type(expression);
    size_t n_words = ig_bitmap_words(n_rows);
    *result = (ig_result){.context = context, .expression = expression, .n_rows = n_rows};
    result->n_parts = ig_morsels(context, n_rows);
    result->values =
        ig_alloc_zero(memory, type == IG_BOOL ? n_words : n_rows, item_bytes(type), err);
    if (result->values == NULL) {
        return -1;
    }
    result->validity = ig_alloc_zero(memory, n_words, sizeof(uint64_t), err);
    if (result->validity == NULL) {
        goto failed;
    }
    result->parts = ig_alloc_zero(memory, result->n_parts, sizeof *result->parts, err);
    if (result->parts == NULL) {
        goto failed;
    }
    if (!expression->has_reasons) {
        return 0;
    }
    result->reasons = ig_alloc_zero(memory, n_rows, 1, err);
    if (result->reasons != NULL) {
        return 0;
    }
failed:
    ig_result_reset(result);
    return -1;
}

void ig_result_reset(ig_result *result) {
    ig_free(result->values);
    ig_free(result->validity);
    ig_free(result->reasons);
    ig_free(result->parts);
    result->values = NULL;
    result->validity = NULL;
    result->reasons = NULL;
    result->parts = NULL;
}

/* ---- Storing ---- */

static ig_reason reason_of(uint8_t state) {
    return (state & IG_STATE_SUPPRESSED) != 0 ? IG_SUPPRESSED
           : (state & IG_STATE_REJECTED) != 0 ? IG_REJECTED
                                              : IG_EMPTY;
}

static void store_states(ig_result *result, ig_part *part, const ig_vector *vector, size_t at,
                         size_t n) {
    uint64_t *words = result->validity + at / 64; /* `at` is a multiple of 64 */
    if (vector->state == NULL) {
        for (size_t i = 0; i + 64 <= n; i += 64) {
            words[i / 64] = UINT64_MAX;
        }
        if (n % 64 != 0) {
            words[n / 64] = (UINT64_C(1) << (n % 64)) - 1;
        }
        return;
    }
    for (size_t i = 0; i < n; i++) {
        uint8_t state = ig_state_at(vector, i);
        words[i / 64] |= (uint64_t)(state == 0) << (i % 64);
        part->n_missing += state != 0;
        if (state == 0 || result->reasons == NULL) {
            continue;
        }
        result->reasons[at + i] = (uint8_t)reason_of(state);
        part->has_reason = part->has_reason || reason_of(state) != IG_EMPTY;
    }
}

static void store_ints(int64_t *to, ig_part *part, const ig_vector *vector, size_t n) {
    const int64_t *values = vector->data;
    int64_t least = part->least, most = part->most;
    for (size_t i = 0; i < n; i++) {
        bool present = ig_state_at(vector, i) == 0;
        int64_t value = values[ig_at(vector, i)];
        to[i] = present ? value : 0;
        least = to[i] < least ? to[i] : least;
        most = to[i] > most ? to[i] : most;
    }
    part->least = least;
    part->most = most;
}

static void store_plain_ints(int64_t *restrict to, ig_part *part, const int64_t *restrict values,
                             size_t n) {
    int64_t least = part->least, most = part->most;
    for (size_t i = 0; i < n; i++) {
        int64_t value = values[i];
        to[i] = value;
        least = value < least ? value : least;
        most = value > most ? value : most;
    }
    part->least = least;
    part->most = most;
}

static void store_reals(double *to, const ig_vector *vector, size_t n) {
    const double *values = vector->data;
    for (size_t i = 0; i < n; i++) {
        to[i] = ig_state_at(vector, i) == 0 ? values[ig_at(vector, i)] : 0;
    }
}

static void store_codes(uint32_t *to, const ig_vector *vector, size_t n) {
    const uint32_t *codes = vector->data;
    for (size_t i = 0; i < n; i++) {
        to[i] = ig_state_at(vector, i) == 0 ? codes[ig_at(vector, i)] : 0;
    }
}

static void store_bools(uint64_t *words, const ig_vector *vector, size_t n) {
    const uint8_t *values = vector->data;
    for (size_t i = 0; i < n; i++) {
        bool on = ig_state_at(vector, i) == 0 && values[ig_at(vector, i)];
        words[i / 64] |= (uint64_t)on << (i % 64);
    }
}

void ig_result_store(ig_result *result, size_t morsel, const ig_vector *vector, size_t at,
                     size_t n) {
    ig_part *part = &result->parts[morsel];
    store_states(result, part, vector, at, n);
    switch (type_of(result)) {
    case IG_REAL: store_reals((double *)result->values + at, vector, n); break;
    case IG_TEXT: store_codes((uint32_t *)result->values + at, vector, n); break;
    case IG_BOOL: store_bools((uint64_t *)result->values + at / 64, vector, n); break;
    default:
        if (vector->state == NULL && !vector->constant) {
            store_plain_ints((int64_t *)result->values + at, part, vector->data, n);
        } else {
            store_ints((int64_t *)result->values + at, part, vector, n);
        }
        break;
    }
}

/* ---- Finishing ---- */

/* Copies items into a column's narrower ones, a morsel a task. */
typedef struct narrowing {
    const ig_context *context;
    const void *from;
    const uint32_t *recode; /* text: the new code of each old one */
    const uint64_t *validity;
    ig_column *to;
} narrowing;

#define NARROW(name, to_type)                                                                      \
    static void narrow_##name(const int64_t *from, size_t n, void *to) {                           \
        for (size_t i = 0; i < n; i++)                                                             \
            ((to_type *)to)[i] = (to_type)from[i];                                                 \
    }

NARROW(i8, int8_t)
NARROW(i16, int16_t)
NARROW(i32, int32_t)

static int narrow_ints(void *context, size_t task, unsigned worker, ig_error *err) {
    (void)worker;
    (void)err;
    const narrowing *work = context;
    ig_morsel morsel = ig_morsel_at(work->context, task, work->to->n_rows);
    size_t at = morsel.lo, n = morsel.hi - morsel.lo;
    const int64_t *from = (const int64_t *)work->from + at;
    switch (work->to->width) {
    case 1: narrow_i8(from, n, (int8_t *)work->to->values + at); break;
    case 2: narrow_i16(from, n, (int16_t *)work->to->values + at); break;
    case 4: narrow_i32(from, n, (int32_t *)work->to->values + at); break;
    default: memcpy((int64_t *)work->to->values + at, from, n * sizeof *from); break;
    }
    return 0;
}

static int narrow_codes(void *context, size_t task, unsigned worker, ig_error *err) {
    (void)worker;
    (void)err;
    const narrowing *work = context;
    ig_morsel morsel = ig_morsel_at(work->context, task, work->to->n_rows);
    const uint32_t *from = work->from;
    for (size_t i = morsel.lo; i < morsel.hi; i++) {
        uint32_t code = ig_bit_get(work->validity, i) ? work->recode[from[i]] : 0;
        switch (work->to->width) {
        case 1: ((uint8_t *)work->to->values)[i] = (uint8_t)code; break;
        case 2: ((uint16_t *)work->to->values)[i] = (uint16_t)code; break;
        default: ((uint32_t *)work->to->values)[i] = code; break;
        }
    }
    return 0;
}

static ig_column *finish_ints(ig_result *result, ig_error *err) {
    const ig_context *context = result->context;
    const ig_step *step = &result->expression->steps[result->expression->result];
    int64_t least = 0, most = 0;
    for (size_t i = 0; i < result->n_parts; i++) {
        least = result->parts[i].least < least ? result->parts[i].least : least;
        most = result->parts[i].most > most ? result->parts[i].most : most;
    }
    unsigned width = ig_int_width(least, most);
    width = step->type == IG_MONTH && width < 2 ? 2 : width;
    ig_column *column =
        ig_column_new(context->memory, step->type, step->scale, width, result->n_rows, err);
    narrowing work = {.context = context, .from = result->values, .to = column};
    if (column != NULL &&
        ig_pool_run(context->pool, result->n_parts, narrow_ints, &work, err) != 0) {
        ig_column_release(column);
        return NULL;
    }
    return column;
}

/* Numbers the codes in order of first appearance; UINT32_MAX: not met. */
static int number_codes(const ig_result *result, uint32_t *recode, ig_dict *to, ig_error *err) {
    const ig_dict *from = result->expression->steps[result->expression->result].dict;
    const uint32_t *codes = result->values;
    for (size_t i = 0; i < result->n_rows; i++) {
        uint32_t code = codes[i];
        if (recode[code] != UINT32_MAX || !ig_bit_get(result->validity, i)) {
            continue;
        }
        ig_text text = ig_dict_text(from, code);
        if (ig_dict_add(to, text.bytes, text.size_bytes, &recode[code], err) != 0) {
            return -1;
        }
    }
    return 0;
}

static ig_column *make_text(ig_result *result, uint32_t *recode, ig_dict *dict, ig_error *err) {
    const ig_context *context = result->context;
    if (number_codes(result, recode, dict, err) != 0) {
        return NULL;
    }
    uint32_t size = ig_dict_size(dict);
    unsigned width = size <= 1u << 8 ? 1 : size <= 1u << 16 ? 2 : 4;
    ig_column *column = ig_column_new(context->memory, IG_TEXT, 0, width, result->n_rows, err);
    if (column == NULL) {
        return NULL;
    }
    column->dict = ig_dict_retain(dict);
    narrowing work = {.context = context,
                      .from = result->values,
                      .recode = recode,
                      .validity = result->validity,
                      .to = column};
    if (ig_pool_run(context->pool, result->n_parts, narrow_codes, &work, err) != 0) {
        ig_column_release(column);
        return NULL;
    }
    return column;
}

static ig_column *finish_text(ig_result *result, ig_error *err) {
    const ig_context *context = result->context;
    const ig_dict *from = result->expression->steps[result->expression->result].dict;
    size_t size = ig_dict_size(from) + (size_t)1; /* code 0 of missing rows in any case */
    uint32_t *recode = ig_alloc_array(context->memory, size, sizeof *recode, err);
    if (recode == NULL) {
        return NULL;
    }
    memset(recode, 0xFF, size * sizeof *recode);
    ig_dict *dict = ig_dict_new(context->memory, err);
    ig_column *column = dict == NULL ? NULL : make_text(result, recode, dict, err);
    ig_dict_release(dict);
    ig_free(recode);
    return column;
}

/* Reals and bools are kept as columns hold them: the block changes hands. */
static ig_column *finish_as_is(ig_result *result, ig_error *err) {
    const ig_context *context = result->context;
    bool real = type_of(result) == IG_REAL;
    ig_column *column = ig_column_new(context->memory, type_of(result), 0, real ? 8 : 0, 0, err);
    if (column == NULL) {
        return NULL;
    }
    ig_free(column->values);
    column->values = result->values;
    column->n_rows = result->n_rows;
    result->values = NULL;
    return column;
}

/* Hands validity and reasons over where there is anything to say. */
static void finish_states(ig_result *result, ig_column *column) {
    bool has_reason = false;
    for (size_t i = 0; i < result->n_parts; i++) {
        column->n_missing += result->parts[i].n_missing;
        has_reason = has_reason || result->parts[i].has_reason;
    }
    if (column->n_missing > 0) {
        column->validity = result->validity;
        result->validity = NULL;
    }
    if (has_reason) {
        column->reasons = result->reasons;
        result->reasons = NULL;
    }
}

ig_column *ig_result_finish(ig_result *result, ig_error *err) {
    const ig_step *step = &result->expression->steps[result->expression->result];
    ig_column *column = step->type == IG_TEXT                            ? finish_text(result, err)
                        : step->type == IG_REAL || step->type == IG_BOOL ? finish_as_is(result, err)
                                                                         : finish_ints(result, err);
    if (column == NULL) {
        return NULL;
    }
    finish_states(result, column);
    const ig_column *plain = ig_step_plain(result->expression);
    const char *source = plain == NULL ? NULL : plain->source;
    if (ig_column_set_unit(column, step->unit, err) != 0 ||
        ig_column_set_source(column, source, err) != 0) {
        ig_column_release(column);
        return NULL;
    }
    return column;
}
