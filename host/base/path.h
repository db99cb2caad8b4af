/* Paths as the system walks them: without links, "." and "..". */
#ifndef INGOT_BASE_PATH_H
#define INGOT_BASE_PATH_H

#include "base/error.h"

#include <limits.h>
#include <stdbool.h>

typedef struct ig_path {
    char real[PATH_MAX]; /* absolute; the root is "" */
    int problem;    /* 0 where it leads somewhere, else why it does not, as errno: then the names
                            after the first that is not there are as they were given */
    bool is_folder; /* written so that it can only be a folder: with a slash at its end */
} ig_path;

/* Follows a path from the current folder, links and all. −1 with errno for one that has no meaning:
   too long, a ring of links, ".." out of what is not there. */
int ig_path_resolve(const char *path, ig_path *resolved) IG_CHECKED;

/* What is behind a folder in a resolved path, without a slash at its beginning: "" for the folder
   itself, NULL where it does not lie below it. */
const char *ig_path_below(const char *real, const char *folder);

/* "no such file", "permission denied": what the system says of an error, inside a sentence. */
enum { IG_REASON_TEXT = 128 };
void ig_path_reason(char reason[IG_REASON_TEXT], int number);

#endif
