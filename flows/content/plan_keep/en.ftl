## source: PLANS 18, CHECKLIST 9, 16 | reviewer: none yet | date: 2026-11-22

choices =
    This is the last part of it, and here you choose what stays. As it is, I keep it until you have not written for { $hours }. Then it is gone, and I can't get it back. What would you like?
    .show = Show me all of it once
    .three = Three things for my head
    .stay = Keep it as it is
    .sooner = Let it go sooner
    .wipe = Erase it all now
    .done = Nothing more here
    .why = I ask because this is yours, and some like to have it gone at once. Others want time to learn it. A list on a screen can be seen, and one in your head can't.

choices-lock =
    This is the last part of it, and here you choose what stays. As it is, I keep it until you have not written for { $hours }. Then it is gone, and I can't get it back. What would you like?
    .show = Show me all of it once
    .three = Three things for my head
    .stay = Keep it as it is
    .lock = Lock it with five words
    .sooner = Let it go sooner
    .wipe = Erase it all now
    .done = Nothing more here
    .why = I ask because this is yours, and some like to have it gone at once. Others want time to learn it. A list on a screen can be seen, and one in your head can't.

lock =
    Here is how that works. I make up five words, and show them to you one time. Your answers are kept for { $days } days, with no link to you or to this phone. The five words open them, one time, from any phone on Signal. If the words are lost, no one can open it, not even me. Who finds the words can read it. Shall I?
    .yes = Yes, make the words
    .no = No, go back one step
    .why = Some want to come back to this in a week, or from a new phone. Others do not want it kept at all. With no words there is no way in, so I ask first.

stay =
    That is how it will be, and there is nothing you need to do for it. It stays until you have not written for { $hours }. Until then you can ask to see it here. Anyone who picks up this phone could ask as well. If that worries you, let it go sooner, or write exit when you are done.

sooner =
    How soon should it go, once you have not written to me for a while? You can make this time short, but not longer again.
    .quarter = After 15 minutes
    .hour = After one hour
    .no = Keep it as it is
    .why = I ask because some like to have things gone as soon as they can. Then there is less time for others to look. A short time also means that I forget if you take a long break.

sure =
    Just so we both mean the same thing by this: all of it goes at once. What I hold is erased. I can't get it back for you. Your own messages on this phone stay until you clear them. If you are in doubt, look at the three things first.
    .yes = Yes, all of it
    .no = No, go back one step
    .why = I ask this just once, since there is no way to undo it later. The word exit does it with no question, at any step.
