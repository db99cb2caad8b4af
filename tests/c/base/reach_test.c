/* What lies below a granted folder is read, whatever its path looks like; nothing else is. */
#define _GNU_SOURCE /* RENAME_EXCHANGE */

#include "base/reach.h"

#include "base/file.h"
#include "base/hash.h"
#include "base/mapping.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/harness.h"

#define IN_SANDBOX                                                                                 \
    "lies outside the project and data folders: not available in sandbox (--data %s allows "       \
    "reading there)"

/*
 * The folders of a test, the current one being `top`:
 *   in/a.txt "a"   in/deep/b.txt "b"   out/old.txt "old"   stage/   far/secret.txt "secret"
 * Reach: in, and the output folder with its stage.
 */
typedef struct folders {
    ig_memory *memory;
    ig_reach *reach;
    char top[64];
    char home[PATH_MAX];
} folders;

static void put(const char *path, const char *text) {
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(text, 1, strlen(text), file), strlen(text));
    assert_int_equal(fclose(file), 0);
}

static int make(void **state) {
    folders *f = calloc(1, sizeof *f);
    ig_error err;
    char top[] = "/tmp/ingot-reach-XXXXXX";
    assert_non_null(f);
    assert_non_null(getcwd(f->home, sizeof f->home));
    assert_non_null(mkdtemp(top));
    assert_int_equal(chdir(top), 0);
    assert_non_null(getcwd(f->top, sizeof f->top));
    static const char *const names[] = {"in", "in/deep", "out", "stage", "far"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        assert_int_equal(mkdir(names[i], 0777), 0);
    }
    put("in/a.txt", "a");
    put("in/deep/b.txt", "b");
    put("out/old.txt", "old");
    put("far/secret.txt", "secret");
    f->memory = ig_memory_new();
    f->reach = ig_reach_new(f->memory, &err);
    assert_non_null(f->reach);
    assert_int_equal(ig_reach_grant(f->reach, "in", &err), 0);
    int stage = open("stage", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    assert_int_equal(ig_reach_output(f->reach, "out", stage, NULL, &err), 0);
    *state = f;
    return 0;
}

static int unmake(void **state) {
    folders *f = *state;
    char command[PATH_MAX];
    ig_reach_free(f->reach);
    assert_int_equal(ig_memory_read(f->memory).live_blocks, 0);
    ig_memory_free(f->memory);
    assert_int_equal(chdir(f->home), 0);
    snprintf(command, sizeof command, "rm -rf %s", f->top);
    int result = system(command); /* NOLINT(cert-env33-c): the path is our own */
    free(f);
    return result;
}

/* What a path reads as; the error's text where it cannot be read. */
static const char *read_path(const ig_reach *reach, const char *path, char text[IG_ERROR_TEXT]) {
    ig_error err;
    int fd = ig_reach_open(reach, path, 0, &err);
    if (fd < 0) {
        memcpy(text, err.text, sizeof err.text);
        return text;
    }
    ssize_t n = read(fd, text, IG_ERROR_TEXT - 1);
    text[n < 0 ? 0 : n] = '\0';
    assert_int_equal(close(fd), 0);
    return text;
}

static void assert_reads(const ig_reach *reach, const char *path, const char *expected) {
    char text[IG_ERROR_TEXT];
    assert_string_equal(read_path(reach, path, text), expected);
}

static void assert_outside(const ig_reach *reach, const char *path, const char *folder) {
    char expected[IG_ERROR_TEXT], text[IG_ERROR_TEXT];
    int n = snprintf(expected, sizeof expected, "'%s' " IN_SANDBOX, path, folder);
    assert_true(n > 0);
    assert_string_equal(read_path(reach, path, text), expected);
}

static void what_is_granted_is_read_by_any_name(void **state) {
    const folders *f = *state;
    char path[PATH_MAX];
    assert_reads(f->reach, "in/a.txt", "a");
    assert_reads(f->reach, "./in//deep/../a.txt", "a");
    assert_reads(f->reach, "far/../in/deep/b.txt", "b");
    snprintf(path, sizeof path, "%s/in/deep/b.txt", f->top);
    assert_reads(f->reach, path, "b");
    assert_int_equal(symlink("a.txt", "in/near"), 0);
    assert_int_equal(symlink("../in/deep", "far/back"), 0);
    assert_int_equal(symlink("far/back", "twice"), 0);
    assert_reads(f->reach, "in/near", "a");
    assert_reads(f->reach, "far/back/b.txt", "b");
    assert_reads(f->reach, "twice/b.txt", "b");
    assert_reads(f->reach, "twice/../near", "a"); /* ".." is of where the link leads */
    snprintf(path, sizeof path, "/proc/self/cwd/in/a.txt");
    assert_reads(f->reach, path, "a");
}

static void what_is_not_is_refused_by_any_name(void **state) {
    const folders *f = *state;
    char path[PATH_MAX], far[PATH_MAX];
    snprintf(far, sizeof far, "%s/far", f->top);
    assert_outside(f->reach, "far/secret.txt", far);
    assert_outside(f->reach, "in/../far/secret.txt", far);
    assert_outside(f->reach, "in/deep/../../far/secret.txt", far);
    snprintf(path, sizeof path, "%s/far/secret.txt", f->top);
    assert_outside(f->reach, path, far);
    assert_int_equal(symlink("../far/secret.txt", "in/away"), 0);
    assert_int_equal(symlink("away", "in/twice"), 0);
    assert_int_equal(symlink(path, "in/absolute"), 0);
    assert_int_equal(symlink("../../far", "in/deep/folder"), 0);
    assert_outside(f->reach, "in/away", far);
    assert_outside(f->reach, "in/twice", far);
    assert_outside(f->reach, "in/absolute", far);
    assert_outside(f->reach, "in/deep/folder/secret.txt", far);
    assert_outside(f->reach, "far/none.txt", far); /* not even whether it is there */
    assert_outside(f->reach, "/etc/passwd", "/etc");
    assert_outside(f->reach, "/proc/self/root/etc/passwd", "/etc");
}

static void what_the_system_shows_of_itself_is_refused(void **state) {
    const folders *f = *state;
    static const char *const paths[] = {
        "/dev/zero",       "/dev/stdin",        "/dev/fd/0", "/proc/self/environ",
        "/proc/self/fd/0", "/sys/kernel/notes", "/",         "/.."};
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        ig_error err;
        assert_int_equal(ig_reach_open(f->reach, paths[i], 0, &err), -1);
        assert_int_equal(err.kind, IG_ERROR_SCRIPT);
    }
}

static void paths_without_meaning_are_refused(void **state) {
    const folders *f = *state;
    static char path[3 * PATH_MAX];
    assert_reads(f->reach, "", ": no such file");
    assert_reads(f->reach, "in/none/../a.txt", "in/none/../a.txt: no such file");
    assert_reads(f->reach, "in/a.txt/", "in/a.txt/: no such file");
    assert_reads(f->reach, "in/a.txt/x", "in/a.txt/x: no such file");
    assert_int_equal(symlink("ring", "in/ring"), 0);
    assert_reads(f->reach, "in/ring", "in/ring: cannot be read: too many levels of symbolic links");
    for (size_t i = 0; i + 3 < sizeof path; i += 2) {
        memcpy(path + i, "./", 3);
    }
    ig_error err;
    assert_int_equal(ig_reach_open(f->reach, path, 0, &err), -1);
    assert_int_equal(err.kind, IG_ERROR_NO_INPUT);
    memset(path, 'x', NAME_MAX + 1);
    memcpy(path, "in/", 3);
    path[NAME_MAX + 4] = '\0';
    assert_int_equal(ig_reach_open(f->reach, path, 0, &err), -1);
    assert_int_equal(err.kind, IG_ERROR_NO_INPUT);
}

static void a_granted_file_is_alone(void **state) {
    const folders *f = *state;
    ig_error err;
    char folder[PATH_MAX];
    put("far/other.txt", "other");
    put("far/secret.txt2", "two");
    assert_int_equal(ig_reach_grant(f->reach, "far/secret.txt", &err), 0);
    assert_int_equal(ig_reach_grant(f->reach, "far/none.txt", &err), 0);
    assert_reads(f->reach, "far/secret.txt", "secret");
    snprintf(folder, sizeof folder, "%s/far", f->top);
    assert_outside(f->reach, "far/other.txt", folder);
    assert_outside(f->reach, "far/secret.txt2", folder);
    put("far/none.txt", "made later");
    assert_outside(f->reach, "far/none.txt", folder);
}

static void grants_may_lie_in_each_other(void **state) {
    const folders *f = *state;
    ig_error err;
    assert_int_equal(ig_reach_grant(f->reach, "in/deep/b.txt", &err), 0);
    assert_int_equal(ig_reach_grant(f->reach, f->top, &err), 0);
    assert_reads(f->reach, "in/deep/b.txt", "b");
    assert_reads(f->reach, "far/secret.txt", "secret");
    assert_int_equal(ig_reach_grant(f->reach, "/", &err), 0);
    int fd = ig_reach_open(f->reach, "/", O_DIRECTORY, &err);
    assert_true(fd >= 0);
    assert_int_equal(close(fd), 0);
}

static void without_a_reach_everything_is_read(void **state) {
    char text[IG_ERROR_TEXT];
    assert_string_equal(read_path(NULL, "far/secret.txt", text), "secret");
    assert_string_equal(read_path(NULL, "none", text), "none: no such file");
    assert_int_equal(chmod("far/secret.txt", 0), 0);
    if (geteuid() != 0) {
        assert_string_equal(read_path(NULL, "far/secret.txt", text),
                            "far/secret.txt: cannot be read: permission denied");
    }
}

/* ---- what changes meanwhile ---- */

typedef struct swapper {
    atomic_bool ends;
    unsigned n;
} swapper;

/* Has `in/swapped` be now a folder, now a link to another one. */
static void *swap(void *context) {
    swapper *s = context;
    while (!atomic_load(&s->ends)) {
        assert_int_equal(renameat2(AT_FDCWD, "in/swapped", AT_FDCWD, "in/link", RENAME_EXCHANGE),
                         0);
        s->n++;
    }
    return NULL;
}

static void a_folder_that_becomes_a_link_leads_nowhere(void **state) {
    const folders *f = *state;
    swapper s = {.n = 0};
    pthread_t thread;
    char text[IG_ERROR_TEXT];
    assert_int_equal(mkdir("in/swapped", 0777), 0);
    put("in/swapped/secret.txt", "mine");
    assert_int_equal(symlink("../far", "in/link"), 0);
    assert_int_equal(pthread_create(&thread, NULL, swap, &s), 0);
    size_t mine = 0, refused = 0;
    for (size_t i = 0; i < test_rounds(20000); i++) {
        const char *got = read_path(f->reach, "in/swapped/secret.txt", text);
        assert_string_not_equal(got, "secret");
        mine += strcmp(got, "mine") == 0;
        refused += strstr(got, "not available in sandbox") != NULL;
    }
    atomic_store(&s.ends, true);
    assert_int_equal(pthread_join(thread, NULL), 0);
    assert_true(mine > 0 && s.n > 0);
    assert_true(mine + refused <= test_rounds(20000));
}

/* ---- looking ---- */

static void looking_tells_what_is_there(void **state) {
    const folders *f = *state;
    const ig_reach *reaches[] = {NULL, f->reach};
    ig_facts facts;
    ig_error err;
    assert_int_equal(symlink("a.txt", "in/near"), 0);
    assert_int_equal(symlink("nowhere", "in/lost"), 0);
    assert_int_equal(mkfifo("in/pipe", 0666), 0);
    static const struct {
        const char *path;
        ig_kind_of_file kind;
        bool is_link;
    } cases[] = {{"in/a.txt", IG_FILE, false},      {"in", IG_FOLDER, false},
                 {"in/deep/", IG_FOLDER, false},    {"in/near", IG_FILE, true},
                 {"in/lost", IG_NO_FILE, true},     {"in/none", IG_NO_FILE, false},
                 {"in/a.txt/x", IG_NO_FILE, false}, {"in/pipe", IG_OTHER_FILE, false}};
    for (size_t r = 0; r < 2; r++) {
        for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
            assert_int_equal(ig_reach_look(reaches[r], cases[i].path, &facts, &err), 0);
            assert_int_equal(facts.kind, cases[i].kind);
            assert_int_equal(facts.is_link, cases[i].is_link);
            assert_int_equal(facts.size_bytes, cases[i].kind == IG_FILE ? 1 : facts.size_bytes);
        }
    }
    assert_int_equal(ig_reach_look(f->reach, "far/none", &facts, &err), -1);
    assert_int_equal(err.kind, IG_ERROR_SCRIPT);
}

static int add_name(void *context, const char *name, ig_error *err) {
    char *all = context;
    strcat(all, name);
    strcat(all, " ");
    return 0;
}

static void a_folder_has_what_is_staged_too(void **state) {
    const folders *f = *state;
    ig_error err;
    char all[1024] = "";
    assert_int_equal(ig_reach_grant(f->reach, "out", &err), 0);
    put("stage/new.txt", "new");
    assert_int_equal(ig_reach_names(f->reach, "out", add_name, all, &err), 0);
    assert_string_equal(all, "new.txt old.txt ");
    all[0] = '\0';
    assert_int_equal(ig_reach_names(f->reach, "in/deep", add_name, all, &err), 0);
    assert_string_equal(all, "b.txt ");
    assert_int_equal(ig_reach_names(f->reach, "in/none", add_name, all, &err), -1);
    assert_error(&err, IG_ERROR_NO_INPUT, "in/none: no such file");
    assert_int_equal(ig_reach_names(f->reach, "far", add_name, all, &err), -1);
    assert_int_equal(err.kind, IG_ERROR_SCRIPT);
}

/* ---- writing ---- */

static void what_is_written_goes_into_the_stage(void **state) {
    const folders *f = *state;
    ig_error err;
    assert_int_equal(ig_file_write(f->reach, "out/old.txt", "new", 3, &err), 0);
    assert_int_equal(ig_file_write(f->reach, "out/a/b/c.txt", "c", 1, &err), 0);
    assert_reads(f->reach, "out/old.txt", "new");
    assert_reads(f->reach, "out/a/b/c.txt", "c");
    assert_reads(NULL, "out/old.txt", "old");
    assert_reads(NULL, "stage/old.txt", "new");
    assert_reads(NULL, "stage/a/b/c.txt", "c");
    assert_int_equal(access("out/a", F_OK), -1);
    assert_int_equal(ig_file_write(f->reach, "out/a/b/c.txt", "again", 5, &err), 0);
    assert_reads(f->reach, "out/a/b/c.txt", "again");
    assert_int_equal(ig_reach_remove(f->reach, "out/a/b/c.txt", &err), 0);
    assert_reads(f->reach, "out/a/b/c.txt", "out/a/b/c.txt: no such file");
    assert_int_equal(ig_reach_make_folder(f->reach, "out/x/y", &err), 0);
    assert_int_equal(access("stage/x/y", F_OK), 0);
}

static void assert_no_write(const ig_reach *reach, const char *path, const char *text) {
    ig_error err;
    assert_int_equal(ig_file_write(reach, path, "x", 1, &err), -1);
    assert_error(&err, IG_ERROR_SCRIPT, text);
}

static void nothing_is_written_elsewhere(void **state) {
    const folders *f = *state;
    char text[IG_ERROR_TEXT];
    static const char *const paths[] = {"in/a.txt",   "far/x.txt",      "out/../far/x.txt",
                                        "/tmp/x.txt", "out/away/x.txt", "out/secret",
                                        "stage/x.txt"};
    assert_int_equal(symlink("../far", "out/away"), 0);
    assert_int_equal(symlink("../far/secret.txt", "out/secret"), 0);
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        snprintf(text, sizeof text,
                 "'%s' lies outside the output folder '%s/out': not available in sandbox (--out "
                 "says where outputs go)",
                 paths[i], f->top);
        assert_no_write(f->reach, paths[i], text);
    }
    assert_no_write(f->reach, "out", "out: cannot write: not a regular file");
    assert_no_write(f->reach, "out/old.txt/", "out/old.txt/: cannot write: not a regular file");
    assert_int_equal(mkdir("out/folder", 0777), 0);
    assert_no_write(f->reach, "out/folder", "out/folder: cannot write: not a regular file");
    assert_no_write(f->reach, "out/none/../x",
                    "out/none/../x: cannot write: No such file or directory");
    assert_int_equal(symlink("../far", "stage/in"), 0); /* as nobody but an intruder could */
    assert_no_write(f->reach, "out/in/x.txt", "out/in/x.txt: cannot write: Not a directory");
    assert_reads(NULL, "far/secret.txt", "secret");
    assert_reads(NULL, "far/x.txt", "far/x.txt: no such file");
}

static void without_a_stage_nothing_is_written(void **state) {
    folders *f = *state;
    ig_error err;
    assert_int_equal(ig_reach_output(f->reach, "out", -1, "it is read-only", &err), 0);
    assert_no_write(f->reach, "out/x", "out/x: cannot write: it is read-only");
    assert_int_equal(ig_reach_output(f->reach, "out", -1, NULL, &err), 0);
    assert_no_write(f->reach, "out/x",
                    "out/x: cannot write: there is no output folder: not available in sandbox");
}

static int count(void *context, uint64_t more_bytes, ig_error *err) {
    uint64_t *left = context;
    if (more_bytes > *left) {
        return ig_fail(err, IG_ERROR_LIMIT, "output limit");
    }
    *left -= more_bytes;
    return 0;
}

static void bytes_that_are_written_are_counted(void **state) {
    folders *f = *state;
    ig_error err;
    uint64_t left = 5;
    ig_reach_counter(f->reach, count, &left);
    assert_int_equal(ig_file_write(f->reach, "out/x", "123", 3, &err), 0);
    assert_int_equal(ig_file_write(f->reach, "out/y", "123", 3, &err), -1);
    assert_error(&err, IG_ERROR_LIMIT, "output limit");
    assert_int_equal(access("stage/y", F_OK), -1);
}

static void with_a_wide_one_only_outputs_are_staged(void **state) {
    const folders *f = *state;
    ig_error err;
    ig_place_to_write place;
    assert_true(ig_reach_is_narrow(f->reach));
    ig_reach_widen(f->reach);
    assert_false(ig_reach_is_narrow(f->reach));
    assert_false(ig_reach_is_narrow(NULL));
    int fd = ig_reach_open(f->reach, "far/secret.txt", 0, &err);
    assert_true(fd >= 0);
    assert_int_equal(close(fd), 0);
    fd = ig_reach_open(f->reach, "out/old.txt", 0, &err);
    assert_true(fd >= 0);
    assert_int_equal(close(fd), 0);
    assert_int_equal(ig_reach_write(f->reach, "far/new.txt", &place, &err), 0);
    assert_false(place.is_staged);
    assert_int_equal(close(place.folder_fd), 0);
    assert_int_equal(ig_reach_write(f->reach, "out/new/x.txt", &place, &err), 0);
    assert_true(place.is_staged);
    assert_int_equal(close(place.folder_fd), 0);
    assert_int_equal(access("stage/new", F_OK), 0);
    put("stage/new/x.txt", "new");
    fd = ig_reach_open(f->reach, "out/new/x.txt", 0, &err);
    assert_true(fd >= 0);
    assert_int_equal(close(fd), 0);
    assert_int_equal(ig_reach_make_folder(f->reach, "far/more", &err), 0);
    assert_int_equal(access("far/more", F_OK), 0);
    assert_int_equal(ig_reach_open(f->reach, "far/none.txt", 0, &err), -1);
    assert_int_equal(err.kind, IG_ERROR_NO_INPUT);
}

/* ---- through it ---- */

static void files_are_mapped_and_hashed_within_it(void **state) {
    const folders *f = *state;
    ig_error err;
    uint64_t hash = 0;
    ig_mapping *mapping = ig_mapping_open(f->memory, f->reach, "in/a.txt", &err);
    assert_non_null(mapping);
    ig_mapping_release(mapping);
    assert_null(ig_mapping_open(f->memory, f->reach, "far/secret.txt", &err));
    assert_int_equal(err.kind, IG_ERROR_SCRIPT);
    assert_int_equal(ig_hash_file(f->reach, "in/a.txt", &hash, &err), 0);
    assert_int_equal(ig_hash_file(f->reach, "far/secret.txt", &hash, &err), -1);
    assert_int_equal(err.kind, IG_ERROR_SCRIPT);
}

static int set_up(ig_memory *memory, void *context, ig_error *err) {
    ig_reach *reach = ig_reach_new(memory, err);
    int result = reach == NULL ? -1 : 0;
    if (result == 0) {
        result = ig_reach_grant(reach, "in", err) != 0 ||
                         ig_reach_grant(reach, "far/secret.txt", err) != 0 ||
                         ig_reach_output(reach, "out", -1, "a problem", err) != 0
                     ? -1
                     : 0;
    }
    if (result == 0) {
        int stage = open("stage", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        result = ig_reach_output(reach, "out", stage, NULL, err);
    }
    ig_reach_free(reach);
    return result;
}

static void every_failure_frees(void **state) {
    assert_int_equal(prove_failures_free(set_up, NULL), 7);
}

#define IN_FOLDERS(name) cmocka_unit_test_setup_teardown(name, make, unmake)

int main(void) {
    const struct CMUnitTest tests[] = {
        IN_FOLDERS(what_is_granted_is_read_by_any_name),
        IN_FOLDERS(what_is_not_is_refused_by_any_name),
        IN_FOLDERS(what_the_system_shows_of_itself_is_refused),
        IN_FOLDERS(paths_without_meaning_are_refused),
        IN_FOLDERS(a_granted_file_is_alone),
        IN_FOLDERS(grants_may_lie_in_each_other),
        IN_FOLDERS(without_a_reach_everything_is_read),
        IN_FOLDERS(a_folder_that_becomes_a_link_leads_nowhere),
        IN_FOLDERS(looking_tells_what_is_there),
        IN_FOLDERS(a_folder_has_what_is_staged_too),
        IN_FOLDERS(what_is_written_goes_into_the_stage),
        IN_FOLDERS(nothing_is_written_elsewhere),
        IN_FOLDERS(without_a_stage_nothing_is_written),
        IN_FOLDERS(bytes_that_are_written_are_counted),
        IN_FOLDERS(with_a_wide_one_only_outputs_are_staged),
        IN_FOLDERS(files_are_mapped_and_hashed_within_it),
        IN_FOLDERS(every_failure_frees),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
