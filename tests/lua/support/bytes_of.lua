--- All of a file, as it stands.

---@param path string
---@return string bytes
return function(path)
  local file <close> = assert(io.open(path, "rb"))
  return file:read "a"
end
