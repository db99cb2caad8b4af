--- An article as the checker reads it.

local page <const> = require "ingot.check.page"
local read <const> = require "ingot.check.read"
local tokens <const> = require "ingot.check.tokens"

--- @param bytes string
--- @param name string  of its file
--- @return { name: string, page: ingot.check.Page, claims: ingot.check.Claim[] }
return function(bytes, name)
  local read_page <const> = page.read(bytes, name)
  return { name = name, page = read_page, claims = (read.claims(read_page, tokens.of(read_page))) }
end
