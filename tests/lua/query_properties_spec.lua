local ingot <const> = require "ingot"
local random_of <const> = require "support.random"
local rounds <const> = require "support.rounds"

-- What must hold of any data: no reference is needed, only the verbs themselves.

local words <const> = {}
for i = 1, 400 do words[i] = "w" .. i end

-- Keys of few, some or many values, with and without gaps.
local function random_table(random, n)
  local columns <const> = { n = {}, k = {}, m = {}, i = {}, qty = {}, r = {} }
  local n_words <const>, n_ints <const> = random:pick { 1, 5, 400 }, random:pick { 2, 60, 1 << 40 }
  for row = 1, n do
    columns.n[row] = row
    columns.k[row] = not random:chance(10) and words[1 + random:below(n_words)] or nil
    columns.m[row] = ("%d-%02d"):format(2020 + random:below(3), 1 + random:below(12))
    columns.i[row] = not random:chance(5) and random:below(n_ints) - n_ints // 2 or nil
    columns.qty[row] = not random:chance(20) and random:below(1 << 31) - (1 << 30) or nil
    columns.r[row] = random:below(1 << 20) / 64
  end
  return ingot.table(columns, { rows = n,
    types = { k = "text", m = "month", i = "decimal", qty = "decimal", r = "real" } })
end

local keys_of <const> = { { "k" }, { "m" }, { "i" }, { "k", "m" }, { "k", "i", "m" } }

local function each(test)
  for seed = 1, rounds(30) do
    local random <const> = random_of(seed)
    test(random, random_table(random, random:pick { 0, 1, 50, 3000, 3000 }), seed)
  end
end

local function values(data, name)
  local list <const> = {}
  for row = 1, #data do list[row] = data:text(row, name) or false end
  return list
end

describe("properties of queries", function()
  it("the sums and counts of all groups together are those of all rows", function()
    each(function(random, t, seed)
      local keys <const> = random:pick(keys_of)
      local terms <const> = { { "qty", "sum(qty)" }, { "n", "count()" }, { "v", "count(qty)" },
        { "r", "sum(r)" } }
      local whole <const> = t:agg(terms):collect()
      local groups <const> = t:by(table.unpack(keys)):agg(terms)
      local again <const> = groups:agg {
        { "qty", "sum(qty)" }, { "n", "sum(n)" }, { "v", "sum(v)" }, { "r", "sum(r)" },
        { "groups", "count()" },
      }:collect()
      for _, name in ipairs { "qty", "v", "r" } do
        assert.equal(#t > 0 and whole:text(1, name) or nil, #t > 0 and again:text(1, name) or nil,
          seed)
      end
      assert.equal(#t, tonumber(again:text(1, "n") or "0"), seed)
      assert.equal(#t:distinct(table.unpack(keys)):collect(),
        tonumber(again:text(1, "groups")), seed)
    end)
  end)

  it("groups come in the order in which their keys first appear", function()
    each(function(random, t, seed)
      local keys <const> = random:pick(keys_of)
      local first <const> = values(t:by(table.unpack(keys)):agg { n = "min(n)" }:collect(), "n")
      for i = 2, #first do
        assert.is_true(tonumber(first[i - 1]) < tonumber(first[i]), seed)
      end
    end)
  end)

  it("a sort keeps the order of rows that are alike, and loses none", function()
    each(function(random, t, seed)
      local key <const> = random:pick { "k", "m", "i", "qty", "r" }
      local sign <const> = random:pick { "", "-" }
      local sorted <const> = t:sort(sign .. key):collect()
      local cells <const>, order <const> = values(sorted, key), values(sorted, "n")
      local seen <const> = {}
      for i = 1, #order do
        assert.is_nil(seen[order[i]], seed)
        seen[order[i]] = true
        if i > 1 and cells[i] == cells[i - 1] then
          assert.is_true(tonumber(order[i - 1]) < tonumber(order[i]), seed)
        end
      end
      assert.equal(#t, #order)
    end)
  end)

  it("the top of an order is the head of the sort", function()
    each(function(random, t, seed)
      local key <const>, n <const> = random:pick { "qty", "r", "i" }, random:below(12)
      local present <const> = t:where("not is_missing(" .. key .. ")")
      local head <const> = present:sort("-" .. key):limit(n):collect()
      assert.same(values(head, "n"), values(t:top(n, { by = key }):collect(), "n"), seed)
    end)
  end)

  it("a join has as many rows as its keys have pairs", function()
    each(function(random, t, seed)
      local keys <const> = random:pick(keys_of)
      local other <const> = random_table(random, random:pick { 0, 40, 600 })
      local counts <const> = {}
      for row in other:rows() do
        local key = ""
        for _, name in ipairs(keys) do key = key and row[name] and key .. "\0" .. row[name] end
        if key then counts[key] = (counts[key] or 0) + 1 end
      end
      local pairs_, matched = 0, 0
      for row in t:rows() do
        local key = ""
        for _, name in ipairs(keys) do key = key and row[name] and key .. "\0" .. row[name] end
        pairs_ = pairs_ + (counts[key] or 0)
        matched = matched + (counts[key] and 1 or 0)
      end
      local right <const> = other:select("qty", table.unpack(keys))
      local function rows_of(kind)
        return #t:join(right, keys, { kind = kind, suffix = "_right" }):collect()
      end
      assert.equal(pairs_, rows_of "inner", seed)
      assert.equal(pairs_ + #t - matched, rows_of "left", seed)
      assert.equal(matched, rows_of "semi", seed)
      assert.equal(#t - matched, rows_of "anti", seed)
      assert.equal(rows_of "left" + rows_of "right" - rows_of "inner", rows_of "full", seed)
    end)
  end)

  it("a union has the rows of both, and its sums are the sums of both", function()
    each(function(random, t, seed)
      local other <const> = random_table(random, random:pick { 0, 40, 600 })
      local both <const> = t:union(other)
      local function sum(of) return of:agg { v = "sum(qty)" }:value() or 0 end
      assert.equal(#t + #other, #both:collect(), seed)
      assert.equal(sum(t) + sum(other), sum(both), seed)
    end)
  end)
end)
