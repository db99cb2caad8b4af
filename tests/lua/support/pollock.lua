--- The polluted files of the Pollock benchmark (Vitagliano and others, PVLDB 16, 2023) as it describes
--- them, over a table of our own with the shape of its: 83 rows, 9 columns, CR LF, two columns always
--- in quotes, the last one empty. Each file differs from the clean one in one thing, and what counts as
--- right is the clean table. Its score is the sum of ten figures from 0 to 1.

local common <const> = require "support.common"

local M = {}

local ROWS <const>, COLUMNS <const> = 83, 9
local NAMES <const> = { "DAY", "HOUR", "Count", "CODE", "Price", "Kind", "Text", "Link", "Remark" }

-- How often files of a kind were met, of those that the benchmark's authors surveyed.
local WEIGHTS <const> = {
  clean = 1, no_payload = 15, no_trailing_newline = 184, double_trailing_newline = 5, no_header = 470,
  header_multirow_2 = 47, header_multirow_3 = 47, preamble = 282, multitable_same = 188 / 3,
  multitable_more = 188 / 3, multitable_less = 188 / 3, header_only = 3, one_data_row = 4,
  record_delimiter_cr = 7, record_delimiter_lf = 1691, field_delimiter_tab = 4,
  field_delimiter_semicolon = 834, field_delimiter_space = 4, field_delimiter_comma_space = 101,
  quotation_apostrophe = 11, escape_backslash = 1, escape_none = 7,
}
local ROW_WEIGHTS <const> = { less_sep = 0.36775, more_sep = 0.36775, extra_quote = 1 / 108,
  field_delimiter = 1 / 108 }

local KINDS <const> = { "Men's Boots", "Cap", "Jacket, Short", 'Table, Round 48"', "Wool Coat" }

local function row(i)
  local code <const> = ("%s-%04d"):format(i % 3 == 0 and "RI" or "MG", i * 1931 % 9973)
  return {
    ("%02d/%02d/2018"):format(i % 28 + 1, i % 12 + 1), ("%02d:%02d"):format(i // 4 % 24, i % 4 * 15),
    tostring(i * 37 % 34), code, ("$%d.%02d"):format(i * 7 % 90, i * 17 % 100), KINDS[i % #KINDS + 1],
    i % 12 == 0 and ('Light in our 8\\\'%d" rod, made for her.'):format(i)
      or ("Made to last, this piece no. %d keeps you dry, warm and comfortable."):format(i),
    ("https://www.example.com/product/%s.html"):format(code), "",
  }
end

local function clean_rows()
  local rows <const> = { NAMES }
  for i = 1, ROWS do rows[i + 1] = row(i) end
  return rows
end

---@class ingot.PollockFile
---@field name string
---@field bytes string
---@field told table     the dialect, the preamble and the columns' names: what systems are told
---@field expected string[][]  the header first
---@field weight number
---@field count integer        how many files of the benchmark it stands for

local CLEAN <const> = { delimiter = ",", quote = '"', escape = '"', ending = "\r\n" }

local function text_of(cell, column, d)
  if column ~= 7 and column ~= 8 and not cell:find '[,"]' then
    return cell
  end
  return d.quote .. cell:gsub('"', d.escape .. '"') .. d.quote
end

-- The file as records of texts of cells, to be disturbed.
local function parts_of(rows, d)
  local list <const> = {}
  for r, cells in ipairs(rows) do
    local texts <const> = {}
    for c, cell in ipairs(cells) do texts[c] = text_of(cell, c, d) end
    list[r] = { texts = texts, delimiters = {}, ending = d.ending }
    for c = 1, #cells - 1 do list[r].delimiters[c] = d.delimiter end
  end
  return list
end

local function join(list)
  local out <const> = {}
  for _, record in ipairs(list) do
    for c, text in ipairs(record.texts) do
      out[#out + 1] = text
      out[#out + 1] = record.delimiters[c]
    end
    out[#out + 1] = record.ending
  end
  return table.concat(out)
end

local function make(name, weight, count, changes, disturb)
  local d <const> = setmetatable(changes, { __index = CLEAN })
  local rows <const> = clean_rows()
  local made <const> = { name = name, weight = weight, count = count, expected = rows,
    told = { delimiter = d.delimiter, quote = d.quote, skip = 1, header = NAMES } }
  made.told.escape = d.escape ~= d.quote and d.escape or nil
  local list <const> = parts_of(rows, d)
  local bytes <const> = disturb and disturb(list, made)
  made.bytes = bytes or join(list)
  return made
end

local function as_records(rows)
  return parts_of(rows, CLEAN)
end

-- A second table below the first, of `n` columns.
local function second_table(n)
  return function(list)
    for r = 1, ROWS do
      local cells <const> = row(r)
      for c = COLUMNS + 1, n do cells[c] = cells[COLUMNS] end
      for c = #cells, n + 1, -1 do cells[c] = nil end
      table.move(as_records { cells }, 1, 1, #list + 1, list)
    end
  end
end

local function header_rows(n)
  return function(list, made)
    local names <const> = {}
    for c, name in ipairs(NAMES) do names[c] = (name .. " "):rep(n):sub(1, -2) end
    for _ = 2, n do table.insert(list, 1, list[1]) end
    made.expected[1], made.told.header, made.told.skip = names, names, n
  end
end

-- What is done to whole files, by name.
local WHOLE <const> = {
  clean = { {} },
  no_payload = { {}, function(_, made)
    made.expected, made.told.skip = {}, nil
    return ""
  end },
  no_trailing_newline = { {}, function(list) list[#list].ending = "" end },
  double_trailing_newline = { {}, function(list) list[#list].ending = "\r\n\r\n" end },
  no_header = { {}, function(list, made)
    table.remove(list, 1)
    table.remove(made.expected, 1)
    made.told.header, made.told.skip = false, nil
  end },
  header_multirow_2 = { {}, header_rows(2) },
  header_multirow_3 = { {}, header_rows(3) },
  preamble = { {}, function(list, made)
    table.insert(list, 1, { texts = { (","):rep(COLUMNS - 1) }, delimiters = {}, ending = "\r\n" })
    table.insert(list, 1, { texts = { "PREAMBLE" .. (","):rep(COLUMNS - 1) }, delimiters = {},
      ending = "\r\n" })
    made.told.skip = 3
  end },
  multitable_same = { {}, second_table(9) },
  multitable_more = { {}, second_table(10) },
  multitable_less = { {}, second_table(8) },
  header_only = { {}, function(list, made)
    made.expected = { NAMES }
    return join { list[1] }
  end },
  one_data_row = { {}, function(list, made)
    made.expected = { NAMES, row(1) }
    return join { list[1], list[2] }
  end },
  record_delimiter_cr = { { ending = "\r" } },
  record_delimiter_lf = { { ending = "\n" } },
  field_delimiter_tab = { { delimiter = "\t" } },
  field_delimiter_semicolon = { { delimiter = ";" } },
  field_delimiter_space = { { delimiter = " " } },
  field_delimiter_comma_space = { { delimiter = ", " } },
  quotation_apostrophe = { { quote = "'", escape = '"' }, function(_, made)
    made.told.escape = nil
  end },
  escape_backslash = { { escape = "\\" } },
  escape_none = { { escape = "" }, function(_, made) made.told.escape = nil end },
}

-- What is done to a single row, the header being row 0; columns count from 0.
local SINGLE <const> = {
  less_sep = function(record, column)
    local texts <const> = record.texts
    texts[column] = texts[column] .. table.remove(texts, column + 1)
    table.remove(record.delimiters)
  end,
  more_sep = function(record, column)
    table.insert(record.texts, column + 1, "")
    table.insert(record.delimiters, ",")
  end,
  extra_quote = function(record, column, cells)
    local text <const> = record.texts[column + 1]
    record.texts[column + 1] = text:find '^"' and '""' .. text:sub(2) or '"' .. text
    cells[column + 1] = '"' .. cells[column + 1]
  end,
  field_delimiter = function(record)
    for c in ipairs(record.delimiters) do record.delimiters[c] = " " end
  end,
}
local COLUMNS_OF <const> = { less_sep = { 1, 8 }, more_sep = { 0, 8 }, extra_quote = { 0, 8 },
  field_delimiter = { 0, 0 } }

--- All files. `step` 1: all 2,290 of them; more: every so many rows stand for the others, the first two
--- and the last for themselves.
---@param step integer
---@return ingot.PollockFile[]
function M.files(step)
  local list <const> = {}
  for name, kind in pairs(WHOLE) do
    local changes <const> = {}
    for key, value in pairs(kind[1]) do changes[key] = value end
    list[#list + 1] = make("file_" .. name, WEIGHTS[name], 1, changes, kind[2])
  end
  local chosen <const> = { { 0, 1 }, { 1, 1 }, { ROWS, 1 } }
  for at = 2, ROWS - 1, step do
    chosen[#chosen + 1] = { at, math.min(step, ROWS - at) }
  end
  for name, disturb in pairs(SINGLE) do
    for _, pair in ipairs(chosen) do
      for column = COLUMNS_OF[name][1], COLUMNS_OF[name][2] do
        local at <const> = pair[1]
        local named <const> = ("row_%s_%d_%d"):format(name, at, column)
        list[#list + 1] = make(named, ROW_WEIGHTS[name], pair[2], {}, function(records, made)
          local cells <const> = table.move(made.expected[at + 1], 1, COLUMNS, 1, {})
          disturb(records[at + 1], column, cells)
          made.expected[at + 1] = cells
          made.told.header = at == 0 and cells or NAMES
        end)
      end
    end
  end
  table.sort(list, function(a, b) return a.name < b.name end)
  return list
end

-- Precision, recall and their F1, added.
local function measures(expected, got)
  if #expected == 0 then
    return 3
  end
  local both <const> = common(expected, got)
  if both == 0 then
    return 0
  end
  local p <const>, r <const> = both / #expected, both / #got
  return p + r + 2 * p * r / (p + r)
end

local function flat(rows)
  local records <const>, cells <const> = {}, {}
  for i, row_of_cells in ipairs(rows) do
    records[i - 1] = table.concat(row_of_cells)
    table.move(row_of_cells, 1, #row_of_cells, #cells + 1, cells)
  end
  return records, cells
end

--- What a system makes of a file: 0 … 10. `rows` are its header and its rows; nil where it failed.
---@param made ingot.PollockFile
---@param rows? string[][]
---@return number
function M.score(made, rows)
  if not rows then
    return 0
  elseif #made.expected == 0 then
    return 10
  end
  local expected_records <const>, expected_cells <const> = flat(made.expected)
  local records <const>, cells <const> = flat(rows)
  return 1 + measures(made.expected[1], rows[1] or {}) + measures(expected_records, records)
    + measures(expected_cells, cells)
end

return M
