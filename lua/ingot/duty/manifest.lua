--- Reads the manifest of a batch, in a worker, and tells its plan.

local error_ <const> = require "ingot.error"
local manifest <const> = require "ingot.batch.manifest"
local message <const> = require "ingot.message"
local native <const> = require "ingot.native"
local option <const> = require "ingot.option"
local script <const> = require "ingot.script"

-- Lists stay lists, also where they are empty.
local function list(items)
  return setmetatable(items, { __array = true })
end

---@param args { manifest: string, set: table<string, string> }
---@return integer exit_code
return function(args)
  option.begin(args.set)
  local value <const> = script.run(args.manifest, nil, "manifest")
  local unknown <const> = option.unknown()
  if unknown then
    error_.raise("usage", ("%s: %s"):format(args.manifest, unknown:gsub("the script", "the manifest")), 0)
  end
  local source <const> = assert(native.slurp(args.manifest))
  local plan <const> = manifest.read(value, args.manifest, source)
  for _, input in ipairs(plan.inputs) do
    list(input.sources)
    list(input.files)
  end
  native.tell(message.write { inputs = list(plan.inputs), jobs = list(plan.jobs) })
  return 0
end
