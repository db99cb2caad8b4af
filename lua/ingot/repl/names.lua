--- The names that a value answers to, looked up without running anything of a user: keys as they are,
--- methods of the library's classes by what the class is.

local find <const> = require "ingot.help.find"
local native <const> = require "ingot.native"
local subjects <const> = require "ingot.help.subjects"

local M = {}

-- The subject of a name, "cube".
local function subject_of(name)
  for _, subject in ipairs(subjects) do
    if subject.name == name then
      return subject
    end
  end
end

-- What a class is called in annotations, where that is not its subject's name.
local other_names <const> = { builtindex = "index" }

--- What an annotation says is given, "ingot.Query?", as the name of a subject.
---@param text string
---@return string?
function M.class_in(text)
  local name <const> = (text:match "^ingot%.(%u%w*)" or ""):lower()
  local subject <const> = subject_of(other_names[name] or name)
  return subject and subject.name
end

--- The subject of a value, by its class: "table", "cube"; nil of what is no object of the library.
---@param value any
---@return string?
function M.class(value)
  local meta <const> = type(value) == "table" and getmetatable(value)
  local name <const> = type(meta) == "table" and rawget(meta, "__name")
  local class <const> = type(name) == "string" and name:match "^ingot%.(%l+)$"
  if type(value) == "table" and require "ingot.claim".is(value) then
    return "claim"
  end
  return native.type(value) or class and subject_of(class) and class or nil
end

local function add_keys(found, keys, functions)
  for key, value in next, keys do
    if type(key) == "string" and key:find "^[%a_][%w_]*$" and not key:find "^_." then
      found[key] = not functions or type(value) == "function" or nil
    end
  end
end

local FAR <const> = 8 -- classes of a user's own that lead to each other, at most

-- The keys of a table, and of those that stand behind it as __index.
local function add_table(found, value, functions)
  for _ = 1, FAR do
    add_keys(found, value, functions)
    local meta <const> = getmetatable(value)
    value = type(meta) == "table" and rawget(meta, "__index") or nil
    if type(value) ~= "table" then
      return
    end
  end
end

local library <const> = {} -- ingot and its modules → subject, filled when first asked

-- The subject of a table of the library itself. Its fields may be asked for: they are its own, and some
-- are loaded then.
local function subject_of_table(value)
  if not next(library) then
    for _, subject in ipairs(subjects) do
      if subject.separator == "." then
        library[(subject.names())] = subject
      end
    end
  end
  return type(value) == "table" and library[value] or nil
end

local function add_library(found, subject, functions)
  for name, value in pairs(subject.names()) do
    local shown <const> = not (subject.own or {})[name] and not name:find "^_"
    found[name] = shown and (not functions or type(value) == "function") or nil
  end
end

local function add_class(found, class, functions)
  for _, name in ipairs(find.names(subject_of(class))) do
    found[name] = true
  end
  if class == "claim" and not functions then
    for _, name in ipairs(require "ingot.measure".names()) do
      found[name] = true
    end
  end
end

--- The names behind `.` or `:` of a value or of a class.
---@param what { value: any, class: string? }
---@param functions boolean  only what can be called with a colon
---@return string[]
function M.of(what, functions)
  local found <const> = {}
  local class <const> = what.class or M.class(what.value)
  if class then
    add_class(found, class, functions)
  end
  local subject <const> = subject_of_table(what.value)
  if subject then
    add_library(found, subject, functions)
  elseif type(what.value) == "table" then
    add_table(found, what.value, functions)
  elseif type(what.value) == "string" then
    add_keys(found, string, functions)
  end
  local names <const> = {}
  for name in next, found do
    names[#names + 1] = name
  end
  table.sort(names)
  return names
end

-- A field as it stands there, or behind it in classes that are tables.
local function field_of(value, name)
  if subject_of_table(value) then
    local found <const>, field <const> = pcall(function() return value[name] end)
    return found and field or nil
  end
  for _ = 1, FAR do
    if type(value) ~= "table" then
      return nil
    end
    local field <const> = rawget(value, name)
    local meta <const> = field == nil and getmetatable(value)
    if not meta then
      return field
    end
    value = type(meta) == "table" and rawget(meta, "__index") or nil
  end
end

--- What a chain comes to, as far as it can be told without running it: calls of the library give what
--- their annotations say. `data` is the last table or query on the way.
---@param parts ingot.ScanPart[]
---@param globals table
---@param upto? integer  how many parts; all
---@return { value: any, class: string?, data: any }?
function M.walk(parts, globals, upto)
  local what, doc, data
  for i = 1, upto or #parts do
    local part <const> = parts[i]
    if part.kind == "name" then
      what = { value = rawget(globals, part.name) }
    elseif part.kind == "call" then
      local class <const> = doc and doc.gives[1] and M.class_in(doc.gives[1].type)
        or doc and doc.type and M.class_in(doc.type:match "%):%s*(.*)$" or "")
      what, doc = class and { class = class } or nil, nil
    else
      local class <const> = what.class or M.class(what.value)
      local subject <const> = class and subject_of(class) or subject_of_table(what.value)
      doc = subject and find.doc(subject, part.name)
      local measured <const> = class == "claim" and not doc
      what = { value = not measured and field_of(what.value, part.name) or nil,
        class = measured and "claim" or nil }
    end
    if not what or what.value == nil and not what.class and not doc then
      return nil
    end
    data = native.type(what.value) and what.value or data
  end
  return { value = what.value, class = what.class, data = data }
end

return M
