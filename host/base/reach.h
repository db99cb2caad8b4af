/*
 * Where a process may read and write. Everything of ours that opens a file by a name from outside
 * asks here; without a reach (NULL) everything may be read and written, as far as the system lets.
 * With one, a path is resolved first, links and all, and is then opened from the descriptor of a
 * granted folder in a way that follows no link any more: what changes in between cannot lead outside.
 * What is written below the output folder goes into its stage, a folder that mirrors it, which someone
 * else puts in place when all of it is whole; what is read below it is looked for in the stage first.
 * Set up once by one thread; then read by any number.
 */
#ifndef INGOT_BASE_REACH_H
#define INGOT_BASE_REACH_H

#include "base/memory.h"

#include <limits.h>
#include <stdbool.h>
#include <stdint.h>
#include <time.h>

typedef struct ig_reach ig_reach;

ig_reach *ig_reach_new(ig_memory *memory, ig_error *err) IG_CHECKED;
void ig_reach_free(ig_reach *reach); /* closes its descriptors; NULL is nothing */

/* Grants reading of a folder and all below it, or of one file. One that is not there is no error, and
   grants nothing. */
int ig_reach_grant(ig_reach *reach, const char *path, ig_error *err) IG_CHECKED;

/* The folder for outputs, and its stage as an open descriptor, which is the reach's from here on, also
   on failure; −1 with a `problem` where there is none: every writing then fails with that text. The
   output folder itself is not granted by this: of it only what is in the stage can be read. */
int ig_reach_output(ig_reach *reach, const char *folder, int stage_fd, const char *problem,
                    ig_error *err) IG_CHECKED;

/* Everything may be read and written, as without a reach, but what goes below the output folder still
   goes into its stage. */
void ig_reach_widen(ig_reach *reach);

/* Whether there is something that may not be read or written. */
bool ig_reach_is_narrow(const ig_reach *reach);

/* Asked before bytes are written anywhere; fails where they are too many. From any thread. */
typedef int (*ig_reach_count_fn)(void *context, uint64_t more_bytes, ig_error *err);
void ig_reach_counter(ig_reach *reach, ig_reach_count_fn count, void *context);
int ig_reach_count(const ig_reach *reach, uint64_t more_bytes, ig_error *err) IG_CHECKED;

/* Opens for reading, close-on-exec and never waiting; flags may add O_DIRECTORY. The descriptor, or −1:
   of kind "no input", with errno telling why ("x.csv: no such file"), or "script" where it lies
   outside. */
int ig_reach_open(const ig_reach *reach, const char *path, int flags, ig_error *err) IG_CHECKED;

typedef enum ig_kind_of_file { IG_NO_FILE, IG_FILE, IG_FOLDER, IG_OTHER_FILE } ig_kind_of_file;

/* What is known of a path without opening it. */
typedef struct ig_facts {
    ig_kind_of_file kind; /* IG_NO_FILE: there is none */
    bool is_link;
    uint64_t size_bytes, device, inode;
    struct timespec modified, changed; /* its bytes, and anything about it */
} ig_facts;

/* Follows links. 0, also where there is nothing; −1 as ig_reach_open, where it cannot be told. */
int ig_reach_look(const ig_reach *reach, const char *path, ig_facts *facts,
                  ig_error *err) IG_CHECKED;

/* Calls `take` for each name in a folder but "." and "..", in no order, and until it fails; what is in
   the folder and in the stage comes twice. Fails as ig_reach_open. */
typedef int (*ig_reach_take_fn)(void *context, const char *name, ig_error *err);
int ig_reach_names(const ig_reach *reach, const char *path, ig_reach_take_fn take, void *context,
                   ig_error *err) IG_CHECKED;

/* Where a file is to be written: the folder (a descriptor of the caller's to close) and the name in
   it. Folders on the way are made in the stage; without a reach, nothing is made. */
typedef struct ig_place_to_write {
    int folder_fd;
    char name[NAME_MAX + 1];
    bool is_staged; /* what is put there need not last by itself */
} ig_place_to_write;

/* Of kind "script": "x.csv: cannot write: …". A link is followed; anything but a regular file that is
   there already is refused. */
int ig_reach_write(const ig_reach *reach, const char *path, ig_place_to_write *place,
                   ig_error *err) IG_CHECKED;

/* Whether a folder, and those above it, can be and now are there to be written into. */
int ig_reach_make_folder(const ig_reach *reach, const char *path, ig_error *err) IG_CHECKED;

/* Removes a file that may be written: in a stage, what was put there. */
int ig_reach_remove(const ig_reach *reach, const char *path, ig_error *err) IG_CHECKED;

#endif
