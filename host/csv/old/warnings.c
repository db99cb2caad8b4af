/*
 * Warnings are found file by file; `next_piece` and `next_reject` hold, for each column, how far the
 * files before have used up its pieces and its rejects, so that all of it is one pass.
 */
#include "csv/old/warnings.h"

#include "table/builder.h"

#include <stdio.h>

enum { LISTED_NAMES = 12, COUNT_TEXT = 32 };

typedef struct remarks {
    const ig_old_plan *plan;
    const ig_old_built *built;
    size_t *next_piece;  /* by column */
    size_t *next_reject; /* by column */
    ig_builder *files;
    ig_builder *messages;
    size_t n;
    ig_buffer text; /* of the message being made */
} remarks;

/* 10000 as "10,000". `out` holds COUNT_TEXT bytes. */
static const char *grouped(char *out, uint64_t n) {
    char digits[COUNT_TEXT];
    int n_digits = snprintf(digits, sizeof digits, "%llu", (unsigned long long)n);
    char *to = out;
    for (int i = 0; i < n_digits; i++) {
        if (i > 0 && (n_digits - i) % 3 == 0) {
            *to++ = ',';
        }
        *to++ = digits[i];
    }
    *to = '\0';
    return out;
}

/* Ends the message in `text` as one about a file. */
static int say(remarks *r, const ig_old_part *part, ig_error *err) {
    if (ig_builder_text(r->files, part->path, strlen(part->path), err) != 0 ||
        ig_builder_text(r->messages, r->text.bytes, r->text.size_bytes, err) != 0) {
        return -1;
    }
    r->text.size_bytes = 0;
    r->n++;
    return 0;
}

static int say_cap(remarks *r, const ig_old_part *part, ig_error *err) {
    char count[COUNT_TEXT];
    if (r->plan->spec->row_cap == 0 || part->n_records != r->plan->spec->row_cap) {
        return 0;
    }
    if (ig_buffer_printf(&r->text, err, "exactly %s rows: the download is probably cut off",
                         grouped(count, part->n_records)) != 0) {
        return -1;
    }
    return say(r, part, err);
}

static int say_rejects(remarks *r, const ig_old_part *part, size_t number, ig_error *err) {
    char count[COUNT_TEXT];
    size_t from = 0;
    size_t n = ig_old_rejects_count(&part->rejects, number, &from);
    for (size_t c = 0; c < r->plan->n_columns; c++) {
        n += ig_old_rejects_count(&r->built[c].rejects, number, &r->next_reject[c]);
    }
    if (n == 0) {
        return 0;
    }
    if (ig_buffer_printf(&r->text, err, "%s %s rejected", grouped(count, n),
                         n == 1 ? "cell or row" : "cells or rows") != 0) {
        return -1;
    }
    return say(r, part, err);
}

/* "lacks province_code, province and 3 more" */
static int say_lacks(remarks *r, const ig_old_part *part, size_t number, ig_error *err) {
    size_t n = 0;
    char shown[IG_CSV_SHOWN];
    for (size_t c = 0; c < r->plan->n_columns; c++) {
        const ig_old_plan_column *column = &r->plan->columns[c];
        size_t next = r->next_piece[c];
        if (next < column->n_pieces && column->pieces[next].part == number) {
            r->next_piece[c]++;
            continue;
        }
        if (n < LISTED_NAMES && ig_buffer_printf(&r->text, err, "%s%s", n == 0 ? "lacks " : ", ",
                                                 ig_csv_text_show(shown, sizeof shown, column->name,
                                                                  strlen(column->name))) != 0) {
            return -1;
        }
        n++;
    }
    if (n == 0) {
        return 0;
    }
    if (n > LISTED_NAMES &&
        ig_buffer_printf(&r->text, err, " and %zu more", n - LISTED_NAMES) != 0) {
        return -1;
    }
    return say(r, part, err);
}

static int say_tangled(remarks *r, const ig_old_part *part, ig_error *err) {
    char count[COUNT_TEXT];
    if (part->n_tangled == 0) {
        return 0;
    }
    if (ig_buffer_printf(
            &r->text, err, "%s %s like several with a quote missing, first on line %llu",
            grouped(count, part->n_tangled), part->n_tangled == 1 ? "cell looks" : "cells look",
            (unsigned long long)part->first_tangled) != 0) {
        return -1;
    }
    return say(r, part, err);
}

static int say_utf8(remarks *r, const ig_old_part *part, ig_error *err) {
    static const char text[] =
        "read as gb18030 as told, but valid UTF-8 too: try encoding = \"auto\"";
    if (!part->encoded.also_utf8) {
        return 0;
    }
    if (ig_buffer_append(&r->text, text, sizeof text - 1, err) != 0) {
        return -1;
    }
    return say(r, part, err);
}

/* What concerns a column of all files is said of the first file that has it. */
static int say_columns(remarks *r, const ig_old_part *part, size_t number, ig_error *err) {
    static const char *const texts[] = {
        [IG_OLD_ROUNDED] =
            "numbers of more than 17 digits are rounded; read as text they keep them",
        [IG_OLD_UNSCALED] = "no common scale holds all numbers exactly, so they are real numbers",
    };
    char shown[IG_CSV_SHOWN];
    for (size_t c = 0; c < r->plan->n_columns; c++) {
        const ig_old_plan_column *column = &r->plan->columns[c];
        ig_old_remark remark = r->built[c].remark;
        if (remark == IG_OLD_NO_REMARK || column->pieces[0].part != number) {
            continue;
        }
        ig_csv_text_show(shown, sizeof shown, column->name, strlen(column->name));
        if (ig_buffer_printf(&r->text, err, "%s: %s", shown, texts[remark]) != 0 ||
            say(r, part, err) != 0) {
            return -1;
        }
    }
    return 0;
}

static int say_all(remarks *r, ig_error *err) {
    for (size_t p = 0; p < r->plan->n_parts; p++) {
        const ig_old_part *part = &r->plan->parts[p];
        if (say_cap(r, part, err) != 0 || say_rejects(r, part, p, err) != 0 ||
            say_lacks(r, part, p, err) != 0 || say_tangled(r, part, err) != 0 ||
            say_utf8(r, part, err) != 0 || say_columns(r, part, p, err) != 0) {
            return -1;
        }
    }
    return 0;
}

static ig_table *finish(remarks *r, ig_memory *memory, ig_error *err) {
    ig_column *files = ig_builder_finish(r->files, err);
    r->files = NULL;
    if (files == NULL) {
        return NULL;
    }
    ig_column *messages = ig_builder_finish(r->messages, err);
    r->messages = NULL;
    ig_table *table = messages == NULL ? NULL : ig_table_new(memory, r->n, err);
    if (table == NULL) {
        ig_column_release(files);
        ig_column_release(messages);
        return NULL;
    }
    if (ig_table_add(table, "file", files, err) != 0) {
        ig_column_release(messages);
        ig_table_release(table);
        return NULL;
    }
    if (ig_table_add(table, "message", messages, err) != 0) {
        ig_table_release(table);
        return NULL;
    }
    return table;
}

int ig_old_warnings_table(ig_memory *memory, const ig_old_plan *plan, const ig_old_built *built,
                          ig_table **table, ig_error *err) {
    remarks r = {.plan = plan, .built = built};
    int status = -1;
    *table = NULL;
    ig_buffer_init(&r.text, memory);
    r.next_piece = ig_alloc_zero(memory, plan->n_columns, sizeof r.next_piece[0], err);
    r.next_reject = ig_alloc_zero(memory, plan->n_columns, sizeof r.next_reject[0], err);
    r.files = ig_builder_new(memory, IG_TEXT, 0, 0, err);
    r.messages = ig_builder_new(memory, IG_TEXT, 0, 0, err);
    if (r.next_piece == NULL || r.next_reject == NULL || r.files == NULL || r.messages == NULL ||
        say_all(&r, err) != 0) {
        goto done;
    }
    if (r.n > 0) {
        *table = finish(&r, memory, err);
    }
    status = r.n > 0 && *table == NULL ? -1 : 0;
done:
    ig_builder_free(r.files);
    ig_builder_free(r.messages);
    ig_free(r.next_piece);
    ig_free(r.next_reject);
    ig_buffer_reset(&r.text);
    return status;
}
