/* Lists stand in order of the origins, those of one origin by share; spelt ones come last, one a
   worker. */
#include "csv/columns/draft.h"

static int index_parts(ig_csv_draft *draft, ig_error *err) {
    const ig_csv_plan *plan = draft->plan;
    ig_memory *memory = draft->context->memory;
    draft->origin_of = ig_alloc_array(memory, plan->n_parts, sizeof draft->origin_of[0], err);
    if (draft->origin_of == NULL) {
        return -1;
    }
    memset(draft->origin_of, 0xff, plan->n_parts * sizeof draft->origin_of[0]);
    draft->first_list =
        ig_alloc_array(memory, draft->planned->n_origins, sizeof draft->first_list[0], err);
    if (draft->first_list == NULL) {
        return -1;
    }
    for (size_t o = 0; o < draft->planned->n_origins; o++) {
        uint32_t part = draft->planned->origins[o].part;
        draft->origin_of[part] = (uint32_t)o;
        draft->first_list[o] = draft->n_lists;
        draft->n_lists += plan->parts[part].n_shares;
    }
    return 0;
}

int ig_csv_draft_init(ig_csv_draft *draft, const ig_context *context, const ig_csv_plan *plan,
                      const ig_csv_planned *planned, ig_error *err) {
    *draft = (ig_csv_draft){.context = context, .plan = plan, .planned = planned};
    if (index_parts(draft, err) != 0) {
        goto failed;
    }
    draft->first_spelt = draft->n_lists;
    draft->lists = ig_alloc_zero(context->memory, draft->n_lists + ig_csv_workers(context),
                                 sizeof draft->lists[0], err);
    if (draft->lists == NULL) {
        goto failed;
    }
    for (size_t o = 0; o < planned->n_origins; o++) {
        const ig_csv_part *part = &plan->parts[planned->origins[o].part];
        uint32_t heading = planned->origins[o].heading;
        for (size_t s = 0; s < part->n_shares; s++) {
            ig_csv_list *list = &draft->lists[draft->first_list[o] + s];
            list->shelf = &part->shares[s][heading];
            list->taking = &part->takings[heading];
        }
    }
    return 0;
failed:
    ig_csv_draft_reset(draft);
    return -1;
}

void ig_csv_draft_reset(ig_csv_draft *draft) {
    for (size_t i = 0; draft->lists != NULL && i < draft->n_lists; i++) {
        ig_free(draft->lists[i].values);
        ig_free(draft->lists[i].reasons);
    }
    for (size_t i = 0; draft->spelt != NULL && i < draft->n_lists - draft->first_spelt; i++) {
        ig_csv_shelf_reset(&draft->spelt[i]);
    }
    ig_free(draft->spelt);
    ig_free(draft->lists);
    ig_free(draft->first_list);
    ig_free(draft->origin_of);
    ig_free(draft->spelt_list);
    ig_dict_release(draft->dict);
    *draft = (ig_csv_draft){0};
}

ig_csv_stretch *ig_csv_draft_stretch(const ig_csv_draft *draft, size_t lot) {
    uint32_t origin = draft->origin_of[draft->plan->lots[lot].part];
    if (origin == IG_CSV_NOWHERE) {
        return NULL;
    }
    uint32_t heading = draft->planned->origins[origin].heading;
    return &ig_csv_plan_chunk(draft->plan, lot)->stretches[heading];
}

int ig_csv_tasks_run(const ig_context *context, size_t n, ig_task run, void *work, ig_error *err) {
    if (n > 1 && context->pool != NULL) {
        return ig_pool_run(context->pool, n, run, work, err);
    }
    for (size_t i = 0; i < n; i++) {
        if (run(work, i, 0, err) != 0) {
            return -1;
        }
    }
    return 0;
}

static bool is_spelt(const ig_csv_draft *draft, size_t lot) {
    return draft->spelt_list != NULL && draft->spelt_list[lot] != IG_CSV_NOWHERE;
}

ig_csv_list *ig_csv_draft_list(const ig_csv_draft *draft, size_t lot) {
    if (is_spelt(draft, lot)) {
        return &draft->lists[draft->spelt_list[lot]];
    }
    uint32_t origin = draft->origin_of[draft->plan->lots[lot].part];
    return &draft->lists[draft->first_list[origin] + ig_csv_plan_chunk(draft->plan, lot)->share];
}

uint32_t ig_csv_draft_chunk(const ig_csv_draft *draft, size_t lot) {
    return is_spelt(draft, lot) ? (uint32_t)lot : draft->plan->lots[lot].chunk;
}

/* False when no further word can change the type. */
static bool guess_words(ig_csv_guess *guess, const ig_csv_list *list) {
    for (uint32_t i = 0; i < ig_csv_list_size(list); i++) {
        ig_text text = ig_csv_text_trim(ig_csv_words_text(list->shelf->words, i));
        if (ig_csv_reason(list->taking, text) == IG_PRESENT &&
            !ig_csv_guess_take(guess, list->taking->marks, text)) {
            return false;
        }
    }
    return true;
}

static void guess_all(ig_csv_guess *guess, const ig_csv_draft *draft) {
    ig_csv_guess_init(guess, draft->planned->kind, draft->planned->month_named);
    for (size_t i = 0; i < draft->first_spelt && draft->spelt_list == NULL; i++) {
        ig_csv_guess_numbers(guess, &draft->lists[i].shelf->numbers);
    }
    for (size_t i = 0; i < draft->n_lists && guess_words(guess, &draft->lists[i]); i++) {
    }
}

int ig_csv_draft_decide(ig_csv_draft *draft, ig_error *err) {
    ig_csv_guess guess;
    if (ig_pool_check(draft->context->pool, err) != 0) {
        return -1;
    }
    guess_all(&guess, draft);
    if (ig_csv_guess_wants_texts(&guess)) {
        if (ig_csv_draft_spell(draft, err) != 0) {
            return -1;
        }
        guess_all(&guess, draft);
    }
    draft->type = ig_csv_guess_type(&guess);
    bool spells = draft->type.type == IG_TEXT || draft->type.type == IG_MONTH;
    return spells && guess.stretched ? ig_csv_draft_spell(draft, err) : 0;
}
