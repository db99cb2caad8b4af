/* How files are written, found out: a table of small files with what is decided and why, hostile bytes,
   and random tables in random dialects. */
#include "csv/sniff/sniff.h"

#include "csv/world.h"

enum {
    ALL = IG_CSV_DETECT_DELIMITER | IG_CSV_DETECT_QUOTE | IG_CSV_DETECT_ESCAPE |
          IG_CSV_DETECT_COMMENT | IG_CSV_DETECT_TRIM | IG_CSV_DETECT_HEADER | IG_CSV_DETECT_SKIP
};

static ig_csv_spec open_spec(void) {
    ig_csv_spec spec = plain_spec();
    spec.detect = ALL;
    return spec;
}

static ig_csv_sniffed sniff_with(const ig_csv_spec *spec, const char *bytes, size_t n, bool whole) {
    ig_error err;
    ig_csv_sniffed found;
    ig_memory *memory = ig_memory_new();
    char *copy = malloc(n + 1); /* so that a sanitizer sees a byte read too many */
    assert_non_null(copy);
    memcpy(copy, bytes, n);
    copy = realloc(copy, n > 0 ? n : 1);
    assert_int_equal(ig_csv_sniff(&found, memory, spec, copy, n, whole, &err), 0);
    assert_int_equal(ig_memory_read(memory).live_blocks, 0);
    ig_memory_free(memory);
    free(copy);
    return found;
}

static ig_csv_sniffed sniff(const char *text) {
    ig_csv_spec spec = open_spec();
    return sniff_with(&spec, text, strlen(text), true);
}

/* All values of the findings, "|" between them: delimiter, quote, escape, comment, trim, header,
   skip. */
static const char *values(char out[static 160], const ig_csv_sniffed *found) {
    size_t at = 0;
    for (size_t i = 0; i < IG_CSV_TRAITS; i++) {
        const char *value = found->findings[i].value;
        at += (size_t)snprintf(out + at, 160 - at, "%s%s", i == 0 ? "" : " ",
                               value[0] == '\0' ? "-" : value);
    }
    return out;
}

static void small_files(void **state) {
    static const struct {
        const char *text, *values;
    } cases[] = {
        /* plain commas, however little there is */
        {"a,b,c\n", ", \" - - false true 0"},
        {"a,b;c\n1,2;3\n", ", \" - - false true 0"},
        {"a,b\n1;2,3\n", ", \" - - false true 0"},
        {"name;of,it\n", ", \" - - false true 0"},
        {"a,b\n1,2\n", ", \" - - false true 0"},
        {"a,b\n1,x|y\n2,z|w\n", ", \" - - false true 0"},
        {"x,y\na|b,c|d\na|b,c|d\n", ", \" - - false true 0"},
        {"when,what\n2025-01-01 10:00:00,5\n2025-01-02 11:00:00,6\n", ", \" - - false true 0"},
        /* one column */
        {"v\n1\n2\n", ", \" - - false true 0"},
        {"full name\nJohn Smith\nJane Doe\nAnn Lee\n", ", \" - - false true 0"},
        {"time\n12:30:00\n12:31:00\n12:32:00\n", ", \" - - false true 0"},
        {"12:30:00\n12:31:00\n12:32:00\n", ", \" - - false false 0"},
        {"", ", \" - - false true 0"},
        {"\n\n\r\n", ", \" - - false true 0"},
        /* other delimiters */
        {"a;b;c\n1;2;3\n", "; \" - - false true 0"},
        {"v;w\n1.234,56;1,5\n-0,5;1.000\n", "; \" - - false true 0"},
        {"1,5;2,5;3,5\n2,5;3,5;4,5\n3,5;1,5;4,5\n", "; \" - - false false 0"},
        {"a\tb\nx, y\t1\nz, w\t2\n", "\t \" - - false true 0"},
        {"name\tage\nSmith, John\t25\nDoe, Jane\t31\n", "\t \" - - false true 0"},
        {"a|b|c\n1|2|3\n", "| \" - - false true 0"},
        {"a||b||c\n1||2||3\n", "|| \" - - false true 0"},
        {"a\t\tb\n1\t\t2\n3\t\t4\n", "\t\t \" - - false true 0"},
        {"a\\tb\\tc\n1\\t2\\t3\n4\\t5\\t6\n", "\\t \" - - false true 0"},
        {"a:b:c\n1:2:3\n4:5:6\n", ": \" - - false true 0"},
        {"first last age\nJohn Smith 25\nJane Doe 31\n", "  \" - - false true 0"},
        {"\"a b\" \"c, d\"\n\"1, 2\" \"3 4\"\n\"5\" \"6, 7\"\n", "  \" - - false true 0"},
        {"sep=;\na;b\n1;2\n", "; \" - - false true 1"},
        {"\"sep=|\"\r\na|b\r\n1|2\r\n", "| \" - - false true 1"},
        {"sep=,\na;b\n1;2\n", ", \" - - false true 1"},
        {"separate\n1\n2\n", ", \" - - false true 0"},
        /* quotes */
        {"a,b\n'x, y',1\n'z',2\n", ", ' - - false true 0"},
        {"a,b\n'tis,1\n'twas,2\n", ", \" - - false true 0"},
        {"a,b\n\"x\",'y'\n\"z\",'w'\n", ", \" - - false true 0"},
        {"a\tb\n\"x\t1\n\"y\t2\n", "\t - - - false true 0"},
        {"a,b\n\"x,1\ny,2\n", ", \" - - false true 0"}, /* an open quote stays an error */
        {"a,b\n1,2\n3,\"x", ", \" - - false true 0"},
        /* escapes: once may be chance */
        {"a,b\n\"x\\\"y\",1\n\"x\\\\\",2\n", ", \" - - false true 0"},
        {"a,b\n\"x\\\"y\",1\n\"z\\\"w\",2\n", ", \" \\ - false true 0"},
        {"a,b\n\"x\"\"y\",1\n\"z\"\"w\",2\n", ", \" - - false true 0"},
        {"a,b\n\"C:\\x\\\",1\n\"C:\\y\\\",2\n", ", \" - - false true 0"}, /* paths */
        /* comments */
        {"# source: customs\n# unit: kg\n\nhs,kg\n01,1\n", ", \" - # false true 0"},
        {"hs,kg\n01,1\n# total\n02,2\n", ", \" - # false true 0"},
        {"# a\n# b\n# c\n# d\nhs,kg\n01,1\n", ", \" - # false true 0"},
        {"#id,name\n1,a\n2,b\n", ", \" - - false true 0"},
        {"id,rank\na,1\n#b,2\n#c,3\n", ", \" - - false true 0"},
        {"v\n#1\n#2\n#3\n", ", \" - - false true 0"},
        /* preambles */
        {"Report of 2025\na,b\n1,2\n3,4\n", ", \" - - false true 1"},
        {"Report\nmade by us\n\na;b;c\n1;2;3\n4;5;6\n", "; \" - - false true 3"},
        {"T,,,\n,,,\na,b,c,d\n1,2,3,4\n5,6,7,8\n", ", \" - - false true 2"},
        {"a,b,c\n1,2,3,\n4,5,6,\n", ", \" - - false true 0"}, /* rows longer than names */
        {"a\n1,\n2,\n", ", \" - - false true 0"},
        {"id\n1,2\n3,4\n", ", \" - - false true 0"},
        {",,,\n,,,\n,,,\n", ", \" - - false true 0"},
        {"a,b,c,d\n1,2\n3,4,5,6\n", ", \" - - false true 0"},
        /* blanks */
        {"a, b ,c\n 1 , \"x\" , 3\n x,y,z\n", ", \" - - false true 0"},
        {"a, b, c\n1, 2, 3\n4, 5, 6\n", ", \" - - true true 0"},
        {"\"a\"\t,\"b\"\t,\"c\"\n\"x, y\"\t,\"2\"\t,\"3\"\n", ", \" - - true true 0"},
        {"\"a\", \"b\"\n\"x, y\", \"2\"\n", ", \" - - true true 0"},
        /* no names */
        {"1,a\n2,b\n3,c\n", ", \" - - false false 0"},
        {"2025-01,5\n2025-02,6\n2025-03,7\n", ", \" - - false false 0"},
        {"hs,2024,2025\nx,5,6\ny,7,8\n", ", \" - - false true 0"},
        {"2024,2025\n5,6\n7,8\n", ", \" - - false true 0"},
        {"region,1,2,3\nx,5,6,7\ny,8,9,10\n", ", \" - - false true 0"},
        {"hs,2024-01,2024-02\nx,5,6\ny,7,8\n", ", \" - - false true 0"},
        {"a,b\nx,y\nz,w\n", ", \" - - false true 0"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char out[160];
        ig_csv_sniffed found = sniff(cases[i].text);
        if (strcmp(values(out, &found), cases[i].values) != 0) {
            print_error("%s\n", cases[i].text);
        }
        assert_string_equal(values(out, &found), cases[i].values);
    }
}

static void every_decision_says_why(void **state) {
    static const struct {
        const char *text;
        size_t part;
        const char *why;
    } cases[] = {
        {"a;b\n1;2\n3;4\n", 0, "1 in each of the first 3 records; ',' in none"},
        {"a;b\n1,5;2\n3;4\n", 0,
         "1 in each of the first 3 records; ',' makes fewer cells that look like values"},
        {"a;b\n1;2\n3\n4;5\n", 0, "1 in 3 of the first 4 records; ',' in none"},
        {"v\n1\n", 0, "nothing divides the lines into equal cells"},
        {"sep=\t\na\tb\n", 0, "the first line says so: 'sep=TAB'"},
        {"a,b\n1,2\n", 1, "no cell is quoted"},
        {"a,b\n\"1\",2\n", 1, "it stands around 1 of the first 4 cells"},
        {"a\tb\n\"x\t1\n\"y\t2\n", 1, "2 cells begin with '\"', none ends with one"},
        {"a\tb\nx\t1\n\"y\t2\n", 1, "1 cell begins with '\"', which does not end with one"},
        {"a\tb\n\"x\" y\t1\nz\t2\n", 1, "1 cell begins with '\"', which does not end with one"},
        {"a\tb\n\"p\" q\t1\n\"r\" s\t1\n\"t\" u\t1\n\"v\" w\t1\n\"x\"\t1\n\"y\" z\t2\n", 1,
         "6 cells begin with '\"', only 1 ends with one"},
        {"a,b\n\"x\\\"y\",1\n\"z\\\"w\",2\n", 2,
         "quotes inside quoted cells stand behind a '\\': 2 times"},
        {"a,b\n\"x\"\"y\",1\n", 2, "quotes inside quoted cells are doubled: 1 times"},
        {"a,b\n1,2\n", 2, "no quote stands inside a quoted cell"},
        {"# x\na,b\n1,2\n", 3, "1 of the first 3 lines begin with '#' and have not 2 cells"},
        {"a,b\n1,2\n", 3, "no line begins with '#'"},
        {"#a,b\n1,2\n", 3, "lines that begin with '#' have as many cells as others"},
        {"#a\n#b\n", 3, "most lines begin with '#'"},
        {"a, b\n1, 2\n", 4, "a blank stands behind each of the first 2 delimiters"},
        {"\"a\" ,\"b\" \n\"1\" ,\"2\"\n", 4, "blanks stand beside 3 of 4 quoted cells"},
        {"a,b\n1,2\n", 4, "blanks stand neither beside quotes nor behind every delimiter"},
        {"a,b\n1,2\n3,4\n", 5, "'a' in the first record is not what all cells below it are"},
        {"1,x\n2,y\n3,z\n", 5, "'1' in the first record is what all cells below it are"},
        {"a,b\nx,y\n", 5, "nothing in the first record speaks against names"},
        {"", 5, "there is no record"},
        {"T\nU\na,b,c\n1,2,3\n4,5,6\n", 6,
         "line 3 is the first of 3 cells; those before it hold fewer"},
        {"a,b\n1,2,\n3,4,\n", 6, "line 1 is filled as a line of the table is"},
        {"id\n1,2\n3,4\n", 6, "line 2 names no columns"},
        {"a,b\n1,2\n", 6, "nothing but the table begins the file"},
        {"sep=;\na;b\n", 6, "the first line names the delimiter"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ig_csv_sniffed found = sniff(cases[i].text);
        assert_string_equal(found.findings[cases[i].part].why, cases[i].why);
        assert_false(found.findings[cases[i].part].given);
    }
}

static void what_is_given_stays(void **state) {
    ig_csv_spec spec = open_spec();
    const char *text = "junk\nx|y\n\n'1,2';'3'\n'4';'5'\n'6';'7'\n";
    spec.detect = ALL & ~(IG_CSV_DETECT_SKIP | IG_CSV_DETECT_HEADER);
    spec.dialect.skip = 2;
    spec.dialect.has_header = false;
    ig_csv_sniffed found = sniff_with(&spec, text, strlen(text), true);
    char out[160];
    assert_string_equal(values(out, &found), "; ' - - false false 2");
    assert_true(found.findings[6].given);
    assert_string_equal(found.findings[6].why, "");
    assert_string_equal(found.findings[0].what, "delimiter");
    assert_string_equal(found.findings[6].what, "skip");
    spec = plain_spec();
    found = sniff_with(&spec, text, strlen(text), true);
    assert_string_equal(values(out, &found), ", \" - - false true 0");
    spec.detect = IG_CSV_DETECT_QUOTE;
    spec.dialect.delimiter[0] = ';';
    spec.dialect.skip = 2;
    found = sniff_with(&spec, text, strlen(text), true);
    assert_string_equal(values(out, &found), "; ' - - false true 2");
}

static void a_line_that_names_the_delimiter_is_skipped(void **state) {
    static const char text[] = "\"sep=;\"\r\na;b\n1;2\n";
    ig_csv_spec spec = plain_spec();
    char out[160];
    /* It agrees with what is given, */
    spec.dialect.delimiter[0] = ';';
    ig_csv_sniffed found = sniff_with(&spec, text, strlen(text), true);
    assert_string_equal(values(out, &found), "; \" - - false true 1");
    assert_true(found.findings[IG_CSV_DELIMITER].given);
    assert_false(found.findings[IG_CSV_SKIP].given);
    assert_string_equal(found.findings[IG_CSV_SKIP].why, "the first line names the delimiter");
    /* does not, */
    memcpy(spec.dialect.delimiter, ";;", 3);
    ig_error err;
    assert_int_equal(ig_csv_sniff(&found, NULL, &spec, text, strlen(text), true, &err), -1);
    assert_error(&err, IG_ERROR_DATA, "1: the file says its delimiter is ';', but ';;' is given");
    /* or is one of the lines that are skipped anyway; */
    spec.dialect.skip = 2;
    found = sniff_with(&spec, text, strlen(text), true);
    assert_string_equal(values(out, &found), ";; \" - - false true 2");
    /* and a table may stand further down. */
    found = sniff("sep=;\nReport\n\na;b;c\n1;2;3\n4;5;6\n");
    assert_string_equal(values(out, &found), "; \" - - false true 3");
    assert_string_equal(found.findings[IG_CSV_SKIP].why,
                        "line 4 is the first of 3 cells; those before it hold fewer");
}

static void titles_and_notes_are_no_rows(void **state) {
    char out[160];
    ig_csv_sniffed found =
        sniff("By country\nMonthly, 2025\nUnit: t\n\nmonth,country,qty\n2025-01,A,1\n"
              "2025-02,B,2\nTotal,,3\n\nSource: x\nNote: y\n");
    assert_string_equal(values(out, &found), ", \" - - false true 4");
    /* Another table is no title, */
    found = sniff("a,b\n1,2\n\nmonth,country,qty\n2025-01,A,1\n2025-02,B,2\n2025-03,B,2\n");
    assert_string_equal(values(out, &found), ", \" - - false true 0");
    /* nor is what no blank line parts from the table. */
    found = sniff("By country\nMonthly, 2025\nmonth,country,qty\n2025-01,A,1\n2025-02,B,2\n");
    assert_string_equal(values(out, &found), ", \" - - false true 0");
}

static void a_known_column_makes_a_header(void **state) {
    static const char *const aliases[] = {"12"};
    const ig_csv_column columns[] = {{.name = "x", .aliases = aliases, .n_aliases = 1}};
    ig_csv_spec spec = open_spec();
    const char *text = "12,5\n1,2\n3,4\n";
    spec.columns = columns;
    spec.n_columns = 1;
    ig_csv_sniffed found = sniff_with(&spec, text, strlen(text), true);
    assert_true(found.dialect.has_header);
    assert_string_equal(found.findings[5].why,
                        "'12' in the first record is a column that is known");
}

/* Real files have a row that is not as the others; the others decide. */
static void one_odd_row_changes_nothing(void **state) {
    static const char *const odd[] = {
        "1;2;3\n",          "'a','b','c'\n", "1,2,3,4,5,6\n", "\n",
        "\"a\"\"b\",2,3\n", "\"x\" y,2,3\n", "7\n",           ",,\n",
        "a \"b\" c,2,3\n",  "FOOTNOTE\n",    "1, 2, 3\n",     "1\t2\t3\n"};
    char text[4000];
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
        for (size_t at = 1; at <= 40; at += 13) {
            size_t n = (size_t)snprintf(text, sizeof text, "id,name,day\n");
            for (size_t row = 1; row <= 40; row++) {
                n += (size_t)snprintf(text + n, sizeof text - n, "%zu,\"pipes, steel\",2025-01\n",
                                      row);
                n += row == at ? (size_t)snprintf(text + n, sizeof text - n, "%s", odd[i]) : 0;
            }
            char out[160];
            ig_csv_sniffed found = sniff(text);
            assert_string_equal(values(out, &found), ", \" - - false true 0");
        }
    }
}

/* The record that the sample cuts is no evidence. */
static void a_cut_record_does_not_count(void **state) {
    ig_csv_spec spec = open_spec();
    const char *text = "a;b;c\n1;2;3\n4;5";
    ig_csv_sniffed found = sniff_with(&spec, text, strlen(text), false);
    assert_string_equal(found.findings[0].why, "2 in each of the first 2 records; ',' in none");
}

static const char *const hostile = "../shared/hostile_csv/files/";

/* Every file of the folder in bounded time; those with a known dialect as it is. */
static void hostile_files(void **state) {
    static const struct {
        const char *name, *values;
    } cases[] = {
        {"h02_header_only.csv", ", \" - - false true 0"},
        {"h17_unterminated_quote.csv", ", \" - - false true 0"},
        {"h22_ragged_short.csv", ", \" - - false true 0"},
        {"h23_ragged_long.csv", ", \" - - false true 0"},
        {"h26_leading_zeros.csv", ", \" - - false true 0"},
        {"h30_thousands.csv", ", \" - - false true 0"},
        {"h31_decimal_comma.csv", "; \" - - false true 0"},
        {"h36_spaces.csv", ", \" - - false true 0"},
        {"h38_delimiter_only.csv", ", \" - - false true 0"},
        {"h42_quote_at_eof.csv", ", \" - - false true 0"},
        {"h44_sep_line.csv", "; \" - - false true 1"},
        {"h45_comment_preamble.csv", ", \" - # false true 0"},
        {"h48_escaped_backslash.csv", ", \" - - false true 0"},
        {"h50_multichar_delim.csv", "|| \" - - false true 0"},
    };
    DIR *folder = opendir(hostile);
    if (folder == NULL) {
        print_message("no ../shared/hostile_csv here\n");
        skip();
    }
    ig_csv_spec spec = open_spec();
    char *bytes = malloc(IG_CSV_SNIFF_BYTES);
    assert_non_null(bytes);
    for (struct dirent *one = readdir(folder); one != NULL; one = readdir(folder)) {
        char path[PATH_MAX];
        char out[160];
        snprintf(path, sizeof path, "%s%s", hostile, one->d_name);
        FILE *file = one->d_name[0] == '.' ? NULL : fopen(path, "rb");
        if (file == NULL) {
            continue;
        }
        size_t n = fread(bytes, 1, IG_CSV_SNIFF_BYTES, file);
        bool whole = fgetc(file) == EOF;
        fclose(file);
        ig_csv_sniffed found = sniff_with(&spec, bytes, n, whole);
        for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
            if (strcmp(cases[i].name, one->d_name) == 0) {
                assert_string_equal(values(out, &found), cases[i].values);
            }
        }
    }
    closedir(folder);
    free(bytes);
}

/* ---- random ---- */

static const char *random_cell(uint64_t *seed, size_t kind, char out[static 64]) {
    static const char *const words[] = {"copper",    "steel pipe", "Chile",    "cotton, carded",
                                        "say \"x\"", "a;b",        "tin|zinc", "",
                                        "x",         "two\nlines"};
    switch (kind) {
    case 0: snprintf(out, 64, "%d", (int)random_below(seed, 100000)); break;
    case 1:
        snprintf(out, 64, "%d.%02d", (int)random_below(seed, 1000), (int)random_below(seed, 100));
        break;
    case 2: snprintf(out, 64, "2025-%02d", 1 + (int)random_below(seed, 12)); break;
    default:
        snprintf(out, 64, "%s", words[random_below(seed, sizeof words / sizeof *words)]);
        break;
    }
    return out;
}

static void put_cell(char *text, size_t *at, const char *cell, const char *delimiter, char quote,
                     bool always) {
    bool needed = always || strpbrk(cell, "\n\r") != NULL || strstr(cell, delimiter) != NULL ||
                  strchr(cell, quote) != NULL;
    if (needed) {
        text[(*at)++] = quote;
    }
    for (; *cell != '\0'; cell++) {
        if (*cell == quote) {
            text[(*at)++] = quote;
        }
        text[(*at)++] = *cell;
    }
    if (needed) {
        text[(*at)++] = quote;
    }
}

/* A table of 3 to 60 rows and 2 to 9 columns, of which one at least is no text. */
static size_t random_file(uint64_t *seed, char *text, const char *delimiter, char quote,
                          bool has_header) {
    size_t columns = 2 + random_below(seed, 8);
    size_t rows = 3 + random_below(seed, 58);
    size_t at = 0;
    bool always = random_below(seed, 4) == 0;
    size_t kinds[16];
    for (size_t c = 0; c < columns; c++) {
        kinds[c] = c == 0 ? random_below(seed, 3) : random_below(seed, 5);
    }
    for (size_t r = 0; r < rows + has_header; r++) {
        for (size_t c = 0; c < columns; c++) {
            char cell[64];
            if (has_header && r == 0) {
                snprintf(cell, sizeof cell, "column %c", (char)('a' + c));
            } else {
                random_cell(seed, kinds[c], cell);
            }
            if (c > 0) {
                memcpy(text + at, delimiter, strlen(delimiter));
                at += strlen(delimiter);
            }
            put_cell(text, &at, cell, delimiter, quote, always);
        }
        text[at++] = '\n';
    }
    return at;
}

static void random_dialects(void **state) {
    static const char *const delimiters[] = {",", ";", "\t", "|", "||"};
    uint64_t seed = 20250;
    size_t rounds = test_rounds(2000);
    size_t right = 0;
    size_t commas_lost = 0;
    char *text = malloc(1 << 17);
    assert_non_null(text);
    for (size_t i = 0; i < rounds; i++) {
        const char *delimiter = delimiters[random_below(&seed, 5)];
        char quote = random_below(&seed, 5) == 0 ? '\'' : '"';
        bool has_header = random_below(&seed, 3) > 0;
        size_t n = random_file(&seed, text, delimiter, quote, has_header);
        ig_csv_spec spec = open_spec();
        ig_csv_sniffed found = sniff_with(&spec, text, n, true);
        bool same = strcmp(found.dialect.delimiter, delimiter) == 0;
        bool quoted = memchr(text, quote, n) != NULL;
        commas_lost += !same && strcmp(delimiter, ",") == 0;
        right += same && (!quoted || found.dialect.quote == quote) &&
                 found.dialect.has_header == has_header && found.dialect.skip == 0 &&
                 found.dialect.comment == 0 && !found.dialect.trim && found.dialect.escape == 0;
    }
    print_message("%zu of %zu dialects found\n", right, rounds);
    assert_true(right * 100 >= rounds * 95);
    assert_int_equal(commas_lost, 0);
    free(text);
}

/* Any bytes, cut anywhere. */
static void random_bytes(void **state) {
    static const char alphabet[] = ",;|\t\"'\\#\n\r :ab1.-=";
    uint64_t seed = 7;
    char text[400];
    for (size_t i = 0; i < test_rounds(3000); i++) {
        size_t n = random_below(&seed, sizeof text);
        for (size_t k = 0; k < n; k++) {
            text[k] = random_below(&seed, 50) == 0 ? (char)random_next(&seed)
                                                   : alphabet[random_below(&seed, sizeof alphabet)];
        }
        ig_csv_spec spec = open_spec();
        spec.detect = (unsigned)random_below(&seed, ALL + 1);
        ig_error err;
        ig_csv_sniffed found = sniff_with(&spec, text, n, random_below(&seed, 2) == 0);
        spec.dialect = found.dialect;
        assert_int_equal(ig_csv_spec_check(&spec, &err), 0);
    }
}

static int sniff_story(ig_memory *memory, void *context, ig_error *err) {
    ig_csv_sniffed found;
    ig_csv_spec spec = open_spec();
    const char *text = "a;b\n1;2\n3;4\n";
    return ig_csv_sniff(&found, memory, &spec, text, strlen(text), true, err);
}

static void failures_free(void **state) {
    assert_int_equal(prove_failures_free(sniff_story, NULL), 2);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(small_files),
        cmocka_unit_test(every_decision_says_why),
        cmocka_unit_test(what_is_given_stays),
        cmocka_unit_test(a_line_that_names_the_delimiter_is_skipped),
        cmocka_unit_test(titles_and_notes_are_no_rows),
        cmocka_unit_test(a_known_column_makes_a_header),
        cmocka_unit_test(one_odd_row_changes_nothing),
        cmocka_unit_test(a_cut_record_does_not_count),
        cmocka_unit_test(hostile_files),
        cmocka_unit_test(random_dialects),
        cmocka_unit_test(random_bytes),
        cmocka_unit_test(failures_free),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
