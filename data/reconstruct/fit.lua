-- Two-way tables of whole kilograms with given row and column totals.
--
-- A cell is { row =, col =, kg =, cap = }: indices into the totals, a positive seed that the fit
-- overwrites, and an upper bound. Iterative proportional fitting brings the seeds to the totals in
-- doubles (+ - * / only, hence the same bits everywhere); rows are then rounded to integers by
-- largest remainder, and kilograms are moved inside rows until the columns close as well. Where
-- the seeded cells cannot hold the totals, further cells are opened.
local M = {}

local SWEEPS <const> = 40

local function sum_of(cells)
  local sum = 0
  for _, cell in ipairs(cells) do sum = sum + cell.kg end
  return sum
end

-- Scales cells in proportion to `total`; those that reach their cap stay there and the others
-- share what is left. Returns how far the cells were off.
local function scale(cells, total)
  local off = math.abs(total - sum_of(cells))
  local open, left = cells, total
  repeat
    local factor, below = left / sum_of(open), {}
    for _, cell in ipairs(open) do
      if cell.kg * factor < cell.cap then
        below[#below + 1] = cell
      else
        cell.kg, left = cell.cap, left - cell.cap
      end
    end
    local settled = #below == #open
    if settled then
      for _, cell in ipairs(open) do cell.kg = cell.kg * factor end
    end
    open = below
  until settled or #open == 0
  return off
end

-- Rounds cells that add up to `total` to integers that do so exactly.
local function round(cells, total)
  local order, left = {}, total
  for i, cell in ipairs(cells) do
    local whole = math.floor(cell.kg)
    order[i] = { cell = cell, part = cell.kg - whole, at = i }
    cell.kg, left = whole, left - whole
  end
  table.sort(order, function(a, b)
    if a.part ~= b.part then return a.part > b.part end
    return a.at < b.at
  end)
  while left > 0 do
    local before = left
    for _, item in ipairs(order) do
      if left > 0 and item.cell.kg < item.cell.cap then
        item.cell.kg, left = item.cell.kg + 1, left - 1
      end
    end
    assert(left < before, "the caps leave no room for a row's total")
  end
end

-- Shares one total among cells in proportion to their seeds, none above its cap.
---@param cells table[] changed in place
---@param total integer kg
function M.share(cells, total)
  for _, cell in ipairs(cells) do cell.cap = cell.cap or math.huge end
  scale(cells, total)
  round(cells, total)
end

-- Seeds a sparse table. `expected(row, col)` is the flow if all trade were spread evenly, 0 where
-- none can be. A flow below a `lot` is there only sometimes, and then as large as a lot: the
-- expectation stays, the table gets holes. A row or column that would be left empty keeps its
-- largest flow.
---@param expected fun(row: integer, col: integer): number
---@param draw fun(row: integer, col: integer): number in [0, 1)
---@return table[] cells
function M.sparse(n_rows, n_cols, expected, lot, draw)
  local cells, row_filled, col_filled, largest_of_row, largest_of_col = {}, {}, {}, {}, {}
  local function keep(cell)
    cells[#cells + 1], row_filled[cell.row], col_filled[cell.col] = cell, true, true
  end
  local function larger(a, b) return b and b.kg >= a.kg and b or a end
  for row = 1, n_rows do
    for col = 1, n_cols do
      local flow = expected(row, col)
      local cell = { row = row, col = col, kg = flow }
      if flow > 0 and flow >= lot * draw(row, col) then
        cell.kg = math.max(flow, lot)
        keep(cell)
      elseif flow > 0 then
        largest_of_row[row] = larger(cell, largest_of_row[row])
        largest_of_col[col] = larger(cell, largest_of_col[col])
      end
    end
  end
  for row = 1, n_rows do
    if not row_filled[row] and largest_of_row[row] then keep(largest_of_row[row]) end
  end
  for col = 1, n_cols do
    if not col_filled[col] and largest_of_col[col] then keep(largest_of_col[col]) end
  end
  return cells
end

local function by_index(cells, n, key)
  local groups = {}
  for i = 1, n do groups[i] = {} end
  for _, cell in ipairs(cells) do table.insert(groups[cell[key]], cell) end
  return groups
end

-- Moves kilograms inside rows until every column has its total: along shortest chains of columns,
-- from one with too much to one with too little. Where no chain of existing cells is left, cells
-- are opened.
local function settle(cells, n_rows, col_totals, open_cell)
  local excess, at = {}, {}
  for col, total in ipairs(col_totals) do excess[col] = -total end
  for row = 1, n_rows do at[row] = {} end
  for _, cell in ipairs(cells) do
    excess[cell.col] = excess[cell.col] + cell.kg
    at[cell.row][cell.col] = cell
  end

  local function may_open(row, col) return open_cell and open_cell(row, col) end

  -- The largest single move from a column to each other one: { from =, to =, row =, kg = }.
  local function moves_from(from, opening)
    local best = {}
    for row = 1, n_rows do
      local giver = at[row][from]
      for to = 1, giver and giver.kg > 0 and #col_totals or 0 do
        local taker = at[row][to]
        local room = taker and taker.cap - taker.kg
          or not taker and opening and may_open(row, to) and math.huge or 0
        local kg = math.min(giver.kg, room)
        if to ~= from and kg > (best[to] and best[to].kg or 0) then
          best[to] = { from = from, to = to, row = row, kg = kg }
        end
      end
    end
    return best
  end

  -- Breadth first to a column with too little; returns the moves, last first.
  local function chain_from(start, opening)
    local reached_by, queue = { [start] = true }, { start }
    for _, from in ipairs(queue) do
      local moves = moves_from(from, opening)
      for to = 1, #col_totals do
        if moves[to] and not reached_by[to] then
          reached_by[to], queue[#queue + 1] = moves[to], to
          if excess[to] < 0 then
            local chain = { moves[to] }
            while chain[#chain].from ~= start do
              chain[#chain + 1] = reached_by[chain[#chain].from]
            end
            return chain
          end
        end
      end
    end
  end

  local function apply(chain)
    local kg = math.min(excess[chain[#chain].from], -excess[chain[1].to])
    for _, move in ipairs(chain) do kg = math.min(kg, move.kg) end
    for _, move in ipairs(chain) do
      local row = at[move.row]
      if not row[move.to] then
        row[move.to] = { row = move.row, col = move.to, kg = 0, cap = math.huge }
        cells[#cells + 1] = row[move.to]
      end
      row[move.from].kg, row[move.to].kg = row[move.from].kg - kg, row[move.to].kg + kg
      excess[move.from], excess[move.to] = excess[move.from] - kg, excess[move.to] + kg
    end
  end

  for col in ipairs(col_totals) do
    while excess[col] > 0 do
      local chain = chain_from(col, false) or chain_from(col, true)
      assert(chain, "the cells cannot hold the margins")
      apply(chain)
    end
  end
end

-- Fits seeded cells to both margins, which add up to the same total.
---@param cells table[] seeds, changed in place
---@param row_totals integer[] kg, all positive
---@param col_totals integer[] kg, all positive
---@param open_cell? fun(row: integer, col: integer): boolean where a cell may be added
---@return table[] cells the positive ones, ordered by row, then column
function M.two_way(cells, row_totals, col_totals, open_cell)
  for _, cell in ipairs(cells) do cell.cap = cell.cap or math.huge end
  local rows = by_index(cells, #row_totals, "row")
  local cols = by_index(cells, #col_totals, "col")
  for _ = 1, SWEEPS do
    for col, group in ipairs(cols) do scale(group, col_totals[col]) end
    local off = 0
    for row, group in ipairs(rows) do off = math.max(off, scale(group, row_totals[row])) end
    if off < 0.5 then break end
  end
  for row, group in ipairs(rows) do round(group, row_totals[row]) end
  settle(cells, #row_totals, col_totals, open_cell)
  local filled = {}
  for _, cell in ipairs(cells) do
    if cell.kg > 0 then filled[#filled + 1] = cell end
  end
  table.sort(filled, function(a, b)
    if a.row ~= b.row then return a.row < b.row end
    return a.col < b.col
  end)
  return filled
end

return M
