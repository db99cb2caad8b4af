--- The sentences of made-up articles, and the manners of desks. `{q}` prints a figure with its
--- unit; `{m.dir}` is a word that follows a figure's sign; other names are words of the article or
--- desk.

local M = {}

-- Words by the sign of a figure: of a rise, of a fall.
M.moves = {
  dir = { "up", "down" },
  verb = { "rose", "fell" },
  verb2 = { "increased", "decreased" },
  verb3 = { "expanded", "shrank" },
  noun = { "an increase", "a decrease" },
  noun2 = { "growth", "a decline" },
  noun3 = { "a gain", "a drop" },
  more = { "more", "less" },
  higher = { "higher", "lower" },
  above = { "above", "below" },
  mark = { "+", "-" },
}

--- Forms by what they need; one is taken for each section of an article.
M.lead = {
  "{Country} {flowed} {q} of {product} in {month} ({m.mark}{m} {mom}, {y.mark}{y} {yoy}).",
  "In {month}, {flow}s of {product} stood at {q}, versus {qp} in {prev} ({m.mark}{m}) and {ql} "
    .. "a year ago.",
  "{Flow}s of {product} came to {q} in {month}, {m.dir} {m} on {prev} {m&y} {y.dir} {y} on "
    .. "{lastyear}.",
  "{Country}'s {product} {flow}s reached {q} in {month}, {m.dir} {m} {mom} {m&y} {y.dir} {y} "
    .. "{yoy}.",
  "In {month}, {country} {flowed} {q} of {product}, {m.noun} of {m} {mom} and {y.noun} of {y} "
    .. "{yoy}.",
  "{Flow}s of {product} {m.verb2} by {dq} or {m} {mom} to {q} in {month}. {Yoy_ly} they were "
    .. "{y} {y.higher}.",
  "{Country} {flowed} {q} of {product} in {month}, compared with {qp} in {prev} and {ql} in "
    .. "{lastyear}.",
  "{Product} {flow}s {m.verb} to {q} in {month} from {qp} in {prev}, {m.noun3} of {m}, and were "
    .. "{y} {y.above} the level of {lastyear}.",
  "Customs data showed that {flow}s of {product} stood at {q} in {month}, {y.dir} {y} {yoy}; "
    .. "the {mom_adj} change was {m.mark}{m}.",
  "{Flow}s of {product} in {month}: {q}, {m.dir} {m} {mom}, {y.dir} {y} {yoy}.",
  "{Country}'s {flow}s of {product} totalled {q} in {month}, which is {m} {m.more} than in "
    .. "{prev} and {y} {y.more} than in {lastyear}.",
}
M.ytd = {
  "This brought the total for January-{monthname} to {c}, {cr.dir} {cr} on the same period of "
    .. "{ly}.",
  "Year-to-date {flow}s stood at {c}, against {cl} a year ago, {cr.noun} of {cr}.",
  "From January to {monthname}, cumulative {flow}s totaled {c}, {cr.dir} {cr} {yoy} from {cl} "
    .. "in the same period of {ly}.",
  "In the first {count} months of {yearname}, {flow}s amounted to {c}, {cr} {cr.more} than a "
    .. "year earlier.",
  "{Flow}s for January-{monthname} came to {c}, compared with {cl} in the same period last "
    .. "year, {cr.noun} of {cr}.",
  "Cumulative {flow}s from January to {monthname} were {c}, {cr.dir} {cr} {yoy}.",
  "January-{monthname} {flow}s: {c}, {cr.dir} {cr} {yoy}.",
}
M.net = {
  "Imports of {product} were {ni} and exports {ne} in {month}, so that net {main}s came to {n}.",
  "In {month}, net {main}s of {product} reached {n}, {nm.dir} {nm} {mom}; the other flow, "
    .. "{other}s, stood at {no}.",
  "With {other}s of {no} in {month}, net {main}s of {product} were {n}.",
}
M.partners = {
  "{P1} accounted for {p1} ({s1}), {P2} {p2} ({s2}) and {P3} {p3} ({s3}).",
  "Shipments {prep} {P1} {e1.verb} {e1} {mom} to {p1}, while those {prep} {P2} {e2.verb} {e2} "
    .. "to {p2}.",
  "At {p1}, {P1} remained the largest {place}, ahead of {P2} at {p2} and {P3} at {p3}.",
  "{P1} ranked first with {p1}, accounting for {s1} of the total, followed by {P2} with {p2} "
    .. "({s2}) and {P3} with {p3} ({s3}).",
  "By {place}, {P1}, {P2} and {P3} were the largest, with {p1}, {p2} and {p3}, or {s1}, {s2} "
    .. "and {s3} of the total, respectively.",
  "The largest {places} were {P1} ({p1}, {s1}), {P2} ({p2}, {s2}) and {P3} ({p3}, {s3}).",
  "{P1} was the top {place} at {p1}, {d1.dir} {d1} {mom}. {P2} followed with {p2}, {d2.dir} "
    .. "{d2} {mom}, and {P3} with {p3}, {d3.dir} {d3} {mom}.",
  "Volumes {prep} {P1} {e1.verb} by {d1} or {e1} {mom} to {p1}, a share of {s1}; those {prep} "
    .. "{P2} {e2.verb} by {d2} or {e2} {mom} to {p2}, a share of {s2}.",
}
M.provinces = {
  "By registration, {R1} Province led with {r1}, accounting for {t1} of {month} {flow}s; {R2} "
    .. "followed with {r2}, accounting for {t2}.",
  "{R1} {flowed} {r1} ({t1} of the total), {R2} {r2} ({t2}) and {R3} {r3} ({t3}).",
}
M.parts = {
  "In {month}, {flow}s of {A} reached {a}, accounting for {sa}, while {flow}s of {B} stood at "
    .. "{b}, making up the remaining {sb}.",
  "Of this, {A} made up {a} or {sa}, and {B} {b} or {sb}.",
}
M.value = {
  "The {flow} value in {month} was USD {v} million, {vy.dir} {vy} {yoy}.",
  "In value terms, {flow}s {vm.verb} {vm} {mom} to USD {v} million in {month}.",
}
M.production = {
  "Output of {product} in {country} was {o} in {month}, {oy.dir} {oy} {yoy}.",
  "Production {om.verb} {om} {mom} to {o} in {month}.",
}
M.quarter = {
  "{Country}'s {flow}s of {product} came to {k} in {quarter}, {km.dir} {km} {qoq} and {ky.dir} "
    .. "{ky} {yoy}.",
  "In {quarter}, {country} {flowed} {k} of {product}, compared with {kp} in the previous "
    .. "quarter, {km.noun} of {km}.",
}
M.year = {
  "Full-year {flow}s of {product} in {yearname} totaled {f}, {fy.dir} {fy} {yoy} from {fl} in "
    .. "{ly}.",
  "For {yearname} as a whole, {flow}s of {product} reached {f}, {fy.noun} of {fy} on {ly}.",
}
M.index = {
  "The climate index of the {product} industry recorded {x} in {month}, {xd.noun} of {xd} "
    .. "points from {prev}.",
  "The climate index of {product} was {x} in {month}, {xd.dir} {xd} points from {prev}.",
}
M.leading = {
  "The leading index stood at {x} in {month}, {xd.dir} {xd} points from the month before.",
  "Of its parts, the leading index recorded {x}, {xd.noun} of {xd} points from {prev}.",
}
M.comment = {
  "Comment: with {flow}s {y2.dir} {y2} {yoy}, sellers are in no hurry to change their offers.",
  "We note that {flow}s of {q2} in {month} surprised few in the market.",
  "In sum, a {mom_adj} change of {m2.mark}{m2} says less than the {yoy_adj} one of {y2.mark}{y2}.",
}
M.hs = { "(HS codes: {hs1}, {hs2})", "The above data are based on HS codes {hs1} and {hs2}." }
M.filler = {
  "Buyers kept to long-term contracts, and few spot deals were heard.",
  "Freight rates were steady on most routes.",
  "Traders said that enquiries had picked up towards the end of the month.",
  "The policy took effect on May 20 and covers 12 new projects.",
  "Analysts will watch whether the arbitrage reopens.",
  "Two plants are under maintenance, and one of them should return soon.",
}

--- Manners of desks. `unit`: text, power of ten in tonnes, decimals; `large`: the same, from how
--- many kilograms on.
M.desks = {
  { name = "bulletin", country = "China", unit = { " mt", 0, -2 }, rate = { "%", 1 },
    mom = "MoM", yoy = "YoY", dateline = "{Mon} {day}, {inyear}",
    sections = { "lead", "ytd", "hs", "net", "partners", "provinces" } },
  { name = "analyst", country = "China", unit = { " mt", 0, -2 }, rate = { "%", 2 },
    mom = "month-on-month", yoy = "year-on-year",
    dateline = "Published: {Mon} {day}, {inyear} 11:20",
    sections = { "lead", "hs", "ytd", "parts", "partners", "filler", "provinces", "production",
      "filler", "comment" } },
  { name = "agency", country = "China", unit = { " tons", 0, -2 },
    large = { " million tons", 6, 2 }, rate = { "%", 1 },
    mom = "from the previous month", yoy = "from a year earlier",
    dateline = "BEIJING, {Mon} {day} -",
    sections = { "lead", "filler", "ytd", "partners", "value", "filler" } },
  { name = "table", country = "India", format = "md", unit = { " t", 0, -2 }, rate = { "%", 1 },
    mom = "m/m", yoy = "y/y", dateline = "*{day} {Mon} {inyear}*",
    sections = { "lead", "table", "ytd", "net", "partners", "filler" } },
  { name = "page", country = "China", format = "html", unit = { " tonnes", 0, -2 },
    large = { " kt", 3, 1 }, rate = { " per cent", 1 },
    mom = "month on month", yoy = "year on year", dateline = "Updated {day} {Mon} {inyear}",
    sections = { "lead", "ytd", "partners", "filler", "value", "production" } },
  { name = "year", country = "China", unit = { " mt", 0, -3 }, rate = { "%", 2 }, now = 36,
    mom = "MoM", yoy = "YoY", dateline = "January 23, 2026",
    sections = { "lead", "year", "parts", "partners", "filler", "comment" } },
  { name = "quarter", country = "South Korea", unit = { " tonnes", 0, -1 },
    large = { " million tonnes", 6, 3 }, rate = { " percent", 1 }, now = 33,
    mom = "on the month", yoy = "on the year", dateline = "October 21, 2025",
    sections = { "quarter", "lead", "ytd", "partners", "filler", "value" } },
  { name = "index", country = "China", unit = { " mt", 0, -2 }, rate = { "%", 1 },
    mom = "MoM", yoy = "YoY", dateline = "Post time: {Mon}-{day}-{inyear}",
    sections = { "index", "leading", "lead", "production", "filler", "ytd", "net" } },
  { name = "short", country = "China", unit = { " mt", 0, -2 }, large = { "万吨", 4, 2, 3e7 },
    rate = { "%", 1 }, mom = "MoM", yoy = "YoY", dateline = "{day} {Mon} {inyear}",
    sections = { "lead", "ytd", "partners", "net", "production", "filler" } },
}

M.chrome = { {
  md = "", txt = "",
    html = '<html><head><title>{title}</title></head><body><nav><a href="/">Home</a>'
    .. ' <a href="/m">Markets (18)</a></nav><article><h1>{title}</h1>',
}, {
  md = "", txt = "",
  html = "</article><aside><h3>Most read</h3><p>Gold up 2.1% this week</p></aside>"
    .. "<footer>Tel. 010 5166 6837</footer></body></html>",
} }

M.titles = {
  "{Product}: {flow}s in {month}",
  "{Country}'s {product} {flow}s {y.verb3} in {monthname}",
  "{Product} trade review, {month}",
}

return M
