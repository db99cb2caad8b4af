--- Tells the files that a claims file names as the sources of its numbers.

local claims_file <const> = require "ingot.command.claims_file"
local native <const> = require "ingot.native"

---@param args { claims: string }
---@return integer exit_code
return function(args)
  local paths <const>, taken <const> = setmetatable({}, { __array = true }), {}
  for _, source in ipairs(claims_file.load(args.claims).sources or {}) do
    if not taken[source.path] then
      taken[source.path] = true
      paths[#paths + 1] = source.path
    end
  end
  native.tell(native.json_encode(paths))
  return 0
end
