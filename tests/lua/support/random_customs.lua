--- Random customs data as files, for reading, and as the slow world they amount to: gaps inside what
--- a file covers are zeros, months that no file has are unknown, cells may be suppressed, January and
--- February joint in some years, and files overlap as downloads of different dates.

local M = {}

M.partners = { "429", "311", "110", "111", "112", "116", "117", "118" }
local provinces <const> = { "32", "41", "65" }
local codes <const> = { "76141000", "76149000", "76011010", "76061190" }
local flows <const> = { "export", "import" }
local HEAD <const> = "month,flow,hs,partner_code,province_code,qty_kg,value_usd\n"

local function text_of(month) return ("%04d-%02d"):format(month // 12, month % 12 + 1) end

M.month_text = text_of

-- The first so many of a list.
local function first(list, n) return table.move(list, 1, n, 1, {}) end

-- Rows of a file: trade of a flow in some codes and months; with one at both ends, so that it says
-- what it covers.
local function rows_of(random, world, file)
  local rows <const> = {}
  local function add(month, hs)
    if month % 12 == 0 and file.joint[month // 12] then return end
    local suppressed <const> = random:chance(world.suppressed)
    local qty <const> = random:chance(3) and 0 or 1 + random:below(random:pick { 900, 90000 }) * 10
    rows[#rows + 1] = {
      month = month, flow = file.flow, hs = hs,
      partner_code = not random:chance(world.nameless) and random:pick(world.partners) or nil,
      province_code = random:pick(provinces), qty_kg = not suppressed and qty or nil,
      value_usd = not (suppressed and random:chance(50)) and qty * (1 + random:below(5))
        + random:below(100) or nil,
    }
  end
  for month = file.from, file.to do
    for _, hs in ipairs(file.codes) do
      for _ = 1, random:below(world.dense) do add(month, hs) end
    end
  end
  for _, hs in ipairs(file.codes) do add(random:chance(50) and file.from or file.to, hs) end
  add(file.from, file.codes[1])
  add(file.to, file.codes[1])
  return rows
end

-- What the rows of a file say that it holds.
local function span_of(file)
  file.held, file.first, file.last = {}, math.huge, -math.huge
  for _, row in ipairs(file.rows) do
    file.held[row.hs] = true
    file.first, file.last = math.min(file.first, row.month), math.max(file.last, row.month)
  end
end

-- Files of a flow and some codes: its months in one piece or two, with or without a hole between;
-- another download of some of them.
local function files_of(random, world, flow, own, part)
  local files <const>, from <const>, to <const> = {}, world.from, world.to
  local function add(a, b, some, day)
    if b < a then return end
    files[#files + 1] = { flow = flow, codes = some, from = a, to = b, part = part,
      joint = world.joint[part], date = ("2026-%02d-%02d"):format(1 + #files, day) }
  end
  local cut <const> = from + random:below(to - from)
  if random:chance(40) then
    add(from, cut, own, 10)
    add(cut + 1 + (random:chance(40) and random:below(3) or 0), to, own, 10)
  else
    add(from, to, own, 10)
  end
  if random:chance(world.overlapping) then
    add(cut, math.min(to, cut + random:below(8)), random:chance(50) and own or first(own, 1), 20)
  end
  return files
end

-- The rows and cells that files amount to; of a cell that two hold, the later download's.
local function world_of(files)
  local owners <const>, world <const> = {}, { rows = {}, cells = {} }
  for _, file in ipairs(files) do
    for hs in pairs(file.held) do
      for month = file.first, file.last do
        local key <const> = ("%s %s %d"):format(file.flow, hs, month)
        if not owners[key] or owners[key].date <= file.date then owners[key] = file end
        world.cells[file.flow] = world.cells[file.flow] or {}
        world.cells[file.flow][hs] = world.cells[file.flow][hs] or {}
        local is_joint <const> = file.joint[month // 12]
        if not is_joint or month % 12 > 0 then
          world.cells[file.flow][hs][month] = is_joint and month % 12 == 1 and "joint" or "single"
        end
      end
    end
  end
  for _, file in ipairs(files) do
    for _, row in ipairs(file.rows) do
      if owners[("%s %s %d"):format(row.flow, row.hs, row.month)] == file then
        world.rows[#world.rows + 1] = row
      end
    end
  end
  return world
end

local function csv_of(file)
  local lines <const> = {}
  for i, row in ipairs(file.rows) do
    lines[i] = table.concat({ text_of(row.month), row.flow, row.hs, row.partner_code or "",
      row.province_code, row.qty_kg or "", row.value_usd or "" }, ",")
  end
  return HEAD .. table.concat(lines, "\n") .. "\n"
end

local function joint_years(random, from, to)
  local years <const> = {}
  for year = from // 12, to // 12 do years[year] = random:chance(35) or nil end
  return years
end

--- What the files not after a date amount to.
---@param files table[]
---@param date? string
function M.world(files, date)
  local kept <const> = {}
  for _, file in ipairs(files) do
    kept[#kept + 1] = (not date or file.date <= date) and file or nil
  end
  return world_of(kept)
end

-- What files are of: a flow and codes each, and the part of the data that is read at once, which may
-- have joint months of its own.
local function subjects_of(random, world, apart)
  local subjects <const> = {}
  for _, flow in ipairs(flows) do
    local own <const> = random:chance(80) and world.codes or first(world.codes, #world.codes - 1)
    if apart == "hs" then
      subjects[#subjects + 1] = { flow = flow, codes = { own[1] }, part = "first" }
      if #own > 1 then
        subjects[#subjects + 1] = { flow = flow, codes = { table.unpack(own, 2) }, part = "others" }
      end
    else
      subjects[#subjects + 1] = { flow = flow, codes = own, part = apart and flow or "all" }
    end
  end
  return subjects
end

--- Files with rows: { path, flow, codes, part, joint, date, rows, … }; and the months, codes and
--- partners of all, and the parts that are read at once.
---@param random support.Random
---@param here table  a scratch folder
function M.files(random, here)
  local from <const> = 2022 * 12 + random:below(12)
  local world <const> = {
    from = from, to = from + 17 + random:below(23), dense = random:pick { 2, 3, 4 },
    partners = first(M.partners, 3 + random:below(6)),
    suppressed = random:chance(40) and 2 or 0, overlapping = random:chance(50) and 70 or 0,
    codes = first(codes, 2 + random:below(3)), nameless = random:chance(20) and 5 or 0,
  }
  local apart <const> = random:pick { false, false, false, "flow", "hs" }
  local subjects <const>, parts <const>, files <const> = subjects_of(random, world, apart), {}, {}
  world.joint = {}
  for _, one in ipairs(subjects) do
    if not world.joint[one.part] then
      parts[#parts + 1] = one.part
      world.joint[one.part] = random:chance(60) and joint_years(random, from, world.to) or {}
    end
    for _, file in ipairs(files_of(random, world, one.flow, one.codes, one.part)) do
      file.rows = rows_of(random, world, file)
      if #file.rows > 0 then
        span_of(file)
        files[#files + 1] = file
        file.path = here:write(("%s-%d-%s.csv"):format(one.flow, #files, file.date), csv_of(file))
      end
    end
  end
  return files, { from = world.from, to = world.to, codes = world.codes, partners = world.partners,
    parts = parts }
end

return M
