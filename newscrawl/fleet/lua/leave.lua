-- Ends a run of a worker. What it could not give back itself, the next one that looks gives back.
-- ARGV: prefix, worker, run.
local prefix, worker, run = ARGV[1], ARGV[2], ARGV[3]
if redis.call('EXISTS', prefix .. ':flight:' .. run) == 1 then
    redis.call('SADD', prefix .. ':dead', run)
end
if redis.call('HGET', prefix .. ':worker:' .. worker, 'run') == run then
    redis.call('HSET', prefix .. ':worker:' .. worker, 'ended', 1)
end
redis.call('ZREM', prefix .. ':lives', run) -- last: a full server refuses what is above, and it counts as dead then
return 1
