--- What `ingot show` prints for people. Names and values come from files: they are shown, not sent.

local native <const> = require "ingot.native"
local terminal <const> = require "ingot.render.terminal"
local visible <const> = require "ingot.visible"

local M = {}

local VALUE_WIDTH <const> = 24 -- of a smallest or largest value
local RECORD_WIDTH <const> = 200

local function heading(facts)
  local parts <const> = {
    terminal.count(#facts.files, "file"), terminal.count(facts.rows, "row"),
  }
  parts[#parts + 1] = facts.profile and "profile " .. facts.profile
  parts[#parts + 1] = facts.flow and "flow " .. facts.flow
  return table.concat(parts, ", ")
end

local function path_of(path)
  return path == "-" and "standard input" or visible(path)
end

local function file_line(file)
  return ("  %s: %s%s%s"):format(path_of(file.path), terminal.count(file.rows, "row"),
    file.packing and ", packed with " .. file.packing or "",
    #file.without > 0 and ", nothing in " .. visible(table.concat(file.without, ", ")) or "")
end

-- Lines of a name and what is said of it, which begins at one place in all of them.
local function aligned(list, name_of, said_of)
  local lines <const>, names <const> = {}, {}
  local width = 0
  for i, entry in ipairs(list) do
    names[i] = name_of(entry)
    width = math.max(width, native.width(names[i]))
  end
  for i, entry in ipairs(list) do
    lines[i] = ("  %s%s  %s"):format(names[i], (" "):rep(width - native.width(names[i])),
      said_of(entry))
  end
  return lines
end

-- ---- how the files were read ----

local function decision_said(decision)
  local value <const> = visible(decision.value)
  return ("%s (%s)"):format(value == "" and "none" or value,
    decision.given and "given" or visible(decision.why))
end

-- Decisions of many files in the order they were taken: of all that agree, one line.
local function decisions(facts)
  local list <const>, by_key <const> = {}, {}
  for _, decision in ipairs(facts.detected) do
    local said <const> = decision_said(decision)
    local key <const> = decision.what .. "\0" .. said
    if not by_key[key] then
      by_key[key] = { what = decision.what, said = said, files = 0, file = decision.file }
      list[#list + 1] = by_key[key]
    end
    by_key[key].files = by_key[key].files + 1
  end
  return aligned(list, function(entry) return entry.what end, function(entry)
    local of <const> = entry.files == #facts.files and ""
      or entry.files == 1 and ": " .. path_of(entry.file)
      or (": %d files"):format(entry.files)
    return entry.said .. of
  end)
end

-- ---- columns ----

local function is_number(column)
  return column.type == "real" or column.type:find "^decimal" ~= nil
end

local function value_said(column, text)
  if is_number(column) then
    return terminal.figure(text, column)
  end
  local shown <const> = terminal.fit(visible(text), VALUE_WIDTH)
  return column.type == "text" and "'" .. shown .. "'" or shown
end

local function range_said(column)
  local from <const> = value_said(column, column.min)
  if column.distinct == 1 then
    return "only " .. from
  end
  return ("%s distinct, %s to %s"):format(terminal.thousands(column.distinct), from,
    value_said(column, column.max))
end

local function column_said(column)
  local parts <const> = { visible(column.unit and column.type .. " " .. column.unit or column.type) }
  if column.missing > 0 then
    parts[#parts + 1] = terminal.thousands(column.missing) .. " missing"
  end
  parts[#parts + 1] = column.distinct > 0 and range_said(column) or nil
  if column.source and column.source ~= column.name then
    parts[#parts + 1] = ("from '%s'"):format(visible(column.source))
  end
  return table.concat(parts, ", ")
end

local function columns(facts)
  return aligned(facts.columns, function(column) return visible(column.name) end, column_said)
end

-- ---- the rest ----

local function coverage_line(entry)
  local parts <const> = {
    entry.from .. " to " .. entry.to, entry.complete and "without gaps" or "with gaps",
  }
  if entry.codes then
    table.insert(parts, 1, terminal.count(entry.codes, "code"))
  end
  return ("  %s%s"):format(entry.flow and entry.flow .. ": " or "", table.concat(parts, ", "))
end

local function each(list, line_of)
  local lines <const> = {}
  for i, entry in ipairs(list) do
    lines[i] = line_of(entry)
  end
  return lines
end

local function warning_line(warning)
  return visible(("  %s: %s"):format(warning.file, warning.message))
end

local function kind_line(entry)
  return ("  %s %s"):format(terminal.thousands(entry.count), visible(entry.kind))
end

-- Where it was, what is wrong with it, and below the row as the file has it.
local function reject_lines(reject)
  local what <const> = ("  %s:%d: %s%s%s"):format(path_of(reject.file), reject.line,
    reject.column and ("column '%s': "):format(visible(reject.column)) or "",
    visible(reject.reason),
    reject.value and (", got '%s'"):format(visible(reject.value)) or "")
  local record <const> = reject.record and terminal.fit(visible(reject.record), RECORD_WIDTH)
  return record and what .. "\n    " .. record or what
end

-- A block of lines under a title; nothing when there are none.
local function block(out, title, lines)
  if #lines > 0 then
    out[#out + 1] = "\n" .. title
    table.move(lines, 1, #lines, #out + 1, out)
  end
end

--- The facts as text that ends with a line break.
---@param facts ingot.ShownFacts
---@param data ingot.Table
---@param options { head: integer, rejects?: boolean }  how many rows are shown; list all rejects
---@return string
function M.of(facts, data, options)
  local out <const> = { heading(facts) }
  table.move(each(facts.files, file_line), 1, #facts.files, 2, out)
  block(out, "read as", decisions(facts))
  block(out, "columns", columns(facts))
  block(out, "coverage", each(facts.coverage, coverage_line))
  block(out, "warnings", each(facts.warnings, warning_line))
  block(out, terminal.count(facts.rejected, "reject"), each(facts.kinds, kind_line))
  if options.rejects then
    block(out, "rejects", facts.rejected > 0 and each(facts.rejects, reject_lines) or { "none" })
  end
  out[#out + 1] = "\nfirst rows"
  return table.concat(out, "\n") .. "\n" .. terminal.render(data, { rows = options.head })
end

return M
