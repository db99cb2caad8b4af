-- What is done to a document when all of it has been said, and before it is rendered: passes that
-- look at several figures at once. None changes a claim; each changes how a figure is printed, and
-- says so in its display, or adds a note at the end.

local bounds <const> = require "ingot.finish.bounds"
local document_ <const> = require "ingot.document"
local figures <const> = require "ingot.finish.figures"
local recompute <const> = require "ingot.finish.recompute"
local shares <const> = require "ingot.finish.shares"
local suggest <const> = require "ingot.suggest"

local M = {}

---@class ingot.FinishOptions
---@field shares? "footnote"|"apportion"|"plain"  of printed shares that make up their whole and do
---   not add up to 100% as rounded: a note says so (default), they are apportioned, or nothing
---@field recompute? boolean  whether levels are printed as fine as it takes for a reader to get the
---   printed changes and shares out of them; a note names those that cannot be had so

local both <const> = 'article: shares = "apportion" and recompute = true: nobody recomputes an '
  .. 'apportioned share; shares = "footnote" or "plain" expected'

--- The options of these passes among the fields of an article; nil and a message when they are wrong.
---@param spec table
---@return ingot.FinishOptions?
---@return string? message
function M.options(spec)
  local wanted <const>, again <const> = spec.shares or "footnote", spec.recompute
  if not shares.ways[wanted] then
    return nil, ("article: shares = %s: \"apportion\", \"footnote\" or \"plain\" expected%s"):format(
      tostring(wanted), suggest.did_you_mean(tostring(wanted), suggest.names(shares.ways)))
  elseif again ~= nil and type(again) ~= "boolean" then
    return nil, ("article: recompute: true or false expected, got %s"):format(type(again))
  elseif again and wanted == "apportion" then
    return nil, both
  end
  return { shares = wanted, recompute = again }
end

--- A document as it is rendered; the one given stays as it is.
---@param document ingot.Document
---@param options ingot.FinishOptions
---@return ingot.Document
function M.document(document, options)
  local finished <const> = figures.copy(document)
  local notes <const> = {}
  if options.recompute then
    notes[#notes + 1] = recompute.run(finished)
  end
  notes[#notes + 1] = shares.run(finished, options.shares)
  for _, note in ipairs(notes) do
    note.added = true -- the script said nothing of it
    finished.blocks[#finished.blocks + 1] = { kind = "note", sentences = { note } }
  end
  bounds.run(finished)
  for _, block in ipairs(finished.blocks) do
    block.alt = block.description and document_.line(block.description)
  end
  return finished
end

return M
