## source: B3f | reviewer: none yet | date: 2026-11-22

today =
    This part is about you, and how you are doing just now. There is no good or bad answer. Which of these comes close today?
    .steady = I am all right
    .shaky = Shaky or tense
    .numb = I feel nothing much
    .low = So low that I can't go on
    .label = How I am
    .why = I ask so that I go gently, and so that you can see later on how it was. It is no test, and there is no score.

breathe =
    That makes sense, and you do not have to change it right away. If you like, try this: put both feet on the floor. Breathe in and count to four. Breathe out and count to six. Do it three times. Look for five things that are blue. That is all. It does not fix things, but it can give you a moment.

low =
    Take one slow breath first, there is time for that just now. I am glad you told me, and sorry that it is so heavy. You do not have to carry this by yourself. A person can listen to you, day or night, and you need not say your name. If you think you may act on it now, you can call { $emergency }. Here is who to call or text.

rest =
    Take all the time you need with this, and read it more than once if you like. I am here when you write. We can go on, or let it be for today.
    .on = Go on slowly
    .enough = That is enough for now
    .why = I ask so that the numbers above stay on your screen for now. You do not have to answer. They are there for you, with or without this chat.

hard =
    Some things can bring it all back in one second, and that is common. You can pick more than one. Which of these are hard for you?
    .sounds = Loud sounds or voices
    .touch = Being touched
    .places = Some places or smells
    .messages = A message or a call
    .nights = Nights
    .dates = Some days of the year
    .lonely = Being on my own
    .label = What is hard
    .why = I ask because it is easier when you know it comes. Then you can think of what to do in the first minute.

calms =
    Now what can take the edge off, even if only for a short while. You can pick more than one. What has been good for you before?
    .breath = Slow breaths
    .cold = Cold water on my hands
    .five = Name five things I see
    .move = A walk, or to move a bit
    .music = Music
    .talk = Talk to someone
    .faith = To pray, or to be still
    .label = What calms me
    .why = I ask so that it is in your list, for a day when you can't think of it. All ways you found to get through are fine to have.

own =
    Is there one thing that works just for you? It can be a song, a taste, a line you say to yourself. A few words are enough. No names, please. I will show it to you with the rest.
    .label = My own way
    .why = I ask because your own way is often the best one. You can skip it. It is kept in your list until that goes, and used for nothing else.

joy =
    And something bright, to end with. What gives you joy, or did so once? It may be very small. A few words will do, and no names, please.
    .label = What gives me joy
    .why = I ask because you are more than what you have been through. It is good to have one such thing in the list, and to make time for it.

mine =
    Thank you for that, it was not a small thing to think about. Hard days may come back, and that does not mean you have lost ground. You can look at this part again next week, and see what is still true. If you would like to talk with a person about it, write what you need, such as: someone to talk to.
