/*
 * `in` holds bytes from the first frame that is not taken whole; what was taken is dropped when more is
 * read. `out` holds what the socket would not take yet. A supervisor reads a bounded piece a turn, so
 * that a worker that writes without end cannot keep it.
 */
#include "run/line.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { PIECE = 64 * 1024, PIECES = 16 };

void ig_line_init(ig_line *line, ig_memory *memory, int fd) {
    *line = (ig_line){.fd = fd};
    ig_buffer_init(&line->in, memory);
    ig_buffer_init(&line->out, memory);
}

void ig_line_close(ig_line *line) {
    if (line->fd >= 0) {
        (void)close(line->fd);
        line->fd = -1;
    }
    ig_buffer_reset(&line->in);
    ig_buffer_reset(&line->out);
    line->taken = line->sent = 0;
}

static void hang_up(ig_line *line) {
    (void)close(line->fd);
    line->fd = -1;
}

static void drop_taken(ig_line *line) {
    if (line->taken > 0) {
        line->in.size_bytes -= line->taken;
        memmove(line->in.bytes, line->in.bytes + line->taken, line->in.size_bytes);
        line->taken = 0;
    }
}

/* The head of the next frame, where it is there; false also for one that is none. */
static bool head(const ig_line *line, ig_frame *frame) {
    if (line->in.size_bytes - line->taken < sizeof *frame) {
        return false;
    }
    memcpy(frame, line->in.bytes + line->taken, sizeof *frame);
    return true;
}

int ig_line_receive(ig_line *line, ig_error *err) {
    drop_taken(line);
    for (int piece = 0; piece < PIECES && line->fd >= 0; piece++) {
        if (ig_buffer_reserve(&line->in, PIECE, err) != 0) {
            return -1;
        }
        ssize_t n = recv(line->fd, line->in.bytes + line->in.size_bytes, PIECE, MSG_DONTWAIT);
        if (n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) {
            break;
        }
        if (n < 0 && errno == EINTR) {
            continue;
        }
        if (n <= 0) {
            hang_up(line);
            break;
        }
        line->in.size_bytes += (size_t)n;
        ig_frame frame;
        if (head(line, &frame) && (frame.kind < IG_FRAME_ASK || frame.kind > IG_FRAME_COMMIT ||
                                   frame.size_bytes > IG_FRAME_MAX)) {
            return ig_fail(err, IG_ERROR_INTERNAL, "a worker's message could not be read");
        }
    }
    return 0;
}

bool ig_line_take(ig_line *line, ig_frame *frame, const char **bytes) {
    if (!head(line, frame) ||
        line->in.size_bytes - line->taken - sizeof *frame < frame->size_bytes) {
        return false;
    }
    *bytes = line->in.bytes + line->taken + sizeof *frame;
    line->taken += sizeof *frame + frame->size_bytes;
    return true;
}

void ig_line_send(ig_line *line) {
    while (line->fd >= 0 && line->sent < line->out.size_bytes) {
        ssize_t n = send(line->fd, line->out.bytes + line->sent, line->out.size_bytes - line->sent,
                         MSG_DONTWAIT | MSG_NOSIGNAL);
        if (n < 0 && errno == EINTR) {
            continue;
        }
        if (n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) {
            return;
        }
        if (n < 0) {
            hang_up(line);
            return;
        }
        line->sent += (size_t)n;
    }
    ig_buffer_reset(&line->out);
    line->sent = 0;
}

bool ig_line_has_more(const ig_line *line) {
    return line->fd >= 0 && line->sent < line->out.size_bytes;
}

int ig_line_put(ig_line *line, ig_frame_kind kind, const char *bytes, size_t size_bytes,
                ig_error *err) {
    if (line->fd < 0) {
        return 0;
    }
    if (size_bytes > IG_FRAME_MAX) {
        return ig_fail(err, IG_ERROR_LIMIT, "a message of %zu bytes: %d at most", size_bytes,
                       IG_FRAME_MAX);
    }
    ig_frame frame = {.kind = kind, .size_bytes = (uint32_t)size_bytes};
    if (ig_buffer_reserve(&line->out, sizeof frame + size_bytes, err) != 0 ||
        ig_buffer_append(&line->out, &frame, sizeof frame, err) != 0 ||
        ig_buffer_append(&line->out, bytes, size_bytes, err) != 0) {
        return -1;
    }
    ig_line_send(line);
    return 0;
}

static int write_all(int fd, const void *bytes, size_t size_bytes) {
    const char *at = bytes;
    while (size_bytes > 0) {
        ssize_t n = send(fd, at, size_bytes, MSG_NOSIGNAL);
        if (n < 0 && errno == EINTR) {
            continue;
        }
        if (n < 0) {
            return -1;
        }
        at += n;
        size_bytes -= (size_t)n;
    }
    return 0;
}

int ig_line_write(int fd, ig_frame_kind kind, const char *bytes, size_t size_bytes) {
    ig_frame frame = {.kind = kind, .size_bytes = (uint32_t)size_bytes};
    return write_all(fd, &frame, sizeof frame) != 0 ? -1 : write_all(fd, bytes, size_bytes);
}

static int read_all(int fd, void *bytes, size_t size_bytes) {
    char *at = bytes;
    while (size_bytes > 0) {
        ssize_t n = recv(fd, at, size_bytes, 0);
        if (n < 0 && errno == EINTR) {
            continue;
        }
        if (n <= 0) {
            return -1;
        }
        at += n;
        size_bytes -= (size_t)n;
    }
    return 0;
}

char *ig_line_read(int fd, ig_memory *memory, ig_frame *frame, ig_error *err) {
    if (read_all(fd, frame, sizeof *frame) != 0) {
        ig_fail(err, IG_ERROR_STOPPED, "the supervisor is gone");
        return NULL;
    }
    char *bytes = ig_alloc(memory, (size_t)frame->size_bytes + 1, err);
    if (bytes != NULL && read_all(fd, bytes, frame->size_bytes) != 0) {
        ig_fail(err, IG_ERROR_STOPPED, "the supervisor is gone");
        ig_free(bytes);
        return NULL;
    }
    if (bytes != NULL) {
        bytes[frame->size_bytes] = '\0';
    }
    return bytes;
}
