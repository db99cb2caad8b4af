/*
 * Formulas as SQL, in the dialect of DuckDB where dialects differ. Operators have the same strengths
 * there as here. What SQL would compute otherwise is spelled out: x / 0 is NULL, `%` takes the sign
 * of the divisor, an unknown condition gives NULL, an empty list matches nothing.
 */
#include "formula/formula.h"

#include "formula/place.h"
#include "formula/printer.h"

#include <string.h>

static int write(ig_printer *printer, const char *text, ig_error *err) {
    return ig_printer_text(printer, text, err);
}

/* Fills a template: $1 … $9 an argument, %1 … %9 one that stands beside an operator, $* all, joined
   by commas; every other byte is itself. */
static int write_template(ig_printer *printer, const ig_node *node, const char *text,
                          ig_error *err) {
    int beside = IG_STRENGTH_COMPARE + 1;
    while (*text != '\0') {
        size_t plain = strcspn(text, "$%");
        if (plain > 0 && ig_printer_bytes(printer, text, plain, err) != 0) {
            return -1;
        }
        text += plain;
        if (*text == '\0') {
            break;
        }
        int failed = text[1] == '*'
                         ? ig_printer_list(printer, node, 0, err)
                         : ig_printer_node(printer, ig_node_arg(printer->tree, node, text[1] - '1'),
                                           *text == '%' ? beside : 0, err);
        if (failed != 0) {
            return -1;
        }
        text += 2;
    }
    return 0;
}

/* A divisor that cannot be zero needs no guard. */
static int write_division(ig_printer *printer, const ig_node *node, ig_error *err) {
    const ig_node *divisor = &printer->tree->nodes[ig_node_arg(printer->tree, node, 1)];
    bool zero = divisor->kind != IG_NODE_NUMBER ||
                (divisor->number.kind == IG_NUMBER_DECIMAL && divisor->number.units == 0) ||
                (divisor->number.kind == IG_NUMBER_REAL && divisor->number.real == 0);
    if (!zero) {
        return ig_printer_binary(printer, node, "/", err);
    }
    if (ig_printer_node(printer, ig_node_arg(printer->tree, node, 0), IG_STRENGTH_MUL, err) != 0) {
        return -1;
    }
    return write_template(printer, node, " / NULLIF($2, 0)", err);
}

static int write_membership(ig_printer *printer, const ig_node *node, ig_error *err) {
    const ig_node *list = &printer->tree->nodes[ig_node_arg(printer->tree, node, 1)];
    bool in = node->kind == IG_NODE_IN;
    if (list->kind == IG_NODE_PARAM) {
        return write_template(printer, node, in ? "%1 IN ($2)" : "%1 NOT IN ($2)", err);
    }
    if (list->n_args == 0) { /* which SQL has not */
        return write_template(printer, node, in ? "(%1 <> %1)" : "(%1 = %1)", err);
    }
    if (write_template(printer, node, in ? "%1 IN (" : "%1 NOT IN (", err) != 0 ||
        ig_printer_list(printer, list, 0, err) != 0) {
        return -1;
    }
    return write(printer, ")", err);
}

static int write_sign(ig_printer *printer, const ig_node *node, const char *sign, int weakest,
                      ig_error *err) {
    if (write(printer, sign, err) != 0) {
        return -1;
    }
    return ig_printer_node(printer, ig_node_arg(printer->tree, node, 0), weakest, err);
}

static int write_leaf(ig_printer *printer, const ig_node *node, ig_error *err) {
    const char *string = ig_node_string(printer->tree, node);
    switch (node->kind) {
    case IG_NODE_NIL: return write(printer, "NULL", err);
    case IG_NODE_BOOL: return write(printer, node->boolean ? "TRUE" : "FALSE", err);
    case IG_NODE_NUMBER: return ig_printer_number(printer, &node->number, err);
    case IG_NODE_TEXT: return ig_printer_quoted(printer, string, node->n_bytes, '\'', err);
    case IG_NODE_COLUMN: return ig_printer_quoted(printer, string, node->n_bytes, '"', err);
    default:
        if (write(printer, ":", err) != 0) {
            return -1;
        }
        return ig_printer_bytes(printer, string, node->n_bytes, err);
    }
}

static const char *operator_in_sql(ig_node_kind kind) {
    switch (kind) {
    case IG_NODE_EQ: return "=";
    case IG_NODE_NE: return "<>";
    case IG_NODE_AND: return "AND";
    case IG_NODE_OR: return "OR";
    default: return ig_node_operator(kind);
    }
}

/* Keys and order of a window stand in the verb, and SQL counts rows where ours count periods. */
static int write_call(ig_printer *printer, const ig_node *node, ig_error *err) {
    const ig_tree *tree = printer->tree;
    if (node->call->sql == NULL) {
        return ig_place_fail(tree->source, tree->source_bytes, node->at, err, IG_ERROR_USAGE,
                             "window function '%s' has no SQL of its own", node->call->name);
    }
    return write_template(printer, node, node->call->sql, err);
}

static int expand(ig_printer *printer, const ig_node *node, ig_error *err) {
    switch (node->kind) {
    case IG_NODE_CALL: return write_call(printer, node, err);
    case IG_NODE_NEGATE: return write_sign(printer, node, "-", IG_STRENGTH_ALONE, err);
    case IG_NODE_NOT: return write_sign(printer, node, "NOT ", IG_STRENGTH_NOT, err);
    case IG_NODE_DIV: return write_division(printer, node, err);
    case IG_NODE_MOD:
        return write_template(printer, node, "MOD(MOD($1, NULLIF($2, 0)) + %2, NULLIF($2, 0))",
                              err);
    case IG_NODE_IN:
    case IG_NODE_NOT_IN: return write_membership(printer, node, err);
    case IG_NODE_LIST: return ig_printer_list(printer, node, 0, err);
    default: break;
    }
    const char *sign = operator_in_sql(node->kind);
    return sign != NULL ? ig_printer_binary(printer, node, sign, err)
                        : write_leaf(printer, node, err);
}

int ig_formula_sql(const ig_formula *formula, ig_buffer *out, ig_error *err) {
    uint32_t root;
    const ig_tree *tree = ig_formula_tree(formula, &root);
    return ig_printer_run(tree, root, expand, out, err);
}
