---@meta ingot.native

--- The host's side of ingot. Wrong use raises, with the script's line; a failure of the world gives
--- `nil, message, kind` (see ingot.error for kinds).
---@class ingot.native
---@field version string  "0.1.0"
---@field share string    the folder that holds lua/ and data/
---@field null lightuserdata  JSON's null
---@field methods { Table: table, Query: table, Grouping: table, Formula: table, Column: table,
---   Linear: table }
---   the tables of methods, open to additions from Lua
local native = {}

---@class ingot.native.ColumnSpec
---@field name string         canonical name in the table
---@field aliases? string[]   headers it may stand under
---@field kind? "infer"|"decimal"|"real"|"text"|"month"
---@field decimal? "."|","     mark of its numbers; the spec's by default
---@field thousands? string   mark allowed inside its numbers; the spec's by default, "": none
---@field required? boolean   a file without it is refused
---@field apostrophe? boolean headings may have one in front, as a spreadsheet puts it there
---@field unit? string
---@field missing? string[]   words that mean a missing cell

---@alias ingot.native.Part "delimiter"|"quote"|"escape"|"comment"|"trim"|"header"|"skip"

---@class ingot.native.ReadSpec
---@field name? string        of the profile, for messages
---@field delimiter? string   "," by default; one to seven characters
---@field quote? string       '"' by default; "": none
---@field escape? string      "" by default: quotes are doubled
---@field comment? string     "" by default: no line is one
---@field trim? boolean       false by default: blanks around cells are data
---@field header? boolean     true by default; without one the columns are the spec's, in order, or
---   column_1 … where it has none
---@field skip? integer       lines before the header, 0 by default
---@field detect? ingot.native.Part[]  what to find out of each file; what the spec says of it is only
---   what holds where that cannot be told
---@field encoding? "utf8"|"auto"|"gb18030"|"latin1"  "utf8" by default
---@field decimal? "."|","    mark of numbers, "." by default
---@field thousands? string   mark inside numbers, "" by default
---@field missing? string[]   words that mean a missing cell in columns that the spec does not describe
---@field all_text? boolean   columns of kind "infer", and those not described, are text
---@field on_error? "stop"|"collect"   "stop" by default
---@field ragged? "reject"|"pad"       "reject" by default
---@field limits? { record_bytes?: integer, columns?: integer }
---@field row_cap? integer    a file of exactly so many rows gets a warning
---@field columns? ingot.native.ColumnSpec[]
---@field constants? string[][]  pairs { name, value }: columns with one value in every row

--- Calls a function as pcall does; SIGINT raises "interrupted" in it, once. Without a function a session
--- begins: from now on SIGINT does nothing else.
---@param fn? function
---@param ... any
---@return boolean worked
---@return any ...
function native.interruptible(fn, ...) end

--- Reads a line from the terminal, with editing and history; not for workers, which have no terminal.
---@param about { prompt?: string, history?: string[], complete?: fun(line: string, cursor: integer): string?, string? }
---   `complete` gets the line and how many bytes of it stand before the cursor, and gives what to insert
---   there, or what to show below the line
---@return string|false|nil line  false: left by Ctrl-C; nil: the input has ended
function native.line(about) end

--- What standard input has by now, waited for; nil at its end, and when a signal comes that ends the
--- program.
---@return string? bytes
function native.piped() end

--- Reads delimited files into one table.
---@param paths string|string[]
---@param spec? ingot.native.ReadSpec
---@return ingot.Table? table, string? message, ingot.ErrorKind? kind
function native.read(paths, spec) end

---@class ingot.native.Finding
---@field what ingot.native.Part
---@field value string   as an option would be given: ";", "true", "2"; "" for none
---@field given boolean  by the spec
---@field why string     "" where it is given

---@class ingot.native.Head
---@field encoding "utf8"|"gb18030"|"latin1"  as far as the first 256 KiB tell
---@field packing "plain"|"gzip"|"zstd"
---@field findings ingot.native.Finding[]
---@field records string[][]  the first 16, before any line is skipped; in UTF-8
---@field first integer  the record that the table begins with

--- Looks at the beginning of a file: how it is written, and its first records. Without `detect` in
--- the spec nothing is found out.
---@param path string
---@param spec? ingot.native.ReadSpec
---@return ingot.native.Head? head, string? message, ingot.ErrorKind? kind
function native.sniff(path, spec) end

---@class ingot.native.Column
---@field name string
---@field type? "decimal"|"real"|"text"|"month"|"bool"  by the values when nil
---@field scale? integer   places of a decimal, 0 to 9; as many as its values need when nil
---@field unit? string
---@field values table     may have holes: missing cells. Decimals are integers, exact texts such as
---   "21393.2" or numbers of ingot.number; months are texts or objects whose text is a month

--- Makes a table from Lua lists.
---@param columns ingot.native.Column[]
---@param n_rows integer
---@return ingot.Table
function native.table(columns, n_rows) end

---@class ingot.native.Changes
---@field coverage? ingot.Table|ingot.Query|false
---@field rejects? ingot.Table|ingot.Query|false
---@field warnings? ingot.Table|ingot.Query|false
---@field detected? ingot.Table|ingot.Query|false
---@field unit? table<string, string>  column → unit

--- A table with the same columns, and other attachments or units.
---@param table ingot.Table|ingot.Query
---@param changes ingot.native.Changes
---@return ingot.Table
function native.with(table, changes) end

--- Writes a table as a snapshot, whole or not at all; `about` is text that it carries.
---@param table ingot.Table|ingot.Query
---@param path string
---@param about? string
---@return true? ok, string? message, ingot.ErrorKind? kind
function native.pack(table, path, about) end

--- Opens a snapshot, or any Arrow file: the table and what it carries; or nil, message, kind, and
--- what it carries if that can still be trusted.
---@param path string
---@return ingot.Table? table, string? about_or_message, ingot.ErrorKind? kind, string? about
function native.open(path) end

--- What to do about damage that is found in the rows of a table that was opened: messages of it end
--- with "; " and this text.
---@param table ingot.Table
---@param text string
function native.advise(table, text) end

--- Checks every row and text of a table that was opened.
---@param table ingot.Table|ingot.Query
---@return { column: string, part: string, blocks: integer, bytes: integer }[]? checked
---@return string? message, ingot.ErrorKind? kind
function native.verify(table) end

--- Parses a formula; one that does not parse is an error.
---@param text string
---@return ingot.Formula
function native.formula(text) end

--- An empty system of linear inequalities.
---@return ingot.Linear
function native.linear() end

--- A value as JSON. Keys stand in the order of the list `__order` of a table's metatable, others
--- after it, sorted; an empty table is an object unless its metatable has `__array`; a value that
--- has `__tostring` is its text. What JSON cannot say is an error with its place.
---@param value any
---@param indent? integer     blanks a level; 0 (all on one line) by default
---@param any_bytes? boolean  texts are no UTF-8, but bytes: each is written as the character of its number
---@return string
function native.json_encode(value, indent, any_bytes) end

--- JSON as Lua values: integers stay integers, null is native.null.
---@param text string
---@param any_bytes? boolean  as it was written
---@return any value, string? message, ingot.ErrorKind? kind
function native.json_decode(text, any_bytes) end

--- Makes a file hold exactly these bytes, or leaves it as it was.
---@param path string
---@param bytes string
---@return true? ok, string? message, ingot.ErrorKind? kind
function native.write(path, bytes) end

---@class ingot.native.Look
---@field kind "file"|"folder"|"other"|"link"  "link": one that leads nowhere
---@field link boolean       whether it was a link that led there
---@field target? string     what a link that leads nowhere says
---@field size? integer      bytes
---@field modified? integer  when its bytes were last changed, in nanoseconds
---@field changed? integer   when anything about it was
---@field device? integer
---@field inode? integer     with the device: the same for two names of one file

--- What is known of a path without opening it; nil alone where there is nothing.
---@param path string
---@return ingot.native.Look? look, string? message, ingot.ErrorKind? kind
function native.look(path) end

--- The names in a folder, in order of their bytes, without "." and "..".
---@param folder string
---@return string[]? names, string? message, ingot.ErrorKind? kind
function native.names(folder) end

--- The bytes of a file, or the first of them.
---@param path string
---@param most? integer  bytes
---@return string? bytes, string? message, ingot.ErrorKind? kind
function native.slurp(path, most) end

--- Makes a folder, and those above it, where they are not there.
---@param path string
---@return true? ok, string? message, ingot.ErrorKind? kind
function native.make_folder(path) end

--- Removes a file.
---@param path string
---@return true? ok, string? message, ingot.ErrorKind? kind
function native.remove(path) end

--- The folder that relative paths start from.
---@return string? folder, string? message, ingot.ErrorKind? kind
function native.where() end

--- A variable of the environment: INGOT_…, and those that say where the desk's own files are and how
--- its terminal is. All others are nil.
---@param name string
---@return string?
function native.getenv(name) end

--- XXH3 of a file's bytes: "xxh3:" and 16 hexadecimal digits.
---@param path string
---@return string? hash, string? message, ingot.ErrorKind? kind
function native.hash(path) end

--- The columns a text takes on a terminal: two for a Chinese character, none for a combining mark.
---@param text string
---@return integer
function native.width(text) end

--- How many columns a line of the terminal behind a file descriptor has; nil where it is none.
---@param fd integer
---@return integer?
function native.columns(fd) end

--- Whether a file descriptor is a terminal: 0 input, 1 output, 2 errors.
---@param fd integer
---@return boolean
function native.isatty(fd) end

--- How many processors the machine has online. Not in a worker.
---@return integer
function native.processors() end

--- Clocks to measure with: a difference of two readings is a time. For benchmarks; nothing that a
--- script prints depends on them.
---@return number seconds    on a clock that only goes forward
---@return number processor  seconds of processor time, over all threads of this process
function native.clock() end

--- The variables that a function on the stack can name, for messages: its locals, else its upvalues.
---@param level integer     as debug.getinfo counts
---@return table<string, any>?  nil where nothing runs at that level
function native.variables(level) end

--- Workers to hand jobs to. Only a supervisor has a crew.
---@return ingot.Crew
function native.crew() end

--- Sends the supervisor a request and waits for its answer. Only a worker has a supervisor.
---@param text string  JSON
---@return string answer  JSON
function native.ask(text) end

--- Leaves word with the supervisor: the last comes with the end of the worker.
---@param text string  JSON
function native.tell(text) end

--- Has what was written below the output folder put in its place: all of it, or nothing.
---@return true? committed, string? message, ingot.ErrorKind? kind
function native.commit() end

--- A table that several workers share, and what was kept with it; nil where this worker was handed
--- none of that name.
---@param name string
---@return ingot.Table?, string? about
function native.input(name) end

--- Fills the memory that this worker was handed with a table, for others to share.
---@param data ingot.Table
---@param about string
---@return true? filled, string? message, ingot.ErrorKind? kind
function native.fill(data, about) end

--- What the native side holds, what Lua holds beside it, and the limit of both (0: none).
---@return { live_bytes: integer, peak_bytes: integer, live_blocks: integer, calls: integer,
---   lua_bytes: integer, limit_bytes: integer }
function native.memory() end

--- Limits what the native side and Lua hold together; 0 takes that back. Native work that would pass
--- the limit fails before it does, as an error of the kind "limit". Lua may pass it by a quarter: it
--- gets the same error at its next instruction, and the program ends where that is not enough.
---@param bytes integer
function native.memory_limit(bytes) end

--- Stops queries and readers with the error "interrupted" of the kind "stopped" after so many
--- milliseconds, and until it is called again, without an argument. For tests.
---@param milliseconds? integer
function native.cancel_after(milliseconds) end

--- Makes the nth native allocation from now fail, once; 0 takes that back. For tests.
---@param n integer
function native.fail_at(n) end

--- The number of threads that queries and readers use; with an argument, sets it first (1 to 64).
---@param n? integer
---@return integer
function native.threads(n) end

---@class ingot.native.Frame
---@field source string    as Lua calls the chunk: "@s.lua"
---@field short string     as messages call it: "s.lua"
---@field what "Lua"|"C"|"main"
---@field name? string     of the function, as it was called
---@field line? integer    where it is now; nil for functions of the host
---@field defined? integer the line where the function begins

--- What is known of a function, or of one that runs: level 1 is whoever asks, 2 its caller; nil past
--- the last.
---@param which integer|function
---@return ingot.native.Frame?
function native.frame(which) end

--- "FILE:LINE: " of the nearest caller outside the library; "" when there is none.
---@return string
function native.place() end

--- The calls that led here, as Lua lists them, behind a text.
---@param text? string
---@param level? integer  1, whoever asks, by default
---@return string
function native.traceback(text, level) end

--- Prints texts: 1 is standard output, 2 standard error.
---@param stream 1|2
---@param ... string
function native.say(stream, ...) end

--- Compiles the modules of these names, in order, below share/lua or where `elsewhere` says, into a
--- file. Not in a sandbox, as
--- little as threads(n), memory_limit, cancel_after and fail_at.
---@param share string
---@param names string[]  "ingot/cube.lua"
---@param path string
---@param elsewhere table<string, string>  paths by name
---@return true? done, string? message, ingot.ErrorKind? kind
function native.compile(share, names, path, elsewhere) end

--- What finds such modules, for package.searchers: name → function and path, or nothing.
---@param share string
---@param path string
---@return fun(name: string): function?, string?
function native.searcher(share, path) end

--- Sets how `tostring` shows a table, collected.
---@param fn (fun(table: ingot.Table): string)?
---@return (fun(table: ingot.Table): string)? before
function native.printer(fn) end

--- Sets the metatable of the error values that failures of the world raise. Without, they are text.
---@param class table?
---@return table? before
function native.errors(class) end

--- `getmetatable` and `setmetatable` as scripts have them: they know those metatables only that were
--- given with them; every other is locked, and reads as "a class of ingot".
---@return fun(value: any): any getmetatable
---@return fun(t: table, metatable: table?): table setmetatable
function native.metatables() end

--- What kind of object of ingot a value is; nil when it is none.
---@param value any
---@return "table"|"query"|"grouping"|"formula"|"column"|nil
function native.type(value) end

return native
