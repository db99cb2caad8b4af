/*
 * Plans. Nodes form a graph without cycles: what two verbs stand on is met twice and listed once. It
 * is walked depth first with a stack of its own, since queries can be longer than the C stack is
 * deep; `seen` is a hash table with open addressing of item numbers plus one, at most half full.
 */
#include "query/plan.h"

#include "base/hash.h"
#include "query/verb.h"

typedef struct walk {
    ig_memory *memory;     /* borrowed */
    ig_plan *plan;         /* borrowed */
    size_t capacity;       /* of its items */
    size_t *seen;          /* owned */
    size_t n_seen;         /* slots */
    const ig_query **path; /* owned: from the query down to the node being looked at */
    size_t n_path;
    size_t path_capacity;
} walk;

static size_t *seen_slot(const walk *w, const ig_query *node) {
    size_t mask = w->n_seen - 1, at = ig_hash_mix((uint64_t)(uintptr_t)node) & mask;
    while (w->seen[at] != 0 && w->plan->items[w->seen[at] - 1].node != node)
        at = (at + 1) & mask;
    return &w->seen[at];
}

static bool is_listed(const walk *w, const ig_query *node) {
    return node == NULL || *seen_slot(w, node) != 0;
}

/* The item of an input, which was listed before, with one reader more; SIZE_MAX for none. */
static size_t read_input(const walk *w, const ig_query *input) {
    if (input == NULL)
        return SIZE_MAX;
    size_t item = *seen_slot(w, input) - 1;
    w->plan->items[item].n_readers++;
    return item;
}

/* Room for one item more, and for its slot. */
static int reserve_item(walk *w, ig_error *err) {
    if (w->seen != NULL && w->plan->n < w->capacity)
        return 0;
    size_t capacity = w->capacity > 0 ? 2 * w->capacity : 16;
    ig_plan_item *items = ig_realloc_array(w->memory, w->plan->items, capacity, sizeof *items, err);
    if (items == NULL)
        return -1;
    w->plan->items = items;
    size_t *seen = ig_alloc_zero(w->memory, 2 * capacity, sizeof *seen, err);
    if (seen == NULL)
        return -1;
    ig_free(w->seen);
    w->capacity = capacity;
    w->seen = seen;
    w->n_seen = 2 * capacity;
    for (size_t i = 0; i < w->plan->n; i++)
        *seen_slot(w, items[i].node) = i + 1;
    return 0;
}

static int list_node(walk *w, const ig_query *node, ig_error *err) {
    if (reserve_item(w, err) != 0)
        return -1;
    ig_plan_item item = {
        .node = node, .input = read_input(w, node->input), .other = read_input(w, node->other)};
    *seen_slot(w, node) = w->plan->n + 1;
    w->plan->items[w->plan->n++] = item;
    return 0;
}

static int go_down(walk *w, const ig_query *node, ig_error *err) {
    if (w->n_path == w->path_capacity) {
        size_t capacity = w->path_capacity > 0 ? 2 * w->path_capacity : 16;
        const ig_query **path =
            ig_realloc_array(w->memory, w->path, capacity, sizeof(const ig_query *), err);
        if (path == NULL)
            return -1;
        w->path = path;
        w->path_capacity = capacity;
    }
    w->path[w->n_path++] = node;
    return 0;
}

static int list_nodes(walk *w, const ig_query *query, ig_error *err) {
    if (reserve_item(w, err) != 0 || go_down(w, query, err) != 0)
        return -1;
    while (w->n_path > 0) {
        const ig_query *node = w->path[w->n_path - 1];
        int rc = 0;
        if (!is_listed(w, node->input))
            rc = go_down(w, node->input, err);
        else if (!is_listed(w, node->other))
            rc = go_down(w, node->other, err);
        else if (--w->n_path, !is_listed(w, node))
            rc = list_node(w, node, err);
        if (rc != 0)
            return -1;
    }
    return 0;
}

/* Readers come behind what they read, so from the end on every item knows what is asked of it. */
static int mark_needed(ig_plan *plan, ig_memory *memory, ig_error *err) {
    size_t n_names = 0;
    for (size_t i = 0; i < plan->n; i++)
        n_names += plan->items[i].node->names.n; /* less than the names themselves: no overflow */
    plan->flags = ig_alloc_zero(memory, n_names, sizeof *plan->flags, err);
    if (plan->flags == NULL)
        return -1;
    bool *next = plan->flags;
    for (size_t i = 0; i < plan->n; i++) {
        plan->items[i].needed = next;
        next += plan->items[i].node->names.n;
    }
    const ig_plan_item *last = &plan->items[plan->n - 1];
    ig_need_all(&(ig_need){&last->node->names, last->needed});
    for (size_t i = plan->n; i > 0; i--) {
        const ig_plan_item *item = &plan->items[i - 1];
        if (item->input == SIZE_MAX)
            continue;
        const ig_plan_item *input = &plan->items[item->input];
        ig_need below = {&input->node->names, input->needed}, beside = {0};
        if (item->other != SIZE_MAX)
            beside =
                (ig_need){&plan->items[item->other].node->names, plan->items[item->other].needed};
        item->node->verb->need(item->node, item->needed, &below,
                               item->other != SIZE_MAX ? &beside : NULL);
    }
    return 0;
}

int ig_plan_init(ig_plan *plan, ig_memory *memory, const ig_query *query, ig_error *err) {
    *plan = (ig_plan){0};
    walk w = {.memory = memory, .plan = plan};
    int rc = list_nodes(&w, query, err);
    ig_free(w.seen);
    ig_free(w.path);
    if (rc == 0)
        rc = mark_needed(plan, memory, err);
    if (rc != 0)
        ig_plan_reset(plan);
    return rc;
}

void ig_plan_reset(ig_plan *plan) {
    ig_free(plan->items);
    ig_free(plan->flags);
    *plan = (ig_plan){0};
}
