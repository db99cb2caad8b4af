/*
 * One name after the other is put to the end of `real` and looked at: a link is taken off again, and
 * what it says put before what is left. From the first name on that is not there nothing can be a
 * link. What is found may be no longer so a moment later: this says where a path leads, and opening
 * it is to follow no link any more (beneath.h).
 */
#define _XOPEN_SOURCE 700 /* readlink */

#include "base/path.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

enum { LINKS_MOST = 40 }; /* as the system has it */

static int give_up(int number) {
    errno = number;
    return -1;
}

static bool append(ig_path *p, const char *name, size_t n) {
    size_t used = strlen(p->real);
    if (used + 1 + n >= sizeof p->real) {
        return false;
    }
    p->real[used] = '/';
    memcpy(p->real + used + 1, name, n);
    p->real[used + 1 + n] = '\0';
    return true;
}

static void drop_last(ig_path *p) {
    char *slash = strrchr(p->real, '/');
    if (slash != NULL) {
        *slash = '\0';
    }
}

static int begin(const char *path, ig_path *p, char rest[PATH_MAX]) {
    size_t bytes = strlen(path);
    *p = (ig_path){.is_folder = bytes > 0 && path[bytes - 1] == '/'};
    if (bytes == 0) {
        return give_up(ENOENT);
    }
    if (bytes >= PATH_MAX) {
        return give_up(ENAMETOOLONG);
    }
    memcpy(rest, path, bytes + 1);
    if (path[0] == '/') {
        return 0;
    }
    if (getcwd(p->real, sizeof p->real) == NULL || p->real[0] != '/') {
        return give_up(ENOENT);
    }
    p->real[p->real[1] == '\0' ? 0 : strlen(p->real)] = '\0';
    return 0;
}

/* Puts what the link at the end of `real` says in its place; `after` is behind it in `rest`. */
static int follow(ig_path *p, char rest[PATH_MAX], const char *after, const char *target,
                  size_t n) {
    size_t left = strlen(after) + 1;
    if (n + left > PATH_MAX) {
        return give_up(ENAMETOOLONG);
    }
    memmove(rest + n, after, left);
    memcpy(rest, target, n);
    if (rest[0] == '/') {
        p->real[0] = '\0';
    } else {
        drop_last(p);
    }
    return 0;
}

int ig_path_resolve(const char *path, ig_path *p) {
    char rest[PATH_MAX], target[PATH_MAX];
    const char *at = rest;
    int links = 0;
    if (begin(path, p, rest) != 0) {
        return -1;
    }
    for (;;) {
        at += strspn(at, "/");
        size_t n = strcspn(at, "/");
        if (n == 0) {
            return 0;
        }
        bool stays = n == 1 && at[0] == '.', rises = n == 2 && memcmp(at, "..", 2) == 0;
        if (rises && p->problem != 0) {
            return give_up(p->problem);
        }
        if (rises) {
            drop_last(p);
        } else if (!stays && !append(p, at, n)) {
            return give_up(ENAMETOOLONG);
        }
        at += n;
        ssize_t got = -1;
        if (!stays && !rises && p->problem == 0) {
            got = readlink(p->real, target, sizeof target);
            p->problem = got >= 0 || errno == EINVAL ? 0 : errno; /* EINVAL: there, and no link */
        }
        if (got >= 0) {
            if (++links > LINKS_MOST) {
                return give_up(ELOOP);
            }
            if (follow(p, rest, at, target, (size_t)got) != 0) {
                return -1;
            }
            at = rest;
        }
    }
}

const char *ig_path_below(const char *real, const char *folder) {
    size_t n = strlen(folder);
    if (strncmp(real, folder, n) != 0) {
        return NULL;
    }
    return real[n] == '/' ? real + n + 1 : real[n] == '\0' ? real + n : NULL;
}

void ig_path_reason(char reason[IG_REASON_TEXT], int number) {
    if (number == ENOENT || number == ENOTDIR) {
        memcpy(reason, "no such file", sizeof "no such file");
        return;
    }
    reason[0] = '\0';
    (void)strerror_r(number, reason, IG_REASON_TEXT);
    if (reason[0] >= 'A' && reason[0] <= 'Z' && (reason[1] < 'A' || reason[1] > 'Z')) {
        reason[0] = (char)(reason[0] - 'A' + 'a');
    }
}
