-- expect: ok
-- whatever can be reached from a script leads to no name of a library that is not granted
local seen, queue, refused = {}, { _G, require "ingot", probe and probe.new() }, {}
for _, name in ipairs { "os", "io", "debug", "package", "dofile", "loadfile" } do refused[name] = rawget(_G, name) end
local function put(v) if (type(v) == "table" or type(v) == "function" or type(v)=="userdata" or type(v)=="thread") and not seen[v] then seen[v] = true; queue[#queue + 1] = v end end
local bad = { execute = 1, popen = 1, tmpname = 1, loadlib = 1, getregistry = 1, setupvalue = 1, getupvalue = 1, upvalueid = 1, sethook = 1, setlocal = 1, searchpath = 1, cpath = 1, fail_at = 1, compile = 1, cancel_after = 1, crew = 1, slurp = 1, tell = 1, ask = 1 }
while #queue > 0 do
  local t = table.remove(queue)
  local is_absent = false
  for _, a in pairs(refused) do is_absent = is_absent or rawequal(a, t) end
  if type(t) == "table" and not is_absent then
    for k, v in next, t do
      if bad[k] and type(v) == "function" then error("LEAK " .. tostring(k)) end
      put(k) put(v)
    end
  end
  local m = getmetatable(t)
  if not is_absent then put(m) end
end
