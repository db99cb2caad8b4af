-- What is told of functions: of every one, in the words of its annotations, with an example.

local annotations <const> = require "ingot.help.annotations"
local find <const> = require "ingot.help.find"
local program <const> = require "support.program"
local subjects <const> = require "ingot.help.subjects"

describe("the annotations", function()
  it("tell of every function that scripts use, each with an example that names it", function()
    local lacking <const>, count = {}, 0
    for _, entry in ipairs(find.all()) do
      local doc <const> = entry.doc
      local example <const> = doc and table.concat(doc.example, "\n") or ""
      count = count + 1
      if not doc or #doc.text == 0 or not example:find(entry.name, 1, true) then
        lacking[#lacking + 1] = entry.called
      end
    end
    assert.same({}, lacking)
    assert.is_true(count > 180, count)
  end)

  it("have examples that Lua can read", function()
    for _, entry in ipairs(find.all()) do
      local example <const> = table.concat(entry.doc.example, "\n")
      assert.is_truthy(load(example, "=" .. entry.called, "t") or load("return " .. example), entry.called
        .. "\n" .. example)
    end
  end)

  it("say what a parameter is of every one they declare", function()
    local lacking <const> = {}
    for _, entry in ipairs(find.all()) do
      local doc <const> = entry.doc
      local named <const> = {}
      for _, each in ipairs(doc.takes) do
        named[each.name:gsub("%?$", "")] = true
      end
      for name in doc.params:gmatch "[%w_.]+" do
        lacking[#lacking + 1] = not named[name] and entry.called .. " " .. name or nil
      end
    end
    assert.same({}, lacking)
  end)

  it("are those of the subjects' own tables: what the library keeps for itself is there", function()
    for _, subject in ipairs(subjects) do
      local present <const> = subject.names()
      for name in pairs(subject.own or {}) do
        assert.is_not_nil(present[name], subject.name .. " has no " .. name)
      end
      assert.is_true(#find.names(subject) > 0, subject.name)
    end
  end)

  it("are read as they stand", function()
    local found <const> = annotations.parse [[
local stl <const> = require "ingot.series.stl"

--- The first n. Then
--- more of it.
---
---     print(T:first(2))
---
---@param n? integer  how many,
---   10 by default
---@return ingot.Table|nil rest
function T:first(n)
end

M.stl, M.adjust = stl.stl, stl.adjust
]]
    assert.same({ "T.first" }, found.order)
    local doc <const> = found.docs["T.first"]
    assert.same({ "The first n. Then", "more of it." }, doc.text)
    assert.same({ "print(T:first(2))" }, doc.example)
    assert.same({ { name = "n?", type = "integer", text = "how many, 10 by default" } }, doc.takes)
    assert.same({ { type = "ingot.Table|nil rest", text = "" } }, doc.gives)
    assert.same({ true, "n", 11 }, { doc.colon, doc.params, doc.line })
    assert.same({ ["M.stl"] = { "stl", "stl" }, ["M.adjust"] = { "stl", "adjust" } }, found.same)
    assert.same({ stl = "series.stl" }, found.requires)
  end)
end)

describe("ingot help", function()
  it("tells all of a function, with a colon or a dot", function()
    local told <const> = program.ingot("help", "table:top")
    assert.same({ 0, "" }, { told.code, told.err })
    assert.equal([[
table:top(n, options) → ingot.Query

    The n largest rows by one column, largest first; missing cells never enter. `within`: of each
    group of equal values there, groups in order of first appearance. `others`: one more row for what
    was left out.

    n        integer
    options  ingot.Top

for example:
    print(customs:by("partner"):agg({ qty_kg = "sum(qty_kg)" })
      :top(3, { by = "qty_kg", others = "all others" }))
]], told.out)
    assert.same(told, program.ingot("help", "table.top"))
  end)

  it("leaves out the object that a colon hands over", function()
    assert.equal("cube:measure(name, within) → ingot.Claim",
      program.ingot("help", "cube:measure").out:match "^[^\n]*")
    assert.equal("ingot.metric(name: string) → fun(definition: ingot.Metric) → ingot.Metric",
      program.ingot("help", "ingot.metric").out:match "^[^\n]*")
  end)

  it("lists those that a name may mean, and the functions of a subject", function()
    assert.equal([[
top is asked of several:

  table:top      The n largest rows by one column, largest first; missing cells never enter
  query:top      The n largest rows by one column, largest first; missing cells never enter
  breakdown:top  The largest members of a dimension by a metric in a period, largest first
]], program.ingot("help", "top").out)
    assert.equal([[
grouping: rows grouped by columns: table:by(…)

  grouping:agg    One row a group, in order of first appearance
  grouping:pivot  The aggregation as a grid, computed at once

ingot help grouping:agg tells all of one.
]], program.ingot("help", "grouping").out)
  end)

  it("names the nearest of an unknown name", function()
    for wrong, message in pairs {
      ["tabel:top"] = "ingot: help: nothing is called 'tabel:top' (did you mean 'table:top'?)\n",
      measre = "ingot: help: nothing is called 'measre' (did you mean 'measure'?)\n",
      rn = "ingot: help: nothing is called 'rn' (did you mean 'run'?)\n",
      ["zzzzzzzzzzzz"] = "ingot: help: nothing is called 'zzzzzzzzzzzz'\n",
    } do
      assert.same({ code = 64, out = "", err = message }, program.ingot("help", wrong))
    end
  end)
end)

describe("ingot types", function()
  it("prints the folder that holds the annotations", function()
    local told <const> = program.ingot "types"
    assert.same({ 0, "" }, { told.code, told.err })
    local path <const> = told.out:match "^(.*)\n$"
    for _, name in ipairs { "/ingot/init.lua", "/ingot/types/table.lua" } do
      assert(io.open(path .. name)):close()
    end
  end)
end)
