/*
 * A header cell stands for the first column of the spec that knows it, by name or by alias; else it
 * names a column of its own. Every name of the table comes from here, so this is also where names
 * that would clash are refused: each table name belongs to one heading of a file.
 */
#include "csv/old/header.h"

#include <stdio.h>

#include "base/suggest.h"

enum { LISTED_NAMES = 12, LISTED_BYTES = 40 };

static bool names_column(const ig_csv_column *column, ig_text text) {
    for (size_t i = 0; i < column->n_aliases; i++) {
        if (ig_csv_text_is(text, column->aliases[i])) {
            return true;
        }
    }
    return ig_csv_text_is(text, column->name);
}

static size_t find_column(const ig_csv_spec *spec, ig_text text) {
    for (size_t i = 0; i < spec->n_columns; i++) {
        if (names_column(&spec->columns[i], text)) {
            return i;
        }
    }
    return SIZE_MAX;
}

/* Decodes header cell i. An empty one is called by its place. */
static int take_heading(ig_old_heading *heading, ig_memory *memory, const ig_csv_spec *spec,
                        ig_csv_decoder *decoder, ig_text cell, size_t i, ig_error *err) {
    char numbered[40];
    ig_text text;
    if (ig_csv_decoder_text(decoder, cell.bytes, cell.size_bytes, &text, err) != 0) {
        return -1;
    }
    text = ig_csv_text_trim_name(text);
    if (text.size_bytes == 0) {
        text.size_bytes = (size_t)snprintf(numbered, sizeof numbered, "column_%zu", i + 1);
        text.bytes = numbered;
    }
    heading->column = find_column(spec, text);
    heading->text = ig_strndup(memory, text.bytes, text.size_bytes, err);
    return heading->text == NULL ? -1 : 0;
}

/* What messages about a header need to know. */
typedef struct place {
    const ig_csv_spec *spec;
    const char *shown;
    uint64_t line;
} place;

static int fail_twice(const ig_old_header *header, const place *at, size_t first, size_t second,
                      ig_error *err) {
    char a[IG_CSV_SHOWN];
    char b[IG_CSV_SHOWN];
    const char *one = header->headings[first].text;
    const char *two = header->headings[second].text;
    ig_csv_text_show(a, sizeof a, one, strlen(one));
    ig_csv_text_show(b, sizeof b, two, strlen(two));
    if (strcmp(one, two) == 0) {
        return ig_fail(err, IG_ERROR_DATA, "%s:%llu: columns %zu and %zu are both named '%s'",
                       at->shown, (unsigned long long)at->line, first + 1, second + 1, a);
    }
    return ig_fail(err, IG_ERROR_DATA, "%s:%llu: columns %zu ('%s') and %zu ('%s') are both '%s'",
                   at->shown, (unsigned long long)at->line, first + 1, a, second + 1, b,
                   ig_old_heading_name(at->spec, &header->headings[second]));
}

static int check_name(const place *at, const char *name, ig_error *err) {
    for (size_t i = 0; i < at->spec->n_constants; i++) {
        if (strcmp(at->spec->constants[i].name, name) == 0) {
            return ig_fail(err, IG_ERROR_USAGE,
                           "%s: given as a constant, but %s has a column of that name", name,
                           at->shown);
        }
    }
    if (strcmp(name, "file") == 0 || strcmp(name, "line") == 0) {
        return ig_fail(err, IG_ERROR_DATA,
                       "%s:%llu: '%s' is the name of a column that the reader adds itself; "
                       "a profile can give the file's another one",
                       at->shown, (unsigned long long)at->line, name);
    }
    return 0;
}

static int check_names(const ig_old_header *header, ig_memory *memory, const place *at,
                       ig_error *err) {
    ig_dict *names = ig_dict_new(memory, err); /* name i of it is heading i's */
    int status = names == NULL ? -1 : 0;
    for (size_t i = 0; i < header->n_columns && status == 0; i++) {
        const char *name = ig_old_heading_name(at->spec, &header->headings[i]);
        uint32_t code = 0;
        status = check_name(at, name, err);
        if (status == 0) {
            status = ig_dict_add(names, name, strlen(name), &code, err);
        }
        if (status == 0 && code != i) {
            status = fail_twice(header, at, code, i, err);
        }
    }
    ig_dict_release(names);
    return status;
}

/* " (数据年月, 年月 or 日期)" */
static int print_aliases(ig_buffer *out, const ig_csv_column *column, ig_error *err) {
    for (size_t i = 0; i < column->n_aliases; i++) {
        const char *before = i == 0 ? " (" : i + 1 == column->n_aliases ? " or " : ", ";
        if (ig_buffer_printf(out, err, "%s%s", before, column->aliases[i]) != 0) {
            return -1;
        }
    }
    return column->n_aliases == 0 ? 0 : ig_buffer_append(out, ")", 1, err);
}

static int print_headings(ig_buffer *out, const ig_old_header *header, ig_error *err) {
    for (size_t i = 0; i < header->n_columns && i < LISTED_NAMES; i++) {
        char shown[LISTED_BYTES];
        const char *text = header->headings[i].text;
        ig_csv_text_show(shown, sizeof shown, text, strlen(text));
        if (ig_buffer_printf(out, err, "%s'%s'", i == 0 ? "" : ", ", shown) != 0) {
            return -1;
        }
    }
    return header->n_columns <= LISTED_NAMES
               ? 0
               : ig_buffer_printf(out, err, " and %zu more", header->n_columns - LISTED_NAMES);
}

/* The heading under its own name that is most like one of the column's names, or NULL. */
static const char *nearest(const ig_old_header *header, const ig_csv_column *column) {
    for (size_t i = 0; i <= column->n_aliases; i++) {
        const char *wanted = i < column->n_aliases ? column->aliases[i] : column->name;
        for (size_t k = 0; k < header->n_columns && k < LISTED_NAMES * LISTED_NAMES; k++) {
            const char *text = header->headings[k].text;
            if (header->headings[k].column == SIZE_MAX &&
                ig_suggest(wanted, strlen(wanted), &text, 1) == 0) {
                return text;
            }
        }
    }
    return NULL;
}

static int fail_lacks(const ig_old_header *header, ig_memory *memory, const place *at,
                      const ig_csv_column *column, ig_error *err) {
    ig_buffer text;
    ig_buffer_init(&text, memory);
    const char *near = nearest(header, column);
    char shown[IG_CSV_SHOWN];
    if (ig_buffer_printf(&text, err, "%s:%llu: the header lacks '%s'", at->shown,
                         (unsigned long long)at->line, column->name) != 0 ||
        print_aliases(&text, column, err) != 0 || ig_buffer_printf(&text, err, "; it has ") != 0 ||
        print_headings(&text, header, err) != 0) {
        goto done;
    }
    if (near != NULL &&
        ig_buffer_printf(&text, err, "; is '%s' meant?",
                         ig_csv_text_show(shown, sizeof shown, near, strlen(near))) != 0) {
        goto done;
    }
    const char *message = ig_buffer_text(&text, err);
    if (message != NULL) {
        ig_fail(err, IG_ERROR_DATA, "%s", message);
    }
done:
    ig_buffer_reset(&text);
    return -1;
}

static int check_required(const ig_old_header *header, ig_memory *memory, const place *at,
                          ig_error *err) {
    for (size_t c = 0; c < at->spec->n_columns; c++) {
        bool found = !at->spec->columns[c].required;
        for (size_t i = 0; i < header->n_columns && !found; i++) {
            found = header->headings[i].column == c;
        }
        if (!found) {
            return fail_lacks(header, memory, at, &at->spec->columns[c], err);
        }
    }
    return 0;
}

int ig_old_header_read(ig_old_header *header, ig_memory *memory, const ig_csv_spec *spec,
                       const char *shown, ig_csv_decoder *decoder, const ig_old_record *record,
                       ig_error *err) {
    *header = (ig_old_header){0};
    size_t n = record->n_fields;
    if (n > 1 && ig_csv_text_trim(ig_old_record_field(record, n - 1)).size_bytes == 0) {
        header->empty_end = true;
        n--;
    }
    header->headings = ig_alloc_zero(memory, n, sizeof header->headings[0], err);
    if (header->headings == NULL) {
        return -1;
    }
    header->n_columns = n;
    const place at = {spec, shown, record->line};
    for (size_t i = 0; i < n; i++) {
        if (take_heading(&header->headings[i], memory, spec, decoder,
                         ig_old_record_field(record, i), i, err) != 0) {
            if (err->kind == IG_ERROR_DATA) {
                ig_fail_prefix(err, "%s:%llu: ", shown, (unsigned long long)record->line);
            }
            goto failed;
        }
    }
    if (check_required(header, memory, &at, err) != 0 ||
        check_names(header, memory, &at, err) != 0) {
        goto failed;
    }
    return 0;
failed:
    ig_old_header_reset(header);
    return -1;
}

int ig_old_header_assume(ig_old_header *header, ig_memory *memory, const ig_csv_spec *spec,
                         ig_error *err) {
    *header = (ig_old_header){.empty_end = true};
    header->headings = ig_alloc_zero(memory, spec->n_columns, sizeof header->headings[0], err);
    if (header->headings == NULL) {
        return -1;
    }
    header->n_columns = spec->n_columns;
    for (size_t i = 0; i < spec->n_columns; i++) {
        header->headings[i].column = i;
    }
    return 0;
}

void ig_old_header_reset(ig_old_header *header) {
    for (size_t i = 0; i < header->n_columns; i++) {
        ig_free(header->headings[i].text);
    }
    ig_free(header->headings);
    *header = (ig_old_header){0};
}
