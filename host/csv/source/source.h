/*
 * Where bytes come from: a file, a file packed with gzip or zstd (known by its first bytes, whatever
 * its name), or standard input ("-"). Plain files can be read at any place by several threads at
 * once, and are never mapped: one that shrinks meanwhile is then an error and not a signal. Packed
 * ones are read from front to back, one thread at a time, and can be begun again. Standard input that
 * is no regular file is copied to one without a name first, which takes its place: it is a file like
 * others from then on, and can be opened again.
 */
#ifndef INGOT_CSV_SOURCE_SOURCE_H
#define INGOT_CSV_SOURCE_SOURCE_H

#include "base/context.h"
#include "csv/spec/text.h"

typedef struct ig_csv_source ig_csv_source;

typedef enum ig_csv_packing { IG_CSV_PLAIN, IG_CSV_GZIP, IG_CSV_ZSTD } ig_csv_packing;

/* Opens a source with every check that tells a table from something else (directory, FIFO, device,
   UTF-16, zip, Excel, Arrow, Parquet). It may be
   empty. The context's pool, where it has one, is asked at each reading whether to go on. NULL on
   failure. */
ig_csv_source *ig_csv_source_open(const ig_context *context, const char *path,
                                  ig_error *err) IG_CHECKED;
void ig_csv_source_close(ig_csv_source *source); /* NULL is nothing */

const char *ig_csv_source_shown(const ig_csv_source *source); /* its path as messages show it */
ig_csv_packing ig_csv_source_packing(const ig_csv_source *source);
uint64_t ig_csv_source_size(const ig_csv_source *source); /* bytes on disk, when it was opened */

ig_memory *ig_csv_source_memory(const ig_csv_source *source); /* as given */

/* Plain only, from any thread: reads from byte `at` until `bytes` is full or the source ends (bytes
   past its size when opened do not exist). Fails with "<path>: the file changed while it was read"
   when it became shorter. */
int ig_csv_source_read(const ig_csv_source *source, uint64_t at, char *bytes, size_t size_bytes,
                       size_t *got, ig_error *err) IG_CHECKED;

/* Any packing: the next bytes; `*got` < size_bytes only at the end. One thread at a time. After a
   failure only rewind and close may follow. */
int ig_csv_source_next(ig_csv_source *source, char *bytes, size_t size_bytes, size_t *got,
                       ig_error *err) IG_CHECKED;

/* Back to the first byte, for `next`. */
int ig_csv_source_rewind(ig_csv_source *source, ig_error *err) IG_CHECKED;

/* How many bytes on disk `next` has consumed so far: for progress. */
uint64_t ig_csv_source_consumed(const ig_csv_source *source);

/* To be asked when all was read: fails when size or time of change are not what they were. (Packed
   data that end early are an error of `next`, which must be called until it gives less than asked.) */
int ig_csv_source_same(const ig_csv_source *source, ig_error *err) IG_CHECKED;

#endif
