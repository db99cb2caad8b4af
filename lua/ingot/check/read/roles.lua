-- What a figure is in its sentence: told by its unit and by what stands right before and after it,
-- as letters of atoms (see atoms.lua). Rules are asked in order, the first that fits decides; where
-- none fits the figure is not understood.

local words <const> = require "ingot.check.read.words"

local M = {}

---@alias ingot.check.Role "level"|"base"|"change"|"rate"|"share"|"contribution"|"none"

local LEFT <const>, RIGHT <const> = 14, 8 -- atoms looked at

-- Letters that may stand between a word of movement and its number.
local NEAR <const> = "[RobPFGVLxiha@W]*$"

---@class ingot.check.RoleRule
---@field role ingot.check.Role
---@field left? string|string[]   pattern of the letters before
---@field right? string           … after
---@field before? ingot.check.Role  role of the number before it
---@field ratio? boolean          what is spoken of is itself a percentage
---@field index? boolean          … or an index
---@field total? boolean          it is of the total
---@field signed? boolean         written with a sign
---@field plain? string           pattern that must not fit on the left
---@field seen? string            pattern somewhere in the sentence

---@type table<string, ingot.check.RoleRule[]>
local rules <const> = {
  ["%"] = {
    { role = "none", right = "^x", counted = true },
    { role = "level", right = "^oF", capacity = true },
    { role = "rate", right = "^R*[gd]c" },
    { role = "rate", left = "@Lq,?a$", right = "^,R*dc" },
    { role = "rate", left = "@L$", right = "^a%%R*[gd]" },
    { role = "rate", left = "[Pq]%($", before = "base" },
    { role = "base", left = "[udg%)]f$", ratio = true },
    { role = "base", left = "c[PGFx@]*$", ratio = true },
    { role = "base", left = "c[PGFx@i]*$", before = "share" },
    { role = "base", left = "f[P@]?$", seen = "[udgS]" },
    { role = "share", right = "^oc?[xWFGP@]", plain = "[ud]b?$" },
    { role = "share", right = "^[SW]", plain = "[ud]b?$" },
    { role = "share", left = "S[^;Judg]*t$" },
    { role = "share", left = "Uf?$" },
    { role = "rate", right = "^R*x?[gd]$" },
    { role = "rate", right = "^R*x?[gd][^%%qp#b]" },
    { role = "share", left = "S[^;J,udgR%%q#p]*$", plain = "[gud]$" },
    { role = "rate", right = "^R" },
    { role = "rate", right = "^%(R" },
    { role = "level", left = "t$", ratio = true },
    { role = "level", left = "[LtiP]$", index = true },
    { role = "share", left = "t$", seen = "S" },
    { role = "rate", left = "[ugd]" .. NEAR },
    { role = "rate", left = "R[oLxi]*$", plain = "S[^;J,]*$" },
    { role = "rate", left = "RxW,$", right = "^,", total = true },
    { role = "rate", left = "b$" },
    { role = "share", left = "GV$" },
    { role = "level", left = "[LitWV]$", ratio = true },
    { role = "level", left = "[(,a]$", ratio = true },
    { role = "rate", left = "[,a]$", before = "rate" },
    { role = "rate", left = "P,[Kx]$", before = "rate" },
    { role = "share", left = "V$" },
    { role = "rate", left = "[a(]$", before = "change" },
    { role = "share", left = "a$", before = "level", either = true },
    { role = "share", left = "[,aGx(;]$", before = "share" },
    { role = "rate", signed = true },
    { role = "share", left = "q,$", right = "^%)" },
    { role = "share", left = "G[:,]?q[,(]$", right = "^[,;)]*$" },
    { role = "share", left = "q[,;]?%(?$" , right = "^[%),;]", bracket = true },
    { role = "share", left = "[GxF]%($", seen = "[SWB]" },
    { role = "rate", left = "[GxF]%($", seen = "[ug]" },
    { role = "share", left = "[GxB]i?$", seen = "S" },
    { role = "share", left = "[Gx]%($" },
    { role = "rate", left = "[ugd][^;J%%q#]*$" },
    { role = "share", left = "S[^;Judg]*$" },
    { role = "share", left = "q%)?[%a,(]-,$", seen = "Y", plain = "[ugdR]" },
    { role = "share", left = "%%%)?a$", before = "share" },
    { role = "level", ratio = true },
  },
  q = {
    { role = "change", right = "^R*dc", plain = "[fc][P@]*$" },
    { role = "change", right = "^a%%R*dc", plain = "[fc][P@]*$" },
    { role = "change", left = "@L$", right = "^,?a%%,R*dc" },
    { role = "base", left = "f[P@]?$", seen = "[udg%%]" },
    { role = "change", left = "gc[PGF@x]*L$" },
    { role = "change", left = "g[io][PGFx@]*L$" },
    { role = "base", left = "c[PGFVx@Woi]*L?$" },
    { role = "base", left = "c[PGFVx@Woi]*%($" },
    { role = "base", left = "%%R*di$" },
    { role = "base", left = "qR%($", before = "change" },
    { role = "base", left = "P%($", old = true },
    { role = "base", left = "[a,]$", right = "^i?P", before = "base" },
    { role = "base", left = "c.?.?qi?P%(%%R*%)[a,]+$", right = "^i?P", before = "rate" },
    { role = "base", left = "cP,x$" },
    { role = "base", left = "f$" },
    { role = "level", left = "[Lt]$" },
    { role = "change", right = "^R*x?g$" },
    { role = "change", right = "^R*x?g[^%%qp#b]" },
    { role = "change", right = "^R*d[^%%qp#b]", left = "[b,a(]$" },
    { role = "change", left = "[ud][Rb]*$" },
    { role = "change", left = "g[RobL]*$" },
    { role = "change", left = "[ud]bR?$" },
    { role = "change", left = "%%R*%($", before = "rate" },
    { role = "change", left = "%%R*[a,]$", before = "rate", right = "^[R%),;]?$" },
    { role = "change", signed = true, seen = "[Rudg]" },
    { role = "level" },
  },
  p = {
    { role = "change", right = "^R*x?[gd]" },
    { role = "change", left = "[ugd][^;J%%qt]*$" },
    { role = "level", left = "[tL]$", index = true },
    { role = "base", left = "f[P@]?$" },
    { role = "base", left = "c[PGFVx@]*$" },
    { role = "change", left = "S[^;,J]*$" },
    { role = "change", left = "%($", signed = true },
    { role = "change", left = "[a,]$", before = "change" },
    { role = "change", signed = true },
    { role = "level", index = true },
  },
  ["#"] = {
    { role = "none", right = "^x", counted = true },
    { role = "none", left = "K$" },
    { role = "change", left = "[ud]b?$", index = true },
    { role = "change", left = "g[Ro]*$", index = true },
    { role = "base", left = "f[P@]?$", index = true },
    { role = "base", left = "c[PGFVx@]*$", index = true },
    { role = "level", index = true },
    { role = "change", left = "[ud]b$", large = true },
    { role = "base", left = "f[P@]?$", large = true, seen = "[udg]" },
    { role = "base", left = "c[PGFVx@]*$", large = true },
    { role = "level", left = "[Ltio,aV(]$", large = true, seen = "[FV]" },
  },
}

-- Whether a pattern fits anywhere in the sentence: asked once.
local function is_seen(pattern, facts)
  local known <const> = facts.known
  if known[pattern] == nil then
    known[pattern] = facts.letters:find(pattern) ~= nil
  end
  return known[pattern]
end

local function fits(rule, left, right, facts)
  return (not rule.left or left:find(rule.left))
    and (not rule.right or right:find(rule.right))
    and not (rule.plain and left:find(rule.plain))
    and (not rule.before or rule.before == facts.before)
    and not (rule.ratio and not facts.ratio) and not (rule.index and not facts.index)
    and not (rule.signed and not facts.signed) and not (rule.counted and not facts.counted)
    and not (rule.large and not facts.large) and not (rule.old and not facts.old)
    and not (rule.bracket and not facts.bracket) and not (rule.either and not facts.either)
    and not (rule.capacity and not facts.capacity)
    and (not rule.seen or is_seen(rule.seen, facts))
end

--- The role of the number at a place.
---@param letters string  of the sentence or clause
---@param at integer
---@param facts table     before, ratio, index, signed, counted, large, old, bracket, letters, and
---  known, a table kept for the sentence
---@return ingot.check.Role?
---@return ingot.check.RoleRule?
function M.of(letters, at, facts)
  local left <const> = letters:sub(math.max(1, at - LEFT), at - 1)
  local right <const> = letters:sub(at + 1, at + RIGHT)
  for _, rule in ipairs(rules[letters:sub(at, at)]) do
    if fits(rule, left, right, facts) then
      return rule.role, rule
    end
  end
end

--- The atom of movement that gives the number at a place its sign: the noun or adverb right behind it,
--- else the nearest before it.
---@param atoms ingot.check.Atom[]
---@param letters string
---@param at integer
---@return integer? place
function M.movement(atoms, letters, at)
  local behind <const> = letters:match("^R*x?()[gd]", at + 1)
    or letters:match("^,?a%%,?R*()dc", at + 1)
    or letters:sub(math.max(1, at - 6), at - 1):find "@Lq?,?a?$" and letters:match("^,R*()dc", at + 1)
  if behind and not letters:find("^[%%qp#b]", behind + 1) then
    return behind
  end
  for place = at - 1, math.max(1, at - 2 * LEFT), -1 do
    local c <const> = letters:sub(place, place)
    if (c == "u" or c == "g" or c == "d") and atoms[place].sense.move then
      return place
    elseif c == ";" then
      return nil
    end
  end
end

--- Whether what follows a bare number is something that is counted, not traded.
---@param atoms ingot.check.Atom[]
---@param at integer
function M.counted(atoms, at)
  for place = at + 1, math.min(#atoms, at + 3) do
    local atom <const> = atoms[place]
    if words.counted[atom.token.low] then
      return true
    elseif atom.c ~= "x" then
      return false
    end
  end
  return false
end

return M
