--- Prints what is new between two runs of a script that is watched.

local native <const> = require "ingot.native"
local news <const> = require "ingot.command.diff.news"

---@param args { before: string[], now: string[] }  claims files
---@return integer exit_code
return function(args)
  native.say(1, news.between(args.before, args.now))
  return 0
end
