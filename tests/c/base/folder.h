/*
 * What the tests that write files share: a world in a folder of its own. The folder is the current
 * one while the world is open, so that messages name short paths.
 */
#ifndef INGOT_TESTS_FOLDER_H
#define INGOT_TESTS_FOLDER_H

#include "base/world.h"

#include <dirent.h>
#include <limits.h>
#include <stdio.h>
#include <unistd.h>

typedef struct world {
    ig_context context;
    ig_memory *memory; /* of the context */
    char folder[64];
    char home[PATH_MAX]; /* where the test was started */
} world;

static inline int open_world_of(void **state, unsigned n_threads) {
    world *w = calloc(1, sizeof *w);
    assert_non_null(w);
    w->context = world_new(n_threads);
    w->memory = w->context.memory;
    assert_non_null(getcwd(w->home, sizeof w->home));
    snprintf(w->folder, sizeof w->folder, "/tmp/ingot-test-XXXXXX");
    assert_non_null(mkdtemp(w->folder));
    assert_int_equal(chdir(w->folder), 0);
    *state = w;
    return 0;
}

static inline int open_world(void **state) {
    return open_world_of(state, 2);
}

/* Where thousands of small files are opened, handing work over would take most of the time. */
static inline int open_lone_world(void **state) {
    return open_world_of(state, 1);
}

static inline int close_world(void **state) {
    world *w = *state;
    DIR *folder = opendir(w->folder);
    assert_non_null(folder);
    for (struct dirent *one = readdir(folder); one != NULL; one = readdir(folder)) {
        (void)remove(one->d_name); /* "." and ".." refuse */
    }
    closedir(folder);
    assert_int_equal(chdir(w->home), 0);
    assert_int_equal(rmdir(w->folder), 0);
    world_free(w->context);
    free(w);
    return 0;
}

/* All of a file; one that is there already is written over. */
static inline void write_bytes(const char *name, const void *bytes, size_t size_bytes) {
    FILE *file = fopen(name, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, size_bytes, file), size_bytes);
    assert_int_equal(fclose(file), 0);
}

#endif
