--- A made-up article with one slip, and whether its text proves it.

local forms <const> = require "support.check_forms"
local hull <const> = require "support.check_hull"
local kinds <const> = require "support.check_slip_kinds"
local writer <const> = require "support.check_writer"

local M = { kinds = kinds }

local TRIES <const> = 60

--- An article with one slip of a kind, provable from its text if one of a few tries gives such a
--- one.
---@param random support.Random
---@param kind support.SlipKind
---@return { text: string, figures: support.WorldFigure[], slip: table, is_provable: boolean }?
function M.article(random, kind)
  local best
  for _ = 1, TRIES do
    local desk <const> = random:pick(forms.desks)
    if not kind.desks or kind.desks[desk.name] then
      local plan <const> = writer.article(random, desk, kind.now)
      local _, clean <const> = writer.render(plan)
      local slip <const> = kind.plant(random, plan, clean)
      if slip then
        local text <const>, figures <const> = writer.render(plan)
        local is_printed = slip.figure == nil
        for _, fig in ipairs(figures) do
          is_printed = is_printed or fig == slip.figure
        end
        local is_provable <const> = slip.is_said or hull.is_refuted(figures, plan.world.main)
        best = is_printed and { text = text, figures = figures, slip = slip,
          world = plan.world, is_provable = is_provable, desk = desk.name, format = desk.format or "txt" } or best
        if is_printed and is_provable then
          return best
        end
      end
    end
  end
  return best
end

return M
