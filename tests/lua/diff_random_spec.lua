-- `ingot diff` over made-up articles of which one thing is changed: every sentence that reads otherwise
-- is reported once and for that reason, and no other is.

local article = require "ingot.article"
local claims_json = require "ingot.render.claims"
local compare = require "ingot.command.diff.compare"
local native = require "ingot.native"
local random = require "support.random"
local rounds = require "support.rounds"
local small_cube = require "support.small_cube"
local text = require "ingot.command.diff.text"

local CODES <const> = { "429", "311", "136", "114", "142" }
local MONTHS <const> = { "2024-03", "2024-04", "2024-05", "2025-01", "2025-03", "2025-04", "2025-05" }

-- ---- an article as data ----

local sections <const> = {
  lead = function(a, cube, made)
    local total <const> = cube:measure("exports", made.period)
    a:say(made.wording .. " {total:" .. made.display .. "}, {total.mom:change} MoM.", { total = total })
    a:say("[Over {total.ytd.period} they came to {total.ytd}, {total.ytd_yoy:change} YoY.]",
      { total = total })
  end,
  members = function(a, cube, made)
    a:section "Destinations"
    a:say("{name} ranked {exports.rank:ordinal} with {exports:" .. made.display .. "}.",
      cube:by("partner"):top(3, "exports", made.period))
  end,
  rules = function(a, cube, made)
    a:section "Moves"
    a:paragraph():tell(cube:by("partner"):top(2, "exports", made.period), { made.rule })
  end,
  tables = function(a, cube, made)
    a:table("Shares", cube:by("partner"):top(4, "exports", made.period), {
      { "Partner", "{name}" }, { "Share", "{exports.share}" }, { "YoY", "[{exports.yoy}|—]" },
    })
  end,
  remark = function(a) a:remark "Grid work." end,
  notes = function(a) a:note { "76141000" } end,
}

local function levels_of(draw)
  local levels <const> = {}
  for _, code in ipairs(CODES) do
    levels[code] = {}
    for _, month in ipairs(MONTHS) do
      levels[code][month] = draw:below(9000) + 0.5 * draw:below(2000) + 1
    end
  end
  return levels
end

local function shuffled(list, draw)
  local copy <const> = table.move(list, 1, #list, 1, {})
  for i = #copy, 2, -1 do
    local j <const> = draw:below(i) + 1
    copy[i], copy[j] = copy[j], copy[i]
  end
  return copy
end

local function made_up(draw)
  return {
    levels = levels_of(draw), period = "2025-04", wording = "Exports came to", display = "t1",
    rule = "rank", hash = "xxh3:1",
    sections = shuffled({ "lead", "members", "rules", "tables", "remark", "notes" }, draw),
  }
end

local function copy(made)
  local other <const> = {}
  for name, value in pairs(made) do
    other[name] = value
  end
  return other
end

local function claims_of(made)
  local cube <const> = small_cube { levels = made.levels }:slice { hs = "76141000" }
  local a <const> = article.new { title = "Exports in {period}", period = made.period }
  for _, name in ipairs(made.sections) do
    sections[name](a, cube, made)
  end
  return native.json_decode((native.json_encode(claims_json.render(a:document(), {
    script = "a.lua", sources = { { path = "data.csv", rows = 9, hash = made.hash } },
  }))))
end

-- ---- what is changed, and which causes that may have ----

local function set(...)
  local causes <const> = {}
  for _, cause in ipairs { ... } do
    causes[cause] = true
  end
  return causes
end

local function without(list, name)
  local left <const> = {}
  for _, item in ipairs(list) do
    left[#left + 1] = item ~= name and item or nil
  end
  return left
end

local changes <const> = {
  nothing = { apply = function() end, causes = set() },
  data = {
    causes = set("revised data", "changed words", "another subject", "added", "removed", "moved"),
    apply = function(made, draw)
      local levels <const> = {}
      local revised <const> = draw:pick(CODES)
      for code, months in pairs(made.levels) do
        levels[code] = copy(months)
      end
      levels[revised][draw:pick { "2025-04", "2025-03", "2024-04" }] = draw:below(9000) + 1
      made.levels, made.hash = levels, "xxh3:2"
    end,
  },
  insert = {
    causes = set("added"), before = function(made, draw)
      made.inserted = draw:pick(made.sections)
      made.sections = without(made.sections, made.inserted)
    end,
    apply = function(made, draw)
      made.sections = table.move(made.sections, 1, #made.sections, 1, {})
      table.insert(made.sections, draw:below(#made.sections + 1) + 1, made.inserted)
    end,
  },
  delete = {
    causes = set("removed"),
    apply = function(made, draw) made.sections = without(made.sections, draw:pick(made.sections)) end,
  },
  order = {
    causes = set("moved"),
    apply = function(made, draw) made.sections = shuffled(made.sections, draw) end,
  },
  display = {
    causes = set("changed rule", "changed wording"),
    apply = function(made) made.display = "t0" end,
  },
  wording = {
    causes = set("changed wording"), apply = function(made) made.wording = "Exports totaled" end,
  },
  rule = {
    causes = set("another rule", "changed words", "another subject", "changed wording", "changed rule",
      "added", "removed"),
    apply = function(made) made.rule = "rank_kg" end,
  },
  period = {
    causes = set("new period", "another subject", "changed words", "added", "removed", "moved"),
    apply = function(made) made.period = "2025-05" end,
  },
}

local function names_of(list)
  local names <const> = {}
  for name in pairs(list) do
    names[#names + 1] = name
  end
  table.sort(names)
  return names
end

-- ---- what must hold of any comparison ----

local function tally(sentences, reported)
  local counts <const>, n = {}, 0
  for _, sentence in ipairs(sentences) do
    local key <const> = sentence.kind .. " " .. sentence.text
    counts[key] = (counts[key] or 0) + 1
  end
  for _, sentence in ipairs(reported) do
    local key <const> = sentence.kind .. " " .. sentence.text
    counts[key] = counts[key] - 1
    counts[key], n = counts[key] > 0 and counts[key] or nil, n + 1
  end
  return counts, n
end

local function check(old, new, compared, change)
  local reported <const> = { old = {}, new = {} }
  local at <const> = { old = {}, new = {} }
  for _, item in ipairs(compared.items) do
    for side, sentence in pairs { old = item.old, new = item.new } do
      if not item.hidden then
        assert.is_nil(at[side][sentence], "reported twice")
        at[side][sentence] = true
        table.insert(reported[side], sentence)
      end
    end
    for _, cause in ipairs(item.causes) do
      assert(change.causes[cause], ("%s: %s"):format(cause, text.people(compared)))
    end
    local alike <const> = item.old and item.new and item.old.text == item.new.text
    local shows <const> = not alike or item.hidden or #item.changes > 0
    assert(shows or item.causes[1] == "moved", text.people(compared))
  end
  -- What is reported of neither reads the same in both.
  assert.same((tally(old.sentences, reported.old)), (tally(new.sentences, reported.new)))
  assert.equal(#compared.items > 0 or #compared.sources > 0, text.differs(compared))
end

describe("ingot diff", function()
  for _, name in ipairs(names_of(changes)) do
    it("reports each sentence that reads otherwise, once and why: " .. name, function()
      local change <const>, n = changes[name], 0
      for round = 1, rounds(6) do
        local draw <const> = random(round)
        local made <const> = made_up(draw)
        if change.before then
          change.before(made, draw)
        end
        local other <const> = copy(made)
        change.apply(other, draw)
        local old <const>, new <const> = claims_of(made), claims_of(other)
        local compared <const> = compare.of(old, new)
        check(old, new, compared, change)
        n = n + #compared.items
        assert.equal("", text.people(compare.of(old, old)))
      end
      assert((n > 0) == (name ~= "nothing"))
    end)
  end
end)
