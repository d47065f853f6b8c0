-- A sign of life of a run; and those that gave none for a lease are declared dead, so that what they held is given
-- again. Not while the server's own absence may be the reason (`note_server.lua`).
-- ARGV: prefix, run, lease in milliseconds.
-- Gives 1, and the runs that were declared dead now; 0 where this one was, -1 where the server knows nothing of it.
local prefix, run, lease = ARGV[1], ARGV[2], tonumber(ARGV[3])
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local own, lives = prefix .. ':run:' .. run, prefix .. ':lives'
if redis.call('EXISTS', own) == 0 then
    return {-1}
end
if redis.call('HEXISTS', own, 'died') == 1 then
    return {0}
end
redis.call('ZADD', lives, string.format('%d', now + lease), run)
local answer = {1}
if tonumber(redis.call('HGET', prefix .. ':server', 'grace_until') or 0) <= now then
    for _, silent in ipairs(redis.call('ZRANGEBYSCORE', lives, '-inf', string.format('(%d', now))) do
        redis.call('ZREM', lives, silent)
        redis.call('HSET', prefix .. ':run:' .. silent, 'died', string.format('%d', now))
        redis.call('SADD', prefix .. ':dead', silent)
        answer[#answer + 1] = tonumber(silent)
    end
end
return answer
