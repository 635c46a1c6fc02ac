## source: B1, CHECKLIST 41 | reviewer: none yet | date: 2026-11-22

time =
    How much time do you have for yourself right now? A guess is fine. If your phone may be looked at soon, a short time is good to know.
    .short = A few minutes
    .longer = Half an hour or more
    .unsure = I can't tell
    .stop = I need to stop right now
    .label = Time to write
    .why = With little time, I can go straight to what matters most. If you need to stop, I erase what I hold and say one plain line.

quick =
    Then let us keep this short, and start with the main thing. I can show you three small things to keep in your head: two numbers, and a word or place of yours. Or we go on with the questions.
    .three = Show me the three things
    .on = Go on with the questions
    .why = I ask because what is in your head can't be found on a phone. It takes less than one minute, and you can come back for more.

## source: B1, CHECKLIST 44 | reviewer: none yet | date: 2026-11-22

near =
    Take a look around before you answer this one, or skip it now. Is there someone near you who might hurt you, or who might come back soon?
    .yes = Yes, near me now
    .soon = Not here, but soon
    .no = No, not at the moment
    .unsure = I can't tell
    .label = Right now
    .why = Fair to ask. There is one thing you should see first, if you need it. It is a number to call. I do not call anyone. I can't see where you are.

call-now =
    You can keep this one short and put the phone away any time. Call { $emergency } if you can. 911 is not in every part of Canada: the local police number works too. If you can't speak, stay on the line.

    If a call is not possible: a shop, a bus driver, a clinic or a gas station may let you wait, or call for you. Write danger, and I show the number again.
    .on = Go on with the questions
    .stop = I need to stop right now
    .why = I stop at this point so that the number stays on the screen for you. I wait here. There is no need to write back at all.
