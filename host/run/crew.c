/*
 * One turn of ig_crew_next: what came on the lines is served, the dead are reaped and told one by one,
 * and with nothing to tell it waits in ppoll until something comes, a limit can be hit, or the time is
 * over. A worker that asked is not read from until it has its answer, and has read it: so what it
 * sends never piles up here, nor what it is sent. The hand whose end was told is
 * kept until the next call, since the event borrows its texts.
 */
#define _GNU_SOURCE /* ppoll */

#include "run/hand.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { FDS_A_HAND = 3, PIECE = 64 * 1024, PIECES = 16, LONGEST_WAIT = 1000000 /* seconds */ };

ig_crew *ig_crew_new(ig_memory *memory, ig_worker_main run, void *inside, ig_error *err) {
    ig_crew *crew = ig_alloc_zero(memory, 1, sizeof *crew, err);
    if (crew != NULL) {
        crew->memory = memory;
        crew->run = run;
        crew->inside = inside;
        ig_signals_take(&crew->signals);
    }
    return crew;
}

void ig_hand_free(ig_hand *hand) {
    if (hand == NULL) {
        return;
    }
    ig_plot_free(hand->plot);
    ig_line_close(&hand->line);
    for (int i = 0; i < 2; i++) {
        if (hand->printed_fd[i] >= 0) {
            (void)close(hand->printed_fd[i]);
        }
        ig_buffer_reset(&hand->printed[i]);
    }
    ig_buffer_reset(&hand->told);
    ig_stage_drop(hand->stage);
    ig_board_free(hand->board);
    ig_free(hand);
}

void ig_crew_free(ig_crew *crew) {
    if (crew == NULL) {
        return;
    }
    for (size_t i = 0; i < crew->n_hands; i++) {
        (void)kill(crew->hands[i]->pid, SIGKILL);
    }
    for (size_t i = 0; i < crew->n_hands; i++) {
        while (waitpid(crew->hands[i]->pid, NULL, 0) < 0 && errno == EINTR) {
        }
        ig_hand_free(crew->hands[i]);
    }
    ig_hand_free(crew->last);
    ig_free(crew->hands);
    ig_free(crew->polled);
    ig_filter_free(crew->filter);
    ig_shared_free(crew);
    ig_signals_give_back(&crew->signals);
    ig_free(crew);
}

static ig_hand *find(const ig_crew *crew, unsigned number) {
    for (size_t i = 0; i < crew->n_hands; i++) {
        if (crew->hands[i]->number == number) {
            return crew->hands[i];
        }
    }
    return NULL;
}

unsigned ig_crew_running(const ig_crew *crew) {
    return (unsigned)crew->n_hands;
}

static void end_hand(ig_hand *hand, ig_end end) {
    if (hand->end == IG_END_EXIT) {
        hand->end = end;
    }
    if (hand->pid > 0) {
        (void)kill(hand->pid, SIGKILL);
    }
}

void ig_crew_kill(ig_crew *crew, unsigned number) {
    ig_hand *hand = find(crew, number);
    if (hand != NULL) {
        end_hand(hand, IG_END_KILLED);
    }
}

/* Queued, so that the worker can tell it from what a terminal sends. */
static void pass_on(ig_hand *hand, int number) {
    (void)sigqueue(hand->pid, number, (union sigval){.sival_int = 0});
}

void ig_crew_interrupt(ig_crew *crew, unsigned number) {
    ig_hand *hand = find(crew, number);
    if (hand != NULL) {
        pass_on(hand, SIGINT);
    }
}

/* ---- what workers say ---- */

static int answer(ig_hand *hand, ig_frame_kind kind, const char *text, size_t size_bytes,
                  ig_error *err) {
    hand->is_asking = false;
    return ig_line_put(&hand->line, kind, text, size_bytes, err);
}

int ig_crew_answer(ig_crew *crew, unsigned number, const char *text, size_t size_bytes,
                   ig_error *err) {
    ig_hand *hand = find(crew, number);
    return hand == NULL || !hand->is_asking || hand->plot != NULL
               ? 0
               : answer(hand, IG_FRAME_ANSWER, text, size_bytes, err);
}

static int commit(ig_hand *hand, ig_error *err) {
    ig_error failure = {.kind = IG_ERROR_NONE};
    char text[IG_ERROR_TEXT + 1];
    if (hand->line.fd < 0) {
        return 0; /* it is gone, and had not been told that it worked */
    }
    if (hand->stage == NULL || ig_stage_commit(hand->stage, &failure) == 0) {
        hand->is_committed = true;
        return answer(hand, IG_FRAME_ANSWER, NULL, 0, err);
    }
    text[0] = (char)failure.kind;
    memcpy(text + 1, failure.text, strlen(failure.text));
    return answer(hand, IG_FRAME_FAILED, text, 1 + strlen(failure.text), err);
}

/* Whether it waits for an answer, or has not taken it yet. */
static bool is_waiting(const ig_hand *hand) {
    return hand->is_asking || ig_line_has_more(&hand->line);
}

/* A worker that waits for an answer says nothing meanwhile. */
static bool talks_on(const ig_hand *hand, const ig_frame *frame) {
    return frame->kind != IG_FRAME_TELL && hand->line.taken < hand->line.in.size_bytes;
}

/* Serves the frames of a worker until one needs an answer from outside: then the event is filled. */
static int serve(ig_hand *hand, ig_event *event, ig_error *err) {
    ig_frame frame;
    const char *bytes = NULL;
    while (!is_waiting(hand) && ig_line_take(&hand->line, &frame, &bytes)) {
        if (talks_on(hand, &frame)) {
            end_hand(hand, IG_END_SIGNAL); /* no worker of ours does that */
            return 0;
        }
        switch (frame.kind) {
        case IG_FRAME_TELL:
            hand->told.size_bytes = 0;
            hand->has_told = true;
            if (ig_buffer_append(&hand->told, bytes, frame.size_bytes, err) != 0 ||
                ig_buffer_text(&hand->told, err) == NULL) {
                return -1;
            }
            break;
        case IG_FRAME_COMMIT:
            if (commit(hand, err) != 0) {
                return -1;
            }
            break;
        case IG_FRAME_ASK:
            hand->is_asking = true;
            event->kind = IG_EVENT_MESSAGE;
            event->worker = hand->number;
            event->text = bytes;
            event->text_bytes = frame.size_bytes;
            break;
        default:
            end_hand(hand, IG_END_SIGNAL); /* no worker of ours says that */
            return 0;
        }
    }
    return 0;
}

/* What it says that is no message of ours ends it; memory that is out ends the call. */
static int receive(ig_hand *hand, ig_error *err) {
    ig_error failure;
    if (is_waiting(hand) || hand->line.fd < 0 || ig_line_receive(&hand->line, &failure) == 0) {
        return 0;
    }
    if (failure.kind == IG_ERROR_LIMIT) {
        *err = failure;
        return -1;
    }
    end_hand(hand, IG_END_SIGNAL);
    return 0;
}

/* ---- what they print ---- */

static uint64_t collected_bytes(const ig_hand *hand) {
    return hand->printed[0].size_bytes + hand->printed[1].size_bytes;
}

/* Takes what is in a pipe now. Past the limit nothing more is kept, and the worker is killed. */
static int collect(ig_hand *hand, int which, ig_error *err) {
    int *fd = &hand->printed_fd[which];
    ig_buffer *buffer = &hand->printed[which];
    for (int piece = 0; piece < PIECES && *fd >= 0; piece++) {
        if (ig_buffer_reserve(buffer, PIECE, err) != 0) {
            return -1;
        }
        ssize_t n = read(*fd, buffer->bytes + buffer->size_bytes, PIECE);
        if (n < 0 && errno == EINTR) {
            continue;
        }
        if (n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) {
            break;
        }
        if (n <= 0) {
            (void)close(*fd);
            *fd = -1;
            break;
        }
        buffer->size_bytes += (size_t)n;
        uint64_t limit = hand->limits.output_bytes;
        if (limit > 0 &&
            collected_bytes(hand) > limit + PIECE) { /* it counts, and leaves, before */
            end_hand(hand, IG_END_OUTPUT);
            (void)close(*fd);
            *fd = -1;
        }
    }
    return 0;
}

/* ---- ends ---- */

/* What a worker left in its line and its pipes when it went. */
static int take_rest(ig_hand *hand, ig_error *err) {
    ig_event none;
    hand->is_asking = false;
    if (receive(hand, err) != 0) {
        return -1;
    }
    do {
        hand->is_asking = false; /* nobody waits for an answer any more */
        if (serve(hand, &none, err) != 0) {
            return -1;
        }
    } while (hand->is_asking);
    return collect(hand, 0, err) != 0 || collect(hand, 1, err) != 0 ? -1 : 0;
}

static int tell_end(ig_crew *crew, size_t at, ig_event *event, ig_error *err) {
    ig_hand *hand = crew->hands[at];
    memmove(crew->hands + at, crew->hands + at + 1, (--crew->n_hands - at) * sizeof(ig_hand *));
    crew->last = hand;
    int result = take_rest(hand, err);
    ig_watch_tell(hand, event);
    ig_stage_drop(hand->stage);
    hand->stage = NULL;
    return result;
}

/* ---- plots ---- */

int ig_crew_plot(ig_crew *crew, unsigned number, const char *script, size_t size_bytes,
                 double seconds, ig_error *err) {
    ig_hand *hand = find(crew, number);
    if (hand == NULL || !hand->is_asking || hand->plot != NULL) {
        return 0;
    }
    static const char no_plot[] = "{\"problem\":\"could not be started\"}";
    ig_error failure;
    hand->plot =
        ig_plot_start(crew->memory, script, size_bytes, seconds, &crew->signals.before, &failure);
    return hand->plot != NULL ? 0 : answer(hand, IG_FRAME_ANSWER, no_plot, sizeof no_plot - 1, err);
}

static int finish_plot(ig_hand *hand, ig_error *err) {
    ig_buffer text;
    if (hand->plot == NULL || !ig_plot_is_done(hand->plot)) {
        return 0;
    }
    ig_buffer_init(&text, hand->told.memory);
    int result = ig_plot_answer(hand->plot, &text, err);
    if (result == 0) {
        result = answer(hand, IG_FRAME_ANSWER, text.bytes, text.size_bytes, err);
    }
    ig_plot_free(hand->plot);
    hand->plot = NULL;
    ig_buffer_reset(&text);
    return result;
}

static double watch_plots(ig_crew *crew) {
    double due = -1.0;
    for (size_t i = 0; i < crew->n_hands; i++) {
        if (crew->hands[i]->plot != NULL) {
            double left = ig_plot_watch(crew->hands[i]->plot);
            due = left < 0.0 ? due : due < 0.0 ? left : fmin(due, left);
        }
    }
    return due;
}

/* ---- waiting ---- */

static size_t gather_fds(ig_crew *crew, ig_error *err) {
    size_t n = 0, room = crew->n_hands * FDS_A_HAND;
    if (room > crew->room_polled) {
        struct pollfd *polled =
            ig_realloc_array(crew->memory, crew->polled, room * 2, sizeof *polled, err);
        if (polled == NULL) {
            return SIZE_MAX;
        }
        crew->polled = polled;
        crew->room_polled = room * 2;
    }
    for (size_t i = 0; i < crew->n_hands; i++) {
        const ig_hand *hand = crew->hands[i];
        short wanted = (short)((is_waiting(hand) ? 0 : POLLIN) |
                               (ig_line_has_more(&hand->line) ? POLLOUT : 0));
        if (hand->line.fd >= 0 && wanted != 0) {
            crew->polled[n++] = (struct pollfd){.fd = hand->line.fd, .events = wanted};
        }
        for (int k = 0; k < 2; k++) {
            if (hand->printed_fd[k] >= 0) {
                crew->polled[n++] = (struct pollfd){.fd = hand->printed_fd[k], .events = POLLIN};
            }
        }
    }
    return n;
}

static int wait_for(ig_crew *crew, double seconds, ig_error *err) {
    size_t n = gather_fds(crew, err);
    if (n == SIZE_MAX) {
        return -1;
    }
    double until = fmin(seconds, LONGEST_WAIT);
    struct timespec time = {.tv_sec = (time_t)until,
                            .tv_nsec = (long)((until - floor(until)) * 1e9)};
    if (ppoll(crew->polled, n, seconds < 0.0 ? NULL : &time, &crew->signals.before) < 0 &&
        errno != EINTR) {
        return ig_fail(err, IG_ERROR_INTERNAL, "waiting for workers: %s", strerror(errno));
    }
    return 0;
}

/* Signals that came: a wait does not let them in where a line has something to read at once. */
static void let_signals_in(const ig_crew *crew) {
    (void)ppoll(NULL, 0, &(struct timespec){.tv_sec = 0}, &crew->signals.before);
}

/* Reads what there is of every worker, and sends what goes. */
static int exchange(ig_crew *crew, ig_error *err) {
    for (size_t i = 0; i < crew->n_hands; i++) {
        ig_hand *hand = crew->hands[i];
        ig_line_send(&hand->line);
        if (receive(hand, err) != 0 || collect(hand, 0, err) != 0 || collect(hand, 1, err) != 0 ||
            finish_plot(hand, err) != 0) {
            return -1;
        }
    }
    return 0;
}

/* A signal to the supervisor is one to those of its workers that are to hear it. */
static bool take_interrupt(ig_crew *crew, ig_event *event) {
    event->signal = ig_signals_next(&event->times);
    if (event->signal == 0) {
        return false;
    }
    event->kind = IG_EVENT_INTERRUPT;
    for (size_t i = 0; i < crew->n_hands; i++) {
        if (!crew->hands[i]->is_quiet) {
            pass_on(crew->hands[i], event->signal);
        }
    }
    return true;
}

/* The first thing there is to tell. */
static int look(ig_crew *crew, ig_event *event, ig_error *err) {
    if (take_interrupt(crew, event)) {
        return 0;
    }
    for (size_t i = 0; i < crew->n_hands; i++) {
        if (serve(crew->hands[i], event, err) != 0) {
            return -1;
        }
        if (event->kind != IG_EVENT_NONE) {
            return 0;
        }
        if (ig_watch_reap(crew->hands[i])) {
            return tell_end(crew, i, event, err);
        }
    }
    return 0;
}

int ig_crew_next(ig_crew *crew, double seconds, ig_event *event, ig_error *err) {
    int64_t begun = ig_now_ns();
    ig_hand_free(crew->last);
    crew->last = NULL;
    for (;;) {
        *event = (ig_event){.kind = IG_EVENT_NONE};
        let_signals_in(crew);
        if (exchange(crew, err) != 0 || look(crew, event, err) != 0) {
            return -1;
        }
        double passed = (double)(ig_now_ns() - begun) * 1e-9;
        if (event->kind != IG_EVENT_NONE || (seconds >= 0.0 && passed >= seconds)) {
            return 0;
        }
        double due = seconds < 0.0 ? -1.0 : seconds - passed;
        double limit = ig_watch_all(crew), plot = watch_plots(crew);
        due = limit < 0.0 ? due : due < 0.0 ? limit : fmin(due, limit);
        due = plot < 0.0 ? due : due < 0.0 ? plot : fmin(due, plot);
        if (wait_for(crew, due, err) != 0) {
            return -1;
        }
    }
}
