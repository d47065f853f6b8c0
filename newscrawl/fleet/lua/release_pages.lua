-- Gives back pages that a run has in flight, some at a time. A run that died with them leaves them one class of
-- urgency lower (`tables/frontier_table.py`).
-- ARGV: prefix, run, the most to give back, what is added to the score, the largest class, bits below the class.
-- Gives how many stood there still.
local prefix, run, most, added = ARGV[1], ARGV[2], tonumber(ARGV[3]), tonumber(ARGV[4])
local largest, below_class = tonumber(ARGV[5]), tonumber(ARGV[6])
local flight, holders = prefix .. ':flight:' .. run, prefix .. ':flight'
local held = redis.call('ZRANGE', flight, 0, most - 1, 'WITHSCORES')
for place = 1, #held, 2 do
    local page, score = held[place], tonumber(held[place + 1])
    local holder = redis.call('HGET', holders, page)
    if holder then
        local owner, site = string.match(holder, '(%d+):(%d+)')
        if owner == run then
            if math.floor(score / 2 ^ below_class) < largest then
                score = score + added
            end
            redis.call('HDEL', holders, page)
            redis.call('ZADD', prefix .. ':due:' .. site, string.format('%.0f', score), page)
        end
    end
    redis.call('ZREM', flight, page)
end
if #held == 0 then
    redis.call('SREM', prefix .. ':dead', run)
end
return #held / 2
