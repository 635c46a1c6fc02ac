## source: B3e, PLANS 12 | reviewer: none yet | date: 2026-11-22

which =
    You can pick more than one here, and two are a good start. If this phone were gone, which numbers would you like to know?
    .line = A crisis line, day and night
    .friend = One person I trust
    .worker = A worker, nurse or teacher
    .dropin = A place I can drop in
    .police = Local police, where there is no 911
    .legal = A legal line
    .label = Numbers to know
    .why = I ask because a number in your head is there when the phone is not. Please do not write the numbers here. I do not need them.

keeping =
    Numbers are easier to learn than most people think they are. Sing it, or say it in pairs. Think of it as a date or a price. Some save it under the name of a shop. A list on paper may be found, so one or two by heart are worth more than ten on a note.

look =
    I can look for some numbers right now, and you say for what. They will be on the screen, so pick a good moment. Shall I?
    .yes = Yes, let us look
    .no = Not now
    .why = I ask first since phone numbers on a screen can be seen. You can look for them at any other time: write what you need.
