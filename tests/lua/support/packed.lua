--- Packs bytes as gzip and zstd without packing anything: both formats know blocks that are stored.

local M = {}

local function crc32(bytes)
  local crc = 0xFFFFFFFF
  for i = 1, #bytes do
    crc = crc ~ bytes:byte(i)
    for _ = 1, 8 do
      crc = crc >> 1 ~ (crc & 1 == 1 and 0xEDB88320 or 0)
    end
  end
  return crc ~ 0xFFFFFFFF
end

--- One gzip member.
---@param bytes string  up to 65,535
---@return string
function M.gzip(bytes)
  return "\x1f\x8b\x08\0\0\0\0\0\0\xff\1" .. ("<I2I2"):pack(#bytes, ~#bytes & 0xFFFF) .. bytes
    .. ("<I4I4"):pack(crc32(bytes), #bytes)
end

--- One zstd frame.
---@param bytes string  up to 255
---@return string
function M.zstd(bytes)
  return "\x28\xb5\x2f\xfd\x20" .. string.char(#bytes) .. ("<I3"):pack(#bytes << 3 | 1) .. bytes
end

return M
