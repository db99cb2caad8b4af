--- `ingot why CLAIMS.json ID`: where a printed number comes from: its formula, operands, filter and
--- sources, computed once more from the data; with `--rows`, the rows themselves.

local cube <const> = require "ingot.cube"
local error_ <const> = require "ingot.error"
local metric <const> = require "ingot.metric"
local native <const> = require "ingot.native"
local number <const> = require "ingot.number"
local period <const> = require "ingot.period"
local read <const> = require "ingot.read"
local suggest <const> = require "ingot.suggest"
local terminal <const> = require "ingot.render.terminal"

local M = { name = "why", summary = "show where a printed number comes from" }

function M.define(parser)
  parser:argument("claims", "a *.claims.json file that a run wrote")
  parser:argument("id", "the claim, as c7; without it all claims are listed"):args "?"
  parser:flag("--rows", "print every row of the data behind it")
end

-- What a claims file writes as null is absent here.
local function drop_nulls(value)
  if type(value) ~= "table" then
    return
  end
  for key, item in pairs(value) do
    if item == native.null then
      value[key] = nil
    else
      drop_nulls(item)
    end
  end
end

local WIDTH <const> = 1000 -- of a row: pipes and editors cut where they like

local function load_claims(path)
  local file <const>, message <const> = io.open(path, "rb")
  if not file then
    error_.raise("no input", message)
  end
  local text <const> = file:read "a" or ""
  file:close()
  local decoded <const>, problem <const> = native.json_decode(text)
  if not decoded then
    error_.raise("data", ("%s: %s"):format(path, problem))
  end
  drop_nulls(decoded)
  if type(decoded) ~= "table" or type(decoded.claims) ~= "table" then
    error_.raise("data", path .. ": no claims in it; a *.claims.json file is expected")
  end
  return decoded
end

local function find(document, path, id)
  local ids <const> = {}
  for i, entry in ipairs(document.claims) do
    if entry.id == id then
      return entry
    end
    ids[i] = entry.id
  end
  error_.raise("usage", ("%s: no claim '%s'%s; it has %s to %s"):format(path, id,
    suggest.did_you_mean(id, ids), ids[1] or "none", ids[#ids] or "none"))
end

local function list(document)
  for _, entry in ipairs(document.claims) do
    local where <const> = {}
    for name, value in pairs(entry.where) do
      where[#where + 1] = name .. " " .. value
    end
    table.sort(where)
    print(("%-5s %-12s %s %s, %s, %s"):format(entry.id, entry.text, entry.metric, entry.measure,
      entry.period, table.concat(where, ", ")))
  end
end

-- The data as the run saw it, or nil with the reason why it cannot be had.
local function reread(document)
  local paths <const>, options = {}, nil
  for i, source in ipairs(document.sources) do
    paths[i] = source.path
    options = source.options or options
  end
  if #paths == 0 then
    return nil, "the data came from the script itself, not from files"
  end
  local ok, data = pcall(read.read, paths, options)
  if not ok then
    return nil, tostring(data)
  end
  return data
end

local function print_sources(document)
  local changed = false
  for _, source in ipairs(document.sources) do
    local hash <const>, message <const> = native.hash(source.path)
    local verdict = "unchanged"
    if not hash then
      verdict, changed = message, true
    elseif hash ~= source.hash then
      verdict, changed = "CHANGED since the run", true
    end
    print(("  source    %s, %d rows, %s, %s"):format(source.path, source.rows, source.hash,
      verdict))
  end
  return changed
end

local function filter_text(where, products)
  local parts <const> = {}
  for name, value in pairs(where) do
    local codes <const> = name == "product" and products[value]
    parts[#parts + 1] = name .. " = " .. value
      .. (codes and " (" .. table.concat(codes, ", ") .. ")" or "")
  end
  table.sort(parts)
  return table.concat(parts, " · ")
end

-- The slice of the data that a claim's filter selects. Products are taken as the claims file has
-- them, not as they are defined today.
local function slice(data, where, products)
  local selection <const> = {}
  local view = cube.new(where.filter and data:where(where.filter) or data)
  for name, value in pairs(where) do
    if name == "product" then
      view = view:slice { hs = products[value] }
    elseif name ~= "filter" then
      local members <const> = {}
      for member in value:gmatch "%S+" do
        members[#members + 1] = member
      end
      selection[name] = members
    end
  end
  return view:slice(selection)
end

local level_measures <const> = { level = true, ytd = true }

-- The levels that a claim stands on, each with the formula that gives it.
local function levels_of(entry, formulas)
  if level_measures[entry.measure] then
    return { {
      role = entry.metric, where = entry.where, period = entry.period, value = entry.value,
      unit = entry.unit, formula = entry.formula,
    } }
  end
  local levels <const> = {}
  for _, operand in ipairs(entry.operands) do
    levels[#levels + 1] = {
      role = operand.of or operand.name, where = operand.where, period = operand.period,
      value = operand.value, unit = operand.unit, formula = formulas[operand.name],
    }
  end
  return levels
end

local function shown(value, unit)
  return value and (value .. (unit ~= "" and " " .. unit or "")) or "unknown"
end

-- What is shown of a row: its place, its keys, and the columns the formula reads.
local keys <const> = { "month", "flow", "hs", "partner_code", "partner", "province_code", "province",
  "mode_code" }

local function print_rows(rows, formula)
  local columns <const>, present <const> = { "row" }, {}
  for _, column in ipairs(rows:schema()) do
    present[column.name] = true
  end
  local function show(name)
    if present[name] then
      columns[#columns + 1], present[name] = name, nil
    end
  end
  for _, name in ipairs(keys) do
    show(name)
  end
  for _, name in ipairs(formula and native.formula(formula):columns() or {}) do
    show(name)
  end
  local placed <const> = rows:derive { row = function(row) return row.file .. ":" .. row.line end }
  print(terminal.render(placed:select(columns):collect(), { rows = #rows, width = WIDTH }))
end

local function recompute(view, level, within)
  if not level.formula then
    return nil
  end
  local ok, definition = pcall(metric.define("why"),
    { formula = level.formula, unit = level.unit ~= "" and level.unit or "t" })
  if not ok then
    return nil
  end
  local cell <const> = view:cell(definition, within)
  return cell.value and number.text(cell.value)
end

local function print_level(data, level, products, with_rows)
  local within <const> = period.parse(level.period)
  local view <const> = slice(data, level.where, products)
  local rows <const> = view:rows_in({ name = "why" }, within):collect()
  local again <const> = recompute(view, level, within)
  local verdict = ""
  if again then
    verdict = again == level.value and ", the same computed again"
      or ", but the data give " .. shown(again, level.unit)
  end
  print(("  %-9s %s, %s: %s from %d rows%s"):format(level.role, level.period,
    filter_text(level.where, products), shown(level.value, level.unit), #rows, verdict))
  if with_rows and #rows > 0 then
    print_rows(rows, level.formula)
  end
end

local modes <const> = { round = "rounded", truncate = "cut", ceil = "rounded up" }

-- "rounded to 2 decimals of 万吨, in mt"
local function printed(display)
  if not display.decimals then
    return "as it is"
  elseif display.unit == "" then
    return "as a whole number"
  end
  return ("%s to %d decimal%s of %s%s"):format(modes[display.mode] or modes.round,
    display.decimals, display.decimals == 1 and "" or "s", display.unit,
    display.print_as and ", in " .. display.print_as or "")
end

local function place(at)
  if at.paragraph == 0 then
    return "title"
  elseif at.sentence == 0 then
    return ("heading of paragraph %d"):format(at.paragraph)
  end
  return ("paragraph %d, sentence %d"):format(at.paragraph, at.sentence)
end

local function print_head(entry)
  local display <const> = entry.display
  print(("%s  “%s”  %s"):format(entry.id, entry.text, place(entry.at)))
  print(("  claim     %s, %s, %s%s: %s"):format(entry.metric, entry.measure, entry.period,
    entry.base_period and " against " .. entry.base_period or "",
    shown(entry.value, entry.unit)))
  print("  formula   " .. entry.formula)
  print("  printed   " .. printed(display))
end

-- The formula of each level metric, from the level claims of the document.
local function formulas_of(document)
  local formulas <const> = {}
  for _, entry in ipairs(document.claims) do
    if level_measures[entry.measure] and pcall(native.formula, entry.formula) then
      formulas[entry.metric] = entry.formula
    end
  end
  return formulas
end

function M.run(args)
  local document <const> = load_claims(args.claims)
  if not args.id then
    list(document)
    return 0
  end
  local entry <const> = find(document, args.claims, args.id)
  local products <const> = document.products or {}
  print_head(entry)
  print("  filter    " .. filter_text(entry.where, products))
  print_sources(document)
  local data <const>, problem <const> = reread(document)
  if not data then
    print("  rows      cannot be shown: " .. problem)
    return 0
  end
  for _, level in ipairs(levels_of(entry, formulas_of(document))) do
    print_level(data, level, products, args.rows)
  end
  return 0
end

return M
