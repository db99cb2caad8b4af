/*
 * A short list of names; each owns one block of values, with the bytes of its texts behind them in
 * the same block. Setting a name again replaces its values.
 */
#include "formula/params.h"

#include <stdatomic.h>
#include <string.h>

typedef struct entry {
    char *name;       /* owned */
    ig_value *values; /* owned, with the bytes of the texts behind */
    size_t n;
    bool list;
} entry;

struct ig_params {
    atomic_size_t references;
    ig_memory *memory; /* borrowed */
    entry *entries;    /* owned */
    size_t n_entries;
};

ig_params *ig_params_new(ig_memory *memory, ig_error *err) {
    ig_params *params = ig_alloc_zero(memory, 1, sizeof *params, err);
    if (params == NULL) {
        return NULL;
    }
    atomic_init(&params->references, 1);
    params->memory = memory;
    return params;
}

ig_params *ig_params_retain(ig_params *params) {
    atomic_fetch_add_explicit(&params->references, 1, memory_order_relaxed);
    return params;
}

void ig_params_release(ig_params *params) {
    if (params == NULL ||
        atomic_fetch_sub_explicit(&params->references, 1, memory_order_acq_rel) > 1) {
        return;
    }
    for (size_t i = 0; i < params->n_entries; i++) {
        ig_free(params->entries[i].name);
        ig_free(params->entries[i].values);
    }
    ig_free(params->entries);
    ig_free(params);
}

static bool holds_text(const ig_value *value) {
    return value->type == IG_TEXT && !value->missing;
}

/* One block: the values, then the bytes their texts point at, each with a NUL behind. */
static ig_value *copy_values(ig_memory *memory, const ig_value *values, size_t n, ig_error *err) {
    size_t bytes = 0;
    for (size_t i = 0; i < n; i++) {
        size_t more = holds_text(&values[i]) ? values[i].size_bytes + 1 : 0;
        if (more > SIZE_MAX / 4 - bytes) {
            (void)ig_fail(err, IG_ERROR_LIMIT, "parameter values are too long");
            return NULL;
        }
        bytes += more;
    }
    if (n > (SIZE_MAX / 4) / sizeof *values) {
        (void)ig_fail(err, IG_ERROR_LIMIT, "too many parameter values");
        return NULL;
    }
    ig_value *copy = ig_alloc(memory, n * sizeof *values + bytes, err);
    if (copy == NULL) {
        return NULL;
    }
    char *text = (char *)(copy + n);
    for (size_t i = 0; i < n; i++) {
        copy[i] = values[i];
        copy[i].bytes = NULL;
        if (!holds_text(&values[i])) {
            continue;
        }
        if (values[i].size_bytes > 0) {
            memcpy(text, values[i].bytes, values[i].size_bytes);
        }
        text[values[i].size_bytes] = '\0';
        copy[i].bytes = text;
        text += values[i].size_bytes + 1;
    }
    return copy;
}

static entry *find(const ig_params *params, const char *name) {
    for (size_t i = 0; i < params->n_entries; i++) {
        if (strcmp(params->entries[i].name, name) == 0) {
            return &params->entries[i];
        }
    }
    return NULL;
}

static entry *add(ig_params *params, const char *name, ig_error *err) {
    entry *entries = ig_realloc_array(params->memory, params->entries, params->n_entries + 1,
                                      sizeof *entries, err);
    if (entries == NULL) {
        return NULL;
    }
    params->entries = entries;
    char *copy = ig_strdup(params->memory, name, err);
    if (copy == NULL) {
        return NULL;
    }
    entries[params->n_entries] = (entry){.name = copy};
    return &entries[params->n_entries++];
}

int ig_params_set(ig_params *params, const char *name, bool list, const ig_value *values, size_t n,
                  ig_error *err) {
    if (!list && n != 1) {
        return ig_fail(err, IG_ERROR_INTERNAL, "parameter '%s': one value expected, got %zu", name,
                       n);
    }
    ig_value *copy = copy_values(params->memory, values, n, err);
    if (copy == NULL) {
        return -1;
    }
    entry *at = find(params, name);
    if (at == NULL) {
        at = add(params, name, err);
    }
    if (at == NULL) {
        ig_free(copy);
        return -1;
    }
    ig_free(at->values);
    at->values = copy;
    at->n = n;
    at->list = list;
    return 0;
}

bool ig_params_find(const ig_params *params, const char *name, bool *list, const ig_value **values,
                    size_t *n) {
    const entry *at = params == NULL ? NULL : find(params, name);
    if (at == NULL) {
        return false;
    }
    *list = at->list;
    *values = at->values;
    *n = at->n;
    return true;
}

size_t ig_params_size(const ig_params *params) {
    return params->n_entries;
}

const char *ig_params_name(const ig_params *params, size_t i) {
    return params->entries[i].name;
}
