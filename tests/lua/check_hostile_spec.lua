-- Texts that nobody means well: each is checked in bounded time, and what is not looked at is said. Then
-- articles that were damaged: nothing raises, the JSON is whole, and what a result names stands where
-- it says. INGOT_TEST_ROUNDS asks for longer texts and more damage.

local check <const> = require "ingot.check"
local json <const> = require "ingot.check.report.json"
local native <const> = require "ingot.native"
local report <const> = require "ingot.check.report"
local rounds <const> = require "support.rounds"

local ROUNDS <const> = rounds(12)
local SIZE <const> = 400 * math.max(math.min(ROUNDS, 2500), 12) -- bytes: 4,800 to a million

local function filled(piece)
  return piece:rep(SIZE // #piece)
end

-- Pieces that differ: `%d` is a number.
local function counted(form)
  local pieces <const> = {}
  for i = 1, SIZE // #form do
    pieces[i] = form:gsub("%%d", tostring(7 * i % 9000 + 1000))
  end
  return table.concat(pieces)
end

local texts <const> = {
  ["words.txt"] = filled "some words without sense ", ["one_word.txt"] = filled "a",
  ["numbers.txt"] = filled "12.5 ", ["lines.txt"] = filled "12.5 mt\n", ["groups.txt"] = filled "123 ",
  ["strokes.txt"] = filled "1/", ["minus.txt"] = filled "-5", ["one_number.txt"] = "Exports: "
    .. filled "9" .. " mt.", ["commas.txt"] = filled "1,", ["points.txt"] = filled "1.",
  ["brackets.txt"] = filled "(", ["quotes.txt"] = filled '"', ["links.md"] = filled "[a](b",
  ["months.txt"] = filled "January to ", ["rates.txt"] = filled "up 5% MoM ",
  ["ordinals.txt"] = filled "the first ", ["years.txt"] = filled "2025 ",
  ["respectively.txt"] = ("Iraq, "):rep(SIZE // 12) .. ("5, "):rep(SIZE // 6) .. "mt respectively.",
  ["ranked.txt"] = filled "Iraq ranked first with 5 mt. ",
  ["contradictions.txt"] = counted "Exports of alumina reached %d mt in May 2025, up 5% MoM. ",
  ["members.txt"] = counted "Exports to Iraq were %d mt in May 2025, or 9% of the total.\n\n",
  ["rows.md"] = "| Country | Exports (mt) |\n|---|---|\n" .. counted "| Iraq | %d |\n",
  ["markers.md"] = filled "*_`#~>-", ["stars.md"] = filled "*a ", ["setext.md"] = filled "a\n=\n",
  ["cells.md"] = filled "|a\n", ["lists.md"] = ("%"):rep(SIZE // 100):gsub("()%%", function(i)
    return ("  "):rep(i % 100) .. "- a 5 mt\n"
  end),
  ["deep.html"] = filled "<div>" .. "Exports were 12 mt in May 2025." .. filled "</div>",
  ["lists.html"] = filled "<ul><li>5 mt", ["paragraphs.html"] = filled "<p>12 mt",
  ["open.html"] = filled "<a ", ["tables.html"] = filled "<table><tr><td>", ["angles.html"] = filled "<",
  ["entities.html"] = filled "&amp;", ["ampersands.html"] = filled "&", ["comments.html"] = filled "<!--",
  ["zeros.txt"] = "a" .. filled "\0", ["no_utf8.txt"] = filled "\xff", ["half_utf8.html"] = filled "\xe4\xb8",
  ["chinese.txt"] = filled "中国出口12万吨，", ["blanks.txt"] = "a" .. filled " " .. "5 mt",
}

local function names_of(list)
  local names <const> = {}
  for name in pairs(list) do
    names[#names + 1] = name
  end
  table.sort(names)
  return names
end

-- Checks, renders, and looks whether what is named stands where the result says.
local function whole(bytes, name)
  local result <const> = check.article(bytes, { name = name })
  local told <const> = native.json_decode(json.render { result })
  assert.equal(#result.claims, #told.claims, name)
  assert.equal("string", type(report.text(result)), name)
  local as_written <const> = not bytes:find "[&\\\xC2\xE2]" -- neither entities nor blanks inside figures
  for _, claim in ipairs(result.claims) do
    assert.is_true(claim.offset >= 0 and claim.offset + claim.length <= #bytes, name)
    local from <const> = claim.digits_offset + 1
    local digits <const> = bytes:sub(from, from + #claim.digits - 1)
    if as_written and not claim.digits:find "[^%w.,]" then
      assert.equal(claim.digits, digits, name)
    end
  end
  for _, one in ipairs(result.not_understood) do
    assert.is_true(one.offset >= 0 and one.offset < #bytes, name)
  end
  for _, finding in ipairs(told.findings) do
    assert.is_true(#finding.proof > 0, name)
    local repair <const> = finding.repair
    if type(repair) == "table" and repair.offset then
      assert.is_true(repair.offset >= 0 and repair.offset + #repair.from <= #bytes, name)
    end
  end
  return result
end

describe("a hostile text", function()
  local most_seconds <const> = 5 -- of a build that is not optimised

  for _, name in ipairs(names_of(texts)) do
    it("is checked in bounded time: " .. name, function()
      local from <const> = os.clock()
      whole(texts[name], name)
      assert.is_true(os.clock() - from < most_seconds, ("%.1f s"):format(os.clock() - from))
    end)
  end

  it("is read up to the bounds, and the result says what was not looked at", function()
    local long <const> = ("12 mt "):rep(11000) -- a paragraph above 64 kB
    local result <const> = whole("Exports were 5 mt.\n\n" .. long, "long.txt")
    assert.same({ { offset = 20, length = #long, why = "a longer paragraph than an article has" } },
      result.unread)
    assert.equal(20, native.json_decode(json.render { result }).unread[1].offset)
    assert.truthy(report.text(result):find("66,000 bytes from byte 20 on not looked at: "
      .. "a longer paragraph than an article has", 1, true))
  end)

  it("with more figures than an article has is read up to there", function()
    local line <const> = "Exports were 12 mt in May 2025.\n\n"
    local result <const> = whole(line:rep(1600), "many.txt")
    assert.equal(1500, #result.claims)
    assert.same({ { offset = 1500 * #line, length = 100 * #line, why = "more figures than an article has" } },
      result.unread)
  end)
end)

-- ---- articles that were damaged ----

local articles <const> = {}
for _, path in ipairs { "articles/cable_april.txt", "desks/19_pork_eu.md", "desks/12_rare_earths.html" } do
  local file <const> = assert(io.open("tests/check/" .. path, "rb"))
  articles[#articles + 1] = { bytes = file:read "a", name = path }
  file:close()
end

local state
local function random(n)
  state = state * 6364136223846793005 + 1442695040888963407
  return (state >> 33) % n + 1
end

local damages <const> = {
  function(text) return text:sub(1, random(#text)) end,
  function(text) return text:sub(random(#text)) end,
  function(text) -- a piece twice
    local from <const> = random(#text)
    local to <const> = math.min(#text, from + random(400))
    return text:sub(1, to) .. text:sub(from)
  end,
  function(text) -- a piece lost
    local from <const> = random(#text)
    return text:sub(1, from - 1) .. text:sub(from + random(60))
  end,
  function(text) -- two halves in the other order
    local at <const> = random(#text)
    return text:sub(at + 1) .. text:sub(1, at)
  end,
  function(text) -- bytes flipped
    for _ = 1, 5 do
      local at <const> = random(#text)
      text = text:sub(1, at - 1) .. string.char(random(256) - 1) .. text:sub(at + 1)
    end
    return text
  end,
  function(text) -- digits changed
    return (text:gsub("%d", function(digit)
      return random(20) == 1 and tostring(random(10) - 1) or digit
    end))
  end,
}

describe("an article that was damaged", function()
  it("is checked, and what the result names stands where it says", function()
    for round = 1, ROUNDS do
      state = 100 + round
      local article <const> = articles[random(#articles)]
      local text = article.bytes
      for _ = 1, random(3) do
        text = #text > 0 and damages[random(#damages)](text) or text
      end
      local ok <const>, message <const> = pcall(whole, text, article.name)
      assert.is_true(ok, ("round %d: %s"):format(round, tostring(message)))
    end
  end)
end)
