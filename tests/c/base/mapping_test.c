/* A file is seen as memory until the last reference goes, and a change of it is noticed. */
#define _XOPEN_SOURCE 700 /* mkstemp, truncate */

#include "base/mapping.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/harness.h"

static const char TEXT[] = "seen as memory";

static int make_file(void **state) {
    char *path = strdup("/tmp/ingot-mapping-XXXXXX");
    assert_non_null(path);
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, TEXT, strlen(TEXT)), strlen(TEXT));
    assert_int_equal(close(fd), 0);
    *state = path;
    return 0;
}

static int remove_file(void **state) {
    unlink(*state);
    free(*state);
    return 0;
}

static void the_bytes_are_there_until_the_last_reference_goes(void **state) {
    const char *path = *state;
    ig_error err;
    ig_memory *memory = ig_memory_new();
    ig_mapping *mapping = ig_mapping_open(memory, NULL, path, &err);
    assert_non_null(mapping);
    assert_ptr_equal(ig_mapping_retain(mapping), mapping);
    ig_mapping_release(mapping);
    assert_int_equal(unlink(path), 0); /* a file without a name is still a file */
    assert_int_equal(ig_mapping_size(mapping), strlen(TEXT));
    assert_memory_equal(ig_mapping_bytes(mapping), TEXT, strlen(TEXT));
    assert_string_equal(ig_mapping_path(mapping), path);
    assert_int_equal(ig_mapping_check(mapping, &err), 0);
    ig_mapping_release(mapping);
    ig_mapping_release(NULL);
    assert_int_equal(ig_memory_read(memory).live_blocks, 0);
    ig_memory_free(memory);
}

static void a_change_is_noticed(void **state) {
    const char *path = *state;
    char message[128];
    ig_error err;
    ig_memory *memory = ig_memory_new();
    ig_mapping *mapping = ig_mapping_open(memory, NULL, path, &err);
    assert_non_null(mapping);
    assert_int_equal(truncate(path, 3), 0);
    assert_int_equal(ig_mapping_check(mapping, &err), -1);
    snprintf(message, sizeof message, "%s: was changed while it was open", path);
    assert_error(&err, IG_ERROR_DATA, message);
    ig_mapping_release(mapping);
    ig_memory_free(memory);
}

static void an_empty_file_has_no_memory(void **state) {
    const char *path = *state;
    ig_error err;
    ig_memory *memory = ig_memory_new();
    assert_int_equal(truncate(path, 0), 0);
    ig_mapping *mapping = ig_mapping_open(memory, NULL, path, &err);
    assert_non_null(mapping);
    assert_int_equal(ig_mapping_size(mapping), 0);
    assert_null(ig_mapping_bytes(mapping));
    ig_mapping_release(mapping);
    ig_memory_free(memory);
}

static void what_cannot_be_mapped_is_told(void **state) {
    ig_error err;
    ig_memory *memory = ig_memory_new();
    assert_null(ig_mapping_open(memory, NULL, "/none/file", &err));
    assert_error(&err, IG_ERROR_NO_INPUT,
                 "/none/file: cannot be opened: No such file or directory");
    assert_null(ig_mapping_open(memory, NULL, "/tmp", &err));
    assert_error(&err, IG_ERROR_NO_INPUT, "/tmp: not a regular file");
    assert_null(ig_mapping_open(memory, NULL, "/dev/null", &err));
    assert_error(&err, IG_ERROR_NO_INPUT, "/dev/null: not a regular file");
    assert_int_equal(ig_memory_read(memory).live_blocks, 0);
    ig_memory_free(memory);
}

static int open_and_release(ig_memory *memory, void *context, ig_error *err) {
    ig_mapping *mapping = ig_mapping_open(memory, NULL, context, err);
    ig_mapping_release(mapping);
    return mapping == NULL ? -1 : 0;
}

static void failing_allocations_leave_nothing(void **state) {
    assert_int_equal(prove_failures_free(open_and_release, *state), 2);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_bytes_are_there_until_the_last_reference_goes,
                                        make_file, remove_file),
        cmocka_unit_test_setup_teardown(a_change_is_noticed, make_file, remove_file),
        cmocka_unit_test_setup_teardown(an_empty_file_has_no_memory, make_file, remove_file),
        cmocka_unit_test_setup_teardown(what_cannot_be_mapped_is_told, make_file, remove_file),
        cmocka_unit_test_setup_teardown(failing_allocations_leave_nothing, make_file, remove_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
