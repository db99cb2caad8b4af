/*
 * Membership. The constants of a list are gathered as values, without steps of their own, and brought
 * to the type and scale of what is looked up: an item that cannot be equal (2.5 among whole numbers)
 * is left out. Integers in a small range become a table, others are sorted; text is looked up once for
 * each item in the dictionary.
 */
#include "formula/binder.h"

#include "formula/kernels.h"
#include "table/month.h"

#include <stdlib.h>
#include <string.h>

enum { TABLE_MAX = 1 << 16 };

typedef struct item {
    ig_value value;
    uint32_t node; /* for errors */
} item;

typedef struct item_list {
    item *items; /* owned */
    size_t n;
    bool missing; /* some item is */
} item_list;

/* ---- Gathering ---- */

static int value_of_param(const ig_binder *binder, uint32_t index, ig_value *value, ig_error *err) {
    const ig_node *node = &binder->tree->nodes[index];
    const ig_value *values;
    bool list;
    size_t n;
    /* That it was given was seen before. */
    (void)ig_params_find(binder->params, ig_node_string(binder->tree, node), &list, &values, &n);
    if (list) {
        return ig_bind_fail(binder, node->at, err, "$%s is a list inside of a list",
                            ig_node_string(binder->tree, node));
    }
    *value = values[0];
    return 0;
}

static int negate(const ig_binder *binder, uint32_t index, ig_value *value, ig_error *err) {
    if (value->missing) {
        return 0;
    }
    if (value->type == IG_REAL) {
        value->real = -value->real;
        return 0;
    }
    char name[IG_OPERAND_TEXT];
    const ig_node *node = &binder->tree->nodes[index];
    if (value->type != IG_DECIMAL) {
        return ig_bind_fail(binder, node->at, err, "'-' wants a number, %s is %s",
                            ig_bind_name(binder, ig_node_arg(binder->tree, node, 0), name),
                            ig_type_name(value->type));
    }
    if (__builtin_sub_overflow(0, value->integer, &value->integer)) {
        return ig_bind_fail(binder, node->at, err, "%s overflows 64 bits",
                            ig_bind_name(binder, index, name));
    }
    return 0;
}

/* The value of a literal, a $name, or either behind a minus. */
static int value_of(const ig_binder *binder, uint32_t index, ig_value *value, ig_error *err) {
    const ig_node *node = &binder->tree->nodes[index];
    bool minus = node->kind == IG_NODE_NEGATE;
    uint32_t inner = minus ? ig_node_arg(binder->tree, node, 0) : index;
    node = &binder->tree->nodes[inner];
    *value = (ig_value){.type = IG_DECIMAL};
    switch (node->kind) {
    case IG_NODE_NIL: value->missing = true; break;
    case IG_NODE_BOOL:
        value->type = IG_BOOL;
        value->boolean = node->boolean;
        break;
    case IG_NODE_NUMBER:
        value->type = node->number.kind == IG_NUMBER_DECIMAL ? IG_DECIMAL : IG_REAL;
        value->integer = node->number.units;
        value->scale = node->number.scale;
        value->real = node->number.real;
        break;
    case IG_NODE_TEXT:
        value->type = IG_TEXT;
        value->bytes = ig_node_string(binder->tree, node);
        value->size_bytes = node->n_bytes;
        break;
    default:
        if (value_of_param(binder, inner, value, err) != 0) {
            return -1;
        }
        break;
    }
    return minus ? negate(binder, index, value, err) : 0;
}

static int new_items(const ig_binder *binder, size_t n, item_list *list, ig_error *err) {
    list->items = ig_alloc_array(binder->to->memory, n, sizeof *list->items, err);
    return list->items == NULL ? -1 : 0;
}

static void keep(item_list *list, const ig_value *value, uint32_t node) {
    if (value->missing) {
        list->missing = true;
    } else {
        list->items[list->n++] = (item){.value = *value, .node = node};
    }
}

static int gather(const ig_binder *binder, uint32_t index, item_list *list, ig_error *err) {
    const ig_node *node = &binder->tree->nodes[index];
    if (node->kind == IG_NODE_PARAM) {
        const ig_value *values;
        bool is_list;
        size_t n;
        (void)ig_params_find(binder->params, ig_node_string(binder->tree, node), &is_list, &values,
                             &n);
        if (new_items(binder, n, list, err) != 0) {
            return -1;
        }
        for (size_t i = 0; i < n; i++) {
            keep(list, &values[i], index);
        }
        return 0;
    }
    if (new_items(binder, node->n_args, list, err) != 0) {
        return -1;
    }
    for (uint32_t i = 0; i < node->n_args; i++) {
        ig_value value;
        uint32_t arg = ig_node_arg(binder->tree, node, i);
        if (value_of(binder, arg, &value, err) != 0) {
            return -1;
        }
        keep(list, &value, arg);
    }
    return 0;
}

/* ---- Types ---- */

static int fail_item(const ig_binder *binder, const ig_step *x, const item *odd, ig_error *err) {
    char a[IG_OPERAND_TEXT], b[IG_OPERAND_TEXT];
    const ig_node *node = &binder->tree->nodes[odd->node];
    const char *verb = node->kind == IG_NODE_PARAM ? "holds" : "is";
    return ig_bind_fail(binder, node->begin, err, "unlike types: %s is %s, %s %s %s",
                        ig_bind_name(binder, x->node, a), ig_bind_type(x),
                        ig_bind_name(binder, odd->node, b), verb, ig_type_name(odd->value.type));
}

/* Checks an item against what is looked up; texts that meet a month become months. */
static int settle(const ig_binder *binder, const ig_step *x, item *it, ig_error *err) {
    ig_value *value = &it->value;
    bool number = value->type == IG_DECIMAL || value->type == IG_REAL;
    if (x->type == IG_MONTH && value->type == IG_TEXT) {
        int32_t month;
        if (!ig_month_parse(value->bytes, value->size_bytes, true, &month)) {
            int n = value->size_bytes < 60 ? (int)value->size_bytes : 60;
            return ig_bind_fail(binder, binder->tree->nodes[it->node].begin, err,
                                "'%.*s' is no month", n, value->bytes);
        }
        *value = (ig_value){.type = IG_MONTH, .integer = month};
        return 0;
    }
    bool fits = value->type == x->type || (number && ig_bind_is_number(x));
    return fits ? 0 : fail_item(binder, x, it, err);
}

/* ---- Lookups ---- */

static int by_int(const void *a, const void *b) {
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

static int by_real(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Sorted integers as they are, or as a table where they lie close together. */
static int finish_ints(const ig_binder *binder, int64_t *ints, size_t n, ig_step *step,
                       ig_error *err) {
    if (n > 0) {
        qsort(ints, n, sizeof *ints, by_int);
    }
    uint64_t range = n == 0 ? 0 : (uint64_t)ints[n - 1] - (uint64_t)ints[0];
    if (range >= TABLE_MAX) {
        step->run = ig_kernel_in_sorted;
        step->lookup = (ig_lookup){.items = ints, .n = n};
        return 0;
    }
    uint8_t *table = ig_alloc_zero(binder->to->memory, range + 1, 1, err);
    if (table != NULL) {
        for (size_t i = 0; i < n; i++) {
            table[(uint64_t)ints[i] - (uint64_t)ints[0]] = 1;
        }
        step->run = ig_kernel_in_table;
        step->a = n > 0 ? ints[0] : 0;
        step->lookup = (ig_lookup){.items = table, .n = range + 1};
    }
    ig_free(ints);
    return table == NULL ? -1 : 0;
}

static int prepare_ints(const ig_binder *binder, const ig_step *x, const item_list *list,
                        ig_step *step, ig_error *err) {
    int64_t *ints = ig_alloc_array(binder->to->memory, list->n, sizeof *ints, err);
    size_t n = 0;
    if (ints == NULL) {
        return -1;
    }
    for (size_t i = 0; i < list->n; i++) {
        const ig_value *value = &list->items[i].value;
        unsigned scale = value->type == IG_DECIMAL ? value->scale : x->scale;
        n += ig_decimal_rescale(value->integer, scale, x->scale, &ints[n]);
    }
    return finish_ints(binder, ints, n, step, err);
}

static int prepare_reals(const ig_binder *binder, const item_list *list, ig_step *step,
                         ig_error *err) {
    double *reals = ig_alloc_array(binder->to->memory, list->n, sizeof *reals, err);
    if (reals == NULL) {
        return -1;
    }
    for (size_t i = 0; i < list->n; i++) {
        const ig_value *value = &list->items[i].value;
        reals[i] =
            value->type == IG_REAL ? value->real : ig_decimal_real(value->integer, value->scale);
    }
    if (list->n > 0) {
        qsort(reals, list->n, sizeof *reals, by_real);
    }
    step->run = ig_kernel_in_real;
    step->lookup = (ig_lookup){.items = reals, .n = list->n};
    return 0;
}

static int prepare_texts(const ig_binder *binder, const ig_step *x, const item_list *list,
                         ig_step *step, ig_error *err) {
    size_t size = ig_dict_size(x->dict);
    uint8_t *table = ig_alloc_zero(binder->to->memory, size > 0 ? size : 1, 1, err);
    if (table == NULL) {
        return -1;
    }
    for (size_t i = 0; i < list->n; i++) {
        uint32_t code;
        const ig_value *value = &list->items[i].value;
        if (ig_dict_find(x->dict, value->bytes, value->size_bytes, &code)) {
            table[code] = 1;
        }
    }
    step->run = ig_kernel_code_bool;
    step->lookup = (ig_lookup){.items = table, .n = size};
    return 0;
}

static bool holds_real(const item_list *list) {
    for (size_t i = 0; i < list->n; i++) {
        if (list->items[i].value.type == IG_REAL) {
            return true;
        }
    }
    return false;
}

/* Chooses the kernel for the type of *x, which becomes real where an item is. */
static int prepare(ig_binder *binder, uint32_t *x, const item_list *list, ig_step *step,
                   ig_error *err) {
    if (ig_bind_step(binder, *x)->type == IG_DECIMAL && holds_real(list) &&
        ig_bind_convert(binder, x, IG_REAL, 0, err) != 0) {
        return -1;
    }
    const ig_step *from = ig_bind_step(binder, *x);
    switch (from->type) {
    case IG_TEXT: return prepare_texts(binder, from, list, step, err);
    case IG_REAL: return prepare_reals(binder, list, step, err);
    case IG_BOOL:
        step->run = ig_kernel_in_bool;
        for (size_t i = 0; i < list->n; i++) {
            step->a |= list->items[i].value.boolean ? 2 : 1;
        }
        return 0;
    default: return prepare_ints(binder, from, list, step, err);
    }
}

static int bind_in(ig_binder *binder, uint32_t node, uint32_t x, item_list *list, uint32_t *index,
                   ig_error *err) {
    const ig_tree *tree = binder->tree;
    if (gather(binder, ig_node_arg(tree, &tree->nodes[node], 1), list, err) != 0) {
        return -1;
    }
    if (ig_bind_step(binder, x)->nil) {
        return ig_bind_missing(binder, IG_BOOL, 0, node, index, err);
    }
    for (size_t i = 0; i < list->n; i++) {
        if (settle(binder, ig_bind_step(binder, x), &list->items[i], err) != 0) {
            return -1;
        }
    }
    ig_step step = {.type = IG_BOOL, .node = node};
    if (prepare(binder, &x, list, &step, err) != 0) {
        return -1;
    }
    /* Only the kernels that finish with the list's missing item look at this. */
    step.list_missing = list->missing;
    return ig_bind_add(binder, step, &x, 1, index, err);
}

int ig_bind_membership(ig_binder *binder, uint32_t node, uint32_t *index, ig_error *err) {
    const ig_node *at = &binder->tree->nodes[node];
    item_list list = {0};
    uint32_t x = binder->value[ig_node_arg(binder->tree, at, 0)];
    int failed = bind_in(binder, node, x, &list, index, err);
    ig_free(list.items);
    if (failed != 0 || at->kind == IG_NODE_IN) {
        return failed;
    }
    ig_step step = {.run = ig_kernel_not, .type = IG_BOOL, .node = node};
    return ig_bind_add(binder, step, index, 1, index, err);
}
