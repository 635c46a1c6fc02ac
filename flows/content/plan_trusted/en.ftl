## source: PLANS 7, B3e | reviewer: none yet | date: 2026-11-22

someone =
    Think of the people you know, near or far. Take your time here. Is there one you could trust with a small part of this?
    .yes = Yes, there is one
    .maybe = Maybe
    .no = Not at the moment
    .label = Someone I trust
    .why = I ask because one person who knows is often enough. It can be someone who lives far away. I do not ask who it is.

nobody =
    Many people are at that point, and it does not have to stay so. A person at a crisis line, a clinic, a drop-in place or a place of faith can be that one for a while. You can call first with no name, and see how they talk to you. The part with numbers has some of them.

person =
    Which word will bring this person to mind for you? A single one. No names, please. A word only you know is fine, like a fruit or a color.
    .label = My person
    .why = I ask for a word so that your list makes sense to you and to no one else. A real name could bring trouble to that person, if it is seen.

fine =
    Here is a small one, and you may know the answer right away. Which word could you two use in a chat or on a call, to mean: I am fine, and we can talk? A word that fits in any talk is good, such as a dish or the weather.
    .label = Word for: I am fine
    .why = It can make a chat or a call a bit easier for the two of you. The other one then knows that it is you who writes, and that no one reads along. It is kept in your list and nowhere else.

fine-asks =
    This next one goes with the one before. Pick what fits best. When they hear or read that first word, what would you like them to do?
    .chat = Just chat with me
    .call = Call me back
    .meet = Meet me where we said
    .wait = Wait for me to go on
    .label = On that word, please
    .why = I ask because a word works best when both know what comes next. You can change it at any time.

trouble =
    And one more like that. Take your time, or skip it for now. Which word could mean: I am not fine? It is good if it sounds very different from the first, and is easy to say when you are scared.
    .label = Word for: not fine
    .why = It works like the first one, just the other way around for you two. You can let someone know in one word, in front of others. It can also say that it is not you who writes.

trouble-asks =
    Now the same for the second one. You can pick more than one. When they hear it, what would you like them to do?
    .emergency = Call 911 and say where I am
    .fetch = Come and get me
    .ring = Ring me with a reason to go out
    .children = Take the children
    .line = Call a crisis line for advice
    .nothing = Tell no one, wait for me
    .label = On the second word
    .why = I ask because a friend may do too much or too little, if they have to guess. It is for you to say what is of use, and what could make it worse.

telling =
    Talk this over with them in person, if you get the chance to do so. Or use a phone no one checks. A text with the words in it can be read later, by the wrong one. Say both words twice, and say what you want for each. You may also agree on how long they wait if they do not hear from you. If you think a word is known, take a new one.
