/*
 * Everything about text happens once per dictionary entry, here: a comparison, test or function
 * becomes a table over the codes of its argument, and a step that reads it. New dictionaries number
 * their texts in the order of the old one; the order of first appearance in the rows is restored when
 * a column is made (result.c). Constants have a dictionary of one entry, so they need no other code.
 */
#include "formula/binder.h"

#include "formula/kernels.h"
#include "formula/utf8.h"

#include <stdlib.h>
#include <string.h>

ig_text ig_bind_text_constant(const ig_step *step) {
    if (step->state != 0 || ig_dict_size(step->dict) == 0) {
        return (ig_text){.bytes = "", .size_bytes = 0};
    }
    return ig_dict_text(step->dict, step->value.code);
}

/* A table with an item for each code, and at least one. */
static int new_table(const ig_binder *binder, const ig_dict *dict, size_t item_bytes,
                     ig_lookup *table, ig_error *err) {
    table->n = ig_dict_size(dict);
    table->items = ig_alloc_zero(binder->to->memory, table->n > 0 ? table->n : 1, item_bytes, err);
    return table->items == NULL ? -1 : 0;
}

static int compare_texts(ig_text a, ig_text b) {
    size_t n = a.size_bytes < b.size_bytes ? a.size_bytes : b.size_bytes;
    int order = n == 0 ? 0 : memcmp(a.bytes, b.bytes, n);
    return order != 0 ? order : (a.size_bytes > b.size_bytes) - (a.size_bytes < b.size_bytes);
}

static bool order_holds(ig_compare compare, int order) {
    switch (compare) {
    case IG_EQ: return order == 0;
    case IG_NE: return order != 0;
    case IG_LT: return order < 0;
    case IG_LE: return order <= 0;
    case IG_GT: return order > 0;
    default: return order >= 0;
    }
}

/* ---- Comparison ---- */

/* Text against a constant: a table of answers. `turned`: the constant stands on the left. */
static int compare_with(ig_binder *binder, uint32_t node, ig_compare compare, uint32_t arg,
                        ig_text with, bool turned, uint32_t *index, ig_error *err) {
    const ig_dict *dict = ig_bind_step(binder, arg)->dict;
    ig_step step = {.run = ig_kernel_code_bool, .type = IG_BOOL, .node = node};
    if (new_table(binder, dict, sizeof(uint8_t), &step.lookup, err) != 0) {
        return -1;
    }
    uint8_t *answers = step.lookup.items;
    for (uint32_t code = 0; code < step.lookup.n; code++) {
        int order = compare_texts(ig_dict_text(dict, code), with);
        answers[code] = order_holds(compare, turned ? -order : order);
    }
    return ig_bind_add(binder, step, &arg, 1, index, err);
}

typedef struct ranked {
    ig_text text;
    uint32_t *rank; /* where its rank goes */
} ranked;

static int by_text(const void *a, const void *b) {
    return compare_texts(((const ranked *)a)->text, ((const ranked *)b)->text);
}

static void rank_all(ranked *all, size_t n) {
    if (n > 0) {
        qsort(all, n, sizeof *all, by_text);
    }
    uint32_t rank = 0;
    for (size_t i = 0; i < n; i++) {
        rank += i > 0 && by_text(&all[i - 1], &all[i]) != 0;
        *all[i].rank = rank;
    }
}

/* Tables that give the codes of two dictionaries ranks in one order of texts. */
static int rank_tables(const ig_binder *binder, const ig_dict *const dicts[2], ig_lookup tables[2],
                       ig_error *err) {
    size_t n = 0;
    for (int k = 0; k < 2; k++) {
        if (new_table(binder, dicts[k], sizeof(uint32_t), &tables[k], err) != 0) {
            return -1;
        }
    }
    ranked *all = ig_alloc_array(binder->to->memory, tables[0].n + tables[1].n, sizeof *all, err);
    if (all == NULL) {
        return -1;
    }
    for (int k = 0; k < 2; k++) {
        for (uint32_t code = 0; code < tables[k].n; code++) {
            all[n++] = (ranked){.text = ig_dict_text(dicts[k], code),
                                .rank = (uint32_t *)tables[k].items + code};
        }
    }
    rank_all(all, n);
    ig_free(all);
    return 0;
}

/* Two texts that vary: their ranks are compared. */
static int compare_ranks(ig_binder *binder, uint32_t node, ig_compare compare,
                         const uint32_t args[2], uint32_t *index, ig_error *err) {
    const ig_dict *const dicts[2] = {ig_bind_step(binder, args[0])->dict,
                                     ig_bind_step(binder, args[1])->dict};
    ig_lookup tables[2] = {{0}, {0}};
    uint32_t ranks[2];
    if (rank_tables(binder, dicts, tables, err) != 0) {
        ig_free(tables[0].items);
        ig_free(tables[1].items);
        return -1;
    }
    for (int k = 0; k < 2; k++) {
        /* Ranks are no text, but they are held like codes. */
        ig_step step = {.run = ig_kernel_code_code,
                        .type = IG_TEXT,
                        .node = ig_bind_step(binder, args[k])->node,
                        .lookup = tables[k]};
        if (ig_bind_add(binder, step, &args[k], 1, &ranks[k], err) != 0) {
            if (k == 0) {
                ig_free(tables[1].items);
            }
            return -1;
        }
    }
    ig_step step = {
        .run = ig_kernel_compare_code, .type = IG_BOOL, .compare = compare, .node = node};
    return ig_bind_add(binder, step, ranks, 2, index, err);
}

int ig_bind_text_compare(ig_binder *binder, uint32_t node, ig_compare compare, uint32_t left,
                         uint32_t right, uint32_t *index, ig_error *err) {
    const ig_step *a = ig_bind_step(binder, left), *b = ig_bind_step(binder, right);
    if (b->constant) {
        return compare_with(binder, node, compare, left, ig_bind_text_constant(b), false, index,
                            err);
    }
    if (a->constant) {
        return compare_with(binder, node, compare, right, ig_bind_text_constant(a), true, index,
                            err);
    }
    const uint32_t args[2] = {left, right};
    return compare_ranks(binder, node, compare, args, index, err);
}

/* ---- Tests and functions ---- */

static bool contains(ig_text text, ig_text part) {
    if (part.size_bytes == 0) {
        return true;
    }
    const char *from = text.bytes;
    size_t left = text.size_bytes;
    while (left >= part.size_bytes) {
        const char *at = memchr(from, part.bytes[0], left - part.size_bytes + 1);
        if (at == NULL) {
            return false;
        }
        if (memcmp(at, part.bytes, part.size_bytes) == 0) {
            return true;
        }
        left -= (size_t)(at + 1 - from);
        from = at + 1;
    }
    return false;
}

static bool starts_with(ig_text text, ig_text part) {
    return part.size_bytes == 0 || (text.size_bytes >= part.size_bytes &&
                                    memcmp(text.bytes, part.bytes, part.size_bytes) == 0);
}

int ig_bind_text_test(ig_binder *binder, uint32_t node, ig_builtin_id test, uint32_t arg,
                      ig_text with, uint32_t *index, ig_error *err) {
    const ig_dict *dict = ig_bind_step(binder, arg)->dict;
    ig_step step = {.run = ig_kernel_code_bool, .type = IG_BOOL, .node = node};
    if (new_table(binder, dict, sizeof(uint8_t), &step.lookup, err) != 0) {
        return -1;
    }
    uint8_t *answers = step.lookup.items;
    for (uint32_t code = 0; code < step.lookup.n; code++) {
        ig_text text = ig_dict_text(dict, code);
        answers[code] = test == IG_FN_STARTS_WITH ? starts_with(text, with) : contains(text, with);
    }
    return ig_bind_add(binder, step, &arg, 1, index, err);
}

static int append_lower(ig_buffer *out, ig_text text, ig_error *err) {
    for (size_t i = 0; i < text.size_bytes;) {
        size_t from = i;
        uint32_t character = ig_utf8_next(text.bytes, text.size_bytes, &i);
        uint32_t lower = ig_utf8_lower(character);
        char bytes[IG_UTF8_MAX];
        int failed = lower == character /* bytes that are no UTF-8 stay as they are */
                         ? ig_buffer_append(out, text.bytes + from, i - from, err)
                         : ig_buffer_append(out, bytes, ig_utf8_put(bytes, lower), err);
        if (failed != 0) {
            return -1;
        }
    }
    return 0;
}

static int map_entry(ig_builtin_id map, uint64_t length, ig_text text, ig_buffer *scratch,
                     ig_dict *to, uint32_t *code, ig_error *err) {
    if (map == IG_FN_PREFIX) {
        return ig_dict_add(to, text.bytes, ig_utf8_prefix(text.bytes, text.size_bytes, length),
                           code, err);
    }
    scratch->size_bytes = 0;
    if (append_lower(scratch, text, err) != 0) {
        return -1;
    }
    return ig_dict_add(to, scratch->size_bytes > 0 ? scratch->bytes : "", scratch->size_bytes, code,
                       err);
}

int ig_bind_text_map(ig_binder *binder, uint32_t node, ig_builtin_id map, uint32_t arg,
                     uint64_t length, uint32_t *index, ig_error *err) {
    const ig_dict *from = ig_bind_step(binder, arg)->dict;
    ig_step step = {.run = ig_kernel_code_code, .type = IG_TEXT, .node = node};
    ig_buffer scratch;
    ig_buffer_init(&scratch, binder->to->memory);
    step.dict = ig_dict_new(binder->to->memory, err);
    int failed =
        step.dict == NULL ? -1 : new_table(binder, from, sizeof(uint32_t), &step.lookup, err);
    for (uint32_t code = 0; failed == 0 && code < step.lookup.n; code++) {
        failed = map_entry(map, length, ig_dict_text(from, code), &scratch, step.dict,
                           (uint32_t *)step.lookup.items + code, err);
    }
    ig_buffer_reset(&scratch);
    if (failed == 0) {
        return ig_bind_add(binder, step, &arg, 1, index, err);
    }
    ig_free(step.lookup.items);
    ig_dict_release(step.dict);
    return -1;
}

/* ---- One dictionary for several texts ---- */

static int add_entries(const ig_binder *binder, const ig_dict *from, ig_dict *to, ig_lookup *table,
                       ig_error *err) {
    if (new_table(binder, from, sizeof(uint32_t), table, err) != 0) {
        return -1;
    }
    for (uint32_t code = 0; code < table->n; code++) {
        ig_text text = ig_dict_text(from, code);
        if (ig_dict_add(to, text.bytes, text.size_bytes, (uint32_t *)table->items + code, err) !=
            0) {
            ig_free(table->items);
            return -1;
        }
    }
    return 0;
}

/* Every step must see the whole dictionary, but each holds it as it grows: entries are only added. */
static int merge(ig_binder *binder, uint32_t *steps, uint32_t n, ig_dict *into, ig_error *err) {
    for (uint32_t i = 0; i < n; i++) {
        const ig_step *from = ig_bind_step(binder, steps[i]);
        ig_step step = {.run = ig_kernel_code_code, .type = IG_TEXT, .node = from->node};
        if (add_entries(binder, from->dict, into, &step.lookup, err) != 0) {
            return -1;
        }
        step.dict = ig_dict_retain(into);
        if (ig_bind_add(binder, step, &steps[i], 1, &steps[i], err) != 0) {
            return -1;
        }
    }
    return 0;
}

int ig_bind_text_merge(ig_binder *binder, uint32_t *steps, uint32_t n, ig_error *err) {
    const ig_dict *first = ig_bind_step(binder, steps[0])->dict;
    bool alike = true;
    for (uint32_t i = 1; i < n; i++) {
        alike = alike && ig_bind_step(binder, steps[i])->dict == first;
    }
    if (alike) {
        return 0;
    }
    ig_dict *into = ig_dict_new(binder->to->memory, err);
    if (into == NULL) {
        return -1;
    }
    int failed = merge(binder, steps, n, into, err);
    ig_dict_release(into);
    return failed;
}
