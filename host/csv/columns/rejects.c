/* The chunks' faults are in order already, so the table is one walk over them. */
#include "csv/columns/rejects.h"

#include "table/builder.h"

enum {
    FILE_COLUMN,
    LINE_COLUMN,
    COLUMN_COLUMN,
    KIND_COLUMN,
    VALUE_COLUMN,
    REASON_COLUMN,
    RECORD_COLUMN,
    N_COLUMNS
};

static bool is_row(const ig_csv_fault *fault) {
    return fault->column == UINT32_MAX;
}

static const char *column_name(const ig_csv_plan *plan, const ig_csv_part *part,
                               const ig_csv_fault *fault) {
    return ig_csv_heading_name(plan->spec, &part->header.headings[fault->column]);
}

size_t ig_csv_rejects_count(const ig_csv_part *part) {
    size_t n = 0;
    for (size_t k = 0; k < part->n_chunks; k++) {
        n += ig_csv_faults_size(&part->chunks[k].faults);
    }
    return n;
}

/* What to do about a row or a cell that does not fit. One column and longer rows: that was no header. */
static const char *advice_of(const ig_csv_fault *fault) {
    if (!is_row(fault)) {
        return "; on_error = \"collect\" reads on and lists such cells";
    }
    return fault->n_wanted == 1 && fault->kind == IG_CSV_LONG_ROW
               ? "; where titles stand above the header: skip = LINES"
               : "; on_error = \"collect\" reads on and lists such rows";
}

static int fail_fault(const ig_csv_plan *plan, const ig_csv_part *part, const ig_csv_fault *fault,
                      ig_error *err) {
    char path[IG_CSV_SHOWN_PATH];
    char value[IG_CSV_SHOWN];
    char name[IG_CSV_SHOWN];
    char reason[IG_CSV_FAULT_REASON];
    ig_text text = is_row(fault) ? fault->record : fault->value;
    ig_csv_text_show(path, sizeof path, part->path, strlen(part->path));
    ig_csv_text_show(value, sizeof value, text.bytes, text.size_bytes);
    unsigned long long line = fault->line;
    if (is_row(fault)) {
        return ig_fail(err, IG_ERROR_DATA, "%s:%llu: %s: '%s'%s", path, line,
                       ig_csv_fault_reason(fault, reason), value, advice_of(fault));
    }
    const char *column = column_name(plan, part, fault);
    return ig_fail(err, IG_ERROR_DATA, "%s:%llu: column '%s': %s, got '%s'%s", path, line,
                   ig_csv_text_show(name, sizeof name, column, strlen(column)),
                   ig_csv_fault_reason(fault, reason), value, advice_of(fault));
}

int ig_csv_rejects_refuse(const ig_csv_plan *plan, ig_error *err) {
    for (size_t p = 0; p < plan->n_parts; p++) {
        const ig_csv_part *part = &plan->parts[p];
        for (size_t k = 0; k < part->n_chunks; k++) {
            if (ig_csv_faults_size(&part->chunks[k].faults) > 0) {
                ig_csv_fault first = ig_csv_faults_at(&part->chunks[k].faults, 0);
                return fail_fault(plan, part, &first, err);
            }
        }
    }
    return 0;
}

static int put_text(ig_builder *builder, ig_text text, ig_error *err) {
    return ig_builder_text(builder, text.bytes, text.size_bytes, err);
}

static int put_word(ig_builder *builder, const char *word, ig_error *err) {
    return ig_builder_text(builder, word, strlen(word), err);
}

/* What a row has none of. */
static int put_cell(ig_builder *const *builders, const ig_csv_plan *plan, const ig_csv_part *part,
                    const ig_csv_fault *fault, ig_error *err) {
    if (is_row(fault)) {
        return ig_builder_missing(builders[COLUMN_COLUMN], IG_EMPTY, err) != 0
                   ? -1
                   : ig_builder_missing(builders[VALUE_COLUMN], IG_EMPTY, err);
    }
    return put_word(builders[COLUMN_COLUMN], column_name(plan, part, fault), err) != 0
               ? -1
               : put_text(builders[VALUE_COLUMN], fault->value, err);
}

static int put_fault(ig_builder *const *builders, const ig_csv_plan *plan, const ig_csv_part *part,
                     const ig_csv_fault *fault, ig_error *err) {
    char reason[IG_CSV_FAULT_REASON];
    if (put_word(builders[FILE_COLUMN], part->path, err) != 0 ||
        ig_builder_int(builders[LINE_COLUMN], (int64_t)fault->line, err) != 0 ||
        put_cell(builders, plan, part, fault, err) != 0 ||
        put_word(builders[KIND_COLUMN], ig_csv_fault_name(fault->kind), err) != 0 ||
        put_word(builders[REASON_COLUMN], ig_csv_fault_reason(fault, reason), err) != 0) {
        return -1;
    }
    return put_text(builders[RECORD_COLUMN], fault->record, err);
}

static int put_all(const ig_context *context, ig_builder *const *builders, const ig_csv_plan *plan,
                   ig_error *err) {
    for (size_t p = 0; p < plan->n_parts; p++) {
        const ig_csv_part *part = &plan->parts[p];
        for (size_t k = 0; k < part->n_chunks; k++) {
            const ig_csv_faults *faults = &part->chunks[k].faults;
            for (size_t i = 0; i < ig_csv_faults_size(faults); i++) {
                ig_csv_fault fault = ig_csv_faults_at(faults, i);
                if (ig_pool_check_at(context->pool, i, err) != 0 ||
                    put_fault(builders, plan, part, &fault, err) != 0) {
                    return -1;
                }
            }
        }
    }
    return 0;
}

static ig_table *build(const ig_context *context, const ig_csv_plan *plan, size_t n,
                       ig_error *err) {
    static const char *const names[N_COLUMNS] = {"file",  "line",   "column", "kind",
                                                 "value", "reason", "record"};
    ig_builder *builders[N_COLUMNS] = {0};
    ig_table *table = ig_table_new(context->memory, n, err);
    int status = table == NULL ? -1 : 0;
    for (size_t c = 0; c < N_COLUMNS && status == 0; c++) {
        ig_type type = c == LINE_COLUMN ? IG_DECIMAL : IG_TEXT;
        builders[c] = ig_builder_new(context->memory, type, 0, n, err);
        status = builders[c] == NULL ? -1 : 0;
    }
    if (status == 0) {
        status = put_all(context, builders, plan, err);
    }
    for (size_t c = 0; c < N_COLUMNS && status == 0; c++) {
        ig_column *column = ig_builder_finish(builders[c], err);
        builders[c] = NULL;
        status = column == NULL ? -1 : ig_table_add(table, names[c], column, err);
    }
    for (size_t c = 0; c < N_COLUMNS; c++) {
        ig_builder_free(builders[c]);
    }
    if (status != 0) {
        ig_table_release(table);
        return NULL;
    }
    return table;
}

int ig_csv_rejects_table(const ig_context *context, const ig_csv_plan *plan, ig_table **table,
                         ig_error *err) {
    size_t n = 0;
    for (size_t p = 0; p < plan->n_parts; p++) {
        n += ig_csv_rejects_count(&plan->parts[p]);
    }
    *table = n == 0 ? NULL : build(context, plan, n, err);
    return n > 0 && *table == NULL ? -1 : 0;
}
