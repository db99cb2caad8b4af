--- Single months from cumulative data: rows dated April hold January to April, as many releases give
--- them. A month is the difference to the month before, of the same year, the same cell and the same
--- vintage; differences between vintages would hold revisions.
---   x(April) = X(January to April) − X(January to March)
---
--- What is in the table decides what is known. January is its own value. Where January was not
--- released, February holds both: joint. Where another month is absent from the table, the month after
--- it is unknown. A cell that has no row in a month which others have was zero up to then; one that
--- had a row before is not known any more. A cumulative value that falls makes a month below zero,
--- which is taken and warned of.

local error_ <const> = require "ingot.error"
local map_ <const> = require "ingot.coverage.map"
local coverage <const> = require "ingot.coverage"
local native <const> = require "ingot.native"
local period <const> = require "ingot.period"
local remarks <const> = require "ingot.read.remarks"
local suggest <const> = require "ingot.suggest"

local M = {}

---@class ingot.MonthsOfYtd  the columns that are cumulative, and:
---@field [integer] string
---@field vintage? string  column that tells one download or release from another
---@field keys? string[]   columns that make a cell; by default all others that are no numbers,
---   without names of codes, `file` and `line`

local fields <const> = { vintage = "string", keys = "table" }

-- Columns that say where a row is from, and names that a code column stands for.
local no_keys <const> = { file = "file", line = "line", hs_name = "hs", partner = "partner_code",
  province = "province_code", mode = "mode_code" }

local function fail(message, ...)
  error(("months_of_ytd: " .. message):format(...), 0)
end

local function check_names(names, types, what)
  for _, name in ipairs(names) do
    if not types[name] then
      fail("unknown %s column '%s'%s", what, tostring(name),
        suggest.did_you_mean(tostring(name), types))
    end
  end
end

local function is_number(kind)
  return kind == "real" or kind:find "^decimal" ~= nil
end

-- Values, keys and vintage as they are asked for, checked against the table.
local function plan_of(data, options)
  local types <const>, units <const>, is_value <const> = {}, {}, {}
  for _, column in ipairs(data:schema()) do
    types[column.name], units[column.name] = column.type, column.unit
    if column.name == "month" and column.missing > 0 then
      error_.raise("data", ("months_of_ytd: %d rows have no month"):format(column.missing))
    end
  end
  for key in pairs(options) do
    if math.type(key) ~= "integer" and not fields[key] then
      fail("unknown option '%s'%s", tostring(key), suggest.did_you_mean(tostring(key), fields))
    end
  end
  if types.month ~= "month" then
    fail("a column 'month' of months is needed")
  elseif #options == 0 then
    fail('the cumulative columns are needed, as { "value_usd" }')
  end
  check_names(options, types, "value")
  check_names(options.keys or {}, types, "key")
  check_names({ options.vintage }, types, "vintage")
  for _, name in ipairs(options) do
    if not is_number(types[name]) then
      fail("column '%s' is %s, a number is expected", name, types[name])
    end
    is_value[name] = true
  end
  local keys <const> = {}
  for _, column in ipairs(options.keys and {} or data:schema()) do
    local name <const> = column.name
    local is_key <const> = name ~= "month" and not is_value[name]
      and not (no_keys[name] and types[no_keys[name]])
    if is_key and is_number(column.type) and name ~= "year" and name ~= options.vintage then
      fail("column '%s' is a number: name it among the cumulative columns, or name the keys, as "
        .. 'keys = { "hs", "partner_code" }', name)
    end
    keys[#keys + 1] = is_key and name or nil
  end
  for _, name in ipairs(options.keys or {}) do
    keys[#keys + 1] = name
  end
  local has_vintage = false
  for _, name in ipairs(keys) do
    has_vintage = has_vintage or name == options.vintage
  end
  keys[#keys + 1] = not has_vintage and options.vintage or nil
  return { values = table.move(options, 1, #options, 1, {}), keys = keys, units = units,
    vintage = options.vintage }
end

local RULE <const>, NEXT <const>, ONE <const> = "rule of month", "next month", "one row"

local function rule_of(months, month)
  if month % 12 == 0 then
    return "own"
  elseif months[month - 1] then
    return "difference"
  end
  return month % 12 == 1 and "joint" or "unknown"
end

-- Of each vintage, its months with the rule for each, as a table to join.
local function spine_of(data, plan)
  local by_vintage <const>, order <const> = {}, {}
  local names <const> = { "month", plan.vintage }
  local distinct <const> = data:distinct(names):collect()
  for row = 1, #distinct do
    local vintage <const> = plan.vintage and (distinct:text(row, plan.vintage) or "") or ""
    if not by_vintage[vintage] then
      by_vintage[vintage] = {}
      order[#order + 1] = vintage
    end
    by_vintage[vintage][map_.month_number(distinct:text(row, "month"))] = row
  end
  local rules <const>, nexts <const>, held <const> = {}, {}, {}
  for _, vintage in ipairs(order) do
    local months <const> = by_vintage[vintage]
    for month, row in pairs(months) do
      local rule <const> = rule_of(months, month)
      rules[row] = rule
      nexts[row] = month % 12 ~= 11 and months[month + 1]
        and tostring(period.from_month(month + 1)) or nil
      if rule ~= "unknown" and held[month] ~= "joint" then
        held[month] = rule == "joint" and "joint" or "single"
      end
    end
  end
  local columns <const> = {
    { name = RULE, type = "text", values = rules }, { name = NEXT, type = "month", values = nexts },
  }
  for _, column in ipairs(distinct:schema()) do
    local values <const> = {}
    for row = 1, #distinct do
      values[row] = distinct:text(row, column.name)
    end
    columns[#columns + 1] = { name = column.name, values = values,
      type = column.type:match "^decimal" or column.type }
  end
  return native.table(columns, #distinct), held
end

local function quoted(name)
  return "`" .. name:gsub("`", "``") .. "`"
end

-- What the result covers: of the cells of the table those of months that are known.
local function covered(data, held)
  local attached <const> = coverage.attach(data):coverage()
  local known <const>, joint <const> = {}, {}
  for month, what in pairs(held) do
    known[#known + 1] = tostring(period.from_month(month))
    joint[#joint + 1] = what == "joint" and known[#known] or nil
  end
  if #known == 0 then
    return attached:limit(0)
  end
  local cells <const> = attached:where("month in $known", { known = known })
  return #joint == 0 and cells
    or cells:derive({ [map_.JOINT] = "month in $joint" }, { joint = joint })
end

-- The columns that a row keeps where its values are unknown.
local function without_values(names, plan)
  local kept <const>, is_value <const> = {}, {}
  for _, name in ipairs(plan.values) do
    is_value[name] = true
  end
  for _, name in ipairs(names) do
    kept[#kept + 1] = not is_value[name] and name or nil
  end
  return kept
end

-- Rows with single months for values; rows of months that cannot be told, and of cells that ended
-- without a word, have none.
local function singles_of(names, plan, linked)
  local rule <const>, singles <const> = quoted(RULE), {}
  for i, name in ipairs(plan.values) do
    singles[i] = { name, ("if_else(%s == 'difference' and not is_missing(`row before`), "
      .. "%s - `before %d`, %s)"):format(rule, quoted(name), i, quoted(name)) }
  end
  local bare <const> = without_values(names, plan)
  local known <const> = linked:where(rule .. " ~= 'unknown'"):derive(singles):select(names)
  local unknown <const> = linked:where(rule .. " == 'unknown'"):select(bare)
  local ended <const> = linked
    :where(("not is_missing(%s) and is_missing(`row after`)"):format(quoted(NEXT)))
    :derive { month = quoted(NEXT) }:select(bare)
  return known:union(unknown, ended):sort "month"
end

-- The cell of a row, in words: "flow export, partner_code 429".
local function cell_text(rows, row, plan)
  local words <const> = {}
  for _, name in ipairs(plan.keys) do
    local text <const> = name ~= "file" and rows:text(row, name)
    words[#words + 1] = text and name .. " " .. text or nil
  end
  return table.concat(words, ", ")
end

-- Warns of cumulative values that fall: once a file and column, of the first and of how many.
local function warn_of_falls(linked, plan, has_file)
  local place <const> = error_.place():gsub(": $", "")
  for i, name in ipairs(plan.values) do
    local fallen <const> = linked:where(("%s == 'difference' and %s < `before %d`"):format(
      quoted(RULE), quoted(name), i)):sort { "month", table.unpack(plan.keys) }:collect()
    local files <const>, first <const>, counts <const> = {}, {}, {}
    for row = 1, #fallen do
      local file <const> = has_file and fallen:text(row, "file") or place
      files[#files + 1] = not first[file] and file or nil
      first[file], counts[file] = first[file] or row, (counts[file] or 0) + 1
    end
    for _, file in ipairs(files) do
      local row <const>, more <const> = first[file], counts[file] - 1
      remarks.warn(file, ("'%s' of %s falls from %s to %s in %s, though it is cumulative: the month is "
        .. "below zero, a correction of months before or a mistake%s"):format(name,
        cell_text(fallen, row, plan), fallen:text(row, "before " .. i), fallen:text(row, name),
        fallen:text(row, "month"), more > 0 and ("; so do %d more"):format(more) or ""))
    end
  end
end

-- Two rows of one cell and month are two vintages, or cells that other columns tell apart.
local function in_order(query, plan, level)
  local fine <const>, result = pcall(query.collect, query)
  if fine then
    return result
  end
  local twice <const> = tostring(result):match "two rows of (month = .*)"
  if not twice then
    error(result, 0)
  end
  error(("months_of_ytd: two rows of %s; %s"):format(twice, plan.vintage
    and "add to keys = … what tells them apart"
    or 'name the column that tells downloads apart, as vintage = "file"'), (level or 1) + 2)
end

--- A table of single months from one of cumulative values, of the same columns. Where a month cannot
--- be told its values are missing, and it is not covered.
---
---     local single = ingot.months_of_ytd(ytd, { "value_usd", "qty_kg", vintage = "release" })
---
---@param source ingot.Table|ingot.Query  rows dated by the last month they hold
---@param options ingot.MonthsOfYtd
---@param level integer?  where a mistake points, as for `error`; 1 is the caller of this function
---@return ingot.Table
function M.months_of_ytd(source, options, level)
  local kind <const> = native.type(source)
  if kind ~= "table" and kind ~= "query" or type(options) ~= "table" then
    error(('months_of_ytd: a table or query, and { "value_usd", … } expected, got %s and %s'):format(
      kind or type(source), type(options)), (level or 1) + 1)
  end
  local data <const> = source:collect()
  local fine <const>, plan = pcall(plan_of, data, options)
  if not fine then
    error(plan, type(plan) == "string" and (level or 1) + 1 or 0)
  end
  local spine <const>, held <const> = spine_of(data, plan)
  local windows <const> = { { "row before", "lag(" .. quoted(ONE) .. ", 1)" },
    { "row after", "lead(" .. quoted(ONE) .. ", 1)" } }
  for i, name in ipairs(plan.values) do
    windows[#windows + 1] = { "before " .. i, ("lag(%s, 1)"):format(quoted(name)) }
  end
  local over <const> = { by = #plan.keys > 0 and plan.keys or nil, sort = "month" }
  local dated <const> = data:join(spine, { "month", plan.vintage }):derive { [ONE] = "1" }
  local linked <const> = in_order(dated:window(over, windows), plan, level)
  local names <const>, units <const>, has_file = {}, {}, false
  for i, column in ipairs(data:schema()) do
    names[i] = column.name
    has_file = has_file or column.name == "file"
  end
  warn_of_falls(linked, plan, has_file)
  for _, name in ipairs(plan.values) do
    units[name] = plan.units[name]
  end
  return native.with(singles_of(names, plan, linked):collect(), {
    coverage = covered(data, held), unit = units,
  })
end

return M
