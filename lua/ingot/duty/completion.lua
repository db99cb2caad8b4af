--- `ingot completion bash|zsh`: writes out what completes the commands, with the names that `ingot help`
--- knows of.

local find <const> = require "ingot.help.find"
local native <const> = require "ingot.native"
local shells <const> = require "ingot.command.completion.shells"

-- What more the argument of a command may be.
local words_of <const> = {
  help = function()
    local words <const> = {}
    for i, entry in ipairs(find.all()) do
      words[i] = entry.called:gsub(":", ".")
    end
    return words
  end,
}

---@param args { shell: "bash"|"zsh", commands: ingot.CompletionCommand[] }
---@return integer exit_code
return function(args)
  for _, command in ipairs(args.commands) do
    local more <const> = words_of[command.name] and words_of[command.name]() or {}
    table.move(more, 1, #more, #command.words + 1, command.words)
  end
  native.say(1, shells[args.shell](args.commands))
  return 0
end
