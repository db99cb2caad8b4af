/* Writing files whole: at once, or piece by piece. */
#ifndef INGOT_BASE_FILE_H
#define INGOT_BASE_FILE_H

#include "base/reach.h"

#include <stddef.h>
#include <stdint.h>

/* A file that is being written under another name, beside its place. The struct is the caller's from
   ig_file_begin to ig_file_commit or ig_file_abandon. */
typedef struct ig_file_writer {
    int fd;                       /* −1: none */
    const ig_reach *reach;        /* borrowed */
    const char *path;             /* borrowed; for messages */
    ig_place_to_write place;      /* what a link at the path leads to */
    char temporary[NAME_MAX + 1]; /* what is written until it is whole; "": the descriptor itself */
} ig_file_writer;

/* Begins a file that shall stand at `path`: a link is followed, anything but a regular file refused.
   Errors here and below: a full disk and too many bytes are of kind "limit", any other failure
   "script": the work failed. */
int ig_file_begin(ig_file_writer *writer, const ig_reach *reach, const char *path,
                  ig_error *err) IG_CHECKED;

/* A writer that puts bytes into what is open already, and stays the caller's to close; no commit. */
ig_file_writer ig_file_into(int fd, const char *name);

/* Puts bytes at a place of it. May be called from several threads at once. */
int ig_file_put(const ig_file_writer *writer, uint64_t offset, const void *bytes, size_t size_bytes,
                ig_error *err) IG_CHECKED;

/* Syncs it, renames it to its place and syncs the folder; in a stage, only renames it. On failure
   nothing is left of it. */
int ig_file_commit(ig_file_writer *writer, ig_error *err) IG_CHECKED;

/* Leaves the place as it was. */
void ig_file_abandon(ig_file_writer *writer);

/* Makes the file at `path` hold exactly these bytes, or leaves it as it was; as the steps above. */
int ig_file_write(const ig_reach *reach, const char *path, const void *bytes, size_t size_bytes,
                  ig_error *err) IG_CHECKED;

#endif
