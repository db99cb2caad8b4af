/* Units come in order of file and chunk, and what failed first in that order is what is told. */
#include "csv/file/queue.h"

#include "base/world.h"

static void assert_file(ig_csv_queue *queue, size_t number) {
    ig_csv_unit unit;
    assert_true(ig_csv_queue_take(queue, &unit));
    assert_null(unit.lane);
    assert_int_equal(unit.number, number);
}

static void assert_chunk(ig_csv_queue *queue, const ig_csv_lane *lane, size_t number) {
    ig_csv_unit unit;
    assert_true(ig_csv_queue_take(queue, &unit));
    assert_ptr_equal(unit.lane, lane);
    assert_int_equal(unit.number, number);
}

static void assert_nothing(ig_csv_queue *queue) {
    ig_csv_unit unit;
    assert_false(ig_csv_queue_take(queue, &unit));
}

/* As who opened a file leaves it: inside, chunk 0 done with. */
static ig_csv_lane lane_of(size_t number, size_t n_chunks) {
    return (ig_csv_lane){
        .number = number, .n_chunks = n_chunks, .next_chunk = 1, .turn = 1, .n_inside = 1};
}

static void note(ig_csv_queue *queue, size_t file, size_t chunk, ig_error_kind kind) {
    ig_error err;
    (void)ig_fail(&err, kind, "file %zu, chunk %zu", file, chunk);
    ig_csv_queue_fail(queue, file, chunk, &err);
}

static void chunks_of_the_lowest_file_come_first(void **state) {
    ig_csv_queue queue;
    ig_csv_lane first = lane_of(0, 3);
    ig_csv_lane second = lane_of(1, 2);
    ig_csv_queue_init(&queue, 2);
    assert_file(&queue, 0);
    assert_file(&queue, 1); /* two workers open files, and the second is there sooner */
    ig_csv_queue_add(&queue, &second);
    ig_csv_queue_add(&queue, &first);
    assert_chunk(&queue, &first, 1);
    assert_chunk(&queue, &first, 2);
    assert_chunk(&queue, &second, 1);
    assert_nothing(&queue);
    /* Turns go by number; behind the last one there is none. */
    assert_true(ig_csv_queue_wait(&queue, &first, 1));
    ig_csv_queue_hand_on(&queue, &first, 1, false);
    assert_true(ig_csv_queue_wait(&queue, &first, 2));
    ig_csv_queue_hand_on(&queue, &first, 2, true);
    assert_false(ig_csv_queue_wait(&queue, &first, 3));
    /* The last one out is busy with the file. */
    assert_false(ig_csv_queue_leave(&queue, &first, false));
    assert_false(ig_csv_queue_leave(&queue, &first, false));
    assert_true(ig_csv_queue_leave(&queue, &first, false));
    assert_false(first.has_failed);
    assert_ptr_equal(queue.first, &second);
    ig_csv_queue_end(&queue);
    assert_nothing(&queue);
    ig_csv_queue_reset(&queue);
}

static void a_failure_ends_the_taking_of_what_is_behind_it(void **state) {
    ig_csv_queue queue;
    ig_csv_lane lane = lane_of(1, SIZE_MAX);
    ig_csv_queue_init(&queue, 4);
    assert_file(&queue, 0);
    assert_file(&queue, 1);
    ig_csv_queue_end(&queue);
    ig_csv_queue_add(&queue, &lane);
    assert_chunk(&queue, &lane, 1);
    assert_chunk(&queue, &lane, 2);
    note(&queue, 1, 2, IG_ERROR_DATA);
    assert_nothing(&queue); /* neither chunk 3 nor file 2 */
    /* One before it may fail yet, one behind it no longer counts. */
    note(&queue, 1, 1, IG_ERROR_LIMIT);
    note(&queue, 3, 0, IG_ERROR_DATA);
    assert_error(&queue.failure, IG_ERROR_LIMIT, "file 1, chunk 1");
    assert_false(ig_csv_queue_leave(&queue, &lane, true));
    assert_false(ig_csv_queue_leave(&queue, &lane, true));
    assert_true(ig_csv_queue_leave(&queue, &lane, false));
    assert_true(lane.has_failed);
    ig_csv_queue_end(&queue);
    /* Whoever was stopped has the last word. */
    note(&queue, 3, 1, IG_ERROR_STOPPED);
    note(&queue, 0, 0, IG_ERROR_DATA);
    assert_error(&queue.failure, IG_ERROR_STOPPED, "file 3, chunk 1");
    ig_csv_queue_reset(&queue);
}

static void a_file_with_a_fault_is_read_to_its_end_and_none_behind_it(void **state) {
    ig_csv_queue queue;
    ig_csv_lane lane = lane_of(0, 3);
    ig_csv_lane behind = lane_of(1, 3);
    ig_csv_queue_init(&queue, 3);
    assert_file(&queue, 0);
    assert_file(&queue, 1);
    ig_csv_queue_add(&queue, &lane);
    ig_csv_queue_add(&queue, &behind);
    ig_csv_queue_fault(&queue, 0);
    ig_csv_queue_fault(&queue, 2); /* the lowest counts */
    assert_chunk(&queue, &lane, 1);
    assert_chunk(&queue, &lane, 2);
    assert_nothing(&queue);
    /* Nobody wants the rest of the other: it is over, and failed. */
    assert_true(ig_csv_queue_leave(&queue, &behind, false));
    assert_true(behind.has_failed);
    ig_csv_queue_reset(&queue);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(chunks_of_the_lowest_file_come_first),
        cmocka_unit_test(a_failure_ends_the_taking_of_what_is_behind_it),
        cmocka_unit_test(a_file_with_a_fault_is_read_to_its_end_and_none_behind_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
