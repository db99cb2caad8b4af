--- How a command's options are declared and read: argparse, without its printing and exiting.

local argparse <const> = require "argparse"
local error_ <const> = require "ingot.error"

local M = {}

local HELP <const> = {} -- raised when --help is met, however wrong the rest is

--- The parser of a command, with `-h, --help` beside what it defines.
---@param command ingot.Command
---@return table parser
function M.parser(command)
  local parser <const> = argparse("ingot " .. command.name, command.summary)
  parser:add_help(false)
  parser:help_max_width(100)
  parser:flag("-h --help", "print this help"):action(function()
    error(HELP, 0)
  end)
  command.define(parser)
  return parser
end

-- argparse's handler turns what an action raised into text; this keeps it.
local function parse_or_help(parser, words)
  local problem
  local ok <const>, result <const> = pcall(parser._parse, parser, words, function(_, message)
    problem = message
    error(message, 0)
  end)
  if ok then
    return result
  elseif result == HELP then
    return "help"
  elseif problem then
    return nil, problem
  end
  error(result, 0)
end

--- Reads the words after the command's name.
---@param parser table
---@param words string[]
---@return table|"help"|nil args  nil when the words are wrong: then with a message
---@return string? message
function M.parse(parser, words)
  local args <const>, message <const> = parse_or_help(parser, words)
  if not args then
    local text <const> = message:gsub("\n+", " "):gsub("^%u%l", string.lower)
      :gsub(" Did you mean ('.-')%?$", " (did you mean %1?)")
    return nil, text
  end
  return args
end

local sizes <const> = { { "G", 2^30 }, { "M", 2^20 }, { "K", 2^10 } }
local times <const> = { { "h", 3600 }, { "m", 60 }, { "s", 1 }, { "ms", 0.001 } }

-- A number with one of some units behind it, in the smallest unit; nil when the text is none, or
-- stands for nothing.
local function measured(text, units)
  local number <const>, unit <const> = text:match "^(%d+%.?%d*)(%a+)$"
  for _, known in ipairs(number and units or {}) do
    if known[1] == unit then
      local value <const> = tonumber(number) * known[2]
      return value > 0 and value < 2^53 and value or nil
    end
  end
end

-- The number in the largest unit that leaves a whole one; else `fallback`.
local function whole(value, units, fallback)
  for _, unit in ipairs(units) do
    local number <const> = value / unit[2]
    if number >= 1 and math.abs(number - math.floor(number + 0.5)) < 1e-9 * number then
      return ("%d%s"):format(math.floor(number + 0.5), unit[1])
    end
  end
  return fallback
end

--- The bytes that a size stands for: a number with K, M or G (of 1,024 of the one before), as 1.5G;
--- nil for "none".
---@param name string  the option's, for the error
---@param text string
---@return integer?
function M.size(name, text)
  local bytes <const> = text ~= "none" and measured(text, sizes)
  if bytes == nil or bytes and bytes < 1 then
    error_.raise("command line", ("ingot: %s %s: a size such as 512M or 2G expected, or none"):format(
      name, text), 0)
  end
  return bytes and math.tointeger(bytes // 1) or nil
end

--- The seconds that a duration stands for: a number with ms, s, m or h, as 1.5m; nil for "none".
---@param name string  the option's, for the error
---@param text string
---@return number?
function M.duration(name, text)
  local seconds <const> = text ~= "none" and measured(text, times)
  if seconds == nil then
    error_.raise("command line", ("ingot: %s %s: a duration such as 60s, 2m or 500ms expected, or "
      .. "none"):format(name, text), 0)
  end
  return seconds or nil
end

--- A size as the command line takes it: "2G".
---@param bytes integer
---@return string
function M.size_text(bytes)
  return whole(bytes, sizes, ("%dK"):format(math.ceil(bytes / 2^10)))
end

--- A duration as the command line takes it: "60s".
---@param seconds number
---@return string
function M.duration_text(seconds)
  return whole(seconds, { times[3], times[4] }, ("%.3gs"):format(seconds))
end

-- The limits of a worker: field → option, how its text is read, what it says of itself.
local limits <const> = {
  { "memory", "SIZE", M.size, "most memory that data and Lua may take together" },
  { "time", "DURATION", M.duration, "most time that may pass" },
  { "cpu", "DURATION", M.duration, "most processor time, of all threads together" },
  { "output", "SIZE", M.size, "most bytes that may be printed and written" },
}

--- Adds `--memory`, `--time`, `--cpu` and `--output`, as far as there is a default for them.
---@param parser table
---@param defaults table<string, string>  "none": no limit
function M.define_limits(parser, defaults)
  for _, limit in ipairs(limits) do
    local default <const> = defaults[limit[1]]
    if default then
      parser:option("--" .. limit[1], limit[4] .. "; none lifts it"):argname(limit[2]):default(default)
    end
  end
end

-- Of commands that read and print, however much that is.
local READING <const> = { memory = "2G", time = "none" }

--- Adds the options of limits that all commands have which read what others wrote, and run nothing.
---@param parser table
function M.define_reading(parser)
  M.define_limits(parser, READING)
end

--- The limits that the words of these options mean.
---@param args table
---@return ingot.Limits
function M.limits(args)
  local read <const> = {}
  for _, limit in ipairs(limits) do
    local text <const> = args[limit[1]]
    read[limit[1]] = text and limit[3]("--" .. limit[1], text) or nil
  end
  return read
end

return M
