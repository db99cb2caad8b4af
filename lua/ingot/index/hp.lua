--- The filter of Hodrick and Prescott (1997): a series as a smooth trend and what is left of it.
---
--- The trend τ minimises Σ (x − τ)² + λ Σ (τ_t+1 − 2 τ_t + τ_t−1)². With D the second differences it
--- is x − Dᵀu, where (1/λ + D Dᵀ) u = D x: a symmetric system of five diagonals, which are the same
--- in every row. A straight line is its own trend, exactly.

local M = {}

--- λ of a filter that keeps cycles longer than so many periods: half of a wave of that length is
--- trend. The OECD takes 133107.94 (120 months) and 13.93 (12 months). Ravn and Uhlig (2002) and the
--- OECD's handbook of cyclical composite leading indicators (2012) give the gain, 1 / (1 + 4 λ
--- (1 − cos ω)²).
---@param periods number  above 2
---@return number lambda
function M.lambda(periods)
  if type(periods) ~= "number" or periods ~= periods or periods <= 2 then
    error(("lambda: a number of periods above 2 expected, got %s"):format(tostring(periods)), 2)
  end
  return 1 / (4 * (1 - math.cos(2 * math.pi / periods)) ^ 2)
end

---@class ingot.HpFactors  L and D of L D Lᵀ = 1/λ + D Dᵀ
---@field n integer        values in a series
---@field pivots number[]
---@field near number[]    L one below the diagonal
---@field far number[]     L two below it

--- The filter for all series of a length.
---@param n integer      values in a series
---@param lambda number  above 0
---@param level? integer where a mistake is raised; default: the caller
---@return ingot.HpFactors
function M.factors(n, lambda, level)
  if type(lambda) ~= "number" or lambda ~= lambda or lambda <= 0 or lambda == math.huge then
    error(("hp: a lambda above 0 expected, got %s"):format(tostring(lambda)), (level or 1) + 1)
  end
  local middle <const> = 6 + 1 / lambda
  local pivots <const>, near <const>, far <const> = {}, {}, {}
  for i = 1, n - 2 do
    local l1 <const> = i > 1 and (-4 - near[i - 1]) / pivots[i - 1] or 0.0
    local l2 <const> = i > 2 and 1 / pivots[i - 2] or 0.0
    near[i], far[i] = l1, l2
    pivots[i] = middle - (i > 1 and l1 * l1 * pivots[i - 1] or 0) - l2
  end
  for i = math.max(n - 1, 1), n do -- below the last row
    near[i], far[i] = 0.0, 0.0
  end
  return { n = n, pivots = pivots, near = near, far = far }
end

--- The cycle: what is left of values without their trend.
---@param values number[]  without gaps
---@param factors ingot.HpFactors  for as many values
---@return number[] cycle
function M.cycle(values, factors)
  local n <const>, pivots <const>, near <const>, far <const> = #values, factors.pivots,
    factors.near, factors.far
  if n ~= factors.n then
    error(("hp: %d values expected, got %d"):format(factors.n, n), 2)
  end
  local u <const> = {}
  local u1, u2 = 0.0, 0.0
  local x0, x1 = values[1], values[2]
  for i = 1, n - 2 do -- L z = D x
    local x2 <const> = values[i + 2]
    u1, u2 = x0 - 2 * x1 + x2 - near[i] * u1 - far[i] * u2, u1
    u[i], x0, x1 = u1, x1, x2
  end
  u1, u2 = 0.0, 0.0
  for i = n - 2, 1, -1 do -- Lᵀ u = D⁻¹ z; with u comes the cycle Dᵀu two places above, in place
    local now <const> = u[i] / pivots[i] - near[i + 1] * u1 - far[i + 2] * u2
    u[i + 2], u1, u2 = now - 2 * u1 + u2, now, u1
  end
  if n > 1 then
    u[2] = u2 - 2 * u1
  end
  u[1] = n > 0 and u1 or nil
  return u
end

--- The trend: the values without their cycle.
---@param values number[]  without gaps
---@param factors ingot.HpFactors  for as many values
---@return number[] trend
---@return number[] cycle
function M.trend(values, factors)
  local cycle <const>, trend <const> = M.cycle(values, factors), {}
  for i = 1, #values do
    trend[i] = values[i] - cycle[i]
  end
  return trend, cycle
end

--- The filter of one series.
---@param values number[]  without gaps
---@param lambda number    133107.94 leaves cycles up to ten years of months, 14400 is usual for
---   months, 1600 for quarters
---@return number[] trend
---@return number[] cycle
function M.split(values, lambda)
  local factors <const> = M.factors(#values, lambda, 2)
  return M.trend(values, factors)
end

return M
