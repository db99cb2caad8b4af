--- One table written in many bad ways, after the Pollock benchmark of Vitagliano and others (PVLDB 16,
--- 2023): each file differs from a clean one in one thing. What a file says is known, so what a reader
--- makes of it can be scored.

local common <const> = require "support.common"

local M = {}

local ROWS <const> = 80
M.header = { "DATE", "TIME", "Qty", "PRODUCTID", "Price", "ProductType", "ProductDescription", "URL",
  "Comments" }

local function row(i)
  return {
    ("%d/%d/2018"):format(i % 12 + 1, i % 28 + 1), ("%02d:%02d"):format(i % 24, i * 7 % 60),
    tostring(i * 37 % 90), ("P-%04d"):format(i * 131 % 9973), ("%d.%02d"):format(i * 3, i * 17 % 100),
    i % 3 == 0 and "Wire" or "Sheet", ('Rolled, %d mm "%s"'):format(i, i % 2 == 0 and "A" or "B"),
    ("http://x.example/p?id=%d"):format(i), i % 4 == 0 and "" or ("Line one\nline %d"):format(i),
  }
end

--- The rows of the clean table.
---@return string[][]
function M.rows()
  local rows <const> = {}
  for i = 1, ROWS do
    rows[i] = row(i)
  end
  return rows
end

---@class ingot.Dialect
---@field delimiter string
---@field quote string
---@field escape string  the quote itself, or another
---@field ending string

local CLEAN <const> = { delimiter = ",", quote = '"', escape = '"', ending = "\n" }

local function cell_text(cell, dialect)
  local needs <const> = cell:find(dialect.delimiter, 1, true) or cell:find("[\r\n]")
    or cell:find(dialect.quote, 1, true) or cell:find(dialect.escape, 1, true)
  if not needs then
    return cell
  end
  local escaped = cell
  if dialect.escape ~= dialect.quote then
    escaped = escaped:gsub("%" .. dialect.escape, "%0%0")
  end
  return dialect.quote .. escaped:gsub("%" .. dialect.quote, function(quote)
    return dialect.escape .. quote
  end) .. dialect.quote
end

local function record(cells, dialect)
  local texts <const> = {}
  for i, cell in ipairs(cells) do
    texts[i] = cell_text(cell, dialect)
  end
  return table.concat(texts, dialect.delimiter)
end

-- The records of the clean table as texts, the header first.
local function records(dialect, header, rows)
  local list <const> = { record(header, dialect) }
  for _, cells in ipairs(rows) do
    list[#list + 1] = record(cells, dialect)
  end
  return list
end

---@class ingot.Polluted
---@field name string
---@field bytes string
---@field options table      the dialect, for a reader that is told
---@field header string[]
---@field rows string[][]    what is to be read

local function file(name, changes, options, disturb)
  local dialect <const> = setmetatable(changes, { __index = CLEAN })
  local rows <const>, header <const> = M.rows(), table.move(M.header, 1, #M.header, 1, {})
  local made <const> = { name = name, options = options or {}, header = header, rows = rows }
  local list <const> = records(dialect, header, rows)
  local bytes <const> = disturb and disturb(list, made, dialect)
  made.bytes = bytes or table.concat(list, dialect.ending) .. dialect.ending
  return made
end

local function dialects(list)
  for name, delimiter in pairs { comma = ",", semicolon = ";", tab = "\t", pipe = "|", two = "||",
    space = " ", comma_blank = ", " } do
    for ending_name, ending in pairs { lf = "\n", crlf = "\r\n", cr = "\r" } do
      list[#list + 1] = file(("delimiter_%s_%s"):format(name, ending_name),
        { delimiter = delimiter, ending = ending }, { delimiter = delimiter })
    end
  end
  for name, quote in pairs { double = '"', single = "'" } do
    for escape_name, escape in pairs { doubled = quote, backslash = "\\" } do
      for delimiter_name, delimiter in pairs { comma = ",", semicolon = ";", tab = "\t" } do
        list[#list + 1] = file(("quote_%s_%s_%s"):format(name, escape_name, delimiter_name),
          { quote = quote, escape = escape, delimiter = delimiter },
          { quote = quote, escape = escape ~= quote and escape or nil, delimiter = delimiter })
      end
    end
  end
end

-- Of the whole file: header, what stands before it, how it ends.
local function whole_files(list)
  local function add(name, options, disturb)
    list[#list + 1] = file("file_" .. name, {}, options, disturb)
  end
  add("clean", {})
  add("no_final_newline", {}, function(lines) return table.concat(lines, "\n") end)
  add("two_final_newlines", {}, function(lines) return table.concat(lines, "\n") .. "\n\n" end)
  add("blank_lines_between", {}, function(lines) return table.concat(lines, "\n\n") .. "\n" end)
  add("byte_order_mark", {}, function(lines) return "\u{FEFF}" .. table.concat(lines, "\n") .. "\n" end)
  add("no_header", { header = false }, function(lines, made)
    table.remove(lines, 1)
    for i = 1, #made.header do made.header[i] = "column_" .. i end
  end)
  add("header_alone", {}, function(lines, made) made.rows = {} return lines[1] .. "\n" end)
  add("no_payload", {}, function(_, made)
    made.rows, made.header = {}, {}
    return ""
  end)
  add("one_row", {}, function(lines, made)
    made.rows = { made.rows[1] }
    return lines[1] .. "\n" .. lines[2] .. "\n"
  end)
  add("delimiters_at_all_ends", {}, function(lines) return table.concat(lines, ",\n") .. ",\n" end)
  add("header_with_blanks", {}, function(lines)
    lines[1] = lines[1]:gsub(",", " , ")
  end)
  add("two_header_lines", {}, function(lines, made)
    table.insert(lines, 2, ("unit,"):rep(8) .. "unit")
    table.insert(made.rows, 1, { "unit", "unit", "unit", "unit", "unit", "unit", "unit", "unit", "unit" })
  end)
  add("a_second_table", {}, function(lines, made)
    lines[#lines + 1] = "Port,Teu\nNingbo,39\nBusan,24"
    for _, pair in ipairs { { "Port", "Teu" }, { "Ningbo", "39" }, { "Busan", "24" } } do
      table.insert(made.rows, { pair[1], pair[2], "", "", "", "", "", "", "" })
    end
  end)
  add("footnote", {}, function(lines, made)
    lines[#lines + 1] = "Source: customs"
    table.insert(made.rows, { "Source: customs", "", "", "", "", "", "", "", "" })
  end)
  for n = 1, 3 do
    add("preamble_" .. n, { skip = n }, function(lines)
      for i = 1, n do table.insert(lines, i, "Sales, line " .. i .. " of the book") end
    end)
    add("comments_" .. n, { comment = "#" }, function(lines)
      for i = 1, n do table.insert(lines, i, "# line " .. i .. " of the book") end
    end)
  end
  for _, n in ipairs { 1, 2, 8 } do
    add("columns_" .. n, {}, function(_, made)
      made.header = table.move(made.header, 1, n, 1, {})
      for i, cells in ipairs(made.rows) do made.rows[i] = table.move(cells, 1, n, 1, {}) end
      return table.concat(records(CLEAN, made.header, made.rows), "\n") .. "\n"
    end)
  end
end

local PLACES <const> = { 1, 2, 7, 23, 40, 63, 80 }

-- Of single rows: what is lost in that row is lost, the others are to be read.
local function single_rows(list)
  local function add(name, at, disturb, options)
    list[#list + 1] = file(("row_%d_%s"):format(at, name), {}, options, function(lines, made)
      disturb(lines, made, at)
    end)
  end
  for _, at in ipairs(PLACES) do
    for _, n in ipairs { 1, 2, 5 } do
      add("lacks_cells_" .. n, at, function(lines, made)
        local cells <const> = table.move(made.rows[at], 1, 9 - n, 1, {})
        lines[at + 1] = record(cells, CLEAN)
        for i = 10 - n, 9 do made.rows[at][i] = "" end
      end)
      add("cells_more_" .. n, at, function(lines)
        lines[at + 1] = lines[at + 1] .. (",extra"):rep(n)
        end)
    end
    add("delimiter_lost", at, function(lines)
      lines[at + 1] = lines[at + 1]:gsub(",", " ", 1)
    end)
    add("delimiter_doubled", at, function(lines)
      lines[at + 1] = lines[at + 1]:gsub(",", ",,", 1)
    end)
    add("all_quoted", at, function(lines, made)
      local texts <const> = {}
      for i, cell in ipairs(made.rows[at]) do texts[i] = '"' .. cell:gsub('"', '""') .. '"' end
      lines[at + 1] = table.concat(texts, ",")
    end)
    add("quote_in_bare_cell", at, function(lines, made)
      lines[at + 1] = lines[at + 1]:gsub("^(%d+)/", '%1"/')
      made.rows[at][1] = made.rows[at][1]:gsub("/", '"/', 1)
    end)
    add("ends_with_crlf", at, function(lines) lines[at + 1] = lines[at + 1] .. "\r" end)
    add("blanks_around", at, function(lines, made)
      lines[at + 1] = lines[at + 1]:gsub("^([^,]*),", " %1 ,")
      made.rows[at][1] = " " .. made.rows[at][1] .. " "
    end)
    add("text_behind_quote", at, function(lines)
      lines[at + 1] = lines[at + 1]:gsub('"",', '""",', 1)
    end)
    add("is_header_again", at, function(lines, made)
      table.insert(lines, at + 1, lines[1])
      table.insert(made.rows, at, M.header)
    end)
  end
end

--- All of them, in order of name.
---@return ingot.Polluted[]
function M.files()
  local list <const> = {}
  dialects(list)
  whole_files(list)
  single_rows(list)
  table.sort(list, function(a, b) return a.name < b.name end)
  return list
end

local function f1(expected, got)
  if #expected == 0 and #got == 0 then
    return 1
  end
  return 2 * common(expected, got) / (#expected + #got)
end

-- Rows as texts, and all of their cells.
local function flat(rows)
  local whole <const>, cells <const> = {}, {}
  for i, cells_of_row in ipairs(rows) do
    whole[i] = table.concat(cells_of_row, "\0")
    table.move(cells_of_row, 1, #cells_of_row, #cells + 1, cells)
  end
  return whole, cells
end

--- How well a header and rows are what a file says: F1 of header cells, of records, of cells, each
--- 0 … 1.
---@param made ingot.Polluted
---@param header string[]
---@param rows string[][]
---@return { header: number, records: number, cells: number }
function M.score(made, header, rows)
  local expected_records <const>, expected_cells <const> = flat(made.rows)
  local records_read <const>, cells_read <const> = flat(rows)
  return {
    header = f1(made.header, header), records = f1(expected_records, records_read),
    cells = f1(expected_cells, cells_read),
  }
end

return M
