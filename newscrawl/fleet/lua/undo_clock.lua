-- Brings what is due on a site nearer by some seconds. New pages are due anyway.
-- ARGV: prefix, site, seconds, bits below the time, bits below the class.
local due = ARGV[1] .. ':due:' .. ARGV[2]
local seconds, below_time, below_class = tonumber(ARGV[3]), tonumber(ARGV[4]), tonumber(ARGV[5])
local pages = redis.call('ZRANGE', due, 0, -1, 'WITHSCORES')
for place = 1, #pages, 2 do
    local score = tonumber(pages[place + 1])
    local class = math.floor(score / 2 ^ below_class)
    if class % 2 == 1 then
        local nearer = math.max(score - seconds * 2 ^ below_time, class * 2 ^ below_class)
        redis.call('ZADD', due, string.format('%.0f', nearer), pages[place])
    end
end
return #pages / 2
