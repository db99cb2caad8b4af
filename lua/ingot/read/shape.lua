--- From the rows as the native reader gives them to those that a profile means: cells by what they
--- stand for, months or years, without rows that count others again, one flow a row, derived columns,
--- in canonical order. What is left out on the way is said, file by file.

local columns <const> = require "ingot.columns"
local countries <const> = require "ingot.read.codes"
local native <const> = require "ingot.native"
local periods <const> = require "ingot.read.periods"
local suggest <const> = require "ingot.suggest"

local M = {}

-- Where columns stand in a table read with a profile; others follow, `file` and `line` are last.
local canonical <const> = {
  "series", "year", "month", "flow", "hs", "hs_name", "partner_code", "partner", "province_code",
  "province", "mode_code", "mode", "reporter_code", "reporter", "qty1", "qty1_unit", "qty2", "qty2_unit",
  "qty_kg", "value", "value_cny", "value_usd", "value_eur",
}
local canonical_rank <const> = { file = math.maxinteger - 1, line = math.maxinteger }
for i, name in ipairs(canonical) do
  canonical_rank[name] = i
end

---@class ingot.Shaping  a table on its way
---@field data ingot.Table|ingot.Query
---@field profile ingot.Format
---@field units table<string, string>     of columns that were derived
---@field remarks { file: string, message: string }[]
---@field collect boolean               rows that are wrong are listed, else an error
---@field rejects? ingot.Table

local function without(names, dropped)
  local kept <const> = {}
  for _, name in ipairs(names) do
    kept[#kept + 1] = not dropped[name] and name or nil
  end
  return kept
end

-- ---- what cells stand for ----

local function meaning(column, text)
  text = column.apostrophe and text:gsub("^'", "") or text
  text = column.words and column.words[text] or text
  if column.digits and text:find "^%d+$" then
    text = ("0"):rep(column.digits - #text) .. text
  end
  return text
end

-- Texts that stand for others, changed by way of the distinct ones.
local function recode(shaping, column)
  local from <const>, to <const> = {}, {}
  for row in shaping.data:distinct(column.name):rows() do
    local text <const> = row[column.name]
    local meant <const> = text and meaning(column, text)
    if meant ~= text then
      from[#from + 1], to[#to + 1] = text, meant
    end
  end
  if #from == 0 then
    return
  end
  local names <const> = columns.names(shaping.data)
  local lookup <const> = native.table({
    { name = column.name, type = "text", values = from }, { name = "meant_", type = "text", values = to },
  }, #from)
  shaping.data = shaping.data:join(lookup, column.name, "left"):rename { text_ = column.name }
    :derive { { "text_", "coalesce(meant_, text_)" } }:rename { [column.name] = "text_" }
    :select(names):collect()
end

local function recode_all(shaping)
  local _, present <const> = columns.names(shaping.data)
  for _, column in ipairs(shaping.profile.columns) do
    if present[column.name] and (column.apostrophe or column.words or column.digits) then
      recode(shaping, column)
    end
  end
end

-- ---- rows that count others again ----

-- Has it said of each file how many of its rows were left out.
local function say_left_out(shaping, rows, says)
  local _, present <const> = columns.names(rows)
  for row in (present.file and rows:by("file"):agg { { "n", "count()" } } or rows:limit(0)):rows() do
    local message <const> = ("%d %s %s left out"):format(row.n, row.n == 1 and "row" or "rows", says)
    shaping.remarks[#shaping.remarks + 1] = { file = row.file, message = message }
  end
end

local TRUE_OF <const> = "coalesce(if_else(%s, 1, 0), 0) == 1"

local function has_all(present, formula)
  for _, name in ipairs(native.formula(formula):columns()) do
    if not present[name] then
      return false
    end
  end
  return true
end

-- Drops the rows of a rule; those that stand beside none of their parts stay.
local function leave_out(shaping, rule)
  local data = shaping.data
  local names <const>, present <const> = columns.names(data)
  local is_total <const> = TRUE_OF:format(rule.where)
  if not has_all(present, rule.where) or #data:where(is_total):limit(1) == 0 then
    return
  end
  local keys <const> = {}
  for _, name in ipairs(rule.beside or {}) do
    keys[#keys + 1] = present[name] and name or nil
  end
  data = data:derive { { "left_out_", ("if_else(%s, 1, 0)"):format(is_total) } }:collect()
  if #keys > 0 then
    local parts <const> = data:where("left_out_ == 0"):distinct(keys):derive { { "parts_", "1" } }
    data = data:join(parts, keys, "left")
      :derive { { "left_out_", "if_else(left_out_ == 1 and not is_missing(parts_), 1, 0)" } }
      :collect()
  end
  say_left_out(shaping, data:where "left_out_ == 1", rule.says)
  shaping.data = data:where("left_out_ == 0"):select(names):collect()
end

local function left_out_all(shaping)
  for _, rule in ipairs(shaping.profile.leave_out or {}) do
    leave_out(shaping, rule)
  end
end

-- ---- months, flows, derived columns ----

local function with_periods(shaping)
  if shaping.profile.period then
    local annual
    shaping.data, annual, shaping.rejects =
      periods.of(shaping.data, shaping.profile.period, shaping.collect)
    if annual then
      say_left_out(shaping, annual, "of whole years, beside months,")
    end
  end
end

-- A row for each value of the new column, all rows of one value before those of the next.
local function unpivot(shaping)
  local column <const>, sides <const> = next(shaping.profile.unpivot or {})
  if not column then
    return
  end
  local names <const>, present <const> = columns.names(shaping.data)
  local taken <const>, parts <const> = {}, {}
  for _, side in pairs(sides) do
    for _, from in pairs(side) do
      taken[from] = true
    end
  end
  for _, value in ipairs(suggest.names(sides)) do
    local list <const>, new <const> = without(names, taken), {}
    for to, from in pairs(sides[value]) do
      if present[from] then
        new[to], list[#list + 1] = from, from
      end
    end
    parts[#parts + 1] = shaping.data:select(list):rename(new):derive({ { column, "$value" } },
      { value = value })
  end
  shaping.data = parts[1]:union(table.unpack(parts, 2)):collect()
end

local function derive(shaping)
  for _, derived in ipairs(shaping.profile.derive or {}) do
    local _, present <const> = columns.names(shaping.data)
    local usable <const> = {}
    for _, text in ipairs(derived.first_of) do
      usable[#usable + 1] = has_all(present, text) and text or nil
    end
    if #usable > 0 and not present[derived.name] then
      local formula <const> = ("coalesce(%s)"):format(table.concat(usable, ", "))
      shaping.data = shaping.data:derive { { derived.name, formula } }:collect()
      shaping.units[derived.name] = derived.unit
    end
  end
end

-- ---- the table ----

-- The first code of a list, in order, whose beginning is a code as well: that one, and itself.
local function first_nested(codes)
  for _, code in ipairs(suggest.names(codes)) do
    for n = 1, #code - 1 do
      if codes[code:sub(1, n)] then
        return code:sub(1, n), code
      end
    end
  end
end

-- A code beside longer ones that begin with it holds them: a sum over all of them counts twice.
local function say_nested(shaping)
  local name <const>, codes <const> = shaping.profile.nested, {}
  local _, present <const> = columns.names(shaping.data)
  if not name or not present[name] or not present.file then
    return
  end
  for row in shaping.data:distinct("file", name):rows() do
    codes[row.file] = codes[row.file] or {}
    codes[row.file][row[name] or 0] = row[name] and true or nil
  end
  for _, file in ipairs(suggest.names(codes)) do
    local outer <const>, inner <const> = first_nested(codes[file])
    if outer then
      shaping.remarks[#shaping.remarks + 1] = { file = file, message = ("codes beside those they are "
        .. "part of, as %s beside %s: a sum over all counts twice"):format(inner, outer) }
    end
  end
end

-- Countries publish at their own pace: a month that one of them has not yet would read as no trade.
local function say_behind(shaping)
  local _, present <const> = columns.names(shaping.data)
  if not (present.month and present.reporter_code and present.file) then
    return
  end
  local keys <const> = { "reporter_code", present.reporter and "reporter" or nil }
  local last <const> = shaping.data:by(keys):agg {
    { "to", "max(month)" }, { "in_file", "first(file)" },
  }:sort("to", "reporter_code"):collect()
  local newest <const>, behind = last:text(#last, "to"), 0
  while behind < #last and last:text(behind + 1, "to") ~= newest do
    behind = behind + 1
  end
  if behind > 0 then
    local name <const> = last:text(1, keys[#keys]) or last:text(1, "reporter_code") or "one"
    shaping.remarks[#shaping.remarks + 1] = { file = last:text(1, "in_file"), message =
      ("%d of %d reporters end before %s, as %s in %s: what they have not published counts as zero"):format(
        behind, #last, newest, name, last:text(1, "to")) }
  end
end

--- The same table with its columns in canonical order, without those that are only made use of.
---@param data ingot.Table|ingot.Query
---@param internal? table<string, boolean>
---@return ingot.Table
function M.in_canonical_order(data, internal)
  local names <const>, rank <const> = without(columns.names(data), internal or {}), {}
  for i, name in ipairs(names) do
    rank[name] = canonical_rank[name] or #canonical + i
  end
  table.sort(names, function(a, b) return rank[a] < rank[b] end)
  return data:select(names):collect()
end

--- The rows that a profile means.
---@param data ingot.Table  as the native reader gave it
---@param profile ingot.Format
---@param collect boolean  rows that are wrong are listed as rejects, else an error
---@return ingot.Table data
---@return table<string, string> units  of the columns that were derived
---@return { file: string, message: string }[] remarks
---@return ingot.Table? rejects  beside those of the native reader
function M.of(data, profile, collect)
  local shaping <const> = {
    data = data, profile = profile, units = {}, remarks = {}, collect = collect,
  }
  recode_all(shaping)
  derive(shaping)
  left_out_all(shaping)
  -- A column a month: these stand in one column only then.
  local is_wide <const> = profile.unpivot and profile.period and profile.unpivot[profile.period[1]]
  if is_wide then
    unpivot(shaping)
    with_periods(shaping)
  else
    with_periods(shaping)
    unpivot(shaping)
  end
  derive(shaping)
  if profile.where then
    shaping.data = shaping.data:where(profile.where):collect()
  end
  shaping.data = countries.of(shaping.data, profile.codes or {})
  say_nested(shaping)
  say_behind(shaping)
  local internal <const> = {}
  for _, column in ipairs(profile.columns) do
    internal[column.name] = column.internal
  end
  return M.in_canonical_order(shaping.data, internal), shaping.units, shaping.remarks,
    shaping.rejects
end

return M
