-- Begins a run of a worker. The run before it, if it did not end, counts as dead from now on: nothing of it is taken
-- any more, and what it held is given again.
-- ARGV: prefix, worker, place, lease in milliseconds, crawl id.
-- Gives the run's number and that of the dead one (0: none); or 0, the place and the crawl id of a living run of this
-- name that is not of this place, and the milliseconds after which it counts as dead.
local prefix, worker, place, lease = ARGV[1], ARGV[2], ARGV[3], tonumber(ARGV[4])
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local own, lives = prefix .. ':worker:' .. worker, prefix .. ':lives'
local old = redis.call('HGET', own, 'run')
local died = 0
if old then
    local deadline = tonumber(redis.call('ZSCORE', lives, old) or 0)
    local grace = tonumber(redis.call('HGET', prefix .. ':server', 'grace_until') or 0)
    if deadline > 0 and redis.call('HGET', own, 'place') ~= place and math.max(deadline, grace) > now then
        local known = redis.call('HMGET', own, 'place', 'crawl_id')
        return {0, known[1], known[2], math.max(deadline, grace) - now}
    end
    if redis.call('HGET', own, 'ended') ~= '1' then
        died = tonumber(old)
        redis.call('HSET', prefix .. ':run:' .. old, 'died', string.format('%d', now))
        redis.call('SADD', prefix .. ':dead', old)
    end
    redis.call('ZREM', lives, old)
end
local run = redis.call('INCR', prefix .. ':next_run')
redis.call('HSET', own, 'run', run, 'place', place, 'crawl_id', ARGV[5], 'ended', 0)
redis.call('HSET', prefix .. ':run:' .. run, 'worker', worker, 'crawl_id', ARGV[5], 'write', 0)
redis.call('ZADD', lives, string.format('%d', now + lease), run)
return {run, died}
