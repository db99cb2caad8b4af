/* What a list lets a process do with files, tried in a process of its own. */
#define _GNU_SOURCE

#include "base/folder.h"

#include "run/landlock.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>

typedef struct rule {
    const char *path;
    ig_landlock_right right;
} rule;

static int open_and_close(const char *path, int flags) {
    int fd = open(path, flags, 0666);
    if (fd < 0) {
        return errno;
    }
    close(fd);
    return 0;
}

static int enforce(const rule *rules, size_t n_rules) {
    ig_landlock list;
    ig_error err;
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 || ig_landlock_open(&list, &err) != 0) {
        return -1;
    }
    for (size_t i = 0; i < n_rules; i++) {
        if (ig_landlock_allow(&list, rules[i].path, rules[i].right, &err) != 0) {
            return -1;
        }
    }
    return ig_landlock_enforce(&list, &err);
}

/* The errno of opening a path so under rules; 0: it is opened. */
static int try_under(const rule *rules, size_t n_rules, const char *path, int flags) {
    int status = 0;
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        _exit(enforce(rules, n_rules) != 0 ? 255 : open_and_close(path, flags));
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    assert_int_not_equal(WEXITSTATUS(status), 255);
    return WEXITSTATUS(status);
}

static bool is_in_the_kernel(void) {
    ig_landlock list;
    ig_error err;
    assert_int_equal(ig_landlock_open(&list, &err), 0);
    if (list.fd >= 0) {
        close(list.fd);
    }
    return list.fd >= 0;
}

static void what_no_rule_gives_is_refused(void **state) {
    static const rule rules[] = {{"read", IG_LANDLOCK_READ},
                                 {"write", IG_LANDLOCK_WRITE},
                                 {"run", IG_LANDLOCK_RUN},
                                 {"put/file", IG_LANDLOCK_PUT},
                                 {"not there", IG_LANDLOCK_READ}};
    static const struct {
        const char *path;
        int flags, expected;
    } cases[] = {
        {"read/file", O_RDONLY, 0},
        {"read/file", O_WRONLY, EACCES},
        {"read/new", O_WRONLY | O_CREAT, EACCES},
        {"read", O_RDONLY | O_DIRECTORY, 0},
        {"write/file", O_RDONLY, 0},
        {"write/file", O_RDWR | O_TRUNC, 0},
        {"write/new", O_WRONLY | O_CREAT, 0},
        {"run/file", O_RDONLY, 0},
        {"run/file", O_WRONLY, EACCES},
        {"put/file", O_WRONLY, 0},
        {"put/new", O_WRONLY | O_CREAT, EACCES},
        {"put", O_RDONLY | O_DIRECTORY, EACCES},
        {"other/file", O_RDONLY, EACCES},
        {"other", O_RDONLY | O_DIRECTORY, EACCES},
        {"read/../other/file", O_RDONLY, EACCES},
        {"read/link", O_RDONLY, EACCES}, /* leads to ../other/file */
    };
    static const char *const folders[] = {"read", "write", "run", "put", "other"};
    if (!is_in_the_kernel()) {
        skip();
    }
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
        char path[32];
        assert_int_equal(mkdir(folders[i], 0777), 0);
        snprintf(path, sizeof path, "%s/file", folders[i]);
        write_bytes(path, "x", 1);
    }
    assert_int_equal(symlink("../other/file", "read/link"), 0);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int got = try_under(rules, sizeof rules / sizeof *rules, cases[i].path, cases[i].flags);
        if (got != cases[i].expected) {
            fail_msg("%s with %o: %s", cases[i].path, (unsigned)cases[i].flags, strerror(got));
        }
    }
}

static void an_empty_list_gives_nothing(void **state) {
    if (!is_in_the_kernel()) {
        skip();
    }
    write_bytes("file", "x", 1);
    assert_int_equal(try_under(NULL, 0, "file", O_RDONLY), EACCES);
}

static void without_landlock_nothing_is_done(void **state) {
    ig_landlock none = {.fd = -1};
    ig_error err;
    assert_int_equal(ig_landlock_allow(&none, ".", IG_LANDLOCK_READ, &err), 0);
    assert_int_equal(ig_landlock_allow_fd(&none, 0, IG_LANDLOCK_WRITE, &err), 0);
    assert_int_equal(ig_landlock_enforce(&none, &err), 0);
    assert_int_equal(open_and_close(".", O_RDONLY), 0);
}

static int remove_and_close(void **state) {
    (void)!system("rm -rf read write run put other");
    return close_world(state);
}

#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, open_lone_world, remove_and_close)

int main(void) {
    const struct CMUnitTest tests[] = {
        IN_FOLDER(what_no_rule_gives_is_refused),
        IN_FOLDER(an_empty_list_gives_nothing),
        cmocka_unit_test(without_landlock_nothing_is_done),
    };
    return cmocka_run_group_tests_name("run/landlock", tests, NULL, NULL);
}
