-- The formats of a slot, `{claim:format}`: one entry a format, by the words of the language. An entry
-- says what it takes, whether it can do without a number ("up from none"), where it has a place at
-- all, and makes the spans: strings, and numbers as { claim, text, display }. Every number keeps the
-- display it was printed by. The formats are in format/, a file a kind.

local change = require "ingot.phrase.format.change"
local counted = require "ingot.phrase.format.counted"
local figure = require "ingot.phrase.format.figure"
local kinds = require "ingot.phrase.format.kinds"
local word = require "ingot.phrase.format.word"

---@class ingot.Span
---@field claim ingot.Claim
---@field text string the number as printed, without the words and unit around it
---@field display ingot.Display
---@field size true? printed without its sign, which words around it say

---@class ingot.Format
---@field takes string[]|string[][] names of `M.kinds`, one a claim; or several such lists
---@field rateless boolean? also takes a change that has no rate: from none, from a low base
---@field turned boolean? also takes one of sign, or of a level below zero
---@field fits? fun(env: table, ...: any): boolean whether the word has a place; it goes in [ ]
---@field unfit string? why it has none, for messages
---@field spans fun(env: table, rule: ingot.Display?, ...: any): (string|ingot.Span)[]

local M = { kinds = kinds, number = figure.number, amount = figure.amount }

local formats = {} ---@type table<string, ingot.Format>

for _, some in ipairs { change, counted, word } do
  for name, entry in pairs(some) do formats[name] = entry end
end

-- A claim without its sign: "5.3%", for words that say the direction.
formats.amount = { takes = { "claim" }, spans = function(env, rule, claim)
  return figure.amount(claim, rule, env.lang)
end }

-- The same of a change in percent.
formats.percent = { takes = { "growth" }, spans = formats.amount.spans }

--- The formats of claims by language: the same, by the words of each.
---@type table<string, table<string, ingot.Format>>
M.claims = { en = formats, zh = formats }

--- The format of a list that goes on: "A, B, C", for ", and other countries" behind it.
M.open_list = "commas"

--- The formats of periods: "January to April", "2025".
---@type table<string, fun(period: ingot.Period, lang: string): string>
M.periods = require "ingot.phrase.format.periods"

return M
