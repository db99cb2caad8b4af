-- The grammar of templates. A template is literal text, slots and optional parts:
--
--   {total}                      a value as it prints itself
--   {total.mom:change}           a value in a format
--   {total.mom|total.yoy:but}    two values in one format
--   {total.yoy:change:percent1}  a format, and how its number is shown
--   [, {total.mom:change} MoM]   left out when a value in it is unknown
--   [, {a}[ and {b}]]            so may a part of it
--   [{a} and {b}|{a}|{b}]        the first alternative of which all values are known
--   {{ }} [[ ]] ||               literal braces; brackets, outside of any; a bar, inside them

local lpeg = require "lpeg"

---@class ingot.Literal
---@field literal string
---@field at integer byte position in the template

---@class ingot.Slot
---@field paths string[][] {{"total", "mom"}, {"total", "yoy"}}
---@field format string?
---@field rule string? the name of a display
---@field at integer byte position of its first name; of the format and the rule likewise
---@field format_at integer?
---@field rule_at integer?

---@class ingot.Optional
---@field alternatives ingot.Part[][]

---@alias ingot.Part ingot.Literal|ingot.Slot|ingot.Optional

local M = {}

local P, R, S, V = lpeg.P, lpeg.R, lpeg.S, lpeg.V
local C, Cg, Cmt, Cp, Cs, Ct = lpeg.C, lpeg.Cg, lpeg.Cmt, lpeg.Cp, lpeg.Cs, lpeg.Ct

-- Ends the match here with a problem, { message, at }.
local function stop(message)
  return Cmt(P(true), function(_, at) error({ message = message, at = at }, 0) end)
end

local blank = S " \t\n" ^ 0
local word = C((R("az", "AZ", "09", "\128\255") + "_") ^ 1)
local name = blank * (word + stop "a name expected") * blank
local path = Ct(name * ("." * name) ^ 0)
local format = blank * Cg(Cp(), "format_at") * Cg(word + stop "a format expected", "format") * blank
local rule = blank * Cg(Cp(), "rule_at") * Cg(word + stop "a display expected", "rule") * blank

local slot = Ct("{" * blank * Cg(Cp(), "at") * Cg(Ct(path * ("|" * path) ^ 0), "paths")
  * (":" * format * (":" * rule) ^ -1) ^ -1 * (P "}" + stop "'}' expected"))

-- Literal text without special characters, some of which stand for themselves when doubled.
local function literal(special, doubled)
  local text = 1 - S(special)
  for character in doubled:gmatch "." do
    text = text + P(character:rep(2)) / character
  end
  return Ct(Cg(Cp(), "at") * Cg(Cs(text ^ 1), "literal"))
end

local lone_brace = #P "}" * stop "'}' without '{' (a literal one is '}}')"

-- `[[` and `]]` are literal at the outside only: inside, two optional parts may end together.
local template = P {
  Ct((literal("{}[]", "{}[]") + slot + V "optional") ^ 0)
    * (-P(1) + lone_brace + stop "']' without '[' (a literal one is ']]')"),
  optional = Ct("[" * Cg(Ct(V "alternative" * ("|" * V "alternative") ^ 0), "alternatives")
    * (P "]" + lone_brace + stop "']' expected")),
  alternative = Ct((literal("{}[]|", "{}|") + slot + V "optional") ^ 0),
}

--- Takes a template apart.
---@param text string
---@return ingot.Part[]? parts
---@return { message: string, at: integer }? problem
function M.parse(text)
  local fine, result = pcall(template.match, template, text)
  if fine then return result end
  if type(result) ~= "table" then error(result, 0) end
  return nil, result
end

return M
