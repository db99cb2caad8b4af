/* The conversation of peer.mjs, for peers written in C. */
#ifndef INGOT_BENCH_SERVE_H
#define INGOT_BENCH_SERVE_H

/* run and answer return 0, or −1 after bench_refuse. The SQL is "" where the runner has none. What a
   run leaves behind, tidy takes away, after the clock has stopped; it may be NULL. */
typedef struct bench_peer {
    void *context;
    int (*run)(void *context, const char *id, const char *sql);
    void (*tidy)(void *context);
    int (*answer)(void *context, const char *id, const char *path, const char *sql);
} bench_peer;

/* Seconds on a clock that only goes forward. */
double bench_clock(void);

/* Says "@error message", on one line. Returns −1. */
int bench_refuse(const char *message);

/* Says that the data are loaded, then answers until the input ends. */
void bench_serve(const bench_peer *peer, double load_seconds, const char *version);

#endif
