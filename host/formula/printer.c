/*
 * The stack holds texts and nodes still to print, the next on top. Expanding a node pushes its parts
 * in the order of the text and then turns them round. A formula of a million terms needs a long
 * stack, but never a deep one of the machine.
 */
#include "formula/printer.h"

#include <string.h>

typedef struct item {
    const char *text; /* NULL: a node */
    size_t n;         /* bytes of the text, or the node */
} item;

static int push(ig_printer *printer, item what, ig_error *err) {
    return ig_buffer_append(&printer->stack, &what, sizeof what, err);
}

int ig_printer_bytes(ig_printer *printer, const char *bytes, size_t size_bytes, ig_error *err) {
    return push(printer, (item){.text = bytes, .n = size_bytes}, err);
}

int ig_printer_text(ig_printer *printer, const char *text, ig_error *err) {
    return ig_printer_bytes(printer, text, strlen(text), err);
}

int ig_printer_node(ig_printer *printer, uint32_t node, int weakest, ig_error *err) {
    bool brackets = ig_node_strength(&printer->tree->nodes[node]) < weakest;
    if (brackets && ig_printer_text(printer, "(", err) != 0) {
        return -1;
    }
    if (push(printer, (item){.n = node}, err) != 0) {
        return -1;
    }
    return brackets ? ig_printer_text(printer, ")", err) : 0;
}

int ig_printer_list(ig_printer *printer, const ig_node *node, uint32_t from, ig_error *err) {
    for (uint32_t i = from; i < node->n_args; i++) {
        if (i > from && ig_printer_text(printer, ", ", err) != 0) {
            return -1;
        }
        if (ig_printer_node(printer, ig_node_arg(printer->tree, node, i), 0, err) != 0) {
            return -1;
        }
    }
    return 0;
}

int ig_printer_quoted(ig_printer *printer, const char *bytes, size_t size_bytes, char quote,
                      ig_error *err) {
    ig_buffer *out = printer->out;
    if (ig_buffer_append(out, &quote, 1, err) != 0) {
        return -1;
    }
    for (size_t i = 0; i < size_bytes; i++) {
        if (bytes[i] == quote && ig_buffer_append(out, &quote, 1, err) != 0) {
            return -1;
        }
        if (ig_buffer_append(out, bytes + i, 1, err) != 0) {
            return -1;
        }
    }
    return ig_buffer_append(out, &quote, 1, err);
}

int ig_printer_number(ig_printer *printer, const ig_number *number, ig_error *err) {
    char text[IG_DECIMAL_TEXT];
    size_t n = number->kind == IG_NUMBER_DECIMAL
                   ? ig_decimal_print(text, number->units, number->scale)
                   : ig_real_print(text, number->real);
    if (ig_buffer_append(printer->out, text, n, err) != 0) {
        return -1;
    }
    /* A real that prints like an integer would read back as a decimal. */
    bool plain = number->kind == IG_NUMBER_REAL && strpbrk(text, ".eE") == NULL;
    return plain ? ig_buffer_append(printer->out, "e0", 2, err) : 0;
}

int ig_printer_binary(ig_printer *printer, const ig_node *node, const char *operator_text,
                      ig_error *err) {
    int strength = ig_node_strength(node);
    int left = strength == IG_STRENGTH_COMPARE ? strength + 1 : strength;
    if (ig_printer_node(printer, ig_node_arg(printer->tree, node, 0), left, err) != 0 ||
        ig_printer_text(printer, " ", err) != 0 ||
        ig_printer_text(printer, operator_text, err) != 0 ||
        ig_printer_text(printer, " ", err) != 0) {
        return -1;
    }
    return ig_printer_node(printer, ig_node_arg(printer->tree, node, 1), strength + 1, err);
}

static void turn_round(ig_printer *printer, size_t from) {
    item *items = (item *)(void *)(printer->stack.bytes + from);
    size_t n = (printer->stack.size_bytes - from) / sizeof *items;
    for (size_t i = 0; i < n / 2; i++) {
        item swapped = items[i];
        items[i] = items[n - 1 - i];
        items[n - 1 - i] = swapped;
    }
}

int ig_printer_run(const ig_tree *tree, uint32_t root, ig_expand expand, ig_buffer *out,
                   ig_error *err) {
    ig_printer printer = {.tree = tree, .out = out, .expand = expand};
    ig_buffer_init(&printer.stack, out->memory);
    int failed = push(&printer, (item){.n = root}, err);
    while (failed == 0 && printer.stack.size_bytes > 0) {
        item next;
        size_t from = printer.stack.size_bytes - sizeof next;
        memcpy(&next, printer.stack.bytes + from, sizeof next);
        printer.stack.size_bytes = from;
        if (next.text != NULL) {
            failed = ig_buffer_append(out, next.text, next.n, err);
        } else {
            failed = expand(&printer, &tree->nodes[next.n], err);
            if (failed == 0 && printer.stack.size_bytes > from) {
                turn_round(&printer, from);
            }
        }
    }
    ig_buffer_reset(&printer.stack);
    return failed;
}
