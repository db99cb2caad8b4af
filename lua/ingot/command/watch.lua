--- `ingot run --watch`: runs a script again whenever something it rests on is saved, and prints what
--- changed in its text. What fails is told, and waited for to be mended.

local claims_file <const> = require "ingot.command.claims_file"
local compare <const> = require "ingot.command.diff.compare"
local diff_text <const> = require "ingot.command.diff.text"
local native <const> = require "ingot.native"
local supervise <const> = require "ingot.command.supervise"
local visible <const> = require "ingot.visible"

local M = {}

local LOOK_EVERY <const> = 0.25 -- seconds
local MOST <const> = 10000      -- files that are looked at
local SIGINT <const> = 2
local SIGNALLED <const> = 128

-- ---- what is looked at ----

local function folder_of(path)
  local folder <const> = path:match "^(.*)/[^/]*$"
  return folder == "" and "/" or folder or "."
end

-- The folder in which files of a pattern come and go; nil of what is no pattern.
local function pattern_folder(given)
  local before <const> = given:match "^([^*?[]*)[*?[]"
  return before and folder_of(before)
end

-- Files and folders that a run rests on, by what it told: a list of paths, each once.
local function places_of(job, told)
  local places <const>, taken <const> = {}, {}
  local function add(path)
    if type(path) == "string" and not taken[path] and #places < MOST and not path:find "\0" then
      taken[path] = true
      places[#places + 1] = path
    end
  end
  add(job.name)
  for _, read in ipairs(told.reads) do
    add(type(read) == "table" and read.path)
  end
  for _, given in ipairs(told.given) do
    add(type(given) == "string" and (pattern_folder(given) or given))
  end
  return places
end

local function stamp_of(path)
  local facts <const> = native.look(path)
  return facts and ("%s %s %s %s"):format(facts.kind, facts.size, facts.modified, facts.inode)
    or "none"
end

local function stamps_of(places)
  local stamps <const> = {}
  for i, path in ipairs(places) do
    stamps[i] = stamp_of(path)
  end
  return stamps
end

-- Those that are other than before. A folder is, too, when a file of it was replaced: that file tells.
local function other(places, before, now)
  local names <const>, told <const> = {}, {}
  for i, path in ipairs(places) do
    if before[i] ~= now[i] then
      names[#names + 1] = path
      told[folder_of(path)] = true
    end
  end
  local own <const> = {}
  for _, path in ipairs(names) do
    own[#own + 1] = not told[path] and path or nil
  end
  return own
end

-- ---- what a run left ----

local function lists(told, name)
  return type(told) == "table" and type(told[name]) == "table" and told[name] or {}
end

-- What the worker told; it may be anything, or nothing.
local function told_of(event)
  local told <const> = event.told and native.json_decode(event.told)
  return {
    reads = lists(told, "reads"), given = lists(told, "given"), outputs = lists(told, "outputs"),
  }
end

-- The claims of its articles in their first language: what is printed of them.
local function documents_of(job, told)
  local documents <const> = {}
  for _, name in ipairs(told.outputs) do
    local is_one <const> = type(name) == "string" and name:find "^[^/]*%.claims%.json$"
    local loaded <const>, document <const> = pcall(claims_file.load, is_one and job.out .. "/" .. name)
    local first <const> = documents[1]
    if is_one and loaded and (not first or document.language == first.language) then
      documents[#documents + 1] = document
    end
  end
  return documents
end

-- What is new in the text; nil when all is as before.
local function news_of(before, now)
  local parts <const> = {}
  for i, document in ipairs(now.documents) do
    local compared <const> = before.documents[i] and compare.of(before.documents[i], document)
    if compared and diff_text.differs(compared) then
      parts[#parts + 1] = diff_text.people(compared)
    end
  end
  if #parts > 0 and #now.documents == #before.documents then
    return table.concat(parts, "\n")
  end
  return now.text ~= before.text and now.text or nil
end

-- ---- the watch ----

---@class ingot.Watch
---@field crew ingot.Crew
---@field job ingot.Job
---@field last? { text: string, documents: table[] }  what the last run that worked left
---@field told? table
---@field print fun(text: string)  on standard output
---@field note fun(text: string)   on standard error

-- Runs it once; an interrupt ends the watch.
local function run(watch)
  local job <const> = watch.job
  local event <const>, interrupt <const> = supervise.follow(watch.crew, watch.crew:start(job))
  if interrupt then
    return interrupt
  end
  local line <const> = supervise.said(job, event)
  watch.note((event.stderr or "") .. (line and line .. "\n" or ""))
  local told <const> = told_of(event)
  if event.exit ~= 0 then -- what it would have read is as it was
    for name, before in pairs(watch.told or {}) do
      table.move(before, 1, #before, #told[name] + 1, told[name])
    end
    watch.told = told
    return nil
  end
  local now <const> = { text = event.stdout or "", documents = documents_of(job, told) }
  watch.print(not watch.last and now.text or news_of(watch.last, now) or "The text is as before.\n")
  watch.last, watch.told = now, told
end

-- Waits until something is saved, and nothing has been for a moment; gives the names, or an interrupt.
local function wait(watch, places, before)
  local last = before
  while true do
    local event <const> = watch.crew:next(LOOK_EVERY)
    if event and event.kind == "interrupt" then
      return nil, event
    end
    local now <const> = stamps_of(places)
    local names <const> = other(places, before, now)
    if #names > 0 and #other(places, last, now) == 0 then
      return names
    end
    last = now
  end
end

local function named(names)
  local rest <const> = #names > 3 and (" and %d more"):format(#names - 3) or ""
  return visible(table.concat(names, ", ", 1, math.min(#names, 3)) .. rest)
end

--- Watches with a crew until it is interrupted.
---@param watch ingot.Watch
---@return integer exit_code  0 after Ctrl-C
function M.watch(watch)
  watch.job.collect = true
  local places, counted = { watch.job.name }, 0
  while true do
    local before = stamps_of(places) -- what is saved during the run counts
    local interrupt, names = run(watch), nil
    if not interrupt then
      local known <const> = {}
      for i, path in ipairs(places) do
        known[path] = before[i]
      end
      places = places_of(watch.job, watch.told)
      before = stamps_of(places)
      for i, path in ipairs(places) do
        before[i] = known[path] or before[i]
      end
      if #places ~= counted then
        counted = #places
        watch.note(("ingot: watching %d file%s; Ctrl-C ends\n"):format(counted, counted > 1 and "s" or ""))
      end
      names, interrupt = wait(watch, places, before)
    end
    if interrupt then
      return interrupt.signal == SIGINT and 0 or SIGNALLED + interrupt.signal
    end
    watch.note(("ingot: %s: saved, running again\n"):format(named(names)))
  end
end

--- Looks after the job of `run --watch`.
---@param job ingot.Job
---@return integer exit_code
function M.run(job)
  local crew <close> = native.crew()
  return M.watch {
    crew = crew, job = job,
    print = function(text) io.stdout:write(text):flush() end,
    note = function(text) io.stderr:write(text) end,
  }
end

return M
