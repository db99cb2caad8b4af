-- expect: time limit
-- without a loop's words
::again::
goto again
