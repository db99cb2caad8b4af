--- Reads a shared input of a batch, in a worker, into the memory that its jobs will have.

local error_ <const> = require "ingot.error"
local native <const> = require "ingot.native"
local read <const> = require "ingot.read"
local snapshot <const> = require "ingot.snapshot"

---@param args { name: string, sources: string[], options: ingot.ReadOptions }
---@return integer exit_code
return function(args)
  local sources <const> = args.sources
  local data <const> = snapshot.is(sources[1]) and snapshot.open(sources[1])
    or read.read(sources, args.options)
  local filled <const>, message <const>, kind <const> = native.fill(data, snapshot.about(data))
  if not filled then
    error_.raise(kind, ("input '%s': %s"):format(args.name, message), 0)
  end
  for _, warning in ipairs(read.warnings()) do
    native.say(2, ("%s: warning: %s\n"):format(warning.file == "" and args.name or warning.file,
      warning.message))
  end
  return 0
end
