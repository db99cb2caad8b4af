/* One finding a row; the encoding is one finding more. */
#include "csv/columns/detected.h"

#include "csv/columns/listing.h"

#include <stdio.h>

enum { FILES, WHAT, VALUE, GIVEN, WHY, N_COLUMNS };

static const ig_csv_listed columns[N_COLUMNS] = {
    {"file", IG_TEXT}, {"what", IG_TEXT}, {"value", IG_TEXT}, {"given", IG_BOOL}, {"why", IG_TEXT}};

static int list(ig_csv_listing *listing, const char *path, const ig_csv_finding *finding,
                ig_error *err) {
    const char *why = finding->why[0] == '\0' ? NULL : finding->why;
    if (ig_csv_listing_word(listing, FILES, path, err) != 0 ||
        ig_csv_listing_word(listing, WHAT, finding->what, err) != 0 ||
        ig_csv_listing_word(listing, VALUE, finding->value, err) != 0 ||
        ig_builder_bool(listing->builders[GIVEN], finding->given, err) != 0 ||
        ig_csv_listing_word(listing, WHY, why, err) != 0) {
        return -1;
    }
    listing->n_rows++;
    return 0;
}

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

static int list_all(ig_csv_listing *listing, const ig_csv_plan *plan, ig_error *err) {
    for (size_t p = 0; p < plan->n_parts; p++) {
        const ig_csv_part *part = &plan->parts[p];
        for (size_t i = 0; i < IG_CSV_TRAITS && part->sniffed.findings[i].what != NULL; i++) {
            if (list(listing, part->path, &part->sniffed.findings[i], err) != 0) {
                return -1;
            }
        }
        ig_csv_finding encoding = encoding_of(plan, part);
        if (list(listing, part->path, &encoding, err) != 0) {
            return -1;
        }
    }
    return 0;
}

int ig_csv_detected_table(ig_memory *memory, const ig_csv_plan *plan, ig_table **table,
                          ig_error *err) {
    ig_csv_listing listing = {0};
    *table = NULL;
    if (ig_csv_listing_init(&listing, memory, columns, N_COLUMNS, err) == 0 &&
        list_all(&listing, plan, err) == 0) {
        *table = ig_csv_listing_table(&listing, err);
    }
    ig_csv_listing_reset(&listing);
    return *table == NULL ? -1 : 0;
}
