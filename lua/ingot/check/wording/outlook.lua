-- Whether words look ahead, so that nothing they say is a fact yet.

local outlook <const> = {}
for word in ([[expected expects forecast forecasts forecasted estimate estimates estimated predict
  predicts predicted outlook projected planned plans target targets targeted likely will might could
  would anticipated anticipates scheduled quota should]]):gmatch "%a+" do
  outlook[word] = true
end

---@param low string  a sentence in lower case
---@return boolean
return function(low)
  for word in low:gmatch "%a+" do
    if outlook[word] then return true end
  end
  return low:find "%f[%a]may %l" ~= nil and not low:find "in may%f[%A]"
end
