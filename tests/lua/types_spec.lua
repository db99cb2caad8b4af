-- The declarations for the language server say exactly what the host registers.

local bytes_of <const> = require "support.bytes_of"
local lfs <const> = require "lfs"
local native <const> = require "ingot.native"
require "ingot.revisions" -- these give the native classes methods in Lua
require "ingot.table"

local FOLDER <const> = native.share .. "/lua/ingot/types/"

-- The names declared as `function owner.name` or `function owner:name`, and their parameters.
local function declared(file_name, owner, separator)
  local names <const> = {}
  local pattern <const> = "\nfunction " .. owner .. separator .. "([%w_]+)%(([^)]*)%)"
  for name, params in bytes_of(FOLDER .. file_name):gmatch(pattern) do
    names[name] = params
  end
  return names
end

local function registered(methods)
  local names <const> = {}
  for name, method in next, methods do
    if type(method) == "function" then names[name] = true end
  end
  return names
end

-- The paths of all modules of the library.
local function modules(folder, found)
  for name in lfs.dir(folder) do
    local path <const> = folder .. "/" .. name
    if name:find "%.lua$" then
      found[#found + 1] = path
    elseif not name:find "^%." and lfs.attributes(path, "mode") == "directory" then
      modules(path, found)
    end
  end
  return found
end

-- The annotations of a module, one string a line.
local function annotations(path)
  return bytes_of(path):gmatch "%-%-%-@[^\n]*"
end

local function differences(a, b)
  local list <const> = {}
  for name in pairs(a) do
    if b[name] == nil then list[#list + 1] = name end
  end
  table.sort(list)
  return list
end

local function compare(registered_names, declared_names)
  assert.is_not_nil(next(registered_names) or next(declared_names) == nil)
  assert.same({}, differences(registered_names, declared_names), "registered but not declared")
  assert.same({}, differences(declared_names, registered_names), "declared but not registered")
end

describe("the type files", function()
  it("declare the functions of ingot.native, both ways", function()
    compare(registered(native), declared("native.lua", "native", "%."))
  end)

  it("declare the other fields of ingot.native, both ways", function()
    local fields <const>, present <const> = {}, {}
    local class <const> = bytes_of(FOLDER .. "native.lua")
      :match "%-%-%-@class ingot%.native\n(.-)\nlocal native"
    for name in class:gmatch "%-%-%-@field ([%w_]+)" do fields[name] = true end
    for name, value in next, native do
      if type(value) ~= "function" then present[name] = true end
    end
    compare(present, fields)
  end)

  for class, file_name in pairs {
    Table = "table.lua", Grouping = "query.lua", Formula = "formula.lua",
    Column = "column.lua", Linear = "linear.lua",
  } do
    it("declare the methods of " .. class .. ", both ways", function()
      compare(registered(native.methods[class]), declared(file_name, class, ":"))
    end)
  end

  it("declare every class there is", function()
    local classes <const> = {}
    for class in pairs(native.methods) do classes[#classes + 1] = class end
    table.sort(classes)
    assert.same({ "Column", "Formula", "Grouping", "Linear", "Query", "Table" }, classes)
  end)

  it("declare a Query as a Table, whose methods it has", function()
    assert.is_truthy(bytes_of(FOLDER .. "query.lua"):find("\n---@class ingot.Query: ingot.Table\n", 1, true))
    compare(registered(native.methods.Query), declared("table.lua", "Table", ":"))
    assert.same({}, declared("query.lua", "Query", ":"))
  end)

  it("know every class that an annotation names, all of them named ingot.…", function()
    local paths <const> = modules(native.share .. "/lua/ingot", {})
    local classes <const>, strangers <const> = {}, {}
    for _, path in ipairs(paths) do
      for line in annotations(path) do
        local class <const> = line:match "@class ([%w_.]+)" or line:match "@alias ([%w_.]+)"
        if class then classes[class] = true end
      end
    end
    for _, path in ipairs(paths) do
      for line in annotations(path) do
        for class in line:gmatch "ingot%.%u[%w_]*" do
          if not classes[class] then strangers[#strangers + 1] = path .. ": " .. class end
        end
        local types <const> = line:gsub("ingot[%w_.]+", ""):gsub("%u%l+: ", ""):gsub("  .*", "")
        for word in types:gmatch "%f[%w]%u%l+" do
          if native.methods[word] then strangers[#strangers + 1] = path .. ": " .. line end
        end
      end
    end
    assert.is_true(#paths > 50)
    assert.same({}, strangers)
    for class in pairs(classes) do assert.is_truthy(class:find "^ingot", class) end
  end)

  it("say what each parameter is", function()
    for _, file_name in ipairs { "native.lua", "table.lua", "query.lua", "formula.lua",
      "linear.lua" } do
      local text <const> = bytes_of(FOLDER .. file_name)
      for comment, name,
        params in text:gmatch "\n\n(%-%-%-[^\n]*\n.-)\nfunction ([%w_.:]+)%(([^)]*)%)" do
        for param in params:gmatch "[%w_.]+" do
          assert.is_truthy(comment:find("---@param " .. param, 1, true), name .. ": "
            .. param)
        end
      end
    end
  end)
end)
