-- Ends a run of a worker that gave back all that it held.
-- ARGV: prefix, worker, run.
local prefix, worker, run = ARGV[1], ARGV[2], ARGV[3]
redis.call('ZREM', prefix .. ':lives', run)
if redis.call('HGET', prefix .. ':worker:' .. worker, 'run') == run then
    redis.call('HSET', prefix .. ':worker:' .. worker, 'ended', 1)
end
return 1
