/*
 * Part after part, each with what was found before: a line that names the delimiter, the marks,
 * where the table begins, and whether it begins with names.
 */
#include "csv/sniff/sniff.h"

#include "csv/sniff/heading.h"

#include <stdio.h>

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

/* The delimiter that the first line names as "sep=;", bare or in quotes: what spreadsheets write and
   hide. 0: it is another line. */
static char named_delimiter(const ig_csv_inquiry *inquiry) {
    static const char key[] = "sep=";
    const char *at = inquiry->bytes;
    const char *end = at + inquiry->size_bytes;
    bool quoted = at < end && *at == '"';
    at += quoted;
    if ((size_t)(end - at) < sizeof key || memcmp(at, key, sizeof key - 1) != 0) {
        return 0;
    }
    char mark = at[sizeof key - 1];
    at += sizeof key;
    if (quoted && (at == end || *at++ != '"')) {
        return 0;
    }
    bool ends = at == end || ig_csv_is_line_end(*at);
    bool visible = mark == '\t' || (mark >= 0x20 && mark <= 0x7E);
    return ends && visible && mark != inquiry->dialect.quote ? mark : 0;
}

/* Passes over a line that names the delimiter. */
static int take_separator(ig_csv_inquiry *inquiry, ig_csv_finding *findings, ig_error *err) {
    char mark = named_delimiter(inquiry);
    char *delimiter = inquiry->dialect.delimiter;
    if (mark == 0) {
        return 0;
    }
    if (!findings[IG_CSV_DELIMITER].given) {
        inquiry->separator = inquiry->bytes;
        delimiter[0] = mark;
        delimiter[1] = '\0';
    } else if (delimiter[0] != mark || delimiter[1] != '\0') {
        char theirs[IG_CSV_SHOWN];
        char ours[IG_CSV_SHOWN];
        return ig_fail(err, IG_ERROR_DATA,
                       "1: the file says its delimiter is '%s', but '%s' is given",
                       ig_csv_text_show(theirs, sizeof theirs, &mark, 1),
                       ig_csv_text_show(ours, sizeof ours, delimiter, strlen(delimiter)));
    }
    inquiry->dialect.skip = 1;
    findings[IG_CSV_SKIP].given = false;
    snprintf(findings[IG_CSV_SKIP].why, sizeof findings[IG_CSV_SKIP].why,
             "the first line names the delimiter");
    pass_line(inquiry);
    return 0;
}

static void skip_given(ig_csv_inquiry *inquiry) {
    for (size_t i = 0; i < inquiry->dialect.skip && pass_line(inquiry); i++) {
    }
}

/* Where the table begins, and whether with names. */
static int find_table(ig_csv_inquiry *inquiry, ig_memory *memory, ig_csv_finding *findings,
                      ig_error *err) {
    unsigned detect = inquiry->spec->detect;
    size_t first = 0;
    if ((detect & IG_CSV_DETECT_SKIP) != 0) {
        ig_csv_finding found = {.what = ""};
        first = ig_csv_heading_first(inquiry, &found);
        if (first > 0) {
            inquiry->dialect.skip = (size_t)inquiry->survey->records[first].line - 1;
        }
        if (first > 0 || inquiry->dialect.skip == 0) {
            memcpy(findings[IG_CSV_SKIP].why, found.why, sizeof found.why);
        }
    }
    if ((detect & IG_CSV_DETECT_HEADER) == 0) {
        return 0;
    }
    return ig_csv_heading_names(inquiry, first, memory, &inquiry->dialect.has_header,
                                &findings[IG_CSV_HEADER], err);
}

/* Finds what `detect` leaves open, behind the lines that are passed over. */
static int find_all(ig_csv_inquiry *inquiry, ig_memory *memory, ig_csv_finding *findings,
                    ig_error *err) {
    ig_csv_survey *surveys = ig_alloc_array(memory, 2, sizeof *surveys, err);
    if (surveys == NULL) {
        return -1;
    }
    surveys[0].is_taken = surveys[1].is_taken = false;
    inquiry->survey = &surveys[0];
    inquiry->other = &surveys[1];
    ig_csv_marks_find(inquiry, findings);
    int status = find_table(inquiry, memory, findings, err);
    ig_free(surveys);
    return status;
}

static void write_values(const ig_csv_dialect *dialect, ig_csv_finding *findings) {
    findings[IG_CSV_QUOTE].value[0] = dialect->quote; /* 0: "" */
    findings[IG_CSV_ESCAPE].value[0] = dialect->escape;
    findings[IG_CSV_COMMENT].value[0] = dialect->comment;
    const struct {
        ig_csv_trait trait;
        const char *text;
    } texts[] = {{IG_CSV_DELIMITER, dialect->delimiter},
                 {IG_CSV_TRIM, dialect->trim ? "true" : "false"},
                 {IG_CSV_HEADER, dialect->has_header ? "true" : "false"}};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        snprintf(findings[texts[i].trait].value, sizeof findings[0].value, "%s", texts[i].text);
    }
    snprintf(findings[IG_CSV_SKIP].value, sizeof findings[0].value, "%zu", dialect->skip);
}

int ig_csv_sniff(ig_csv_sniffed *out, ig_memory *memory, const ig_csv_spec *spec, const char *bytes,
                 size_t n, bool whole, ig_error *err) {
    memset(out, 0, sizeof *out);
    for (size_t i = 0; i < IG_CSV_TRAITS; i++) {
        out->findings[i].what = ig_csv_trait_names[i];
        out->findings[i].given = (spec->detect & 1u << i) == 0;
    }
    ig_csv_inquiry inquiry = {.spec = spec,
                              .dialect = spec->dialect,
                              .bytes = bytes,
                              .size_bytes = n < IG_CSV_SNIFF_BYTES ? n : IG_CSV_SNIFF_BYTES,
                              .line = 1,
                              .whole = whole && n <= IG_CSV_SNIFF_BYTES};
    if ((spec->detect & IG_CSV_DETECT_SKIP) != 0) {
        inquiry.dialect.skip = 0;
    }
    if (inquiry.dialect.skip > 0) {
        skip_given(&inquiry);
    } else if (take_separator(&inquiry, out->findings, err) != 0) {
        return -1;
    }
    if (spec->detect != 0 && find_all(&inquiry, memory, out->findings, err) != 0) {
        return -1;
    }
    out->dialect = inquiry.dialect;
    write_values(&out->dialect, out->findings);
    return 0;
}
