--- What a profile says beyond headers and cells, about rows: how its files are recognised, what cells
--- stand for, which rows count others again, what a period is, which flows stand side by side. Here is
--- what may be said; `ingot.read.shape` does it.

local codes <const> = require "ingot.read.codes"
local error_ <const> = require "ingot.error"
local native <const> = require "ingot.native"
local suggest <const> = require "ingot.suggest"

---@class ingot.FormatColumn
---@field apostrophe? boolean  texts may begin with the ' of a spreadsheet, which is none of them
---@field digits? integer      shorter codes get zeros in front
---@field words? table<string, string>  what texts stand for, as { M = "import" }
---@field internal? boolean    only made use of: it does not stand in the table

---@class ingot.FormatLeaveOut  rows that count what others count
---@field where string      formula over the columns as read
---@field says string       of one or many of them: "of partner World"
---@field beside? string[]  columns: only where another row has the same values in them; those that
---   the files lack are not asked. Without it, always

---@class ingot.Format
---@field recognise? string[][]  a file whose header has all of one of these lists is of this format,
---   if the profile knows most of its headers; with a preamble, of its labels. Without it, the profile
---   is never chosen by itself
---@field preamble? table<string, string>  label of a line before the rows → column of what stands
---   behind it. There is no header then: `order` says the columns
---@field period? string[]     columns that say year and month, together or by one text: they make
---   `month`, or `year` where all rows are annual
---@field leave_out? ingot.FormatLeaveOut[]
---@field unpivot? table<string, table<string, table<string, string>>>  new column → its value → column
---   of the table → column it comes from, as { flow = { export = { qty_kg = "out_kg" }, import = … } }
---@field codes? table<string, string>  column of codes → the list they are of, as
---   { partner_code = "iso3" }: they become those of `data/partners.csv`, with names
---@field nested? string       a column of codes that may stand beside shorter ones that hold them

local M = {}

M.fields = {
  recognise = "table", preamble = "table", period = "table", leave_out = "table", unpivot = "table",
  nested = "string", codes = "table",
}
M.column_fields = {
  apostrophe = "boolean", digits = "number", words = "table", internal = "boolean",
}

--- What is wrong with a formula, or nil.
---@param text any
---@return string?
function M.bad_formula(text)
  local parsed <const>, raised <const> = error_.try(native.formula, text)
  local message <const> = tostring(raised)
  return not parsed and (message:match "formula: .*" or message) or nil
end

-- A message when a value is no list (`is_list`) or map of texts with something in it.
local function bad_texts(what, value, is_list)
  if type(value) ~= "table" or next(value) == nil then
    return ("%s: texts expected"):format(what)
  end
  for key, text in pairs(value) do
    if type(text) ~= "string" or type(key) ~= (is_list and "number" or "string") then
      return ("%s: texts expected"):format(what)
    end
  end
end

--- The names that formulas of a profile may be over: of all columns that it can make.
---@param profile table
---@param columns table<string, boolean>
---@return table<string, boolean>
function M.known_names(profile, columns)
  local known <const> = { flow = true, month = true, year = true, file = true, line = true }
  for name in pairs(columns) do
    known[name] = true
  end
  for _, derived in ipairs(profile.derive or {}) do
    known[derived.name] = true
  end
  for name in pairs(profile.constants or {}) do
    known[name] = true
  end
  for _, name in pairs(profile.preamble or {}) do
    known[name] = true
  end
  for name, sides in pairs(profile.unpivot or {}) do
    known[name] = true
    for _, side in pairs(sides) do
      for to in pairs(side) do
        known[to] = true
      end
    end
  end
  return known
end

--- What is wrong with a formula over a profile's columns, or nil.
---@param text any
---@param known table<string, boolean>
---@return string?
function M.bad_formula_over(text, known)
  local message = M.bad_formula(text)
  for _, name in ipairs(message and {} or native.formula(text):columns()) do
    message = message or not known[name] and ("unknown name '%s'%s: what a formula is over stands in "
      .. "columns"):format(name, suggest.did_you_mean(name, known)) or nil
  end
  return message
end

local function unknown_name(what, name, known)
  return not known[name] and ("%s: unknown name '%s'%s"):format(what, tostring(name),
    suggest.did_you_mean(tostring(name), known)) or nil
end

local checks <const> = {}

function checks.recognise(groups)
  for _, group in ipairs(groups) do
    if bad_texts("recognise", group, true) then
      return 'recognise: lists of headers expected, as { { "Monat", "Ware" } }'
    end
  end
  return #groups == 0 and "recognise: a list of lists of headers expected" or nil
end

function checks.preamble(labels, profile)
  return bad_texts("preamble", labels, false)
    or not profile.order and "preamble: it needs an order, as there is no header" or nil
end

function checks.period(list, _, names)
  if #list < 1 or #list > 2 then
    return "period: one or two names of columns expected"
  end
  return unknown_name("period", list[1], names) or list[2] and unknown_name("period", list[2], names)
end

function checks.leave_out(list, profile, names)
  local known <const> = M.known_names(profile, names)
  for i, rule in ipairs(list) do
    local message = type(rule) ~= "table" and "a table of fields expected"
      or type(rule.where) ~= "string" and "it needs a formula, as where = \"partner_code == '0'\""
      or type(rule.says) ~= "string" and "it needs words for them, as says = \"of partner World\""
      or M.bad_formula_over(rule.where, known) or rule.beside and bad_texts("beside", rule.beside, true)
    for _, name in ipairs(not message and rule.beside or {}) do
      message = message or unknown_name("beside", name, known)
    end
    if message then
      return ("leave_out %d: %s"):format(i, message)
    end
  end
  return #list == 0 and "leave_out: a list of rules expected" or nil
end

function checks.unpivot(sides, _, names)
  local name <const> = next(sides)
  if type(name) ~= "string" or next(sides, name) ~= nil or type(sides[name]) ~= "table" then
    return "unpivot: one new column expected, as { flow = { export = { … }, import = { … } } }"
  end
  for _, value in ipairs(suggest.names(sides[name])) do
    local what <const> = ("unpivot: %s '%s'"):format(name, value)
    local message = bad_texts(what, sides[name][value], false)
    for _, from in pairs(message and {} or sides[name][value]) do
      message = message or unknown_name(what, from, names)
    end
    if message then
      return message
    end
  end
end

function checks.nested(name, _, names)
  return unknown_name("nested", name, names)
end

function checks.codes(lists, profile, names)
  local message, known <const> = bad_texts("codes", lists, false), M.known_names(profile, names)
  for _, name in ipairs(message and {} or suggest.names(lists)) do
    message = message or unknown_name("codes", name, known) or not codes.lists[lists[name]]
      and "codes: " .. suggest.unknown("list", "lists", lists[name], suggest.names(codes.lists)) or nil
  end
  return message
end

local flows <const> = { export = true, import = true }

--- What is wrong with a text that is a flow, or nil: others than these two there are, but none that
--- is one of them spelt otherwise.
---@param flow string
---@return string?
function M.bad_flow(flow)
  local meant <const> = tostring(flow):lower():gsub("s$", "")
  return not flows[flow] and flows[meant]
    and ("unknown flow '%s' (did you mean '%s'?)"):format(flow, meant) or nil
end

--- What is wrong with what a profile says of rows, or nil.
---@param profile table
---@param names table<string, boolean>  of its columns
---@return string? message
function M.mistake(profile, names)
  for _, field in ipairs(suggest.names(checks)) do
    local message <const> = profile[field] ~= nil and checks[field](profile[field], profile, names)
    if message then
      return message
    end
  end
end

--- What is wrong with what a column says of its cells, or nil.
---@param column table
---@return string? message
function M.bad_column(column)
  if column.digits and (math.type(column.digits) ~= "integer" or column.digits < 1) then
    return "digits: a number of digits expected"
  elseif (column.digits or column.words or column.apostrophe) and column.kind ~= "text" then
    return 'digits, words and apostrophe are of texts: it needs kind = "text"'
  end
  local message = column.words and bad_texts("words", column.words, false)
  for _, word in ipairs(not message and column.name == "flow" and column.words
    and suggest.names(column.words) or {}) do
    message = message or M.bad_flow(column.words[word])
  end
  return message or nil
end

return M
