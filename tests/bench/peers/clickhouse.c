/*
 * bench_clickhouse DATA FOLDER: ClickHouse in this process, from the library that BENCH_CHDB names
 * (libchdb.so of npm's @chdb/lib-linux-x64-gnu). Texts are LowCardinality where there are few of
 * them; the trade table is a MergeTree in the order of its months, so that it can skip; the others
 * have no order and are kept in memory. A result is kept whole, in a table of its own in memory.
 */
#include "serve.h"

#include <dlfcn.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What is used of chdb.h. */
typedef struct chdb_connection_ *chdb_connection;
typedef struct chdb_result chdb_result;

typedef struct library {
    chdb_connection *(*connect)(int argc, char **argv);
    void (*close)(chdb_connection *connection);
    chdb_result *(*query)(chdb_connection connection, const char *sql, const char *format);
    void (*free_result)(chdb_result *result);
    const char *(*error)(chdb_result *result);
    char *(*text)(chdb_result *result);
    size_t (*length)(chdb_result *result);
    chdb_connection *connection;
} library;

typedef struct source {
    const char *data, *name, *file, *columns, *engine;
} source;

#define FEW "LowCardinality(String)"

static const source sources[] = {
    {"groupby", "groupby", "groupby",
     "id1 " FEW ", id2 " FEW ", id3 " FEW ", id4 Int32, id5 Int32, id6 Int32, v1 Int32, v2 Int32, "
     "v3 Float64",
     "Memory"},
    {"join", "x", "join_x",
     "id1 Int32, id2 Int32, id3 Int32, id4 " FEW ", id5 " FEW ", id6 String, v1 Float64", "Memory"},
    {"join", "small", "join_small", "id1 Int32, id4 " FEW ", v2 Float64", "Memory"},
    {"join", "medium", "join_medium", "id1 Int32, id2 Int32, id4 " FEW ", id5 " FEW ", v2 Float64",
     "Memory"},
    {"join", "big", "join_big",
     "id1 Int32, id2 Int32, id3 Int32, id4 " FEW ", id5 " FEW ", id6 String, v2 Float64", "Memory"},
    {"trade", "trade", "trade",
     "period Date, flow " FEW ", hs " FEW ", product " FEW ", partner " FEW ", province " FEW
     ", mode " FEW ", kg Int32, usd Int32",
     "MergeTree ORDER BY period"},
};

/* Object pointers and function pointers have one size here; ISO C knows no way from one to the
   other. */
static void look_up(void *handle, const char *name, void *function) {
    void *found = dlsym(handle, name);
    if (found == NULL) {
        (void)bench_refuse(dlerror());
        exit(EXIT_FAILURE);
    }
    memcpy(function, &found, sizeof found);
}

static int open_library(library *self) {
    const char *path = getenv("BENCH_CHDB");
    void *handle = dlopen(path == NULL ? "libchdb.so" : path, RTLD_NOW);
    if (handle == NULL) {
        return bench_refuse(dlerror());
    }
    look_up(handle, "chdb_connect", &self->connect);
    look_up(handle, "chdb_close_conn", &self->close);
    look_up(handle, "chdb_query", &self->query);
    look_up(handle, "chdb_destroy_query_result", &self->free_result);
    look_up(handle, "chdb_result_error", &self->error);
    look_up(handle, "chdb_result_buffer", &self->text);
    look_up(handle, "chdb_result_length", &self->length);
    char program[] = "clickhouse";
    char *argv[] = {program};
    self->connection = self->connect(1, argv);
    return self->connection == NULL ? bench_refuse("no connection") : 0;
}

/* The result, to be freed by the caller; NULL after its error was told. */
static chdb_result *ask(library *self, const char *format, ...) {
    char *sql = NULL;
    size_t capacity = 0;
    va_list arguments;
    FILE *text = open_memstream(&sql, &capacity);
    if (text == NULL) {
        return NULL;
    }
    va_start(arguments, format);
    (void)vfprintf(text, format, arguments);
    va_end(arguments);
    (void)fclose(text);
    chdb_result *result = self->query(*self->connection, sql, "TabSeparated");
    free(sql);
    const char *error = result == NULL ? "no result" : self->error(result);
    if (error != NULL) {
        (void)bench_refuse(error);
        self->free_result(result);
        return NULL;
    }
    return result;
}

static int done(library *self, chdb_result *result) {
    if (result == NULL) {
        return -1;
    }
    self->free_result(result);
    return 0;
}

static int run(void *context, const char *id, const char *sql) {
    library *self = context;
    (void)id;
    return done(self, ask(self, "CREATE TABLE result ENGINE = Memory AS %s", sql));
}

static void tidy(void *context) {
    library *self = context;
    (void)done(self, ask(self, "DROP TABLE IF EXISTS result SYNC"));
}

static int answer(void *context, const char *id, const char *path, const char *sql) {
    library *self = context;
    (void)id;
    (void)remove(path);
    return done(self,
                ask(self, "SELECT * FROM (%s) INTO OUTFILE '%s' FORMAT CSVWithNames", sql, path));
}

static int load(library *self, const char *data, const char *folder) {
    const char *threads = getenv("BENCH_THREADS");
    if (done(self, ask(self, "CREATE DATABASE IF NOT EXISTS bench ENGINE = Memory")) != 0 ||
        done(self, ask(self, "USE bench")) != 0 ||
        done(self, ask(self,
                       "SET max_threads = %s, join_use_nulls = 1, "
                       "allow_suspicious_low_cardinality_types = 1",
                       threads == NULL ? "2" : threads)) != 0) {
        return -1;
    }
    for (size_t i = 0; i < sizeof sources / sizeof *sources; i++) {
        const source *from = &sources[i];
        if (strcmp(from->data, data) != 0) {
            continue;
        }
        if (done(self, ask(self, "CREATE TABLE %s (%s) ENGINE = %s", from->name, from->columns,
                           from->engine)) != 0 ||
            done(self,
                 ask(self,
                     "INSERT INTO %s SELECT %s FROM file('%s/%s.csv', CSVWithNames, "
                     "'%s')",
                     from->name,
                     strcmp(data, "trade") == 0 ? "toDate(concat(period, '-01')), * EXCEPT period"
                                                : "*",
                     folder, from->file,
                     strcmp(data, "trade") == 0
                         ? "period String, flow String, hs String, product String, partner "
                           "String, province String, mode String, kg Int32, usd Int32"
                         : from->columns)) != 0) {
            return -1;
        }
    }
    return 0;
}

static void read_version(library *self, char version[32]) {
    chdb_result *result = ask(self, "SELECT version()");
    version[0] = '\0';
    if (result != NULL) {
        (void)snprintf(version, 32, "%.*s", (int)self->length(result) - 1, self->text(result));
    }
    (void)done(self, result);
}

int main(int argc, char **argv) {
    library self = {.connection = NULL};
    char version[32];
    if (argc != 3) {
        fprintf(stderr, "usage: bench_clickhouse groupby|join|trade FOLDER\n");
        return 64;
    }
    double began = bench_clock();
    if (open_library(&self) != 0 || load(&self, argv[1], argv[2]) != 0) {
        return EXIT_FAILURE;
    }
    read_version(&self, version);
    bench_peer peer = {&self, run, tidy, answer};
    bench_serve(&peer, bench_clock() - began, version);
    self.close(self.connection);
    return EXIT_SUCCESS;
}
