/*
 * A column on its way: its type, and what the words of each list mean in it. There is one list for each
 * share of each file that has the column; numbers that turn out to be texts add lists of their own.
 */
#ifndef INGOT_CSV_COLUMNS_DRAFT_H
#define INGOT_CSV_COLUMNS_DRAFT_H

#include "csv/columns/infer.h"
#include "csv/columns/plan.h"

typedef struct ig_csv_list {
    ig_csv_shelf *shelf;         /* borrowed: the part's, or one of the draft with spelt numbers */
    const ig_csv_taking *taking; /* borrowed */
    void *values;     /* owned: of each word, as wide as the column's; zero where it is missing */
    uint8_t *reasons; /* owned: ig_reason of each word; NULL: all are present */
    uint32_t size;    /* of both */
    bool same;        /* the value of each word is its number */
} ig_csv_list;

typedef struct ig_csv_draft {      /* the caller's struct */
    const ig_context *context;     /* borrowed */
    const ig_csv_plan *plan;       /* borrowed */
    const ig_csv_planned *planned; /* borrowed */
    uint32_t *origin_of;           /* owned: by part; IG_CSV_NOWHERE where it has none */
    size_t *first_list;            /* owned: by origin; a share adds its number */
    size_t n_lists;
    ig_csv_list *lists;   /* owned */
    uint32_t *spelt_list; /* owned: by lot, or IG_CSV_NOWHERE; NULL: no number was spelt */
    size_t first_spelt;   /* lists from here on are of spelt numbers */
    ig_csv_shelf *spelt;  /* owned: theirs, one a worker */
    ig_csv_type type;
    unsigned width; /* bytes a value of the column, once its lists have values */
    ig_dict *dict;  /* one reference; text only */
} ig_csv_draft;

#define IG_CSV_NOWHERE UINT32_MAX

int ig_csv_draft_init(ig_csv_draft *draft, const ig_context *context, const ig_csv_plan *plan,
                      const ig_csv_planned *planned, ig_error *err) IG_CHECKED;
void ig_csv_draft_reset(ig_csv_draft *draft); /* idempotent */

/* The cells of a lot, or NULL where its file lacks the column. */
ig_csv_stretch *ig_csv_draft_stretch(const ig_csv_draft *draft, size_t lot);

/* The list that the words of a lot are in; its file has the column. */
ig_csv_list *ig_csv_draft_list(const ig_csv_draft *draft, size_t lot);

/* The chunk by which the places of that list go: the part's, or among spelt ones the lot itself. */
uint32_t ig_csv_draft_chunk(const ig_csv_draft *draft, size_t lot);

static inline uint32_t ig_csv_list_size(const ig_csv_list *list) {
    return list->shelf->words == NULL ? 0 : ig_csv_words_size(list->shelf->words);
}

/* The threads that may work. */
static inline size_t ig_csv_workers(const ig_context *context) {
    return context->pool == NULL ? 1 : ig_pool_size(context->pool);
}

/* ig_pool_run, where there is a pool and more than one task. */
int ig_csv_tasks_run(const ig_context *context, size_t n, ig_task run, void *work,
                     ig_error *err) IG_CHECKED;

/* Decides the type. */
int ig_csv_draft_decide(ig_csv_draft *draft, ig_error *err) IG_CHECKED;

/* Takes the numbers of all stretches as the texts they were written as. */
int ig_csv_draft_spell(ig_csv_draft *draft, ig_error *err) IG_CHECKED;

/* Gives each word its value in the column: codes in order of first appearance, units, reals, months.
   The words themselves are then given back. */
int ig_csv_draft_value(ig_csv_draft *draft, ig_error *err) IG_CHECKED;

/* A column whose values are yet to be written, all of them: clearing them first would be a pass of
   its own. */
ig_column *ig_csv_column_open(ig_memory *memory, ig_type type, unsigned scale, unsigned width,
                              size_t n_rows, ig_error *err) IG_CHECKED;

/* Makes the column, and gives back what its stretches hold. NULL on failure. */
ig_column *ig_csv_draft_build(ig_csv_draft *draft, ig_error *err) IG_CHECKED;

#endif
