/*
 * A grant is the real path of a folder and its descriptor. A path that is asked for is resolved to a
 * real path, which is below a grant or not; what is behind the grant in it is opened from the grant's
 * descriptor without following links, so that it fails when what was looked at is no longer so. A
 * granted file is its folder's descriptor and its name, and nothing else of that folder.
 */
#define _GNU_SOURCE /* O_PATH */

#include "base/reach.h"

#include "base/beneath.h"
#include "base/path.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { OPEN_FLAGS = O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC };

typedef struct grant {
    char *real; /* owned */
    int fd;     /* of the folder, or of the one that holds the file */
    bool is_file;
} grant;

struct ig_reach {
    ig_memory *memory; /* borrowed */
    grant *grants;     /* owned */
    size_t n_grants;
    char *out; /* the output folder as a real path, owned; NULL: none */
    int stage_fd;
    char *problem; /* owned, or NULL: why nothing can be written */
    bool is_wide;
    ig_reach_count_fn count;
    void *count_context;
};

ig_reach *ig_reach_new(ig_memory *memory, ig_error *err) {
    ig_reach *reach = ig_alloc_zero(memory, 1, sizeof *reach, err);
    if (reach != NULL) {
        reach->memory = memory;
        reach->stage_fd = -1;
    }
    return reach;
}

static void close_fd(int fd) {
    if (fd >= 0) {
        (void)close(fd); /* nothing was written through it */
    }
}

void ig_reach_free(ig_reach *reach) {
    if (reach == NULL) {
        return;
    }
    for (size_t i = 0; i < reach->n_grants; i++) {
        close_fd(reach->grants[i].fd);
        ig_free(reach->grants[i].real);
    }
    close_fd(reach->stage_fd);
    ig_free(reach->grants);
    ig_free(reach->out);
    ig_free(reach->problem);
    ig_free(reach);
}

/* ---- setting up ---- */

/* The folder of a grant: itself, or where it is a file the one that holds it. */
static int open_granted(const char *real, bool is_file) {
    char folder[PATH_MAX];
    memcpy(folder, real, strlen(real) + 1);
    if (is_file) {
        *strrchr(folder, '/') = '\0';
    }
    return open(folder[0] == '\0' ? "/" : folder, O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

int ig_reach_grant(ig_reach *reach, const char *path, ig_error *err) {
    ig_path where;
    struct stat facts;
    if (ig_path_resolve(path, &where) != 0 || where.problem != 0 ||
        stat(where.real[0] == '\0' ? "/" : where.real, &facts) != 0) {
        return 0;
    }
    bool is_file = !S_ISDIR(facts.st_mode);
    grant *grants =
        ig_realloc_array(reach->memory, reach->grants, reach->n_grants + 1, sizeof *grants, err);
    if (grants == NULL) {
        return -1;
    }
    reach->grants = grants;
    char *real = ig_strdup(reach->memory, where.real, err);
    if (real == NULL) {
        return -1;
    }
    int fd = open_granted(real, is_file);
    if (fd < 0) {
        ig_free(real);
        return 0;
    }
    grants[reach->n_grants++] = (grant){.real = real, .fd = fd, .is_file = is_file};
    return 0;
}

int ig_reach_output(ig_reach *reach, const char *folder, int stage_fd, const char *problem,
                    ig_error *err) {
    ig_path where;
    close_fd(reach->stage_fd);
    reach->stage_fd = stage_fd;
    ig_free(reach->out);
    ig_free(reach->problem);
    reach->out = reach->problem = NULL;
    if (problem != NULL) {
        reach->problem = ig_strdup(reach->memory, problem, err);
        if (reach->problem == NULL) {
            return -1;
        }
    }
    if (stage_fd < 0) {
        return 0;
    }
    if (ig_path_resolve(folder, &where) != 0) {
        return ig_fail(err, IG_ERROR_SCRIPT, "%s: cannot write: %s", folder, strerror(errno));
    }
    reach->out = ig_strdup(reach->memory, where.real, err);
    return reach->out == NULL ? -1 : 0;
}

void ig_reach_widen(ig_reach *reach) {
    reach->is_wide = true;
}

bool ig_reach_is_narrow(const ig_reach *reach) {
    return reach != NULL && !reach->is_wide;
}

void ig_reach_counter(ig_reach *reach, ig_reach_count_fn count, void *context) {
    reach->count = count;
    reach->count_context = context;
}

int ig_reach_count(const ig_reach *reach, uint64_t more_bytes, ig_error *err) {
    return reach == NULL || reach->count == NULL
               ? 0
               : reach->count(reach->count_context, more_bytes, err);
}

/* ---- reading ---- */

static int fail_reading(const char *path, int number, ig_error *err) {
    char reason[IG_REASON_TEXT];
    bool is_gone = number == ENOENT || number == ENOTDIR;
    ig_path_reason(reason, number);
    ig_fail(err, IG_ERROR_NO_INPUT, "%s: %s%s", path, is_gone ? "" : "cannot be read: ", reason);
    errno = number;
    return -1;
}

static int fail_outside(const char *path, const ig_path *where, ig_error *err) {
    char folder[PATH_MAX];
    memcpy(folder, where->real, strlen(where->real) + 1);
    char *slash = strrchr(folder, '/');
    if (slash != NULL && !where->is_folder) {
        *slash = '\0';
    }
    return ig_fail(err, IG_ERROR_SCRIPT,
                   "'%s' lies outside the project and data folders: not available in sandbox "
                   "(--data %s allows reading there)",
                   path, folder[0] == '\0' ? "/" : folder);
}

/* Opens what is behind a grant in a real path; −1 with errno. EXDEV: it is not below any. */
static int open_granted_path(const ig_reach *reach, const char *real, int flags) {
    for (size_t i = 0; i < reach->n_grants; i++) {
        const grant *g = &reach->grants[i];
        const char *rest = ig_path_below(real, g->real);
        if (rest != NULL && g->is_file) {
            rest = rest[0] == '\0' ? strrchr(g->real, '/') + 1 : NULL;
        }
        if (rest != NULL) {
            return ig_open_beneath(g->fd, rest, flags, 0);
        }
    }
    errno = EXDEV;
    return -1;
}

/* What is behind the output folder in a real path; NULL where it is not below it. */
static const char *below_output(const ig_reach *reach, const char *real) {
    return reach->out == NULL ? NULL : ig_path_below(real, reach->out);
}

static int open_staged(const ig_reach *reach, const char *real, int flags) {
    const char *rest = below_output(reach, real);
    errno = ENOENT;
    return rest == NULL ? -1 : ig_open_beneath(reach->stage_fd, rest, flags, 0);
}

/* Opens a resolved path: staged, else as granted. −1 with errno; EXDEV: outside. */
static int open_resolved(const ig_reach *reach, const ig_path *where, int flags) {
    flags |= where->is_folder ? O_DIRECTORY : 0;
    int fd = open_staged(reach, where->real, flags);
    if (fd >= 0 || (errno != ENOENT && errno != ENOTDIR)) {
        return fd;
    }
    fd = open_granted_path(reach, where->real, flags);
    if (fd < 0 && errno == EXDEV && below_output(reach, where->real) != NULL) {
        errno = ENOENT;
    }
    return fd;
}

static int open_anywhere(const char *path, int flags) {
    int fd = -1;
    do {
        fd = open(path, flags);
    } while (fd < 0 && errno == EINTR);
    return fd;
}

/* Opens a path that is staged; −1 with errno. */
static int open_if_staged(const ig_reach *reach, const char *path, int flags) {
    ig_path where;
    if (reach == NULL || ig_path_resolve(path, &where) != 0) {
        return -1;
    }
    return open_staged(reach, where.real, flags | (where.is_folder ? O_DIRECTORY : 0));
}

/* Opens a path with exactly these flags, or fails as ig_reach_open. */
static int open_with(const ig_reach *reach, const char *path, int flags, ig_error *err) {
    ig_path where;
    int fd = -1;
    if (!ig_reach_is_narrow(reach)) {
        fd = open_if_staged(reach, path, flags);
        fd = fd >= 0 ? fd : open_anywhere(path, flags);
        return fd >= 0 ? fd : fail_reading(path, errno, err);
    }
    if (ig_path_resolve(path, &where) != 0) {
        return fail_reading(path, errno, err);
    }
    fd = open_resolved(reach, &where, flags);
    if (fd < 0 && errno == EXDEV) {
        return fail_outside(path, &where, err);
    }
    return fd >= 0 ? fd : fail_reading(path, errno, err);
}

int ig_reach_open(const ig_reach *reach, const char *path, int flags, ig_error *err) {
    return open_with(reach, path, OPEN_FLAGS | flags, err);
}

int ig_reach_look(const ig_reach *reach, const char *path, ig_facts *facts, ig_error *err) {
    struct stat told, link;
    *facts = (ig_facts){0};
    int fd = open_with(reach, path, O_PATH | O_CLOEXEC, err);
    if (fd < 0 && (err->kind != IG_ERROR_NO_INPUT || (errno != ENOENT && errno != ENOTDIR))) {
        return -1;
    }
    facts->is_link = lstat(path, &link) == 0 && S_ISLNK(link.st_mode);
    if (fd < 0) {
        return 0;
    }
    int result = fstat(fd, &told) == 0 ? 0 : fail_reading(path, errno, err);
    if (result == 0) {
        facts->kind = S_ISREG(told.st_mode)   ? IG_FILE
                      : S_ISDIR(told.st_mode) ? IG_FOLDER
                                              : IG_OTHER_FILE;
        facts->size_bytes = told.st_size < 0 ? 0 : (uint64_t)told.st_size;
        facts->device = told.st_dev;
        facts->inode = told.st_ino;
        facts->modified = told.st_mtim;
        facts->changed = told.st_ctim;
    }
    close_fd(fd);
    return result;
}

/* Hands over the names in an open folder, which it closes. */
static int take_names(int fd, const char *path, ig_reach_take_fn take, void *context,
                      ig_error *err) {
    DIR *folder = fdopendir(fd);
    if (folder == NULL) {
        int number = errno;
        close_fd(fd);
        return fail_reading(path, number, err);
    }
    int result = 0;
    while (result == 0) {
        errno = 0;
        const struct dirent *entry = readdir(folder);
        if (entry == NULL) {
            result = errno == 0 ? 0 : fail_reading(path, errno, err);
            break;
        }
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0) {
            result = take(context, entry->d_name, err);
        }
    }
    (void)closedir(folder);
    return result;
}

int ig_reach_names(const ig_reach *reach, const char *path, ig_reach_take_fn take, void *context,
                   ig_error *err) {
    ig_path where;
    const int flags = OPEN_FLAGS | O_DIRECTORY;
    if (reach == NULL || reach->out == NULL) {
        int fd = open_with(reach, path, flags, err);
        return fd < 0 ? -1 : take_names(fd, path, take, context, err);
    }
    if (ig_path_resolve(path, &where) != 0) {
        return fail_reading(path, errno, err);
    }
    int staged = open_staged(reach, where.real, flags);
    if (staged >= 0 && take_names(staged, path, take, context, err) != 0) {
        return -1;
    }
    int fd =
        reach->is_wide ? open_anywhere(path, flags) : open_granted_path(reach, where.real, flags);
    if (fd >= 0) {
        return take_names(fd, path, take, context, err);
    }
    if (staged >= 0) {
        return 0;
    }
    return errno == EXDEV && !reach->is_wide && below_output(reach, where.real) == NULL
               ? fail_outside(path, &where, err)
               : fail_reading(path, errno == EXDEV ? ENOENT : errno, err);
}

/* ---- writing ---- */

static int fail_writing(const char *path, int number, ig_error *err) {
    bool full = number == ENOSPC || number == EDQUOT || number == EFBIG;
    return ig_fail(err, full ? IG_ERROR_LIMIT : IG_ERROR_SCRIPT, "%s: cannot write: %s", path,
                   strerror(number));
}

/* Cuts a path into its folder and its last name. */
static int cut(char folder[PATH_MAX], ig_place_to_write *place, const char *path, ig_error *err) {
    memcpy(folder, path, strlen(path) + 1);
    char *slash = strrchr(folder, '/');
    const char *name = slash == NULL ? folder : slash + 1;
    if (strlen(name) > NAME_MAX) {
        return fail_writing(path, ENAMETOOLONG, err);
    }
    memcpy(place->name, name, strlen(name) + 1);
    if (slash == NULL) {
        memcpy(folder, ".", sizeof ".");
    } else {
        slash[slash == folder] = '\0';
    }
    return 0;
}

/* Refuses what stands at the place unless it is a file, as a link is followed by now. */
static int check_place(const ig_place_to_write *place, const char *path, ig_error *err) {
    struct stat facts;
    if (fstatat(place->folder_fd, place->name, &facts, AT_SYMLINK_NOFOLLOW) != 0) {
        return errno == ENOENT ? 0 : fail_writing(path, errno, err);
    }
    return S_ISREG(facts.st_mode)
               ? 0
               : ig_fail(err, IG_ERROR_SCRIPT, "%s: cannot write: not a regular file", path);
}

static int write_anywhere(const char *path, ig_place_to_write *place, ig_error *err) {
    char folder[PATH_MAX];
    ig_path where = {.problem = 0};
    struct stat facts;
    if (strlen(path) >= PATH_MAX) {
        return fail_writing(path, ENAMETOOLONG, err);
    }
    bool is_link = lstat(path, &facts) == 0 && S_ISLNK(facts.st_mode);
    if (is_link && (ig_path_resolve(path, &where) != 0 || where.problem != 0)) {
        return fail_writing(path, where.problem != 0 ? where.problem : errno, err);
    }
    if (cut(folder, place, is_link ? where.real : path, err) != 0) {
        return -1;
    }
    place->folder_fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (place->folder_fd < 0 && errno == EACCES) { /* it may be written and not read */
        place->folder_fd = open(folder, O_PATH | O_DIRECTORY | O_CLOEXEC);
    }
    return place->folder_fd < 0 ? fail_writing(path, errno, err) : check_place(place, path, err);
}

/* Where a path is in the stage; NULL with the reason where it is not to be written. */
static const char *find_staged(const ig_reach *reach, const char *path, ig_path *where,
                               ig_error *err) {
    if (ig_path_resolve(path, where) != 0) {
        fail_writing(path, errno, err);
        return NULL;
    }
    if (reach->stage_fd < 0) {
        ig_fail(err, IG_ERROR_SCRIPT, "%s: cannot write: %s", path,
                reach->problem != NULL ? reach->problem
                                       : "there is no output folder: not available in sandbox");
        return NULL;
    }
    const char *rest = below_output(reach, where->real);
    if (rest == NULL) {
        ig_fail(err, IG_ERROR_SCRIPT,
                "'%s' lies outside the output folder '%s': not available in sandbox (--out says "
                "where outputs go)",
                path, reach->out[0] == '\0' ? "/" : reach->out);
    }
    return rest;
}

static int write_staged(const ig_reach *reach, const char *path, ig_place_to_write *place,
                        ig_error *err) {
    ig_path where;
    struct stat facts;
    char folder[PATH_MAX];
    const char *rest = find_staged(reach, path, &where, err);
    if (rest == NULL) {
        return -1;
    }
    bool is_taken = lstat(where.real, &facts) == 0 && !S_ISREG(facts.st_mode);
    if (rest[0] == '\0' || is_taken || where.is_folder) {
        return ig_fail(err, IG_ERROR_SCRIPT, "%s: cannot write: not a regular file", path);
    }
    if (cut(folder, place, rest, err) != 0) {
        return -1;
    }
    place->is_staged = true;
    place->folder_fd = ig_make_beneath(reach->stage_fd, strcmp(folder, ".") == 0 ? "" : folder);
    return place->folder_fd < 0 ? fail_writing(path, errno, err) : check_place(place, path, err);
}

/* Whether what is written at a path goes to that very place. */
static bool is_direct(const ig_reach *reach, const char *path) {
    ig_path where;
    return reach == NULL ||
           (reach->is_wide && (reach->stage_fd < 0 || ig_path_resolve(path, &where) != 0 ||
                               below_output(reach, where.real) == NULL));
}

int ig_reach_write(const ig_reach *reach, const char *path, ig_place_to_write *place,
                   ig_error *err) {
    *place = (ig_place_to_write){.folder_fd = -1};
    int result = is_direct(reach, path) ? write_anywhere(path, place, err)
                                        : write_staged(reach, path, place, err);
    if (result != 0) {
        close_fd(place->folder_fd);
        place->folder_fd = -1;
    }
    return result;
}

/* Makes a folder and those above it, wherever it is. */
static int make_anywhere(const char *path) {
    char folder[PATH_MAX];
    size_t bytes = strlen(path);
    if (bytes >= sizeof folder) {
        errno = ENAMETOOLONG;
        return -1;
    }
    memcpy(folder, path, bytes + 1);
    for (size_t i = 1; i <= bytes; i++) {
        if (folder[i] == '/' || folder[i] == '\0') {
            folder[i] = '\0';
            struct stat facts;
            bool is_made = mkdir(folder, 0777) == 0;
            bool is_there = !is_made && errno != ENOTDIR && stat(folder, &facts) == 0;
            if (is_there && !S_ISDIR(facts.st_mode)) {
                errno = ENOTDIR;
            }
            if (!is_made && (!is_there || !S_ISDIR(facts.st_mode))) {
                return -1;
            }
            folder[i] = path[i];
        }
    }
    return open(folder, O_PATH | O_DIRECTORY | O_CLOEXEC);
}

int ig_reach_make_folder(const ig_reach *reach, const char *path, ig_error *err) {
    ig_path where;
    int fd = -1;
    if (is_direct(reach, path)) {
        fd = make_anywhere(path);
    } else {
        const char *rest = find_staged(reach, path, &where, err);
        if (rest == NULL) {
            return -1;
        }
        fd = ig_make_beneath(reach->stage_fd, rest);
    }
    if (fd < 0) {
        return fail_writing(path, errno, err);
    }
    close_fd(fd);
    return 0;
}

int ig_reach_remove(const ig_reach *reach, const char *path, ig_error *err) {
    ig_place_to_write place;
    if (ig_reach_write(reach, path, &place, err) != 0) {
        return -1;
    }
    int result = unlinkat(place.folder_fd, place.name, 0) == 0 ? 0 : fail_writing(path, errno, err);
    close_fd(place.folder_fd);
    return result;
}
