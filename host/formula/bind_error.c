/* What binding errors have in common: the place in the formula, and names for operands. */
#include "formula/binder.h"

#include "formula/place.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { SHOWN = 60 };

int ig_bind_fail(const ig_binder *binder, uint32_t at, ig_error *err, const char *format, ...) {
    char message[IG_ERROR_TEXT];
    va_list args;
    va_start(args, format);
    (void)vsnprintf(message, sizeof message, format, args);
    va_end(args);
    return ig_place_fail(binder->tree->source, binder->tree->source_bytes, at, err, IG_ERROR_USAGE,
                         "%s", message);
}

/* The length of a text cut to what errors show, never inside of a character. */
static int shown(const char *text, size_t size_bytes) {
    if (size_bytes <= SHOWN) {
        return (int)size_bytes;
    }
    size_t n = SHOWN;
    while (n > 0 && ((unsigned char)text[n] & 0xC0u) == 0x80u) {
        n--;
    }
    return (int)n;
}

const char *ig_bind_name(const ig_binder *binder, uint32_t node, char text[IG_OPERAND_TEXT]) {
    const ig_node *at = &binder->tree->nodes[node];
    const char *name = ig_node_string(binder->tree, at);
    const char *source = binder->tree->source + at->begin;
    size_t size_bytes = at->end - at->begin;
    const char *more = size_bytes > SHOWN ? "..." : "";
    if (at->kind == IG_NODE_COLUMN) {
        (void)snprintf(text, IG_OPERAND_TEXT, "'%.*s'", shown(name, at->n_bytes), name);
    } else if (at->kind <= IG_NODE_TEXT || at->kind == IG_NODE_PARAM) {
        (void)snprintf(text, IG_OPERAND_TEXT, "%.*s%s", shown(source, size_bytes), source, more);
    } else {
        (void)snprintf(text, IG_OPERAND_TEXT, "'%.*s%s'", shown(source, size_bytes), source, more);
    }
    return text;
}

const char *ig_bind_type(const ig_step *step) {
    return step->nil ? "nil" : ig_type_name(step->type);
}

int ig_bind_fail_types(const ig_binder *binder, uint32_t at, uint32_t left, uint32_t right,
                       ig_error *err) {
    char a[IG_OPERAND_TEXT], b[IG_OPERAND_TEXT];
    const ig_step *x = ig_bind_step(binder, left), *y = ig_bind_step(binder, right);
    return ig_bind_fail(binder, at, err, "unlike types: %s is %s, %s is %s",
                        ig_bind_name(binder, x->node, a), ig_bind_type(x),
                        ig_bind_name(binder, y->node, b), ig_bind_type(y));
}
