/*
 * A CSV file on its way to the disk: cells are put one after the other, and the bytes hashed on the
 * way. A failure is remembered and told by bench_output_close, so that rows can be written without
 * looking.
 */
#ifndef INGOT_BENCH_OUTPUT_H
#define INGOT_BENCH_OUTPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

typedef struct bench_output {
    FILE *file;           /* owned */
    char *buffer;         /* owned */
    size_t used;          /* bytes in the buffer */
    void *hash;           /* owned: XXH3_state_t */
    const char *name;     /* borrowed */
    uint64_t bytes, rows; /* so far; rows count the header */
    bool row_begun, failed;
} bench_output;

/* Creates folder/name, with this header. 0, or -1 with a message printed. */
int bench_output_open(bench_output *self, const char *folder, const char *name, const char *header);

/* Flushes, closes and prints "name bytes checksum". 0, or -1 with a message printed. */
int bench_output_close(bench_output *self);

/* The next cell of a row, as text that needs no quotes, as "id" and a number of at least so many
   digits, as an integer, or as a number of millionths with six decimals. */
void bench_output_text(bench_output *self, const char *text, size_t bytes);
void bench_output_id(bench_output *self, uint32_t id, unsigned digits);
void bench_output_integer(bench_output *self, uint64_t value);
void bench_output_millionths(bench_output *self, uint32_t value);
void bench_output_end_row(bench_output *self);

/* Prints "name bytes checksum" of a file that exists. 0, or -1 with a message printed. */
int bench_output_check(const char *path);

#endif
