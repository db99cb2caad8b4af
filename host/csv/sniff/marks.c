/*
 * Every delimiter that occurs is tried with the quotes that may go with it. Those that divide all
 * records evenly come first, then the score decides; a comma stays where nothing is better.
 */
#include "csv/sniff/marks.h"

#include <stdio.h>

/* Plain ones are delimiters wherever they divide evenly. Pairs count where the single mark does
   worse. Weak ones stand in many texts and times too, so more must speak for them. */
typedef enum mark_kind { PLAIN, PAIR, WEAK } mark_kind;

static const struct candidate {
    const char *delimiter;
    mark_kind kind;
} candidates[] = {{",", PLAIN}, {";", PLAIN},   {"\t", PLAIN}, {"|", PLAIN},
                  {"||", PAIR}, {"\t\t", PAIR}, {"::", PAIR},  {"\\t", WEAK},
                  {":", WEAK},  {" ", WEAK},    {"^", WEAK},   {"~", WEAK}};
enum { N_CANDIDATES = sizeof candidates / sizeof *candidates };

/* What makes a delimiter: of these the largest wins, the earlier one of equals. */
static const double EVEN_BONUS = 1; /* a score is at most 1 */
static const double LEAST_SCORE = 0.02;
static const double PLAIN_ENOUGH = 0.2; /* with such a plain one, weak ones are not asked */

static bool may_detect(const ig_csv_inquiry *inquiry, ig_csv_trait trait) {
    return (inquiry->spec->detect & 1u << trait) != 0;
}

static void swap(ig_csv_survey **a, ig_csv_survey **b) {
    ig_csv_survey *kept = *a;
    *a = *b;
    *b = kept;
}

static void survey_as(const ig_csv_inquiry *inquiry, const ig_csv_dialect *dialect,
                      ig_csv_survey *out) {
    if (!ig_csv_survey_is_of(out, dialect, inquiry->comment)) {
        ig_csv_survey_take(out, dialect, inquiry->bytes, inquiry->size_bytes, inquiry->line,
                           inquiry->whole, inquiry->comment);
    }
}

/* The same where `spare` may hold it already: then the two change places. */
static void survey_once(const ig_csv_inquiry *inquiry, const ig_csv_dialect *dialect,
                        ig_csv_survey **out, ig_csv_survey **spare) {
    if (ig_csv_survey_is_of(*spare, dialect, inquiry->comment)) {
        swap(out, spare);
    }
    survey_as(inquiry, dialect, *out);
}

void ig_csv_marks_survey(ig_csv_inquiry *inquiry) {
    survey_once(inquiry, &inquiry->dialect, &inquiry->survey, &inquiry->other);
}

static bool holds(const ig_csv_inquiry *inquiry, const char *text) {
    const char *at = inquiry->bytes;
    const char *end = inquiry->bytes + inquiry->size_bytes;
    size_t n = strlen(text);
    while (at < end && (at = memchr(at, text[0], (size_t)(end - at))) != NULL) {
        if ((size_t)(end - at) >= n && memcmp(at, text, n) == 0) {
            return true;
        }
        at++;
    }
    return false;
}

/* Whether the apostrophe does what a quote does, and the quote does not. */
static bool is_apostrophe_better(const ig_csv_survey *with, const ig_csv_survey *without) {
    return with->n_quoted >= 2 && with->n_faults * 10 <= with->n_quoted &&
           with->n_quoted > 4 * without->n_quoted && with->n_steady >= without->n_steady;
}

/* Whether quotes are data: cells begin with one, next to none ends with one, and all divides evenly once
   they are. */
static bool is_no_quote_better(const ig_csv_survey *without, const ig_csv_survey *with) {
    return with->n_faults > with->n_quoted && without->n_begins > 4 * without->n_closes &&
           ig_csv_survey_is_even(without);
}

/* One quote may be a slip, to be told of; TSV knows none. */
static bool is_no_accident(const ig_csv_survey *without) {
    return without->n_begins >= 2 || without->dialect.delimiter[0] == '\t';
}

static bool is_escape_better(const ig_csv_survey *with, const ig_csv_survey *without) {
    return with->n_faults < without->n_faults &&
           with->n_steady * without->n_records >= without->n_steady * with->n_records;
}

/* Gives the dialect the quote and the escape that go with its delimiter; leaves in `best` the survey
   that tells how it divides. `spare` is scratch; the two may change places. */
static void fit_quotes(const ig_csv_inquiry *inquiry, ig_csv_dialect *dialect, ig_csv_survey **best,
                       ig_csv_survey **spare) {
    ig_csv_dialect tried = *dialect;
    survey_once(inquiry, dialect, best, spare);
    if (may_detect(inquiry, IG_CSV_QUOTE)) {
        tried.quote = '\'';
        if (holds(inquiry, "'")) {
            survey_as(inquiry, &tried, *spare);
            if (is_apostrophe_better(*spare, *best)) {
                dialect->quote = '\'';
                swap(best, spare);
            }
        }
        tried.quote = 0;
        if ((*best)->n_faults > (*best)->n_quoted) {
            survey_as(inquiry, &tried, *spare);
            if (is_no_quote_better(*spare, *best)) {
                dialect->quote = is_no_accident(*spare) ? 0 : dialect->quote;
                swap(best, spare); /* the delimiter is judged without them in any case */
            }
        }
    }
    if (may_detect(inquiry, IG_CSV_ESCAPE) && dialect->quote != 0 && (*best)->n_escaped >= 2 &&
        (*best)->n_faults > 0) {
        tried = *dialect;
        tried.escape = '\\';
        survey_as(inquiry, &tried, *spare);
        if (is_escape_better(*spare, *best)) {
            dialect->escape = '\\';
            swap(best, spare);
        }
    }
}

/* Most cells are quoted, or names stand above numbers; and there are three records, all even. */
static bool is_weak_enough(const ig_csv_survey *survey, const char *delimiter) {
    size_t columns = delimiter[0] == ' ' ? 3 : 2;
    size_t typed = survey->looks[IG_CSV_LOOK_NUMBER] + survey->looks[IG_CSV_LOOK_DATE];
    bool named = survey->steady >= columns && survey->records[0].n_numbers == 0 &&
                 typed + 1 >= survey->n_records;
    return ig_csv_survey_is_even(survey) && survey->n_records >= 3 &&
           (named || survey->n_quoted * 2 > survey->n_cells);
}

/* Whether blanks that divide evenly are delimiters though a plain one scores unevenly: every record has
   quotes around those that are data, and no bare cell holds another delimiter. */
static bool is_blank_guarded(const ig_csv_survey *survey) {
    return survey->steady >= 3 && survey->n_records >= 3 &&
           survey->n_quoted + 1 >= survey->n_records && survey->looks[IG_CSV_LOOK_MIXED] == 0 &&
           ig_csv_survey_is_even(survey);
}

/* Whether a pair of marks divides where one of them would not: the single mark, surveyed into
   `spare`, stands in pairs in the first record, or does not divide evenly at all. */
static bool is_pair_better(const ig_csv_inquiry *inquiry, const ig_csv_dialect *pair,
                           const ig_csv_survey *survey, ig_csv_survey *spare, bool *sure) {
    ig_csv_dialect single = *pair;
    if (!ig_csv_survey_is_even(survey)) {
        return false;
    }
    single.delimiter[1] = '\0';
    survey_as(inquiry, &single, spare);
    *sure = spare->records[0].n_cells - 1 == 2 * (survey->records[0].n_cells - 1);
    return *sure || !ig_csv_survey_is_even(spare);
}

/* Rates what inquiry->other holds; inquiry->survey is scratch. */
static double rate(const ig_csv_inquiry *inquiry, const ig_csv_dialect *dialect, mark_kind kind) {
    const ig_csv_survey *survey = inquiry->other;
    double score = ig_csv_survey_score(survey) + (ig_csv_survey_is_even(survey) ? EVEN_BONUS : 0);
    bool sure = false;
    switch (kind) {
    case PLAIN: return score;
    case WEAK: return is_weak_enough(survey, dialect->delimiter) ? score : 0;
    case PAIR: break;
    }
    return !is_pair_better(inquiry, dialect, survey, inquiry->survey, &sure) ? 0
           : sure                                                            ? score + EVEN_BONUS
                                                                             : score;
}

/* Whether a comma that divides what little there is into cells is to stay: on one line or two,
   other marks prove nothing. */
static bool is_comma_to_stay(const ig_csv_survey *survey) {
    return survey->n_records <= 2 && survey->steady >= 2 && survey->n_steady == survey->n_records;
}

static void find_delimiter(ig_csv_inquiry *inquiry) {
    ig_csv_dialect start = inquiry->dialect;
    ig_csv_survey **best = &inquiry->survey;
    double highest = LEAST_SCORE;
    fit_quotes(inquiry, &inquiry->dialect, best, &inquiry->other);
    if (!may_detect(inquiry, IG_CSV_DELIMITER) || inquiry->separator != NULL) {
        ig_csv_marks_survey(inquiry);
        return;
    }
    for (size_t i = 0; i < N_CANDIDATES; i++) {
        const struct candidate *candidate = &candidates[i];
        bool is_weak = candidate->kind == WEAK;
        bool is_open = highest < PLAIN_ENOUGH; /* no plain one says much */
        bool is_blank = candidate->delimiter[0] == ' ' && highest < EVEN_BONUS;
        if ((is_weak && !is_open && !is_blank) || !holds(inquiry, candidate->delimiter)) {
            continue;
        }
        ig_csv_dialect tried = start;
        memcpy(tried.delimiter, candidate->delimiter, strlen(candidate->delimiter) + 1);
        fit_quotes(inquiry, &tried, &inquiry->other,
                   best); /* what `best` held is not needed again */
        double score = rate(inquiry, &tried, candidate->kind);
        if (is_weak && !is_open && !is_blank_guarded(inquiry->other)) {
            continue;
        }
        if (score > highest) {
            highest = score;
            inquiry->dialect = tried;
        }
        if (i == 0 && is_comma_to_stay(inquiry->other)) {
            break;
        }
    }
    ig_csv_marks_survey(inquiry);
}

/* ---- trim ---- */

static void find_trim(ig_csv_inquiry *inquiry, ig_csv_finding *finding) {
    const ig_csv_survey *survey = inquiry->survey;
    bool led = inquiry->dialect.delimiter[0] != ' ' && survey->n_records >= 2 &&
               survey->n_delimiters >= 2 && survey->n_led == survey->n_delimiters;
    bool beside = survey->n_beside >= 3 && survey->n_beside * 2 >= survey->n_quoted;
    if (!may_detect(inquiry, IG_CSV_TRIM)) {
        return;
    }
    if (beside) {
        snprintf(finding->why, sizeof finding->why, "blanks stand beside %zu of %zu quoted cells",
                 survey->n_beside, survey->n_quoted);
    } else if (led) {
        snprintf(finding->why, sizeof finding->why,
                 "a blank stands behind each of the first %zu delimiters", survey->n_delimiters);
    } else if (survey->n_beside > 0) {
        snprintf(finding->why, sizeof finding->why,
                 "blanks stand beside only %zu of %zu quoted cells", survey->n_beside,
                 survey->n_quoted);
    } else {
        snprintf(finding->why, sizeof finding->why,
                 "blanks stand neither beside quotes nor behind every delimiter");
    }
    inquiry->dialect.trim = led || beside;
    if (survey->n_beside > 0 || survey->n_faults > 0) { /* else blanks change nothing */
        ig_csv_marks_survey(inquiry);
    }
}

/* ---- comment ---- */

/* The number of cells in the line at `at`, all its quotes taken for data. */
static size_t cells_of_line(const ig_csv_inquiry *inquiry, size_t at) {
    ig_csv_dialect plain = inquiry->dialect;
    ig_csv_sample sample = {
        .bytes = inquiry->bytes, .size_bytes = inquiry->size_bytes, .at = at, .dialect = &plain};
    ig_csv_sampled cell;
    size_t n = 0;
    plain.quote = 0;
    while (ig_csv_sample_cell(&sample, &cell)) {
        n++;
        if (cell.end != IG_CSV_SAMPLE_DELIMITER) {
            break;
        }
    }
    return n;
}

typedef struct hashes {
    size_t n_lines;   /* without blank ones */
    size_t n_hashes;  /* lines that begin with '#' */
    size_t n_leading; /* of these, with nothing else before them */
    size_t n_records; /* of these, with as many cells as records have */
} hashes;

static hashes count_hashes(const ig_csv_inquiry *inquiry, size_t steady) {
    ig_csv_sample sample = {
        .bytes = inquiry->bytes, .size_bytes = inquiry->size_bytes, .dialect = &inquiry->dialect};
    hashes found = {0};
    while (sample.at < sample.size_bytes && found.n_lines < 2 * IG_CSV_SURVEY_RECORDS) {
        if (ig_csv_sample_blank_line(&sample)) {
            continue;
        }
        if (sample.bytes[sample.at] == '#') {
            found.n_leading += found.n_hashes == found.n_lines;
            found.n_hashes++;
            found.n_records += steady > 0 && cells_of_line(inquiry, sample.at) == steady;
        }
        found.n_lines++;
        ig_csv_sample_skip_line(&sample);
    }
    return found;
}

/* Whether they may be comments: they stand on top, or are no more than other lines. */
static bool may_be_comments(hashes found) {
    return found.n_hashes > 0 && found.n_hashes < found.n_lines &&
           (found.n_hashes * 2 <= found.n_lines || found.n_leading == found.n_hashes);
}

/* Lines with '#' are passed over while the other marks are looked for; then they are judged. */
static void find_comment(ig_csv_inquiry *inquiry, ig_csv_finding *finding) {
    size_t steady = inquiry->survey->steady;
    if (!may_detect(inquiry, IG_CSV_COMMENT)) {
        return;
    }
    hashes found = count_hashes(inquiry, steady);
    if (found.n_hashes == 0) {
        snprintf(finding->why, sizeof finding->why, "no line begins with '#'");
    } else if (inquiry->comment == 0) {
        snprintf(finding->why, sizeof finding->why, "most lines begin with '#'");
    } else if (steady < 2 || found.n_records > 0) {
        snprintf(finding->why, sizeof finding->why,
                 "lines that begin with '#' have as many cells as others");
        inquiry->comment = 0;
        ig_csv_marks_survey(inquiry);
    } else {
        snprintf(finding->why, sizeof finding->why,
                 "%zu of the first %zu lines begin with '#' and have not %zu cells", found.n_hashes,
                 found.n_lines, steady);
        inquiry->dialect.comment = '#';
    }
}

/* ---- why ---- */

static const char *named(const char *delimiter) {
    return strcmp(delimiter, "\t") == 0 ? "TAB" : delimiter;
}

static void explain_delimiter(const ig_csv_inquiry *inquiry, ig_csv_finding *finding) {
    const ig_csv_survey *survey = inquiry->survey;
    const char *rival = inquiry->dialect.delimiter[0] == ',' ? ";" : ",";
    int at = 0;
    if (inquiry->separator != NULL) {
        snprintf(finding->why, sizeof finding->why, "the first line says so: 'sep=%s'",
                 named(inquiry->dialect.delimiter));
        return;
    }
    if (survey->steady < 2) {
        snprintf(finding->why, sizeof finding->why, "nothing divides the lines into equal cells");
        return;
    }
    if (survey->n_steady == survey->n_records) {
        at = snprintf(finding->why, sizeof finding->why, "%zu in each of the first %zu records",
                      survey->steady - 1, survey->n_records);
    } else {
        at = snprintf(finding->why, sizeof finding->why, "%zu in %zu of the first %zu records",
                      survey->steady - 1, survey->n_steady, survey->n_records);
    }
    snprintf(finding->why + at, sizeof finding->why - (size_t)at, "; '%s' %s", rival,
             holds(inquiry, rival) ? "makes fewer cells that look like values" : "in none");
}

/* "2 cells begin with '"', none ends with one" */
static void explain_no_quote(const ig_csv_survey *survey, ig_csv_finding *finding) {
    int at = snprintf(finding->why, sizeof finding->why, "%zu %s with '\"', ", survey->n_begins,
                      survey->n_begins == 1 ? "cell begins" : "cells begin");
    char *end = finding->why + at;
    size_t room = sizeof finding->why - (size_t)at;
    if (survey->n_closes > 0) {
        snprintf(end, room, "only %zu %s with one", survey->n_closes,
                 survey->n_closes == 1 ? "ends" : "end");
    } else {
        snprintf(end, room,
                 survey->n_begins == 1 ? "which does not end with one" : "none ends with one");
    }
}

static void explain_quote(const ig_csv_inquiry *inquiry, ig_csv_finding *finding) {
    const ig_csv_survey *survey = inquiry->survey;
    if (inquiry->dialect.quote == 0) {
        explain_no_quote(survey, finding);
    } else if (survey->n_quoted == 0) {
        snprintf(finding->why, sizeof finding->why, "no cell is quoted");
    } else {
        snprintf(finding->why, sizeof finding->why, "it stands around %zu of the first %zu cells",
                 survey->n_quoted, survey->n_cells);
    }
}

static void explain_escape(const ig_csv_inquiry *inquiry, ig_csv_finding *finding) {
    const ig_csv_survey *survey = inquiry->survey;
    if (inquiry->dialect.escape != 0) {
        snprintf(finding->why, sizeof finding->why,
                 "quotes inside quoted cells stand behind a '\\': %zu times", survey->n_escaped);
    } else if (survey->n_doubled > 0) {
        snprintf(finding->why, sizeof finding->why,
                 "quotes inside quoted cells are doubled: %zu times", survey->n_doubled);
    } else {
        snprintf(finding->why, sizeof finding->why, "no quote stands inside a quoted cell");
    }
}

void ig_csv_marks_find(ig_csv_inquiry *inquiry, ig_csv_finding *findings) {
    inquiry->comment = inquiry->dialect.comment;
    if (may_detect(inquiry, IG_CSV_COMMENT)) {
        inquiry->comment = may_be_comments(count_hashes(inquiry, 0)) ? '#' : 0;
    }
    inquiry->dialect.trim = inquiry->dialect.trim || may_detect(inquiry, IG_CSV_TRIM);
    find_delimiter(inquiry);
    find_trim(inquiry, &findings[IG_CSV_TRIM]);
    find_comment(inquiry, &findings[IG_CSV_COMMENT]);
    const struct {
        ig_csv_trait trait;
        void (*explain)(const ig_csv_inquiry *inquiry, ig_csv_finding *finding);
    } explained[] = {{IG_CSV_DELIMITER, explain_delimiter},
                     {IG_CSV_QUOTE, explain_quote},
                     {IG_CSV_ESCAPE, explain_escape}};
    for (size_t i = 0; i < sizeof explained / sizeof *explained; i++) {
        if (may_detect(inquiry, explained[i].trait)) {
            explained[i].explain(inquiry, &findings[explained[i].trait]);
        }
    }
}
