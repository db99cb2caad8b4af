--- The findings of a check that speak of figures and labels, not of words: what makes a verdict.

local M = {}

local of_words <const> = {
  wording = true, omission = true, unit_word = true, list_mismatch = true,
}

---@param finding ingot.check.Finding
---@return boolean
function M.is(finding)
  if finding.weight then
    return finding.weight == "figure"
  end
  return not of_words[finding.kind]
end

--- The quotes of the claims of a finding.
---@param finding ingot.check.Finding
---@return string
function M.quotes(finding)
  local quotes <const> = {}
  for i, claim in ipairs(finding.claims) do
    quotes[i] = claim.quote
  end
  return table.concat(quotes, " · ")
end

--- One line for each finding about figures: kind, quotes, proof.
---@param result ingot.check.Result
---@return string[]
function M.told(result)
  local lines <const> = {}
  for _, finding in ipairs(result.findings) do
    if M.is(finding) then
      lines[#lines + 1] = ("%s: %s: %s"):format(finding.kind, M.quotes(finding), finding.proof)
    end
  end
  return lines
end

return M
