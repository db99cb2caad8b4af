--- `ingot run --watch`: runs a script again whenever something it rests on is saved, and prints what
--- changed in its text. What fails is told, and waited for to be mended.

local message <const> = require "ingot.message"
local native <const> = require "ingot.native"
local places_ <const> = require "ingot.command.places"
local supervise <const> = require "ingot.command.supervise"
local visible <const> = require "ingot.visible"

local M = {}

local LOOK_EVERY <const> = 0.25 -- seconds
local MOST <const> = 10000      -- files that are looked at
local MOST_BYTES <const> = 64 << 20 -- of a claims file
local SIGINT <const> = 2
local SIGNALLED <const> = 128

-- ---- what is looked at ----

-- The folder in which files of a pattern come and go; nil of what is no pattern.
local function pattern_folder(given)
  local before <const> = given:match "^([^*?[]*)[*?[]"
  return before and places_.folder_of(before)
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
      told[places_.folder_of(path)] = true
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
  local told <const> = event.told and message.read(event.told)
  return {
    reads = lists(told, "reads"), given = lists(told, "given"), outputs = lists(told, "outputs"),
  }
end

-- The claims files of its articles, as they stand.
local function claims_of(job, told)
  local texts <const> = {}
  for _, name in ipairs(told.outputs) do
    local is_one <const> = type(name) == "string" and name:find "^[^/%z]*%.claims%.json$"
    texts[#texts + 1] = is_one and native.slurp(job.out .. "/" .. name, MOST_BYTES) or nil
  end
  return texts
end

-- Compares the claims files of two runs in a worker: they are the work of a script. Gives what is new
-- in them, "" when that is nothing, and an interrupt when one came.
local function compared(crew, job, before, now)
  local event <const>, interrupt <const> = supervise.follow(crew, crew:start {
    name = job.name, module = "ingot.duty.news", collect = true, limits = job.limits,
    args = { before = before, now = now },
  })
  return event.exit == 0 and event.stdout or "", interrupt
end

-- What is new in the text; nil when all is as before. And an interrupt when one came.
local function news_of(watch, before, now)
  local news, interrupt = "", nil
  if #before.claims > 0 and #now.claims > 0 then
    news, interrupt = watch.compare(before.claims, now.claims)
  end
  return news ~= "" and news or now.text ~= before.text and now.text or nil, interrupt
end

-- ---- the watch ----

---@class ingot.Watch
---@field crew ingot.Crew
---@field job ingot.Job
---@field compare fun(before: string[], now: string[]): string, ingot.CrewEvent?  of claims files
---@field last? { text: string, claims: string[] }  what the last run that worked left
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
  local now <const> = { text = event.stdout or "", claims = claims_of(job, told) }
  local news, stop = now.text, nil
  if watch.last then
    news, stop = news_of(watch, watch.last, now)
  end
  if not stop then
    watch.print(news or "The text is as before.\n")
  end
  watch.last, watch.told = now, told
  return stop
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
    compare = function(before, now) return compared(crew, job, before, now) end,
    print = function(text) io.stdout:write(text):flush() end,
    note = function(text) io.stderr:write(text) end,
  }
end

return M
