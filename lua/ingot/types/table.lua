---@meta

--- A formula of `agg` is one over aggregates and keys. Aggregates skip missing values; of no value
--- all but counts are missing.
---   count() count(x) count_distinct(x) sum(x) mean(x) min(x) max(x) first(x) last(x) any_value(x)
---   median(x) quantile(x, p)  linear between neighbours (type 7); p a constant or $name, 0 … 1
---   sd(x) var(x)              of a sample (n − 1): missing of one value
---   corr(x, y)                Pearson's r of the pairs that are whole; missing without a spread
--- median, quantile, mean and sd keep the unit of x and are real, as are var and corr.
--- A function gives numbers, texts or booleans, whose type is the column's; when it gives nothing but
--- nil, the column is decimal(0).
---@alias ingot.Term string|ingot.Formula|fun(rows: table): any
---@alias ingot.Terms table<string, ingot.Term>|table<integer, { [1]: string, [2]: ingot.Term }>

---@alias ingot.JoinKind "inner"|"left"|"right"|"full"|"semi"|"anti"

---@class ingot.JoinOptions
---@field kind? ingot.JoinKind
---@field suffix? string  put behind a name of the other that this side has too

--- Named columns of equal length, immutable. `#t` is the number of rows. May be `<close>`d.
---@class ingot.Table
---@operator len: integer
local Table = {}

--- The rows where a condition is true. A function gets a row and may keep it while its query runs; it
--- is called in row order on the script's own thread and costs some 0.1 to 0.3 µs a row, fifty times
--- what a formula does. It gives true, false or nil; anything else is an error that names the row.
--- What it raises arrives where the rows were asked for: text, and errors of a kind, with " (row 7)"
--- behind the message, any other value as it was.
---
---     print(customs:where("month >= $from and qty_kg > 0", { from = "2025-01" }))
---
---@param condition string|ingot.Formula|fun(row: table): boolean?
---@param params? table<string, any>  values of the formula's $names
---@return ingot.Query
function Table:where(condition, params) end

--- Only these columns, in this order; names, or one list of them.
---
---     print(customs:select("month", "partner", "qty_kg"))
---
---@param ... string|string[]
---@return ingot.Query
function Table:select(...) end

--- Adds columns, or replaces those of the same name. They see the input's columns only.
---
---     print(customs:derive { qty_t = "qty_kg / 1000", price = "value_usd / qty_kg" })
---
---@param columns ingot.Terms  a map, in order of name, or a list of pairs { name, formula }
---@param params? table<string, any>
---@return ingot.Query
function Table:derive(columns, params) end

--- Groups by columns; the result takes `agg` and nothing else.
---
---     print(customs:by("partner"):agg { qty_t = "sum(qty_kg) / 1000" })
---
---@param ... string|string[]
---@return ingot.Grouping
function Table:by(...) end

--- One row of aggregates over all rows.
---
---     print(customs:agg { qty_t = "sum(qty_kg) / 1000", rows = "count()" })
---
---@param results ingot.Terms
---@param params? table<string, any>
---@return ingot.Query
function Table:agg(results, params) end

--- Sorts by columns, "-name" descending; stable, missing cells last.
---
---     print(customs:sort("month", "-qty_kg"))
---
---@param ... string|string[]
---@return ingot.Query
function Table:sort(...) end

--- The n largest rows by one column, largest first; missing cells never enter. `within`: of each
--- group of equal values there, groups in order of first appearance. `others`: one more row for what
--- was left out.
---
---     print(customs:by("partner"):agg({ qty_kg = "sum(qty_kg)" })
---       :top(3, { by = "qty_kg", others = "all others" }))
---
---@param n integer
---@param options ingot.Top
---@return ingot.Query
function Table:top(n, options) end

--- The first n rows. An extract covers nothing, unless it leaves nothing out; so does one by `top`.
---
---     local some = customs:limit(100)
---
---@param n integer
---@return ingot.Query
function Table:limit(n) end

--- The first n rows, 10 by default.
---
---     print(customs:head(5))
---
---@param n? integer
---@return ingot.Query
function Table:head(n) end

--- The first row of each distinct combination of these columns (of all, without names), and only
--- these columns. Coverage stays where rows of all its cells do: when flow, hs and month, as far as the
--- rows have them, are among the columns, or nothing was left out; else nothing is covered any more.
---
---     print(customs:distinct("hs", "month"))
---
---@param ... string|string[]
---@return ingot.Query
function Table:distinct(...) end

--- Adds columns, as `derive`, whose formulas may call window functions; rows keep their places.
--- In order of `sort` (missing last; without it, as rows come), within the groups of `by`:
--- `row_number()`, `rank()` and `dense_rank()` (by equal sort values), `cumulative_sum(x)`. On the
--- calendar, which is one month column (or a whole-number column `year`) as `sort`: `lag(x, n)` and
--- `lead(x, n)`, the value n periods before or behind; `moving_sum(x, n)` and `moving_mean(x, n)`
--- over n periods, missing unless each has a value. Two rows of one group and period are an error.
---
---     print(customs:by("month"):agg({ qty_t = "sum(qty_kg) / 1000" })
---       :window({ sort = "month" }, { yoy = "(qty_t / lag(qty_t, 12) - 1) * 100" }))
---
---@param over ingot.Over
---@param columns ingot.Terms  formulas only
---@param params? table<string, any>
---@return ingot.Query
function Table:window(over, columns, params) end

--- The rows of this and those of another side by side, where all keys are equal; a missing key
--- equals none. Columns: these, then the other's that are no keys. Rows: these in order, each with
--- its matches in the other's order; those of a right join in the other's order; those of a full
--- join that only the other has come last, and their keys are the other's. "semi" keeps the rows
--- with a match, "anti" those without. Texts are equal by their bytes, decimals by value; keys of
--- other unlike types or of unlike units are an error, as is a name that both have and no `suffix`
--- sets apart. Coverage stays this one's, unless a column of the other takes the place of one that it
--- speaks of: then nothing is covered.
---
---     print(customs:join(names, { hs = "code" }, "left"))
---
---@param other ingot.Table|ingot.Query
---@param keys string|table<string|integer, string>  "hs", { "hs", "month" }, { partner = "iso" }
---@param kind? ingot.JoinKind|ingot.JoinOptions  "inner" by default
---@return ingot.Query
function Table:join(other, keys, kind) end

--- These rows, then those of others, by name of column; what one side lacks is missing there.
--- Decimals widen to the larger scale, decimal with real to real, which `warnings()` says; other
--- unlike types and unlike units are an error. Coverage, rejects and warnings are joined; where a
--- column that coverage speaks of is another in one part, nothing is covered.
---
---     local both = exports:union(imports)
---
---@param ... ingot.Table|ingot.Query
---@return ingot.Query
function Table:union(...) end

--- Other names for columns, which stay where they are. Coverage goes by the new names; where another
--- column takes the place of one that it speaks of, nothing is covered any more.
---
---     print(customs:rename { country = "partner" })
---
---@param names table<string, string>  new name → old name
---@return ingot.Query
function Table:rename(names) end

--- The result: a table is its own, a query runs once.
---
---     local april = customs:where("month == '2025-04'"):collect()
---
---@return ingot.Table
function Table:collect() end

--- Goes over the rows as plain tables. decimal(0) is an integer, another decimal the nearest float,
--- a missing cell nil.
---
---     for row in customs:head(3):rows() do print(row.partner, row.qty_kg) end
---
---@return fun(): table?
function Table:rows() end

--- One column as a read-only array.
---
---     for i, hs in ipairs(customs:head(3):column "hs") do print(i, hs) end
---
---@param name string
---@return ingot.Column
function Table:column(name) end

--- The one cell of a table of one row and one column.
---
---     print(customs:agg({ n = "count()" }):value())
---
---@return any
function Table:value() end

--- A number without loss: units and scale of a decimal, one float of a real, nil when missing.
---
---     local units, scale = customs:exact(1, "qty_kg")
---
---@param row integer  from 1
---@param name string
---@return integer|number|nil units, integer? scale
function Table:exact(row, name) end

--- The exact text of a cell; nil when missing.
---
---     print(customs:text(1, "qty_kg"))
---
---@param row integer  from 1
---@param name string
---@return string?
function Table:text(row, name) end

--- The whole table as RFC 4180 text in UTF-8, with LF at each line's end.
---
---     io.write(customs:head(3):csv())
---
---@return string
function Table:csv() end

--- The columns: type as "decimal(2)", number of missing cells, unit and source header where known.
---
---     for _, column in ipairs(customs:schema()) do print(column.name, column.type) end
---
---@return { name: string, type: string, missing: integer, unit?: string, source?: string }[]
function Table:schema() end

--- The cells of flow × code × month that the data speak for.
---
---     print(customs:coverage())
---
---@return ingot.Table?
function Table:coverage() end

--- What the reader could not take: file, line, column, kind, value, reason, record.
---
---     local rejected = customs:rejects()   -- read with on_error = "collect"
---
---@return ingot.Table?
function Table:rejects() end

--- What the reader wants known: file, message.
---
---     print(customs:warnings())
---
---@return ingot.Table?
function Table:warnings() end

--- How the files behind it were read, one row a decision: file, what ("delimiter", "quote", "escape",
--- "comment", "trim", "header", "skip", "encoding"), value, given (by options or profile), and why,
--- where it was found out. nil without files.
---
---     print(customs:detected())
---
---@return ingot.Table?
function Table:detected() end

--- What is in each column: column, type, unit, rows, missing, distinct values, min, max.
---
---     print(customs:describe())
---
---@return ingot.Table
function Table:describe() end

--- The table as it would have been read on a date: of each flow, code and month the latest vintage
--- not after it. For a table as `ingot.read` gave it with `vintage = …`, or a snapshot of that.
---
---     local seen_in_may = downloads:as_of "2025-05-31"
---
---@param date string  "2025-05-31"
---@return ingot.Table
function Table:as_of(date) end

--- Writes the table as its name says: `.arrow` (a snapshot, see ingot.open), `.csv` (UTF-8, RFC 4180)
--- or `.json` (a list of records). The last two are what was read: the columns `file` and `line` that
--- the reader added at the end are left out. Cells stay as they are, also those that a spreadsheet
--- would take for formulas (=, +, -, @). The file appears whole or not at all.
---
---     customs:where("month == '2025-04'"):save "april.arrow"
---
---@param path string
function Table:save(path) end

--- Bytes held; those of a snapshot, which is mapped, are not.
---
---     print(customs:bytes())
---
---@return integer
function Table:bytes() end

--- The plan as text: one verb a line, sources first, with the rows and columns they read. Nothing
--- runs.
---
---     print(customs:where("qty_kg > 0"):by("hs"):agg({ n = "count()" }):explain())
---
---@return string
function Table:explain() end

--- Lets the memory go at once. Later use is an error; closing again is not.
---
---     customs:close()
function Table:close() end
