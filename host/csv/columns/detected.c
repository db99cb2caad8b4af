/* All texts go into five builders, row by row; the builders go into the table, or are freed. */
#include "csv/columns/detected.h"

#include "table/builder.h"

#include <stdio.h>
#include <string.h>

enum { FILES, WHAT, VALUE, GIVEN, WHY, N_COLUMNS };

static const struct {
    const char *name;
    ig_type type;
} columns[N_COLUMNS] = {
    {"file", IG_TEXT}, {"what", IG_TEXT}, {"value", IG_TEXT}, {"given", IG_BOOL}, {"why", IG_TEXT}};

static int add_text(ig_builder *builder, const char *text, ig_error *err) {
    return ig_builder_text(builder, text, strlen(text), err);
}

static int add_row(ig_builder *const *builders, const char *path, const ig_csv_finding *finding,
                   ig_error *err) {
    if (add_text(builders[FILES], path, err) != 0 ||
        add_text(builders[WHAT], finding->what, err) != 0 ||
        add_text(builders[VALUE], finding->value, err) != 0 ||
        ig_builder_bool(builders[GIVEN], finding->given, err) != 0) {
        return -1;
    }
    return finding->why[0] == '\0' ? ig_builder_missing(builders[WHY], IG_EMPTY, err)
                                   : add_text(builders[WHY], finding->why, err);
}

/* The encoding as one finding more. */
static ig_csv_finding encoding_of(const ig_csv_plan *plan, const ig_csv_part *part) {
    ig_csv_finding finding = {
        .what = "encoding", .given = plan->spec->encoding_given && plan->spec->encoding != IG_AUTO};
    const char *why = part->encoded.mark_bytes > 0           ? "the file begins with its mark"
                      : part->encoded.encoding == IG_GB18030 ? "it is not UTF-8, and is GB18030"
                                                             : "all of it is UTF-8";
    const char *name = ig_encoding_names[part->encoded.encoding];
    snprintf(finding.value, sizeof finding.value, "%s", name);
    snprintf(finding.why, sizeof finding.why, "%s", finding.given ? "" : why);
    return finding;
}

static int add_rows(ig_builder *const *builders, const ig_csv_plan *plan, size_t *n_rows,
                    ig_error *err) {
    for (size_t p = 0; p < plan->n_parts; p++) {
        const ig_csv_part *part = &plan->parts[p];
        size_t n_findings = part->sniffed.findings[0].what == NULL ? 0 : IG_CSV_TRAITS;
        for (size_t i = 0; i < n_findings; i++) {
            if (add_row(builders, part->path, &part->sniffed.findings[i], err) != 0) {
                return -1;
            }
        }
        ig_csv_finding encoding = encoding_of(plan, part);
        if (add_row(builders, part->path, &encoding, err) != 0) {
            return -1;
        }
        *n_rows += n_findings + 1;
    }
    return 0;
}

static ig_table *finish(ig_builder **builders, ig_memory *memory, size_t n_rows, ig_error *err) {
    ig_table *table = ig_table_new(memory, n_rows, err);
    for (size_t i = 0; table != NULL && i < N_COLUMNS; i++) {
        ig_column *column = ig_builder_finish(builders[i], err);
        builders[i] = NULL;
        if (column == NULL || ig_table_add(table, columns[i].name, column, err) != 0) {
            ig_table_release(table);
            table = NULL;
        }
    }
    return table;
}

int ig_csv_detected_table(ig_memory *memory, const ig_csv_plan *plan, ig_table **table,
                          ig_error *err) {
    ig_builder *builders[N_COLUMNS] = {NULL};
    size_t n_rows = 0;
    bool built = true;
    *table = NULL;
    for (size_t i = 0; built && i < N_COLUMNS; i++) {
        builders[i] = ig_builder_new(memory, columns[i].type, 0, 0, err);
        built = builders[i] != NULL;
    }
    if (built && add_rows(builders, plan, &n_rows, err) == 0) {
        *table = finish(builders, memory, n_rows, err);
    }
    for (size_t i = 0; i < N_COLUMNS; i++) {
        ig_builder_free(builders[i]);
    }
    return *table == NULL ? -1 : 0;
}
