--- Runs a script and renders what it returns: articles and tables, printed and written to the output
--- folder. Nothing is written unless everything worked, nothing printed unless it is written.

local about <const> = require "ingot.duty.about"
local error_ <const> = require "ingot.error"
local input <const> = require "ingot.input"
local lazy <const> = require "ingot.lazy"
local native <const> = require "ingot.native"
local option <const> = require "ingot.option"
local output <const> = require "ingot.output"
local remarks <const> = require "ingot.read.remarks"
local report <const> = require "ingot.duty.report"
local script <const> = require "ingot.script"

-- What a run that renders nothing does without.
local article <const> = lazy "ingot.article"
local documents <const> = lazy "ingot.duty.documents"
local fragile <const> = lazy "ingot.fragile"
local omissions <const> = lazy "ingot.render.omissions"

local function is_table(value)
  return native.type(value) == "table" or native.type(value) == "query"
end

-- What a script returned, as a list of articles and tables.
local function results_of(value, path)
  if value == nil then
    return {}
  end
  if article.is(value) or is_table(value) then
    return { value }
  end
  if type(value) == "table" and type(value[1]) == "table" and rawget(value[1], "script") then
    error_.raise("script", ("%s: returns the jobs of a manifest; ingot batch %s runs them"):format(path,
      path))
  elseif type(value) == "table" and #value > 0 then
    local results <const> = {}
    for i, item in ipairs(value) do
      if not article.is(item) and not is_table(item) then
        error_.raise("script", ("%s: item %d of the list it returns: an article or a table "
          .. "expected, got %s"):format(path, i, type(item)))
      end
      results[i] = item
    end
    return results
  end
  error_.raise("script", ("%s: returns %s; an article, a table, a list of these or nothing "
    .. "expected"):format(path, type(value) ~= "table" and "a " .. type(value)
      or next(value) == nil and "an empty list" or "fields by name, as a module does"))
end

-- Behind the articles, on stdout only.
local function print_fragile(task)
  local reports <const> = fragile.of(task.script, function()
    return results_of(script.run(task.script, task.prelude), task.script)
  end)
  for _, one in ipairs(reports) do
    native.say(1, "\n" .. fragile.text(one))
  end
end

local function run(task, counts)
  local path <const> = task.script
  local function warn(place, message)
    counts.warnings = counts.warnings + 1
    native.say(2, report.shown(("%s: warning: %s"):format(place, message)) .. "\n")
  end
  option.begin(task.settings)
  input.begin(task.inputs)
  local value <const> = script.run(path, task.prelude)
  for _, warning in ipairs(remarks.warnings()) do
    warn(warning.file == "" and script.place(path) or warning.file, warning.message)
  end
  local unknown <const> = option.unknown()
  if unknown then
    error_.raise("usage", path .. ": " .. unknown)
  end
  local rendering <const> = {
    task = task, output = output.new(task.out), about = about.of(task), warn = warn, claims = 0,
    undrawn = task.no_charts,
  }
  local texts <const> = {}
  for i, result in ipairs(results_of(value, path)) do
    texts[i] = script.call(path, documents.render, result, rendering)
    if task.omissions and article.is(result) then
      texts[i] = texts[i] .. "\n" .. script.call(path, omissions.render, result)
    end
  end
  rendering.output:write()
  counts.claims, counts.outputs = rendering.claims, rendering.output.names
  native.say(1, table.concat(texts, "\n"))
  if task.fragile then
    print_fragile(task)
  end
end

---@param task ingot.RunTask
---@return integer exit_code
return function(task)
  local counts <const> = { claims = 0, warnings = 0, outputs = {} }
  local worked <const>, raised <const> = pcall(run, task, counts)
  if worked then
    native.tell(about.told(counts))
    return 0
  end
  collectgarbage() -- what was built, which may be all there is room for
  pcall(function() native.tell(about.told(counts)) end)
  error(raised, 0)
end
