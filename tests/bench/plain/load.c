/*
 * The file is mapped and read cell by cell; texts are looked up in a table of twice as many slots
 * as there may be texts. Rows are counted first, so that nothing grows.
 */
#include "load.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MOST_COLUMNS = 32, N_SLOTS = 2 * BENCH_MOST_TEXTS };

typedef struct piece {
    const char *text;
    size_t bytes;
} piece;

/* The cell at *at, without its quotes; *at moves past what ends it. */
static piece next_cell(const char **at, const char *end) {
    bool quoted = *at < end && **at == '"';
    const char *begin = *at + quoted;
    const char *stop = begin;
    while (stop < end && (quoted ? *stop != '"' : *stop != ',' && *stop != '\n')) {
        stop++;
    }
    const char *after = stop + quoted;
    *at = after < end ? after + 1 : end;
    return (piece){begin, (size_t)(stop - begin)};
}

static size_t width_of(bench_kind kind) {
    static const size_t widths[] = {1, 2, 1, 4};
    return widths[kind];
}

/* The slot where a text stands, or where it would. */
static uint32_t *slot_of(const bench_column *column, piece cell) {
    uint64_t hash = UINT64_C(14695981039346656037);
    for (size_t i = 0; i < cell.bytes; i++) {
        hash = (hash ^ (unsigned char)cell.text[i]) * UINT64_C(1099511628211);
    }
    for (size_t i = hash >> 32;; i++) {
        uint32_t *slot = &column->slots[i % N_SLOTS];
        if (*slot == 0 || (strlen(column->texts[*slot - 1]) == cell.bytes &&
                           memcmp(column->texts[*slot - 1], cell.text, cell.bytes) == 0)) {
            return slot;
        }
    }
}

static int64_t code_of(bench_column *column, piece cell) {
    uint32_t *slot = slot_of(column, cell);
    if (*slot == 0) {
        if (column->n_texts == (column->kind == BENCH_CODES_8 ? 256 : BENCH_MOST_TEXTS)) {
            return -1;
        }
        char *copy = malloc(cell.bytes + 1);
        if (copy == NULL) {
            return -1;
        }
        memcpy(copy, cell.text, cell.bytes);
        copy[cell.bytes] = '\0';
        column->texts[column->n_texts++] = copy;
        *slot = (uint32_t)column->n_texts;
    }
    return *slot - 1;
}

static int put(bench_column *column, size_t row, piece cell) {
    bool coded = column->kind == BENCH_CODES_8 || column->kind == BENCH_CODES_16;
    int64_t value = coded ? code_of(column, cell) : strtoll(cell.text, NULL, 10);
    if (coded && value < 0) {
        fprintf(stderr, "%s: too many texts\n", column->name);
        return -1;
    }
    switch (column->kind) {
    case BENCH_CODES_8: ((uint8_t *)column->values)[row] = (uint8_t)value; break;
    case BENCH_CODES_16: ((uint16_t *)column->values)[row] = (uint16_t)value; break;
    case BENCH_INTEGERS_8: ((int8_t *)column->values)[row] = (int8_t)value; break;
    case BENCH_INTEGERS_32: ((int32_t *)column->values)[row] = (int32_t)value; break;
    }
    return 0;
}

static int prepare(bench_column *columns, size_t n_columns, size_t n_rows) {
    for (size_t i = 0; i < n_columns; i++) {
        columns[i].values = calloc(n_rows + 1, width_of(columns[i].kind));
        columns[i].texts = calloc(BENCH_MOST_TEXTS, sizeof *columns[i].texts);
        columns[i].slots = calloc(N_SLOTS, sizeof *columns[i].slots);
        if (columns[i].values == NULL || columns[i].texts == NULL || columns[i].slots == NULL) {
            fprintf(stderr, "%s: out of memory\n", columns[i].name);
            return -1;
        }
    }
    return 0;
}

/* Which of the wanted columns each of the file's is, or NULL; their number. */
static size_t read_header(const char **at, const char *end, bench_column *columns, size_t n_columns,
                          bench_column *wanted[MOST_COLUMNS]) {
    size_t n = 0;
    do {
        piece cell = next_cell(at, end);
        wanted[n] = NULL;
        for (size_t i = 0; i < n_columns; i++) {
            if (strlen(columns[i].name) == cell.bytes &&
                memcmp(columns[i].name, cell.text, cell.bytes) == 0) {
                wanted[n] = &columns[i];
            }
        }
        n++;
    } while (n < MOST_COLUMNS && (*at)[-1] == ',');
    return n;
}

static int read_rows(const char *at, const char *end, bench_column *columns, size_t n_columns,
                     size_t *n_rows) {
    bench_column *wanted[MOST_COLUMNS];
    size_t n_cells = read_header(&at, end, columns, n_columns, wanted);
    size_t row = 0;
    for (const char *p = at; (p = memchr(p, '\n', (size_t)(end - p))) != NULL; p++) {
        row++;
    }
    if (prepare(columns, n_columns, row) != 0) {
        return -1;
    }
    *n_rows = row;
    for (row = 0; row < *n_rows; row++) {
        for (size_t i = 0; i < n_cells; i++) {
            piece cell = next_cell(&at, end);
            if (wanted[i] != NULL && put(wanted[i], row, cell) != 0) {
                return -1;
            }
        }
    }
    return 0;
}

int bench_load(const char *path, bench_column *columns, size_t n_columns, size_t *n_rows) {
    struct stat status;
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0 || fstat(file, &status) != 0) {
        fprintf(stderr, "%s: %s\n", path, strerror(errno));
        return -1;
    }
    size_t bytes = (size_t)status.st_size;
    const char *text = mmap(NULL, bytes, PROT_READ, MAP_PRIVATE, file, 0);
    (void)close(file);
    if (text == MAP_FAILED) {
        fprintf(stderr, "%s: %s\n", path, strerror(errno));
        return -1;
    }
    int result = read_rows(text, text + bytes, columns, n_columns, n_rows);
    (void)munmap((void *)text, bytes);
    return result;
}

void bench_unload(bench_column *columns, size_t n_columns) {
    for (size_t i = 0; i < n_columns; i++) {
        for (size_t j = 0; j < columns[i].n_texts; j++) {
            free(columns[i].texts[j]);
        }
        free(columns[i].texts);
        free(columns[i].slots);
        free(columns[i].values);
    }
}

int bench_code_of(const bench_column *column, const char *text) {
    uint32_t slot = *slot_of(column, (piece){text, strlen(text)});
    return (int)slot - 1;
}
