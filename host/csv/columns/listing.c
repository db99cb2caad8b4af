/* Every column has its builder; builders go into the table one by one, or are freed. */
#include "csv/columns/listing.h"

#include <string.h>

int ig_csv_listing_init(ig_csv_listing *listing, ig_memory *memory, const ig_csv_listed *columns,
                        size_t n_columns, ig_error *err) {
    *listing = (ig_csv_listing){.memory = memory, .columns = columns, .n_columns = n_columns};
    for (size_t c = 0; c < n_columns; c++) {
        listing->builders[c] = ig_builder_new(memory, columns[c].type, 0, 0, err);
        if (listing->builders[c] == NULL) {
            ig_csv_listing_reset(listing);
            return -1;
        }
    }
    return 0;
}

void ig_csv_listing_reset(ig_csv_listing *listing) {
    for (size_t c = 0; c < listing->n_columns; c++) {
        ig_builder_free(listing->builders[c]);
        listing->builders[c] = NULL;
    }
}

int ig_csv_listing_text(ig_csv_listing *listing, size_t column, ig_text text, ig_error *err) {
    ig_builder *builder = listing->builders[column];
    return text.bytes == NULL ? ig_builder_missing(builder, IG_EMPTY, err)
                              : ig_builder_text(builder, text.bytes, text.size_bytes, err);
}

int ig_csv_listing_word(ig_csv_listing *listing, size_t column, const char *word, ig_error *err) {
    ig_text text = {word, word == NULL ? 0 : strlen(word)};
    return ig_csv_listing_text(listing, column, text, err);
}

ig_table *ig_csv_listing_table(ig_csv_listing *listing, ig_error *err) {
    ig_table *table = ig_table_new(listing->memory, listing->n_rows, err);
    for (size_t c = 0; table != NULL && c < listing->n_columns; c++) {
        ig_column *column = ig_builder_finish(listing->builders[c], err);
        listing->builders[c] = NULL;
        if (column == NULL || ig_table_add(table, listing->columns[c].name, column, err) != 0) {
            ig_table_release(table);
            table = NULL;
        }
    }
    return table;
}
