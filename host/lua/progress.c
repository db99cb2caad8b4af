/*
 * The line is what is done, a bar of BAR characters and the share of tasks done, as far as it fits;
 * it is erased by blanks, which every terminal understands. A text is cut at the columns it takes,
 * not at its bytes; what would move the cursor is shown as a blank.
 */
#define _DEFAULT_SOURCE /* struct winsize */

#include "lua/progress.h"

#include "base/memory.h"
#include "lua/utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

enum { BAR = 20, SHARE = 6, USUAL_COLUMNS = 80, MAX_COLUMNS = 200 };

static const int64_t first_after = 500000000; /* ns */
static const int64_t next_after = 100000000;

static int64_t now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

void ig_progress_init(ig_progress *progress, int fd) {
    const char *terminal = getenv("TERM");
    *progress = (ig_progress){.fd = fd};
    progress->is_on = isatty(fd) && (terminal == NULL || strcmp(terminal, "dumb") != 0);
}

static size_t count_columns(int fd) {
    struct winsize size;
    size_t columns = ioctl(fd, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
    return columns == 0 ? USUAL_COLUMNS : columns > MAX_COLUMNS ? MAX_COLUMNS : columns;
}

/* A line under way. A character takes 4 bytes at most, and a combining one no column. */
typedef struct line {
    char bytes[IG_PROGRESS_TEXT + MAX_COLUMNS + 64];
    size_t size_bytes;
    size_t n_columns;
} line;

static void add_ascii(line *l, char c, size_t n) {
    memset(l->bytes + l->size_bytes, c, n);
    l->size_bytes += n;
    l->n_columns += n;
}

/* Adds as much of the text as `room` columns hold. */
static void add_text(line *l, const char *text, size_t room) {
    size_t left = strlen(text);
    while (left > 0) {
        uint32_t character = 0;
        size_t size = ig_lua_utf8_read(text, left, &character);
        bool is_shown = size > 0 && character >= 0x20 && character != 0x7F;
        size_t columns = is_shown ? (size_t)ig_lua_utf8_columns(character) : 1;
        if (l->n_columns + columns > room) {
            return;
        }
        size = size == 0 ? 1 : size;
        if (is_shown) {
            memcpy(l->bytes + l->size_bytes, text, size);
            l->size_bytes += size;
            l->n_columns += columns;
        } else {
            add_ascii(l, ' ', 1);
        }
        text += size;
        left -= size;
    }
}

static void write_line(ig_progress *progress, const line *l) {
    /* A terminal that takes it not is no reason to fail. */
    ssize_t ignored = write(progress->fd, l->bytes, l->size_bytes);
    (void)ignored;
}

/* `speed` stands behind the share of the work; what does not fit is left out. */
static void draw(ig_progress *progress, double share, const char *speed) {
    line l = {.size_bytes = 0};
    size_t room = count_columns(progress->fd) - 1; /* a full line would wrap */
    size_t percent = share >= 1 ? 100 : (size_t)(100.0 * share);
    size_t bar = room > 2 * (BAR + SHARE) ? BAR + 4 : 0;
    size_t behind = SHARE + strlen(speed);
    if (room <= bar + behind + SHARE) {
        speed = "";
        behind = SHARE;
    }
    add_ascii(&l, '\r', 1);
    l.n_columns = 0;
    add_text(&l, progress->what, room > bar + behind ? room - bar - behind : room);
    if (bar > 0) {
        add_ascii(&l, ' ', 2);
        add_ascii(&l, '[', 1);
        add_ascii(&l, '#', percent * BAR / 100);
        add_ascii(&l, '.', BAR - percent * BAR / 100);
        add_ascii(&l, ']', 1);
    }
    if (room > bar + SHARE) {
        char text[SHARE + 1];
        snprintf(text, sizeof text, " %3u %%", (unsigned)percent);
        add_text(&l, text, room);
        add_text(&l, speed, room);
    }
    size_t n_columns = l.n_columns;
    if (n_columns < progress->n_drawn) {
        add_ascii(&l, ' ', progress->n_drawn - n_columns);
    }
    write_line(progress, &l);
    progress->n_drawn = n_columns;
}

void ig_progress_begin(ig_progress *progress) {
    progress->what[0] = '\0';
    progress->n_drawn = 0;
    progress->due = progress->is_on ? now() + first_after : 0;
}

void ig_progress_end(ig_progress *progress) {
    if (progress->n_drawn > 0) {
        line l = {.size_bytes = 0};
        add_ascii(&l, '\r', 1);
        add_ascii(&l, ' ', progress->n_drawn);
        add_ascii(&l, '\r', 1);
        write_line(progress, &l);
        progress->n_drawn = 0;
    }
}

void ig_progress_doing(void *context, const char *what) {
    ig_progress *progress = context;
    snprintf(progress->what, sizeof progress->what, "%s", what);
    progress->begun = progress->is_on ? now() : 0;
}

void ig_progress_at(void *context, size_t n_done, size_t n_tasks) {
    ig_progress *progress = context;
    int64_t time = now();
    if (progress->is_on && time >= progress->due) {
        draw(progress, n_tasks == 0 ? 0 : (double)n_done / (double)n_tasks, "");
        progress->due = time + next_after;
    }
}

void ig_progress_bytes(void *context, uint64_t n_done, uint64_t n_bytes) {
    ig_progress *progress = context;
    int64_t time = now();
    if (!progress->is_on || time < progress->due || n_done == 0) {
        return;
    }
    char size[IG_SIZE_TEXT];
    char speed[IG_SIZE_TEXT + 48];
    double seconds = (double)(time - progress->begun) / 1e9;
    double per_second = (double)n_done / (seconds > 1e-3 ? seconds : 1e-3);
    double left = n_done < n_bytes ? (double)(n_bytes - n_done) / per_second : 0;
    ig_size_print(size, (size_t)per_second);
    snprintf(speed, sizeof speed, left < 10 ? "  %s/s  %.1f s left" : "  %s/s  %.0f s left", size,
             left);
    draw(progress, n_bytes == 0 ? 0 : (double)n_done / (double)n_bytes, speed);
    progress->due = time + next_after;
}
