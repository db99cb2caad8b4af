-- Native objects where a script should not have them: a careless or hostile script gets errors.

local native <const> = require "ingot.native"

local function column(values)
  return native.table({ { name = "a", values = values } }, #values)
end

-- What a finalizer meets that holds an object made after it: Lua finalizes the object first.
local function in_finalizer(make, use)
  local message
  do
    local holder <const> = setmetatable({}, {
      __gc = function(self)
        message = select(2, pcall(use, self.object))
      end,
    })
    holder.object = make()
  end
  collectgarbage()
  collectgarbage()
  return (tostring(message):gsub("^[^\n]-_spec%.lua:%d+: ", ""))
end

describe("a native object used wrongly", function()
  it("is closed to a finalizer that runs after its own", function()
    local t <const> = column { 1, 2 }
    local function formula() return native.formula "a + 1" end
    for _, use in ipairs { "text", "columns", "params", "aggregates", "sql" } do
      assert.equal("formula is closed", in_finalizer(formula, function(f) return f[use](f) end))
    end
    assert.equal("formula is closed", in_finalizer(formula, tostring))
    assert.equal("where: formula or function expected, got userdata",
      in_finalizer(formula, function(f) return t:where(f) end))
    assert.equal("grouping is closed", in_finalizer(function() return t:by "a" end,
      function(g) return g:agg { n = "count()" } end))
    for _, use in ipairs { "variable", "row", "set", "switch", "check", "range" } do
      assert.equal("linear is closed", in_finalizer(native.linear, function(l) return l[use](l) end))
    end
    assert.equal("table is closed", in_finalizer(function() return column { 1 } end,
      function(late) return late:schema() end))
    assert.equal("0", in_finalizer(function() return column({ 1 }):column "a" end,
      function(late) return #late end))
  end)

  it("checks what its metamethods are called with", function()
    for _, class in ipairs { "Table", "Query", "Grouping", "Formula", "Linear" } do
      local index <const> = getmetatable(native.methods[class]).__index
      for _, wrong in ipairs { 1, "x", print, false } do
        local ok <const>, message <const> = pcall(index, wrong, "name")
        assert.is_false(ok)
        assert.matches("table expected, got " .. type(wrong), message)
      end
      assert.is_false(pcall(index))
    end
  end)

  it("gives no column to a group's metamethod called by itself", function()
    local messages <const> = {}
    local q <const> = column({ 1 }):agg { x = function(group)
      local index <const> = debug.getmetatable(group).__index
      for i, call in ipairs {
        function() return index() end,
        function() return index(group) end,
        function() return index({}, "a") end,
      } do
        messages[i] = select(2, pcall(call)):gsub("^[^\n]-_spec%.lua:%d+: ", "")
      end
      return 1
    end }
    q:collect()
    assert.same({
      "group used after the call it was given to",
      "unknown column 'nil'; columns are 'a'",
      "group used after the call it was given to",
    }, messages)
  end)

  it("gives no cell to a row's metamethod called by itself", function()
    local index
    local q <const> = column({ 1 }):derive { x = function(row)
      index = debug.getmetatable(row).__index
      assert.equal("a class of ingot", getmetatable(row))
      return index(row, "a")
    end }
    assert.equal(1, q:column("x")[1])
    for _, wrong in ipairs { 1, {}, io.stdout, native.null, column { 2 } } do
      assert.matches("row expected, got ", select(2, pcall(index, wrong, "a")), 1, true)
    end
    assert.is_false(pcall(index))
  end)

  it("says that nothing was given when a method is called with a point", function()
    local t <const> = column { 1 }
    for _, name in ipairs { "rows", "schema", "csv", "bytes", "rejects", "value" } do
      local ok <const>, message <const> = pcall(t[name])
      assert.is_false(ok)
      assert.matches("table of ingot expected, got no value", message)
    end
  end)
end)
