--- Files that are hard to read, and what must come of them: a table, whole, or an error, whole. Each
--- case has a file of its own here; where the collection of hostile files lies beside the checkout,
--- its file of that number is read as well.
---
---   gives   the table without `file` and `line`: names with types, then the rows as CSV
---   fails   the message behind the path; kind is "data" unless `kind` says otherwise
---   theirs  { gives or fails } of the collection's file, or a function that is given its table

local assert = require "luassert"

local HEADER <const> = "hs_code,country,weight_kg,value_usd\n"
local TYPED <const> = "hs_code text,country text,weight_kg decimal(0),value_usd decimal(0)\n"
local DECIMALS <const> = "hs_code text,country text,weight_kg decimal(1),value_usd decimal(2)\n"
local EMPTY <const> = "hs_code text,country text,weight_kg text,value_usd text\n"
local ONE <const> = DECIMALS .. "01012100,CN,12.5,100.25\n"
local UTF16 <const> = ': UTF-16 is not read; in Excel save it as "CSV UTF-8", or: '
  .. "iconv -f UTF-16 -t UTF-8 FILE > NEW"
local ROWS <const> = '; on_error = "collect" reads on and lists such rows'
local CELLS <const> = '; on_error = "collect" reads on and lists such cells'
local GBK <const> = 'name a profile or set encoding = "gb18030" (Chinese) or "latin1" (Western)'

local function utf16(text, big)
  return (text:gsub(".", big and "\0%0" or "%0\0"))
end

local function expect(list)
  return table.concat(list, "\n") .. "\n"
end

-- A table is what a list of rows makes of it.
local function holds(n, first, last)
  return function(data, row)
    assert.equals(n, #data)
    assert.equals(first, row(1))
    assert.equals(last, row(n))
  end
end

local function many(n, line)
  local lines <const> = {}
  for i = 1, n do
    lines[i] = line(i)
  end
  return table.concat(lines)
end

return {
  { id = "h01", what = "an empty file", bytes = "", fails = ": empty file" },
  { id = "h02", what = "a header alone", bytes = HEADER, gives = EMPTY },
  { id = "h03", what = "a header without a line end", bytes = HEADER:sub(1, -2), gives = EMPTY },
  { id = "h04", what = "nothing but line ends", bytes = "\r\n\n\n\r", fails = ": empty file" },
  { id = "h05", what = "UTF-8 behind a mark",
    bytes = "\u{FEFF}" .. HEADER .. "01012100,CN,12.5,100.25\n", gives = ONE },
  { id = "h06", what = "UTF-16, low bytes first",
    bytes = "\xFF\xFE" .. utf16("hs,kg\n01,5\n"), fails = UTF16 },
  { id = "h07", what = "UTF-16, high bytes first",
    bytes = "\xFE\xFF" .. utf16("hs,kg\n01,5\n", true), fails = UTF16 },
  { id = "h08", what = "a quoted header behind a mark",
    bytes = '\u{FEFF}"hs_code","country"\n"01","CN"\n', gives = "hs_code text,country text\n01,CN\n" },
  { id = "h09", what = "GBK taken for UTF-8", bytes = "\xB1\xE0\xC2\xEB,kg\n01,12.5\n",
    fails = ":1: not UTF-8 (byte 0xb1 at byte 1 of the file); " .. GBK },
  { id = "h09", what = "GBK named", options = { encoding = "gb18030" },
    bytes = "\xB1\xE0\xC2\xEB,\xB9\xFA\xBC\xD2\n01012100,\xD6\xD0\xB9\xFA\n",
    gives = "编码 text,国家 text\n01012100,中国\n",
    theirs = { gives = "编码 text,国家 text,重量 decimal(1)\n01012100,中国,12.5\n" } },
  { id = "h10", what = "delimiters and escapes inside GBK characters",
    options = { encoding = "gb18030", delimiter = "|" },
    bytes = "\xC6\xB7\xC3\xFB|\xCA\xFD\xC1\xBF\n\x81|\x81\x5C|1\n",
    gives = "品名 text,数量 decimal(0)\n亅乗,1\n", theirs = false },
  { id = "h10", what = "delimiters inside GBK characters of others",
    options = { encoding = "gb18030" }, bytes = "\xC6\xB7\xC3\xFB,n\n\x81|,1\n",
    gives = "品名 text,n decimal(0)\n亅,1\n",
    theirs = { gives = "品名 text,数量 decimal(0)\n亅,1\n" } },
  { id = "h11", what = "GBK that ends inside a character", options = { encoding = "gb18030" },
    bytes = "\xC6\xB7\xC3\xFB,kg\n\xC2",
    fails = ":2: not GB18030 (byte 0xc2 at byte 9 of the file)",
    theirs = { fails = ":2: not GB18030 (byte 0xc2 at byte 11 of the file)" } },
  { id = "h12", what = "bytes that are no UTF-8", bytes = HEADER .. "01\xFF12,CN,1,1\n",
    fails = ":2: not UTF-8 (byte 0xff at byte 39 of the file); " .. GBK },
  { id = "h12", what = "an overlong form", bytes = HEADER .. "\xC0\x80,CN,1,1\n",
    fails = ":2: not UTF-8 (byte 0xc0 at byte 37 of the file); " .. GBK, theirs = false },
  { id = "h12", what = "a surrogate", bytes = HEADER .. "1,\xED\xA0\x80,1,1\n",
    fails = ":2: not UTF-8 (byte 0xed at byte 39 of the file); " .. GBK, theirs = false },
  { id = "h12", what = "a character beyond the last", bytes = HEADER .. "1,1,1,\xF5\x80\x80\x80",
    fails = ":2: not UTF-8 (byte 0xf5 at byte 43 of the file); " .. GBK, theirs = false },
  { id = "h13", what = "NUL bytes", bytes = HEADER .. "01\00012100,CN,1,1\n",
    fails = ": binary data (a NUL byte at byte 39)" },
  { id = "h14", what = "CR as line end",
    bytes = HEADER:gsub("\n", "\r") .. ("01012100,CN,12.5,100.25\r"):rep(3),
    gives = ONE .. ("01012100,CN,12.5,100.25\n"):rep(2), lines = { 2, 3, 4 } },
  { id = "h15", what = "all line ends in one file",
    bytes = HEADER .. "01,CN,1,1\r\n02,CN,2,2\n03,CN,3,3\r04,CN,4,4",
    gives = TYPED .. "01,CN,1,1\n02,CN,2,2\n03,CN,3,3\n04,CN,4,4\n", lines = { 2, 3, 4, 5 } },
  { id = "h16", what = "CR CR LF", bytes = HEADER:gsub("\n", "\r\r\n") .. "01012100,CN,12.5,100.25\r\r\n",
    gives = ONE, lines = { 3 } },
  { id = "h17", what = "a quote that is never closed", bytes = HEADER .. '"01,CN,1,1\n02,CN,2,2\n',
    fails = ":3: a quote opened on line 2 is never closed" },
  { id = "h18", what = "text behind a closing quote",
    bytes = HEADER .. '"01"x,CN,1,1\n02,"a"b"c",3,4\n',
    fails = ":2: expected 4 fields, got 3: '\"01\"x,CN,1,1\\x0a02,\"a\"b\"c\",3,4'" .. ROWS },
  { id = "h19", what = "quotes inside bare cells", bytes = HEADER .. '01,C"N,1,1\n02,6" pipe,2,2\n',
    gives = TYPED .. '01,"C""N",1,1\n02,"6"" pipe",2,2\n' },
  { id = "h20", what = "line ends inside quotes", lines = { 2, 6, 10 },
    bytes = HEADER .. ('01,"multi\r\nline\n\nname",1,1\n'):rep(3),
    gives = TYPED .. ('01,"multi\r\nline\n\nname",1,1\n'):rep(3) },
  { id = "h21", what = "line ends, commas and quotes in long quoted cells",
    bytes = HEADER .. many(5000, function(i)
      local n <const> = i % 211
      return ('0101,"%s\n,\n""%s",%d.5,1\n'):format(("x"):rep(n), ("y"):rep(n // 3), i - 1)
    end),
    gives = holds(5000, '0101,"x\n,\n""",0.5,1', '0101,"' .. ("x"):rep(5000 % 211) .. '\n,\n""'
      .. ("y"):rep(5000 % 211 // 3) .. '",4999.5,1'),
    theirs = { gives = function(data)
      assert.equals(20000, #data)
      assert.equals("200000000.0", data:agg { s = "sum(weight_kg)" }:collect():text(1, "s"))
    end } },
  { id = "h22", what = "a row that is too short", bytes = HEADER .. "01,CN\n02,CN,2,2\n",
    fails = ":2: expected 4 fields, got 2: '01,CN'" .. ROWS },
  { id = "h22", what = "a row that is too short, rejected",
    options = { on_error = "collect" }, bytes = HEADER .. "01,CN\n02,CN,2,2\n",
    gives = TYPED .. "02,CN,2,2\n", lines = { 3 }, rejects = "2,,short_row,,\"expected 4 fields, got 2\",\"01,CN\"\n" },
  { id = "h22", what = "a row that is too short, padded", options = { ragged = "pad" },
    bytes = HEADER .. "01,CN\n02,CN,2,2\n", gives = TYPED .. "01,CN,,\n02,CN,2,2\n" },
  { id = "h23", what = "a row that is too long",
    bytes = HEADER .. "01,CN,1,1,extra,extra\n02,CN,2,2\n",
    fails = ":2: expected 4 fields, got 6: '01,CN,1,1,extra,extra'" .. ROWS },
  { id = "h23", what = "a row that is too long, rejected",
    options = { on_error = "collect" }, bytes = HEADER .. "01,CN,1,1,extra,extra\n02,CN,2,2\n",
    gives = TYPED .. "02,CN,2,2\n", lines = { 3 } },
  { id = "h24", what = "doubled and empty headings", bytes = "id,id,,ID,file\n1,2,3,4,5\n",
    gives = "id decimal(0),id_2 decimal(0),column_3 decimal(0),ID decimal(0),file_2 decimal(0)\n"
      .. "1,2,3,4,5\n", theirs = false },
  { id = "h24", what = "a heading that is empty at the end, and cells below it",
    bytes = "id,id,ID,,\n1,2,3,4,5\n", fails = ":2: expected 4 fields, got 5: '1,2,3,4,5'" .. ROWS },
  { id = "h25", what = "headings that are code, markup and control characters",
    bytes = '"a\nb","c,d","x""y","__index","end","\27[31m"\n1,2,3,4,5,6\n', lines = { 3 },
    gives = 'a\nb decimal(0),c,d decimal(0),x"y decimal(0),__index decimal(0),end decimal(0),'
      .. "\27[31m decimal(0)\n1,2,3,4,5,6\n" },
  { id = "h26", what = "leading zeros", bytes = HEADER .. "01012100,CN,1,1\n85171300,CN,2,2\n00000000,CN,0,0\n",
    gives = TYPED .. "01012100,CN,1,1\n85171300,CN,2,2\n00000000,CN,0,0\n" },
  { id = "h27", what = "a leading zero at the very end",
    bytes = HEADER .. ("85171300,CN,1,1\n"):rep(50000) .. "01012100,CN,1,1\n",
    gives = holds(50001, "85171300,CN,1,1", "01012100,CN,1,1"),
    theirs = { gives = holds(30001, "85171300,CN,1,1", "01012100,CN,1,1") } },
  { id = "h28", what = "whole numbers beyond 64 bits",
    bytes = "id,v\n1,9223372036854775807\n2,9223372036854775808\n",
    gives = "id decimal(0),v real\n1,9.223372036854776e+18\n2,9.223372036854776e+18\n",
    warns = "v: numbers of more than 17 digits are rounded; read as text they keep them",
    theirs = { gives = "id decimal(0),v real\n1,9.223372036854776e+18\n2,9.223372036854776e+18\n"
      .. "3,-9.223372036854776e+18\n4,1.8446744073709552e+19\n5,1e+26\n" } },
  { id = "h28", what = "whole numbers beyond 64 bits as text", options = { types = { v = "text" } },
    bytes = "id,v\n1,9223372036854775807\n2,9223372036854775808\n",
    gives = "id decimal(0),v text\n1,9223372036854775807\n2,9223372036854775808\n",
    theirs = { gives = "id decimal(0),v text\n1,9223372036854775807\n2,9223372036854775808\n"
      .. "3,-9223372036854775809\n4,18446744073709551616\n5,99999999999999999999999999\n" } },
  { id = "h29", what = "what only looks like a number",
    bytes = "v\n1e400\n5e-324\n0x1p3\ninf\nnan\n1e\n.5\n5.\n+5\n--5\n1_000\n",
    gives = "v text\n1e400\n5e-324\n0x1p3\ninf\nnan\n1e\n.5\n5.\n+5\n--5\n1_000\n",
    theirs = { gives = expect { "v text", "1e400", "-1e400", "1e-400", "5e-324",
      "1.7976931348623157e308", "0x1p3", "0x10", "inf", "-Infinity", "nan", "NaN", "1e", ".5", "5.",
      "+5", "--5", "1_000" } } },
  { id = "h30", what = "thousands, unasked", bytes = 'v\n"1,234.5"\n"1,23.4"\n1234.5\n',
    gives = 'v text\n"1,234.5"\n"1,23.4"\n1234.5\n',
    theirs = { gives = 'v text\n"1,234.5"\n"1,234,567"\n"12,34,567"\n"1,23.4"\n1234.5\n' } },
  { id = "h30", what = "thousands", options = { thousands = "," },
    bytes = 'v\n"1,234.5"\n"1,234,567"\n1234.5\n', gives = "v decimal(1)\n1234.5\n1234567.0\n1234.5\n",
    theirs = false },
  { id = "h30", what = "thousands in wrong places",
    options = { thousands = ",", types = { v = "decimal" } }, bytes = 'v\n"1,234.5"\n"12,34,567"\n',
    fails = ":3: column 'v': integer or decimal expected, got '12,34,567'" .. CELLS,
    theirs = { fails = ":4: column 'v': integer or decimal expected, got '12,34,567'" .. CELLS } },
  { id = "h31", what = "decimal commas",
    options = { delimiter = ";", decimal = ",", thousands = "." },
    bytes = "v;w\n1.234,56;1,5\n-0,5;1.000\n",
    gives = "v decimal(2),w decimal(1)\n1234.56,1.5\n-0.50,1000.0\n" },
  { id = "h31", what = "decimal commas, unasked", options = { delimiter = ";" },
    bytes = "v;w\n1.234,56;1,5\n-0,5;1.000\n",
    gives = 'v text,w text\n"1.234,56","1,5"\n"-0,5",1.000\n' },
  { id = "h32", what = "signs of bookkeepers", bytes = "v\n(123)\n12%\n$5.00\n€5\n5-\n",
    gives = "v text\n(123)\n12%\n$5.00\n€5\n5-\n",
    theirs = { gives = "v text\n(123)\n(1.5)\n12%\n$5.00\n€5\n5-\n" } },
  { id = "h33", what = "words for what is missing, none given", bytes = "v\n-\nNA\n…\n*\nnull\n\\N\n:\n",
    gives = "v text\n-\nNA\n…\n*\nnull\n\\N\n:\n", theirs = false },
  { id = "h33", what = "words for what is missing, given",
    options = { missing = { "-", "NA" } }, bytes = "v\n-\nNA\n5\n", gives = "v decimal(0)\n\"\"\n\"\"\n5\n",
    theirs = false },
  { id = "h34", what = "digits of other scripts", bytes = "v\n１２３４\n٣\n123\n",
    gives = "v text\n１２３４\n٣\n123\n", theirs = { gives = "v text\n１２３４\n１，２３４．５\n٣\n123\n" } },
  { id = "h35", what = "days, and what is none", bytes = "d\n2024-02-30\n20240229\n29/02/2023\n1/2/2024\n",
    gives = "d text\n2024-02-30\n20240229\n29/02/2023\n1/2/2024\n",
    theirs = { gives = expect { "d text", "2024-02-30", "2024-02-29", "20240229", "0000-00-00",
      "29/02/2023", "1/2/2024", "2024-13-01", "99999-01-01" } } },
  { id = "h36", what = "blanks are data, but around numbers", options = { trim = false },
    bytes = 'a, b ,c\n 1 ,x , 3\n\u{A0}5,\u{3000},\t7\n',
    gives = "a text,b text,c decimal(0)\n\" 1 \",\"x \",3\n\u{A0}5,\u{3000},7\n",
    theirs = { gives = 'a text,b text,c decimal(0)\n" 1 "," ""x"" ",3\n\u{A0}5,\u{3000},7\n' } },
  { id = "h36", what = "blanks that are no data", options = { trim = true },
    bytes = 'a, b ,c\n 1 , "x" , 3\n\u{A0}5,\u{3000},\t7\n',
    gives = "a text,b text,c decimal(0)\n1,x,3\n\u{A0}5,\u{3000},7\n" },
  { id = "h37", what = "formulas", bytes = 'name,v\n=1+1,1\n@SUM(A1),3\n"=HYPERLINK(""http://x"")",4\n',
    gives = 'name text,v decimal(0)\n=1+1,1\n@SUM(A1),3\n"=HYPERLINK(""http://x"")",4\n',
    theirs = { gives = 'name text,v decimal(0)\n=1+1,1\n+cmd|x,2\n@SUM(A1),3\n'
      .. '"=HYPERLINK(""http://x"")",4\n' } },
  { id = "h38", what = "delimiters alone", bytes = ",,,\n,,,\n,,,\n",
    gives = "column_1 text,column_2 text,column_3 text\n,,\n,,\n" },
  { id = "h39", what = "twenty thousand columns",
    bytes = many(20000, function(i) return (i > 1 and "," or "") .. "c" .. i end) .. "\n"
      .. many(20000, function(i) return (i > 1 and "," or "") .. i end) .. "\n",
    gives = function(data)
      assert.equals(20002, #data:schema())
      assert.equals("20000", data:text(1, "c20000"))
    end,
    theirs = { gives = function(data) assert.equals("19999", data:text(1, "c19999")) end } },
  { id = "h40", what = "a heading of a megabyte", bytes = ("m"):rep(1 << 20) .. ",b\n1,2\n",
    gives = ("m"):rep(1 << 20) .. " decimal(0),b decimal(0)\n1,2\n",
    theirs = { gives = function(data) assert.equals("2", data:text(1, "b")) end } },
  { id = "h41", what = "a quoted cell at the end", bytes = HEADER .. '01,"CN",1,"1"', gives = TYPED .. "01,CN,1,1\n" },
  { id = "h42", what = "a quote at the end", bytes = HEADER .. "01,CN,1,\"'",
    fails = ":2: a quote opened on line 2 is never closed" },
  { id = "h43", what = "the end mark of DOS", bytes = HEADER .. "01012100,CN,12.5,100.25\n\x1A", gives = ONE },
  { id = "h44", what = "a line that names the delimiter", bytes = "sep=;\na;b\n1;2\n",
    gives = "a decimal(0),b decimal(0)\n1,2\n", lines = { 3 } },
  { id = "h45", what = "comments before the header", options = { comment = "#" },
    bytes = "# source: customs\n# unit: kg\n\nhs,kg\n01,1\n", lines = { 5 },
    gives = "hs text,kg decimal(0)\n01,1\n" },
  { id = "h45", what = "lines before the header", options = { skip = 2 },
    bytes = "# source: customs\n# unit: kg\n\nhs,kg\n01,1\n", lines = { 5 },
    gives = "hs text,kg decimal(0)\n01,1\n" },
  { id = "h46", what = "bytes of all kinds", bytes = "\0\1\2\3\n" .. ("\xFE\n\0"):rep(5000),
    fails = ": binary data (a NUL byte at byte 1)" },
  { id = "h47", what = "bytes that only begin as gzip does", bytes = "\x1F\x8B\8\0garbage here",
    fails = ": damaged gzip data (invalid code lengths set, before byte 15)",
    theirs = { fails = ": damaged gzip data (invalid stored block lengths, before byte 16)" } },
  { id = "h48", what = "backslashes, unasked", bytes = 'a,b\n"x\\\\",2\n', gives = "a text,b decimal(0)\nx\\\\,2\n",
    theirs = false },
  { id = "h48", what = "backslashes as escapes", options = { escape = "\\" },
    bytes = 'a,b\n"x\\"y",1\n"x\\\\",2\n', gives = 'a text,b decimal(0)\n"x""y",1\nx\\,2\n' },
  { id = "h49", what = "a hundred thousand quotes", bytes = "a\n" .. ('"'):rep(200002) .. "\n",
    gives = 'a text\n"' .. ('"'):rep(200000) .. '"\n',
    theirs = { fails = ":2: a quote opened on line 2 is never closed" } },
  { id = "h50", what = "a delimiter of two characters", options = { delimiter = "||" },
    bytes = "a||b||c\n1||2||3\n", gives = "a decimal(0),b decimal(0),c decimal(0)\n1,2,3\n" },
}
