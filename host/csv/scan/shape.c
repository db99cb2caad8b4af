/*
 * Makes a rectangle of cells of the places where cells end. Where each n-th place is a line's end and
 * no line's end is elsewhere, the places are the rectangle: that is seen by one look a row. Any other
 * piece is walked record by record, and what is to be kept copied.
 */
#include "csv/scan/ways.h"

#include "csv/spec/text.h"

static size_t delimiter_more(const ig_csv_piece *piece) {
    return strlen(piece->how->dialect->delimiter) - 1;
}

/* The record of place i + 1 begins behind place i, where a line ends. */
static size_t record_start(const ig_csv_found *found, const char *bytes, size_t i) {
    return i == 0 ? 0 : ig_csv_behind_line(bytes, found->places[i]);
}

/* Nothing but blanks in a line, or the end mark of DOS: no record. Where rows are one cell, blanks are
   data unless trimmed. */
static bool is_blank_line(const ig_csv_splitting *how, const char *bytes, size_t start,
                          size_t end) {
    if (end - start == 1 && bytes[start] == '\x1a') {
        return true;
    }
    if (start < end && how->n_columns == 1 && !how->dialect->trim) {
        return false;
    }
    while (start < end && ig_csv_is_blank(bytes[start])) {
        start++;
    }
    return start == end;
}

/* ---- Regular pieces ---- */

static bool has_line_ends_at(const ig_csv_found *found, const char *bytes, size_t n_columns) {
    const uint32_t *last = found->places + n_columns;
    for (size_t r = 0; r < found->n_lines; r++, last += n_columns) {
        if (!ig_csv_is_line_end(bytes[*last])) {
            return false;
        }
    }
    return true;
}

/* Some line is a comment, or blank: looked for only where it could be. */
static bool has_odd_lines(const ig_csv_found *found, const ig_csv_piece *piece) {
    const ig_csv_splitting *how = piece->how;
    char comment = how->dialect->comment;
    if (comment == 0 && how->n_columns > 1) {
        return false;
    }
    for (size_t r = 0; r < found->n_lines; r++) {
        size_t i = r * how->n_columns;
        size_t start = record_start(found, piece->bytes, i);
        if ((comment != 0 && piece->bytes[start] == comment) ||
            (how->n_columns == 1 &&
             is_blank_line(how, piece->bytes, start, found->places[i + 1]))) {
            return true;
        }
    }
    return false;
}

static bool is_regular(const ig_csv_found *found, const ig_csv_piece *piece) {
    size_t n_columns = piece->how->n_columns;
    return n_columns > 0 && found->n_breaks == 0 && found->n_odds == 0 &&
           piece->n <= piece->how->max_record_bytes && found->n_lines <= found->n / n_columns &&
           has_line_ends_at(found, piece->bytes, n_columns) && !has_odd_lines(found, piece);
}

/* Cells begin behind a delimiter of several bytes, or behind a CR LF. */
static int fill_befores(ig_csv_split *split, const ig_csv_piece *piece, ig_error *err) {
    const uint32_t *places = split->found.places;
    size_t n_columns = piece->how->n_columns;
    size_t n = split->found.n_lines * n_columns;
    uint32_t more = (uint32_t)delimiter_more(piece);
    if (ig_csv_reserve(split->memory, &split->befores, &split->max_befores, n, err) != 0) {
        return -1;
    }
    for (size_t i = 0; i < n; i++) {
        split->befores[i] = places[i] + more;
    }
    for (size_t i = 0; i < n; i += n_columns) {
        split->befores[i] = (uint32_t)(record_start(&split->found, piece->bytes, i) - 1);
    }
    return 0;
}

static int shape_regular(ig_csv_split *split, const ig_csv_piece *piece, ig_error *err) {
    const ig_csv_found *found = &split->found;
    bool apart = found->has_cr || delimiter_more(piece) > 0;
    if (apart && fill_befores(split, piece, err) != 0) {
        return -1;
    }
    size_t n = found->n_lines * piece->how->n_columns;
    split->rows.befores = apart ? split->befores : found->places;
    split->rows.ends = found->places + 1;
    split->rows.n_rows = found->n_lines;
    split->used_bytes = record_start(found, piece->bytes, n);
    split->next_line = piece->line + found->n_lines;
    return 0;
}

/* ---- Others ---- */

typedef struct record {
    size_t first; /* its cells end at places[first + 1 … first + n_fields] */
    size_t n_fields;
    size_t start; /* bytes[start … end) */
    size_t end;
    uint64_t line;
    const ig_csv_odd *odd; /* NULL: its quotes are as they should be */
} record;

static bool is_open(const record *r) {
    return r->odd != NULL && r->odd->is_open;
}

static int put_misfit(ig_csv_split *split, const record *r, ig_error *err) {
    if (split->n_misfits == split->max_misfits) {
        size_t room = split->max_misfits == 0 ? 16 : split->max_misfits * 2;
        ig_csv_misfit *misfits =
            ig_realloc_array(split->memory, split->misfits, room, sizeof misfits[0], err);
        if (misfits == NULL) {
            return -1;
        }
        split->misfits = misfits;
        split->max_misfits = room;
    }
    split->misfits[split->n_misfits++] = (ig_csv_misfit){.line = r->line,
                                                         .n_fields = r->n_fields,
                                                         .is_open = is_open(r),
                                                         .row = split->rows.n_rows,
                                                         .start = (uint32_t)r->start,
                                                         .end = (uint32_t)r->end};
    return 0;
}

static int put_row(ig_csv_split *split, const ig_csv_piece *piece, const record *r,
                   size_t n_columns, ig_error *err) {
    const uint32_t *places = split->found.places + r->first;
    uint32_t more = (uint32_t)delimiter_more(piece);
    size_t n_rows = split->rows.n_rows;
    size_t at = n_rows * n_columns;
    if (ig_csv_reserve(split->memory, &split->befores, &split->max_befores, at + n_columns, err) !=
            0 ||
        ig_csv_reserve(split->memory, &split->ends, &split->max_ends, at + n_columns, err) != 0 ||
        ig_csv_reserve(split->memory, &split->lines, &split->max_lines, n_rows + 1, err) != 0) {
        return -1;
    }
    uint32_t *befores = split->befores + at;
    uint32_t *ends = split->ends + at;
    size_t n = r->n_fields < n_columns ? r->n_fields : n_columns;
    for (size_t c = 0; c < n; c++) {
        befores[c] = places[c] + more;
        ends[c] = places[c + 1];
    }
    befores[0] = (uint32_t)(r->start - 1);
    for (size_t c = n; c < n_columns; c++) { /* padded: empty, at the record's end */
        befores[c] = (uint32_t)(r->end - 1);
        ends[c] = (uint32_t)r->end;
    }
    split->lines[n_rows] = (uint32_t)(r->line - piece->line);
    split->rows.n_rows = n_rows + 1;
    return 0;
}

/* The cell that rows may end in beyond their last one. */
static bool ends_empty(const ig_csv_split *split, const ig_csv_piece *piece, const record *r) {
    const ig_csv_dialect *dialect = piece->how->dialect;
    size_t last = r->first + r->n_fields;
    size_t start = split->found.places[last - 1] + delimiter_more(piece) + 1;
    ig_text cell = {piece->bytes + start, r->end - start};
    cell = dialect->trim ? ig_csv_text_trim(cell) : cell;
    return cell.size_bytes == 0 ||
           (cell.size_bytes == 2 && dialect->quote != 0 && cell.bytes[0] == dialect->quote &&
            cell.bytes[1] == dialect->quote);
}

static void note_liberty(ig_csv_split *split, ig_csv_liberty liberty, const record *r) {
    ig_csv_count *count = &split->liberties[liberty];
    if (count->n++ == 0) {
        count->line = r->line;
    }
}

static int take_record(ig_csv_split *split, const ig_csv_piece *piece, const record *r,
                       size_t n_columns, ig_error *err) {
    const ig_csv_splitting *how = piece->how;
    if (is_open(r)) {
        return put_misfit(split, r, err);
    }
    if (r->odd != NULL) {
        note_liberty(split, IG_CSV_MENDED, r);
    }
    if (r->n_fields == n_columns) {
        return put_row(split, piece, r, n_columns, err);
    }
    if (how->empty_end && r->n_fields == n_columns + 1 && ends_empty(split, piece, r)) {
        note_liberty(split, IG_CSV_ENDED, r);
        return put_row(split, piece, r, n_columns, err);
    }
    if (!how->pad || r->n_fields > n_columns) {
        return put_misfit(split, r, err);
    }
    note_liberty(split, IG_CSV_PADDED, r);
    return put_row(split, piece, r, n_columns, err);
}

static int put_comment(ig_csv_split *split, const record *r, ig_error *err) {
    size_t at = 2 * split->n_comments;
    if (ig_csv_reserve(split->memory, &split->comments, &split->max_comments, at + 2, err) != 0) {
        return -1;
    }
    split->comments[at] = (uint32_t)r->start;
    split->comments[at + 1] = (uint32_t)r->end;
    split->n_comments++;
    return 0;
}

/* Lines that are no records at all, and records past the limits. 1: not one to be taken. */
static int pass_over(ig_csv_split *split, const ig_csv_piece *piece, const record *r,
                     ig_error *err) {
    const ig_csv_splitting *how = piece->how;
    if (r->end - r->start > how->max_record_bytes) {
        return ig_csv_fail_long_record(how, r->line, err);
    }
    if (r->start < r->end && how->dialect->comment != 0 &&
        piece->bytes[r->start] == how->dialect->comment) {
        return put_comment(split, r, err) == 0 ? 1 : -1;
    }
    if (r->n_fields == 1 && is_blank_line(how, piece->bytes, r->start, r->end)) {
        return 1;
    }
    if (how->n_columns == 0 && r->n_fields > how->max_columns) {
        return ig_fail(err, IG_ERROR_LIMIT, "%s:%llu: more than %zu columns", how->shown,
                       (unsigned long long)r->line, how->max_columns);
    }
    return 0;
}

static record next_record(const ig_csv_found *found, const char *bytes, size_t first,
                          uint64_t line) {
    size_t last = first + 1;
    while (!ig_csv_is_line_end(bytes[found->places[last]])) {
        last++;
    }
    return (record){.first = first,
                    .n_fields = last - first,
                    .start = record_start(found, bytes, first),
                    .end = found->places[last],
                    .line = line};
}

static int shape_any(ig_csv_split *split, const ig_csv_piece *piece, ig_error *err) {
    const ig_csv_found *found = &split->found;
    size_t n_columns = piece->how->n_columns;
    size_t first = 0;
    size_t next_break = 0;
    size_t next_odd = 0;
    uint64_t line = piece->line;
    bool header = n_columns == 0;
    int result = 0;
    for (size_t i = 0; i < found->n_lines && !(header && split->rows.n_rows > 0); i++) {
        record r = next_record(found, piece->bytes, first, line);
        if (next_odd < found->n_odds && found->odds[next_odd].start == r.start) {
            r.odd = &found->odds[next_odd++];
        }
        int status = pass_over(split, piece, &r, err);
        if (status == 0) {
            n_columns = header ? r.n_fields : n_columns;
            status = take_record(split, piece, &r, n_columns, err);
        }
        if (status < 0) {
            result = -1;
            break;
        }
        for (line++; next_break < found->n_breaks && found->breaks[next_break] < r.end; line++) {
            next_break++;
        }
        first += r.n_fields;
    }
    split->rows.n_columns = n_columns;
    split->rows.befores = split->befores;
    split->rows.ends = split->ends;
    split->used_bytes = record_start(found, piece->bytes, first);
    split->next_line = line;
    return result;
}

/* The rows' lines, unless they follow each other from the piece's first on. */
static void tell_lines(ig_csv_split *split) {
    for (size_t r = 0; r < split->rows.n_rows; r++) {
        if (split->lines[r] != r) {
            split->rows.lines = split->lines;
            return;
        }
    }
}

int ig_csv_shape(ig_csv_split *split, const ig_csv_piece *piece, ig_error *err) {
    const ig_csv_dialect *dialect = piece->how->dialect;
    const ig_csv_found *found = &split->found;
    split->rows = (ig_csv_rows){.bytes = piece->bytes,
                                .n_columns = piece->how->n_columns,
                                .first_line = piece->line,
                                .has_quotes = found->has_quotes,
                                .delimiter = dialect->delimiter[delimiter_more(piece)],
                                .quote = dialect->quote,
                                .escape = ig_csv_escape_of(dialect),
                                .trim = dialect->trim,
                                .gb18030 = piece->how->gb18030};
    split->n_comments = 0;
    split->n_misfits = 0;
    memset(split->liberties, 0, sizeof split->liberties);
    split->piece_bytes = piece->bytes;
    int status;
    if (is_regular(found, piece)) {
        status = shape_regular(split, piece, err);
    } else {
        status = shape_any(split, piece, err);
        tell_lines(split);
    }
    if (split->used_bytes > piece->n) { /* the end that the last line was given */
        split->used_bytes = piece->n;
        split->next_line--;
    }
    return status;
}
