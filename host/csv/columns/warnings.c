/*
 * Warnings are found file by file; `next_origin` holds, for each column, how far the files before have
 * used up its origins, so that all of it is one pass. Each remark is one function of the list
 * below, made in `text` and said of the file; one that has nothing to say leaves `text` empty.
 */
#include "csv/columns/warnings.h"

#include "csv/columns/listing.h"
#include "csv/columns/rejects.h"

#include <stdio.h>

enum { LISTED_NAMES = 12, COUNT_TEXT = 32 };
enum { FILES, MESSAGE, N_COLUMNS };

static const ig_csv_listed columns[N_COLUMNS] = {{"file", IG_TEXT}, {"message", IG_TEXT}};

typedef struct remarks {
    const ig_csv_plan *plan;
    const ig_csv_type *types;
    const ig_csv_doubt *doubts;
    size_t *next_origin; /* by column */
    ig_csv_listing listing;
    ig_buffer text; /* of the message being made */
} remarks;

/* Makes a message about file number `number`. */
typedef int (*remark)(remarks *r, size_t number, ig_error *err);

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

/* Ends the message in `text`, if there is one, as one about a file. */
static int say(remarks *r, size_t number, ig_error *err) {
    ig_text message = {r->text.bytes, r->text.size_bytes};
    if (message.size_bytes == 0) {
        return 0;
    }
    if (ig_csv_listing_word(&r->listing, FILES, r->plan->parts[number].path, err) != 0 ||
        ig_csv_listing_text(&r->listing, MESSAGE, message, err) != 0) {
        return -1;
    }
    r->text.size_bytes = 0;
    r->listing.n_rows++;
    return 0;
}

static int remark_cap(remarks *r, size_t number, ig_error *err) {
    char count[COUNT_TEXT];
    uint64_t n = r->plan->parts[number].n_records;
    if (r->plan->spec->row_cap == 0 || n != r->plan->spec->row_cap) {
        return 0;
    }
    return ig_buffer_printf(&r->text, err, "exactly %s rows: the download is probably cut off",
                            grouped(count, n));
}

static int remark_empty(remarks *r, size_t number, ig_error *err) {
    static const char text[] = "empty file";
    return r->plan->parts[number].is_empty ? ig_buffer_append(&r->text, text, sizeof text - 1, err)
                                           : 0;
}

static int remark_rejects(remarks *r, size_t number, ig_error *err) {
    char count[COUNT_TEXT];
    size_t n = ig_csv_rejects_count(&r->plan->parts[number]);
    if (n == 0) {
        return 0;
    }
    return ig_buffer_printf(&r->text, err, "%s %s rejected", grouped(count, n),
                            n == 1 ? "cell or row" : "cells or rows");
}

/* What was done to rows so that they are some: how many, and the line of the first. */
static int say_liberty(remarks *r, size_t number, ig_csv_liberty liberty, ig_error *err) {
    static const struct {
        const char *one, *many, *text;
    } words[IG_CSV_LIBERTIES] = {
        [IG_CSV_PADDED] = {"row was", "rows were", "too short and padded with missing cells"},
        [IG_CSV_ENDED] = {"row ends", "rows end", "in a delimiter that the header has not"},
        [IG_CSV_MENDED] = {"row has", "rows have", "a quote astray that was taken as text"}};
    const ig_csv_part *part = &r->plan->parts[number];
    char count[COUNT_TEXT];
    ig_csv_count all = {0};
    for (size_t k = 0; k < part->n_chunks; k++) {
        const ig_csv_count *more = &part->chunks[k].liberties[liberty];
        all.line = all.n == 0 ? more->line : all.line;
        all.n += more->n;
    }
    if (all.n == 0 || (liberty == IG_CSV_ENDED && part->header.empty_end)) {
        return 0;
    }
    if (ig_buffer_printf(&r->text, err, "%s %s %s, first on line %llu", grouped(count, all.n),
                         all.n == 1 ? words[liberty].one : words[liberty].many, words[liberty].text,
                         (unsigned long long)all.line) != 0) {
        return -1;
    }
    if (liberty != IG_CSV_ENDED) {
        return 0;
    }
    return ig_buffer_printf(
        &r->text, err, ": the empty cell is left out%s", /* where others do not, one may be two */
        all.n < part->n_rows ? "; others do not, so look whether a cell there holds a delimiter"
                             : "");
}

static int remark_padded(remarks *r, size_t number, ig_error *err) {
    return say_liberty(r, number, IG_CSV_PADDED, err);
}

static int remark_ended(remarks *r, size_t number, ig_error *err) {
    return say_liberty(r, number, IG_CSV_ENDED, err);
}

static int remark_mended(remarks *r, size_t number, ig_error *err) {
    return say_liberty(r, number, IG_CSV_MENDED, err);
}

static int remark_header(remarks *r, size_t number, ig_error *err) {
    static const char text[] = "the header has a quote astray that was taken as text";
    return r->plan->parts[number].is_header_mended
               ? ig_buffer_append(&r->text, text, sizeof text - 1, err)
               : 0;
}

/* Adds a name to a list, up to LISTED_NAMES of them: "lacks a", then ", b". */
static int list_name(remarks *r, size_t i, const char *first, const char *name, ig_error *err) {
    char shown[IG_CSV_SHOWN];
    if (i >= LISTED_NAMES) {
        return 0;
    }
    return ig_buffer_printf(&r->text, err, "%s%s", i == 0 ? first : ", ",
                            ig_csv_text_show(shown, sizeof shown, name, strlen(name)));
}

static int end_list(remarks *r, size_t n, ig_error *err) {
    return n <= LISTED_NAMES ? 0
                             : ig_buffer_printf(&r->text, err, " and %zu more", n - LISTED_NAMES);
}

/* "lacks province_code, province and 3 more" */
static int remark_lacks(remarks *r, size_t number, ig_error *err) {
    size_t n = 0;
    for (size_t c = 0; c < r->plan->n_columns; c++) {
        const ig_csv_planned *planned = &r->plan->columns[c];
        size_t next = r->next_origin[c];
        if (next < planned->n_origins && planned->origins[next].part == number) {
            r->next_origin[c]++;
        } else if (list_name(r, n++, "lacks ", planned->name, err) != 0) {
            return -1;
        }
    }
    return end_list(r, n, err);
}

/* "names that stand twice or are the reader's own are now value_2, line_2" */
static int remark_renamed(remarks *r, size_t number, ig_error *err) {
    static const char first[] = "names that stand twice or are the reader's own are now ";
    const ig_csv_header *header = &r->plan->parts[number].header;
    size_t n = 0;
    for (size_t i = 0; i < header->n_columns; i++) {
        const ig_csv_heading *heading = &header->headings[i];
        bool renamed = heading->column == SIZE_MAX && heading->name != NULL &&
                       heading->text != NULL && heading->text[0] != '\0';
        if (renamed && list_name(r, n++, first, heading->name, err) != 0) {
            return -1;
        }
    }
    return end_list(r, n, err);
}

/* How many cells look so depends on who met their words: only the first is the same for all. */
static int remark_tangled(remarks *r, size_t number, ig_error *err) {
    const ig_csv_part *part = &r->plan->parts[number];
    bool found = false;
    uint64_t first = UINT64_MAX;
    for (size_t s = 0; s < part->n_shares; s++) {
        for (size_t i = 0; i < part->header.n_columns; i++) {
            const ig_csv_shelf *shelf = &part->shares[s][i];
            if (shelf->is_tangled) {
                found = true;
                first = shelf->tangled < first ? shelf->tangled : first;
            }
        }
    }
    if (!found) {
        return 0;
    }
    return ig_buffer_printf(&r->text, err,
                            "a cell looks like several with a quote missing, first on line %llu",
                            (unsigned long long)ig_csv_part_line(part, first));
}

static int remark_utf8(remarks *r, size_t number, ig_error *err) {
    static const char text[] =
        "read as gb18030 as told, but valid UTF-8 too: try encoding = \"auto\"";
    return r->plan->parts[number].encoded.also_utf8
               ? ig_buffer_append(&r->text, text, sizeof text - 1, err)
               : 0;
}

/* What concerns a column of all files is said of the first file that has it. */
static int say_columns(remarks *r, size_t number, ig_error *err) {
    char shown[IG_CSV_SHOWN];
    for (size_t c = 0; c < r->plan->n_columns; c++) {
        const ig_csv_planned *planned = &r->plan->columns[c];
        const ig_csv_type *type = &r->types[c];
        if ((!type->rounded && !type->unscaled) || planned->origins[0].part != number) {
            continue;
        }
        ig_csv_text_show(shown, sizeof shown, planned->name, strlen(planned->name));
        const char *what =
            type->rounded
                ? "numbers of more than 17 digits are rounded; read as text they keep them"
                : "no common scale holds all numbers exactly, so they are real numbers";
        if (ig_buffer_printf(&r->text, err, "%s: %s", shown, what) != 0 ||
            say(r, number, err) != 0) {
            return -1;
        }
    }
    return 0;
}

/* Why columns are text is said of the file where that is. */
static int say_doubt(remarks *r, size_t number, ig_error *err) {
    for (size_t c = 0; c < r->plan->n_columns; c++) {
        const ig_buffer *text = &r->doubts[c].text;
        if (text->size_bytes > 0 && r->doubts[c].part == number &&
            (ig_buffer_append(&r->text, text->bytes, text->size_bytes, err) != 0 ||
             say(r, number, err) != 0)) {
            return -1;
        }
    }
    return 0;
}

static int say_all(remarks *r, ig_error *err) {
    static const remark all[] = {remark_empty,   remark_cap,     remark_rejects, remark_padded,
                                 remark_ended,   remark_mended,  remark_header,  remark_lacks,
                                 remark_renamed, remark_tangled, remark_utf8};
    for (size_t p = 0; p < r->plan->n_parts; p++) {
        for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
            if (all[i](r, p, err) != 0 || say(r, p, err) != 0) {
                return -1;
            }
        }
        if (say_columns(r, p, err) != 0 || say_doubt(r, p, err) != 0) {
            return -1;
        }
    }
    return 0;
}

int ig_csv_warnings_table(ig_memory *memory, const ig_csv_plan *plan, const ig_csv_type *types,
                          const ig_csv_doubt *doubts, ig_table **table, ig_error *err) {
    remarks r = {.plan = plan, .types = types, .doubts = doubts};
    *table = NULL;
    ig_buffer_init(&r.text, memory);
    r.next_origin = ig_alloc_zero(memory, plan->n_columns, sizeof r.next_origin[0], err);
    int status = r.next_origin == NULL
                     ? -1
                     : ig_csv_listing_init(&r.listing, memory, columns, N_COLUMNS, err);
    if (status == 0) {
        status = say_all(&r, err);
    }
    if (status == 0 && r.listing.n_rows > 0) {
        *table = ig_csv_listing_table(&r.listing, err);
        status = *table == NULL ? -1 : 0;
    }
    ig_csv_listing_reset(&r.listing);
    ig_free(r.next_origin);
    ig_buffer_reset(&r.text);
    return status;
}
