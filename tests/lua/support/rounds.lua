--- How often a random test goes round: `usual`, or what INGOT_TEST_ROUNDS asks for.

---@param usual integer
---@return integer
return function(usual)
  local asked = os.getenv "INGOT_TEST_ROUNDS"
  return asked and assert(tonumber(asked, 10), "INGOT_TEST_ROUNDS: a number expected") or usual
end
