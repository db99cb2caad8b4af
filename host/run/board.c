/*
 * One page, mapped shared before the fork, so that both sides have it at once and the worker needs no
 * call to say where it is. The name is written before the line and only when it changed; who reads
 * while it changes sees a mixture of two names, cut at the page's own end.
 */
#define _DEFAULT_SOURCE /* MAP_ANONYMOUS, madvise */

#include "run/board.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>

ig_board *ig_board_new(ig_error *err) {
    void *page =
        mmap(NULL, sizeof(ig_board), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (page == MAP_FAILED) {
        ig_fail(err, IG_ERROR_LIMIT, "no memory to share with a worker: %s", strerror(errno));
        return NULL;
    }
    return page;
}

void ig_board_free(ig_board *board) {
    if (board != NULL) {
        (void)munmap(board, sizeof *board);
    }
}

void ig_board_hide(ig_board *board) {
    (void)madvise(board, sizeof *board, MADV_DONTFORK);
}

void ig_board_place(ig_board *board, const char *script, unsigned line) {
    if (strncmp(board->script, script, IG_BOARD_NAME - 1) != 0) {
        atomic_store_explicit(&board->line, 0, memory_order_relaxed);
        snprintf(board->script, sizeof board->script, "%s", script);
    }
    atomic_store_explicit(&board->line, line, memory_order_relaxed);
}

void ig_board_read_place(const ig_board *board, char place[IG_PLACE_TEXT]) {
    char script[IG_BOARD_NAME];
    unsigned line = atomic_load_explicit(&board->line, memory_order_relaxed);
    memcpy(script, board->script, sizeof script);
    script[sizeof script - 1] = '\0';
    for (char *c = script; *c != '\0'; c++) {
        if ((unsigned char)*c < 0x20 || *c == 0x7F) {
            *c = '?';
        }
    }
    if (script[0] == '\0' || line == 0) {
        snprintf(place, IG_PLACE_TEXT, "%s", script);
    } else {
        snprintf(place, IG_PLACE_TEXT, "%s:%u", script, line);
    }
}
