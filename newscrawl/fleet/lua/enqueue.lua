-- Takes a request in: ARGV[3] its key, ARGV[4] it as it is kept (`read_entry`), ARGV[5] after how
-- long it is due, ARGV[6] 1 where it is left out once seen, ARGV[7] the key of the leased request that it comes in
-- place of (a retry, a redirect) or '', ARGV[8] how long the host of that one is to be left alone.
-- Gives {1}; {0} where it is seen, waits, or is leased; {-1} where the session, {-2} where that lease is lost.
if not redis.call('ZSCORE', lives, session) then
    return {-1}
end
local done = recall()
if done then
    return done
end
local key, former = ARGV[3], ARGV[7]
if former ~= '' and redis.call('HGET', crawl .. 'lease', former) ~= session then
    return answer({-2})
end
if ARGV[6] == '1' and redis.call('SISMEMBER', crawl .. 'seen', key) == 1 then
    return answer({0})
end
if key ~= former and redis.call('HEXISTS', crawl .. 'request', key) == 1 then
    return answer({0})
end
local ended
if former ~= '' then
    ended = end_lease(session, former)
    redis.call('HDEL', crawl .. 'request', former)
end
redis.call('HSET', crawl .. 'request', key, ARGV[4])
if tonumber(ARGV[5]) > 0 then
    redis.call('ZADD', crawl .. 'later', now + tonumber(ARGV[5]), key)
else
    local entry = read_entry(ARGV[4])
    queue(key, entry.host, entry.priority, false)
end
if ended then
    go_on(ended.host, tonumber(ARGV[8]))
end
return answer({1})
