-- What is something and would be printed as nothing, or less than all and would be printed as all:
-- "less than 0.1%" for 0.0%, "less than 100 mt" for 0 mt, "more than 99.9%" for 100.0%; in a table
-- "<0.1%". What reads as flat is meant to be none. The figure is then the bound, one unit in the last
-- place away, and its display says so: mode "below" or "above".

local display_ <const> = require "ingot.display"
local figures <const> = require "ingot.finish.figures"
local number <const> = require "ingot.number"
local words <const> = require "ingot.finish.words"

local M = {}

local HUNDRED <const> = number.exact(100)

-- Whether a rate has all of something for its end: a share, or a fall.
local function ends_at_all(claim)
  return claim.unit == "%" and (claim.kind == "share"
    or claim.base_period ~= nil and number.sign(claim.value) < 0)
end

-- "below" for something printed as 0, "above" for not quite all printed as 100; or nil. A number below
-- zero that is printed with its sign has no such words.
local function bound_of(span, flat)
  local claim <const>, display <const> = span.claim, span.display
  if not claim.value or display.unit == "" or not display.decimals
    or not span.size and number.sign(claim.value) < 0 then
    return nil
  elseif not span.text:find "[1-9]" then
    return (claim:sign(flat) or 0) ~= 0 and "below" or nil
  end
  local near <const> = ends_at_all(claim)
    and number.compare(number.abs(claim.value), HUNDRED) < 0
  return near and span.text:find "^100%.?0*$" and "above" or nil
end

local function bound_text(bound, display, lang)
  local step <const> = number.shift(number.exact(1), -display.decimals)
  local value <const> = bound == "below" and step or number.sub(HUNDRED, step)
  return display_.show(value, display.unit, figures.changed(display, { mode = "round" }), lang)
end

local function put_before(figure, word)
  local among <const>, at <const> = figure.among, figure.at
  local before <const> = among[at - 1]
  local begins <const> = not figure.cell and (at == 1 or at == 2 and before == "")
  local said <const> = begins and word:gsub("^%l", string.upper) or word
  if type(before) == "string" then
    among[at - 1] = before .. said
  else
    table.insert(among, at, said)
  end
end

--- Says of figures of a document that are too small or too large for their decimals that they are
--- below or above what can be printed.
---@param document ingot.Document  changed in place
function M.run(document)
  local flat <const> = document.thresholds and document.thresholds.flat
  local own <const> = words[document.lang]
  local all <const> = figures.all(document)
  local charts <const> = figures.of_charts(document)
  table.move(charts, 1, #charts, #all + 1, all)
  for i = #all, 1, -1 do -- from behind: what is put in moves what stands behind it
    local figure <const> = all[i]
    local span <const> = figure.span
    local bound <const> = bound_of(span, flat)
    if bound then
      span.text = bound_text(bound, span.display, document.lang)
      span.display = figures.changed(span.display, { mode = bound })
      for _, word in ipairs(own.vague) do -- "only less than"
        figures.drop(figure, word)
      end
      put_before(figure, (figure.cell and words.cell or own)[bound])
    end
  end
end

return M
