/* Depth is bounded, since each level holds a descriptor. */
#define _GNU_SOURCE

#include "run/tree.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { FOLDER = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC };

typedef struct walk {
    ig_tree_visit visit;
    void *context;
    char path[PATH_MAX];
} walk;

static bool is_self(const char *name) {
    return strcmp(name, ".") == 0 || strcmp(name, "..") == 0;
}

/* A stream over a descriptor of its own. */
static DIR *open_folder(int folder_fd, const char *name) {
    int fd = openat(folder_fd, name, FOLDER);
    DIR *folder = fd < 0 ? NULL : fdopendir(fd);
    if (folder == NULL && fd >= 0) {
        (void)close(fd);
    }
    return folder;
}

static int fail_walk(const walk *w, const char *what, ig_error *err) {
    return ig_fail(err, IG_ERROR_SCRIPT, "'%s': %s", w->path, what);
}

static int walk_below(walk *w, int folder_fd, const char *name, int depth, ig_error *err);

static int visit_one(walk *w, int folder_fd, const char *name, int depth, ig_error *err) {
    struct stat status;
    size_t length = strlen(w->path);
    int n = snprintf(w->path + length, sizeof w->path - length, "%s%s", length == 0 ? "" : "/",
                     name);
    if (n < 0 || (size_t)n >= sizeof w->path - length) {
        return fail_walk(w, "its path is too long", err);
    }
    if (fstatat(folder_fd, name, &status, AT_SYMLINK_NOFOLLOW) != 0) {
        return fail_walk(w, strerror(errno), err);
    }
    int result = w->visit(w->context, folder_fd, name, w->path, &status, err);
    if (result == 0 && S_ISDIR(status.st_mode)) {
        result = walk_below(w, folder_fd, name, depth + 1, err);
    }
    w->path[length] = '\0';
    return result;
}

static int walk_below(walk *w, int folder_fd, const char *name, int depth, ig_error *err) {
    if (depth > IG_TREE_DEPTH) {
        return fail_walk(w, "folders within folders too deep", err);
    }
    DIR *folder = open_folder(folder_fd, name);
    if (folder == NULL) {
        return fail_walk(w, strerror(errno), err);
    }
    int result = 0;
    for (struct dirent *one = readdir(folder); one != NULL && result == 0; one = readdir(folder)) {
        result = is_self(one->d_name) ? 0 : visit_one(w, dirfd(folder), one->d_name, depth, err);
    }
    (void)closedir(folder);
    return result;
}

int ig_tree_walk(int folder_fd, ig_tree_visit visit, void *context, ig_error *err) {
    walk w = {.visit = visit, .context = context};
    return walk_below(&w, folder_fd, ".", 0, err);
}

static void clear_below(int folder_fd, const char *name, int depth) {
    DIR *folder = depth > 2 * IG_TREE_DEPTH ? NULL : open_folder(folder_fd, name);
    if (folder == NULL) {
        return;
    }
    for (struct dirent *one = readdir(folder); one != NULL; one = readdir(folder)) {
        if (is_self(one->d_name) || unlinkat(dirfd(folder), one->d_name, 0) == 0) {
            continue;
        }
        clear_below(dirfd(folder), one->d_name, depth + 1);
        (void)unlinkat(dirfd(folder), one->d_name, AT_REMOVEDIR);
    }
    (void)closedir(folder);
}

void ig_tree_clear(int folder_fd) {
    clear_below(folder_fd, ".", 0);
}

int ig_tree_folder(int folder_fd, const char *path, bool make) {
    char name[NAME_MAX + 1];
    int at = openat(folder_fd, ".", FOLDER);
    while (at >= 0 && *path != '\0') {
        size_t length = strcspn(path, "/");
        int next = -1;
        if (length > NAME_MAX) {
            errno = ENAMETOOLONG;
        } else {
            memcpy(name, path, length);
            name[length] = '\0';
            if (!make || mkdirat(at, name, 0777) == 0 || errno == EEXIST) {
                next = openat(at, name, FOLDER);
            }
        }
        int number = errno;
        (void)close(at);
        errno = number;
        at = next;
        path += length + (path[length] == '/');
    }
    return at;
}

const char *ig_tree_split(const char *path, char *folder, size_t room) {
    const char *slash = strrchr(path, '/');
    int length = slash == NULL ? 0 : (int)(slash - path);
    (void)snprintf(folder, room, "%.*s", length, path);
    return slash == NULL ? path : slash + 1;
}
