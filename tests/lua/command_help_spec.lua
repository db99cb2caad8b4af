-- What `ingot help COMMAND` prints: lines as they were written, none that the wrapping breaks anew.

local commands <const> = require "ingot.command"
local options <const> = require "ingot.command.options"

describe("the help of a command", function()
  for _, command in ipairs(commands.all()) do
    it("keeps the lines of its description: " .. command.name, function()
      local parser <const> = options.parser(command)
      local help <const> = "\n" .. parser:get_help() .. "\n"
      for line in parser._description:gmatch "[^\n]+" do
        assert.is_truthy(help:find("\n" .. line .. "\n", 1, true), line)
      end
    end)
  end
end)
