/* A file is written whole or not at all, and nothing stays beside it. */
#define _XOPEN_SOURCE 700 /* mkdtemp, symlink, setrlimit */

#include "base/file.h"

#include <dirent.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/harness.h"

typedef struct folder {
    char path[64];
    char file[96];
} folder;

static int make_folder(void **state) {
    folder *self = malloc(sizeof *self);
    assert_non_null(self);
    strcpy(self->path, "/tmp/ingot-file-XXXXXX");
    assert_non_null(mkdtemp(self->path));
    snprintf(self->file, sizeof self->file, "%s/out.txt", self->path);
    *state = self;
    return 0;
}

static int count_entries(const char *path) {
    int n = 0;
    DIR *directory = opendir(path);
    assert_non_null(directory);
    for (struct dirent *entry = readdir(directory); entry != NULL; entry = readdir(directory)) {
        n += strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
    }
    closedir(directory);
    return n;
}

static int remove_folder(void **state) {
    folder *self = *state;
    char command[128];
    snprintf(command, sizeof command, "rm -rf %s", self->path);
    int result = system(command); /* NOLINT(cert-env33-c): the path is our own */
    free(self);
    return result;
}

static void assert_holds(const char *path, const char *text) {
    char bytes[64] = {0};
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    size_t n = fread(bytes, 1, sizeof bytes - 1, file);
    fclose(file);
    assert_int_equal(n, strlen(text));
    assert_string_equal(bytes, text);
}

static void a_new_file_holds_the_bytes_and_stands_alone(void **state) {
    const folder *self = *state;
    ig_error err;
    assert_int_equal(ig_file_write(NULL, self->file, "one", 3, &err), 0);
    assert_holds(self->file, "one");
    assert_int_equal(count_entries(self->path), 1);
}

static void an_old_file_is_replaced_also_by_nothing(void **state) {
    const folder *self = *state;
    ig_error err;
    assert_int_equal(ig_file_write(NULL, self->file, "the first text", 14, &err), 0);
    assert_int_equal(ig_file_write(NULL, self->file, "two", 3, &err), 0);
    assert_holds(self->file, "two");
    assert_int_equal(ig_file_write(NULL, self->file, NULL, 0, &err), 0);
    assert_holds(self->file, "");
    assert_int_equal(count_entries(self->path), 1);
}

static void a_bare_name_is_written_in_the_current_folder(void **state) {
    const folder *self = *state;
    char before[512];
    ig_error err;
    assert_non_null(getcwd(before, sizeof before));
    assert_int_equal(chdir(self->path), 0);
    int written = ig_file_write(NULL, "out.txt", "here", 4, &err);
    assert_int_equal(chdir(before), 0);
    assert_int_equal(written, 0);
    assert_holds(self->file, "here");
}

static void a_link_is_followed_and_stays(void **state) {
    const folder *self = *state;
    char link[96];
    struct stat status;
    ig_error err;
    snprintf(link, sizeof link, "%s/link", self->path);
    assert_int_equal(ig_file_write(NULL, self->file, "old", 3, &err), 0);
    assert_int_equal(symlink(self->file, link), 0);
    assert_int_equal(ig_file_write(NULL, link, "new", 3, &err), 0);
    assert_holds(self->file, "new");
    assert_int_equal(lstat(link, &status), 0);
    assert_true(S_ISLNK(status.st_mode));
}

static void what_is_no_regular_file_is_refused(void **state) {
    const folder *self = *state;
    char message[160];
    ig_error err;
    assert_int_equal(ig_file_write(NULL, "/dev/null", "x", 1, &err), -1);
    assert_int_equal(err.kind, IG_ERROR_SCRIPT);
    assert_string_equal(err.text, "/dev/null: cannot write: not a regular file");
    assert_int_equal(ig_file_write(NULL, self->path, "x", 1, &err), -1);
    snprintf(message, sizeof message, "%s: cannot write: not a regular file", self->path);
    assert_string_equal(err.text, message);
}

static void a_missing_folder_is_told(void **state) {
    const folder *self = *state;
    char path[96];
    char message[160];
    ig_error err;
    snprintf(path, sizeof path, "%s/none/out.txt", self->path);
    assert_int_equal(ig_file_write(NULL, path, "x", 1, &err), -1);
    snprintf(message, sizeof message, "%s: cannot write: No such file or directory", path);
    assert_int_equal(err.kind, IG_ERROR_SCRIPT);
    assert_string_equal(err.text, message);
}

static void a_name_of_any_legal_length_is_written(void **state) {
    const folder *self = *state;
    char path[512] = {0};
    ig_error err;
    snprintf(path, sizeof path, "%s/", self->path);
    memset(path + strlen(path), 'x', 255);
    assert_int_equal(ig_file_write(NULL, path, "x", 1, &err), 0);
    assert_holds(path, "x");
    path[strlen(path)] = 'x';
    assert_int_equal(ig_file_write(NULL, path, "x", 1, &err), -1);
    assert_non_null(strstr(err.text, ": cannot write: File name too long"));
    assert_int_equal(count_entries(self->path), 1);
}

static void a_path_of_any_length_is_refused_in_order(void **state) {
    char path[8192] = {0};
    ig_error err;
    memset(path, 'x', sizeof path - 1);
    assert_int_equal(ig_file_write(NULL, path, "x", 1, &err), -1);
    assert_int_equal(err.kind, IG_ERROR_SCRIPT);
    assert_int_equal(strlen(err.text), IG_ERROR_TEXT - 1);
}

/* A limit on the size of files stands for a full disk. */
static void a_file_that_does_not_fit_leaves_the_old_one_alone(void **state) {
    const folder *self = *state;
    struct rlimit before;
    char big[8192] = {0};
    char message[160];
    ig_error err;
    assert_int_equal(ig_file_write(NULL, self->file, "old", 3, &err), 0);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    void (*handler)(int) = signal(SIGXFSZ, SIG_IGN);
    struct rlimit small = {.rlim_cur = 4096, .rlim_max = before.rlim_max};
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
    int written = ig_file_write(NULL, self->file, big, sizeof big, &err);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
    signal(SIGXFSZ, handler);
    assert_int_equal(written, -1);
    snprintf(message, sizeof message, "%s: cannot write: File too large", self->file);
    assert_int_equal(err.kind, IG_ERROR_LIMIT);
    assert_string_equal(err.text, message);
    assert_holds(self->file, "old");
    assert_int_equal(count_entries(self->path), 1);
}

#define IN_A_FOLDER(test) cmocka_unit_test_setup_teardown(test, make_folder, remove_folder)

int main(void) {
    const struct CMUnitTest tests[] = {
        IN_A_FOLDER(a_new_file_holds_the_bytes_and_stands_alone),
        IN_A_FOLDER(an_old_file_is_replaced_also_by_nothing),
        IN_A_FOLDER(a_bare_name_is_written_in_the_current_folder),
        IN_A_FOLDER(a_link_is_followed_and_stays),
        IN_A_FOLDER(what_is_no_regular_file_is_refused),
        IN_A_FOLDER(a_missing_folder_is_told),
        IN_A_FOLDER(a_name_of_any_legal_length_is_written),
        IN_A_FOLDER(a_path_of_any_length_is_refused_in_order),
        IN_A_FOLDER(a_file_that_does_not_fit_leaves_the_old_one_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
