/*
 * Part after part, each with what was found before: a line that names the delimiter, the marks,
 * where the table begins, and whether it begins with names.
 */
#include "csv/scan/sniff.h"

#include "csv/scan/heading.h"

#include <stdio.h>

static const char *const names[IG_CSV_FINDINGS] = {"delimiter", "quote",  "escape", "comment",
                                                   "trim",      "header", "skip"};
enum { HEADER = 5, SKIP = 6 };

/* Passes over one line; false when there is none. */
static bool pass_line(ig_csv_inquiry *inquiry) {
    ig_csv_sample sample = {.bytes = inquiry->bytes, .size_bytes = inquiry->size_bytes};
    if (inquiry->size_bytes == 0) {
        return false;
    }
    ig_csv_sample_skip_line(&sample);
    inquiry->bytes += sample.at;
    inquiry->size_bytes -= sample.at;
    inquiry->line++;
    return true;
}

/* "sep=;" on the first line, bare or in quotes: what spreadsheets write and hide. */
static void take_separator(ig_csv_inquiry *inquiry) {
    static const char key[] = "sep=";
    const char *at = inquiry->bytes;
    const char *end = at + inquiry->size_bytes;
    bool quoted = at < end && *at == '"';
    at += quoted;
    if ((size_t)(end - at) < sizeof key || memcmp(at, key, sizeof key - 1) != 0) {
        return;
    }
    char mark = at[sizeof key - 1];
    at += sizeof key;
    if (quoted && (at == end || *at++ != '"')) {
        return;
    }
    if ((at < end && *at != '\n' && *at != '\r') ||
        (mark != '\t' && (mark < 0x20 || mark > 0x7E)) || mark == inquiry->dialect.quote) {
        return;
    }
    if ((inquiry->spec->detect & IG_CSV_DETECT_DELIMITER) != 0) {
        inquiry->separator = inquiry->bytes;
        inquiry->dialect.delimiter[0] = mark;
        inquiry->dialect.delimiter[1] = '\0';
    }
    pass_line(inquiry);
}

static void skip_given(ig_csv_inquiry *inquiry) {
    for (size_t i = 0; i < inquiry->dialect.skip && pass_line(inquiry); i++) {
    }
}

static int find_table(ig_csv_inquiry *inquiry, ig_memory *memory, ig_csv_finding *findings,
                      ig_error *err) {
    unsigned detect = inquiry->spec->detect;
    size_t first = 0;
    if ((detect & IG_CSV_DETECT_SKIP) != 0) {
        size_t passed = (size_t)inquiry->line - 1;
        first = ig_csv_heading_first(inquiry, &findings[SKIP]);
        inquiry->dialect.skip =
            first > 0 ? (size_t)inquiry->survey->records[first].line - 1 : passed;
        if (first == 0 && passed > 0) {
            snprintf(findings[SKIP].why, sizeof findings[SKIP].why,
                     "the first line names the delimiter");
        }
    }
    if ((detect & IG_CSV_DETECT_HEADER) == 0) {
        return 0;
    }
    return ig_csv_heading_names(inquiry, first, memory, &inquiry->dialect.has_header,
                                &findings[HEADER], err);
}

static void write_values(const ig_csv_dialect *dialect, ig_csv_finding *findings) {
    const char marks[] = {dialect->quote, dialect->escape, dialect->comment};
    const bool flags[] = {dialect->trim, dialect->has_header};
    memcpy(findings[0].value, dialect->delimiter, sizeof dialect->delimiter);
    for (size_t i = 0; i < 3; i++) {
        findings[1 + i].value[0] = marks[i]; /* 0: "" */
    }
    for (size_t i = 0; i < 2; i++) {
        snprintf(findings[4 + i].value, sizeof findings[4 + i].value, "%s",
                 flags[i] ? "true" : "false");
    }
    snprintf(findings[SKIP].value, sizeof findings[SKIP].value, "%zu", dialect->skip);
}

int ig_csv_sniff(ig_csv_sniffed *out, ig_memory *memory, const ig_csv_spec *spec, const char *bytes,
                 size_t n, bool whole, ig_error *err) {
    memset(out, 0, sizeof *out);
    for (size_t i = 0; i < IG_CSV_FINDINGS; i++) {
        out->findings[i].what = names[i];
        out->findings[i].given = (spec->detect & 1u << i) == 0;
    }
    ig_csv_inquiry inquiry = {.spec = spec,
                              .dialect = spec->dialect,
                              .bytes = bytes,
                              .size_bytes = n < IG_CSV_SNIFF_BYTES ? n : IG_CSV_SNIFF_BYTES,
                              .line = 1,
                              .whole = whole && n <= IG_CSV_SNIFF_BYTES};
    int result = 0;
    if (spec->detect != 0) {
        ig_csv_survey *surveys = ig_alloc_array(memory, 2, sizeof *surveys, err);
        if (surveys == NULL) {
            return -1;
        }
        inquiry.survey = &surveys[0];
        inquiry.other = &surveys[1];
        if ((spec->detect & IG_CSV_DETECT_SKIP) != 0) {
            inquiry.dialect.skip = 0;
            take_separator(&inquiry);
        } else {
            skip_given(&inquiry);
        }
        ig_csv_marks_find(&inquiry, out->findings);
        result = find_table(&inquiry, memory, out->findings, err);
        ig_free(surveys);
    }
    out->dialect = inquiry.dialect;
    write_values(&out->dialect, out->findings);
    return result;
}
