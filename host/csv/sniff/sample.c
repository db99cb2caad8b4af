/* `at` stands behind the last delimiter or line end. A cell is looked at byte by byte. */
#include "csv/sniff/sample.h"

static bool delimits(const ig_csv_sample *sample, size_t at) {
    const char *delimiter = sample->dialect->delimiter;
    size_t left = sample->size_bytes - at;
    if (left == 0 || sample->bytes[at] != delimiter[0]) {
        return false;
    }
    for (size_t i = 1; delimiter[i] != '\0'; i++) {
        if (i >= left || sample->bytes[at + i] != delimiter[i]) {
            return false;
        }
    }
    return true;
}

/* What ends a cell at `at`, if something does. */
static bool ends(const ig_csv_sample *sample, size_t at, ig_csv_sample_end *end) {
    *end = at >= sample->size_bytes                ? IG_CSV_SAMPLE_OVER
           : ig_csv_is_line_end(sample->bytes[at]) ? IG_CSV_SAMPLE_LINE
                                                   : IG_CSV_SAMPLE_DELIMITER;
    return *end != IG_CSV_SAMPLE_DELIMITER || delimits(sample, at);
}

/* Passes over one line end at `at`. */
static void pass_line_end(ig_csv_sample *sample) {
    bool pair = sample->at + 1 < sample->size_bytes && sample->bytes[sample->at] == '\r' &&
                sample->bytes[sample->at + 1] == '\n';
    sample->at += pair ? 2 : 1;
    sample->line++;
}

static size_t behind_blanks(const ig_csv_sample *sample, size_t at) {
    char first = sample->dialect->delimiter[0];
    while (at < sample->size_bytes && sample->bytes[at] != first &&
           ig_csv_is_blank(sample->bytes[at])) {
        at++;
    }
    return at;
}

/* Reads on behind an opening quote to what ends the cell; `at` is left there. */
static void read_quoted(ig_csv_sample *sample, ig_csv_sampled *cell) {
    const ig_csv_dialect *dialect = sample->dialect;
    const char *bytes = sample->bytes;
    size_t start = ++sample->at;
    size_t n = sample->size_bytes;
    for (; sample->at < n; sample->at++) {
        char c = bytes[sample->at];
        char next = sample->at + 1 < n ? bytes[sample->at + 1] : '\0';
        if (c == '\n' || (c == '\r' && next != '\n')) {
            sample->line++;
        }
        if (dialect->escape != 0 && c == dialect->escape) {
            cell->escaped += next == dialect->quote;
            sample->at++;
            continue;
        }
        if (c != dialect->quote) {
            continue;
        }
        size_t behind = sample->at + 1;
        if (next == dialect->quote && behind < n) {
            cell->doubled++;
            sample->at++;
            continue;
        }
        size_t past = dialect->trim ? behind_blanks(sample, behind) : behind;
        if (ends(sample, past, &cell->end)) {
            cell->value = (ig_text){bytes + start, sample->at - start};
            cell->quoted = true;
            cell->beside = cell->beside || past > behind;
            sample->at = past;
            return;
        }
        cell->fault = true; /* what follows is data, up to a quote that closes */
        cell->escaped += sample->at > start && bytes[sample->at - 1] == '\\';
    }
    sample->at = n;
    cell->end = IG_CSV_SAMPLE_OVER;
    cell->fault = true;
    cell->value = (ig_text){bytes + start, n - start};
}

static void read_bare(ig_csv_sample *sample, ig_csv_sampled *cell) {
    size_t start = sample->at;
    while (!ends(sample, sample->at, &cell->end)) {
        sample->at++;
    }
    cell->value = (ig_text){sample->bytes + start, sample->at - start};
    cell->begins = sample->at > start && sample->bytes[start] == '"';
    cell->closes = sample->at > start && sample->bytes[sample->at - 1] == '"';
}

bool ig_csv_sample_cell(ig_csv_sample *sample, ig_csv_sampled *cell) {
    if (sample->at >= sample->size_bytes) {
        *cell = (ig_csv_sampled){.line = sample->line, .end = IG_CSV_SAMPLE_OVER};
        bool was_open = sample->open;
        sample->open = false;
        return was_open;
    }
    *cell = (ig_csv_sampled){.line = sample->line};
    cell->led = sample->bytes[sample->at] == ' ';
    size_t open = sample->dialect->trim ? behind_blanks(sample, sample->at) : sample->at;
    char quote = sample->dialect->quote;
    if (quote != 0 && open < sample->size_bytes && sample->bytes[open] == quote) {
        cell->beside = open > sample->at;
        sample->at = open;
        read_quoted(sample, cell);
    } else {
        read_bare(sample, cell);
    }
    sample->open = cell->end == IG_CSV_SAMPLE_DELIMITER;
    if (sample->open) {
        sample->at += strlen(sample->dialect->delimiter);
    } else if (cell->end == IG_CSV_SAMPLE_LINE) {
        pass_line_end(sample);
    }
    return true;
}

bool ig_csv_sample_blank_line(ig_csv_sample *sample) {
    if (sample->at >= sample->size_bytes || !ig_csv_is_line_end(sample->bytes[sample->at])) {
        return false;
    }
    pass_line_end(sample);
    return true;
}

void ig_csv_sample_skip_line(ig_csv_sample *sample) {
    while (sample->at < sample->size_bytes && !ig_csv_is_line_end(sample->bytes[sample->at])) {
        sample->at++;
    }
    if (sample->at < sample->size_bytes) {
        pass_line_end(sample);
    }
}
