/*
 * Nodes, argument lists and strings live in three growing arrays; nothing in them is a pointer, so
 * they may move while the parser adds to them. The invariant of postorder is kept by ig_tree_add:
 * a node starts where its first argument's subtree starts.
 */
#include "formula/tree.h"

#include "formula/place.h"

#include <string.h>

ig_tree *ig_tree_new(ig_memory *memory, const char *source, size_t source_bytes, ig_error *err) {
    ig_tree *tree = ig_alloc_zero(memory, 1, sizeof *tree, err);
    if (tree == NULL) {
        return NULL;
    }
    atomic_init(&tree->references, 1);
    tree->memory = memory;
    ig_buffer_init(&tree->strings, memory);
    tree->source = ig_strndup(memory, source, source_bytes, err);
    tree->source_bytes = source_bytes;
    if (tree->source == NULL) {
        ig_tree_release(tree);
        return NULL;
    }
    return tree;
}

ig_tree *ig_tree_retain(const ig_tree *tree) {
    ig_tree *shared = (ig_tree *)tree; /* the count is the one thing that changes */
    atomic_fetch_add_explicit(&shared->references, 1, memory_order_relaxed);
    return shared;
}

void ig_tree_release(ig_tree *tree) {
    if (tree == NULL || atomic_fetch_sub_explicit(&tree->references, 1, memory_order_acq_rel) > 1) {
        return;
    }
    ig_free(tree->source);
    ig_free(tree->nodes);
    ig_free(tree->args);
    ig_buffer_reset(&tree->strings);
    ig_free(tree);
}

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

int ig_tree_add(ig_tree *tree, const ig_node *node, const uint32_t *args, uint32_t n_args,
                uint32_t *index, ig_error *err) {
    void *nodes = tree->nodes, *list = tree->args;
    int failed =
        grow(tree->memory, &nodes, &tree->nodes_room, tree->n_nodes + 1, sizeof *node, err);
    tree->nodes = nodes;
    if (failed != 0) {
        return -1;
    }
    failed = grow(tree->memory, &list, &tree->args_room, tree->n_args + n_args, sizeof *args, err);
    tree->args = list;
    if (failed != 0) {
        return -1;
    }
    ig_node *added = &tree->nodes[tree->n_nodes];
    *added = *node;
    added->args = tree->n_args;
    added->n_args = n_args;
    added->first = n_args > 0 ? tree->nodes[args[0]].first : tree->n_nodes;
    for (uint32_t i = 0; i < n_args; i++) {
        tree->args[tree->n_args++] = args[i];
    }
    *index = tree->n_nodes++;
    return 0;
}

int ig_tree_string(ig_tree *tree, const char *bytes, size_t size_bytes, uint32_t *offset,
                   ig_error *err) {
    uint32_t at = (uint32_t)tree->strings.size_bytes;
    if (ig_buffer_append(&tree->strings, bytes, size_bytes, err) != 0 ||
        ig_buffer_append(&tree->strings, "", 1, err) != 0) {
        return -1;
    }
    *offset = at;
    return 0;
}

int ig_tree_check_calls(const ig_tree *tree, uint32_t root, bool aggregates, bool windows,
                        ig_error *err) {
    for (uint32_t i = tree->nodes[root].first; i <= root; i++) {
        const ig_node *node = &tree->nodes[i];
        if (!aggregates && ig_node_aggregates(node)) {
            return ig_place_fail(tree->source, tree->source_bytes, node->at, err, IG_ERROR_USAGE,
                                 "aggregate '%s' cannot stand where rows are computed",
                                 node->call->name);
        }
        if (!windows && ig_node_windows(node)) {
            return ig_place_fail(tree->source, tree->source_bytes, node->at, err, IG_ERROR_USAGE,
                                 "'%s' is a window function; it stands in window",
                                 node->call->name);
        }
    }
    return 0;
}

int ig_node_strength(const ig_node *node) {
    switch (node->kind) {
    case IG_NODE_OR: return IG_STRENGTH_OR;
    case IG_NODE_AND: return IG_STRENGTH_AND;
    case IG_NODE_NOT: return IG_STRENGTH_NOT;
    case IG_NODE_EQ:
    case IG_NODE_NE:
    case IG_NODE_LT:
    case IG_NODE_LE:
    case IG_NODE_GT:
    case IG_NODE_GE:
    case IG_NODE_IN:
    case IG_NODE_NOT_IN: return IG_STRENGTH_COMPARE;
    case IG_NODE_ADD:
    case IG_NODE_SUB: return IG_STRENGTH_ADD;
    case IG_NODE_MUL:
    case IG_NODE_DIV:
    case IG_NODE_MOD: return IG_STRENGTH_MUL;
    case IG_NODE_NEGATE: return IG_STRENGTH_NEGATE;
    default: return IG_STRENGTH_ALONE;
    }
}

const char *ig_node_operator(ig_node_kind kind) {
    switch (kind) {
    case IG_NODE_ADD: return "+";
    case IG_NODE_SUB: return "-";
    case IG_NODE_MUL: return "*";
    case IG_NODE_DIV: return "/";
    case IG_NODE_MOD: return "%";
    case IG_NODE_EQ: return "==";
    case IG_NODE_NE: return "~=";
    case IG_NODE_LT: return "<";
    case IG_NODE_LE: return "<=";
    case IG_NODE_GT: return ">";
    case IG_NODE_GE: return ">=";
    case IG_NODE_IN: return "in";
    case IG_NODE_NOT_IN: return "not in";
    case IG_NODE_AND: return "and";
    case IG_NODE_OR: return "or";
    default: return NULL;
    }
}
