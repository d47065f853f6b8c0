-- Gives {1} and, of the hosts in ARGV[3] and so on, those that another session waits for.
local wanted = {1}
for i = 3, #ARGV do
    if is_wanted(ARGV[i]) then
        wanted[#wanted + 1] = ARGV[i]
    end
end
return wanted
