/* Where a script is, as the other side of a board sees it. */
#define _GNU_SOURCE

#include "base/harness.h"

#include "run/board.h"

#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void assert_place(const ig_board *board, const char *expected) {
    char place[IG_PLACE_TEXT];
    ig_board_read_place(board, place);
    assert_string_equal(place, expected);
}

static void a_place_is_seen_by_the_other_process(void **state) {
    ig_error err;
    ig_board *board = ig_board_new(&err);
    assert_non_null(board);
    assert_place(board, "");
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        ig_board_place(board, "s.lua", 12);
        _exit(0);
    }
    assert_int_equal(waitpid(child, NULL, 0), child);
    assert_place(board, "s.lua:12");
    ig_board_place(board, "s.lua", 0);
    assert_place(board, "s.lua");
    ig_board_free(board);
    ig_board_free(NULL);
}

static void a_long_name_is_cut(void **state) {
    ig_error err;
    char name[2 * IG_BOARD_NAME], expected[IG_PLACE_TEXT];
    ig_board *board = ig_board_new(&err);
    assert_non_null(board);
    memset(name, 'n', sizeof name - 1);
    name[sizeof name - 1] = '\0';
    ig_board_place(board, name, 4294967295U);
    memset(expected, 'n', IG_BOARD_NAME - 1);
    strcpy(expected + IG_BOARD_NAME - 1, ":4294967295");
    assert_place(board, expected);
    ig_board_free(board);
}

/* A worker may write anything there. */
static void what_is_no_name_is_shown_as_one(void **state) {
    ig_error err;
    ig_board *board = ig_board_new(&err);
    assert_non_null(board);
    memset(board->script, 'x', sizeof board->script); /* no end */
    char place[IG_PLACE_TEXT];
    ig_board_read_place(board, place);
    assert_int_equal(strlen(place), IG_BOARD_NAME - 1);
    strcpy(board->script, "a\033[2J\n\x7F.lua");
    assert_place(board, "a?[2J??.lua");
    ig_board_free(board);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_place_is_seen_by_the_other_process),
        cmocka_unit_test(a_long_name_is_cut),
        cmocka_unit_test(what_is_no_name_is_shown_as_one),
    };
    return cmocka_run_group_tests_name("run/board", tests, NULL, NULL);
}
