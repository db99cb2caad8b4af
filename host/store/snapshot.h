/*
 * Snapshots: a table as one file in the Arrow IPC file format, which opens by being mapped. See
 * README.md for what such a file holds. `about` is text that the file carries for its writer, who
 * alone knows what it says: where the table came from.
 */
#ifndef INGOT_STORE_SNAPSHOT_H
#define INGOT_STORE_SNAPSHOT_H

#include "table/table.h"

/* Writes a table, whole or not at all. A table read from a snapshot is checked first. */
int ig_snapshot_write(const ig_context *context, const ig_table *table, const char *about,
                      const char *path, ig_error *err) IG_CHECKED;

/* Writes it into what is open: memory, to be sealed and shared. `name` stands in messages. */
int ig_snapshot_write_fd(const ig_context *context, const ig_table *table, const char *about,
                         int fd, const char *name, ig_error *err) IG_CHECKED;

typedef struct ig_snapshot {
    ig_table *table; /* one reference; NULL when the file cannot be trusted */
    char *about;     /* owned, or NULL: none */
} ig_snapshot;

/* Opens any Arrow file. One of ingot's own is mapped: its metadata are checked here, its rows by
   ig_column_touch. One of another program is read into memory. Fails with "no input" when there is no
   such file, and with "data" when it is none, is damaged, or holds what ingot has no type for; a
   damaged one of ingot's own may still tell its `about`, with a hash of its own. */
int ig_snapshot_open(const ig_context *context, const char *path, ig_snapshot *snapshot,
                     ig_error *err) IG_CHECKED;
/* Opens a snapshot in sealed memory, which ingot wrote: its metadata are checked, its rows are known
   to be whole. The memory stays the caller's, and lasts as long as the table. */
int ig_snapshot_open_memory(const ig_context *context, const void *bytes, size_t size_bytes,
                            const char *name, ig_snapshot *snapshot, ig_error *err) IG_CHECKED;
void ig_snapshot_reset(ig_snapshot *snapshot); /* idempotent */

/* What to do about damage that is found in the rows of an opened table, or in what rides along: put
   behind the message, after "; ". Before its rows are asked for; nothing for one that was read into
   memory. */
int ig_snapshot_advise(const ig_table *table, const char *advice, ig_error *err) IG_CHECKED;

/* What a check of everything went over. */
typedef struct ig_checked {
    const char *column; /* borrowed from the table; NULL: the rest is of the metadata */
    const char *part;   /* "values", "validity", "reasons", "offsets", "texts" */
    size_t n_blocks;
    size_t size_bytes;
} ig_checked;

/* Called for each buffer of a table from a snapshot, in the order of the file; nothing for one that
   was read into memory. */
typedef void (*ig_checked_fn)(void *context, const ig_checked *checked);

/* Checks every row and text of a table, and of what rides along, then tells what was checked. */
int ig_snapshot_verify(const ig_context *context, const ig_table *table, ig_checked_fn tell,
                       void *tell_context, ig_error *err) IG_CHECKED;

#endif
