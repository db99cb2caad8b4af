/*
 * Lines are left out, and a first record is taken for data, only where there is no other way to
 * read them: a heading lost is worse than a line too many.
 */
#include "csv/sniff/heading.h"

#include <stdio.h>

/* ---- preamble ---- */

enum { PREAMBLE_RECORDS = 64 };

static bool is_title(const ig_csv_surveyed *record, size_t steady) {
    return record->n_cells == steady && steady >= 3 && record->n_filled <= 1;
}

/* The first record that is as long as most, and not a title that has been padded with
   delimiters. */
static size_t first_steady(const ig_csv_survey *survey) {
    size_t i = 0;
    while (i < survey->n_records && i < PREAMBLE_RECORDS &&
           (survey->records[i].n_cells != survey->steady ||
            is_title(&survey->records[i], survey->steady))) {
        i++;
    }
    return i;
}

/* Whether most of what stands behind is as long as it, but for single cells at the end: a source,
   notes. */
static bool is_even_behind(const ig_csv_survey *survey, size_t first) {
    size_t n = 0;
    size_t end = survey->n_records;
    while (end > first && survey->records[end - 1].n_cells < survey->steady &&
           survey->records[end - 1].n_filled <= 1) {
        end--;
    }
    for (size_t i = first; i < end; i++) {
        n += survey->records[i].n_cells == survey->steady;
    }
    return n >= 2 && n * 10 >= (end - first) * 9;
}

/* A line above the table that may as well be one of it. Below a title of one cell, and parted from the
   table by a blank line, it may hold a delimiter and still be none. */
static bool may_be_row(const ig_csv_survey *survey, const ig_csv_surveyed *head,
                       const ig_csv_surveyed *line) {
    bool parted =
        head->behind_blank && survey->records[0].n_filled <= 1 && line->n_cells < survey->steady;
    return line->n_cells > survey->steady || (!parted && line->n_filled * 2 > head->n_filled);
}

size_t ig_csv_heading_first(const ig_csv_inquiry *inquiry, ig_csv_finding *finding) {
    const ig_csv_survey *survey = inquiry->survey;
    size_t first = survey->steady < 2 ? 0 : first_steady(survey);
    if (first == 0 || first >= survey->n_records || first == PREAMBLE_RECORDS ||
        !is_even_behind(survey, first)) {
        snprintf(finding->why, sizeof finding->why, "nothing but the table begins the file");
        return 0;
    }
    const ig_csv_surveyed *head = &survey->records[first];
    for (size_t i = 0; i < first; i++) {
        if (may_be_row(survey, head, &survey->records[i])) {
            snprintf(finding->why, sizeof finding->why,
                     "line %zu is filled as a line of the table is",
                     (size_t)survey->records[i].line);
            return 0;
        }
    }
    if (head->n_numbers > 0 && first == 1 && !head->behind_blank) {
        snprintf(finding->why, sizeof finding->why, "line %zu names no columns",
                 (size_t)head->line);
        return 0;
    }
    snprintf(finding->why, sizeof finding->why,
             "line %zu is the first of %zu cells; those before it hold fewer", (size_t)head->line,
             survey->steady);
    return first;
}

/* ---- names ---- */

enum { COLUMNS = 2048, ROWS = 100, ROWS_TO_TELL = 2 };

typedef struct column {
    ig_text first;
    ig_csv_look look;                      /* of the first */
    uint32_t n_numbers, n_dates, n_others; /* below; empty cells are none of them */
} column;

/* What all cells below are, when they are numbers or dates; else TEXT. */
static ig_csv_look below(const column *c) {
    if (c->n_others > 0 || c->n_numbers + c->n_dates < ROWS_TO_TELL) {
        return IG_CSV_LOOK_TEXT;
    }
    return c->n_dates == 0     ? IG_CSV_LOOK_NUMBER
           : c->n_numbers == 0 ? IG_CSV_LOOK_DATE
                               : IG_CSV_LOOK_TEXT;
}

/* The first cell that is a column of the spec. */
static const column *known_name(const ig_csv_spec *spec, const column *columns, size_t n) {
    for (size_t i = 0; i < n; i++) {
        ig_text text = ig_csv_text_trim_name(columns[i].first);
        for (size_t k = 0; k < spec->n_columns; k++) {
            if (ig_csv_column_has_name(&spec->columns[k], text)) {
                return &columns[i];
            }
        }
    }
    return NULL;
}

/* The first cell that is not of the type of all cells below it. */
static const column *other_than_below(const column *columns, size_t n) {
    for (size_t i = 0; i < n; i++) {
        ig_csv_look typed = below(&columns[i]);
        if (typed != IG_CSV_LOOK_TEXT && columns[i].look != IG_CSV_LOOK_EMPTY &&
            columns[i].look != typed) {
            return &columns[i];
        }
    }
    return NULL;
}

/* 1, 2, 3 … above numbers are names: of quarters, classes, months. */
static bool counts_up(const column *columns, size_t n) {
    int64_t last = -1;
    size_t counted = 0;
    for (size_t i = 0; i < n; i++) {
        if (columns[i].look == IG_CSV_LOOK_NUMBER) {
            int64_t value = ig_csv_look_count(columns[i].first);
            if (value < 0 || (counted > 0 && value != last + 1)) {
                return false;
            }
            last = value;
            counted++;
        }
    }
    return counted >= 2;
}

/* The first cell that is what all cells below it are, and no year. */
static const column *same_as_below(const column *columns, size_t n) {
    for (size_t i = 0; i < n; i++) {
        ig_csv_look typed = below(&columns[i]);
        if (typed != IG_CSV_LOOK_TEXT && columns[i].look == typed &&
            !ig_csv_look_is_year(columns[i].first)) {
            return &columns[i];
        }
    }
    return NULL;
}

static void look_below(const ig_csv_inquiry *inquiry, size_t first, column *columns, size_t n) {
    ig_csv_sample sample = {.bytes = inquiry->bytes,
                            .size_bytes = inquiry->size_bytes,
                            .at = inquiry->survey->records[first].at,
                            .dialect = &inquiry->dialect};
    ig_csv_sampled cell;
    for (size_t row = 0; row <= ROWS && sample.at < sample.size_bytes;) {
        if (ig_csv_sample_blank_line(&sample)) {
            continue;
        }
        if (inquiry->comment != 0 && sample.bytes[sample.at] == inquiry->comment) {
            ig_csv_sample_skip_line(&sample);
            continue;
        }
        size_t i = 0;
        while (ig_csv_sample_cell(&sample, &cell)) {
            ig_csv_look look = ig_csv_look_at(cell.value);
            column *c = i < n ? &columns[i] : NULL;
            i++;
            if (c != NULL && row == 0) {
                c->first = cell.value;
                c->look = look;
            } else if (c != NULL) {
                c->n_numbers += look == IG_CSV_LOOK_NUMBER;
                c->n_dates += look == IG_CSV_LOOK_DATE;
                c->n_others += look > IG_CSV_LOOK_DATE;
            }
            if (cell.end != IG_CSV_SAMPLE_DELIMITER) {
                break;
            }
        }
        row++;
    }
}

static void say(ig_csv_finding *finding, const column *cell, const char *what) {
    char shown[64];
    ig_text text = ig_csv_text_trim(cell->first);
    snprintf(finding->why, sizeof finding->why, "'%s' in the first record is %s",
             ig_csv_text_show(shown, sizeof shown, text.bytes, text.size_bytes), what);
}

static bool decide(const ig_csv_spec *spec, const column *columns, size_t n,
                   ig_csv_finding *finding) {
    const column *known = known_name(spec, columns, n);
    const column *other = other_than_below(columns, n);
    const column *same = same_as_below(columns, n);
    if (known != NULL) {
        say(finding, known, "a column that is known");
    } else if (other != NULL) {
        say(finding, other, "not what all cells below it are");
    } else if (same != NULL && !counts_up(columns, n)) {
        say(finding, same, "what all cells below it are");
        return false;
    } else {
        snprintf(finding->why, sizeof finding->why,
                 "nothing in the first record speaks against names");
    }
    return true;
}

int ig_csv_heading_names(const ig_csv_inquiry *inquiry, size_t first, ig_memory *memory,
                         bool *names, ig_csv_finding *finding, ig_error *err) {
    const ig_csv_survey *survey = inquiry->survey;
    *names = true;
    if (survey->n_records <= first) {
        snprintf(finding->why, sizeof finding->why, "there is no record");
        return 0;
    }
    size_t n = survey->records[first].n_cells;
    n = n > COLUMNS ? COLUMNS : n;
    column *columns = ig_alloc_zero(memory, n, sizeof *columns, err);
    if (columns == NULL) {
        return -1;
    }
    look_below(inquiry, first, columns, n);
    *names = decide(inquiry->spec, columns, n, finding);
    ig_free(columns);
    return 0;
}
