## source: B7, PLANS 5 | reviewer: none yet | date: 2026-11-22

know =
    A short one, and many people can't say for sure at first. Do you know where you are? Please do not write the place here.
    .yes = Yes, I could tell someone
    .partly = In part
    .no = No, I don't
    .label = I know where I am
    .why = It is good to be able to say it in a few words, so I ask once. Someone on the phone may need it to find you. I do not ask for the place. If you do not know, there are ways to find out.

clues =
    You can pick more than one here, so take your time with it. Small signs can tell where you are. Which of these could you look at with no one asking?
    .post = Mail or boxes with a town on them
    .streets = Street signs
    .shops = Names of shops or schools
    .map = The map on a phone
    .bus = Bus stops and their numbers
    .bill = A bill, or a pizza flyer
    .ask = What people or the radio say
    .label = Signs to look for
    .why = I ask so that you can put one or two of these in your list. You need not do it today. A quick look on a normal trip is enough.

how-clues =
    You do not need to have it all, as each small piece adds up. Two shop names, or a bus stop number, can be enough for someone to find a place. The sound of a train, a school bell or a highway is a clue as well. It can be better to keep this in your head than to write it down.

say-it =
    A few words will do for this one, and they can be quite plain. If you ever need to say where you are, start with what you can see: a shop, a corner, a bridge, a bus number. Then say the town, if you know it. When you call { $emergency }, they may see where the phone is, but it is not always right. So say it first, in case the call ends.
