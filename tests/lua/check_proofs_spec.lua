-- What relations and conflicts find in made-up articles when each figure is read rightly: nothing in a
-- clean one, and the spoilt figure in one whose figures cannot all hold.

local forms = require "support.check_forms"
local perfect_reading = require "support.perfect_reading"
local random_of = require "support.random"
local rounds = require "support.rounds"
local slips = require "support.check_slips"
local writer = require "support.check_writer"

local conflicts <const> = require "ingot.check.conflicts"

local function quotes(conflict)
  local list <const> = {}
  for i, claim in ipairs(conflict.claims) do
    list[i] = claim.quote
  end
  return table.concat(list, " · ")
end

-- The conflict that names a figure, also by a claim that says the same.
local function is_named(found, figure)
  for _, conflict in ipairs(found) do
    for _, claim in ipairs(conflict.claims) do
      for _, copy in ipairs(conflict.copies and conflict.copies[claim] or { claim }) do
        if copy.figure == figure or claim.figure == figure then
          return true
        end
      end
    end
  end
  return false
end

describe("figures read rightly", function()
  it("of clean articles all hold", function()
    for n = 1, rounds(40) do
      local plan <const> = writer.article(random_of(n), forms.desks[n % #forms.desks + 1])
      local text <const>, figures <const> = writer.render(plan)
      local found <const> = conflicts.find(perfect_reading.of(figures, plan.world))
      assert.equal("consistent", found.verdict,
        found.conflicts[1] and n .. ": " .. quotes(found.conflicts[1]) .. "\n" .. text)
      assert.equal(0, #found.conflicts)
    end
  end)

  it("are refuted where one of them is spoilt, and it is named", function()
    local missed <const> = {}
    for n = 1, rounds(88) do
      local kind <const> = slips.kinds[n % #slips.kinds + 1]
      local article <const> = assert(slips.article(random_of(1000 + n), kind), kind.name)
      if article.is_provable and not article.slip.is_said then
        local found <const> = conflicts.find(perfect_reading.of(article.figures, article.world))
        if not is_named(found.conflicts, article.slip.figure) then
          local first <const> = found.conflicts[1]
          missed[#missed + 1] = ("%s %d, %s: %s, %s: %s"):format(kind.name, n, article.desk,
            article.slip.figure.digits, found.verdict, first and quotes(first) or "no conflict")
        end
      end
    end
    assert.same({}, missed)
  end)
end)
