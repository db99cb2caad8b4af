/*
 * A header cell stands for the first column of the spec that knows it, by name or by alias; else it
 * names a column of its own. Every name of the table comes from here, so this is also where names
 * that would clash are told apart or refused: each table name belongs to one heading of a file.
 */
#include "csv/file/header.h"

#include <stdio.h>

#include "base/suggest.h"

enum { LISTED_NAMES = 12, LISTED_BYTES = 40, NUMBERED_BYTES = 40 };

static size_t find_column(const ig_csv_spec *spec, ig_text text) {
    for (size_t i = 0; i < spec->n_columns; i++) {
        if (ig_csv_column_has_name(&spec->columns[i], text)) {
            return i;
        }
    }
    return SIZE_MAX;
}

static ig_text numbered(char out[NUMBERED_BYTES], size_t i) {
    int n = snprintf(out, NUMBERED_BYTES, "column_%zu", i + 1);
    return (ig_text){out, (size_t)n};
}

/* What messages about a header need to know. */
typedef struct place {
    const ig_csv_spec *spec;
    const char *shown;
    uint64_t line;
} place;

/* What the file calls a column; an empty heading is known by its place. */
static const char *own_name(const ig_csv_heading *heading) {
    return heading->text[0] == '\0' ? heading->name : heading->text;
}

/* Decodes header cell i. */
static int take_heading(ig_csv_heading *heading, ig_memory *memory, const ig_csv_spec *spec,
                        ig_csv_decoder *decoder, ig_text cell, size_t i, ig_error *err) {
    char number[NUMBERED_BYTES];
    ig_text text;
    if (ig_csv_decoder_text(decoder, cell.bytes, cell.size_bytes, &text, err) != 0) {
        return -1;
    }
    text = ig_csv_text_trim_name(text);
    heading->text = ig_strndup(memory, text.bytes, text.size_bytes, err);
    if (heading->text == NULL) {
        return -1;
    }
    if (text.size_bytes == 0) {
        text = numbered(number, i);
        heading->name = ig_strndup(memory, text.bytes, text.size_bytes, err);
    }
    heading->column = find_column(spec, text);
    return text.bytes == number && heading->name == NULL ? -1 : 0;
}

static int take_headings(ig_csv_header *header, ig_memory *memory, const place *at,
                         ig_csv_decoder *decoder, const ig_csv_rows *rows, ig_error *err) {
    ig_buffer scratch;
    ig_buffer_init(&scratch, memory);
    int status = 0;
    for (size_t i = 0; i < header->n_columns && status == 0; i++) {
        ig_text cell;
        status = ig_csv_rows_value(rows, ig_csv_rows_raw(rows, 0, i), &scratch, &cell, err);
        if (status == 0) {
            status = take_heading(&header->headings[i], memory, at->spec, decoder, cell, i, err);
        }
    }
    ig_buffer_reset(&scratch);
    if (status != 0 && err->kind == IG_ERROR_DATA) {
        ig_fail_prefix(err, "%s:%llu: ", at->shown, (unsigned long long)at->line);
    }
    return status;
}

/* Two headings that are one column of the spec. */
static int check_twice(const ig_csv_header *header, ig_memory *memory, const place *at,
                       ig_error *err) {
    size_t *owner = ig_alloc_zero(memory, at->spec->n_columns, sizeof *owner, err);
    if (owner == NULL) {
        return -1;
    }
    int status = 0;
    for (size_t i = 0; i < header->n_columns && status == 0; i++) {
        const ig_csv_heading *heading = &header->headings[i];
        if (heading->column == SIZE_MAX) {
            continue;
        }
        size_t first = owner[heading->column]; /* its number from 1, or 0 */
        owner[heading->column] = i + 1;
        if (first > 0) {
            char a[IG_CSV_SHOWN];
            char b[IG_CSV_SHOWN];
            const char *one = own_name(&header->headings[first - 1]);
            const char *two = own_name(heading);
            ig_csv_text_show(a, sizeof a, one, strlen(one));
            ig_csv_text_show(b, sizeof b, two, strlen(two));
            status = ig_fail(err, IG_ERROR_DATA,
                             "%s:%llu: columns %zu ('%s') and %zu ('%s') are both '%s'", at->shown,
                             (unsigned long long)at->line, first, a, i + 1, b,
                             at->spec->columns[heading->column].name);
        }
    }
    ig_free(owner);
    return status;
}

static int check_constant(const place *at, const char *name, ig_error *err) {
    for (size_t i = 0; i < at->spec->n_constants; i++) {
        if (strcmp(at->spec->constants[i].name, name) == 0) {
            return ig_fail(err, IG_ERROR_USAGE,
                           "%s: given as a constant, but %s has a column of that name", name,
                           at->shown);
        }
    }
    return 0;
}

/* Gives the heading the first name of value_2, value_3 … that nobody has; `names` knows all that
   are taken. */
static int rename_heading(ig_csv_heading *heading, ig_memory *memory, ig_dict *names, size_t *next,
                          ig_error *err) {
    ig_buffer name;
    uint32_t code = 0;
    int status = 0;
    ig_buffer_init(&name, memory);
    do {
        name.size_bytes = 0;
        status = ig_buffer_printf(&name, err, "%s_%zu", own_name(heading), ++*next);
    } while (status == 0 && ig_dict_find(names, name.bytes, name.size_bytes, &code));
    if (status == 0) {
        status = ig_dict_add(names, name.bytes, name.size_bytes, &code, err);
    }
    char *copy = status == 0 ? ig_strndup(memory, name.bytes, name.size_bytes, err) : NULL;
    if (copy != NULL) {
        ig_free(heading->name);
        heading->name = copy;
    }
    status = copy == NULL ? -1 : 0;
    ig_buffer_reset(&name);
    return status;
}

static int add_name(ig_dict *names, const char *name, ig_error *err) {
    uint32_t code = 0;
    return ig_dict_add(names, name, strlen(name), &code, err);
}

/* The names that a heading under its own name cannot have: those of the reader and of the spec. */
static int take_names(ig_dict *names, const ig_csv_spec *spec, ig_error *err) {
    int status = add_name(names, "file", err);
    if (status == 0) {
        status = add_name(names, "line", err);
    }
    for (size_t i = 0; i < spec->n_columns && status == 0; i++) {
        status = add_name(names, spec->columns[i].name, err);
    }
    return status;
}

/* Renames what stands twice. `names` holds every name that is taken, texts of later headings among
   them, so that none of them is given away; `turn` is the last number tried behind each, 0 before
   it is met. */
static int name_headings(ig_csv_header *header, ig_memory *memory, const place *at, ig_dict *names,
                         size_t *turn, size_t n_taken, ig_error *err) {
    int status = 0;
    for (size_t i = 0; i < header->n_columns && status == 0; i++) {
        ig_csv_heading *heading = &header->headings[i];
        status = check_constant(at, ig_csv_heading_name(at->spec, heading), err);
        if (status != 0 || heading->column != SIZE_MAX) {
            continue;
        }
        uint32_t code = 0;
        const char *name = own_name(heading);
        (void)ig_dict_find(names, name, strlen(name), &code); /* it is there */
        if (code >= n_taken && turn[code] == 0) {
            turn[code] = 1;
            continue;
        }
        turn[code] = turn[code] == 0 ? 1 : turn[code];
        status = rename_heading(heading, memory, names, &turn[code], err);
    }
    return status;
}

static int settle_names(ig_csv_header *header, ig_memory *memory, const place *at, ig_error *err) {
    size_t *turn = NULL;
    ig_dict *names = ig_dict_new(memory, err);
    int status = names == NULL ? -1 : take_names(names, at->spec, err);
    size_t n_taken = status == 0 ? ig_dict_size(names) : 0;
    for (size_t i = 0; i < header->n_columns && status == 0; i++) {
        if (header->headings[i].column == SIZE_MAX) {
            status = add_name(names, own_name(&header->headings[i]), err);
        }
    }
    if (status == 0) {
        turn = ig_alloc_zero(memory, ig_dict_size(names), sizeof *turn, err);
        status = turn == NULL ? -1 : name_headings(header, memory, at, names, turn, n_taken, err);
    }
    ig_free(turn);
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

static int print_headings(ig_buffer *out, const ig_csv_header *header, ig_error *err) {
    for (size_t i = 0; i < header->n_columns && i < LISTED_NAMES; i++) {
        char shown[LISTED_BYTES];
        const char *text = own_name(&header->headings[i]);
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
static const char *nearest(const ig_csv_header *header, const ig_csv_column *column) {
    for (size_t i = 0; i <= column->n_aliases; i++) {
        const char *wanted = i < column->n_aliases ? column->aliases[i] : column->name;
        for (size_t k = 0; k < header->n_columns && k < LISTED_NAMES * LISTED_NAMES; k++) {
            const char *text = own_name(&header->headings[k]);
            if (header->headings[k].column == SIZE_MAX &&
                ig_suggest(wanted, strlen(wanted), &text, 1) == 0) {
                return text;
            }
        }
    }
    return NULL;
}

static int fail_lacks(const ig_csv_header *header, ig_memory *memory, const place *at,
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

static int check_required(const ig_csv_header *header, ig_memory *memory, const place *at,
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

static int make_room(ig_csv_header *header, ig_memory *memory, size_t n_columns, ig_error *err) {
    header->headings = ig_alloc_zero(memory, n_columns, sizeof header->headings[0], err);
    header->n_columns = header->headings == NULL ? 0 : n_columns;
    return header->headings == NULL ? -1 : 0;
}

int ig_csv_header_read(ig_csv_header *header, ig_memory *memory, const ig_csv_spec *spec,
                       const char *shown, ig_csv_decoder *decoder, const ig_csv_rows *rows,
                       ig_error *err) {
    const place at = {spec, shown, ig_csv_rows_line(rows, 0)};
    size_t n = rows->n_columns;
    *header = (ig_csv_header){0};
    if (n > 1 && ig_csv_text_trim(ig_csv_rows_raw(rows, 0, n - 1)).size_bytes == 0) {
        header->empty_end = true;
        n--;
    }
    if (make_room(header, memory, n, err) != 0 ||
        take_headings(header, memory, &at, decoder, rows, err) != 0 ||
        check_required(header, memory, &at, err) != 0 ||
        check_twice(header, memory, &at, err) != 0 || settle_names(header, memory, &at, err) != 0) {
        ig_csv_header_reset(header);
        return -1;
    }
    return 0;
}

int ig_csv_header_assume(ig_csv_header *header, ig_memory *memory, const ig_csv_spec *spec,
                         size_t n_cells, ig_error *err) {
    char number[NUMBERED_BYTES];
    bool by_name = spec->n_columns == 0;
    *header = (ig_csv_header){0};
    for (size_t i = 0; i < n_cells && !by_name; i++) {
        by_name = find_column(spec, numbered(number, i)) != SIZE_MAX;
    }
    header->empty_end = !by_name;
    if (make_room(header, memory, by_name ? n_cells : spec->n_columns, err) != 0) {
        return -1;
    }
    for (size_t i = 0; i < header->n_columns; i++) {
        ig_csv_heading *heading = &header->headings[i];
        ig_text name = numbered(number, i);
        heading->column = by_name ? find_column(spec, name) : i;
        if (heading->column != SIZE_MAX) {
            continue;
        }
        heading->name = ig_strndup(memory, name.bytes, name.size_bytes, err);
        if (heading->name == NULL) {
            ig_csv_header_reset(header);
            return -1;
        }
    }
    return 0;
}

void ig_csv_header_reset(ig_csv_header *header) {
    for (size_t i = 0; i < header->n_columns; i++) {
        ig_free(header->headings[i].text);
        ig_free(header->headings[i].name);
    }
    ig_free(header->headings);
    *header = (ig_csv_header){0};
}

static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

bool ig_csv_name_says_month(const char *name) {
    static const char word[] = "month";
    for (const char *at = name; *at != '\0'; at++) {
        size_t n = 0;
        while (n < sizeof word - 1 && lower(at[n]) == word[n]) {
            n++;
        }
        if (n == sizeof word - 1) {
            return true;
        }
    }
    return strstr(name, "年月") != NULL || strstr(name, "月份") != NULL;
}
