/* A file on disk: opened with every check that tells a table from something else, read by place. */
#ifndef INGOT_CSV_SOURCE_FILE_H
#define INGOT_CSV_SOURCE_FILE_H

#include "base/context.h"
#include "csv/spec/text.h"

#include <stdint.h>
#include <time.h>

typedef struct ig_csv_file { /* the caller's struct; holds an open file until reset */
    int fd;
    char shown[IG_CSV_SHOWN_PATH]; /* the path as messages show it */
    uint64_t base;       /* where its first byte lies: not 0 where standard input was read from */
    uint64_t size_bytes; /* when it was opened, from `base`; later bytes do not exist for us */
    struct timespec changed;
    const ig_pool *pool; /* borrowed: asked at each reading whether to go on; NULL: never stops */
} ig_csv_file;

/* Opens a regular file. "-" is standard input: what flows in there is kept first
   (spool.h), and its copy is the standard input from then on. On failure the struct is as after a
   reset. */
int ig_csv_file_open(ig_csv_file *file, const ig_context *context, const char *path,
                     ig_error *err) IG_CHECKED;
void ig_csv_file_reset(ig_csv_file *file); /* idempotent */

/* Reads from byte `at` until `bytes` is full or the file ends; `*got` is 0 only at its end. A file
   that became shorter is an error. From any thread. */
int ig_csv_file_read(const ig_csv_file *file, uint64_t at, char *bytes, size_t size_bytes,
                     size_t *got, ig_error *err) IG_CHECKED;

/* Fails when the file's size or time of change is not what it was. */
int ig_csv_file_same(const ig_csv_file *file, ig_error *err) IG_CHECKED;

/* What the system says of an error, as part of a sentence: "no space left on device". */
enum { IG_CSV_REASON = 128 };
void ig_csv_file_reason(char reason[IG_CSV_REASON], int number);

#endif
