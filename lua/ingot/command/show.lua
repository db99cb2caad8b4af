--- `ingot show SOURCE`: what the reader makes of files, or what a snapshot holds: rows, columns, units,
--- coverage, remarks and first rows; with `--rejects`, what could not be taken; with `--verify`, that
--- a snapshot holds what was written.

local coverage <const> = require "ingot.coverage"
local kinds <const> = require "ingot.command.list".kinds
local lfs <const> = require "lfs"
local native <const> = require "ingot.native"
local read <const> = require "ingot.read"
local snapshot <const> = require "ingot.snapshot"
local source <const> = require "ingot.command.source"
local terminal <const> = require "ingot.render.terminal"
local visible <const> = require "ingot.visible"

local M = { name = "show", summary = "show what a source holds: columns, coverage, first rows" }

local USAGE <const> = 64

local function row_count(text)
  local n <const> = math.tointeger(tonumber(text))
  if not n or n < 0 then
    return nil, ("--head: a number of rows expected, got '%s'"):format(text)
  end
  return n
end

function M.define(parser)
  source.define(parser)
  parser:option("--head", "how many rows to print; 10"):argname "N":default "10"
    :convert(row_count)
  parser:flag("--rejects", "list what could not be read")
  parser:flag("--verify", "check every byte of a snapshot, and print what was checked")
  parser:flag("--json", "print for machines")
end

-- Rows of each file, files without any included, in the order they were read.
local function rows_by_file(data, paths)
  local found <const> = {}
  if #paths == 1 or not source.has_files(data) then
    return { { path = paths[1], rows = #data } }
  end
  for row in data:by("file"):agg { { "rows", "count()" } }:rows() do
    found[row.file] = row.rows
  end
  local list <const> = {}
  for i, path in ipairs(paths) do
    list[i] = { path = path, rows = found[path] or 0 }
  end
  return list
end

local function ordered(order, fields)
  return setmetatable(fields, { __order = order })
end

local function array(list)
  return setmetatable(list, { __array = true })
end

-- Everything there is to say, as plain data.
local function facts_of(data, paths, options)
  return {
    files = rows_by_file(data, paths), rows = #data, profile = options.profile or nil,
    flow = options.flow,
    columns = data:schema(), coverage = coverage.summary(data), warnings = read.warnings(),
    rejects = data:rejects(),
  }
end

-- ---- for machines ----

local column_order <const> = { "name", "type", "unit", "missing", "source" }
local coverage_order <const> = { "flow", "codes", "from", "to", "complete" }

local function all_ordered(order, list)
  for _, entry in ipairs(list) do
    ordered(order, entry)
  end
  return array(list)
end

local function records(data)
  local names <const>, list <const> = {}, {}
  for i, column in ipairs(data:schema()) do
    names[i] = column.name
  end
  for row in data:rows() do
    for name, value in pairs(row) do
      row[name] = type(value) == "table" and tostring(value) or value
    end
    list[#list + 1] = ordered(names, row)
  end
  return array(list)
end

local function json_of(facts, data, args)
  local order <const> = {
    "files", "rows", "profile", "flow", "columns", "coverage", "warnings", "rejected",
    "rejects", "head",
  }
  return native.json_encode(ordered(order, {
    files = all_ordered({ "path", "rows" }, facts.files), rows = facts.rows,
    profile = facts.profile, flow = facts.flow,
    columns = all_ordered(column_order, facts.columns),
    coverage = all_ordered(coverage_order, facts.coverage),
    warnings = all_ordered({ "file", "message" }, facts.warnings),
    rejected = facts.rejects and #facts.rejects or 0,
    rejects = args.rejects and (facts.rejects and records(facts.rejects) or array {}) or nil,
    head = records(data:head(args.head)),
  }), 2) .. "\n"
end

-- ---- for people ----

local function heading(facts)
  local parts <const> = {
    terminal.count(#facts.files, "file"), terminal.count(facts.rows, "row"),
  }
  parts[#parts + 1] = facts.profile and "profile " .. facts.profile
  parts[#parts + 1] = facts.flow and "flow " .. facts.flow
  return table.concat(parts, ", ")
end

local function coverage_line(entry)
  local parts <const> = {
    entry.from .. " to " .. entry.to, entry.complete and "without gaps" or "with gaps",
  }
  if entry.codes then
    table.insert(parts, 1, terminal.count(entry.codes, "code"))
  end
  return ("  %s%s"):format(entry.flow and entry.flow .. ": " or "", table.concat(parts, ", "))
end

local function column_line(column, width)
  local kind <const> = column.unit and column.type .. " " .. column.unit or column.type
  local parts <const> = { visible(kind) }
  if column.missing > 0 then
    parts[#parts + 1] = terminal.thousands(column.missing) .. " missing"
  end
  if column.source and column.source ~= column.name then
    parts[#parts + 1] = ("from '%s'"):format(visible(column.source))
  end
  local name <const> = visible(column.name)
  return ("  %s%s  %s"):format(name, (" "):rep(width - native.width(name)),
    table.concat(parts, ", "))
end

-- A block of lines under a title; nothing when there are none.
local function block(out, title, list, line_of)
  if #list == 0 then
    return
  end
  out[#out + 1] = "\n" .. title
  for _, entry in ipairs(list) do
    out[#out + 1] = line_of(entry)
  end
end

local function whole(data)
  return (terminal.render(data, { rows = #data }):gsub("\n$", ""))
end

local function text_of(facts, data, args)
  local out <const> = { heading(facts) }
  for _, file in ipairs(facts.files) do
    out[#out + 1] = ("  %s: %s"):format(visible(file.path),
      terminal.count(file.rows, "row"))
  end
  local width = 0
  for _, column in ipairs(facts.columns) do
    width = math.max(width, native.width(visible(column.name)))
  end
  block(out, "columns", facts.columns, function(column) return column_line(column, width) end)
  block(out, "coverage", facts.coverage, coverage_line)
  block(out, "warnings", facts.warnings, function(warning)
    return visible(("  %s: %s"):format(warning.file, warning.message))
  end)
  if args.rejects then
    out[#out + 1] = "\nrejects"
    out[#out + 1] = facts.rejects and whole(facts.rejects) or "none"
  end
  out[#out + 1] = "\nfirst rows"
  return table.concat(out, "\n") .. "\n" .. terminal.render(data, { rows = args.head })
end

-- ---- a snapshot, byte by byte ----

local function part_line(part)
  return ("  %s: %s, %s in %s"):format(visible(part.column), part.part,
    terminal.count(part.bytes, "byte"), terminal.count(part.blocks, "block"))
end

local sources_said <const> = { there = "as they were", gone = "gone" }

local function verify(path)
  local found <const> = snapshot.verify(path)
  local data <close> = found.data
  local out <const> = {
    ("%s: %s, %s"):format(visible(path), terminal.count(#data, "row"),
      terminal.count(#data:schema(), "column")),
  }
  if #found.checked == 0 then
    out[#out + 1] = "written by another program, without checksums: all of it was read"
  end
  for _, part in ipairs(found.checked) do
    out[#out + 1] = part_line(part)
  end
  for _, name in ipairs { "coverage", "rejects", "warnings" } do
    local attached <const> = data[name](data)
    out[#out + 1] = attached and ("  %s: %s"):format(name, terminal.count(#attached, "row")) or nil
  end
  if found.sources then
    out[#out + 1] = "sources: " .. (found.change or sources_said[found.sources])
  end
  out[#out + 1] = "metadata and all blocks are as they were written"
  io.stdout:write(table.concat(out, "\n"), "\n")
  return 0
end

-- What is meant by a source that is a kind of definitions, and no file.
local function find(args)
  local word <const> = args.source[1]
  if kinds[word] and #args.source == 1 and not lfs.attributes(word) then
    return nil, ("'%s' is no source; use: ingot list %s"):format(word, word)
  end
  return source.find(args)
end

function M.run(args)
  local wanted <const>, mistake = find(args)
  if args.verify and wanted and not wanted.snapshot then
    mistake = "--verify: a snapshot expected, as customs.arrow"
  end
  if mistake then
    io.stderr:write("ingot: show: ", mistake, "\n")
    return USAGE
  elseif args.verify then
    return verify(wanted.snapshot)
  end
  local data <close>, paths <const>, options <const> = source.open(wanted)
  local facts <const> = facts_of(data, paths, options)
  io.stdout:write(args.json and json_of(facts, data, args)
    or text_of(facts, data, args))
  return 0
end

return M
