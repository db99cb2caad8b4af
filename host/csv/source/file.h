/* A source file: opened with every check that tells a table from something else, read by place. */
#ifndef INGOT_CSV_SOURCE_FILE_H
#define INGOT_CSV_SOURCE_FILE_H

#include "base/pool.h"
#include "csv/spec/text.h"

#include <stdint.h>
#include <time.h>

typedef struct ig_csv_file { /* the caller's struct; holds an open file until reset */
    int fd;
    char shown[IG_CSV_SHOWN_PATH]; /* the path as messages show it */
    uint64_t size_bytes;           /* when it was opened; later bytes do not exist for us */
    struct timespec changed;
    const ig_pool *pool; /* borrowed: asked at each reading whether to go on; NULL after opening */
} ig_csv_file;

/* Opens a regular file that holds something. On failure the struct is as after a reset. */
int ig_csv_file_open(ig_csv_file *file, const char *path, ig_error *err) IG_CHECKED;
void ig_csv_file_reset(ig_csv_file *file); /* idempotent */

/* Reads from byte `at` until `bytes` is full or the file ends; `*got` is 0 only at its end. A file
   that became shorter is an error. */
int ig_csv_file_read(const ig_csv_file *file, uint64_t at, char *bytes, size_t size_bytes,
                     size_t *got, ig_error *err) IG_CHECKED;

/* Fails when the file's size or time of change is not what it was. */
int ig_csv_file_same(const ig_csv_file *file, ig_error *err) IG_CHECKED;

/* The number of the line that byte `at` is in, from 1. `block` is room for reading. */
int ig_csv_file_line(const ig_csv_file *file, uint64_t at, char *block, size_t block_bytes,
                     uint64_t *line, ig_error *err) IG_CHECKED;

#endif
