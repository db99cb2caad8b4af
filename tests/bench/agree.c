/*
 * bench_agree KINDS ANSWER REFERENCE: whether two engines answered alike. Both are CSV files with a
 * header, in any order of rows. KINDS has a letter a column: t text and i a whole number, alike to
 * the last digit; m a month, of which "2025-04" counts; f a number, alike to nine significant
 * digits or twelve decimals. An empty cell, NA and NaN are missing. Rows are sorted by all columns
 * and compared one by one; the first that differs is printed, and the exit code is 1.
 *
 * A file is read whole; cells are cut out of it in place, quotes and all that follows a cell gone.
 */
#include <errno.h>
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_COLUMNS = 256, EXIT_DIFFER = 1, EXIT_TROUBLE = 2 };

static const double relative = 1e-9, absolute = 1e-12;

typedef union cell {
    const char *text; /* borrowed from the file; NULL: missing */
    int64_t whole;    /* INT64_MIN: missing */
    double number;    /* NaN: missing */
} cell;

typedef struct answer {
    const char *path, *kinds;
    char *bytes; /* owned */
    cell *cells; /* owned: row after row */
    cell **rows; /* owned: sorted, into cells */
    size_t n_columns, n_rows, capacity;
} answer;

static _Noreturn void stop(const char *path, const char *message) {
    fprintf(stderr, "%s: %s\n", path, message);
    exit(EXIT_TROUBLE);
}

static void *grow(void *block, size_t bytes, const char *path) {
    block = realloc(block, bytes);
    if (block == NULL) {
        stop(path, "out of memory");
    }
    return block;
}

static void read_whole(answer *self) {
    FILE *file = fopen(self->path, "rb");
    if (file == NULL || fseek(file, 0, SEEK_END) != 0) {
        stop(self->path, strerror(errno));
    }
    long bytes = ftell(file);
    rewind(file);
    self->bytes = grow(NULL, (size_t)bytes + 1, self->path);
    if (fread(self->bytes, 1, (size_t)bytes, file) != (size_t)bytes) {
        stop(self->path, "could not be read");
    }
    self->bytes[bytes] = '\0';
    (void)fclose(file);
}

/* Cuts the cell at *at out, tells what stood behind it and moves *at past that. */
static char *cut_cell(char **at, char *end) {
    char *text = *at, *to = *at, *from = *at;
    bool quoted = *from == '"';
    from += quoted;
    while (*from != '\0' && (quoted || (*from != ',' && *from != '\n'))) {
        if (quoted && *from == '"' && *++from != '"') {
            quoted = false;
            continue;
        }
        *to++ = *from++;
    }
    *end = *from;
    *at = from + (*from != '\0');
    to -= *end != ',' && to > text && to[-1] == '\r';
    *to = '\0';
    return text;
}

static bool is_missing(const char *text) {
    static const char *const words[] = {"", "NA", "NaN", "nan", "-nan", "NULL", "\\N"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (strcmp(text, words[i]) == 0) {
            return true;
        }
    }
    return false;
}

/* "12.0" and "1e+05" are whole numbers as well. */
static int64_t whole_of(const char *text, const char *path) {
    char *rest = NULL;
    errno = 0;
    long long value = strtoll(text, &rest, 10);
    if (*rest == '\0' && errno == 0) {
        return value;
    }
    double number = strtod(text, &rest);
    if (*rest != '\0' || number != floor(number) || fabs(number) > 9e15) {
        fprintf(stderr, "%s: a whole number expected, got '%s'\n", path, text);
        exit(EXIT_TROUBLE);
    }
    return (int64_t)number;
}

static cell cell_of(char *text, char kind, const char *path) {
    char *rest = NULL;
    bool missing = is_missing(text);
    if (kind == 'i') {
        return (cell){.whole = missing ? INT64_MIN : whole_of(text, path)};
    }
    if (kind == 'f') {
        return (cell){.number = missing ? (double)NAN : strtod(text, &rest)};
    }
    if (kind == 'm' && strlen(text) > 7) {
        text[7] = '\0';
    }
    return (cell){.text = missing ? NULL : text};
}

static void parse(answer *self) {
    char *at = strchr(self->bytes, '\n');
    if (at == NULL) {
        stop(self->path, "no header");
    }
    for (at++; *at != '\0'; self->n_rows++) {
        if (self->n_rows == self->capacity) {
            self->capacity = self->capacity * 2 + 1024;
            self->cells = grow(self->cells, self->capacity * self->n_columns * sizeof *self->cells,
                               self->path);
        }
        cell *row = self->cells + self->n_rows * self->n_columns;
        for (size_t i = 0; i < self->n_columns; i++) {
            char end = '\0';
            row[i] = cell_of(cut_cell(&at, &end), self->kinds[i], self->path);
            if ((end == ',') != (i + 1 < self->n_columns)) {
                fprintf(stderr, "%s: row %zu: %zu columns expected\n", self->path, self->n_rows + 1,
                        self->n_columns);
                exit(EXIT_TROUBLE);
            }
        }
    }
}

/* Missing cells last. */
static int compare_cells(cell a, cell b, char kind) {
    if (kind == 'i') {
        return (a.whole > b.whole) - (a.whole < b.whole);
    }
    if (kind == 'f') {
        return isnan(a.number) || isnan(b.number) ? isnan(a.number) - isnan(b.number)
                                                  : (a.number > b.number) - (a.number < b.number);
    }
    return a.text == NULL || b.text == NULL ? (a.text == NULL) - (b.text == NULL)
                                            : strcmp(a.text, b.text);
}

/* A row is followed by nothing that says how long it is: the kinds come along. */
static int compare_rows(const cell *a, const cell *b, const char *kinds) {
    for (; *kinds != '\0'; a++, b++, kinds++) {
        int order = compare_cells(*a, *b, *kinds);
        if (order != 0) {
            return order;
        }
    }
    return 0;
}

/* A stable merge sort from `rows` by way of `spare`. */
static void sort_rows(cell **rows, cell **spare, size_t n, const char *kinds) {
    if (n < 2) {
        return;
    }
    size_t half = n / 2, left = 0, right = half;
    sort_rows(rows, spare, half, kinds);
    sort_rows(rows + half, spare, n - half, kinds);
    if (compare_rows(rows[half - 1], rows[half], kinds) <= 0) {
        return;
    }
    for (size_t i = 0; i < n; i++) {
        bool take_left =
            right == n || (left < half && compare_rows(rows[left], rows[right], kinds) <= 0);
        spare[i] = rows[take_left ? left++ : right++];
    }
    memcpy(rows, spare, n * sizeof *rows);
}

static void load(answer *self) {
    self->n_columns = strlen(self->kinds);
    read_whole(self);
    parse(self);
    self->rows = grow(NULL, (self->n_rows + 1) * sizeof(cell *), self->path);
    cell **spare = grow(NULL, (self->n_rows + 1) * sizeof(cell *), self->path);
    for (size_t i = 0; i < self->n_rows; i++) {
        self->rows[i] = self->cells + i * self->n_columns;
    }
    sort_rows(self->rows, spare, self->n_rows, self->kinds);
    free(spare);
}

static void unload(answer *self) {
    free(self->bytes);
    free(self->cells);
    free(self->rows);
}

static bool alike(cell a, cell b, char kind) {
    if (kind != 'f' || isnan(a.number) || isnan(b.number)) {
        return compare_cells(a, b, kind) == 0;
    }
    double off = fabs(a.number - b.number);
    return off <= relative * fmax(fabs(a.number), fabs(b.number)) + absolute;
}

static void print_row(const char *label, const cell *row, const char *kinds) {
    printf("%s", label);
    for (size_t i = 0; kinds[i] != '\0' && i < 12; i++) {
        if (kinds[i] == 'i' && row[i].whole != INT64_MIN) {
            printf(" %lld", (long long)row[i].whole);
        } else if (kinds[i] == 'f') {
            printf(" %.12g", row[i].number);
        } else {
            printf(" %s", kinds[i] == 'i' || row[i].text == NULL ? "missing" : row[i].text);
        }
    }
}

static int differ(const answer *ours, const answer *theirs, size_t row) {
    printf("row %zu of %zu and %zu:", row + 1, ours->n_rows, theirs->n_rows);
    if (row < ours->n_rows) {
        print_row("", ours->rows[row], ours->kinds);
    }
    if (row < theirs->n_rows) {
        print_row(row < ours->n_rows ? " against" : " only", theirs->rows[row], theirs->kinds);
    }
    printf("\n");
    return EXIT_DIFFER;
}

static int compare(const answer *ours, const answer *theirs) {
    for (size_t row = 0; row < ours->n_rows || row < theirs->n_rows; row++) {
        if (row >= ours->n_rows || row >= theirs->n_rows) {
            return differ(ours, theirs, row);
        }
        for (size_t i = 0; i < ours->n_columns; i++) {
            if (!alike(ours->rows[row][i], theirs->rows[row][i], ours->kinds[i])) {
                return differ(ours, theirs, row);
            }
        }
    }
    printf("%zu\n", ours->n_rows);
    return EXIT_SUCCESS;
}

int main(int argc, char **argv) {
    if (argc != 4 || strspn(argv[1], "tmif") != strlen(argv[1]) || strlen(argv[1]) > MOST_COLUMNS ||
        argv[1][0] == '\0') {
        fprintf(stderr, "usage: bench_agree KINDS ANSWER REFERENCE\n");
        return 64;
    }
    answer ours = {.path = argv[2], .kinds = argv[1]};
    answer theirs = {.path = argv[3], .kinds = argv[1]};
    load(&ours);
    load(&theirs);
    int result = compare(&ours, &theirs);
    unload(&ours);
    unload(&theirs);
    return result;
}
