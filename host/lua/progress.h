/*
 * One line on a terminal that says what is being done and how far it is: drawn when work takes over
 * half a second, ten times a second at most, and erased when it is done. On anything but a terminal
 * nothing is ever written. No colours.
 */
#ifndef INGOT_LUA_PROGRESS_H
#define INGOT_LUA_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { IG_PROGRESS_TEXT = 256 };

typedef struct ig_progress {
    int fd;         /* borrowed */
    bool is_on;     /* fd is a terminal that can go back in its line */
    size_t n_drawn; /* columns on the screen now */
    int64_t begun;  /* in nanoseconds of the monotonic clock: when what is done began, */
    int64_t due;    /* and when to draw next */
    char what[IG_PROGRESS_TEXT];
} ig_progress;

void ig_progress_init(ig_progress *progress, int fd);

/* Work begins, or is done: then the line is empty again. */
void ig_progress_begin(ig_progress *progress);
void ig_progress_end(ig_progress *progress);

/* As the functions of ig_watch, with the progress as context. */
void ig_progress_doing(void *context, const char *what);
void ig_progress_at(void *context, size_t n_done, size_t n_tasks);
void ig_progress_bytes(void *context, uint64_t n_done, uint64_t n_bytes); /* with their speed */

#endif
