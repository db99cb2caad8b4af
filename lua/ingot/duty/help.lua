--- `ingot help NAME`: what is told of a function that scripts use.

local find <const> = require "ingot.help.find"
local native <const> = require "ingot.native"
local suggest <const> = require "ingot.suggest"
local text <const> = require "ingot.help.text"

local USAGE <const> = 64

-- What is told of what scripts use; nil and a message when nothing is called so.
local function of_scripts(name)
  local subject <const>, entries <const>, message <const> = find.find(name)
  if subject then
    return text.subject(subject, find.entries(subject))
  elseif #entries == 0 then
    return nil, message
  elseif #entries == 1 then
    return text.entry(entries[1])
  end
  return ("%s is asked of several:\n\n%s"):format(name, text.list(entries))
end

---@param args { name: string, commands: string[] }  commands: those there are
---@return integer exit_code
return function(args)
  local found <const>, message <const> = of_scripts(args.name)
  if found then
    native.say(1, found)
    return 0
  end
  local near <const> = suggest.did_you_mean(args.name, args.commands)
  native.say(2, "ingot: help: ", near ~= "" and message:gsub(" %(did you mean.*$", "") .. near or message,
    "\n")
  return USAGE
end
