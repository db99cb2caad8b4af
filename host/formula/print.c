/*
 * The normal form of a formula: one blank around operators, brackets only where they are needed,
 * texts in double quotes, names in backquotes where they are no plain words. Parsing it gives the
 * same tree again, so two subtrees mean the same call exactly when their normal forms are equal.
 */
#include "formula/tree.h"

#include "formula/lexer.h"
#include "formula/printer.h"

#include <stdio.h>
#include <string.h>

/* A text between double quotes; control bytes as escapes. */
static int print_text(ig_buffer *out, const char *bytes, size_t size_bytes, ig_error *err) {
    if (ig_buffer_append(out, "\"", 1, err) != 0) {
        return -1;
    }
    for (size_t i = 0; i < size_bytes; i++) {
        unsigned char c = (unsigned char)bytes[i];
        char escape[8];
        int n = c == '"' || c == '\\'   ? snprintf(escape, sizeof escape, "\\%c", c)
                : c == '\n'             ? snprintf(escape, sizeof escape, "\\n")
                : c == '\t'             ? snprintf(escape, sizeof escape, "\\t")
                : c < 0x20 || c == 0x7F ? snprintf(escape, sizeof escape, "\\x%02x", c)
                                        : snprintf(escape, sizeof escape, "%c", c);
        if (ig_buffer_append(out, escape, (size_t)n, err) != 0) {
            return -1;
        }
    }
    return ig_buffer_append(out, "\"", 1, err);
}

static int print_call(ig_printer *printer, const ig_node *node, ig_error *err) {
    if (ig_printer_text(printer, node->call->name, err) != 0 ||
        ig_printer_text(printer, "(", err) != 0 || ig_printer_list(printer, node, 0, err) != 0) {
        return -1;
    }
    return ig_printer_text(printer, ")", err);
}

static int print_list(ig_printer *printer, const ig_node *node, ig_error *err) {
    if (ig_printer_text(printer, "{", err) != 0 || ig_printer_list(printer, node, 0, err) != 0) {
        return -1;
    }
    return ig_printer_text(printer, "}", err);
}

/* A sign before its operand; a minus never before another, which would read as a Lua comment. */
static int print_sign(ig_printer *printer, const ig_node *node, ig_error *err) {
    bool minus = node->kind == IG_NODE_NEGATE;
    if (ig_printer_text(printer, minus ? "-" : "not ", err) != 0) {
        return -1;
    }
    return ig_printer_node(printer, ig_node_arg(printer->tree, node, 0),
                           minus ? IG_STRENGTH_ALONE : IG_STRENGTH_NOT, err);
}

static int expand(ig_printer *printer, const ig_node *node, ig_error *err) {
    ig_buffer *out = printer->out;
    const char *string = ig_node_string(printer->tree, node);
    switch (node->kind) {
    case IG_NODE_NIL: return ig_buffer_append(out, "nil", 3, err);
    case IG_NODE_BOOL:
        return ig_buffer_append(out, node->boolean ? "true" : "false", node->boolean ? 4 : 5, err);
    case IG_NODE_NUMBER: return ig_printer_number(printer, &node->number, err);
    case IG_NODE_TEXT: return print_text(out, string, node->n_bytes, err);
    case IG_NODE_COLUMN:
        return ig_name_is_plain(string, node->n_bytes)
                   ? ig_buffer_append(out, string, node->n_bytes, err)
                   : ig_printer_quoted(printer, string, node->n_bytes, '`', err);
    case IG_NODE_PARAM:
        if (ig_buffer_append(out, "$", 1, err) != 0) {
            return -1;
        }
        return ig_buffer_append(out, string, node->n_bytes, err);
    case IG_NODE_LIST: return print_list(printer, node, err);
    case IG_NODE_CALL: return print_call(printer, node, err);
    case IG_NODE_NEGATE:
    case IG_NODE_NOT: return print_sign(printer, node, err);
    default: return ig_printer_binary(printer, node, ig_node_operator(node->kind), err);
    }
}

int ig_tree_print(const ig_tree *tree, uint32_t root, ig_buffer *out, ig_error *err) {
    return ig_printer_run(tree, root, expand, out, err);
}
