/*
 * Precedence climbing over one token of lookahead. Nodes are added to the tree as soon as they are
 * complete, which gives postorder by itself. The stack of the machine grows only where a formula
 * nests (brackets, calls, signs before a value), and that is limited; chains of operators loop.
 * Arguments of unfinished calls wait in `pending`, a stack of node indices.
 */
#include "formula/tree.h"

#include "formula/lexer.h"
#include "formula/place.h"

#include <string.h>

enum { DEPTH_MAX = 200, SHOWN = 60 };

typedef struct parser {
    ig_tree *tree;
    ig_lexer lexer;
    ig_token token;    /* the next one */
    uint32_t last_end; /* of the token before it */
    unsigned depth;
    ig_buffer pending; /* of uint32_t */
} parser;

static int parse_binary(parser *p, int weakest, uint32_t *index, ig_error *err);

#define FAIL(p, place, err, ...)                                                                   \
    ig_place_fail((p)->tree->source, (p)->tree->source_bytes, (place), (err), IG_ERROR_USAGE,      \
                  __VA_ARGS__)

static int advance(parser *p, ig_error *err) {
    p->last_end = p->token.end;
    return ig_lexer_next(&p->lexer, &p->token, err);
}

/* "… expected, got 'x'" at the next token. */
static int fail_expected(const parser *p, const char *expected, ig_error *err) {
    if (p->token.kind == IG_TOKEN_END) {
        return FAIL(p, p->token.begin, err, "%s expected, got the end", expected);
    }
    uint32_t n = p->token.end - p->token.begin;
    return FAIL(p, p->token.begin, err, "%s expected, got '%.*s'", expected,
                (int)(n < SHOWN ? n : SHOWN), p->tree->source + p->token.begin);
}

static int expect(parser *p, ig_token_kind kind, const char *name, ig_error *err) {
    return p->token.kind == kind ? advance(p, err) : fail_expected(p, name, err);
}

static int enter(parser *p, uint32_t place, ig_error *err) {
    if (p->depth == DEPTH_MAX) {
        return FAIL(p, place, err, "nested deeper than %d levels", DEPTH_MAX);
    }
    p->depth++;
    return 0;
}

static int push(parser *p, uint32_t index, ig_error *err) {
    return ig_buffer_append(&p->pending, &index, sizeof index, err);
}

/* Adds a node over what was pushed since `mark`, and takes it off the stack. */
static int add_over(parser *p, ig_node *node, size_t mark, uint32_t *index, ig_error *err) {
    const uint32_t *args = (const uint32_t *)(void *)(p->pending.bytes + mark);
    uint32_t n = (uint32_t)((p->pending.size_bytes - mark) / sizeof *args);
    int failed = ig_tree_add(p->tree, node, n > 0 ? args : NULL, n, index, err);
    p->pending.size_bytes = mark;
    return failed;
}

static ig_node node_here(const parser *p, ig_node_kind kind) {
    return (ig_node){.kind = kind,
                     .begin = p->token.begin,
                     .end = p->token.end,
                     .at = p->token.begin,
                     .string = p->token.string,
                     .n_bytes = p->token.n_bytes,
                     .boolean = p->token.kind == IG_TOKEN_TRUE,
                     .number = p->token.number};
}

static int parse_leaf(parser *p, ig_node_kind kind, uint32_t *index, ig_error *err) {
    ig_node node = node_here(p, kind);
    if (advance(p, err) != 0) {
        return -1;
    }
    return ig_tree_add(p->tree, &node, NULL, 0, index, err);
}

/* Items up to the closing sign; the next token is behind the opening one. */
static int parse_items(parser *p, ig_token_kind close, const char *expected, ig_error *err) {
    while (p->token.kind != close) {
        uint32_t item;
        if (parse_binary(p, IG_STRENGTH_OR, &item, err) != 0 || push(p, item, err) != 0) {
            return -1;
        }
        if (p->token.kind == close) {
            break;
        }
        if (expect(p, IG_TOKEN_COMMA, expected, err) != 0) {
            return -1;
        }
        if (p->token.kind == close && close == IG_TOKEN_CLOSE) {
            return fail_expected(p, "an argument", err); /* a list may end in a comma, as in Lua */
        }
    }
    return advance(p, err);
}

static const char *kind_of_call(const ig_node *node) {
    return ig_node_aggregates(node) ? "aggregate"
           : ig_node_windows(node)  ? "window function"
                                    : NULL;
}

/* Aggregates and window functions see many rows at once; their arguments see one. */
static int check_not_nested(const parser *p, uint32_t outer, ig_error *err) {
    const ig_tree *tree = p->tree;
    const ig_node *call = &tree->nodes[outer];
    const char *kind = kind_of_call(call);
    for (uint32_t i = call->first; kind != NULL && i < outer; i++) {
        const ig_node *inner = &tree->nodes[i];
        if (kind_of_call(inner) != NULL) {
            return FAIL(p, inner->at, err, "%s '%s' inside of %s '%s'", kind_of_call(inner),
                        inner->call->name, kind, call->call->name);
        }
    }
    return 0;
}

/* The p of quantile(x, p) is one for all rows; its value is known when parameters are bound. */
static int check_constant(const parser *p, uint32_t index, ig_error *err) {
    const ig_tree *tree = p->tree;
    const ig_node *call = &tree->nodes[index];
    if (!ig_node_aggregates(call) || call->call->aggregate != IG_AGG_QUANTILE) {
        return 0;
    }
    uint32_t second = ig_node_arg(tree, call, 1);
    for (uint32_t i = tree->nodes[second].first; i <= second; i++) {
        const ig_node *inner = &tree->nodes[i];
        if (inner->kind == IG_NODE_COLUMN) {
            uint32_t n = inner->end - inner->begin;
            return FAIL(p, inner->begin, err, "'%s' wants a constant second, '%.*s' varies by row",
                        call->call->name, (int)(n < SHOWN ? n : SHOWN),
                        tree->source + inner->begin);
        }
    }
    return 0;
}

/* The name stands before; the next token is the bracket. */
static int parse_call(parser *p, ig_node *node, uint32_t *index, ig_error *err) {
    size_t mark = p->pending.size_bytes;
    node->kind = IG_NODE_CALL;
    if (enter(p, node->at, err) != 0 || advance(p, err) != 0 ||
        parse_items(p, IG_TOKEN_CLOSE, "',' or ')'", err) != 0) {
        return -1;
    }
    p->depth--;
    node->end = p->last_end;
    char message[IG_BUILTIN_MESSAGE];
    size_t n_args = (p->pending.size_bytes - mark) / sizeof(uint32_t);
    const char *name = ig_node_string(p->tree, node);
    node->call = ig_builtin_find(name, node->n_bytes, n_args, message);
    if (node->call == NULL) {
        return FAIL(p, node->at, err, "%s", message);
    }
    if (add_over(p, node, mark, index, err) != 0) {
        return -1;
    }
    return check_not_nested(p, *index, err) != 0 ? -1 : check_constant(p, *index, err);
}

static int parse_name(parser *p, uint32_t *index, ig_error *err) {
    ig_node node = node_here(p, IG_NODE_COLUMN);
    bool plain = p->token.kind == IG_TOKEN_NAME;
    if (advance(p, err) != 0) {
        return -1;
    }
    if (plain && p->token.kind == IG_TOKEN_OPEN) {
        return parse_call(p, &node, index, err);
    }
    return ig_tree_add(p->tree, &node, NULL, 0, index, err);
}

static int parse_brackets(parser *p, uint32_t *index, ig_error *err) {
    uint32_t begin = p->token.begin;
    if (enter(p, begin, err) != 0 || advance(p, err) != 0 ||
        parse_binary(p, IG_STRENGTH_OR, index, err) != 0 ||
        expect(p, IG_TOKEN_CLOSE, "')'", err) != 0) {
        return -1;
    }
    p->depth--;
    p->tree->nodes[*index].begin = begin;
    p->tree->nodes[*index].end = p->last_end;
    return 0;
}

static int parse_sign(parser *p, ig_node_kind kind, int strength, uint32_t *index, ig_error *err) {
    ig_node node = node_here(p, kind);
    uint32_t operand;
    if (enter(p, node.at, err) != 0 || advance(p, err) != 0 ||
        parse_binary(p, strength, &operand, err) != 0) {
        return -1;
    }
    p->depth--;
    node.end = p->last_end;
    return ig_tree_add(p->tree, &node, &operand, 1, index, err);
}

static int parse_operand(parser *p, uint32_t *index, ig_error *err) {
    switch (p->token.kind) {
    case IG_TOKEN_NUMBER: return parse_leaf(p, IG_NODE_NUMBER, index, err);
    case IG_TOKEN_TEXT: return parse_leaf(p, IG_NODE_TEXT, index, err);
    case IG_TOKEN_PARAM: return parse_leaf(p, IG_NODE_PARAM, index, err);
    case IG_TOKEN_NIL: return parse_leaf(p, IG_NODE_NIL, index, err);
    case IG_TOKEN_TRUE:
    case IG_TOKEN_FALSE: return parse_leaf(p, IG_NODE_BOOL, index, err);
    case IG_TOKEN_NAME:
    case IG_TOKEN_QUOTED: return parse_name(p, index, err);
    case IG_TOKEN_OPEN: return parse_brackets(p, index, err);
    case IG_TOKEN_SUB: return parse_sign(p, IG_NODE_NEGATE, IG_STRENGTH_NEGATE, index, err);
    case IG_TOKEN_NOT: return parse_sign(p, IG_NODE_NOT, IG_STRENGTH_NOT, index, err);
    case IG_TOKEN_OPEN_LIST:
        return FAIL(p, p->token.begin, err, "a list may stand only behind 'in'");
    default: return fail_expected(p, "a value", err);
    }
}

/* A constant: literal, $name, or either with a minus before it. */
static bool is_constant(const ig_tree *tree, uint32_t index) {
    const ig_node *node = &tree->nodes[index];
    if (node->kind == IG_NODE_NEGATE) {
        node = &tree->nodes[ig_node_arg(tree, node, 0)];
    }
    return node->kind <= IG_NODE_TEXT || node->kind == IG_NODE_PARAM;
}

static int parse_list(parser *p, uint32_t *index, ig_error *err) {
    if (p->token.kind == IG_TOKEN_PARAM) {
        return parse_leaf(p, IG_NODE_PARAM, index, err);
    }
    if (p->token.kind != IG_TOKEN_OPEN_LIST) {
        return fail_expected(p, "a list {…} or $name behind 'in'", err);
    }
    ig_node node = node_here(p, IG_NODE_LIST);
    size_t mark = p->pending.size_bytes;
    if (advance(p, err) != 0 || parse_items(p, IG_TOKEN_CLOSE_LIST, "',' or '}'", err) != 0) {
        return -1;
    }
    node.end = p->last_end;
    if (add_over(p, &node, mark, index, err) != 0) {
        return -1;
    }
    const ig_node *list = &p->tree->nodes[*index];
    for (uint32_t i = 0; i < list->n_args; i++) {
        uint32_t item = ig_node_arg(p->tree, list, i);
        if (!is_constant(p->tree, item)) {
            return FAIL(p, p->tree->nodes[item].begin, err,
                        "a list holds only constants and $names");
        }
    }
    return 0;
}

static const struct {
    ig_token_kind token;
    ig_node_kind node;
} operators[] = {
    {IG_TOKEN_OR, IG_NODE_OR},      {IG_TOKEN_AND, IG_NODE_AND}, {IG_TOKEN_EQ, IG_NODE_EQ},
    {IG_TOKEN_NE, IG_NODE_NE},      {IG_TOKEN_LT, IG_NODE_LT},   {IG_TOKEN_LE, IG_NODE_LE},
    {IG_TOKEN_GT, IG_NODE_GT},      {IG_TOKEN_GE, IG_NODE_GE},   {IG_TOKEN_IN, IG_NODE_IN},
    {IG_TOKEN_NOT, IG_NODE_NOT_IN}, /* 'not' behind a value */
    {IG_TOKEN_ADD, IG_NODE_ADD},    {IG_TOKEN_SUB, IG_NODE_SUB}, {IG_TOKEN_MUL, IG_NODE_MUL},
    {IG_TOKEN_DIV, IG_NODE_DIV},    {IG_TOKEN_MOD, IG_NODE_MOD}};

/* Whether the next token is a binary operator, and which node it makes. */
static bool operator_here(const parser *p, ig_node *node, int *strength) {
    for (size_t i = 0; i < sizeof operators / sizeof operators[0]; i++) {
        if (operators[i].token == p->token.kind) {
            *node = node_here(p, operators[i].node);
            *strength = ig_node_strength(node);
            return true;
        }
    }
    return false;
}

static int parse_right(parser *p, const ig_node *node, int strength, uint32_t *right,
                       ig_error *err) {
    if (advance(p, err) != 0) {
        return -1;
    }
    if (node->kind == IG_NODE_NOT_IN && expect(p, IG_TOKEN_IN, "'in' behind 'not'", err) != 0) {
        return -1;
    }
    if (node->kind == IG_NODE_IN || node->kind == IG_NODE_NOT_IN) {
        return parse_list(p, right, err);
    }
    return parse_binary(p, strength + 1, right, err);
}

/* Nothing compares with a missing value; whoever writes nil there means to ask for one. */
static int check_no_nil(const parser *p, const ig_node *node, const uint32_t args[2],
                        ig_error *err) {
    const ig_node *left = &p->tree->nodes[args[0]], *right = &p->tree->nodes[args[1]];
    if (left->kind != IG_NODE_NIL && right->kind != IG_NODE_NIL) {
        return 0;
    }
    const ig_node *asked = right->kind == IG_NODE_NIL ? left : right;
    const char *sign = ig_node_operator(node->kind);
    bool before = asked == right;
    uint32_t n = asked->end - asked->begin;
    return FAIL(p, node->at, err, "'%s%s%s' is never true; write %sis_missing(%.*s)",
                before ? "nil " : "", sign, before ? "" : " nil",
                node->kind == IG_NODE_NE ? "not " : "", n <= SHOWN ? (int)n : 3,
                n <= SHOWN ? p->tree->source + asked->begin : "...");
}

static int parse_binary(parser *p, int weakest, uint32_t *index, ig_error *err) {
    ig_node node;
    int strength;
    if (parse_operand(p, index, err) != 0) {
        return -1;
    }
    while (operator_here(p, &node, &strength) && strength >= weakest) {
        uint32_t args[2] = {*index, 0};
        if (parse_right(p, &node, strength, &args[1], err) != 0) {
            return -1;
        }
        bool compares = strength == IG_STRENGTH_COMPARE && node.kind != IG_NODE_IN &&
                        node.kind != IG_NODE_NOT_IN;
        if (compares && check_no_nil(p, &node, args, err) != 0) {
            return -1;
        }
        node.begin = p->tree->nodes[args[0]].begin;
        node.end = p->last_end;
        if (ig_tree_add(p->tree, &node, args, 2, index, err) != 0) {
            return -1;
        }
        if (strength == IG_STRENGTH_COMPARE && operator_here(p, &node, &strength) &&
            strength == IG_STRENGTH_COMPARE) {
            return FAIL(p, node.at, err, "comparisons do not chain; join them with 'and'");
        }
    }
    return 0;
}

int ig_tree_parse(ig_tree *tree, uint32_t *root, ig_error *err) {
    parser p = {.tree = tree,
                .lexer = {.source = tree->source,
                          .source_bytes = (uint32_t)tree->source_bytes,
                          .strings = &tree->strings}};
    ig_buffer_init(&p.pending, tree->memory);
    int failed = -1;
    if (advance(&p, err) != 0) {
        goto done;
    }
    if (p.token.kind == IG_TOKEN_END) {
        (void)FAIL(&p, 0, err, "a value expected, got nothing");
        goto done;
    }
    if (parse_binary(&p, IG_STRENGTH_OR, root, err) != 0) {
        goto done;
    }
    failed = p.token.kind == IG_TOKEN_END ? 0 : fail_expected(&p, "an operator or the end", err);
done:
    ig_buffer_reset(&p.pending);
    return failed;
}
