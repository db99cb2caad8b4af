--- Local regression (loess) of values that follow each other at equal distances: Cleveland (1979), as
--- Cleveland, Cleveland, McRae and Terpenning (1990) use it in STL. Near weights are tricube,
--- (1 − (d/h)³)³ with h the distance of the farthest of the q nearest points, or more where q is more
--- than there are; lines or levels are fitted by weighted least squares.
---
--- Distances are whole numbers, so that all weights of one h are one short list, made once. Without
--- robustness weights the fit at a place is a fixed mean of its neighbours: those are kept as well.

local M = {}

-- By h: weights of the distances −reach … reach, in a list from 1 on.
local function tricube(kernels, h)
  local kernel = kernels[h]
  if not kernel then
    local reach = math.floor(0.999 * h)
    reach = reach > 0.999 * h and reach - 1 or reach
    kernel = { reach = reach }
    for d = -reach, reach do
      local part <const> = math.abs(d) / h
      local rest <const> = 1 - part * part * part
      kernel[d + reach + 1] = math.abs(d) <= 0.001 * h and 1.0 or rest * rest * rest
    end
    kernels[h] = kernel
  end
  return kernel
end

-- The slope's part of a fit: nil where the points lie too close together for a line.
local function slope(s0, s1, s2, n)
  local mean <const> = s1 / s0
  local spread <const> = s2 / s0 - mean * mean
  if spread > 0 and math.sqrt(spread) > 0.001 * (n - 1) then
    return mean, -mean / spread
  end
end

-- A level with robustness weights; nil where all weights are zero.
local function weighted_level(y, at, left, right, kernel, robust)
  local s0, t0 = 0.0, 0.0
  local shift <const> = kernel.reach + 1 - at
  for j = left, right do
    local w <const> = kernel[j + shift] * robust[j]
    s0, t0 = s0 + w, t0 + w * y[j]
  end
  return s0 > 0 and t0 / s0 or nil
end

-- A line with robustness weights; nil where all weights are zero.
local function weighted_line(y, n, at, left, right, kernel, robust)
  local s0, s1, s2, t0, t1 = 0.0, 0.0, 0.0, 0.0, 0.0
  local shift <const> = kernel.reach + 1 - at
  for j = left, right do
    local w <const> = kernel[j + shift] * robust[j]
    local d <const>, wy <const> = j - at, w * y[j]
    local wd <const> = w * d
    s0, s1, s2, t0, t1 = s0 + w, s1 + wd, s2 + wd * d, t0 + wy, t1 + wy * d
  end
  if s0 <= 0 then
    return nil
  end
  local mean <const>, b <const> = slope(s0, s1, s2, n)
  return b and (t0 + b * (t1 - mean * t0)) / s0 or t0 / s0
end

-- The weights of a fit without robustness weights, from `left` on.
local function fixed(n, degree, at, left, right, kernel)
  local s0, s1, s2 = 0.0, 0.0, 0.0
  for j = left, right do
    local d <const> = j - at
    local w <const> = kernel[d + kernel.reach + 1]
    s0, s1, s2 = s0 + w, s1 + w * d, s2 + w * d * d
  end
  local mean, b
  if degree > 0 then
    mean, b = slope(s0, s1, s2, n)
  end
  local weights <const> = {}
  for j = left, right do
    local d <const> = j - at
    weights[j - left + 1] = kernel[d + kernel.reach + 1] / s0 * (b and 1 + b * (d - mean) or 1)
  end
  return weights
end

-- The fit at a place from the points between two others; nil where all weights are zero.
local function fit(smoother, y, n, at, left, right, robust)
  local q <const> = smoother.window
  local h <const> = math.max(at - left, right - at) + (q > n and (q - n) // 2 or 0)
  local kernel <const> = tricube(smoother.kernels, h)
  left, right = math.max(left, at - kernel.reach), math.min(right, at + kernel.reach)
  if right < left then
    return nil
  elseif robust and smoother.degree == 0 then
    return weighted_level(y, at, left, right, kernel, robust)
  elseif robust then
    return weighted_line(y, n, at, left, right, kernel, robust)
  end
  local fits <const> = smoother.fits[n] or {}
  local key <const> = h << 40 | (at - left + 1) << 20 | (right - at + 1)
  local weights = fits[key]
  if not weights then
    weights = fixed(n, smoother.degree, at, left, right, kernel)
    smoother.fits[n], fits[key] = fits, weights
  end
  local value = 0.0
  local shift <const> = 1 - left
  for j = left, right do
    value = value + weights[j + shift] * y[j]
  end
  return value
end

-- Which points a fit at place i is from: the q nearest, moved inwards at the ends.
local function neighbours(i, n, q)
  if q >= n then
    return 1, n
  end
  local left <const> = math.min(math.max(i - (q + 1) // 2 + 1, 1), n - q + 1)
  return left, left + q - 1
end

--- A smoother of one window and degree; what it works out it keeps.
---@param window integer  how many points, odd
---@param degree integer  0 or 1
---@param jump integer    fits at every so many places, lines between
---@return table smoother
function M.new(window, degree, jump)
  return { window = window, degree = degree, jump = jump, kernels = {}, fits = {} }
end

--- The fit beyond the ends of a list: before its first value (`at` = 0) or behind its last.
---@param smoother table
---@param y number[]
---@param n integer  values in it
---@param at integer
---@param robust? number[]
---@return number? value  nil where all weights are zero
function M.beyond(smoother, y, n, at, robust)
  local q <const> = math.min(smoother.window, n)
  local left <const> = at < 1 and 1 or n - q + 1
  return fit(smoother, y, n, at, left, left + q - 1, robust)
end

--- Smooths a list of n values; where all weights are zero a value stays.
---@param smoother table
---@param y number[]
---@param n integer
---@param robust? number[]  robustness weights, 0 to 1
---@param out number[]      is filled
---@return number[] out
function M.smooth(smoother, y, n, robust, out)
  if n < 2 then
    out[1] = y[1]
    return out
  end
  local jump <const>, q <const> = math.min(smoother.jump, n - 1), smoother.window
  local left, right, last
  for i = 1, n, jump do
    left, right = neighbours(i, n, q)
    out[i] = fit(smoother, y, n, i, left, right, robust) or y[i]
    for j = (last or i) + 1, i - 1 do
      out[j] = out[last] + (out[i] - out[last]) / jump * (j - last)
    end
    last = i
  end
  if last < n then -- by the points of the last fit
    out[n] = fit(smoother, y, n, n, left, right, robust) or y[n]
    for j = last + 1, n - 1 do
      out[j] = out[last] + (out[n] - out[last]) / (n - last) * (j - last)
    end
  end
  return out
end

return M
