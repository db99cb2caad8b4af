/*
 * Binding walks the nodes in postorder, so the values of arguments are always there; only the lists
 * behind `in` are left to bind_list.c, which needs them as values and not as steps. Every step is the
 * argument of at most one other; plan.c builds on that.
 */
#include "formula/binder.h"

#include "base/suggest.h"
#include "formula/kernels.h"
#include "formula/plan.h"
#include "formula/scan.h"

#include <string.h>

/* ---- Leaves ---- */

static int fail_unknown_column(const ig_binder *binder, const ig_node *node, ig_error *err) {
    const ig_table *table = binder->to->table;
    const char **names = ig_alloc_array(binder->to->memory, table->n_fields, sizeof *names, err);
    if (names == NULL) {
        return -1;
    }
    for (size_t i = 0; i < table->n_fields; i++) {
        names[i] = table->fields[i].name;
    }
    ig_error plain;
    (void)ig_fail_unknown(&plain, "column", "columns", ig_node_string(binder->tree, node),
                          node->n_bytes, names, table->n_fields);
    ig_free((void *)names);
    return ig_bind_fail(binder, node->at, err, "%s", plain.text);
}

static int bind_column(ig_binder *binder, uint32_t index, uint32_t *made, ig_error *err) {
    const ig_node *node = &binder->tree->nodes[index];
    const ig_table *table = binder->to->table;
    size_t field = ig_table_find(table, ig_node_string(binder->tree, node), node->n_bytes);
    if (field == SIZE_MAX) {
        return fail_unknown_column(binder, node, err);
    }
    const ig_column *column = table->fields[field].column;
    ig_step step = {.type = column->type,
                    .scale = column->scale,
                    .column = column,
                    .scan = ig_scan_load,
                    .dict = column->type == IG_TEXT ? ig_dict_retain(column->dict) : NULL,
                    .node = index,
                    .unit = column->unit,
                    .unit_node = index};
    binder->to->has_reasons = binder->to->has_reasons || column->reasons != NULL;
    return ig_bind_add(binder, step, NULL, 0, made, err);
}

static int bind_param(ig_binder *binder, uint32_t index, uint32_t *made, ig_error *err) {
    const ig_node *node = &binder->tree->nodes[index];
    const char *name = ig_node_string(binder->tree, node);
    const ig_value *values;
    bool list;
    size_t n;
    (void)ig_params_find(binder->params, name, &list, &values, &n);
    if (list) {
        return ig_bind_fail(binder, node->at, err, "$%s is a list; use it behind 'in'", name);
    }
    return ig_bind_constant(binder, &values[0], index, made, err);
}

static int bind_literal(ig_binder *binder, uint32_t index, uint32_t *made, ig_error *err) {
    const ig_node *node = &binder->tree->nodes[index];
    ig_value value = {.type = IG_DECIMAL, .missing = node->kind == IG_NODE_NIL};
    if (node->kind == IG_NODE_BOOL) {
        value.type = IG_BOOL;
        value.boolean = node->boolean;
    } else if (node->kind == IG_NODE_TEXT) {
        value.type = IG_TEXT;
        value.bytes = ig_node_string(binder->tree, node);
        value.size_bytes = node->n_bytes;
    } else if (node->kind == IG_NODE_NUMBER) {
        value.type = node->number.kind == IG_NUMBER_REAL ? IG_REAL : IG_DECIMAL;
        value.integer = node->number.units;
        value.scale = node->number.scale;
        value.real = node->number.real;
    }
    return ig_bind_constant(binder, &value, index, made, err);
}

/* ---- The walk ---- */

static int bind_node(ig_binder *binder, uint32_t index, uint32_t *made, ig_error *err) {
    const ig_tree *tree = binder->tree;
    const ig_node *node = &tree->nodes[index];
    uint32_t args[2] = {IG_UNBOUND, IG_UNBOUND};
    for (uint32_t i = 0; i < node->n_args && i < 2; i++) {
        args[i] = binder->value[ig_node_arg(tree, node, i)];
    }
    switch (node->kind) {
    case IG_NODE_NIL:
    case IG_NODE_BOOL:
    case IG_NODE_NUMBER:
    case IG_NODE_TEXT: return bind_literal(binder, index, made, err);
    case IG_NODE_COLUMN: return bind_column(binder, index, made, err);
    case IG_NODE_PARAM: return bind_param(binder, index, made, err);
    case IG_NODE_CALL: return ig_bind_call(binder, index, made, err);
    case IG_NODE_NEGATE: return ig_bind_negate(binder, index, args, made, err);
    case IG_NODE_NOT: return ig_bind_logic(binder, index, args, 1, made, err);
    case IG_NODE_AND:
    case IG_NODE_OR: return ig_bind_logic(binder, index, args, 2, made, err);
    case IG_NODE_IN:
    case IG_NODE_NOT_IN: return ig_bind_membership(binder, index, made, err);
    case IG_NODE_LIST: break; /* never reached: marked as part of its `in` */
    case IG_NODE_ADD:
    case IG_NODE_SUB:
    case IG_NODE_MUL:
    case IG_NODE_DIV:
    case IG_NODE_MOD: return ig_bind_arithmetic(binder, index, args, made, err);
    default: return ig_bind_compare(binder, index, args, made, err);
    }
    return ig_fail(err, IG_ERROR_INTERNAL, "formula: a list outside of 'in'");
}

/* Whether every $name was given; aggregates and window functions have no place here. */
static int check_leaves(const ig_binder *binder, uint32_t first, uint32_t root, ig_error *err) {
    if (ig_tree_check_calls(binder->tree, root, false, false, err) != 0) {
        return -1;
    }
    for (uint32_t i = first; i <= root; i++) {
        const ig_node *node = &binder->tree->nodes[i];
        const ig_value *values;
        const char *name = ig_node_string(binder->tree, node);
        bool list;
        size_t n;
        if (node->kind == IG_NODE_PARAM &&
            !ig_params_find(binder->params, name, &list, &values, &n)) {
            return ig_bind_fail(binder, node->at, err, "$%.80s has no value", name);
        }
    }
    return 0;
}

/* Lists behind `in` are bound with it: their nodes get no step of their own. */
static void mark_lists(const ig_binder *binder, uint32_t first, uint32_t root, bool *skip) {
    for (uint32_t i = first; i <= root; i++) {
        const ig_node *node = &binder->tree->nodes[i];
        if (node->kind != IG_NODE_IN && node->kind != IG_NODE_NOT_IN) {
            continue;
        }
        uint32_t list = ig_node_arg(binder->tree, node, 1);
        for (uint32_t k = binder->tree->nodes[list].first; k <= list; k++) {
            skip[k] = true;
        }
    }
}

static int bind_nodes(ig_binder *binder, uint32_t root, ig_error *err) {
    uint32_t first = binder->tree->nodes[root].first;
    if (check_leaves(binder, first, root, err) != 0) {
        return -1;
    }
    bool *skip = ig_alloc_zero(binder->to->memory, binder->tree->n_nodes, sizeof *skip, err);
    if (skip == NULL) {
        return -1;
    }
    mark_lists(binder, first, root, skip);
    int failed = 0;
    for (uint32_t i = first; i <= root && failed == 0; i++) {
        if (!skip[i]) {
            failed = bind_node(binder, i, &binder->value[i], err);
        }
    }
    ig_free(skip);
    return failed;
}

static int bind_all(ig_binder *binder, uint32_t root, ig_error *err) {
    ig_expression *to = binder->to;
    if (bind_nodes(binder, root, err) != 0) {
        return -1;
    }
    to->result = binder->value[root];
    if (to->steps[to->result].nil &&
        ig_bind_missing(binder, IG_DECIMAL, 0, root, &to->result, err) != 0) {
        return -1;
    }
    return ig_plan_scans(to, err) != 0 ? -1 : ig_plan_slots(to, err);
}

ig_expression *ig_expression_bind(ig_memory *memory, const ig_formula *formula,
                                  const ig_table *table, const ig_params *params, ig_error *err) {
    uint32_t root;
    const ig_tree *tree = ig_formula_tree(formula, &root);
    ig_expression *to = ig_alloc_zero(memory, 1, sizeof *to, err);
    if (to == NULL) {
        return NULL;
    }
    to->memory = memory;
    to->tree = ig_tree_retain(tree);
    to->table = ig_table_retain((ig_table *)table);
    ig_binder binder = {.to = to, .tree = tree, .params = params};
    binder.value = ig_alloc_array(memory, tree->n_nodes, sizeof *binder.value, err);
    if (binder.value == NULL || bind_all(&binder, root, err) != 0) {
        ig_expression_free(to);
        to = NULL;
    }
    ig_free(binder.value);
    return to;
}

void ig_expression_free(ig_expression *expression) {
    if (expression == NULL) {
        return;
    }
    for (uint32_t i = 0; i < expression->n_steps; i++) {
        ig_free(expression->steps[i].lookup.items);
        ig_dict_release(expression->steps[i].dict);
    }
    ig_free(expression->steps);
    ig_free(expression->args);
    ig_tree_release(expression->tree);
    ig_table_release(expression->table);
    ig_free(expression);
}

ig_type ig_expression_type(const ig_expression *expression) {
    return expression->steps[expression->result].type;
}
