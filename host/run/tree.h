/* Folders by their descriptors: no link is followed on the way. */
#ifndef INGOT_RUN_TREE_H
#define INGOT_RUN_TREE_H

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <sys/stat.h>

enum { IG_TREE_DEPTH = 32 };

/* Called for each file and, before what is in it, each folder; `path` is below the folder that is
   walked, `folder_fd` and `name` lead to it. 0, or −1 with `err` filled. */
typedef int (*ig_tree_visit)(void *context, int folder_fd, const char *name, const char *path,
                             const struct stat *status, ig_error *err);

/* Visits all that is below a folder. */
int ig_tree_walk(int folder_fd, ig_tree_visit visit, void *context, ig_error *err) IG_CHECKED;

/* Removes all that is below a folder, as far as the system lets. */
void ig_tree_clear(int folder_fd);

/* Opens the folder that a path below another ends in: "" is that other itself. Where `make` is true
   folders that are not there are made. −1 with errno: ELOOP or ENOTDIR where a link or a file is in
   the way. */
int ig_tree_folder(int folder_fd, const char *path, bool make);

/* The part before the last "/": `folder` gets it, "" without one. Returns the part behind it. */
const char *ig_tree_split(const char *path, char *folder, size_t room);

#endif
