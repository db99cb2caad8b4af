/* Columns of a CSV file as dense codes, in order of first appearance, or as integers. */
#ifndef INGOT_BENCH_LOAD_H
#define INGOT_BENCH_LOAD_H

#include <stddef.h>
#include <stdint.h>

enum { BENCH_MOST_TEXTS = 1 << 16 };

typedef enum bench_kind {
    BENCH_CODES_8,
    BENCH_CODES_16,
    BENCH_INTEGERS_8,
    BENCH_INTEGERS_32
} bench_kind;

typedef struct bench_column {
    const char *name; /* borrowed */
    bench_kind kind;
    void *values; /* owned: of the kind's width */
    char **texts; /* owned, each of them too: of the codes */
    size_t n_texts;
    uint32_t *slots; /* owned, while loading: codes + 1 by hash */
} bench_column;

/* Fills the columns, found by their names. 0, or −1 with a message printed; to be unloaded either
   way. */
int bench_load(const char *path, bench_column *columns, size_t n_columns, size_t *n_rows);

void bench_unload(bench_column *columns, size_t n_columns);

/* The code of a text, or −1. */
int bench_code_of(const bench_column *column, const char *text);

#endif
