## source: B8, CHECKLIST 58 | reviewer: none yet | date: 2026-11-22

running = There is a timer that runs for you at the moment. Your first word ends it. To add time, write longer 30. After that, you can set a new one.

meet =
    Four short things before you go. Your agency may have its own rules for this, and those come first. The first is where you meet: at ease, with other people close by, and more than one way out?
    .sorted = Yes, that is sorted
    .ideas = Some ideas, please
    .timer = Just the timer
    .why = You can only be there for others if you are well yourself. Two minutes now are worth it.

meet-ideas =
    A few that others use: a library, a clinic, a cafe with a quiet corner, a room at your agency. Not a car, and not a home that you do not know. Let the person have a say. Go by a way that you know, and sit where you see the door.

told =
    The second is who knows. Does someone at work know where you will be, and until when? Can one of them come with you, if the person is fine with that?
    .sorted = Yes, that is sorted
    .ideas = Some ideas, please
    .why = When someone knows, someone can look. Ask the person about it first, and not at the door.

told-ideas =
    You can give your team a note with a code for the place, and when you will be back. Agree who calls whom if you are late, and what they do then. If there is nobody to tell, that is a good reason to wait.

reach =
    The third is how you get word out, and get out. Is your phone charged, with the numbers you need in it? Do you know how you would go?
    .sorted = Yes, that is sorted
    .ideas = Some ideas, please
    .why = In a tight spot nobody looks up a number. It has to be one tap away.

reach-ideas =
    Charge the phone, and keep it on you, not in a bag. Put { $emergency } and your desk on the first screen. Park so that you can drive off. Keep your coat on, and your keys in it. Have a line ready, such as: "I have to move my car." You can go at any time, with no reason.

own =
    The last one is about you. Does what you carry, wear and say keep your own life out of it?
    .sorted = Yes, that is sorted
    .ideas = Some ideas, please
    .why = Your street, your own number and your family are yours. It is easier to keep them out than to take them back.

own-ideas =
    Use a work phone, and no number of your own. Do not carry mail with your street on it, and take stickers off the car. Check what your own pages online show, and who can see them. A first name will do.

offer =
    I can keep an eye on the time while you are out. If you do not write by then, I tell a colleague, and after that your desk. Would you like that?
    .yes = Yes, set it
    .how = How does that work?
    .no = No, not this time
    .why = It is your choice each time. It works when this phone is off, and when this chat is cleared, too.

how =
    You give me a code for the place, a time, and two words of your own. The first one ends it, and says that all is well. The second one says that it is not: I answer as if all were well, and tell your colleague and your desk at once. Near the time I write to you. If nothing comes, I tell your colleague some minutes after it, and your desk some minutes later.

how-more =
    If you need more time than you thought, write: longer 30. The word exit clears this chat, but it does not end the timer. Only your first word does. On some apps the company behind them can read what is written. So use codes, and no name or street.

place =
    What is your code for the place? Take one that your colleague and your desk know, and others do not, such as K7 or north cafe.
    .why = If you are late, they need to know where to look. A code is enough for that, and tells others nothing.

until =
    Until when will you be out? You can write 2h, or 17:30, or until 5pm, or tomorrow 9am.
    .why = I write to you near that time. If nothing comes back, I tell your colleague.

right =
    I took that to be { $until }. Is that right? If not, pick 2 and write it in another way.
    .yes = Yes, that is right
    .no = No, another time
    .why = A slip here would mean a call too late, or one too many.

name =
    What do your colleague and your desk call you? They get just this, so it has to be clear to both. A first name and a letter will do.
    .why = So that they know who it is about when I write to them. It goes when you are back.

safe =
    Now the word that ends it and says that all is well. Take two words that you would not write here by chance: a colour and a thing.
    .why = I need to know that it is you. A plain "yes" could be written by somebody else.

danger =
    And now the other word, for when it is not well. It should look like nothing much, and quite unlike the first one.
    .why = If somebody stands beside you, you can write it, and it looks as if all were well.
