--- Finds what is told of a name: `table:top`, `ingot.read`, `top`. Texts come from the annotations
--- that an editor shows, read when asked for.

local annotations <const> = require "ingot.help.annotations"
local native <const> = require "ingot.native"
local subjects <const> = require "ingot.help.subjects"
local suggest <const> = require "ingot.suggest"

local M = {}

---@class ingot.HelpEntry
---@field subject ingot.HelpSubject
---@field name string     "top"
---@field called string   "table:top"
---@field doc? ingot.Doc

local parsed <const> = {} -- module → ingot.Annotated, as they were asked for

local function annotated(module)
  if not parsed[module] then
    local base <const> = native.share .. "/lua/ingot/" .. module:gsub("%.", "/")
    parsed[module] = annotations.parse(native.slurp(base .. ".lua") or native.slurp(base .. "/init.lua")
      or "")
    for _, doc in pairs(parsed[module].docs) do
      doc.module = module
    end
  end
  return parsed[module]
end

-- Whatever a module says of a function of that name, its own fields first.
local function any(module, name)
  local found <const> = annotated(module)
  if found.docs["M." .. name] then
    return found.docs["M." .. name]
  end
  for _, key in ipairs(found.order) do
    if key:match "%.([%w_]+)$" == name and not found.docs[key].raw then
      return found.docs[key]
    end
  end
end

local FAR <const> = 4 -- modules that an assignment leads through, at most

-- Follows assignments, as "M.stl = stl.stl", to where the function stands.
local function resolve(module, owner, name, steps)
  local found <const> = annotated(module)
  local doc <const> = found.docs[owner .. "." .. name]
  if doc and not doc.raw then
    return doc
  end
  local same <const> = found.same[owner .. "." .. name]
  local from <const> = same and found.requires[same[1]]
  if from and steps < FAR then
    return resolve(from, "M", same[2], steps + 1) or any(from, same[2])
  end
  return doc
end

--- What the annotations tell of a function of a subject.
---@param subject ingot.HelpSubject
---@param name string
---@return ingot.Doc?
function M.doc(subject, name)
  local place <const> = (subject.places or {})[name]
  if place then
    local module <const>, field <const> = place:match "^(.*):(.*)$"
    return any(module, field)
  end
  local bare
  for _, module in ipairs(subject.modules) do
    local doc <const> = resolve(module, subject.owner, name, 1)
    if doc and not doc.raw then
      return doc
    end
    bare = bare or doc
  end
  return bare
end

local function is_asked(value)
  local meta <const> = type(value) == "table" and getmetatable(value)
  return type(value) == "function" or type(meta) == "table" and rawget(meta, "__call") ~= nil
end

--- The functions of a subject that scripts call, in order of name.
---@param subject ingot.HelpSubject
---@return string[]
function M.names(subject)
  local names <const> = {}
  for name, value in pairs(subject.names()) do
    local shown <const> = type(name) == "string" and not name:find "^_" and is_asked(value)
    names[#names + 1] = shown and not (subject.own or {})[name] and name or nil
  end
  table.sort(names)
  return names
end

local function entry(subject, name)
  return { subject = subject, name = name, called = subject.name .. subject.separator .. name,
    doc = M.doc(subject, name) }
end

--- The entries of a subject, in order of name.
---@param subject ingot.HelpSubject
---@return ingot.HelpEntry[]
function M.entries(subject)
  local entries <const> = {}
  for i, name in ipairs(M.names(subject)) do
    entries[i] = entry(subject, name)
  end
  return entries
end

--- Everything there is to tell of, subject by subject.
---@return ingot.HelpEntry[]
function M.all()
  local entries <const> = {}
  for _, subject in ipairs(subjects) do
    table.move(M.entries(subject), 1, #M.names(subject), #entries + 1, entries)
  end
  return entries
end

--- The subject of a name, "cube", or the entries: of "cube:measure", also written with the other
--- separator, one; of "table", which is asked of several, each. Nothing: with the nearest names.
---@param wanted string
---@return ingot.HelpSubject? subject, ingot.HelpEntry[] entries, string? message
function M.find(wanted)
  local asked <const> = wanted:gsub(":", "."):gsub("%(.*$", ""):lower()
  local whole, entries <const>, called <const> = nil, {}, {}
  for _, subject in ipairs(subjects) do
    whole = whole or subject.name == asked and subject or nil
    called[#called + 1] = subject.name
  end
  for _, each in ipairs(M.all()) do
    local full <const> = each.called:gsub(":", ".")
    if full == asked or each.name == asked then
      entries[#entries + 1] = each
    end
    called[#called + 1] = each.called
    called[#called + 1] = each.name
  end
  if whole or #entries > 0 then
    return whole, entries
  end
  return nil, entries, ("nothing is called '%s'%s"):format(wanted, suggest.did_you_mean(wanted, called))
end

return M
