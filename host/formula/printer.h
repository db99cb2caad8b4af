/* Printing a tree without recursion: what is left to print waits on a stack. Dialects (print.c for
   formulas, sql.c for SQL) say how one node expands into texts and arguments. */
#ifndef INGOT_FORMULA_PRINTER_H
#define INGOT_FORMULA_PRINTER_H

#include "formula/tree.h"

typedef struct ig_printer ig_printer;

/* Expands one node by calls of the functions below, in the order of the text. */
typedef int (*ig_expand)(ig_printer *printer, const ig_node *node, ig_error *err);

struct ig_printer {
    const ig_tree *tree; /* borrowed */
    ig_buffer *out;      /* borrowed */
    ig_expand expand;
    ig_buffer stack; /* of what is left, the next on top */
};

/* A text that lives as long as the printing does. */
int ig_printer_text(ig_printer *printer, const char *text, ig_error *err) IG_CHECKED;
int ig_printer_bytes(ig_printer *printer, const char *bytes, size_t size_bytes,
                     ig_error *err) IG_CHECKED;

/* An argument of a node, in brackets when it is weaker than `weakest`. */
int ig_printer_node(ig_printer *printer, uint32_t node, int weakest, ig_error *err) IG_CHECKED;

/* Arguments from..n_args−1 with commas between. */
int ig_printer_list(ig_printer *printer, const ig_node *node, uint32_t from,
                    ig_error *err) IG_CHECKED;

/* Appends a leaf's text at once: a node that expands to it expands to nothing else. */
int ig_printer_quoted(ig_printer *printer, const char *bytes, size_t size_bytes, char quote,
                      ig_error *err) IG_CHECKED; /* the quote doubled inside */
int ig_printer_number(ig_printer *printer, const ig_number *number, ig_error *err) IG_CHECKED;

/* `left op right` by the strengths of formulas. */
int ig_printer_binary(ig_printer *printer, const ig_node *node, const char *operator_text,
                      ig_error *err) IG_CHECKED;

int ig_printer_run(const ig_tree *tree, uint32_t root, ig_expand expand, ig_buffer *out,
                   ig_error *err) IG_CHECKED;

#endif
