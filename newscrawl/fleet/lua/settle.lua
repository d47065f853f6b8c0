-- Ends a lease: ARGV[3] the key, ARGV[4] 'done' or 'back' (it is asked for again), ARGV[5] how long the host is to be
-- left alone, ARGV[6] after how long the request is due again. Only what is done counts as seen.
-- Gives {1}, or {0} where this session does not lease it (any more).
local done = recall()
if done then
    return done
end
local key = ARGV[3]
if redis.call('HGET', crawl .. 'lease', key) ~= session then
    return answer({0})
end
local entry = end_lease(session, key)
if ARGV[4] == 'done' then
    redis.call('HDEL', crawl .. 'request', key)
    if entry.marks ~= '' then
        redis.call('SADD', crawl .. 'seen', entry.marks)
    end
elseif tonumber(ARGV[6]) > 0 then
    redis.call('ZADD', crawl .. 'later', now + tonumber(ARGV[6]), key)
else
    queue(key, entry.host, entry.priority, true)
end
go_on(entry.host, tonumber(ARGV[5]))
return answer({1})
