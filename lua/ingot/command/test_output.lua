--- What `ingot test` prints: a mark a test while they run (`.` passed, `F` failed, `E` broke, `s`
--- skipped), then each that did not pass with its place and message. Busted loads this module as an
--- output handler; the command asks it for the count.

local strict <const> = require "ingot.strict"

local M = {}

local marks <const> = { success = ".", failure = "F", error = "E", pending = "s" }
local headings <const> = { failure = "failed", error = "error", pending = "skipped" }
local LINE <const> = 80 -- marks a line

-- By these names libraries learn which Lua they run on and what is loaded beside them.
local probed <const> = {
  "jit", "ffi", "bit", "bit32", "ngx", "module", "setfenv", "getfenv", "loadstring", "unpack",
  "table_pack", "lua_version", "_TEST", "_REQUIREDNAME", "moonscript", "PENLIGHT_LOADED",
}

local counts <const> = { success = 0, failure = 0, error = 0, pending = 0 }
local notes <const> = {} -- { status, place, name, message } of what did not pass
local printed = 0

local function mark(status)
  counts[status] = counts[status] + 1
  io.write(marks[status])
  printed = printed + 1
  if printed % LINE == 0 then
    io.write "\n"
  end
  io.flush()
end

local function full_name(busted, element)
  local names <const> = { element.name or element.descriptor }
  local parent = busted.parent(element)
  while parent and (parent.name or parent.descriptor) and parent.descriptor ~= "file" do
    table.insert(names, 1, parent.name or parent.descriptor)
    parent = busted.parent(parent)
  end
  return table.concat(names, " ")
end

local function place_of(element, trace)
  local at <const> = element.trace or trace or {}
  return at.short_src and ("%s:%d"):format(at.short_src, at.currentline or 0) or element.name
    or "busted"
end

local function text_of(message)
  if type(message) == "table" and not (getmetatable(message) or {}).__tostring then
    return tostring(message.message or require "pl.pretty".write(message))
  end
  return message == nil and "" or tostring(message)
end

local function note(busted, status, element, message, trace)
  notes[#notes + 1] = {
    status = status, place = place_of(element, trace), name = full_name(busted, element),
    message = text_of(message),
  }
end

local function print_notes()
  for _, each in ipairs(notes) do
    local place <const> = each.place == each.name and "" or each.place .. ": "
    io.write(("\n%s: %s%s\n"):format(headings[each.status], place, each.name))
    for line in each.message:gmatch "[^\n]+" do
      io.write("    ", line, "\n")
    end
  end
end

--- Prints what did not pass and the count.
---@param filter? string  what the tests were chosen by
---@return integer exit_code
function M.finish(filter)
  local failed = counts.failure + counts.error
  local total <const> = counts.success + failed + counts.pending
  if printed % LINE ~= 0 then
    io.write "\n"
  end
  print_notes()
  if total == 0 then
    io.write(filter and ("no test matches '%s'\n"):format(filter) or "no test was found\n")
    failed = 1
  end
  if #notes > 0 then
    io.write "\n"
  end
  io.write(("%d passed, %d failed, %d skipped\n"):format(counts.success, failed, counts.pending))
  return failed == 0 and 0 or 1
end

-- Busted's side. An `it` that fails or breaks says so twice: by its own event, with the message,
-- and by the end of its test, with the status; anything else only by its event.
local function subscribe(busted)
  local undo
  local skipped <const> = {} -- messages of pending() by element

  local function problem(status)
    return function(element, _, message, trace)
      note(busted, status, element, message, trace)
      if element.descriptor ~= "it" then
        mark "error"
      end
      return nil, true
    end
  end

  busted.subscribe({ "suite", "start" }, function()
    undo = strict.install(_G, probed)
    return nil, true
  end)
  busted.subscribe({ "suite", "end" }, function()
    undo()
    return nil, true
  end)
  busted.subscribe({ "pending" }, function(element, _, message)
    skipped[element] = message
    return nil, true
  end)
  busted.subscribe({ "failure" }, problem "failure")
  busted.subscribe({ "error" }, problem "error")
  busted.subscribe({ "test", "end" }, function(element, _, status, trace)
    mark(status)
    if status == "pending" then
      note(busted, status, element, skipped[element] or element.message, trace)
    end
    return nil, true
  end)
end

return setmetatable(M, {
  __call = function()
    return { subscribe = function() subscribe(require "busted") end }
  end,
})
