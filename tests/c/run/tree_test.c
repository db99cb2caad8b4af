/* Folders by their descriptors: what is walked, cleared, opened and made, and that no link is followed. */
#define _GNU_SOURCE

#include "base/folder.h"

#include "run/tree.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>

static int open_here(void) {
    int fd = open(".", O_RDONLY | O_DIRECTORY);
    assert_true(fd >= 0);
    return fd;
}

static int close_cleared(void **state) {
    int fd = open_here();
    ig_tree_clear(fd);
    close(fd);
    return close_world(state);
}

static void touch(const char *path) {
    write_bytes(path, "x", 1);
}

/* Paths in the order they are visited, each with a blank behind. */
static int note(void *context, int folder_fd, const char *name, const char *path,
                const struct stat *status, ig_error *err) {
    char *list = context;
    struct stat again;
    assert_int_equal(fstatat(folder_fd, name, &again, AT_SYMLINK_NOFOLLOW), 0);
    assert_int_equal(again.st_ino, status->st_ino);
    if (strcmp(name, "stop") == 0) {
        return ig_fail(err, IG_ERROR_SCRIPT, "stopped");
    }
    strcat(strcat(list, path), S_ISLNK(status->st_mode) ? "@ " : " ");
    return 0;
}

static void all_below_is_visited_folders_first(void **state) {
    char list[256] = "";
    ig_error err;
    assert_int_equal(mkdir("a", 0777), 0);
    assert_int_equal(mkdir("a/b", 0777), 0);
    touch("a/b/c");
    int fd = open_here();
    assert_int_equal(ig_tree_walk(fd, note, list, &err), 0);
    assert_string_equal(list, "a a/b a/b/c ");
    assert_int_equal(symlink("..", "a/b/up"), 0); /* is visited, and not gone through */
    assert_int_equal(unlink("a/b/c"), 0);
    list[0] = '\0';
    assert_int_equal(ig_tree_walk(fd, note, list, &err), 0);
    assert_string_equal(list, "a a/b a/b/up@ ");
    touch("a/stop");
    assert_int_equal(ig_tree_walk(fd, note, list, &err), -1);
    assert_string_equal(err.text, "stopped");
    close(fd);
}

static void depth_is_bounded(void **state) {
    char path[4 * IG_TREE_DEPTH] = "d", list[8 * IG_TREE_DEPTH * IG_TREE_DEPTH] = "";
    ig_error err;
    int fd = open_here();
    for (int depth = 1; depth <= IG_TREE_DEPTH; depth++) {
        assert_int_equal(mkdir(path, 0777), 0);
        strcat(path, "/d");
    }
    assert_int_equal(ig_tree_walk(fd, note, list, &err), 0);
    assert_int_equal(mkdir(path, 0777), 0);
    list[0] = '\0';
    assert_int_equal(ig_tree_walk(fd, note, list, &err), -1);
    assert_non_null(strstr(err.text, "/d': folders within folders too deep"));
    close(fd);
}

static void clearing_leaves_what_a_link_leads_to(void **state) {
    struct stat status;
    assert_int_equal(mkdir("keep", 0777), 0);
    touch("keep/file");
    assert_int_equal(mkdir("go", 0777), 0);
    assert_int_equal(mkdir("go/below", 0777), 0);
    assert_int_equal(symlink("../../keep", "go/below/link"), 0);
    touch("go/below/file");
    int fd = open("go", O_RDONLY | O_DIRECTORY);
    ig_tree_clear(fd);
    close(fd);
    assert_int_equal(rmdir("go"), 0);
    assert_int_equal(stat("keep/file", &status), 0);
}

static void a_folder_is_opened_or_made(void **state) {
    struct stat one, other;
    int here = open_here();
    int fd = ig_tree_folder(here, "", false);
    assert_true(fd >= 0);
    assert_int_equal(fstat(fd, &one), 0);
    assert_int_equal(fstat(here, &other), 0);
    assert_int_equal(one.st_ino, other.st_ino);
    close(fd);
    assert_int_equal(ig_tree_folder(here, "a/b", false), -1);
    assert_int_equal(errno, ENOENT);
    fd = ig_tree_folder(here, "a/b", true);
    assert_true(fd >= 0);
    close(fd);
    fd = ig_tree_folder(here, "a/b", true); /* which is there */
    assert_true(fd >= 0);
    close(fd);
    close(here);
}

static void what_is_in_the_way_is_refused(void **state) {
    char long_name[300];
    int here = open_here();
    assert_int_equal(symlink("/tmp", "link"), 0);
    touch("file");
    for (int make = 0; make < 2; make++) {
        assert_int_equal(ig_tree_folder(here, "link", make), -1);
        assert_true(errno == ELOOP || errno == ENOTDIR);
        assert_int_equal(ig_tree_folder(here, "link/x", make), -1);
        assert_int_equal(ig_tree_folder(here, "file/x", make), -1);
        assert_int_equal(errno, ENOTDIR);
    }
    memset(long_name, 'n', sizeof long_name - 1);
    long_name[sizeof long_name - 1] = '\0';
    assert_int_equal(ig_tree_folder(here, long_name, true), -1);
    assert_int_equal(errno, ENAMETOOLONG);
    close(here);
}

static void a_path_is_split(void **state) {
    static const char *const cases[][3] = {
        {"a", "", "a"}, {"a/b", "a", "b"}, {"a/b/c.csv", "a/b", "c.csv"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char folder[16] = "?";
        assert_string_equal(ig_tree_split(cases[i][0], folder, sizeof folder), cases[i][2]);
        assert_string_equal(folder, cases[i][1]);
    }
}

#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, open_lone_world, close_cleared)

int main(void) {
    const struct CMUnitTest tests[] = {
        IN_FOLDER(all_below_is_visited_folders_first),   IN_FOLDER(depth_is_bounded),
        IN_FOLDER(clearing_leaves_what_a_link_leads_to), IN_FOLDER(a_folder_is_opened_or_made),
        IN_FOLDER(what_is_in_the_way_is_refused),        cmocka_unit_test(a_path_is_split),
    };
    return cmocka_run_group_tests_name("run/tree", tests, NULL, NULL);
}
