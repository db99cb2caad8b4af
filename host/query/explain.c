/* Plans as text: nodes in the order they run, numbered; a line names its input where that is not the
   line above. */
#include "query/explain.h"

#include "query/plan.h"
#include "query/verb.h"

#include <stdio.h>
#include <string.h>

enum { LABEL_WIDTH = 10 };

static int pad(ig_explanation *to, size_t n, ig_error *err) {
    return ig_buffer_printf(to->out, err, "%*s", (int)n, "");
}

/* Where text stands in a line, behind number and label. */
static size_t margin(const ig_explanation *to) {
    return to->digits + 2 + LABEL_WIDTH;
}

static int add_inputs(const ig_explanation *to, ig_error *err) {
    if (to->other > 0)
        return ig_buffer_printf(to->out, err, "%zu with %zu", to->input, to->other);
    return to->input > 0 ? ig_buffer_printf(to->out, err, "of %zu: ", to->input) : 0;
}

int ig_explain_line(ig_explanation *to, const char *label, ig_error *err) {
    int rc = to->out->size_bytes > 0 ? ig_buffer_append(to->out, "\n", 1, err) : 0;
    if (rc == 0 && label[0] == '\0')
        return pad(to, margin(to), err);
    if (rc != 0)
        return -1;
    if (to->number == 0)
        return ig_buffer_printf(to->out, err, "%*s%-*s", (int)to->digits + 2, "", LABEL_WIDTH,
                                label);
    rc = ig_buffer_printf(to->out, err, "%*zu  %-*s", (int)to->digits, to->number, LABEL_WIDTH,
                          label);
    to->number = 0;
    return rc == 0 ? add_inputs(to, err) : -1;
}

int ig_explain_add(ig_explanation *to, const char *text, ig_error *err) {
    for (;;) {
        size_t n = strcspn(text, "\n");
        if (ig_buffer_append(to->out, text, n, err) != 0)
            return -1;
        if (text[n] == '\0')
            return 0;
        if (ig_explain_line(to, "", err) != 0)
            return -1;
        text += n + 1;
    }
}

int ig_explain_count(ig_explanation *to, size_t n, ig_error *err) {
    char digits[32];
    int length = snprintf(digits, sizeof digits, "%zu", n);
    for (int i = 0; i < length; i++) {
        bool mark = i > 0 && (length - i) % 3 == 0;
        if (ig_buffer_printf(to->out, err, "%s%c", mark ? "," : "", digits[i]) != 0)
            return -1;
    }
    return 0;
}

int ig_explain_names(ig_explanation *to, const ig_names *names, ig_error *err) {
    for (size_t i = 0; i < names->n; i++)
        if (ig_explain_add(to, i > 0 ? ", " : "", err) != 0 ||
            ig_explain_add(to, names->items[i], err) != 0)
            return -1;
    return 0;
}

int ig_explain_orders(ig_explanation *to, const ig_query *node, ig_error *err) {
    for (size_t i = 0; i < node->n_orders; i++)
        if (ig_explain_add(to, i > 0 ? ", " : "", err) != 0 ||
            ig_explain_add(to, node->orders[i].descending ? "-" : "", err) != 0 ||
            ig_explain_add(to, node->orders[i].name, err) != 0)
            return -1;
    return 0;
}

static int explain_term(ig_explanation *to, const ig_kept_term *term, ig_error *err) {
    if (term->name != NULL &&
        (ig_explain_add(to, term->name, err) != 0 || ig_explain_add(to, " = ", err) != 0))
        return -1;
    const char *text = term->formula != NULL ? ig_formula_text(term->formula) : "(function)";
    return ig_explain_add(to, text, err);
}

int ig_explain_terms(ig_explanation *to, const char *label, const ig_query *node,
                     const bool *needed, ig_error *err) {
    for (size_t i = 0; i < node->n_terms; i++) {
        const ig_kept_term *term = &node->terms[i];
        size_t at = term->name != NULL ? ig_names_find(&node->names, term->name) : SIZE_MAX;
        bool idle = needed != NULL && at != SIZE_MAX && !needed[at] && term->formula != NULL;
        if (ig_explain_line(to, i == 0 ? label : "", err) != 0 ||
            explain_term(to, term, err) != 0 ||
            ig_explain_add(to, idle ? "  (not looked at)" : "", err) != 0)
            return -1;
    }
    return 0;
}

/* The first line of a text in place, each run of blanks as one. */
static void squeeze(char *text) {
    size_t n = 0;
    for (size_t i = strspn(text, " "); text[i] != '\0' && text[i] != '\n'; i++)
        if (text[i] != ' ' || (text[i + 1] != ' ' && text[i + 1] != '\0'))
            text[n++] = text[i];
    text[n] = '\0';
}

void ig_explain_doing(const ig_context *context, const ig_query *node) {
    if (!ig_pool_is_heard(context->pool))
        return;
    ig_error ignored; /* that it cannot be told is no reason not to do it */
    ig_buffer line;
    ig_buffer_init(&line, context->memory);
    ig_explanation to = {.out = &line};
    if (node->verb->explain(node, NULL, &to, &ignored) == 0 &&
        ig_buffer_append(&line, "", 1, &ignored) == 0) {
        squeeze(line.bytes);
        ig_pool_doing(context->pool, line.bytes);
    }
    ig_buffer_reset(&line);
}

static int explain_item(ig_explanation *to, const ig_plan *plan, size_t i, ig_error *err) {
    const ig_plan_item *item = &plan->items[i];
    bool one = item->other == SIZE_MAX;
    bool above = one && (item->input == SIZE_MAX || item->input + 1 == i);
    to->number = i + 1;
    to->input = above ? 0 : item->input + 1;
    to->other = one ? 0 : item->other + 1;
    return item->node->verb->explain(item->node, item->needed, to, err);
}

static unsigned count_digits(size_t n) {
    unsigned digits = 1;
    for (; n > 9; n /= 10)
        digits++;
    return digits;
}

int ig_query_explain(ig_memory *memory, const ig_query *query, ig_buffer *out, ig_error *err) {
    ig_plan plan;
    int rc = ig_plan_init(&plan, memory, query, err);
    if (rc != 0)
        return -1;
    ig_explanation to = {.out = out, .digits = count_digits(plan.n)};
    for (size_t i = 0; rc == 0 && i < plan.n; i++)
        rc = explain_item(&to, &plan, i, err);
    ig_plan_reset(&plan);
    return rc;
}
