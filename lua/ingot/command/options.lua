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

local units <const> = { K = 2^10, M = 2^20, G = 2^30 }

--- The bytes that a size stands for: a number with K, M or G (of 1,024 of the one before), as 1.5G.
---@param name string  the option's, for the error
---@param text string
---@return integer
function M.size(name, text)
  local number <const>, unit <const> = text:match "^(%d+%.?%d*)([KMG])$"
  local bytes <const> = number and math.tointeger(tonumber(number) * units[unit] // 1)
  if not bytes or bytes == 0 then
    error_.raise("command line", ("ingot: %s %s: a size such as 512M or 2G expected"):format(name,
      text), 0)
  end
  return bytes
end

return M
