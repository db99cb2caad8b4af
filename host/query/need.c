/* What verbs look at: flags of names, marked from the query down to its sources (plan.c). */
#include "query/verb.h"

void ig_need_name(ig_need *need, const char *name) {
    size_t i = ig_names_find(need->names, name);
    if (i != SIZE_MAX)
        need->flags[i] = true;
}

void ig_need_names(ig_need *need, const ig_names *names) {
    for (size_t i = 0; i < names->n; i++)
        ig_need_name(need, names->items[i]);
}

void ig_need_all(ig_need *need) {
    for (size_t i = 0; i < need->names->n; i++)
        need->flags[i] = true;
}

void ig_need_term(ig_need *need, const ig_kept_term *term) {
    if (term->formula == NULL) {
        ig_need_all(need);
        return;
    }
    for (size_t i = 0; i < ig_formula_columns(term->formula); i++)
        ig_need_name(need, ig_formula_column(term->formula, i));
}

void ig_need_same(const ig_query *node, const bool *needed, ig_need *input, ig_need *other) {
    (void)other;
    for (size_t i = 0; i < node->names.n; i++)
        if (needed[i])
            ig_need_name(input, node->names.items[i]);
}

int ig_need_take(const ig_need *need, ig_stage *stage, ig_error *err) {
    ig_names kept = {0};
    kept.items = ig_alloc_array(stage->context->memory, need->names->n, sizeof *kept.items, err);
    if (kept.items == NULL)
        return -1;
    for (size_t i = 0; i < need->names->n; i++)
        if (need->flags[i])
            kept.items[kept.n++] = need->names->items[i]; /* borrowed */
    int rc = ig_stage_select(stage, &kept, err);
    ig_free(kept.items);
    return rc == 0 ? ig_stage_materialise(stage, err) : -1;
}
