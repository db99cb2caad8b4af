--- What sha256sum says of a text, in base64: as a page's policy names its style and script.

---@param text string
---@return string
return function(text)
  local name = os.tmpname()
  local file = assert(io.open(name, "wb"))
  file:write(text)
  file:close()
  local pipe = assert(io.popen(("sha256sum '%s'"):format(name)))
  local hex = pipe:read "a":match "^%x+"
  pipe:close()
  os.remove(name)
  local bits, letters = {}, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
  for digit in hex:gmatch "%x" do
    for i = 3, 0, -1 do bits[#bits + 1] = tonumber(digit, 16) >> i & 1 end
  end
  local said = {}
  for at = 1, #bits, 6 do
    local n = 0
    for i = at, at + 5 do n = n << 1 | (bits[i] or 0) end
    said[#said + 1] = letters:sub(n + 1, n + 1)
  end
  return table.concat(said) .. ("="):rep(-#said % 4)
end
