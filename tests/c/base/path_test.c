/* Paths lead where realpath says, whatever links there are; below a folder is below its name. */
#define _XOPEN_SOURCE 700 /* realpath, symlink */

#include "base/path.h"

#include <errno.h>
#include <sys/stat.h>

#include "base/folder.h"

static const char *const pieces[] = {"a", "b", "c", "..", ".", "", "ab", "none"};
enum { N_PIECES = sizeof pieces / sizeof *pieces, FOLDERS = 12, MOST = 9 };

/* A path of some pieces, absolute one time in eight. */
static void random_path(char *path, size_t room, uint64_t *seed, const char *top) {
    size_t n = 1 + random_below(seed, MOST);
    int at = snprintf(path, room, "%s", random_below(seed, 8) == 0 ? top : "");
    for (size_t i = 0; i < n; i++) {
        at += snprintf(path + at, room - (size_t)at, "%s%s", at > 0 ? "/" : "",
                       pieces[random_below(seed, N_PIECES)]);
    }
    if (path[0] == '\0') {
        memcpy(path, ".", 2);
    }
}

/* Folders, files and links of random places in the current folder. */
static void make_things(uint64_t *seed, const char *top) {
    char path[512], target[512];
    for (int i = 0; i < FOLDERS; i++) {
        random_path(path, sizeof path, seed, top);
        (void)mkdir(path, 0777);
        random_path(path, sizeof path, seed, top);
        random_path(target, sizeof target, seed, top);
        if (strstr(path, "..") == NULL) {
            (void)!symlink(target, path);
        }
    }
}

static void paths_lead_where_the_system_says(void **state) {
    char top[PATH_MAX / 4], home[PATH_MAX], expected[PATH_MAX], path[512];
    size_t n_there = 0;
    assert_non_null(getcwd(home, sizeof home));
    for (size_t round = 0; round < test_rounds(40); round++) {
        uint64_t seed = round;
        char command[PATH_MAX];
        memcpy(top, "/tmp/ingot-path-XXXXXX", 23);
        assert_non_null(mkdtemp(top));
        assert_int_equal(chdir(top), 0);
        make_things(&seed, top);
        for (int i = 0; i < 200; i++) {
            ig_path found;
            random_path(path, sizeof path, &seed, top);
            bool is_there = realpath(path, expected) != NULL;
            int number = errno;
            int result = ig_path_resolve(path, &found);
            if (is_there) {
                assert_int_equal(result, 0);
                assert_int_equal(found.problem, 0);
                assert_string_equal(found.real[0] == '\0' ? "/" : found.real, expected);
                n_there++;
            } else {
                assert_int_equal(result == 0 ? found.problem : errno, number);
            }
        }
        assert_int_equal(chdir(home), 0);
        snprintf(command, sizeof command, "rm -rf %s", top);
        assert_int_equal(system(command), 0); /* NOLINT(cert-env33-c): the path is our own */
    }
    assert_true(n_there > test_rounds(40) * 20);
}

static void what_is_not_there_keeps_its_names(void **state) {
    ig_path found;
    char expected[PATH_MAX + 16];
    char here[PATH_MAX];
    assert_non_null(getcwd(here, sizeof here));
    assert_int_equal(ig_path_resolve("none/./of//these", &found), 0);
    assert_int_equal(found.problem, ENOENT);
    snprintf(expected, sizeof expected, "%s/none/of/these", here);
    assert_string_equal(found.real, expected);
    assert_int_equal(ig_path_resolve("none/..", &found), -1);
    assert_int_equal(errno, ENOENT);
    assert_int_equal(ig_path_resolve("", &found), -1);
    assert_int_equal(errno, ENOENT);
    assert_int_equal(ig_path_resolve("/", &found), 0);
    assert_string_equal(found.real, "");
}

static void below_is_not_beside(void **state) {
    assert_string_equal(ig_path_below("/a/b/c", "/a/b"), "c");
    assert_string_equal(ig_path_below("/a/b", "/a/b"), "");
    assert_string_equal(ig_path_below("/a", ""), "a");
    assert_string_equal(ig_path_below("", ""), "");
    assert_null(ig_path_below("/a/bc", "/a/b"));
    assert_null(ig_path_below("/a", "/a/b"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(paths_lead_where_the_system_says),
        cmocka_unit_test(what_is_not_there_keeps_its_names),
        cmocka_unit_test(below_is_not_beside),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
