/* Lists of names: few and short, so they are found by comparing them all. */
#include "base/suggest.h"
#include "query/node.h"

#include <string.h>

int ig_names_copy(ig_memory *memory, ig_names *names, const char *const *items, size_t n,
                  ig_error *err) {
    *names = (ig_names){0};
    names->items = ig_alloc_zero(memory, n, sizeof *names->items, err);
    if (names->items == NULL)
        return -1;
    for (; names->n < n; names->n++) {
        names->items[names->n] = ig_strdup(memory, items[names->n], err);
        if (names->items[names->n] == NULL) {
            ig_names_reset(names);
            return -1;
        }
    }
    return 0;
}

void ig_names_reset(ig_names *names) {
    for (size_t i = 0; i < names->n; i++)
        ig_free(names->items[i]);
    ig_free(names->items);
    *names = (ig_names){0};
}

size_t ig_names_find(const ig_names *names, const char *name) {
    for (size_t i = 0; i < names->n; i++)
        if (strcmp(names->items[i], name) == 0)
            return i;
    return SIZE_MAX;
}

int ig_names_check(const ig_names *names, const char *name, ig_error *err) {
    if (ig_names_find(names, name) != SIZE_MAX)
        return 0;
    return ig_fail_unknown(err, "column", "columns", name, strlen(name),
                           (const char *const *)names->items, names->n);
}
