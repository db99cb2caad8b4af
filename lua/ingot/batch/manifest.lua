--- What a manifest says, checked whole and written out: every combination of every matrix is a job.
--- This is done in a worker, beside the manifest's own Lua; what comes of it is plain data.
---
---     return {
---       inputs = { customs = { "data/customs/export-*.csv", profile = "gacc-zh", flow = "export" } },
---       limits = { memory = "1G", time = "60s" },
---       { script = "scripts/cable_exports_month.lua", set = { period = { "2025-03", "2025-04" } } },
---     }

local error_ <const> = require "ingot.error"
local files <const> = require "ingot.files"
local inputs_ <const> = require "ingot.batch.inputs"
local limits_ <const> = require "ingot.batch.limits"
local lines_ <const> = require "ingot.batch.lines"
local matrix <const> = require "ingot.batch.matrix"
local period <const> = require "ingot.period"
local plan_ <const> = require "ingot.batch.plan"
local suggest <const> = require "ingot.suggest"

local M = {}

---@class ingot.Manifest
---@field inputs? table<string, string|table>  what jobs share: `ingot.input "customs"` in a script;
---   a source, or sources and the options of `ingot.read`
---@field limits? table<string, string>  of every job: memory, output, time, cpu; "none" lifts one
---@field set? table<string, any>  settings of every job
---@field [integer] ingot.ManifestJob

---@class ingot.ManifestJob
---@field script string
---@field set? table<string, any>  settings as `--set` gives them; of a list each value in turn, and of
---   several lists every combination
---@field exclude? table<string, any>[]  combinations that are left out
---@field limits? table<string, string>
---@field name? string  the script's by default; combinations put their values behind it
---@field out? string   folder below --out; the name by default

local scalars <const> = { string = true, number = true, boolean = true }

local top_keys <const> = { inputs = true, limits = true, set = true }
local job_keys <const> = {
  script = "string", set = "table", exclude = "table", limits = "table", name = "string",
  out = "string",
}

---@class ingot.ManifestReader
---@field path string
---@field lines ingot.Lines
local Reader = {}
Reader.__index = Reader

-- Raises what is wrong with a part of the manifest: "monthly.lua:4: job 2: …".
function Reader:refuse(keys, message)
  local place <const> = ("%s:%d: "):format(self.path, lines_.line(self.lines, table.unpack(keys)))
  local job <const> = math.type(keys[1]) == "integer" and ("job %d: "):format(keys[1]) or ""
  error_.raise("script", place .. job .. message, 0)
end

-- A setting's value as text; nil when it has none.
local function text_of(value)
  if period.is(value) then
    return tostring(value)
  end
  return scalars[type(value)] and tostring(value) or nil
end

-- The values of a setting: of a list all, else the one.
function Reader:values(value, ...)
  local keys <const> = { ... }
  local name <const> = keys[#keys]
  local one <const> = text_of(value)
  if one then
    value = { one }
  elseif type(value) ~= "table" then
    self:refuse(keys, ("%s: a text, a number, true, false, a period or a list of these expected, "
      .. "got a %s"):format(name, type(value)))
  elseif #value == 0 then
    self:refuse(keys, ("%s: the list of its values is empty"):format(name))
  end
  local texts <const>, seen <const> = {}, {}
  for i, item in ipairs(value) do
    local text <const> = text_of(item)
    if not text then
      self:refuse(keys, ("%s: value %d is a %s; a text, a number, true, false or a period expected")
        :format(name, i, type(item)))
    elseif #text > plan_.LONGEST then
      self:refuse(keys, ("%s: a value of %d bytes; at most %d are taken"):format(name, #text,
        plan_.LONGEST))
    elseif seen[text] then
      self:refuse(keys, ("%s: '%s' stands twice in the list of its values"):format(name, text))
    end
    texts[i], seen[text] = text, true
  end
  return texts
end

-- Settings as axes: name → values.
function Reader:axes(set, ...)
  local axes <const> = {}
  for name, value in pairs(set) do
    if type(name) ~= "string" or not name:find "^[%a_][%w_]*$" then
      self:refuse({ ... }, ("set: a setting has a name, as period = \"2025-04\"; '%s' is none")
        :format(tostring(name)))
    end
    local keys <const> = { ... }
    keys[#keys + 1] = name
    axes[name] = self:values(value, table.unpack(keys))
  end
  return axes
end

function Reader:limits(given, ...)
  local limits <const> = {}
  for name, text in pairs(given) do
    local value <const>, message <const> = limits_.read(name, text)
    if not value then
      local keys <const> = { ... }
      keys[#keys + 1] = name
      self:refuse(keys, "limits: " .. message)
    end
    limits[name] = value
  end
  return limits
end

-- Entries of `exclude`, as axes of settings that the job has.
function Reader:exclude(given, axes, at)
  local entries <const> = {}
  for i, entry in ipairs(given) do
    if type(entry) ~= "table" or next(entry) == nil then
      self:refuse({ at, "exclude", i }, "exclude: a list of settings expected, as { period = \"2025-03\" }")
    end
    entries[i] = self:axes(entry, at, "exclude", i)
    for _, name in ipairs(suggest.names(entries[i])) do
      if not axes[name] then
        self:refuse({ at, "exclude", i, name }, "exclude: " .. suggest.unknown("setting", "settings",
          name, suggest.names(axes)))
      end
    end
  end
  if #entries == 0 and next(given) ~= nil then
    self:refuse({ at, "exclude" }, 'exclude: a list expected, as { { period = "2025-03" } }')
  end
  return entries
end

-- Checks that a script is there.
function Reader:script(path, at)
  if self.found[path] then
    return
  end
  local found <const>, list <const> = pcall(files.find, path)
  local message = not found and tostring(list):gsub("^[^\n:]+:%d+: ", "") or nil
  if found and not (list and #list == 1 and list[1] == path) then
    message = ("'%s' is no script"):format(path)
  end
  if message then
    self:refuse({ at, "script" }, message)
  end
  self.found[path] = true
end

-- What is wrong with the keys of a job, or with their types.
function Reader:check_keys(entry, at)
  if type(entry) ~= "table" then
    self:refuse({ at }, ('a table expected, as { script = "scripts/x.lua" }, got a %s')
      :format(type(entry)))
  end
  for key, value in pairs(entry) do
    local expected <const> = job_keys[key]
    if not expected then
      self:refuse({ at, key }, suggest.unknown("key", "keys of a job", tostring(key),
        suggest.names(job_keys)))
    elseif type(value) ~= expected then
      self:refuse({ at, key }, ("%s: a %s expected, got a %s"):format(key,
        expected == "string" and "text" or expected, type(value)))
    end
  end
  if not entry.script then
    self:refuse({ at }, 'no script; it is named by script = "scripts/x.lua"')
  end
end

local function merged(under, over)
  local all <const> = {}
  for _, each in ipairs { under, over } do
    for key, value in pairs(each) do
      all[key] = value
    end
  end
  return all
end

-- Adds the jobs of one entry.
function Reader:add(entry, at, shared, jobs)
  self:check_keys(entry, at)
  self:script(entry.script, at)
  local axes <const> = merged(shared.axes, self:axes(entry.set or {}, at, "set"))
  local limits <const> = merged(shared.limits, self:limits(entry.limits or {}, at, "limits"))
  local size <const> = matrix.size(axes)
  if size + #jobs > plan_.MOST then
    self:refuse({ at }, ("%.0f combinations; a batch has at most %d jobs"):format(size, plan_.MOST))
  end
  local combinations <const>, idle <const> = matrix.combinations(axes,
    self:exclude(entry.exclude or {}, axes, at))
  if idle then
    self:refuse({ at, "exclude", idle }, "exclude: no combination is like that")
  elseif #combinations == 0 then
    self:refuse({ at, "exclude" }, "exclude: no combination is left")
  end
  local stem <const> = entry.script:match "([^/]*)$":gsub("%.lua$", "")
  local line <const> = lines_.line(self.lines, at)
  for _, set in ipairs(combinations) do
    local name <const> = matrix.name(entry.name or stem, set, axes, not entry.name and "period" or nil)
    jobs[#jobs + 1] = {
      name = name, script = entry.script, set = set, limits = limits, line = line,
      out = entry.out and matrix.name(entry.out, set, axes) or matrix.folder(name),
    }
  end
end

--- What a manifest says, checked whole.
---@param value any     what it returned
---@param path string   of the manifest, for messages
---@param source string its text
---@return ingot.BatchPlan
function M.read(value, path, source)
  local reader <const> = setmetatable({
    path = path, lines = lines_.of(source), found = {},
  }, Reader)
  if type(value) ~= "table" then
    reader:refuse({}, ("a manifest returns a table of jobs, as { { script = \"scripts/x.lua\" } }; "
      .. "this one returns %s"):format(value == nil and "nothing" or "a " .. type(value)))
  elseif value.script ~= nil then
    reader:refuse({ "script" }, 'a job stands in the list: return { { script = "scripts/x.lua" } }')
  end
  for key, part in pairs(value) do
    if math.type(key) ~= "integer" and not top_keys[key] then
      reader:refuse({ key }, suggest.unknown("key", "keys of a manifest", tostring(key),
        suggest.names(top_keys)))
    elseif top_keys[key] and type(part) ~= "table" then
      reader:refuse({ key }, ("%s: a table expected, got a %s"):format(key, type(part)))
    end
  end
  if #value == 0 then
    reader:refuse({}, 'the manifest has no job; one is { script = "scripts/x.lua" }')
  end
  local shared <const> = {
    axes = reader:axes(value.set or {}, "set"),
    limits = reader:limits(value.limits or {}, "limits"),
  }
  local inputs <const> = inputs_.read(value.inputs or {}, function(keys, message)
    reader:refuse(keys, message)
  end)
  local jobs <const> = {}
  for at, entry in ipairs(value) do
    reader:add(entry, at, shared, jobs)
  end
  return { inputs = inputs, jobs = jobs }
end

return M
