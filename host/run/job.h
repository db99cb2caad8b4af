/*
 * What a worker is to do and how far it may go. A job is the caller's, and read while a worker is
 * started; nothing of it is kept but copies.
 */
#ifndef INGOT_RUN_JOB_H
#define INGOT_RUN_JOB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* 0: no limit. */
typedef struct ig_limits {
    uint64_t memory_bytes; /* Lua's, native and mapped; what is shared between workers not */
    uint64_t output_bytes; /* printed and written */
    double wall_seconds;
    double cpu_seconds; /* of all its threads */
    unsigned n_files;   /* open at once */
} ig_limits;

/* A shared input: sealed memory of the crew that holds a snapshot. */
typedef struct ig_job_input {
    const char *name;
    const void *bytes;
    size_t size_bytes;
} ig_job_input;

typedef struct ig_job {
    const char *name; /* the script, as messages call it */
    const char *task; /* for the worker's Lua: handed over as it is */
    size_t task_bytes;
    ig_limits limits;
    const char *const *reads; /* folders and files */
    size_t n_reads;
    const char *out; /* the folder of its outputs, or NULL: it writes nothing */
    const ig_job_input *inputs;
    size_t n_inputs;
    int fd;             /* memory that it fills, from ig_crew_memory; −1: none */
    unsigned n_threads; /* 0: as many as there are processors */
    bool is_trusted;    /* the standard libraries are open, and no jail stands around it */
    bool is_collected;  /* what it prints is kept and comes with its end */
    bool is_quiet;      /* it does not hear SIGINT */
} ig_job;

#endif
