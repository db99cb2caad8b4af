--- Reads a manifest given as text, as the worker of a batch does: its plan.

local manifest = require "ingot.batch.manifest"

---@param source string
---@param globals? table
---@return ingot.BatchPlan
return function(source, globals)
  local chunk <const> = assert(load(source, "@m.lua", "t", globals or { ingot = require "ingot" }))
  return manifest.read(chunk(), "m.lua", source)
end
