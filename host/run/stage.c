/*
 * OUT/.ingot-XXXXXX/ is locked by whoever uses it, and holds `files` and, once it is decided, `commit`:
 * the paths below `files`, each with a NUL behind. Finishing goes over that list and renames what is
 * still in `files`; doing so twice does no harm. A stage that was made but not yet locked may be taken
 * for one that was left: its maker then finds it gone, and makes another.
 */
#define _GNU_SOURCE

#include "run/stage.h"

#include "base/buffer.h"
#include "run/tree.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/random.h>
#include <unistd.h>

enum { NAME_BYTES = 14, TRIES = 16, FOLDER = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC };
enum { LIST_MOST = 256 << 20 }; /* bytes */

static const char PREFIX[] = ".ingot-", FILES[] = "files", LIST[] = "commit", DRAFT[] = "draft";

struct ig_stage {
    ig_memory *memory;
    int out_fd, folder_fd, files_fd; /* OUT, the stage, its files */
    bool is_decided;                 /* its commit stands, and was not finished */
    size_t n_made; /* how much of `out` had to be made: its first folder's length */
    char name[NAME_BYTES];
    char out[PATH_MAX];
};

static ig_error_kind kind_of(int number) {
    bool is_full = number == ENOSPC || number == EDQUOT || number == EFBIG;
    return is_full ? IG_ERROR_LIMIT : IG_ERROR_SCRIPT;
}

static int fail_os(ig_error *err, const char *out, const char *what) {
    return ig_fail(err, kind_of(errno), "%s: %s: %s", out, what, strerror(errno));
}

static int fail_path(ig_error *err, const ig_stage *stage, const char *path) {
    return ig_fail(err, kind_of(errno), "%s/%s: cannot be written: %s", stage->out, path,
                   strerror(errno));
}

int ig_stage_fd(const ig_stage *stage) {
    return stage->files_fd;
}

/* ---- putting in place ---- */

typedef struct placing {
    const ig_stage *stage;
    int out_fd, files_fd;
    ig_buffer list; /* paths of files, each with a NUL behind */
    ig_buffer made; /* and of folders that were made in OUT, in that order */
} placing;

static int note(ig_buffer *list, const char *path, ig_error *err) {
    return ig_buffer_append(list, path, strlen(path) + 1, err);
}

static int make_folder(placing *p, const char *path, ig_error *err) {
    char folder[PATH_MAX];
    struct stat status;
    const char *name = ig_tree_split(path, folder, sizeof folder);
    int fd = ig_tree_folder(p->out_fd, folder, false);
    if (fd < 0) {
        return fail_path(err, p->stage, path);
    }
    int result = 0;
    if (mkdirat(fd, name, 0777) == 0) {
        result = note(&p->made, path, err);
    } else if (errno != EEXIST || fstatat(fd, name, &status, AT_SYMLINK_NOFOLLOW) != 0) {
        result = fail_path(err, p->stage, path);
    } else if (!S_ISDIR(status.st_mode)) {
        result = ig_fail(err, IG_ERROR_SCRIPT, "%s/%s: is %s, a folder is expected", p->stage->out,
                         path, S_ISLNK(status.st_mode) ? "a link" : "a file");
    }
    (void)close(fd);
    return result;
}

/* Whether a file may stand at a path of OUT. */
static int check_place(const placing *p, const char *path, ig_error *err) {
    char folder[PATH_MAX];
    struct stat status;
    const char *name = ig_tree_split(path, folder, sizeof folder);
    int fd = ig_tree_folder(p->out_fd, folder, false);
    if (fd < 0) {
        return fail_path(err, p->stage, path);
    }
    int found = fstatat(fd, name, &status, AT_SYMLINK_NOFOLLOW);
    (void)close(fd);
    return found == 0 && !S_ISREG(status.st_mode) && !S_ISLNK(status.st_mode)
               ? ig_fail(err, IG_ERROR_SCRIPT, "%s/%s: is no file", p->stage->out, path)
               : 0;
}

/* Has the file on disk, and takes what nobody but its owner may want from its mode. */
static int settle_file(const placing *p, int folder_fd, const char *name, const char *path,
                       ig_error *err) {
    struct stat status;
    int fd = openat(folder_fd, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0 || fstat(fd, &status) != 0 ||
        ((status.st_mode & 07000) != 0 && fchmod(fd, status.st_mode & 0777) != 0) ||
        fsync(fd) != 0) {
        fail_path(err, p->stage, path);
        if (fd >= 0) {
            (void)close(fd);
        }
        return -1;
    }
    (void)close(fd);
    return 0;
}

static int prepare(void *context, int folder_fd, const char *name, const char *path,
                   const struct stat *status, ig_error *err) {
    placing *p = context;
    if (S_ISDIR(status->st_mode)) {
        return make_folder(p, path, err);
    }
    if (!S_ISREG(status->st_mode) || status->st_nlink != 1) {
        return ig_fail(err, IG_ERROR_SCRIPT, "%s/%s: what is written is no plain file",
                       p->stage->out, path);
    }
    if (settle_file(p, folder_fd, name, path, err) != 0 || check_place(p, path, err) != 0) {
        return -1;
    }
    return note(&p->list, path, err);
}

static int write_all(int fd, const char *bytes, size_t size_bytes) {
    while (size_bytes > 0) {
        ssize_t n = write(fd, bytes, size_bytes);
        if (n < 0 && errno != EINTR) {
            return -1;
        }
        bytes += n < 0 ? 0 : n;
        size_bytes -= n < 0 ? 0 : (size_t)n;
    }
    return 0;
}

/* From the moment this succeeds the files are to be in their place. */
static int decide(ig_stage *stage, const placing *p, ig_error *err) {
    int fd = openat(stage->folder_fd, DRAFT, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC,
                    0666);
    int result = fd >= 0 && write_all(fd, p->list.bytes, p->list.size_bytes) == 0 &&
                         fsync(fd) == 0 && fsync(stage->files_fd) == 0
                     ? 0
                     : fail_os(err, stage->out, "cannot be written");
    if (fd >= 0) {
        (void)close(fd);
    }
    if (result == 0 && renameat(stage->folder_fd, DRAFT, stage->folder_fd, LIST) != 0) {
        result = fail_os(err, stage->out, "cannot be written");
    }
    if (result == 0) {
        stage->is_decided = true;
        (void)fsync(stage->folder_fd);
    }
    return result;
}

/* Renames one; it is in its place already where it is no more in `files`. */
static int place(const placing *p, const char *path, ig_error *err) {
    char folder[PATH_MAX];
    const char *name = ig_tree_split(path, folder, sizeof folder);
    int from = ig_tree_folder(p->files_fd, folder, false);
    if (from < 0) {
        return errno == ENOENT ? 0 : fail_path(err, p->stage, path);
    }
    int to = ig_tree_folder(p->out_fd, folder, true), result = 0;
    if (to < 0 || (renameat(from, name, to, name) != 0 && errno != ENOENT)) {
        result = fail_path(err, p->stage, path);
    }
    if (to >= 0) {
        (void)close(to);
    }
    (void)close(from);
    return result;
}

/* Has the folders on disk that files were renamed into: once for those that follow each other in it. */
static int settle_folders(const placing *p, ig_error *err) {
    char folder[PATH_MAX], last[PATH_MAX] = "/"; /* none: paths are below OUT */
    for (size_t at = 0; at < p->list.size_bytes; at += strlen(p->list.bytes + at) + 1) {
        const char *path = p->list.bytes + at;
        (void)ig_tree_split(path, folder, sizeof folder);
        if (strcmp(folder, last) == 0) {
            continue;
        }
        memcpy(last, folder, strlen(folder) + 1);
        int fd = ig_tree_folder(p->out_fd, folder, false);
        bool is_settled = fd >= 0 ? fsync(fd) == 0 : errno == ENOENT;
        int result = is_settled ? 0 : fail_path(err, p->stage, path);
        if (fd >= 0) {
            (void)close(fd);
        }
        if (result != 0) {
            return -1;
        }
    }
    return 0;
}

/* Renames what the list says, then takes the decision back: there is nothing left to do. */
static int finish(const placing *p, int folder_fd, ig_error *err) {
    int result = 0;
    for (size_t at = 0; at < p->list.size_bytes && result == 0;
         at += strlen(p->list.bytes + at) + 1) {
        result = place(p, p->list.bytes + at, err);
    }
    if (result != 0 || settle_folders(p, err) != 0) {
        return ig_fail_prefix(err, "not all outputs are in their place, the next run finishes: ");
    }
    if (unlinkat(folder_fd, LIST, 0) != 0) {
        return fail_os(err, p->stage->out, "cannot be written");
    }
    (void)fsync(folder_fd);
    return 0;
}

/* Takes back the folders that were made, the last first. */
static void unmake(const placing *p) {
    size_t end = p->made.size_bytes;
    while (end > 0) {
        size_t at = end - 1;
        while (at > 0 && p->made.bytes[at - 1] != '\0') {
            at--;
        }
        (void)unlinkat(p->out_fd, p->made.bytes + at, AT_REMOVEDIR);
        end = at;
    }
}

int ig_stage_commit(ig_stage *stage, ig_error *err) {
    placing p = {.stage = stage, .out_fd = stage->out_fd, .files_fd = stage->files_fd};
    ig_buffer_init(&p.list, stage->memory);
    ig_buffer_init(&p.made, stage->memory);
    int result = ig_tree_walk(stage->files_fd, prepare, &p, err);
    if (result == 0 && p.list.size_bytes > 0) {
        result = decide(stage, &p, err);
    }
    if (result != 0) {
        unmake(&p);
    } else if (p.list.size_bytes > 0) {
        result = finish(&p, stage->folder_fd, err);
    }
    if (result == 0) {
        stage->is_decided = false;
        stage->n_made = p.list.size_bytes > 0 ? 0 : stage->n_made; /* something stands in it now */
        ig_tree_clear(stage->files_fd);
    }
    ig_buffer_reset(&p.list);
    ig_buffer_reset(&p.made);
    return result;
}

/* ---- stages that were left ---- */

/* What is found under the name of a stage may have come with a folder from anywhere. */
static int fail_foreign(const ig_stage *stage, const char *name, ig_error *err) {
    return ig_fail(err, IG_ERROR_SCRIPT, "%s/%s: is not of this program's making: remove it",
                   stage->out, name);
}

/* Whether a path leads to what is below the folder it begins in: names that are none of "", "." and
   "..", with "/" between. */
static bool is_below(const char *path) {
    for (;;) {
        size_t length = strcspn(path, "/");
        if (length == 0 || length > NAME_MAX || (length == 1 && path[0] == '.') ||
            (length == 2 && path[0] == '.' && path[1] == '.')) {
            return false;
        }
        if (path[length] == '\0') {
            return true;
        }
        path += length + 1;
    }
}

/* Paths, each whole, each below. */
static bool is_list(const ig_buffer *list) {
    if (list->size_bytes > 0 && list->bytes[list->size_bytes - 1] != '\0') {
        return false;
    }
    for (size_t at = 0; at < list->size_bytes; at += strlen(list->bytes + at) + 1) {
        if (strlen(list->bytes + at) >= PATH_MAX || !is_below(list->bytes + at)) {
            return false;
        }
    }
    return true;
}

static int read_list(const ig_stage *stage, int folder_fd, const char *name, ig_buffer *list,
                     ig_error *err) {
    struct stat status;
    int fd = openat(folder_fd, LIST, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0) {
        return fail_os(err, stage->out, name);
    }
    int result = fstat(fd, &status) != 0 || !S_ISREG(status.st_mode) || status.st_size > LIST_MOST
                     ? fail_foreign(stage, name, err)
                     : ig_buffer_reserve(list, (size_t)status.st_size, err);
    while (result == 0 && list->size_bytes < (size_t)status.st_size) {
        ssize_t n =
            read(fd, list->bytes + list->size_bytes, (size_t)status.st_size - list->size_bytes);
        if (n == 0) {
            break;
        }
        if (n < 0 && errno != EINTR) {
            result = fail_os(err, stage->out, name);
        }
        list->size_bytes += n < 0 ? 0 : (size_t)n;
    }
    (void)close(fd);
    return result != 0 ? -1 : is_list(list) ? 0 : fail_foreign(stage, name, err);
}

static int finish_left(ig_stage *stage, int folder_fd, const char *name, ig_error *err) {
    placing p = {.stage = stage, .out_fd = stage->out_fd};
    ig_buffer_init(&p.list, stage->memory);
    p.files_fd = openat(folder_fd, FILES, FOLDER);
    int result = p.files_fd < 0 ? fail_os(err, stage->out, name) : 0;
    if (result == 0) {
        result = read_list(stage, folder_fd, name, &p.list, err);
        result = result == 0 ? finish(&p, folder_fd, err) : result;
        (void)close(p.files_fd);
    }
    ig_buffer_reset(&p.list);
    return result;
}

static void remove_stage(int out_fd, int folder_fd, const char *name) {
    ig_tree_clear(folder_fd);
    (void)unlinkat(out_fd, name, AT_REMOVEDIR);
}

/* Finishes it where that was decided, clears it away where it was not; nothing while someone has it. */
static int settle(ig_stage *stage, const char *name, ig_error *err) {
    int fd = openat(stage->out_fd, name, FOLDER), result = 0;
    if (fd < 0) {
        return 0;
    }
    if (flock(fd, LOCK_EX | LOCK_NB) == 0) {
        if (faccessat(fd, LIST, F_OK, AT_SYMLINK_NOFOLLOW) == 0) {
            result = finish_left(stage, fd, name, err);
        }
        if (result == 0) {
            remove_stage(stage->out_fd, fd, name);
        }
    }
    (void)close(fd);
    return result;
}

static int settle_all(ig_stage *stage, ig_error *err) {
    int fd = openat(stage->out_fd, ".", FOLDER), result = 0;
    DIR *folder = fd < 0 ? NULL : fdopendir(fd);
    if (folder == NULL) {
        result = fail_os(err, stage->out, "cannot be read");
        if (fd >= 0) {
            (void)close(fd);
        }
        return result;
    }
    for (struct dirent *one = readdir(folder); one != NULL && result == 0; one = readdir(folder)) {
        if (strncmp(one->d_name, PREFIX, strlen(PREFIX)) == 0 &&
            strlen(one->d_name) == NAME_BYTES - 1) {
            result = settle(stage, one->d_name, err);
        }
    }
    (void)closedir(folder);
    return result;
}

/* ---- making one ---- */

/* Makes the folder and those above it. */
static int make_out(ig_stage *stage, ig_error *err) {
    char *path = stage->out;
    for (char *at = path + 1;; at++) {
        if (*at != '/' && *at != '\0') {
            continue;
        }
        char end = *at;
        *at = '\0';
        int made = mkdir(path, 0777), number = errno;
        *at = end;
        if (made == 0 && stage->n_made == 0) {
            stage->n_made = (size_t)(at - path);
        }
        if (made != 0 && number != EEXIST && end == '\0') {
            errno = number;
            return fail_os(err, path, "cannot be made");
        }
        if (end == '\0') {
            break;
        }
    }
    stage->out_fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (stage->out_fd < 0 && errno == ENOENT) {
        return ig_fail(err, IG_ERROR_SCRIPT, "%s: is a link that leads nowhere", path);
    }
    if (stage->out_fd < 0 && errno == ENOTDIR) {
        return ig_fail(err, IG_ERROR_SCRIPT, "%s: is a file, a folder for the outputs is expected",
                       path);
    }
    return stage->out_fd >= 0 ? 0 : fail_os(err, path, "cannot be opened");
}

/* The folders that this stage made go, where they are empty. */
static void unmake_out(ig_stage *stage) {
    size_t length = strlen(stage->out);
    while (stage->n_made > 0 && length >= stage->n_made) {
        stage->out[length] = '\0';
        if (rmdir(stage->out) != 0) {
            return;
        }
        while (length > 0 && stage->out[--length] != '/') {
        }
    }
}

static void choose_name(char name[NAME_BYTES]) {
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz012345";
    unsigned char bytes[NAME_BYTES - sizeof PREFIX];
    (void)!getrandom(bytes, sizeof bytes, 0);
    memcpy(name, PREFIX, sizeof PREFIX - 1);
    for (size_t i = 0; i < sizeof bytes; i++) {
        name[sizeof PREFIX - 1 + i] = letters[bytes[i] % (sizeof letters - 1)];
    }
    name[NAME_BYTES - 1] = '\0';
}

/* True when the stage is made, locked and still there. */
static bool try_make(ig_stage *stage) {
    struct stat ours, there;
    choose_name(stage->name);
    if (mkdirat(stage->out_fd, stage->name, 0777) != 0) {
        return false;
    }
    stage->folder_fd = openat(stage->out_fd, stage->name, FOLDER);
    if (stage->folder_fd < 0 || flock(stage->folder_fd, LOCK_EX | LOCK_NB) != 0 ||
        mkdirat(stage->folder_fd, FILES, 0777) != 0) {
        return false;
    }
    stage->files_fd = openat(stage->folder_fd, FILES, FOLDER);
    return stage->files_fd >= 0 && fstat(stage->folder_fd, &ours) == 0 &&
           fstatat(stage->out_fd, stage->name, &there, AT_SYMLINK_NOFOLLOW) == 0 &&
           ours.st_ino == there.st_ino;
}

static void close_fd(int *fd) {
    if (*fd >= 0) {
        (void)close(*fd);
    }
    *fd = -1;
}

static int make_stage(ig_stage *stage, ig_error *err) {
    for (int i = 0; i < TRIES; i++) {
        if (try_make(stage)) {
            return 0;
        }
        int number = errno;
        close_fd(&stage->files_fd);
        close_fd(&stage->folder_fd);
        (void)unlinkat(stage->out_fd, stage->name, AT_REMOVEDIR);
        errno = number;
        if (number != EEXIST && number != ENOENT && number != EWOULDBLOCK) {
            break;
        }
    }
    return fail_os(err, stage->out, "cannot be written");
}

ig_stage *ig_stage_open(ig_memory *memory, const char *out, ig_error *err) {
    if (out[0] == '\0' || strlen(out) >= PATH_MAX) {
        ig_fail(err, IG_ERROR_SCRIPT, "%s: no path of a folder", out);
        return NULL;
    }
    ig_stage *stage = ig_alloc_zero(memory, 1, sizeof *stage, err);
    if (stage == NULL) {
        return NULL;
    }
    stage->memory = memory;
    stage->out_fd = stage->folder_fd = stage->files_fd = -1;
    snprintf(stage->out, sizeof stage->out, "%s", out);
    for (size_t n = strlen(out); n > 1 && stage->out[n - 1] == '/'; n--) {
        stage->out[n - 1] = '\0';
    }
    if (make_out(stage, err) != 0 || settle_all(stage, err) != 0 || make_stage(stage, err) != 0) {
        ig_stage_drop(stage);
        return NULL;
    }
    return stage;
}

void ig_stage_drop(ig_stage *stage) {
    if (stage == NULL) {
        return;
    }
    if (stage->folder_fd >= 0 && !stage->is_decided) {
        remove_stage(stage->out_fd, stage->folder_fd, stage->name);
    }
    close_fd(&stage->files_fd);
    close_fd(&stage->folder_fd);
    close_fd(&stage->out_fd);
    unmake_out(stage);
    ig_free(stage);
}
