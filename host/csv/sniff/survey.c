/*
 * The score follows published work on finding dialects (van den Burg, Nazábal and Sutton 2019): how
 * regular the rows are, times how many cells are of a known type. Quotes that stand amiss count
 * against a dialect, and so do cells that hold what looks like another delimiter.
 */
#include "csv/sniff/survey.h"

#include <stddef.h>

/* What a cell of each look says for the dialect that made it. */
static const double weights[IG_CSV_LOOKS] = {
    [IG_CSV_LOOK_EMPTY] = 0.6, [IG_CSV_LOOK_NUMBER] = 1.0, [IG_CSV_LOOK_DATE] = 1.0,
    [IG_CSV_LOOK_WORD] = 0.8,  [IG_CSV_LOOK_TEXT] = 0.5,   [IG_CSV_LOOK_MIXED] = 0.1,
};

static void count_cell(ig_csv_survey *out, ig_csv_surveyed *record, const ig_csv_sampled *cell) {
    ig_csv_look look = ig_csv_look_at(cell->value);
    record->n_cells++;
    record->n_filled += look != IG_CSV_LOOK_EMPTY;
    record->n_numbers += look == IG_CSV_LOOK_NUMBER || look == IG_CSV_LOOK_DATE;
    out->n_cells++;
    out->n_quoted += cell->quoted && !cell->fault;
    out->n_faults += cell->fault;
    out->n_beside += cell->quoted && !cell->fault && cell->beside;
    out->n_doubled += cell->doubled;
    out->n_escaped += cell->escaped;
    out->n_begins += cell->begins;
    out->n_closes += cell->closes;
    out->n_led += record->n_cells > 1 && cell->led;
    out->n_delimiters += record->n_cells > 1;
    if (!cell->quoted && (out->n_records > 0 || look == IG_CSV_LOOK_MIXED)) {
        out->looks[look]++;
    }
}

static void find_steady(ig_csv_survey *out) {
    /* How often record i's number of cells comes, where it is the first of that number. */
    size_t times[IG_CSV_SURVEY_RECORDS] = {0};
    for (size_t i = 0; i < out->n_records; i++) {
        size_t first = 0;
        while (out->records[first].n_cells != out->records[i].n_cells) {
            first++;
        }
        if (++times[first] > out->n_steady ||
            (times[first] == out->n_steady && out->records[first].n_cells > 1 && out->steady < 2)) {
            out->n_steady = times[first];
            out->steady = out->records[first].n_cells;
        }
    }
}

void ig_csv_survey_take(ig_csv_survey *out, const ig_csv_dialect *dialect, const char *bytes,
                        size_t n, uint64_t line, bool whole, char comment) {
    ig_csv_sample sample = {.bytes = bytes, .size_bytes = n, .line = line, .dialect = dialect};
    ig_csv_sampled cell;
    bool blank = false;
    memset(out, 0, offsetof(ig_csv_survey, records)); /* files may be many and small */
    out->is_taken = true;
    out->dialect = *dialect;
    out->comment = comment;
    while (sample.at < n && out->n_records < IG_CSV_SURVEY_RECORDS) {
        if (ig_csv_sample_blank_line(&sample)) {
            blank = true;
            continue;
        }
        if (comment != 0 && bytes[sample.at] == comment) {
            ig_csv_sample_skip_line(&sample);
            continue;
        }
        ig_csv_surveyed *record = &out->records[out->n_records];
        *record = (ig_csv_surveyed){.line = sample.line, .at = sample.at, .behind_blank = blank};
        do {
            if (!ig_csv_sample_cell(&sample, &cell)) {
                break;
            }
            count_cell(out, record, &cell);
        } while (cell.end == IG_CSV_SAMPLE_DELIMITER);
        bool cut = cell.end == IG_CSV_SAMPLE_OVER && !whole;
        out->n_records += !cut || out->n_records == 0;
        blank = false;
    }
    find_steady(out);
}

bool ig_csv_survey_is_of(const ig_csv_survey *survey, const ig_csv_dialect *dialect, char comment) {
    const ig_csv_dialect *own = &survey->dialect;
    return survey->is_taken && survey->comment == comment && own->quote == dialect->quote &&
           own->escape == dialect->escape && own->trim == dialect->trim &&
           strcmp(own->delimiter, dialect->delimiter) == 0;
}

double ig_csv_survey_score(const ig_csv_survey *survey) {
    double sum = (double)survey->n_quoted;
    double n = sum;
    if (survey->steady < 2) {
        return 0;
    }
    for (size_t i = 0; i < IG_CSV_LOOKS; i++) {
        sum += weights[i] * (double)survey->looks[i];
        n += (double)survey->looks[i];
    }
    double even = (double)survey->n_steady / (double)survey->n_records;
    double columns = (double)(survey->steady - 1) / (double)survey->steady;
    double typed = n > 0 ? sum / n : weights[IG_CSV_LOOK_WORD];
    double clean = n > 0 ? 1 - (double)survey->looks[IG_CSV_LOOK_MIXED] / n : 1;
    size_t opened = survey->n_quoted + survey->n_faults;
    double sound = opened > 0 ? (double)survey->n_quoted / (double)opened : 1;
    return even * even * columns * typed * clean * clean * sound * sound;
}

bool ig_csv_survey_is_even(const ig_csv_survey *survey) {
    return survey->n_records >= 2 && survey->steady >= 2 && survey->n_steady == survey->n_records &&
           survey->n_faults == 0;
}
