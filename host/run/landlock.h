/* Landlock: the kernel's own list of folders that a process may reach. */
#ifndef INGOT_RUN_LANDLOCK_H
#define INGOT_RUN_LANDLOCK_H

#include "base/error.h"

typedef enum ig_landlock_right {
    IG_LANDLOCK_READ,  /* files and folders */
    IG_LANDLOCK_RUN,   /* read, and run programs and libraries */
    IG_LANDLOCK_WRITE, /* read, make, change and remove what is below */
    IG_LANDLOCK_PUT    /* write into what is there already, as /dev/null */
} ig_landlock_right;

typedef struct ig_landlock {
    int fd; /* −1: this kernel has none */
    int abi;
} ig_landlock;

/* A list without anything in it. Without Landlock in the kernel that is nothing, and what follows does
   nothing. */
int ig_landlock_open(ig_landlock *list, ig_error *err) IG_CHECKED;

/* What is not there is passed over. */
int ig_landlock_allow(const ig_landlock *list, const char *path, ig_landlock_right right,
                      ig_error *err) IG_CHECKED;
int ig_landlock_allow_fd(const ig_landlock *list, int fd, ig_landlock_right right,
                         ig_error *err) IG_CHECKED;

/* From here on the calling thread, and those it starts, reach nothing else. Privileges must be given
   up already. Closes the list, also on failure. */
int ig_landlock_enforce(ig_landlock *list, ig_error *err) IG_CHECKED;

#endif
