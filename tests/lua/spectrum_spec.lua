-- The twelve cases of csv-spectrum (https://github.com/max-mapper/csv-spectrum), which readers of
-- CSV are commonly held against, with figures of our own: all cells are texts, and what is saved
-- reads the same.

local ingot = require "ingot"
local read = require "ingot.read"
local scratch = require "support.scratch"

-- Names of columns, then rows.
local cases <const> = {
  { name = "simple", bytes = "hs,month,kg\n0101,2025-01,5\n",
    { "hs", "month", "kg" }, { "0101", "2025-01", "5" } },
  { name = "simple_crlf", bytes = "hs,month,kg\r\n0101,2025-01,5\r\n",
    { "hs", "month", "kg" }, { "0101", "2025-01", "5" } },
  { name = "comma_in_quotes", bytes = 'code,name,port,zip\n7614,"wire, stranded, of aluminium",Ningbo,315000\n',
    { "code", "name", "port", "zip" }, { "7614", "wire, stranded, of aluminium", "Ningbo", "315000" } },
  { name = "empty", bytes = 'a,b,c\n1,"",""\n2,3,4\n',
    { "a", "b", "c" }, { "1", "", "" }, { "2", "3", "4" } },
  { name = "empty_crlf", bytes = 'a,b,c\r\n1,"",""\r\n2,3,4\r\n',
    { "a", "b", "c" }, { "1", "", "" }, { "2", "3", "4" } },
  { name = "escaped_quotes", bytes = 'a,b\n1,"tubes ""of the best"" steel"\n2,"3"\n',
    { "a", "b" }, { "1", 'tubes "of the best" steel' }, { "2", "3" } },
  { name = "json", bytes = 'key,val\n1,"{""kind"": ""port"", ""at"": [29.9, 121.5]}"\n',
    { "key", "val" }, { "1", '{"kind": "port", "at": [29.9, 121.5]}' } },
  { name = "newlines", bytes = 'a,b,c\n1,2,3\n"one over\nthe other",5,6\n7,8,9\n',
    { "a", "b", "c" }, { "1", "2", "3" }, { "one over\nthe other", "5", "6" }, { "7", "8", "9" } },
  { name = "newlines_crlf", bytes = 'a,b,c\r\n1,2,3\r\n"one over\r\nthe other",5,6\r\n7,8,9\r\n',
    { "a", "b", "c" }, { "1", "2", "3" }, { "one over\r\nthe other", "5", "6" }, { "7", "8", "9" } },
  { name = "quotes_and_newlines", bytes = 'a,b\n1,"cast\n""in\none\npiece"""\n2,"3"\n',
    { "a", "b" }, { "1", 'cast\n"in\none\npiece"' }, { "2", "3" } },
  { name = "utf8", bytes = "a,b,c\n1,2,3\n4,5,ʤ 铝 🚢\n",
    { "a", "b", "c" }, { "1", "2", "3" }, { "4", "5", "ʤ 铝 🚢" } },
  { name = "location_coordinates",
    bytes = 'Telephone of the port,Where it lies,Cities,Provinces\n'
      .. '+86 574 0000,"29°52\'5.2""N 121°33\'1.9""E",Ningbo,Zhejiang\n',
    { "Telephone of the port", "Where it lies", "Cities", "Provinces" },
    { "+86 574 0000", '29°52\'5.2"N 121°33\'1.9"E', "Ningbo", "Zhejiang" } },
}

describe("csv-spectrum", function()
  local here

  before_each(function() here = scratch.new() end)
  after_each(function() here:close() end)

  -- Names and rows, without the reader's own columns; a missing cell is an empty text.
  local function told(data)
    local rows <const> = { {} }
    for _, column in ipairs(data:schema()) do
      if column.name ~= "file" and column.name ~= "line" then
        assert.equals("text", column.type)
        table.insert(rows[1], column.name)
      end
    end
    for row = 1, #data do
      rows[row + 1] = {}
      for i, name in ipairs(rows[1]) do
        rows[row + 1][i] = data:text(row, name) or ""
      end
    end
    return rows
  end

  for _, case in ipairs(cases) do
    it(case.name, function()
      if read.mistake { types = "text" } then
        return pending "the reader takes no such option"
      end
      local expected <const> = table.move(case, 1, #case, 1, {})
      local data <const> = ingot.read(here:write("a.csv", case.bytes), { types = "text" })
      assert.same(expected, told(data))
      assert.is_nil(data:rejects())
      data:save(here:keep(here:path "b.csv"))
      assert.same(expected, told(ingot.read(here:path "b.csv", { types = "text" })))
    end)
  end
end)
