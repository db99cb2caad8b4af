-- A text that somebody else wrote, checked: what was read, what cannot hold, and how it may be mended.
--   ingot run examples/21_check_a_text.lua
local ingot = require "ingot"

local text <const> = [[
China's primary aluminum imports reached 250,500 mt in April 2025, up 12.8% MoM, while exports were
13,700 mt. Net imports of primary aluminum came to 263,800 mt. Imports from Russia stood at 228,600 mt,
or 91.26% of the total, and surged 12.4% MoM.
]]

local result = ingot.check(text)
print("verdict: " .. result.verdict)

for _, claim in ipairs(result.claims) do
  print(("%-12s %-6s %-10s %s"):format(claim.quote, claim.kind, claim.period or "", result.verdicts[claim.id]))
end

for number, finding in ipairs(result.findings) do
  print(("%d. %s: %s"):format(number, finding.kind, finding.proof))
  if finding.repair then
    print(("   %s should be %s"):format(finding.repair.from, finding.repair.to))
  end
end
