--- `ingot pack SOURCE… -o FILE`: reads files once and keeps what they hold as a snapshot, which opens
--- at once and knows its files.

local error_ <const> = require "ingot.error"
local native <const> = require "ingot.native"
local snapshot <const> = require "ingot.snapshot"
local source <const> = require "ingot.duty.source"
local terminal <const> = require "ingot.render.terminal"

local USAGE <const> = 64

---@param args table
---@return integer exit_code
return function(args)
  local wanted <const>, mistake = source.find(args)
  if wanted and not snapshot.is(args.output) then
    mistake = ("--output: a path that ends in '.arrow' expected, got '%s'"):format(args.output)
  end
  if mistake then
    native.say(2, ("ingot: pack: %s\n"):format(mistake))
    return USAGE
  end
  local data <close>, paths <const> = source.open(wanted)
  snapshot.save(data, args.output)
  local committed <const>, message <const>, kind <const> = native.commit()
  if not committed then
    error_.raise(kind, message, 0)
  end
  local rejects <const> = data:rejects()
  native.say(1, ("%s: %s from %s%s\n"):format(args.output, terminal.count(#data, "row"),
    terminal.count(#paths, "file"),
    rejects and ", " .. terminal.count(#rejects, "reject") or ""))
  return 0
end
