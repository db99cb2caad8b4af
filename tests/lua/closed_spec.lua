-- What a worker may load asks the host for files, and no library that reaches around it. Globals that
-- a closed state has not are luacheck's matter; modules of others are looked for here.

local bytes_of <const> = require "support.bytes_of"
local native <const> = require "ingot.native"

local LIBRARY <const> = native.share .. "/lua/ingot"

-- Modules that only ever run in the supervisor or in a test, below lua/ingot.
local open <const> = {
  ["command/init.lua"] = true, ["command/new.lua"] = true, ["command/options.lua"] = true,
  ["command/places.lua"] = true, ["command/run.lua"] = true, ["command/supervise.lua"] = true,
  ["command/test.lua"] = true, ["command/test_output.lua"] = true, ["command/watch.lua"] = true,
  ["command/batch.lua"] = true, ["batch/folder.lua"] = true, ["batch/resume.lua"] = true,
  ["repl/history.lua"] = true,
}
local closed <const> = { lpeg = true } -- opened by the state itself, harmless

local function each_module(folder, below, visit)
  for _, name in ipairs(assert(native.names(folder))) do
    local path <const> = folder .. "/" .. name
    if native.look(path).kind == "folder" then
      each_module(path, below .. name .. "/", visit)
    elseif name:find "%.lua$" then
      visit(path, below .. name)
    end
  end
end

describe("the library", function()
  it("requires nothing that reaches around the host, but where the supervisor runs", function()
    local n, wrong <const> = 0, {}
    each_module(LIBRARY, "", function(path, name)
      n = n + 1
      for module in bytes_of(path):gmatch "require *%(?[\"']([%w_.]+)" do
        local is_own <const> = module == "ingot" or module:find "^ingot%."
        if not (is_own or closed[module] or open[name]) then
          wrong[#wrong + 1] = ("%s requires '%s'"):format(name, module)
        end
      end
    end)
    assert.same({}, wrong)
    assert.is_true(n > 200)
  end)
end)
