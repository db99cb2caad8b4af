--- `ingot why CLAIMS.json ID`: where a printed number comes from: its formula, operands, filter and
--- sources, computed once more from the data; with `--rows`, the rows themselves.

local again_ <const> = require "ingot.decompose.again"
local cube <const> = require "ingot.cube"
local error_ <const> = require "ingot.error"
local indicator <const> = require "ingot.indicator"
local native <const> = require "ingot.native"
local operands_ <const> = require "ingot.command.why.operands"
local period <const> = require "ingot.period"
local product <const> = require "ingot.product"
local read <const> = require "ingot.read"
local region <const> = require "ingot.region"
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

-- Sources that were read alike, each group read as it was.
local function groups_of(sources)
  local groups <const>, by_options <const> = {}, {}
  for _, source in ipairs(sources) do
    local key <const> = native.json_encode(source.options or {})
    if not by_options[key] then
      by_options[key] = { paths = {}, options = source.options }
      groups[#groups + 1] = by_options[key]
    end
    table.insert(by_options[key].paths, source.path)
  end
  return groups
end

-- The data as the run saw it, or nil with the reason why it cannot be had.
local function reread(sources)
  local data = nil
  for _, group in ipairs(groups_of(sources)) do
    local series <const> = group.options and group.options.indicator
    local ok, part = pcall(series and indicator.read or read.read, group.paths,
      series or group.options)
    if not ok then
      return nil, tostring(part)
    end
    data = data and data:union(part):collect() or part
  end
  if not data then
    return nil, "the data came from the script itself, not from files"
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
      .. (codes and " (" .. product.recorded_text(codes) .. ")" or "")
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
      view = view:slice {
        product = { name = value, en = value, versions = product.recorded(products[value]) },
      }
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

local function print_operand(operand, rows, verdict, products)
  print_line(operand.role, ("%s, %s: %s from %s%s"):format(operand.period,
    filter_text(operand.where, products), operands_.shown(operand.value, operand.unit),
    terminal.count(rows, "row"), verdict))
end

local function check_rows(data, operand, entry, level_formula, products, with_rows)
  local within <const> = period.parse(operand.period)
  local view <const> = slice(data, operands_.where(operand, entry), products)
  local rows <const> = view:rows_in({ name = "why" }, within):collect()
  local again <const> = operands_.recompute(view, operand, within, entry, level_formula)
  local verdict = ", not computed again: no formula"
  if again then
    verdict = again == operand.value and ", the same computed again"
      or ", but the data give " .. operands_.shown(again, operand.unit)
  end
  print_operand(operand, #rows, verdict, products)
  if with_rows and #rows > 0 then
    print_rows(rows, operand.formula)
  end
end

local function check_operand(data, operand, entry, level_formula, products, with_rows)
  if operand.derived then
    print_operand(operand, operand.rows, operands_.verdict(operand.derived), products)
  else
    check_rows(data, operand, entry, level_formula, products, with_rows)
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
    operands_.shown(entry.value, entry.unit)))
  print_line("formula", entry.formula)
  print_line("printed", printed(entry.display))
end

-- The formula of the metric behind a rank or a run of ranks, from any claim of that metric.
local function formula_behind(document, entry)
  local name <const> = operands_.ranking(entry)
  for _, other in ipairs(document.claims) do
    if other.metric == name and operands_.levels[other.measure] then
      return other.formula
    end
    for _, operand in ipairs(other.operands) do
      if operand.name == name and operand.formula then
        return operand.formula
      end
    end
  end
end

-- What it takes to compute a total over members again, or nil.
local function recount_of(data, entry, products)
  local _, axis <const> = operands_.ranking(entry)
  if not axis or entry.measure == "rank" or entry.measure == "streak" then
    return nil
  end
  local metrics <const> = {}
  for _, operand in ipairs(entry.operands) do
    local role <const> = operand.of == "quantity" and "quantity" or ""
    metrics[role] = metrics[role] or operands_.metric(operand.formula, operand.unit)
  end
  return metrics[""] and {
    axis = axis, now = period.parse(entry.period), metrics = metrics,
    base = entry.base_period and period.parse(entry.base_period),
    view = slice(data, entry.where, products),
  }
end

-- What the claim's own formula gives for its operands, or its total over members; ranks and runs have
-- none to compute, and a plain level is its own operand.
local function print_result(data, entry, products)
  local is_plain <const> = operands_.levels[entry.measure] and not operands_.is_derived(entry)
  local verdict <const> = not is_plain
    and again_.verdict(entry, recount_of(data, entry, products))
  if verdict then
    print_line("result", operands_.shown(entry.value, entry.unit) .. ", " .. verdict)
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
  for name, record in pairs(document.regions or {}) do -- as the run had them
    region.restore(name, record)
  end
  local sources <const>, operands <const> = sources_of(document, entry), operands_.of(entry)
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
  print_result(data, entry, products)
  return 0
end

return M
