/* A snapshot is the table it was made of, or an error: whatever happens to its bytes. */
#define _GNU_SOURCE /* memfd_create */

#include "store/format.h"
#include "store/world.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

/* Opens and checks everything; the table, or NULL with `err` filled. */
static ig_table *open_whole(const world *w, const char *path, ig_error *err) {
    ig_snapshot snapshot;
    if (ig_snapshot_open(&w->context, path, &snapshot, err) != 0) {
        ig_snapshot_reset(&snapshot);
        return NULL;
    }
    ig_table *table = ig_table_retain(snapshot.table);
    ig_snapshot_reset(&snapshot);
    if (ig_snapshot_verify(&w->context, table, ignore_checked, NULL, err) != 0) {
        ig_table_release(table);
        return NULL;
    }
    return table;
}

static void assert_same(const world *w, ig_table *a, ig_table *b) {
    ig_buffer one, two;
    const char *text = print_table(w->memory, a, &one);
    assert_string_equal(print_table(w->memory, b, &two), text);
    ig_buffer_reset(&one);
    ig_buffer_reset(&two);
}

static void tables_of_any_size_come_back(void **state) {
    const world *w = *state;
    static const size_t sizes[] = {0, 1, 63, 64, 65, 1000, 16384, 16385, 40000};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        ig_error err = {.kind = IG_ERROR_NONE};
        uint64_t seed = i;
        ig_table *table = attached_table(w->memory, 12, sizes[i], &seed, &err);
        assert_non_null(table);
        assert_int_equal(ig_snapshot_write(&w->context, table, "{}", "t.arrow", &err), 0);
        ig_table *back = open_whole(w, "t.arrow", &err);
        assert_string_equal(back == NULL ? err.text : "", "");
        assert_same(w, table, back);
        ig_table_release(back);
        ig_table_release(table);
    }
}

/* Memory that nobody changes, with the bytes of a table's snapshot. */
static void *seal_table(const world *w, const ig_table *table, size_t *size_bytes, ig_error *err) {
    int fd = memfd_create("t", MFD_CLOEXEC);
    assert_true(fd >= 0);
    assert_int_equal(ig_snapshot_write_fd(&w->context, table, "about", fd, "input 't'", err), 0);
    *size_bytes = (size_t)lseek(fd, 0, SEEK_END);
    void *bytes = mmap(NULL, *size_bytes, PROT_READ, MAP_PRIVATE, fd, 0);
    assert_ptr_not_equal(bytes, MAP_FAILED);
    assert_int_equal(close(fd), 0);
    return bytes;
}

static void sealed_memory_is_a_table_that_costs_nothing(void **state) {
    const world *w = *state;
    ig_error err;
    uint64_t seed = 7;
    ig_snapshot snapshot;
    ig_table *table = attached_table(w->memory, 12, 40000, &seed, &err);
    assert_non_null(table);
    size_t size = 0;
    void *bytes = seal_table(w, table, &size, &err);
    size_t before = ig_memory_read(w->memory).live_bytes;
    assert_int_equal(
        ig_snapshot_open_memory(&w->context, bytes, size, "input 't'", &snapshot, &err), 0);
    assert_true(ig_memory_read(w->memory).live_bytes - before < size / 4);
    assert_string_equal(snapshot.about, "about");
    assert_int_equal(ig_snapshot_verify(&w->context, snapshot.table, ignore_checked, NULL, &err),
                     0);
    assert_same(w, table, snapshot.table);
    ig_snapshot_reset(&snapshot);
    ig_table_release(table);
    assert_int_equal(munmap(bytes, size), 0);
}

static void a_mapped_file_counts_against_the_limit(void **state) {
    const world *w = *state;
    ig_error err;
    uint64_t seed = 7;
    ig_snapshot snapshot;
    ig_table *table = attached_table(w->memory, 12, 40000, &seed, &err);
    assert_non_null(table);
    assert_int_equal(ig_snapshot_write(&w->context, table, NULL, "t.arrow", &err), 0);
    ig_table_release(table);
    size_t before = ig_memory_read(w->memory).live_bytes;
    ig_memory_limit(w->memory, before + 4096);
    assert_int_equal(ig_snapshot_open(&w->context, "t.arrow", &snapshot, &err), -1);
    ig_memory_limit(w->memory, 0);
    assert_int_equal(err.kind, IG_ERROR_LIMIT);
    assert_memory_equal(err.text, "t.arrow: memory limit: ", 23);
    assert_int_equal(ig_memory_read(w->memory).live_bytes, before);
}

static bool holds(const uint8_t *bytes, size_t n, const void *needle, size_t size) {
    size_t at = 0;
    while (at + size <= n && memcmp(bytes + at, needle, size) != 0) {
        at++;
    }
    return at + size <= n;
}

/* Snapshots told of three tables before they told how files were read: such files are still read, and
   one that has nothing to tell of that is still written so. */
static void what_rides_along_is_told_as_before_where_it_can_be(void **state) {
    const world *w = *state;
    static const char three[] = {6 * IG_WORD_TEXT, 0, 0, 0, '0'};
    static const char four[] = {(char)(8 * IG_WORD_TEXT), 0, 0, 0, '0'};
    for (size_t n_rows = 20; n_rows <= 21; n_rows++) {
        ig_error err;
        uint64_t seed = 6;
        size_t n = 0;
        ig_table *table = attached_table(w->memory, 12, n_rows, &seed, &err);
        assert_int_equal(ig_snapshot_write(&w->context, table, NULL, "t.arrow", &err), 0);
        uint8_t *bytes = read_whole("t.arrow", &n);
        assert_true(
            holds(bytes, n, three, sizeof three)); /* what rides along has nothing that does */
        assert_int_equal(holds(bytes, n, four, sizeof four), table->detected != NULL);
        free(bytes);
        ig_table_release(table);
    }
}

static void one_read_from_a_snapshot_can_be_written_again(void **state) {
    const world *w = *state;
    ig_error err;
    uint64_t seed = 5;
    size_t n_first = 0, n_second = 0;
    ig_table *table = attached_table(w->memory, 12, 20000, &seed, &err);
    assert_int_equal(ig_snapshot_write(&w->context, table, "about", "t.arrow", &err), 0);
    uint8_t *first = read_whole("t.arrow", &n_first);
    ig_snapshot snapshot;
    assert_int_equal(ig_snapshot_open(&w->context, "t.arrow", &snapshot, &err), 0);
    assert_string_equal(snapshot.about, "about");
    assert_int_equal(ig_snapshot_write(&w->context, snapshot.table, "about", "t.arrow", &err), 0);
    uint8_t *second = read_whole("t.arrow", &n_second);
    assert_int_equal(n_first, n_second);
    assert_memory_equal(first, second, n_first);
    assert_int_equal(ig_snapshot_verify(&w->context, snapshot.table, ignore_checked, NULL, &err),
                     0); /* the old file is still mapped */
    assert_same(w, table, snapshot.table);
    ig_snapshot_reset(&snapshot);
    ig_table_release(table);
    free(first);
    free(second);
}

/* Opens changed bytes: an error of the data, or the table that was written. Returns whether it was an
   error. */
static bool survives(const world *w, ig_table *table, const uint8_t *bytes, size_t size_bytes) {
    ig_error err = {.kind = IG_ERROR_NONE};
    write_anew("changed.arrow", bytes, size_bytes);
    ig_table *back = open_whole(w, "changed.arrow", &err);
    if (back == NULL) {
        assert_int_equal(err.kind, IG_ERROR_DATA);
        return true;
    }
    assert_same(w, table, back);
    ig_table_release(back);
    return false;
}

static void any_changed_byte_is_an_error_or_nothing(void **state) {
    const world *w = *state;
    ig_error err;
    uint64_t seed = 11;
    size_t n = 0, n_errors = 0;
    ig_table *table = attached_table(w->memory, 12, 21, &seed, &err);
    assert_int_equal(ig_snapshot_write(&w->context, table, "{}", "t.arrow", &err), 0);
    uint8_t *bytes = read_whole("t.arrow", &n);
    for (size_t i = 0; i < n; i++) {
        uint8_t was = bytes[i];
        bytes[i] ^= (uint8_t)(1u << (i % 8));
        n_errors += survives(w, table, bytes, n);
        bytes[i] = (uint8_t)~was;
        n_errors += survives(w, table, bytes, n);
        bytes[i] = was;
    }
    assert_true(n_errors > n); /* most bytes matter */
    free(bytes);
    ig_table_release(table);
}

static void a_file_cut_short_anywhere_is_an_error(void **state) {
    const world *w = *state;
    ig_error err;
    uint64_t seed = 12;
    size_t n = 0;
    ig_table *table = attached_table(w->memory, 12, 21, &seed, &err);
    assert_int_equal(ig_snapshot_write(&w->context, table, NULL, "t.arrow", &err), 0);
    uint8_t *bytes = read_whole("t.arrow", &n);
    for (size_t cut = 0; cut < n; cut++) {
        assert_true(survives(w, table, bytes, cut));
    }
    free(bytes);
    ig_table_release(table);
}

static void many_changes_at_once_are_survived(void **state) {
    const world *w = *state;
    ig_error err;
    uint64_t seed = 13;
    size_t n = 0;
    ig_table *table = attached_table(w->memory, 12, 20, &seed, &err);
    assert_int_equal(ig_snapshot_write(&w->context, table, "{}", "t.arrow", &err), 0);
    uint8_t *bytes = read_whole("t.arrow", &n);
    uint8_t *changed = malloc(n);
    assert_non_null(changed);
    for (size_t round = test_rounds(3000); round > 0; round--) {
        memcpy(changed, bytes, n);
        for (size_t k = 1 + random_below(&seed, 8); k > 0; k--) {
            changed[random_below(&seed, n)] = (uint8_t)random_next(&seed);
        }
        survives(w, table, changed, n);
    }
    free(changed);
    free(bytes);
    ig_table_release(table);
}

/* ---- damage is named ---- */

static ig_table *numbered(ig_memory *memory, size_t n_rows) {
    ig_error err;
    ig_builder *numbers = ig_builder_new(memory, IG_DECIMAL, 0, n_rows, &err);
    ig_builder *texts = ig_builder_new(memory, IG_TEXT, 0, n_rows, &err);
    for (size_t i = 0; i < n_rows; i++) {
        char text[16];
        int length = snprintf(text, sizeof text, "partner %d", (int)(i % 100));
        assert_int_equal(ig_builder_int(numbers, (int64_t)i + 1000, &err), 0);
        assert_int_equal(i == 40 ? ig_builder_missing(texts, IG_SUPPRESSED, &err)
                                 : ig_builder_text(texts, text, (size_t)length, &err),
                         0);
    }
    ig_table *table = ig_table_new(memory, n_rows, &err);
    assert_int_equal(ig_table_add(table, "qty", ig_builder_finish(numbers, &err), &err), 0);
    assert_int_equal(ig_table_add(table, "partner", ig_builder_finish(texts, &err), &err), 0);
    return table;
}

/* Writes the file with one byte changed where `needle` is found, `past` bytes on. */
static void damage(const uint8_t *bytes, size_t n, const void *needle, size_t size, size_t past) {
    size_t at = 0;
    while (at + size <= n && memcmp(bytes + at, needle, size) != 0) {
        at++;
    }
    assert_true(at + size <= n);
    uint8_t *copy = malloc(n);
    assert_non_null(copy);
    memcpy(copy, bytes, n);
    copy[at + past] ^= 0x40;
    write_anew("t.arrow", copy, n);
    free(copy);
}

static void assert_damage(const world *w, const char *message) {
    ig_error err = {.text = ""};
    assert_null(open_whole(w, "t.arrow", &err));
    assert_error(&err, IG_ERROR_DATA, message);
}

static void damage_is_named_by_column_buffer_and_block(void **state) {
    const world *w = *state;
    ig_error err;
    size_t n = 0;
    ig_table *table = numbered(w->memory, 20000);
    assert_int_equal(ig_snapshot_write(&w->context, table, NULL, "t.arrow", &err), 0);
    uint8_t *bytes = read_whole("t.arrow", &n);
    const int16_t narrow[] = {18000, 18001};
    damage(bytes, n, narrow, sizeof narrow, 0);
    assert_damage(w, "t.arrow: damaged: column 'qty': values, block 2 of 2 (rows 16385 to 20000): "
                     "wrong checksum");
    const uint8_t codes[] = {97, 98, 0, 1};
    damage(bytes, n, codes, sizeof codes, 1);
    assert_damage(w, "t.arrow: damaged: column 'partner': values, block 1 of 2 (rows 1 to 16384): "
                     "wrong checksum");
    damage(bytes, n, "partner 50", 10, 9);
    assert_damage(w, "t.arrow: damaged: column 'partner': texts of the dictionary: wrong checksum");
    const uint32_t starts[] = {0, 9, 18, 27};
    damage(bytes, n, starts, sizeof starts, 4);
    assert_damage(w,
                  "t.arrow: damaged: column 'partner': offsets of the dictionary: wrong checksum");
    const uint64_t bits[] = {~(UINT64_C(1) << 40), UINT64_MAX};
    damage(bytes, n, bits, sizeof bits, 12);
    assert_damage(w, "t.arrow: damaged: column 'partner': validity, block 1 of 2 (rows 1 to "
                     "16384): wrong checksum");
    const uint8_t reasons[] = {0, 0, IG_SUPPRESSED, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
    damage(bytes, n, reasons, sizeof reasons, 2);
    assert_damage(w, "t.arrow: damaged: column 'partner': reasons, block 1 of 2 (rows 1 to "
                     "16384): wrong checksum");
    damage(bytes, n, "ingot.attached", 14, 3);
    assert_damage(w, "t.arrow: damaged: metadata: wrong checksum");
    damage(bytes, n, "ingot.type", 10, 3);
    assert_damage(w, "t.arrow: damaged: messages: wrong checksum");
    write_anew("t.arrow", bytes, n - 1);
    assert_damage(w, "t.arrow: damaged: its end is missing");
    write_anew("t.arrow", "PK\3\4 and more", 13);
    assert_damage(w, "t.arrow: not an Arrow file");
    free(bytes);
    ig_table_release(table);
}

static void rows_are_checked_when_touched_and_not_before(void **state) {
    const world *w = *state;
    ig_error err;
    size_t n = 0;
    ig_table *table = numbered(w->memory, 40000);
    assert_int_equal(ig_snapshot_write(&w->context, table, NULL, "t.arrow", &err), 0);
    ig_table_release(table);
    uint8_t *bytes = read_whole("t.arrow", &n);
    const int32_t second = 20000 + 1000;
    const int32_t numbers[] = {second, second + 1};
    damage(bytes, n, numbers, sizeof numbers, 0);
    free(bytes);
    ig_snapshot snapshot;
    assert_int_equal(ig_snapshot_open(&w->context, "t.arrow", &snapshot, &err), 0);
    const ig_column *qty = snapshot.table->fields[0].column;
    const uint32_t good[] = {5, 39999}, bad[] = {5, 16384, 39999};
    assert_int_equal(ig_column_touch(&w->context, qty, NULL, 0, &err), 0);
    assert_int_equal(ig_column_touch(&w->context, qty, NULL, 16384, &err), 0);
    assert_int_equal(ig_column_touch(&w->context, qty, good, 2, &err), 0);
    assert_int_equal(ig_column_touch(&w->context, qty, good + 1, 1, &err), 0);
    assert_int_equal(ig_column_int(qty, 39999), 40999);
    for (int again = 0; again < 2; again++) {
        assert_int_equal(ig_column_touch(&w->context, qty, bad, 3, &err), -1);
        assert_error(&err, IG_ERROR_DATA,
                     "t.arrow: damaged: column 'qty': values, block 2 of 3 (rows 16385 to 32768): "
                     "wrong checksum");
    }
    for (int again = 0; again < 2; again++) {
        assert_int_equal(
            ig_snapshot_advise(snapshot.table, again == 0 ? "no" : "pack it again", &err), 0);
    }
    assert_int_equal(ig_column_touch(&w->context, qty, bad, 3, &err), -1);
    assert_error(&err, IG_ERROR_DATA,
                 "t.arrow: damaged: column 'qty': values, block 2 of 3 (rows 16385 to 32768): "
                 "wrong checksum; pack it again");
    assert_null(ig_column_take(&w->context, qty, bad, 3, &err));
    ig_column *taken = ig_column_take(&w->context, qty, good, 2, &err);
    assert_non_null(taken);
    assert_int_equal(ig_column_int(taken, 0), 1005);
    ig_column_release(taken);
    ig_snapshot_reset(&snapshot);
}

static void a_file_that_shrinks_while_open_is_refused(void **state) {
    const world *w = *state;
    ig_error err;
    ig_table *table = numbered(w->memory, 40000);
    assert_int_equal(ig_snapshot_write(&w->context, table, NULL, "t.arrow", &err), 0);
    ig_table_release(table);
    ig_snapshot snapshot;
    assert_int_equal(ig_snapshot_open(&w->context, "t.arrow", &snapshot, &err), 0);
    assert_int_equal(truncate("t.arrow", 4096), 0);
    const ig_column *qty = snapshot.table->fields[0].column;
    assert_int_equal(ig_column_touch(&w->context, qty, NULL, 40000, &err), -1);
    assert_error(&err, IG_ERROR_DATA, "t.arrow: was changed while it was open");
    ig_snapshot_reset(&snapshot);
}

/* A damaged end still tells where the rows came from. */
static void what_the_file_says_of_itself_survives_its_end(void **state) {
    const world *w = *state;
    ig_error err;
    size_t n = 0;
    ig_table *table = numbered(w->memory, 100);
    assert_int_equal(ig_snapshot_write(&w->context, table, "from a.csv", "t.arrow", &err), 0);
    ig_table_release(table);
    uint8_t *bytes = read_whole("t.arrow", &n);
    ig_snapshot snapshot;
    write_anew("t.arrow", bytes, n / 2);
    assert_int_equal(ig_snapshot_open(&w->context, "t.arrow", &snapshot, &err), -1);
    assert_string_equal(snapshot.about, "from a.csv");
    ig_snapshot_reset(&snapshot);
    damage(bytes, n, "from a.csv", 10, 5); /* not with another text */
    assert_int_equal(ig_snapshot_open(&w->context, "t.arrow", &snapshot, &err), -1);
    assert_null(snapshot.about);
    ig_snapshot_reset(&snapshot);
    free(bytes);
}

static void a_file_that_is_not_there_is_told(void **state) {
    const world *w = *state;
    ig_error err;
    ig_snapshot snapshot;
    assert_int_equal(ig_snapshot_open(&w->context, "none.arrow", &snapshot, &err), -1);
    assert_error(&err, IG_ERROR_NO_INPUT,
                 "none.arrow: cannot be opened: No such file or directory");
    assert_int_equal(ig_snapshot_open(&w->context, ".", &snapshot, &err), -1);
    assert_error(&err, IG_ERROR_NO_INPUT, ".: not a regular file");
}

/* A table to write, and whether there is a snapshot of it to read. */
static int write_some(ig_memory *memory, void *context, ig_error *err) {
    (void)context;
    uint64_t seed = 3;
    ig_pool *pool = ig_pool_new(memory, 1, err);
    if (pool == NULL) {
        return -1;
    }
    ig_context all = {.memory = memory, .pool = pool};
    ig_table *table = attached_table(memory, 12, 101, &seed, err);
    int result = table == NULL ? -1 : ig_snapshot_write(&all, table, "about", "f.arrow", err);
    ig_table_release(table);
    ig_pool_free(pool);
    return result;
}

static int read_some(ig_memory *memory, void *context, ig_error *err) {
    (void)context;
    int result = -1;
    ig_snapshot snapshot = {0};
    ig_pool *pool = ig_pool_new(memory, 1, err);
    if (pool == NULL) {
        return -1;
    }
    ig_context all = {.memory = memory, .pool = pool};
    if (ig_snapshot_open(&all, "f.arrow", &snapshot, err) == 0) {
        result = ig_snapshot_advise(snapshot.table, "pack it again", err);
    }
    if (result == 0) {
        result = ig_snapshot_verify(&all, snapshot.table, ignore_checked, NULL, err);
    }
    ig_snapshot_reset(&snapshot);
    ig_pool_free(pool);
    return result;
}

static void failing_allocations_leave_nothing(void **state) {
    assert_true(prove_failures_free(write_some, NULL) > 100);
    assert_true(prove_failures_free(read_some, NULL) > 50);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(tables_of_any_size_come_back, open_world, close_world),
        cmocka_unit_test_setup_teardown(sealed_memory_is_a_table_that_costs_nothing, open_world,
                                        close_world),
        cmocka_unit_test_setup_teardown(a_mapped_file_counts_against_the_limit, open_world,
                                        close_world),
        cmocka_unit_test_setup_teardown(what_rides_along_is_told_as_before_where_it_can_be,
                                        open_world, close_world),
        cmocka_unit_test_setup_teardown(one_read_from_a_snapshot_can_be_written_again, open_world,
                                        close_world),
        cmocka_unit_test_setup_teardown(any_changed_byte_is_an_error_or_nothing, open_lone_world,
                                        close_world),
        cmocka_unit_test_setup_teardown(a_file_cut_short_anywhere_is_an_error, open_lone_world,
                                        close_world),
        cmocka_unit_test_setup_teardown(many_changes_at_once_are_survived, open_lone_world,
                                        close_world),
        cmocka_unit_test_setup_teardown(damage_is_named_by_column_buffer_and_block, open_world,
                                        close_world),
        cmocka_unit_test_setup_teardown(rows_are_checked_when_touched_and_not_before, open_world,
                                        close_world),
        cmocka_unit_test_setup_teardown(a_file_that_shrinks_while_open_is_refused, open_world,
                                        close_world),
        cmocka_unit_test_setup_teardown(what_the_file_says_of_itself_survives_its_end, open_world,
                                        close_world),
        cmocka_unit_test_setup_teardown(a_file_that_is_not_there_is_told, open_world, close_world),
        cmocka_unit_test_setup_teardown(failing_allocations_leave_nothing, open_world, close_world),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
