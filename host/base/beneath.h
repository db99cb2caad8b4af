/*
 * Opening what lies below a folder, from the folder's descriptor: no link is followed on the way, not
 * even one that was put there a moment ago, so what is opened does lie below it. Paths are relative
 * and have no "." and ".." in them; "" is the folder itself.
 */
#ifndef INGOT_BASE_BENEATH_H
#define INGOT_BASE_BENEATH_H

#include "base/error.h"

#include <stdbool.h>
#include <sys/types.h>

/* The descriptor, close-on-exec, or −1 with errno. Flags may create a file, of that mode. */
int ig_open_beneath(int folder_fd, const char *path, int flags, mode_t mode) IG_CHECKED;

/* As above, without the system's help: one folder after the other. For systems that have none. */
int ig_open_by_steps(int folder_fd, const char *path, int flags, mode_t mode) IG_CHECKED;

/* Opens the folder below another, and makes those on the way that are not there. */
int ig_make_beneath(int folder_fd, const char *path) IG_CHECKED;

#endif
