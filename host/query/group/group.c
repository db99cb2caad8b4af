/*
 * Groups, and the choice of the road to them: by what the keys and records are like, see road.h. The
 * ranges of keys come from the data, so the road does too; it never shows in a result.
 */
#include "query/group/group.h"

#include "query/group/road.h"
#include "query/group/slots.h"
#include "table/stats.h"

const ig_roads ig_roads_usual = {.slots = 65536,
                                 .slots_a_row = 4,
                                 .slots_most = 4 << 20,
                                 .direct_bytes = 1 << 20,
                                 .direct_most = 8 << 20,
                                 .near_most = 64 << 20,
                                 .part_bytes = 256 << 10,
                                 .part_rows = 8192};

void ig_groups_all(ig_groups *groups, size_t n_rows) {
    *groups = (ig_groups){.n_rows = n_rows, .n_groups = 1};
}

void ig_groups_reset(ig_groups *groups) {
    ig_free(groups->ids);
    ig_free(groups->firsts);
    *groups = (ig_groups){0};
}

/* The product of the key ranges, or 0 when direct addressing would not pay. */
static size_t count_slots(const ig_roads *roads, const ig_keys *keys, size_t n_rows) {
    size_t most = n_rows < roads->slots_most ? n_rows * roads->slots_a_row : roads->slots_most;
    most = most < roads->slots ? roads->slots : most;
    return ig_slots_count(keys, ig_least(most, roads->slots_most));
}

/* Bytes that the road by parts stores of all rows where keys are slots. */
static size_t stored_bytes(const ig_tally *tally) {
    size_t of_row = sizeof(uint32_t);
    for (size_t i = 0; i < tally->n_sources; i++)
        of_row += tally->sources[i].width;
    return tally->n_rows * of_row;
}

/* Whether the rows of any one block come to records that fit a cache, as in data sorted by one of the
   keys. A few blocks speak for all. */
static bool stays_near(const ig_journey *journey) {
    enum { SAMPLES = 8, LINE_BYTES = 64 };
    size_t n_blocks = journey->tally->n_rows / IG_STATS_ROWS;
    bool near = n_blocks >= SAMPLES;
    for (size_t i = 0; near && i < SAMPLES; i++) {
        ig_reach reach;
        size_t at = i * n_blocks / SAMPLES * IG_STATS_ROWS;
        near = ig_slots_reach(journey->keys, at, IG_STATS_ROWS, &reach) &&
               reach.n_slots <= journey->roads->direct_bytes / LINE_BYTES;
    }
    return near;
}

/* Records past the second cache are still met sooner than rows are moved, those past a share of the
   last one are not, unless few are at a time; and each thread has its own. */
static bool goes_direct(const ig_journey *journey) {
    const ig_roads *roads = journey->roads;
    size_t bytes = journey->n_slots * journey->tally->record_bytes;
    size_t n_threads = ig_pool_size(journey->context->pool), most = roads->direct_most;
    if (bytes > most && bytes <= roads->near_most && stays_near(journey))
        most = roads->near_most;
    most = ig_least(most, stored_bytes(journey->tally) / n_threads);
    most = most < roads->direct_bytes ? roads->direct_bytes : most;
    return journey->n_slots == 1 || (journey->n_slots > 0 && bytes <= most);
}

int ig_groups_tally(const ig_context *context, const ig_roads *roads, const ig_keys *keys,
                    ig_tally *tally, bool with_ids, ig_groups *groups, ig_error *err) {
    ig_groups_all(groups, tally->n_rows);
    if (with_ids && keys->n > 0) {
        groups->ids = ig_alloc_array(context->memory, groups->n_rows, sizeof *groups->ids, err);
        if (groups->ids == NULL)
            return -1;
    }
    ig_journey journey = {.context = context,
                          .roads = roads,
                          .keys = keys,
                          .tally = tally,
                          .n_slots = count_slots(roads, keys, tally->n_rows),
                          .groups = groups};
    int rc = goes_direct(&journey) ? ig_road_direct(&journey, err) : ig_road_parts(&journey, err);
    if (rc == 0)
        return 0;
    ig_groups_reset(groups);
    return -1;
}

static int make(const ig_context *context, ig_groups *groups, const ig_keys *keys, size_t n_rows,
                bool with_ids, ig_error *err) {
    ig_tally tally;
    ig_tally_init(&tally, context->memory, n_rows);
    int rc = ig_groups_tally(context, &ig_roads_usual, keys, &tally, with_ids, groups, err);
    ig_tally_reset(&tally);
    return rc;
}

int ig_groups_make(const ig_context *context, ig_groups *groups, const ig_keys *keys, size_t n_rows,
                   ig_error *err) {
    return make(context, groups, keys, n_rows, true, err);
}

int ig_groups_firsts(const ig_context *context, ig_groups *groups, const ig_keys *keys,
                     size_t n_rows, ig_error *err) {
    return make(context, groups, keys, n_rows, false, err);
}

/* Lists the rows by group; `next` holds zeros, with a spare slot before and after the groups'. */
static int arrange(const ig_pool *pool, const ig_groups *groups, uint32_t *order, uint32_t *next,
                   ig_error *err) {
    for (size_t i = 0; i < groups->n_rows; i++) {
        if (ig_pool_check_at(pool, i, err) != 0)
            return -1;
        next[(groups->ids != NULL ? groups->ids[i] : 0) + 1]++;
    }
    for (size_t g = 1; g <= groups->n_groups; g++)
        next[g] += next[g - 1];
    for (size_t i = 0; i < groups->n_rows; i++) {
        if (ig_pool_check_at(pool, i, err) != 0)
            return -1;
        order[next[groups->ids != NULL ? groups->ids[i] : 0]++] = (uint32_t)i;
    }
    return 0;
}

int ig_groups_arrange(const ig_context *context, const ig_groups *groups, uint32_t **order,
                      uint32_t **starts, ig_error *err) {
    *starts = NULL;
    *order = ig_alloc_array(context->memory, groups->n_rows, sizeof **order, err);
    if (*order == NULL)
        return -1;
    /* One spare slot in front: while rows are placed, starts[g + 1] is where g's next one goes. */
    *starts = ig_alloc_zero(context->memory, groups->n_groups + 2, sizeof **starts, err);
    if (*starts != NULL && arrange(context->pool, groups, *order, *starts + 1, err) == 0)
        return 0;
    ig_free(*order);
    ig_free(*starts);
    *order = NULL;
    *starts = NULL;
    return -1;
}
