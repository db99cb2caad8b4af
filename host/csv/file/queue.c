/* One lock and one condition: news are few beside the work, and those who wait are fewer. */
#include "csv/file/queue.h"

#include <stdint.h>

void ig_csv_queue_init(ig_csv_queue *queue, size_t n_files) {
    *queue = (ig_csv_queue){.n_files = n_files, .faulty_file = SIZE_MAX};
    pthread_mutex_init(&queue->lock, NULL); /* with default attributes these cannot fail on Linux */
    pthread_cond_init(&queue->news, NULL);
}

void ig_csv_queue_reset(ig_csv_queue *queue) {
    pthread_cond_destroy(&queue->news);
    pthread_mutex_destroy(&queue->lock);
}

static void tell_news(ig_csv_queue *q) {
    if (q->n_waiting > 0) {
        pthread_cond_broadcast(&q->news);
    }
}

static void wait_for_news(ig_csv_queue *q) {
    q->n_waiting++;
    pthread_cond_wait(&q->news, &q->lock);
    q->n_waiting--;
}

/* Whether something in the unit could still be the first that is wrong, or all is well. */
static bool is_wanted(const ig_csv_queue *q, size_t file, size_t chunk) {
    return file <= q->faulty_file && (!q->has_failed || file < q->failed_file ||
                                      (file == q->failed_file && chunk < q->failed_chunk));
}

/* The lowest unit that can be taken now. */
static bool find_unit(ig_csv_queue *q, ig_csv_unit *unit) {
    ig_csv_lane *lane = q->first;
    while (lane != NULL && (lane->is_over || lane->next_chunk >= lane->n_chunks ||
                            !is_wanted(q, lane->number, lane->next_chunk))) {
        lane = lane->next;
    }
    if (lane != NULL) {
        lane->n_inside++;
        *unit = (ig_csv_unit){lane, lane->next_chunk++};
        return true;
    }
    if (q->next_file < q->n_files && is_wanted(q, q->next_file, 0)) {
        q->n_busy++;
        *unit = (ig_csv_unit){NULL, q->next_file++};
        return true;
    }
    return false;
}

bool ig_csv_queue_take(ig_csv_queue *queue, ig_csv_unit *unit) {
    pthread_mutex_lock(&queue->lock);
    bool found = find_unit(queue, unit);
    while (!found && queue->n_busy > 0) {
        wait_for_news(queue);
        found = find_unit(queue, unit);
    }
    pthread_mutex_unlock(&queue->lock);
    return found;
}

void ig_csv_queue_add(ig_csv_queue *queue, ig_csv_lane *lane) {
    pthread_mutex_lock(&queue->lock);
    ig_csv_lane **place = &queue->first;
    while (*place != NULL && (*place)->number < lane->number) {
        place = &(*place)->next;
    }
    lane->next = *place;
    *place = lane;
    queue->n_busy--;
    tell_news(queue);
    pthread_mutex_unlock(&queue->lock);
}

void ig_csv_queue_end(ig_csv_queue *queue) {
    pthread_mutex_lock(&queue->lock);
    queue->n_busy--;
    tell_news(queue);
    pthread_mutex_unlock(&queue->lock);
}

bool ig_csv_queue_wait(ig_csv_queue *queue, const ig_csv_lane *lane, size_t chunk) {
    pthread_mutex_lock(&queue->lock);
    while (!lane->is_over && lane->turn != chunk) {
        wait_for_news(queue);
    }
    bool is_over = lane->is_over;
    pthread_mutex_unlock(&queue->lock);
    return !is_over;
}

void ig_csv_queue_hand_on(ig_csv_queue *queue, ig_csv_lane *lane, size_t chunk, bool is_over) {
    pthread_mutex_lock(&queue->lock);
    lane->turn = chunk + 1;
    lane->is_over = lane->is_over || is_over;
    tell_news(queue);
    pthread_mutex_unlock(&queue->lock);
}

static void take_out(ig_csv_queue *q, const ig_csv_lane *lane) {
    ig_csv_lane **place = &q->first;
    while (*place != NULL && *place != lane) {
        place = &(*place)->next;
    }
    if (*place != NULL) {
        *place = lane->next;
    }
}

bool ig_csv_queue_leave(ig_csv_queue *queue, ig_csv_lane *lane, bool has_failed) {
    pthread_mutex_lock(&queue->lock);
    lane->has_failed = lane->has_failed || has_failed;
    lane->is_over = lane->is_over || has_failed;
    lane->n_inside--;
    bool is_last =
        lane->n_inside == 0 && (lane->is_over || !is_wanted(queue, lane->number, lane->next_chunk));
    if (is_last) {
        take_out(queue, lane);
        lane->has_failed = lane->has_failed || !lane->is_over; /* nobody wants the rest */
        queue->n_busy++;
    }
    tell_news(queue);
    pthread_mutex_unlock(&queue->lock);
    return is_last;
}

void ig_csv_queue_fail(ig_csv_queue *queue, size_t file, size_t chunk, const ig_error *err) {
    pthread_mutex_lock(&queue->lock);
    bool stopped = err->kind == IG_ERROR_STOPPED;
    file = stopped ? 0 : file;
    chunk = stopped ? 0 : chunk;
    if (!queue->has_failed || stopped || file < queue->failed_file ||
        (file == queue->failed_file && chunk < queue->failed_chunk)) {
        queue->has_failed = true;
        queue->failed_file = file;
        queue->failed_chunk = chunk;
        queue->failure = *err;
    }
    pthread_mutex_unlock(&queue->lock);
}

void ig_csv_queue_fault(ig_csv_queue *queue, size_t file) {
    pthread_mutex_lock(&queue->lock);
    queue->faulty_file = file < queue->faulty_file ? file : queue->faulty_file;
    pthread_mutex_unlock(&queue->lock);
}
