-- expect: time limit|too large|memory limit|too many
-- 2^50 slots moved
table.move({}, 1, 1 << 50, 2)
