/*
 * The tree of a formula: nodes in postorder in one array, so that an argument always has a smaller
 * index than its node and a subtree is the run [first, node]. Every pass over a formula is a loop over
 * that run; none recurses, however long the formula. Trees are immutable once parsed and shared by
 * counted reference between a formula, its parts and the expressions bound from it.
 */
#ifndef INGOT_FORMULA_TREE_H
#define INGOT_FORMULA_TREE_H

#include "formula/functions.h"
#include "table/decimal.h"

#include <stdatomic.h>

typedef enum ig_node_kind {
    IG_NODE_NIL,
    IG_NODE_BOOL,
    IG_NODE_NUMBER,
    IG_NODE_TEXT,
    IG_NODE_COLUMN,
    IG_NODE_PARAM,
    IG_NODE_LIST,
    IG_NODE_CALL,
    IG_NODE_NEGATE,
    IG_NODE_NOT,
    IG_NODE_ADD,
    IG_NODE_SUB,
    IG_NODE_MUL,
    IG_NODE_DIV,
    IG_NODE_MOD,
    IG_NODE_EQ,
    IG_NODE_NE,
    IG_NODE_LT,
    IG_NODE_LE,
    IG_NODE_GT,
    IG_NODE_GE,
    IG_NODE_IN,
    IG_NODE_NOT_IN,
    IG_NODE_AND,
    IG_NODE_OR
} ig_node_kind;

/* Strengths of operators, rising; what is none of them stands alone. */
enum {
    IG_STRENGTH_OR = 1,
    IG_STRENGTH_AND,
    IG_STRENGTH_NOT,
    IG_STRENGTH_COMPARE,
    IG_STRENGTH_ADD,
    IG_STRENGTH_MUL,
    IG_STRENGTH_NEGATE,
    IG_STRENGTH_ALONE
};

typedef struct ig_node {
    ig_node_kind kind;
    uint32_t begin, end;      /* bytes of the source it spans, brackets around it included */
    uint32_t at;              /* byte of the source that errors point at: operator or name */
    uint32_t first;           /* the first node of its subtree */
    uint32_t args, n_args;    /* a run of tree->args */
    uint32_t string, n_bytes; /* TEXT, COLUMN, PARAM: in tree->strings, with a NUL after it */
    bool boolean;             /* BOOL */
    ig_number number;         /* NUMBER */
    const ig_builtin *call;   /* CALL; static */
} ig_node;

typedef struct ig_tree {
    atomic_size_t references;
    ig_memory *memory; /* borrowed */
    char *source;      /* owned, NUL-terminated */
    size_t source_bytes;
    ig_node *nodes; /* owned */
    uint32_t n_nodes, nodes_room;
    uint32_t *args; /* owned */
    uint32_t n_args, args_room;
    ig_buffer strings;
} ig_tree;

/* No formula is longer: places fit 32 bits with room to spare. */
enum { IG_SOURCE_MAX = 16 << 20 };

/* An empty tree of one reference over a copy of the source. */
ig_tree *ig_tree_new(ig_memory *memory, const char *source, size_t source_bytes,
                     ig_error *err) IG_CHECKED;
ig_tree *ig_tree_retain(const ig_tree *tree);
void ig_tree_release(ig_tree *tree); /* NULL is nothing */

/* Appends a node over the given arguments, which must be the roots of the latest subtrees in their
   order; sets args, n_args and first from them. */
int ig_tree_add(ig_tree *tree, const ig_node *node, const uint32_t *args, uint32_t n_args,
                uint32_t *index, ig_error *err) IG_CHECKED;

/* Stores bytes with a NUL after them for a node's `string`. */
int ig_tree_string(ig_tree *tree, const char *bytes, size_t size_bytes, uint32_t *offset,
                   ig_error *err) IG_CHECKED;

static inline const char *ig_node_string(const ig_tree *tree, const ig_node *node) {
    return node->n_bytes > 0 ? tree->strings.bytes + node->string : "";
}

static inline uint32_t ig_node_arg(const ig_tree *tree, const ig_node *node, uint32_t i) {
    return tree->args[node->args + i];
}

static inline bool ig_node_aggregates(const ig_node *node) {
    return node->kind == IG_NODE_CALL && node->call->id == IG_FN_AGGREGATE;
}

static inline bool ig_node_windows(const ig_node *node) {
    return node->kind == IG_NODE_CALL && node->call->id >= IG_FN_ROW_NUMBER &&
           node->call->id <= IG_FN_LEAD;
}

int ig_node_strength(const ig_node *node);

/* "+", "not in", "and" …; NULL for what is no binary operator. */
const char *ig_node_operator(ig_node_kind kind);

/* Appends the subtree as text in one normal form that parses back to the same tree. */
int ig_tree_print(const ig_tree *tree, uint32_t root, ig_buffer *out, ig_error *err) IG_CHECKED;

/* 0 when no aggregate (no window function) is called below the root, or those may stand there; else
   an error at the first such call. */
int ig_tree_check_calls(const ig_tree *tree, uint32_t root, bool aggregates, bool windows,
                        ig_error *err) IG_CHECKED;

/* Parses the source of a tree that is still empty. */
int ig_tree_parse(ig_tree *tree, uint32_t *root, ig_error *err) IG_CHECKED;

/* The tree of a formula and the root of its part of it; borrowed. */
const ig_tree *ig_formula_tree(const ig_formula *formula, uint32_t *root);

#endif
