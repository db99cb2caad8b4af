/* The chunks' faults are in order already, so the table is one walk over them. */
#include "csv/columns/rejects.h"

#include "csv/columns/listing.h"

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

static const ig_csv_listed columns[N_COLUMNS] = {
    {"file", IG_TEXT},  {"line", IG_DECIMAL}, {"column", IG_TEXT}, {"kind", IG_TEXT},
    {"value", IG_TEXT}, {"reason", IG_TEXT},  {"record", IG_TEXT}};

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

/* What to do about a row or a cell that does not fit. One column and longer rows: that was no
   header. */
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

static int list(ig_csv_listing *listing, const ig_csv_plan *plan, const ig_csv_part *part,
                const ig_csv_fault *fault, ig_error *err) {
    char reason[IG_CSV_FAULT_REASON];
    bool row = is_row(fault); /* which has neither a column nor a value */
    const char *column = row ? NULL : column_name(plan, part, fault);
    ig_text value = row ? (ig_text){NULL, 0} : fault->value;
    if (ig_csv_listing_word(listing, FILE_COLUMN, part->path, err) != 0 ||
        ig_builder_int(listing->builders[LINE_COLUMN], (int64_t)fault->line, err) != 0 ||
        ig_csv_listing_word(listing, COLUMN_COLUMN, column, err) != 0 ||
        ig_csv_listing_word(listing, KIND_COLUMN, ig_csv_fault_name(fault->kind), err) != 0 ||
        ig_csv_listing_text(listing, VALUE_COLUMN, value, err) != 0 ||
        ig_csv_listing_word(listing, REASON_COLUMN, ig_csv_fault_reason(fault, reason), err) != 0 ||
        ig_csv_listing_text(listing, RECORD_COLUMN, fault->record, err) != 0) {
        return -1;
    }
    listing->n_rows++;
    return 0;
}

static int list_all(const ig_context *context, ig_csv_listing *listing, const ig_csv_plan *plan,
                    ig_error *err) {
    for (size_t p = 0; p < plan->n_parts; p++) {
        const ig_csv_part *part = &plan->parts[p];
        for (size_t k = 0; k < part->n_chunks; k++) {
            const ig_csv_faults *faults = &part->chunks[k].faults;
            for (size_t i = 0; i < ig_csv_faults_size(faults); i++) {
                ig_csv_fault fault = ig_csv_faults_at(faults, i);
                if (ig_pool_check_at(context->pool, i, err) != 0 ||
                    list(listing, plan, part, &fault, err) != 0) {
                    return -1;
                }
            }
        }
    }
    return 0;
}

int ig_csv_rejects_table(const ig_context *context, const ig_csv_plan *plan, ig_table **table,
                         ig_error *err) {
    ig_csv_listing listing = {0};
    *table = NULL;
    int status = ig_csv_listing_init(&listing, context->memory, columns, N_COLUMNS, err);
    if (status == 0) {
        status = list_all(context, &listing, plan, err);
    }
    if (status == 0 && listing.n_rows > 0) {
        *table = ig_csv_listing_table(&listing, err);
        status = *table == NULL ? -1 : 0;
    }
    ig_csv_listing_reset(&listing);
    return status;
}
