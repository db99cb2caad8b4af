---@meta
-- Workers, as the supervisor sees them: host/lua/crew.c. Only there, never in a worker.

---@class ingot.Limits           0 or nil: none
---@field memory? integer         bytes that Lua, tables and mapped files may take together
---@field output? integer         bytes printed and written
---@field time? number            seconds that may pass
---@field cpu? number             seconds of processor time, of all threads
---@field files? integer          open at once

---@class ingot.Job
---@field name string             what messages call it: the script's path
---@field module string           the module that does it in the worker, "ingot.duty.run"
---@field args table              what its function gets: plain data, handed over as JSON
---@field limits? ingot.Limits
---@field reads? string[]         folders and files it may read (below)
---@field out? string             the folder for its outputs; nil: it writes nothing
---@field trusted? boolean        the standard libraries are open to it, and no jail stands around it
---@field collect? boolean        what it prints comes with its end, instead of being printed
---@field quiet? boolean          it does not hear SIGINT
---@field inputs? table<string, integer>  shared inputs: name → sealed memory
---@field memory? integer         memory that it fills, from crew:memory()
---@field threads? integer

---@class ingot.CrewEvent
---@field kind "message"|"ended"|"interrupt"
---@field worker? integer
---@field text? string            of a message: the request, which waits for answer or plot
---@field told? string            of an end: what the worker told last
---@field how? "exit"|"time"|"cpu"|"memory"|"output"|"stack"|"signal"|"killed"
---@field hit? "time"|"cpu"|"memory"|"output"|"stack"  how = "exit", exit = 75: the limit, as the worker says
---@field exit? integer           the exit code that this end means: the worker's own, 75 for a limit, 70 for a crash
---@field signal? integer
---@field signal_name? string    "Segmentation fault"
---@field place? string           "s.lua:12", where the script was when it was killed
---@field seconds? number
---@field cpu? number
---@field peak_bytes? integer
---@field output_bytes? integer
---@field committed? boolean      its outputs are in their place
---@field stdout? string          where they were collected
---@field stderr? string
---@field times? integer          of an interrupt: how many there were

---@class ingot.Crew
local Crew = {}

--- Forks a worker for a job.
---@param job ingot.Job
---@return integer worker  1, 2, 3 …
function Crew:start(job) end

--- Waits for what happens next; nil when the time is over.
---@param seconds? number  for ever without
---@return ingot.CrewEvent?
function Crew:next(seconds) end

--- Answers the request of a worker; nothing when it is gone.
---@param worker integer
---@param text string
function Crew:answer(worker, text) end

--- Has gnuplot draw a script, and answers the worker with { svg = … } or { problem = … }.
---@param worker integer
---@param script string  which holds nothing that a worker wrote
---@param seconds number
function Crew:plot(worker, script, seconds) end

---@param worker integer
function Crew:interrupt(worker) end

---@param worker integer
function Crew:kill(worker) end

--- How many run.
---@return integer
function Crew:running() end

--- Memory for a shared input, for a job's `memory`.
---@param name string
---@return integer
function Crew:memory(name) end

--- Seals it, once the job that filled it has ended: workers that are started from now on have it, and
--- it can be handed to them as an input.
---@param memory integer
---@return integer bytes
function Crew:seal(memory) end

--- Has workers that are started from now on, but those that are trusted, begin with these modules of the
--- library loaded: they share the memory, and the time was spent once.
---@param modules string[]  as "ingot.duty.run"
function Crew:warm(modules) end

--- Kills who still runs and drops what was not committed.
function Crew:close() end

return Crew
