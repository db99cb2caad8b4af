/* Files become parts, whose chunks hold columns as they were taken; parts become one table. */
#include "csv/read.h"

#include <stdio.h>

#include "csv/columns/table.h"
#include "csv/file/flow.h"

static void tell(const ig_context *context, const char *const *paths, size_t n_paths) {
    char what[IG_CSV_SHOWN_PATH + 32];
    char shown[IG_CSV_SHOWN_PATH];
    if (n_paths == 1) {
        snprintf(what, sizeof what, "reading %s",
                 ig_csv_text_show(shown, sizeof shown, paths[0], strlen(paths[0])));
    } else {
        snprintf(what, sizeof what, "reading %zu files", n_paths);
    }
    ig_pool_doing(context->pool, what);
}

ig_table *ig_csv_read_blocks(const ig_context *context, const ig_csv_spec *spec,
                             const char *const *paths, size_t n_paths, size_t chunk_bytes,
                             ig_error *err) {
    if (n_paths == 0) {
        ig_fail(err, IG_ERROR_USAGE, "no file to read");
        return NULL;
    }
    if (ig_csv_spec_check(spec, err) != 0) {
        return NULL;
    }
    ig_csv_part *parts = ig_alloc_zero(context->memory, n_paths, sizeof *parts, err);
    if (parts == NULL) {
        return NULL;
    }
    for (size_t i = 0; i < n_paths; i++) {
        parts[i].path = paths[i];
        parts[i].is_alone = n_paths == 1;
    }
    tell(context, paths, n_paths);
    size_t n_read = 0;
    ig_table *table = NULL;
    if (ig_csv_flow_run(context, spec, parts, n_paths, chunk_bytes, &n_read, err) == 0) {
        table = ig_csv_table_make(context, spec, parts, n_read, err);
    }
    for (size_t i = 0; i < n_paths; i++) {
        ig_csv_part_reset(&parts[i]);
    }
    ig_free(parts);
    ig_memory_trim(context->memory);
    return table;
}

ig_table *ig_csv_read(const ig_context *context, const ig_csv_spec *spec, const char *const *paths,
                      size_t n_paths, ig_error *err) {
    return ig_csv_read_blocks(context, spec, paths, n_paths, IG_CSV_CHUNK_BYTES, err);
}
