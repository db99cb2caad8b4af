--- The vintages of a table that was read: which rows count, and which did on an earlier date.

local columns <const> = require "ingot.columns"
local coverage <const> = require "ingot.coverage"
local cumulative <const> = require "ingot.cumulative"
local native <const> = require "ingot.native"
local record <const> = require "ingot.read.record"
local remarks <const> = require "ingot.read.remarks"
local vintage <const> = require "ingot.vintage"

local M = {}

-- The rows of all vintages, by the table of those that count.
local whole_of <const> = setmetatable({}, { __mode = "k" })

local is_place <const> = { file = true, line = true }

-- The same rows with new columns before their place in the file, and with what belongs to the table.
local function dressed(data, as)
  local names <const>, places <const> = {}, {}
  for _, name in ipairs((columns.names(data))) do
    local list <const> = is_place[name] and places or names
    list[#list + 1] = name
  end
  table.move(places, 1, #places, #names + 1, names)
  return native.with(data:select(names), {
    coverage = false, rejects = as:rejects() or false, warnings = as:warnings() or false,
  })
end

--- The dates of the files, nil when the options do not say them. A function among the options gives
--- way to what it gave, which can be written down.
---@param options ingot.ReadOptions
---@param paths string[]
---@return table<string, string>? dates, string? message
function M.dates(options, paths)
  if not options.vintage then
    return nil
  end
  local dates <const>, message <const> = vintage.dates(options.vintage, paths)
  if type(options.vintage) == "function" then
    options.vintage = dates
  end
  return dates, message
end

-- January that is lacking beside all other months reads as zero, and was hardly that.
local function say_of_january(data, known, options)
  if options.joint ~= nil or options.covers ~= nil or options.ytd then
    return
  end
  for _, found in ipairs(coverage.without_january(data)) do
    local years <const> = table.concat(found.years, ", ")
    known.warn(found.file, ("it has rows of every month but January (%s), which counts as zero; read it "
      .. "with joint = { %s } if January was released with February, with ytd = … if its columns are "
      .. "cumulative, with joint = false if it is zero"):format(years, years))
  end
end

--- The rows of all vintages, with the columns `vintage`, if there are dates, and `latest`, if two
--- files hold the same cell.
---@param data ingot.Table
---@param known ingot.Vintages
---@param options ingot.ReadOptions
---@return ingot.Table? all, string? message
function M.of(data, known, options)
  local _, present <const> = columns.names(data)
  local all, kept = data, known.paths
  say_of_january(data, known, options)
  if known.dates and present.vintage then
    return nil, "vintage: the files have a column 'vintage' of their own"
  elseif known.dates then
    all = vintage.dated(all, known.dates, known.paths)
  end
  if known.dates and options.as_of then
    local files <const>, message <const> = vintage.not_after(known.dates, known.paths, options.as_of)
    if not files then
      return nil, message
    end
    all, kept = all:where("file in $files", { files = files }):collect(), files
  end
  if options.vintage ~= false and #kept > 1 and not present.latest then
    local marked <const> = vintage.mark(all, known)
    record.contest(marked ~= all and kept or {})
    all = marked
  end
  if all ~= data then
    all = dressed(all, data)
  end
  return coverage.attach(all, options.covers, known.row_cap, options.flow, options.joint,
    known.counted)
end

--- The rows that count, or those of all vintages where the options ask for them; single months where
--- columns are cumulative. What these cannot be made of is an error at the caller of who reads.
---@param all ingot.Table
---@param known ingot.Vintages
---@param options ingot.ReadOptions
---@return ingot.Table
function M.chosen(all, known, options)
  local chosen = vintage.settle(all)
  if options.vintages == "all" then
    chosen = vintage.marked(all)
  end
  if options.ytd then
    chosen = cumulative.months_of_ytd(chosen, options.ytd, 3)
  end
  if known.dates then
    whole_of[chosen] = { all = all, known = known }
  end
  return chosen
end

---@class ingot.History
---@field all ingot.Table     rows of all vintages
---@field known ingot.Vintages
---@field options ingot.ReadOptions
---@field given string[]

--- All vintages of a table that was read; nil with a message when it has none.
---@param data ingot.Table
---@param read fun(source: string[], options: ingot.ReadOptions): ingot.Table
---@return ingot.History? history, string? message
function M.find(data, read)
  local from <const> = record.origin(data)
  local _, present <const> = columns.names(data)
  if not from then
    return nil, present.vintage and "ask it of the table as it was read, before other verbs"
      or "the table was not read from files"
  elseif not from.options.vintage then
    return nil, "the files have no vintages; read them with their dates, as "
      .. 'vintage = "%d+%-%d+%-%d+"'
  end
  local kept = whole_of[data]
  if not kept and present.latest then -- a snapshot of all vintages
    local known <const> = {
      paths = from.paths, dates = vintage.dates(from.options.vintage, from.paths),
      row_cap = from.options.row_cap or coverage.row_cap, warn = remarks.warn,
    }
    kept = { all = data, known = known }
  elseif not kept then -- a snapshot of the rows that count: the others are in the files alone
    local options <const> = {}
    for name, value in pairs(from.options) do
      options[name] = value
    end
    options.vintages, options.as_of = "all", nil
    kept = whole_of[read(from.given, options)]
  end
  return { all = kept.all, known = kept.known, options = from.options, given = from.given }
end

--- The table as it would have been read on a date.
---@param history ingot.History
---@param date string
---@return ingot.Table? data, string? message
function M.at(history, date)
  local options <const> = {}
  for name, value in pairs(history.options) do
    options[name] = value
  end
  options.as_of, options.vintages = vintage.date(date), nil
  local plain <const> = native.with(vintage.plain(history.all), { coverage = false })
  local all <const>, message <const> = M.of(plain, history.known, options)
  if not all then
    return nil, message
  end
  local data <const> = M.chosen(all, history.known, options)
  whole_of[data] = { all = history.all, known = history.known }
  record.remember(data, { given = history.given, paths = history.known.paths, options = options })
  return data
end

return M
