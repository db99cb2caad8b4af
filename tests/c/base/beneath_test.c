/* Below a folder is what no link leads to: with the system's help and without, the same. */
#define _GNU_SOURCE /* O_PATH */

#include "base/beneath.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>

#include "base/folder.h"

typedef int (*way)(int folder_fd, const char *path, int flags, mode_t mode);

static const way ways[] = {ig_open_beneath, ig_open_by_steps};
enum { N_WAYS = sizeof ways / sizeof *ways };

/* in/deep/b.txt, in/a.txt; far; links in/folder → ../far, in/near → a.txt */
static int open_in(void) {
    assert_int_equal(mkdir("in", 0777), 0);
    assert_int_equal(mkdir("in/deep", 0777), 0);
    assert_int_equal(mkdir("far", 0777), 0);
    write_bytes("in/a.txt", "a", 1);
    write_bytes("in/deep/b.txt", "b", 1);
    assert_int_equal(symlink("../far", "in/folder"), 0);
    assert_int_equal(symlink("a.txt", "in/near"), 0);
    int fd = open("in", O_PATH | O_DIRECTORY | O_CLOEXEC);
    assert_true(fd >= 0);
    return fd;
}

static void clear_in(int fd) {
    static const char *const names[] = {"in/a.txt",  "in/deep/b.txt", "in/deep",
                                        "in/folder", "in/near",       "in/new.txt",
                                        "in/x/y",    "in/x",          "in"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        (void)remove(names[i]);
    }
    assert_int_equal(close(fd), 0);
}

static void what_lies_below_is_opened(void **state) {
    int in = open_in();
    static const char *const paths[] = {"", "a.txt", "deep", "deep/b.txt"};
    for (size_t w = 0; w < N_WAYS; w++) {
        for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
            int fd = ways[w](in, paths[i], O_RDONLY, 0);
            assert_true(fd >= 0);
            assert_int_equal(fcntl(fd, F_GETFD) & FD_CLOEXEC, FD_CLOEXEC);
            assert_int_equal(close(fd), 0);
        }
        int fd = ways[w](in, "new.txt", O_WRONLY | O_CREAT | O_EXCL, 0666);
        assert_true(fd >= 0);
        assert_int_equal(close(fd), 0);
        assert_int_equal(remove("in/new.txt"), 0);
    }
    clear_in(in);
}

static void no_link_is_followed(void **state) {
    int in = open_in();
    static const struct {
        const char *path;
        int number[N_WAYS];
    } cases[] = {
        {"folder", {ELOOP, ELOOP}},         {"near", {ELOOP, ELOOP}},
        {"folder/x", {ELOOP, ENOTDIR}},     {"../far", {EXDEV, EXDEV}},
        {"deep/../../far", {EXDEV, EXDEV}}, {"none", {ENOENT, ENOENT}},
        {"a.txt/x", {ENOTDIR, ENOTDIR}},
    };
    for (size_t w = 0; w < N_WAYS; w++) {
        for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
            assert_int_equal(ways[w](in, cases[i].path, O_RDONLY, 0), -1);
            assert_int_equal(errno, cases[i].number[w]);
            assert_int_equal(ways[w](in, cases[i].path, O_PATH, 0), -1);
            assert_int_equal(errno, cases[i].number[w]);
        }
    }
    clear_in(in);
}

static void folders_are_made_on_the_way(void **state) {
    int in = open_in();
    for (int round = 0; round < 2; round++) {
        int fd = ig_make_beneath(in, "x/y");
        assert_true(fd >= 0);
        assert_int_equal(close(fd), 0);
    }
    assert_int_equal(access("in/x/y", F_OK), 0);
    assert_int_equal(ig_make_beneath(in, "folder/y"), -1);
    assert_int_equal(ig_make_beneath(in, "a.txt"), -1);
    assert_int_equal(ig_make_beneath(in, "../far/y"), -1);
    assert_int_equal(access("far/y", F_OK), -1);
    clear_in(in);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_lies_below_is_opened, open_world, close_world),
        cmocka_unit_test_setup_teardown(no_link_is_followed, open_world, close_world),
        cmocka_unit_test_setup_teardown(folders_are_made_on_the_way, open_world, close_world),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
