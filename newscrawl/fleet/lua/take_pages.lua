-- Takes the most urgent due pages of a site out of its sorted set, for one run. Asked again with the same token (the
-- answer was lost) it gives the same pages. The order of the score is told of in `tables/frontier_table.py`.
-- ARGV: prefix, run, site, now in seconds, the most to take, token, bits below the time, bits below the class.
-- Gives the pages; or 'dead' or 'forgotten' of the run.
local prefix, run, site, now, most = ARGV[1], ARGV[2], ARGV[3], tonumber(ARGV[4]), tonumber(ARGV[5])
local token, below_time, below_class = ARGV[6], tonumber(ARGV[7]), tonumber(ARGV[8])
local own, due, last = prefix .. ':run:' .. run, prefix .. ':due:' .. site, prefix .. ':taken:' .. run
if redis.call('EXISTS', own) == 0 then
    return 'forgotten'
elseif redis.call('HEXISTS', own, 'died') == 1 then
    return 'dead'
elseif redis.call('HGET', own, 'take') == token then
    return redis.call('LRANGE', last, 0, -1)
end
local whole = function(number) return string.format('%.0f', number) end
local taken, class = {}, 0
while #taken < most do
    local first = redis.call('ZRANGEBYSCORE', due, whole(class * 2 ^ below_class), '+inf', 'WITHSCORES', 'LIMIT', 0, 1)
    if #first == 0 then
        break
    end
    class = math.floor(tonumber(first[2]) / 2 ^ below_class)
    local from, to = class * 2 ^ below_class, (class + 1) * 2 ^ below_class - 1
    if class % 2 == 1 then
        to = from + (now + 1) * 2 ^ below_time - 1
    end
    local found = redis.call('ZRANGEBYSCORE', due, whole(from), whole(to), 'WITHSCORES', 'LIMIT', 0, most - #taken)
    for place = 1, #found, 2 do
        local page = found[place]
        redis.call('ZREM', due, page)
        redis.call('ZADD', prefix .. ':flight:' .. run, found[place + 1], page)
        redis.call('HSET', prefix .. ':flight', page, run .. ':' .. site)
        taken[#taken + 1] = page
    end
    class = class + 1
end
redis.call('HSET', own, 'take', token)
redis.call('DEL', last)
if #taken > 0 then
    redis.call('RPUSH', last, unpack(taken))
    redis.call('EXPIRE', last, 3600)
end
return taken
