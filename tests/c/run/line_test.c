/* Frames on a line: whole ones, ones in pieces, ones that are none, and ends that are gone. */
#define _GNU_SOURCE

#include "base/harness.h"

#include "run/line.h"

#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

typedef struct ends {
    ig_memory *memory;
    ig_line line; /* the supervisor's */
    int fd;       /* the worker's */
} ends;

static ends open_ends(void) {
    int pair[2];
    ends e = {.memory = ig_memory_new()};
    assert_non_null(e.memory);
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, pair), 0);
    ig_line_init(&e.line, e.memory, pair[0]);
    e.fd = pair[1];
    return e;
}

static void close_ends(ends *e) {
    ig_line_close(&e->line);
    ig_line_close(&e->line);
    if (e->fd >= 0) {
        close(e->fd);
    }
    assert_int_equal(ig_memory_read(e->memory).live_blocks, 0);
    ig_memory_free(e->memory);
}

static void assert_takes(ends *e, uint32_t kind, const char *text) {
    ig_frame frame;
    const char *bytes = NULL;
    assert_true(ig_line_take(&e->line, &frame, &bytes));
    assert_int_equal(frame.kind, kind);
    assert_int_equal(frame.size_bytes, strlen(text));
    assert_memory_equal(bytes, text, strlen(text));
}

static void frames_come_in_their_order(void **state) {
    ends e = open_ends();
    ig_error err;
    ig_frame frame;
    const char *bytes;
    assert_int_equal(ig_line_receive(&e.line, &err), 0); /* of which there are none */
    assert_false(ig_line_take(&e.line, &frame, &bytes));
    assert_int_equal(ig_line_write(e.fd, IG_FRAME_TELL, "one", 3), 0);
    assert_int_equal(ig_line_write(e.fd, IG_FRAME_COMMIT, NULL, 0), 0);
    assert_int_equal(ig_line_write(e.fd, IG_FRAME_ASK, "three", 5), 0);
    assert_int_equal(ig_line_receive(&e.line, &err), 0);
    assert_takes(&e, IG_FRAME_TELL, "one");
    assert_takes(&e, IG_FRAME_COMMIT, "");
    assert_takes(&e, IG_FRAME_ASK, "three");
    assert_false(ig_line_take(&e.line, &frame, &bytes));
    close_ends(&e);
}

static void a_frame_in_pieces_comes_whole(void **state) {
    ends e = open_ends();
    ig_error err;
    ig_frame frame = {.kind = IG_FRAME_ASK, .size_bytes = 5};
    char whole[sizeof frame + 5];
    const char *bytes = NULL;
    memcpy(whole, &frame, sizeof frame);
    memcpy(whole + sizeof frame, "piece", 5);
    for (size_t i = 0; i < sizeof whole; i++) {
        assert_false(ig_line_take(&e.line, &frame, &bytes));
        assert_int_equal(write(e.fd, whole + i, 1), 1);
        assert_int_equal(ig_line_receive(&e.line, &err), 0);
    }
    assert_takes(&e, IG_FRAME_ASK, "piece");
    close_ends(&e);
}

static void what_is_no_frame_is_refused(void **state) {
    static const ig_frame frames[] = {
        {.kind = 0},
        {.kind = IG_FRAME_ANSWER},
        {.kind = IG_FRAME_FAILED},
        {.kind = UINT32_MAX},
        {.kind = IG_FRAME_ASK, .size_bytes = IG_FRAME_MAX + 1},
        {.kind = IG_FRAME_TELL, .size_bytes = UINT32_MAX},
    };
    for (size_t i = 0; i < sizeof frames / sizeof *frames; i++) {
        ends e = open_ends();
        ig_error err;
        assert_int_equal(write(e.fd, &frames[i], sizeof frames[i]), sizeof frames[i]);
        assert_int_equal(ig_line_receive(&e.line, &err), -1);
        assert_string_equal(err.text, "a worker's message could not be read");
        close_ends(&e);
    }
}

/* More than a socket holds: it is sent as it is taken. */
static void what_does_not_go_at_once_goes_later(void **state) {
    enum { BYTES = 4 << 20 };
    ends e = open_ends();
    ig_error err;
    char *text = malloc(BYTES), *back = malloc(BYTES);
    assert_non_null(text);
    assert_non_null(back);
    for (size_t i = 0; i < BYTES; i++) {
        text[i] = (char)(i * 31 + (i >> 8));
    }
    assert_int_equal(ig_line_put(&e.line, IG_FRAME_ANSWER, text, BYTES, &err), 0);
    assert_true(ig_line_has_more(&e.line));
    ig_frame frame = {0};
    assert_int_equal(recv(e.fd, &frame, sizeof frame, MSG_WAITALL), sizeof frame);
    assert_int_equal(frame.kind, IG_FRAME_ANSWER);
    assert_int_equal(frame.size_bytes, BYTES);
    for (size_t got = 0; got < BYTES;) {
        ig_line_send(&e.line);
        ssize_t n = recv(e.fd, back + got, BYTES - got, MSG_DONTWAIT);
        assert_true(n > 0);
        got += (size_t)n;
    }
    assert_false(ig_line_has_more(&e.line));
    assert_memory_equal(back, text, BYTES);
    free(text);
    free(back);
    close_ends(&e);
}

static void an_answer_is_read_whole(void **state) {
    ends e = open_ends();
    ig_error err;
    ig_frame frame;
    assert_int_equal(ig_line_put(&e.line, IG_FRAME_FAILED, "\3no", 3, &err), 0);
    assert_int_equal(ig_line_put(&e.line, IG_FRAME_ANSWER, NULL, 0, &err), 0);
    char *bytes = ig_line_read(e.fd, e.memory, &frame, &err);
    assert_non_null(bytes);
    assert_int_equal(frame.kind, IG_FRAME_FAILED);
    assert_string_equal(bytes, "\3no");
    ig_free(bytes);
    bytes = ig_line_read(e.fd, e.memory, &frame, &err);
    assert_string_equal(bytes, "");
    ig_free(bytes);
    close_ends(&e);
}

static void a_message_has_a_bound(void **state) {
    ends e = open_ends();
    ig_error err;
    assert_int_equal(ig_line_put(&e.line, IG_FRAME_ANSWER, "", (size_t)IG_FRAME_MAX + 1, &err), -1);
    assert_string_equal(err.text, "a message of 67108865 bytes: 67108864 at most");
    close_ends(&e);
}

static void an_end_that_is_gone_is_seen(void **state) {
    ends e = open_ends();
    ig_error err;
    ig_frame frame;
    assert_int_equal(ig_line_write(e.fd, IG_FRAME_TELL, "last", 4), 0);
    close(e.fd);
    e.fd = -1;
    assert_int_equal(ig_line_receive(&e.line, &err), 0);
    assert_int_equal(e.line.fd, -1);
    assert_takes(&e, IG_FRAME_TELL, "last");
    assert_int_equal(ig_line_put(&e.line, IG_FRAME_ANSWER, "x", 1, &err), 0); /* nothing */
    assert_false(ig_line_has_more(&e.line));
    close_ends(&e);

    e = open_ends();
    ig_line_close(&e.line);
    assert_int_equal(ig_line_write(e.fd, IG_FRAME_TELL, "x", 1), -1); /* and no SIGPIPE */
    assert_null(ig_line_read(e.fd, e.memory, &frame, &err));
    assert_string_equal(err.text, "the supervisor is gone");
    assert_int_equal(err.kind, IG_ERROR_STOPPED);
    close_ends(&e);
}

static void memory_that_is_out_is_told(void **state) {
    ends e = open_ends();
    ig_error err;
    assert_int_equal(ig_line_write(e.fd, IG_FRAME_TELL, "x", 1), 0);
    ig_memory_fail_at(e.memory, 1);
    assert_int_equal(ig_line_receive(&e.line, &err), -1);
    assert_int_equal(err.kind, IG_ERROR_LIMIT);
    ig_memory_fail_at(e.memory, 0);
    assert_int_equal(ig_line_receive(&e.line, &err), 0);
    assert_takes(&e, IG_FRAME_TELL, "x");
    close_ends(&e);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(frames_come_in_their_order),
        cmocka_unit_test(a_frame_in_pieces_comes_whole),
        cmocka_unit_test(what_is_no_frame_is_refused),
        cmocka_unit_test(what_does_not_go_at_once_goes_later),
        cmocka_unit_test(an_answer_is_read_whole),
        cmocka_unit_test(a_message_has_a_bound),
        cmocka_unit_test(an_end_that_is_gone_is_seen),
        cmocka_unit_test(memory_that_is_out_is_told),
    };
    return cmocka_run_group_tests_name("run/line", tests, NULL, NULL);
}
