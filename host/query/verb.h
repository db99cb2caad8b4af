/*
 * Verbs. What the engine must know of one stands in an ig_verb, in the verb's own file beside its
 * constructor and the code that runs it; nothing else switches over verbs. To add one: its file, its
 * constructor in query.h, its name below.
 */
#ifndef INGOT_QUERY_VERB_H
#define INGOT_QUERY_VERB_H

#include "query/explain.h"
#include "query/stage.h"

/* Which columns of an input are looked at: one flag a name. */
typedef struct ig_need {
    const ig_names *names; /* borrowed */
    bool *flags;           /* borrowed */
} ig_need;

/* Marks columns as looked at; names that are not there are passed over. A function looks at all. */
void ig_need_name(ig_need *need, const char *name);
void ig_need_names(ig_need *need, const ig_names *names);
void ig_need_all(ig_need *need);
void ig_need_term(ig_need *need, const ig_kept_term *term);

/* Copies the rows of a stage out, with the columns looked at. */
int ig_need_take(const ig_need *need, ig_stage *stage, ig_error *err) IG_CHECKED;

struct ig_verb {
    const char *name; /* in explain() */

    /* Marks what the node looks at of its input, given which columns of its result are looked at.
       `other` is NULL for a verb of one input. */
    void (*need)(const ig_query *node, const bool *needed, ig_need *input, ig_need *other);

    /* Takes the stage from the input's rows to the node's; stage->other holds those of the second
       input. `needed` says which of the node's columns anyone looks at (NULL: all). On a shape it
       runs for the types of the result alone. */
    int (*step)(ig_stage *stage, const ig_query *node, const bool *needed, ig_error *err);

    bool takes_open;  /* its input may be a union not put together yet (union.h) */
    bool reads_late;  /* reads its input's rows through formulas alone, which touch them */
    bool keeps_shape; /* the columns are the input's, whatever they are: no step is run to see */

    /* Writes the node's lines of explain(). */
    int (*explain)(const ig_query *node, const bool *needed, ig_explanation *to, ig_error *err);

    void (*free)(void *own); /* frees node->own, if the verb has one; else NULL */
};

/* A verb that looks at the columns of its input that are looked at in its result. */
void ig_need_same(const ig_query *node, const bool *needed, ig_need *input, ig_need *other);

extern const ig_verb ig_verb_from;
extern const ig_verb ig_verb_where;
extern const ig_verb ig_verb_select;
extern const ig_verb ig_verb_derive;
extern const ig_verb ig_verb_aggregate;
extern const ig_verb ig_verb_sort;
extern const ig_verb ig_verb_top;
extern const ig_verb ig_verb_limit;
extern const ig_verb ig_verb_distinct;
extern const ig_verb ig_verb_window;
extern const ig_verb ig_verb_rename;
extern const ig_verb ig_verb_join;
extern const ig_verb ig_verb_union;

#endif
