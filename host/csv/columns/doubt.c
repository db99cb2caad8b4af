/*
 * A text column is held against each way of reading it that would make it something else: as
 * numbers or months as they are meant by default, or as numbers with other marks. Words that do not
 * fit a reading are its odd ones. A reading with too many is out, which after a few words nearly
 * all are, so that a column of names costs nothing. Distinct words are counted, up to a bound: the
 * same for any threads and chunks.
 */
#include "csv/columns/doubt.h"

#include "csv/columns/codes.h"
#include "table/month.h"

enum { MOST_ODD = 8, UNBROKEN_BYTES = 64, ENOUGH = 2 * MOST_ODD, LISTED = 4 };

typedef enum meaning { NUMBERS, MONTHS, UNBROKEN, FORMULAS } meaning;

typedef struct reading {
    meaning meaning;
    ig_number_marks marks; /* of numbers; a decimal mark of 0: the column's */
    const char *settings;  /* that make it so */
    const char *remedy;    /* the whole remark, where no setting does */
} reading;

static const reading READINGS[] = {
    {NUMBERS, {0, 0}, NULL, NULL},
    {MONTHS, {0, 0}, NULL, NULL},
    {NUMBERS, {'.', ','}, "thousands = \",\"", NULL},
    {NUMBERS, {',', 0}, "decimal = \",\"", NULL},
    {NUMBERS, {',', '.'}, "decimal = \",\", thousands = \".\"", NULL},
    {NUMBERS, {'.', ' '}, "thousands = \" \"", NULL},
    {NUMBERS, {',', ' '}, "decimal = \",\", thousands = \" \"", NULL},
    {NUMBERS, {'.', '\''}, "thousands = \"'\"", NULL},
    {UNBROKEN,
     {'.', ' '},
     NULL,
     "no-break spaces stand in its numbers; as blanks in the file, thousands = \" \" reads them"},
    {UNBROKEN,
     {',', ' '},
     NULL,
     "no-break spaces stand in its numbers; as blanks in the file, decimal = \",\", thousands = \" "
     "\" "
     "reads them"},
    {FORMULAS,
     {0, 0},
     NULL,
     "its cells are formulas of a spreadsheet, =\"…\", kept as they stand; save the file again "
     "with values"},
};

enum { N_READINGS = sizeof READINGS / sizeof READINGS[0], THOUSANDS = 2, DECIMAL_COMMA = 3 };

typedef struct odd_word {
    ig_text text;
    uint32_t part;
    uint64_t place; /* in the file */
} odd_word;

typedef struct outcome {
    bool out;
    size_t n_odd;
    odd_word odd[MOST_ODD]; /* distinct */
    size_t n_good;
    ig_text good[ENOUGH]; /* distinct; more are not counted */
} outcome;

static bool is_same(ig_text a, ig_text b) {
    return a.size_bytes == b.size_bytes && memcmp(a.bytes, b.bytes, a.size_bytes) == 0;
}

static void take_good(outcome *o, ig_text text) {
    for (size_t i = 0; i < o->n_good; i++) {
        if (is_same(o->good[i], text)) {
            return;
        }
    }
    if (o->n_good < ENOUGH) {
        o->good[o->n_good++] = text;
    }
}

static bool comes_before(const odd_word *a, const odd_word *b) {
    return a->part != b->part ? a->part < b->part : a->place < b->place;
}

static void take_odd(outcome *o, odd_word word) {
    for (size_t i = 0; i < o->n_odd; i++) {
        if (is_same(o->odd[i].text, word.text)) {
            o->odd[i] = comes_before(&word, &o->odd[i]) ? word : o->odd[i];
            return;
        }
    }
    if (o->n_odd == MOST_ODD) {
        o->out = true;
        return;
    }
    o->odd[o->n_odd++] = word;
}

/* ="0101" */
static bool is_formula(ig_text text) {
    return text.size_bytes > 3 && memcmp(text.bytes, "=\"", 2) == 0 &&
           text.bytes[text.size_bytes - 1] == '"';
}

/* A number once its no-break spaces, wide (U+00A0) or narrow (U+202F), are blanks. */
static ig_number parse_unbroken(ig_text text, ig_number_marks marks) {
    static const char *const spaces[] = {"\xC2\xA0", "\xE2\x80\xAF"};
    char plain[UNBROKEN_BYTES];
    size_t n = 0;
    for (size_t at = 0; at < text.size_bytes && n < sizeof plain; n++) {
        size_t left = text.size_bytes - at;
        size_t taken = 0;
        for (size_t i = 0; i < sizeof spaces / sizeof spaces[0] && taken == 0; i++) {
            size_t size = strlen(spaces[i]);
            taken = left >= size && memcmp(text.bytes + at, spaces[i], size) == 0 ? size : 0;
        }
        plain[n] = taken > 0 ? ' ' : text.bytes[at];
        at += taken > 0 ? taken : 1;
    }
    return n < sizeof plain ? ig_number_parse(plain, n, marks) : (ig_number){.kind = IG_NUMBER_NOT};
}

/* A leading zero says that the column holds codes, and means to be text. */
static void take_word(outcome *o, const reading *how, ig_number_marks marks, bool bare,
                      const odd_word *word) {
    bool fits = false;
    if (how->meaning == MONTHS) {
        int32_t month = 0;
        fits = ig_month_parse(word->text.bytes, word->text.size_bytes, bare, &month);
    } else if (how->meaning == FORMULAS) {
        fits = is_formula(word->text);
    } else {
        ig_number number = how->meaning == UNBROKEN
                               ? parse_unbroken(word->text, how->marks)
                               : ig_number_parse(word->text.bytes, word->text.size_bytes,
                                                 how->marks.decimal == 0 ? marks : how->marks);
        fits = number.kind != IG_NUMBER_NOT;
        o->out = fits && number.leading_zero;
    }
    if (fits) {
        take_good(o, word->text);
    } else {
        take_odd(o, *word);
    }
}

/* Where a word first came; the lists of spelt numbers count lots rather than chunks. */
static odd_word word_of(const ig_csv_draft *draft, size_t list, uint32_t i) {
    const ig_csv_words *words = draft->lists[list].shelf->words;
    uint64_t place = ig_csv_words_place(words, i);
    size_t origin = 0;
    odd_word word = {.text = ig_csv_text_trim(ig_csv_words_text(words, i)), .place = place};
    if (list >= draft->first_spelt) {
        const ig_csv_lot *lot = &draft->plan->lots[place >> 32];
        word.part = lot->part;
        word.place = ig_csv_place(lot->chunk, (uint32_t)(place & UINT32_MAX));
        return word;
    }
    while (origin + 1 < draft->planned->n_origins && draft->first_list[origin + 1] <= list) {
        origin++;
    }
    word.part = draft->planned->origins[origin].part;
    return word;
}

/* False when every reading is out. */
static bool take_list(outcome *outcomes, const ig_csv_draft *draft, size_t list) {
    const ig_csv_taking *how = draft->lists[list].taking;
    for (uint32_t i = 0; i < ig_csv_list_size(&draft->lists[list]); i++) {
        odd_word word = word_of(draft, list, i);
        bool open = false;
        if (ig_csv_reason(how, word.text) != IG_PRESENT) {
            continue;
        }
        for (size_t k = 0; k < N_READINGS; k++) {
            if (!outcomes[k].out) {
                take_word(&outcomes[k], &READINGS[k], how->marks, draft->planned->month_named,
                          &word);
                open = open || !outcomes[k].out;
            }
        }
        if (!open) {
            return false;
        }
    }
    return true;
}

/* What people write for nothing. */
static bool says_missing(ig_text text) {
    static const char *const words[] = {"n/a", "N/A", "#N/A", "n.a.", "k.A.", "k. A.",  "na",
                                        "NA",  "NaN", "nan",  "null", "NULL", "None",   "-",
                                        "--",  "–",   "—",    ".",    "..",   "...",    "…",
                                        "*",   "x",   "X",    "?",    ":",    "missing"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (is_same(text, (ig_text){words[i], strlen(words[i])})) {
            return true;
        }
    }
    return false;
}

static size_t count_wrong(const outcome *o) {
    size_t n = 0;
    for (size_t i = 0; i < o->n_odd; i++) {
        n += !says_missing(o->odd[i].text);
    }
    return n;
}

/* The reading with the fewest odd words that enough others speak for, or NULL. */
static outcome *choose(outcome *outcomes) {
    outcome *best = NULL;
    for (size_t k = 0; k < N_READINGS; k++) {
        outcome *o = &outcomes[k];
        bool likely = !o->out && o->n_good > 0 && o->n_good >= 2 * count_wrong(o);
        if (likely && (best == NULL || o->n_odd < best->n_odd)) {
            best = o;
        }
    }
    return best;
}

static void sort_odd(outcome *o) {
    for (size_t i = 1; i < o->n_odd; i++) {
        for (size_t k = i; k > 0 && comes_before(&o->odd[k], &o->odd[k - 1]); k--) {
            odd_word word = o->odd[k];
            o->odd[k] = o->odd[k - 1];
            o->odd[k - 1] = word;
        }
    }
}

/* "'n/a' on line 2, 'NA' and 'x'", or the first LISTED and " and others" */
static int list_odd(ig_buffer *out, const ig_csv_draft *draft, const outcome *o, ig_error *err) {
    char shown[IG_CSV_SHOWN];
    const odd_word *first = &o->odd[0];
    uint64_t line = ig_csv_part_line(&draft->plan->parts[first->part], first->place);
    const char *source =
        draft->planned->source == NULL ? draft->planned->name : draft->planned->source;
    bool header = is_same(first->text, (ig_text){source, strlen(source)});
    if (ig_buffer_printf(
            out, err, "'%s' on line %llu%s",
            ig_csv_text_show(shown, sizeof shown, first->text.bytes, first->text.size_bytes),
            (unsigned long long)line, header ? " (the header again)" : "") != 0) {
        return -1;
    }
    for (size_t i = 1; i < o->n_odd && i < LISTED; i++) {
        ig_text text = o->odd[i].text;
        const char *before = i + 1 == o->n_odd ? " and " : ", ";
        if (ig_buffer_printf(out, err, "%s'%s'", before,
                             ig_csv_text_show(shown, sizeof shown, text.bytes, text.size_bytes)) !=
            0) {
            return -1;
        }
    }
    return o->n_odd <= LISTED ? 0 : ig_buffer_printf(out, err, " and others");
}

/* "missing = { "n/a", "NA" } reads them as missing" */
static int advise_missing(ig_buffer *out, const outcome *o, ig_error *err) {
    if (ig_buffer_printf(out, err, "; missing = { ") != 0) {
        return -1;
    }
    for (size_t i = 0; i < o->n_odd; i++) {
        if (ig_buffer_printf(out, err, "%s\"%.*s\"", i == 0 ? "" : ", ",
                             (int)o->odd[i].text.size_bytes, o->odd[i].text.bytes) != 0) {
            return -1;
        }
    }
    return ig_buffer_printf(out, err, " } reads %s as missing", o->n_odd == 1 ? "it" : "them");
}

static int advise_type(ig_buffer *out, const char *name, const char *type, ig_error *err) {
    return ig_buffer_printf(out, err,
                            "; types = { [\"%s\"] = \"%s\" }, on_error = \"collect\" lists what "
                            "does not fit",
                            name, type);
}

static int say(ig_buffer *out, const ig_csv_draft *draft, const outcome *outcomes,
               const outcome *best, ig_error *err) {
    const reading *how = &READINGS[best - outcomes];
    const outcome *comma = &outcomes[DECIMAL_COMMA];
    char shown[IG_CSV_SHOWN];
    const char *name = draft->planned->name;
    ig_csv_text_show(shown, sizeof shown, name, strlen(name));
    if (how->remedy != NULL) {
        return ig_buffer_printf(out, err, "%s: read as text; %s", shown, how->remedy);
    }
    if (how->settings != NULL) {
        bool either = best == &outcomes[THOUSANDS] && !comma->out && comma->n_odd == best->n_odd;
        if (ig_buffer_printf(out, err, "%s: read as text; %s%s makes it numbers", shown,
                             how->settings, either ? ", or decimal = \",\"," : "") != 0) {
            return -1;
        }
        return best->n_odd == 0                               ? 0
               : ig_buffer_printf(out, err, " but for ") != 0 ? -1
                                                              : list_odd(out, draft, best, err);
    }
    if (ig_buffer_printf(out, err, "%s: read as text, no %s, because of ", shown,
                         how->meaning == MONTHS ? "months" : "numbers") != 0 ||
        list_odd(out, draft, best, err) != 0) {
        return -1;
    }
    return count_wrong(best) == 0
               ? advise_missing(out, best, err)
               : advise_type(out, shown, how->meaning == MONTHS ? "month" : "decimal", err);
}

int ig_csv_doubt_find(const ig_csv_draft *draft, ig_csv_doubt *doubt, ig_error *err) {
    ig_memory *memory = draft->context->memory;
    ig_buffer_init(&doubt->text, memory);
    doubt->part = draft->planned->origins[0].part;
    if (draft->planned->kind != IG_INFER) {
        return 0;
    }
    if (draft->type.type != IG_TEXT) {
        return ig_csv_codes_say(&doubt->text, draft, err);
    }
    outcome *outcomes = ig_alloc_zero(memory, N_READINGS, sizeof outcomes[0], err);
    if (outcomes == NULL) {
        return -1;
    }
    for (size_t i = 0; i < draft->n_lists && take_list(outcomes, draft, i); i++) {
    }
    int status = 0;
    outcome *best = choose(outcomes);
    if (best != NULL) {
        sort_odd(best);
        doubt->part = best->n_odd > 0 ? best->odd[0].part : doubt->part;
        status = say(&doubt->text, draft, outcomes, best, err);
    }
    ig_free(outcomes);
    return status;
}
