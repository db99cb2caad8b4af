--- `ingot diff OLD.claims.json NEW.claims.json`: what changed between two runs of an article. As
--- diff(1), it is silent and gives 0 when nothing did, 1 when something did.

local claims_file <const> = require "ingot.command.claims_file"
local compare <const> = require "ingot.command.diff.compare"
local error_ <const> = require "ingot.error"
local native <const> = require "ingot.native"
local text <const> = require "ingot.command.diff.text"

---@param args { old: string, new: string, json?: boolean }
---@return integer exit_code
return function(args)
  local old <const>, new <const> = claims_file.load(args.old), claims_file.load(args.new)
  if old.language and new.language and old.language ~= new.language then
    error_.raise("data", ("%s: its sentences are in '%s', those of %s in '%s'; compare files of "
      .. "one language"):format(args.new, new.language, args.old, old.language), 0)
  end
  local compared <const> = compare.of(old, new)
  native.say(1, args.json and text.json(compared) or text.people(compared))
  return text.differs(compared) and 1 or 0
end
