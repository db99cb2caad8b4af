--- `ingot why CLAIMS.json ID`: where a printed number comes from: its formula, operands, filter and
--- sources, computed once more from the data; with `--rows`, the rows themselves.

local cube <const> = require "ingot.cube"
local error_ <const> = require "ingot.error"
local indicator <const> = require "ingot.indicator"
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

local function print_line(label, text)
  print(("  %-10s  %s"):format(label, text))
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

-- The sources a claim rests on: those it names, else all of the document.
local function sources_of(document, entry)
  if not entry.sources then
    return document.sources
  end
  local named <const>, sources <const> = {}, {}
  for _, path in ipairs(entry.sources) do
    named[path] = true
  end
  for _, source in ipairs(document.sources) do
    sources[#sources + 1] = named[source.path] and source or nil
  end
  return sources
end

-- The data as the run saw it, or nil with the reason why it cannot be had.
local function reread(sources)
  local paths <const>, options = {}, nil
  for i, source in ipairs(sources) do
    paths[i] = source.path
    options = source.options or options
  end
  if #paths == 0 then
    return nil, "the data came from the script itself, not from files"
  end
  local series <const> = options and options.indicator
  local ok, data = pcall(series and indicator.read or read.read, paths, series or options)
  if not ok then
    return nil, tostring(data)
  end
  return data
end

-- What a script left out of files before it made its cube stands in no claim.
local function print_left_out(sources, data)
  local rows <const> = {}
  for _, source in ipairs(read.sources(data)) do
    rows[source.path] = source.rows
  end
  for _, source in ipairs(sources) do
    if rows[source.path] ~= source.rows then
      print_line("note", ("the run used %s of the %s of %s; how it chose them is in the script"):format(
        terminal.thousands(source.rows), terminal.count(rows[source.path] or 0, "row"), source.path))
    end
  end
end

local function print_sources(sources)
  local changed = false
  for _, source in ipairs(sources) do
    local hash <const>, message <const> = native.hash(source.path)
    local verdict = "unchanged"
    if not hash then
      verdict, changed = message, true
    elseif hash ~= source.hash then
      verdict, changed = "CHANGED since the run", true
    end
    print_line("source", ("%s, %s, %s, %s"):format(source.path,
      terminal.count(source.rows, "row"), source.hash, verdict))
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
  if #parts == 0 then
    return "all rows"
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
    elseif name ~= "filter" and name ~= "from" then
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

-- What a claim stands on, each with the formula that gives it if it is a level.
local function operands_of(entry)
  if level_measures[entry.measure] then
    return { {
      role = entry.metric, where = entry.where, period = entry.period, value = entry.value,
      unit = entry.unit, formula = entry.formula, rows = entry.rows,
    } }
  end
  local operands <const> = {}
  for i, operand in ipairs(entry.operands) do
    operands[i] = {
      role = operand.of or operand.name, where = operand.where, period = operand.period,
      value = operand.value, unit = operand.unit, formula = operand.formula, rows = operand.rows,
    }
  end
  return operands
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

-- A formula of a claims file as a metric, or nil when it is none: a Lua function.
local function metric_of(formula, unit)
  if not formula or not pcall(native.formula, formula) then
    return nil
  end
  local ok, definition = pcall(metric.define("why"), { formula = formula, unit = unit })
  return ok and definition or nil
end

-- "exports" and "partner" of "rank by exports among partner"
local function ranking_of(entry)
  return entry.formula:match "by (%S+) among (%S+)$"
end

-- What the data give for an operand, as text; nil when that cannot be told. A rank needs the
-- formula of its metric, and the members it stands among.
local function recompute(view, operand, within, entry, level_formula)
  local definition <const> = metric_of(operand.formula or level_formula, operand.unit)
  if not definition then
    return nil
  end
  if operand.formula then
    local cell <const> = view:cell(definition, within)
    return cell.value and number.text(cell.value)
  end
  local _, axis <const> = ranking_of(entry)
  local order <const> = axis and view:ranking(definition, within, axis)
  if not order then
    return nil
  elseif operand.role == "population" then
    return tostring(order.size)
  end
  return order.ranks[entry.where[axis]] and tostring(order.ranks[entry.where[axis]])
end

-- The rows that an operand rests on: of a rank, those of all that it stands among.
local function where_of(operand, entry)
  local _, axis <const> = ranking_of(entry)
  if operand.role ~= "rank" or not axis then
    return operand.where
  end
  local where <const> = {}
  for name, value in pairs(operand.where) do
    where[name] = name ~= axis and value or nil
  end
  return where
end

local function print_operand(operand, rows, verdict, products)
  print_line(operand.role, ("%s, %s: %s from %s%s"):format(operand.period,
    filter_text(operand.where, products), shown(operand.value, operand.unit),
    terminal.count(rows, "row"), verdict))
end

local function check_operand(data, operand, entry, level_formula, products, with_rows)
  local within <const> = period.parse(operand.period)
  local view <const> = slice(data, where_of(operand, entry), products)
  local rows <const> = view:rows_in({ name = "why" }, within):collect()
  local again <const> = recompute(view, operand, within, entry, level_formula)
  local verdict = ", not computed again: no formula"
  if again then
    verdict = again == operand.value and ", the same computed again"
      or ", but the data give " .. shown(again, operand.unit)
  end
  print_operand(operand, #rows, verdict, products)
  if with_rows and #rows > 0 then
    print_rows(rows, operand.formula)
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
  print(("%s  “%s”  %s"):format(entry.id, entry.text, place(entry.at)))
  print_line("claim", ("%s, %s, %s%s: %s"):format(entry.metric, entry.measure, entry.period,
    entry.base_period and " against " .. entry.base_period or "",
    shown(entry.value, entry.unit)))
  print_line("formula", entry.formula)
  print_line("printed", printed(entry.display))
end

-- The formula of the metric behind a rank or a run of ranks, from any claim of that metric.
local function formula_behind(document, entry)
  local name <const> = ranking_of(entry)
  for _, other in ipairs(document.claims) do
    if other.metric == name and level_measures[other.measure] then
      return other.formula
    end
    for _, operand in ipairs(other.operands) do
      if operand.name == name and operand.formula then
        return operand.formula
      end
    end
  end
end

function M.run(args)
  local document <const> = load_claims(args.claims)
  if not args.id then
    list(document)
    return 0
  end
  local entry <const> = find(document, args.claims, args.id)
  local products <const> = document.products or {}
  local sources <const>, operands <const> = sources_of(document, entry), operands_of(entry)
  print_head(entry)
  print_line("filter", filter_text(entry.where, products))
  print_sources(sources)
  local data <const>, problem <const> = reread(sources)
  if not data then
    for _, operand in ipairs(operands) do
      print_operand(operand, operand.rows or 0, "", products)
    end
    print_line("rows", "cannot be shown: " .. problem)
    return 0
  end
  print_left_out(sources, data)
  local level_formula <const> = formula_behind(document, entry)
  for _, operand in ipairs(operands) do
    check_operand(data, operand, entry, level_formula, products, args.rows)
  end
  return 0
end

return M
