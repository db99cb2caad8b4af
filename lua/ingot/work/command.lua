--- A command that runs in a worker as it stands.

local commands <const> = require "ingot.command"

---@param args { command: string, args: table }
---@return integer exit_code
return function(args)
  return commands.load(args.command).run(args.args)
end
