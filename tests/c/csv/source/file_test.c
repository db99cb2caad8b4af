/* Opening says what is wrong with a path; reading says when the file is no longer what it was. */
#include "csv/source/file.h"

#include <sys/stat.h>

#include "csv/world.h"

static void assert_no_open(const char *path, ig_error_kind kind, const char *text) {
    ig_csv_file file;
    ig_error err = {.kind = IG_ERROR_NONE};
    assert_int_equal(ig_csv_file_open(&file, &(ig_context){0}, path, &err), -1);
    assert_error(&err, kind, text);
    assert_int_equal(file.fd, -1);
}

static void what_is_no_file_is_refused(void **state) {
    assert_no_open("none.csv", IG_ERROR_NO_INPUT, "none.csv: no such file");
    write_text("plain.csv", "a\n");
    assert_no_open("plain.csv/x.csv", IG_ERROR_NO_INPUT, "plain.csv/x.csv: no such file");
    assert_no_open(".", IG_ERROR_NO_INPUT, ".: is a directory");
    assert_no_open("/dev/zero", IG_ERROR_NO_INPUT, "/dev/zero: is not a regular file");
}

static void what_is_out_of_reach_is_refused(void **state) {
    const world *w = *state;
    ig_error err;
    ig_csv_file file;
    write_text("near.csv", "a\n");
    write_text("far.csv", "b\n");
    ig_reach *reach = ig_reach_new(w->memory, &err);
    assert_non_null(reach);
    assert_int_equal(ig_reach_grant(reach, "near.csv", &err), 0);
    const ig_context context = {.memory = w->memory, .reach = reach};
    assert_int_equal(ig_csv_file_open(&file, &context, "near.csv", &err), 0);
    ig_csv_file_reset(&file);
    assert_int_equal(ig_csv_file_open(&file, &context, "far.csv", &err), -1);
    assert_int_equal(err.kind, IG_ERROR_SCRIPT);
    assert_memory_equal(err.text, "'far.csv' lies outside the project and data folders: ", 53);
    ig_reach_free(reach);
}

static void a_fifo_does_not_hang(void **state) {
    assert_int_equal(mkfifo("pipe.csv", 0600), 0);
    assert_no_open("pipe.csv", IG_ERROR_NO_INPUT, "pipe.csv: is not a regular file");
}

static void a_loop_of_links_says_so(void **state) {
    assert_int_equal(symlink("loop.csv", "loop.csv"), 0);
    assert_no_open("loop.csv", IG_ERROR_NO_INPUT,
                   "loop.csv: cannot be read: too many levels of symbolic links");
}

static void a_file_without_permission_is_refused(void **state) {
    write_text("secret.csv", "a\n");
    assert_int_equal(chmod("secret.csv", 0), 0);
    if (access("secret.csv", R_OK) == 0) {
        skip(); /* root reads everything */
    }
    assert_no_open("secret.csv", IG_ERROR_NO_INPUT,
                   "secret.csv: cannot be read: permission denied");
}

static void hostile_paths_are_shown_escaped(void **state) {
    assert_no_open("a\n\x1b[2J.csv", IG_ERROR_NO_INPUT, "a\\x0a\\x1b[2J.csv: no such file");
}

static void bytes_are_read_by_place(void **state) {
    ig_csv_file file;
    ig_error err;
    char bytes[8];
    size_t got = 9;
    write_text("a.csv", "0123456789");
    assert_int_equal(ig_csv_file_open(&file, &(ig_context){0}, "a.csv", &err), 0);
    assert_int_equal(file.size_bytes, 10);
    assert_int_equal(ig_csv_file_read(&file, 0, bytes, 4, &got, &err), 0);
    assert_int_equal(got, 4);
    assert_memory_equal(bytes, "0123", 4);
    assert_int_equal(ig_csv_file_read(&file, 7, bytes, 8, &got, &err), 0);
    assert_int_equal(got, 3);
    assert_memory_equal(bytes, "789", 3);
    assert_int_equal(ig_csv_file_read(&file, 10, bytes, 8, &got, &err), 0);
    assert_int_equal(got, 0);
    assert_int_equal(ig_csv_file_read(&file, UINT64_MAX, bytes, 8, &got, &err), 0);
    assert_int_equal(got, 0);
    assert_int_equal(ig_csv_file_same(&file, &err), 0);
    ig_csv_file_reset(&file);
    ig_csv_file_reset(&file);
}

static void a_changed_file_is_noticed(void **state) {
    ig_csv_file file;
    ig_error err;
    char bytes[16];
    size_t got = 0;
    write_text("b.csv", "0123456789");
    assert_int_equal(ig_csv_file_open(&file, &(ig_context){0}, "b.csv", &err), 0);
    /* Longer: what was added is not read, and the file is refused in the end. */
    write_text("b.csv", "0123456789more");
    assert_int_equal(ig_csv_file_read(&file, 0, bytes, sizeof bytes, &got, &err), 0);
    assert_int_equal(got, 10);
    assert_int_equal(ig_csv_file_same(&file, &err), -1);
    assert_error(&err, IG_ERROR_DATA, "b.csv: the file changed while it was read");
    /* Shorter: an error at once, and no signal. */
    assert_int_equal(truncate("b.csv", 3), 0);
    assert_int_equal(ig_csv_file_read(&file, 0, bytes, sizeof bytes, &got, &err), -1);
    assert_error(&err, IG_ERROR_DATA, "b.csv: the file changed while it was read");
    ig_csv_file_reset(&file);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_out_of_reach_is_refused),
        cmocka_unit_test(what_is_no_file_is_refused),
        cmocka_unit_test(a_fifo_does_not_hang),
        cmocka_unit_test(a_loop_of_links_says_so),
        cmocka_unit_test(a_file_without_permission_is_refused),
        cmocka_unit_test(hostile_paths_are_shown_escaped),
        cmocka_unit_test(bytes_are_read_by_place),
        cmocka_unit_test(a_changed_file_is_noticed),
    };
    return cmocka_run_group_tests(tests, open_world, close_world);
}
