--- `ingot why CLAIMS.json ID`: where a printed number comes from: its formula, operands, filter and
--- sources, computed once more from the data; with `--rows`, the rows themselves.

local again_ <const> = require "ingot.decompose.again"
local claims_file <const> = require "ingot.command.claims_file"
local document_ <const> = require "ingot.document"
local error_ <const> = require "ingot.error"
local metric_record <const> = require "ingot.metric.record"
local native <const> = require "ingot.native"
local operands_ <const> = require "ingot.command.why.operands"
local period <const> = require "ingot.period"
local region <const> = require "ingot.region"
local suggest <const> = require "ingot.suggest"
local series_ <const> = require "ingot.command.why.series"
local tables_ <const> = require "ingot.command.why.tables"
local terminal <const> = require "ingot.render.terminal"
local text_ <const> = require "ingot.command.why.text"
local visible <const> = require "ingot.visible"

local WIDTH <const> = 1000 -- of a row: pipes and editors cut where they like

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

-- The kind of the sentence that a claim stands in; nil in files that do not keep sentences.
local function kind_of(document, entry)
  for _, sentence in ipairs(document.sentences or {}) do
    if (sentence.words or ""):find(("{%s}"):format(entry.id), 1, true) then
      return sentence.kind
    end
  end
end

local function list(document)
  for _, entry in ipairs(document.claims) do
    local where <const> = {}
    for name, value in pairs(entry.where) do
      where[#where + 1] = name .. " " .. value
    end
    table.sort(where)
    print(visible(("%-5s %-12s %s %s, %s, %s (%s)"):format(entry.id, entry.text, entry.metric,
      entry.measure, entry.period, table.concat(where, ", "),
      document_.place(entry.at, kind_of(document, entry)))))
  end
end

-- Whether a source is what a claim names: a path, or a part of the file at one.
local function is_named(source, name)
  if type(name) ~= "table" then
    return source.path == name
  end
  return source.path == name.path and source.table == name.table and source.filter == name.filter
    and source.rows == name.rows
end

-- The sources a claim rests on: those it names, else all of the document.
local function sources_of(document, entry)
  local sources <const> = {}
  for _, source in ipairs(document.sources or {}) do
    for _, name in ipairs(entry.sources or { source.path }) do
      if is_named(source, name) then
        sources[#sources + 1] = source
        break
      end
    end
  end
  return sources
end

-- What a script left out of files before it made its cube stands in no claim.
local function print_left_out(files)
  for _, file in ipairs(files) do
    text_.line("note", ("the run used %s of the %s of %s; how it chose them is in the script"):format(
      terminal.thousands(file.used), terminal.count(file.rows, "row"), file.path))
  end
end

local function print_sources(sources)
  for _, source in ipairs(sources) do
    local is_stdin <const> = source.path == "-"
    local hash, message
    if not is_stdin then
      hash, message = native.hash(source.path)
    end
    local verdict = "unchanged"
    if is_stdin then
      verdict = "standard input, which is gone"
    elseif not hash then
      verdict = message
    elseif hash ~= source.hash then
      verdict = "CHANGED since the run"
    end
    local part <const> = (source.table and " as " .. source.table or "")
      .. (source.filter and " where " .. source.filter or "")
    text_.line("source", ("%s%s, %s, %s, %s"):format(source.path, part,
      terminal.count(source.rows, "row"), source.hash, verdict))
  end
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
  text_.line(operand.role, ("%s, %s: %s%s%s"):format(operand.period,
    text_.filter(operand.where, products), operands_.shown(operand.value, operand.unit),
    rows and " from " .. terminal.count(rows, "row") or "", verdict))
end

---@class ingot.Why  a claim and what there is to compute it again
---@field path string  of the claims file
---@field entry table
---@field tables table<string, ingot.WhyTable>
---@field partial boolean  whether the run used some of the rows of its files only
---@field products table<string, table>
---@field metrics table<string, table>       definitions, as the claims file has them
---@field definitions table<string, ingot.Metric|false>  the same, defined again

-- What the data give for an operand, beside what it was.
local function verdict_on(why, view, operand, within)
  local again <const>, problem <const> = operands_.recompute(view, operand, within, why)
  if problem then
    return ", not computed again: " .. problem
  elseif again == operand.value then
    return ", the same computed again"
  elseif why.partial then
    return ", not computed again: the run used some of the rows only"
  end
  return ", but the data give " .. operands_.shown(again, operand.unit)
end

local function check_rows(why, operand, with_rows)
  if series_.is_one(operand) then
    local rows <const>, verdict <const> = series_.check(why.tables, operand)
    return print_operand(operand, rows, verdict, why.products)
  end
  local within <const> = period.parse(operand.period)
  local view <const> = claims_file.within(why.path, tables_.slice, why.tables,
    operands_.where(operand, why.entry), why.products)
  if not view then
    return print_operand(operand, operand.rows or 0, ", not computed again: its table has no files",
      why.products)
  end
  local rows <const> = view:rows_in({ name = "why" }, within):collect()
  print_operand(operand, #rows, verdict_on(why, view, operand, within), why.products)
  if with_rows and #rows > 0 then
    print_rows(rows, operand.formula)
  end
end

local function check_operand(why, operand, with_rows)
  if operand.derived then
    print_operand(operand, operand.rows, operands_.verdict(operand.derived), why.products)
  else
    check_rows(why, operand, with_rows)
  end
end

local function print_head(document, entry)
  print(visible(("%s  “%s”  %s"):format(entry.id, entry.text,
    document_.place(entry.at, kind_of(document, entry)))))
  text_.line("claim", ("%s, %s, %s%s: %s"):format(entry.metric, entry.measure, entry.period,
    entry.base_period and " against " .. entry.base_period or "",
    operands_.shown(entry.value, entry.unit)))
  text_.line("formula", entry.formula)
  text_.line("printed", text_.printed(entry.display))
end

-- What it takes to compute a total over members again, or nil.
local function recount_of(why)
  local entry <const> = why.entry
  local _, axis <const> = operands_.ranking(entry)
  if not axis or entry.measure == "rank" or entry.measure == "streak" then
    return nil
  end
  local metrics <const> = {}
  for _, operand in ipairs(entry.operands) do
    local role <const> = operand.of == "quantity" and "quantity" or ""
    metrics[role] = metrics[role] or operands_.metric(operand.formula, operand.unit)
  end
  local view <const> = tables_.slice(why.tables, entry.where, why.products)
  return metrics[""] and view and {
    axis = axis, now = period.parse(entry.period), metrics = metrics, view = view,
    base = entry.base_period and period.parse(entry.base_period),
  }
end

-- What the claim's own formula gives for its operands, or its total over members; ranks and runs have
-- none to compute, and a plain level is its own operand.
local function print_result(why)
  local entry <const> = why.entry
  local is_plain <const> = operands_.levels[entry.measure] and not operands_.is_derived(entry)
  local verdict <const> = not is_plain and again_.verdict(entry, recount_of(why))
  if verdict then
    text_.line("result", operands_.shown(entry.value, entry.unit) .. ", " .. verdict)
  end
end

-- As the run had them.
local function restore_regions(records)
  for name, record in pairs(records) do
    region.restore(name, record)
  end
end

---@param args { claims: string, id?: string, rows?: boolean }
---@return integer exit_code
return function(args)
  local document <const> = claims_file.load(args.claims)
  if not args.id then
    list(document)
    return 0
  end
  local entry <const> = find(document, args.claims, args.id)
  local products <const> = document.products or {}
  claims_file.within(args.claims, restore_regions, document.regions or {})
  local sources <const>, operands <const> = sources_of(document, entry), operands_.of(entry)
  print_head(document, entry)
  text_.line("filter", text_.filter(entry.where, products))
  print_sources(sources)
  local tables <const>, problem <const> = tables_.read(sources)
  if not tables then
    for _, operand in ipairs(operands) do
      print_operand(operand, operand.rows or 0, "", products)
    end
    text_.line("rows", "cannot be shown: " .. problem)
    return 0
  end
  local left_out <const> = claims_file.within(args.claims, tables_.left_out, tables, sources)
  print_left_out(left_out)
  local metrics <const> = document.metrics or {}
  local why <const> = {
    path = args.claims, entry = entry, tables = tables, partial = #left_out > 0,
    products = products, metrics = metrics, definitions = metric_record.restore(metrics),
  }
  for _, operand in ipairs(operands) do
    check_operand(why, operand, args.rows)
  end
  print_result(why)
  return 0
end
