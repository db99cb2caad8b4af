/* Outputs that appear whole or not at all, whatever dies when. */
#define _GNU_SOURCE

#include "base/folder.h"

#include "run/stage.h"
#include "run/tree.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>

static ig_stage *open_stage(void **state) {
    ig_error err;
    ig_stage *stage = ig_stage_open(((world *)*state)->memory, "out", &err);
    assert_non_null(stage);
    return stage;
}

static void put(const ig_stage *stage, const char *path, const char *text) {
    char folder[PATH_MAX];
    const char *name = ig_tree_split(path, folder, sizeof folder);
    int to = ig_tree_folder(ig_stage_fd(stage), folder, true);
    int fd = openat(to, name, O_WRONLY | O_CREAT | O_TRUNC, 0666);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, text, strlen(text)), (int)strlen(text));
    close(fd);
    close(to);
}

static void put_text(const char *path, const char *text) {
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

static void assert_holds(const char *path, const char *text) {
    char bytes[64] = "";
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    (void)fread(bytes, 1, sizeof bytes - 1, file);
    fclose(file);
    assert_string_equal(bytes, text);
}

static bool is_there(const char *path) {
    struct stat status;
    return lstat(path, &status) == 0;
}

static int count_names(const char *folder) {
    int n = -2;
    DIR *stream = opendir(folder);
    assert_non_null(stream);
    while (readdir(stream) != NULL) {
        n++;
    }
    closedir(stream);
    return n;
}

static void clear(void) {
    int fd = open(".", O_RDONLY | O_DIRECTORY);
    ig_tree_clear(fd);
    close(fd);
}

static int close_cleared(void **state) {
    clear();
    return close_world(state);
}

static void a_commit_puts_all_in_place(void **state) {
    ig_error err;
    ig_stage *stage = open_stage(state);
    put(stage, "a.md", "one");
    put(stage, "charts/deep/b.svg", "two");
    assert_false(is_there("out/a.md"));
    assert_int_equal(ig_stage_commit(stage, &err), 0);
    assert_holds("out/a.md", "one");
    assert_holds("out/charts/deep/b.svg", "two");
    put(stage, "a.md", "new"); /* it goes on */
    assert_int_equal(ig_stage_commit(stage, &err), 0);
    assert_holds("out/a.md", "new");
    ig_stage_drop(stage);
    assert_int_equal(count_names("out"), 2);
}

static void what_is_dropped_leaves_nothing(void **state) {
    ig_error err;
    ig_stage *stage = open_stage(state);
    put(stage, "a.md", "one");
    put(stage, "below/a.md", "one");
    ig_stage_drop(stage);
    assert_false(is_there("out")); /* which it had made */
    assert_int_equal(mkdir("out", 0777), 0);
    ig_stage_drop(open_stage(state));
    assert_true(is_there("out"));
    assert_int_equal(rmdir("out"), 0);
    stage = open_stage(state);
    assert_int_equal(ig_stage_commit(stage, &err), 0); /* of nothing */
    ig_stage_drop(stage);
    assert_false(is_there("out"));
}

/* A process that does `run` with a stage, and dies before it can leave. */
static void die_in(void **state, void (*run)(void **state, ig_stage *stage)) {
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        run(state, open_stage(state));
        (void)raise(SIGKILL);
    }
    assert_int_equal(waitpid(child, NULL, 0), child);
}

static void fill(void **state, ig_stage *stage) {
    put(stage, "a.md", "one");
    put(stage, "below/b.md", "two");
}

/* As far as a commit has come when its list stands, and the first file is in its place. */
static void fill_and_decide(void **state, ig_stage *stage) {
    fill(state, stage);
    int folder = openat(ig_stage_fd(stage), "..", O_RDONLY | O_DIRECTORY);
    int list = openat(folder, "commit", O_WRONLY | O_CREAT, 0666);
    (void)!write(list, "a.md\0below/b.md", 16);
    (void)renameat(ig_stage_fd(stage), "a.md", AT_FDCWD, "out/a.md");
}

static void one_that_died_before_the_decision_is_cleared_away(void **state) {
    die_in(state, fill);
    assert_int_equal(count_names("out"), 1);
    ig_stage_drop(open_stage(state));
    assert_int_equal(count_names("out"), 0);
}

static void one_that_died_after_the_decision_is_finished(void **state) {
    die_in(state, fill_and_decide);
    assert_false(is_there("out/below/b.md"));
    ig_stage_drop(open_stage(state));
    assert_holds("out/a.md", "one");
    assert_holds("out/below/b.md", "two");
    assert_int_equal(count_names("out"), 2);
}

/* A stage that came with a stranger's folder, whose list says what it likes. */
static void leave_list(const char *list, size_t size_bytes) {
    assert_int_equal(mkdir("out", 0777), 0);
    assert_int_equal(mkdir("out/.ingot-aaaaaa", 0777), 0);
    assert_int_equal(mkdir("out/.ingot-aaaaaa/files", 0777), 0);
    int fd = open("out/.ingot-aaaaaa/commit", O_WRONLY | O_CREAT, 0666);
    assert_int_equal(write(fd, list, size_bytes), (ssize_t)size_bytes);
    close(fd);
    put_text("out/profile", "theirs");
}

static void assert_list_is_refused(void **state, const char *list, size_t size_bytes) {
    ig_error err;
    leave_list(list, size_bytes);
    assert_null(ig_stage_open(((world *)*state)->memory, "out", &err));
    assert_string_equal(err.text, "out/.ingot-aaaaaa: is not of this program's making: remove it");
    assert_holds("out/profile", "theirs");
    assert_false(is_there("profile"));
    clear();
}

static void a_list_that_leads_out_is_refused(void **state) {
    assert_list_is_refused(state, "../../profile", 14);
    assert_list_is_refused(state, "a/../../../profile", 19);
    assert_list_is_refused(state, "..", 3);
    assert_list_is_refused(state, "./profile", 10);
    assert_list_is_refused(state, "/profile", 9);
    assert_list_is_refused(state, "a.md\0\0b.md", 11);
    assert_list_is_refused(state, "a.md\0profile", 12); /* cut short */
}

static void a_list_that_is_no_file_is_refused(void **state) {
    ig_error err;
    assert_int_equal(mkdir("out", 0777), 0);
    assert_int_equal(mkdir("out/.ingot-aaaaaa", 0777), 0);
    assert_int_equal(mkdir("out/.ingot-aaaaaa/files", 0777), 0);
    assert_int_equal(mkfifo("out/.ingot-aaaaaa/commit", 0666), 0);
    assert_null(ig_stage_open(((world *)*state)->memory, "out", &err)); /* and does not wait */
    assert_string_equal(err.text, "out/.ingot-aaaaaa: is not of this program's making: remove it");
}

static void two_at_once_leave_each_other_alone(void **state) {
    ig_error err;
    ig_stage *one = open_stage(state), *two = open_stage(state);
    put(one, "one.md", "1");
    put(two, "two.md", "2");
    ig_stage_drop(open_stage(state));
    assert_int_equal(ig_stage_commit(two, &err), 0);
    assert_int_equal(ig_stage_commit(one, &err), 0);
    ig_stage_drop(one);
    ig_stage_drop(two);
    assert_holds("out/one.md", "1");
    assert_holds("out/two.md", "2");
}

static void links_in_the_way_lead_nowhere(void **state) {
    ig_error err;
    assert_int_equal(mkdir("elsewhere", 0777), 0);
    write_bytes("target", "old", 3);
    ig_stage *stage = open_stage(state);
    assert_int_equal(symlink("../elsewhere", "out/below"), 0);
    assert_int_equal(symlink("../target", "out/a.md"), 0);
    put(stage, "a.md", "new");
    assert_int_equal(ig_stage_commit(stage, &err), 0);
    assert_holds("out/a.md", "new");
    assert_holds("target", "old");
    put(stage, "first/x.md", "x");
    put(stage, "below/b.md", "two");
    assert_int_equal(ig_stage_commit(stage, &err), -1);
    assert_error(&err, IG_ERROR_SCRIPT, "out/below: is a link, a folder is expected");
    assert_int_equal(count_names("elsewhere"), 0);
    assert_false(is_there("out/first"));
    ig_stage_drop(stage);
}

static void what_is_no_plain_file_is_refused(void **state) {
    ig_error err;
    ig_stage *stage = open_stage(state);
    put(stage, "a.md", "one");
    assert_int_equal(symlinkat("/etc/passwd", ig_stage_fd(stage), "link"), 0);
    assert_int_equal(ig_stage_commit(stage, &err), -1);
    assert_error(&err, IG_ERROR_SCRIPT, "out/link: what is written is no plain file");
    assert_false(is_there("out/a.md"));
    assert_int_equal(unlinkat(ig_stage_fd(stage), "link", 0), 0);
    assert_int_equal(ig_stage_commit(stage, &err), 0);
    assert_int_equal(mkdir("out/c.md", 0777), 0);
    put(stage, "c.md", "one");
    assert_int_equal(ig_stage_commit(stage, &err), -1);
    assert_error(&err, IG_ERROR_SCRIPT, "out/c.md: is no file");
    ig_stage_drop(stage);
}

static void a_full_disk_leaves_all_as_it_was(void **state) {
    ig_error err;
    ig_stage *stage = open_stage(state);
    struct rlimit before, none = {.rlim_cur = 0};
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    none.rlim_max = before.rlim_max;
    put(stage, "new/a.md", "one");
    void (*handler)(int) = signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &none), 0);
    int result = ig_stage_commit(stage, &err);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
    (void)signal(SIGXFSZ, handler);
    assert_int_equal(result, -1);
    assert_error(&err, IG_ERROR_LIMIT, "out: cannot be written: File too large");
    assert_false(is_there("out/new"));
    assert_int_equal(ig_stage_commit(stage, &err), 0);
    ig_stage_drop(stage);
    assert_holds("out/new/a.md", "one");
}

static void a_folder_that_cannot_be_is_named(void **state) {
    ig_error err;
    world *w = *state;
    write_bytes("file", "x", 1);
    assert_null(ig_stage_open(w->memory, "file/out", &err));
    assert_error(&err, IG_ERROR_SCRIPT, "file/out: cannot be made: Not a directory");
    assert_null(ig_stage_open(w->memory, "file", &err));
    assert_error(&err, IG_ERROR_SCRIPT, "file: is a file, a folder for the outputs is expected");
    assert_null(ig_stage_open(w->memory, "/proc/1", &err));
    assert_int_equal(err.kind, IG_ERROR_SCRIPT);
    assert_memory_equal(err.text, "/proc/1: cannot be written: ", 28);
}

static int tell(ig_memory *memory, void *context, ig_error *err) {
    ig_stage *stage = ig_stage_open(memory, "out", err);
    if (stage == NULL) {
        return -1;
    }
    put(stage, "below/a.md", "one");
    int result = ig_stage_commit(stage, err);
    ig_stage_drop(stage);
    return result;
}

static void failures_free(void **state) {
    assert_true(prove_failures_free(tell, NULL) >= 2);
}

#define STAGE_TEST(test) cmocka_unit_test_setup_teardown(test, open_lone_world, close_cleared)

int main(void) {
    const struct CMUnitTest tests[] = {
        STAGE_TEST(a_commit_puts_all_in_place),
        STAGE_TEST(what_is_dropped_leaves_nothing),
        STAGE_TEST(one_that_died_before_the_decision_is_cleared_away),
        STAGE_TEST(one_that_died_after_the_decision_is_finished),
        STAGE_TEST(a_list_that_leads_out_is_refused),
        STAGE_TEST(a_list_that_is_no_file_is_refused),
        STAGE_TEST(two_at_once_leave_each_other_alone),
        STAGE_TEST(links_in_the_way_lead_nowhere),
        STAGE_TEST(what_is_no_plain_file_is_refused),
        STAGE_TEST(a_full_disk_leaves_all_as_it_was),
        STAGE_TEST(a_folder_that_cannot_be_is_named),
        STAGE_TEST(failures_free),
    };
    return cmocka_run_group_tests_name("run/stage", tests, NULL, NULL);
}
