/*
 * A formula is a root in a shared tree and what callers ask about the subtree below it, found once
 * when it is made: names of columns and parameters, conjuncts, aggregates. Parts (conjuncts, the
 * arguments of aggregates) share the tree, so their errors still show the whole formula with the
 * caret in its right place; their own text is their piece of the source.
 */
#include "formula/formula.h"

#include "formula/place.h"
#include "formula/tree.h"
#include "table/dict.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

typedef struct name_list {
    const char **names; /* owned; the names are borrowed from the tree */
    size_t n;
} name_list;

struct ig_formula {
    atomic_size_t references;
    ig_memory *memory; /* borrowed */
    ig_tree *tree;     /* one reference */
    uint32_t root;
    char *text; /* owned */
    name_list columns, params;
    uint32_t *conjuncts; /* owned: their roots */
    size_t n_conjuncts;
    ig_aggregate *aggregates; /* owned, with their arguments (one reference each) and texts */
    size_t n_aggregates;
    ig_window *windows; /* owned, as the aggregates */
    size_t n_windows;
};

void ig_formula_release(ig_formula *formula) {
    if (formula == NULL ||
        atomic_fetch_sub_explicit(&formula->references, 1, memory_order_acq_rel) > 1) {
        return;
    }
    for (size_t i = 0; i < formula->n_aggregates; i++) {
        ig_formula_release(formula->aggregates[i].argument);
        ig_formula_release(formula->aggregates[i].second);
        ig_free((void *)formula->aggregates[i].text);
    }
    ig_free(formula->aggregates);
    for (size_t i = 0; i < formula->n_windows; i++) {
        ig_formula_release(formula->windows[i].argument);
        ig_formula_release(formula->windows[i].periods);
        ig_free((void *)formula->windows[i].text);
    }
    ig_free(formula->windows);
    ig_free(formula->conjuncts);
    ig_free((void *)formula->columns.names);
    ig_free((void *)formula->params.names);
    ig_free(formula->text);
    ig_tree_release(formula->tree);
    ig_free(formula);
}

ig_formula *ig_formula_retain(ig_formula *formula) {
    atomic_fetch_add_explicit(&formula->references, 1, memory_order_relaxed);
    return formula;
}

static const ig_node *root_of(const ig_formula *formula) {
    return &formula->tree->nodes[formula->root];
}

/* The distinct strings of one kind of node below the root. A dictionary numbers them in order of
   first appearance, which is the order of the text. */
static int collect_names(ig_formula *formula, ig_node_kind kind, name_list *list, ig_error *err) {
    const ig_tree *tree = formula->tree;
    uint32_t first = root_of(formula)->first;
    size_t room = 0;
    for (uint32_t i = first; i <= formula->root; i++) {
        room += tree->nodes[i].kind == kind;
    }
    if (room == 0) {
        return 0;
    }
    list->names = ig_alloc_array(formula->memory, room, sizeof *list->names, err);
    ig_dict *seen = list->names == NULL ? NULL : ig_dict_new(formula->memory, err);
    int failed = seen == NULL ? -1 : 0;
    for (uint32_t i = first; i <= formula->root && failed == 0; i++) {
        const ig_node *node = &tree->nodes[i];
        uint32_t code;
        if (node->kind != kind) {
            continue;
        }
        const char *name = ig_node_string(tree, node);
        failed = ig_dict_add(seen, name, node->n_bytes, &code, err);
        if (failed == 0 && code == list->n) {
            list->names[list->n++] = name;
        }
    }
    ig_dict_release(seen);
    return failed;
}

/* The roots that `and` joins, left to right: walks down with what is still to visit in the room that
   the answer will take, from its far end. */
static int collect_conjuncts(ig_formula *formula, ig_error *err) {
    const ig_tree *tree = formula->tree;
    size_t n = 1;
    for (uint32_t i = root_of(formula)->first; i <= formula->root; i++) {
        n += tree->nodes[i].kind == IG_NODE_AND;
    }
    formula->conjuncts = ig_alloc_array(formula->memory, n, sizeof *formula->conjuncts, err);
    if (formula->conjuncts == NULL) {
        return -1;
    }
    size_t waiting = n; /* conjuncts[waiting … n−1] wait, the next first */
    formula->conjuncts[--waiting] = formula->root;
    while (waiting < n) {
        uint32_t next = formula->conjuncts[waiting++];
        const ig_node *node = &tree->nodes[next];
        if (node->kind == IG_NODE_AND) {
            formula->conjuncts[--waiting] = ig_node_arg(tree, node, 1);
            formula->conjuncts[--waiting] = ig_node_arg(tree, node, 0);
        } else {
            formula->conjuncts[formula->n_conjuncts++] = next;
        }
    }
    return 0;
}

static ig_formula *make(const ig_tree *tree, uint32_t root, ig_error *err);

/* The text of a call in `*text` (owned by the caller), or NULL when `seen`, which numbers the texts
   of its kind, has its like among the first `n_known`. */
static int name_call(const ig_formula *formula, uint32_t index, ig_dict *seen, size_t n_known,
                     char **text, ig_error *err) {
    ig_buffer printed;
    ig_buffer_init(&printed, formula->memory);
    uint32_t code;
    *text = NULL;
    int failed = ig_tree_print(formula->tree, index, &printed, err);
    if (failed == 0) {
        failed = ig_dict_add(seen, printed.bytes, printed.size_bytes, &code, err);
    }
    if (failed == 0 && code >= n_known) {
        *text = ig_strndup(formula->memory, printed.bytes, printed.size_bytes, err);
        failed = *text == NULL ? -1 : 0;
    }
    ig_buffer_reset(&printed);
    return failed;
}

/* Argument i of a call as a formula in `*part`; NULL when there is none. */
static int make_argument(const ig_tree *tree, const ig_node *node, uint32_t i, ig_formula **part,
                         ig_error *err) {
    *part = i < node->n_args ? make(tree, ig_node_arg(tree, node, i), err) : NULL;
    return i < node->n_args && *part == NULL ? -1 : 0;
}

static int add_aggregate(ig_formula *formula, uint32_t index, ig_dict *seen, ig_error *err) {
    const ig_node *node = &formula->tree->nodes[index];
    char *text;
    if (name_call(formula, index, seen, formula->n_aggregates, &text, err) != 0) {
        return -1;
    }
    if (text == NULL) {
        return 0;
    }
    ig_aggregate *added = &formula->aggregates[formula->n_aggregates++];
    *added = (ig_aggregate){.kind = node->call->aggregate, .name = node->call->name, .text = text};
    if (make_argument(formula->tree, node, 0, &added->argument, err) != 0) {
        return -1;
    }
    return make_argument(formula->tree, node, 1, &added->second, err);
}

static int add_window(ig_formula *formula, uint32_t index, ig_dict *seen, ig_error *err) {
    const ig_node *node = &formula->tree->nodes[index];
    char *text;
    if (name_call(formula, index, seen, formula->n_windows, &text, err) != 0) {
        return -1;
    }
    if (text == NULL) {
        return 0;
    }
    ig_window *added = &formula->windows[formula->n_windows++];
    *added = (ig_window){.kind = (ig_window_kind)(node->call->id - IG_FN_ROW_NUMBER),
                         .name = node->call->name,
                         .text = text,
                         .at = node->at};
    if (make_argument(formula->tree, node, 0, &added->argument, err) != 0) {
        return -1;
    }
    return make_argument(formula->tree, node, 1, &added->periods, err);
}

static int collect_aggregates(ig_formula *formula, ig_error *err) {
    const ig_tree *tree = formula->tree;
    uint32_t first = root_of(formula)->first;
    size_t room = 0;
    for (uint32_t i = first; i <= formula->root; i++) {
        room += ig_node_aggregates(&tree->nodes[i]);
    }
    if (room == 0) {
        return 0;
    }
    formula->aggregates = ig_alloc_array(formula->memory, room, sizeof *formula->aggregates, err);
    ig_dict *seen = formula->aggregates == NULL ? NULL : ig_dict_new(formula->memory, err);
    int failed = seen == NULL ? -1 : 0;
    for (uint32_t i = first; i <= formula->root && failed == 0; i++) {
        if (ig_node_aggregates(&tree->nodes[i])) {
            failed = add_aggregate(formula, i, seen, err);
        }
    }
    ig_dict_release(seen);
    return failed;
}

static int collect_windows(ig_formula *formula, ig_error *err) {
    const ig_tree *tree = formula->tree;
    uint32_t first = root_of(formula)->first;
    size_t room = 0;
    for (uint32_t i = first; i <= formula->root; i++) {
        room += ig_node_windows(&tree->nodes[i]);
    }
    if (room == 0) {
        return 0;
    }
    formula->windows = ig_alloc_array(formula->memory, room, sizeof *formula->windows, err);
    ig_dict *seen = formula->windows == NULL ? NULL : ig_dict_new(formula->memory, err);
    int failed = seen == NULL ? -1 : 0;
    for (uint32_t i = first; i <= formula->root && failed == 0; i++) {
        if (ig_node_windows(&tree->nodes[i])) {
            failed = add_window(formula, i, seen, err);
        }
    }
    ig_dict_release(seen);
    return failed;
}

/* A formula over a subtree; its text is its piece of the source. */
static ig_formula *make(const ig_tree *tree, uint32_t root, ig_error *err) {
    ig_formula *formula = ig_alloc_zero(tree->memory, 1, sizeof *formula, err);
    if (formula == NULL) {
        return NULL;
    }
    atomic_init(&formula->references, 1);
    formula->memory = tree->memory;
    formula->tree = ig_tree_retain(tree);
    formula->root = root;
    const ig_node *node = &tree->nodes[root];
    formula->text =
        ig_strndup(tree->memory, tree->source + node->begin, node->end - node->begin, err);
    if (formula->text == NULL ||
        collect_names(formula, IG_NODE_COLUMN, &formula->columns, err) != 0 ||
        collect_names(formula, IG_NODE_PARAM, &formula->params, err) != 0 ||
        collect_conjuncts(formula, err) != 0 || collect_aggregates(formula, err) != 0 ||
        collect_windows(formula, err) != 0) {
        ig_formula_release(formula);
        return NULL;
    }
    return formula;
}

static int set_text(ig_formula *formula, const char *text, size_t size_bytes, ig_error *err) {
    char *copy = ig_strndup(formula->memory, text, size_bytes, err);
    if (copy == NULL) {
        return -1;
    }
    ig_free(formula->text);
    formula->text = copy;
    return 0;
}

ig_formula *ig_formula_parse(ig_memory *memory, const char *text, size_t size_bytes,
                             ig_error *err) {
    if (size_bytes > IG_SOURCE_MAX) {
        (void)ig_fail(err, IG_ERROR_USAGE, "formula: longer than %d MiB", IG_SOURCE_MAX >> 20);
        return NULL;
    }
    ig_tree *tree = ig_tree_new(memory, text, size_bytes, err);
    if (tree == NULL) {
        return NULL;
    }
    uint32_t root;
    ig_formula *formula = NULL;
    if (ig_tree_parse(tree, &root, err) == 0) {
        formula = make(tree, root, err);
    }
    if (formula != NULL && set_text(formula, text, size_bytes, err) != 0) {
        ig_formula_release(formula);
        formula = NULL;
    }
    ig_tree_release(tree);
    return formula;
}

const char *ig_formula_text(const ig_formula *formula) {
    return formula->text;
}

size_t ig_formula_columns(const ig_formula *formula) {
    return formula->columns.n;
}

const char *ig_formula_column(const ig_formula *formula, size_t i) {
    return formula->columns.names[i];
}

size_t ig_formula_params(const ig_formula *formula) {
    return formula->params.n;
}

const char *ig_formula_param(const ig_formula *formula, size_t i) {
    return formula->params.names[i];
}

size_t ig_formula_conjuncts(const ig_formula *formula) {
    return formula->n_conjuncts;
}

ig_formula *ig_formula_conjunct(const ig_formula *formula, size_t i, ig_error *err) {
    return make(formula->tree, formula->conjuncts[i], err);
}

size_t ig_formula_aggregates(const ig_formula *formula) {
    return formula->n_aggregates;
}

ig_aggregate ig_formula_aggregate(const ig_formula *formula, size_t i) {
    return formula->aggregates[i];
}

size_t ig_formula_windows(const ig_formula *formula) {
    return formula->n_windows;
}

ig_window ig_formula_window(const ig_formula *formula, size_t i) {
    return formula->windows[i];
}

int ig_formula_check_calls(const ig_formula *formula, bool aggregates, bool windows,
                           ig_error *err) {
    return ig_tree_check_calls(formula->tree, formula->root, aggregates, windows, err);
}

const ig_tree *ig_formula_tree(const ig_formula *formula, uint32_t *root) {
    *root = formula->root;
    return formula->tree;
}

/* Computed over many rows: what the formula around it takes as a column. */
static bool stands_apart(const ig_node *node) {
    return ig_node_aggregates(node) || ig_node_windows(node);
}

/* Copies one node into another tree, one that stands apart as a column of its text. `moved` says
   where the nodes before it went. */
static int copy_node(const ig_tree *from, uint32_t index, ig_tree *to, uint32_t *moved,
                     ig_error *err) {
    ig_node node = from->nodes[index];
    ig_buffer name, args;
    ig_buffer_init(&name, to->memory);
    ig_buffer_init(&args, to->memory);
    int failed = -1;
    if (stands_apart(&node)) {
        node.kind = IG_NODE_COLUMN;
        node.n_args = 0;
        if (ig_tree_print(from, index, &name, err) != 0) {
            goto done;
        }
    } else if (node.n_bytes > 0 &&
               ig_buffer_append(&name, ig_node_string(from, &node), node.n_bytes, err) != 0) {
        goto done;
    }
    node.n_bytes = (uint32_t)name.size_bytes;
    if (node.n_bytes > 0 &&
        ig_tree_string(to, name.bytes, name.size_bytes, &node.string, err) != 0) {
        goto done;
    }
    for (uint32_t i = 0; i < node.n_args; i++) {
        uint32_t arg = moved[ig_node_arg(from, &node, i)];
        if (ig_buffer_append(&args, &arg, sizeof arg, err) != 0) {
            goto done;
        }
    }
    failed = ig_tree_add(to, &node, (const uint32_t *)(void *)args.bytes, node.n_args,
                         &moved[index], err);
done:
    ig_buffer_reset(&name);
    ig_buffer_reset(&args);
    return failed;
}

/* `moved` is made so that UINT32_MAX marks what lies inside of what stands apart. */
static int copy_outer(const ig_formula *formula, ig_tree *to, uint32_t *moved, ig_error *err) {
    const ig_tree *from = formula->tree;
    uint32_t first = root_of(formula)->first;
    for (uint32_t i = first; i <= formula->root; i++) {
        if (stands_apart(&from->nodes[i])) {
            for (uint32_t k = from->nodes[i].first; k < i; k++) {
                moved[k] = UINT32_MAX;
            }
        }
    }
    for (uint32_t i = first; i <= formula->root; i++) {
        if (moved[i] != UINT32_MAX && copy_node(from, i, to, moved, err) != 0) {
            return -1;
        }
    }
    return 0;
}

ig_formula *ig_formula_outer(const ig_formula *formula, ig_error *err) {
    const ig_tree *from = formula->tree;
    ig_memory *memory = formula->memory;
    ig_formula *outer = NULL;
    ig_buffer text;
    ig_buffer_init(&text, memory);
    uint32_t *moved = ig_alloc_zero(memory, from->n_nodes, sizeof *moved, err);
    ig_tree *tree =
        moved == NULL ? NULL : ig_tree_new(memory, from->source, from->source_bytes, err);
    if (tree == NULL || copy_outer(formula, tree, moved, err) != 0) {
        goto done;
    }
    outer = make(tree, moved[formula->root], err);
    if (outer == NULL) {
        goto done;
    }
    if (ig_tree_print(tree, outer->root, &text, err) != 0 ||
        set_text(outer, text.bytes, text.size_bytes, err) != 0) {
        ig_formula_release(outer);
        outer = NULL;
    }
done:
    ig_tree_release(tree);
    ig_free(moved);
    ig_buffer_reset(&text);
    return outer;
}

static uint32_t place_of(const ig_formula *formula, const char *column) {
    const ig_node *nodes = formula->tree->nodes;
    for (uint32_t i = root_of(formula)->first; column != NULL && i <= formula->root; i++) {
        if (nodes[i].kind == IG_NODE_COLUMN &&
            strcmp(ig_node_string(formula->tree, &nodes[i]), column) == 0) {
            return nodes[i].at;
        }
    }
    return root_of(formula)->begin;
}

int ig_formula_fail(const ig_formula *formula, const char *column, ig_error *err,
                    const char *format, ...) {
    char message[IG_ERROR_TEXT];
    va_list args;
    va_start(args, format);
    (void)vsnprintf(message, sizeof message, format, args);
    va_end(args);
    return ig_formula_fail_at(formula, place_of(formula, column), err, "%s", message);
}

int ig_formula_fail_at(const ig_formula *formula, uint32_t at, ig_error *err, const char *format,
                       ...) {
    char message[IG_ERROR_TEXT];
    va_list args;
    va_start(args, format);
    (void)vsnprintf(message, sizeof message, format, args);
    va_end(args);
    const ig_tree *tree = formula->tree;
    return ig_place_fail(tree->source, tree->source_bytes, at, err, IG_ERROR_USAGE, "%s", message);
}
