/* Entries point into one buffer of texts by place, since it moves when it grows. */
#include "csv/cells/faults.h"

#include <stdio.h>
#include <stdlib.h>

typedef struct entry {
    ig_csv_fault fault; /* its texts without bytes, only sizes */
    size_t value;       /* their places in `texts` */
    size_t record;
    size_t order; /* as added: sorting keeps equals in it */
} entry;

void ig_csv_faults_init(ig_csv_faults *faults, ig_memory *memory) {
    ig_buffer_init(&faults->entries, memory);
    ig_buffer_init(&faults->texts, memory);
}

void ig_csv_faults_reset(ig_csv_faults *faults) {
    ig_buffer_reset(&faults->entries);
    ig_buffer_reset(&faults->texts);
}

size_t ig_csv_faults_size(const ig_csv_faults *faults) {
    return faults->entries.size_bytes / sizeof(entry);
}

int ig_csv_faults_add(ig_csv_faults *faults, const ig_csv_fault *fault, ig_error *err) {
    entry added = {.fault = *fault, .order = ig_csv_faults_size(faults)};
    ig_text value = ig_csv_text_cut(fault->value, IG_CSV_FAULT_BYTES);
    ig_text record = ig_csv_text_cut(fault->record, IG_CSV_FAULT_BYTES);
    if (ig_buffer_reserve(&faults->entries, sizeof added, err) != 0 ||
        ig_buffer_reserve(&faults->texts, value.size_bytes + record.size_bytes, err) != 0) {
        return -1;
    }
    added.value = faults->texts.size_bytes;
    added.record = added.value + value.size_bytes;
    added.fault.value = (ig_text){NULL, value.size_bytes};
    added.fault.record = (ig_text){NULL, record.size_bytes};
    if (ig_buffer_append(&faults->texts, value.bytes, value.size_bytes, err) != 0 ||
        ig_buffer_append(&faults->texts, record.bytes, record.size_bytes, err) != 0) {
        return -1;
    }
    return ig_buffer_append(&faults->entries, &added, sizeof added, err);
}

/* By line; a row (whose column is the highest) before cells. */
static int compare(const void *left, const void *right) {
    const entry *a = left;
    const entry *b = right;
    if (a->fault.line != b->fault.line) {
        return a->fault.line < b->fault.line ? -1 : 1;
    }
    uint32_t at_a = a->fault.column + 1; /* of a row: 0 */
    uint32_t at_b = b->fault.column + 1;
    if (at_a != at_b) {
        return at_a < at_b ? -1 : 1;
    }
    return (a->order > b->order) - (a->order < b->order);
}

void ig_csv_faults_sort(ig_csv_faults *faults) {
    size_t n = ig_csv_faults_size(faults);
    if (n > 1) {
        qsort(faults->entries.bytes, n, sizeof(entry), compare);
    }
}

ig_csv_fault ig_csv_faults_at(const ig_csv_faults *faults, size_t i) {
    entry found;
    memcpy(&found, faults->entries.bytes + i * sizeof found, sizeof found);
    const char *texts = faults->texts.bytes == NULL ? "" : faults->texts.bytes;
    found.fault.value.bytes = texts + found.value;
    found.fault.record.bytes = texts + found.record;
    return found.fault;
}

const char *ig_csv_fault_name(ig_csv_fault_kind kind) {
    static const char *const names[] = {
        [IG_CSV_SHORT_ROW] = "short_row",   [IG_CSV_LONG_ROW] = "long_row",
        [IG_CSV_OPEN_QUOTE] = "open_quote", [IG_CSV_NO_DECIMAL] = "not_decimal",
        [IG_CSV_NO_NUMBER] = "not_number",  [IG_CSV_NO_MONTH] = "not_month"};
    return names[kind];
}

const char *ig_csv_fault_reason(const ig_csv_fault *fault, char out[IG_CSV_FAULT_REASON]) {
    switch (fault->kind) {
    case IG_CSV_SHORT_ROW:
    case IG_CSV_LONG_ROW:
        snprintf(out, IG_CSV_FAULT_REASON, "expected %u field%s, got %u", fault->n_wanted,
                 fault->n_wanted == 1 ? "" : "s", fault->n_fields);
        return out;
    case IG_CSV_OPEN_QUOTE: return "a quote that is never closed";
    case IG_CSV_NO_DECIMAL: return "integer or decimal expected";
    case IG_CSV_NO_NUMBER: return "number expected";
    case IG_CSV_NO_MONTH: return "month expected";
    }
    return "";
}
