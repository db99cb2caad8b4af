--- The rules that come with the program: the sentences of market commentary, as data, in the files of
--- `rules/`. Sites and scripts add to them or replace them. Which of them may speak, a script says:
--- `article:tell`.

local rule <const> = require "ingot.rule"

for _, kind in ipairs { "wholes", "parts", "groups", "classes", "indices" } do
  require("ingot.rules." .. kind)
end

return rule
