## source: CHECKLIST 3, 15, 19, 28, 37 | reviewer: none yet | date: 2026-11-22

about =
    Ask me what you like about how this works. Pick one of these. You can read them in any order, and come back.
    .who = Who runs this, and what it can't do
    .held = What it holds about me now
    .long = How long it keeps things
    .read = Who can read what I write
    .stop = How to stop, and what stays
    .word = Pick my own word to stop
    .done = Go to the first list
    .why = You have a right to know what this is before you use it. What you read here is not kept or counted.

who =
    I am a computer program. I do not make up answers. Each line was set down before, and is the same for all. { $operator } runs me.

    I cannot see you or find you. I cannot call anyone for you, and no one is on watch here. I am not an emergency service. If you need someone fast, call { $emergency }. I can get things wrong. What you know of your own life comes first.

long =
    Not for long. All of it goes when you have not written for { $hours }. It also goes { $cap } after your first message, or if the computer I run on is turned off.

    You can make it shorter in the last part of your plan. Or write exit, and it all goes at once.

read =
    A fair thing to want to know. I read what you write, as a program. The people who run me could read it too. A judge could order them to. The company behind your chat app may see more, and that is not the same in each app.

    In BC, anyone who has reason to think that a person under 19 needs to be kept safe must tell child services. That rule is for the people who run me too. I do not ask your age.

stop =
    It takes one word, and it works at any point in this chat. Write exit. I erase what I hold, and say one plain line.

    I cannot clear your own messages on this phone, alerts, screenshots, backups or linked devices. An app that someone put here to watch may have seen them. If you clear all your chats at once, that can be noticed too. Some people clear one chat, now and then.

word =
    Which word would you like to use? It can be one, two or three words, and then it works like the word exit. Two words that you would not write here by chance are good, such as garden hose. Do not use your name. Write skip to keep things as they are.
    .why = Your own word can look like part of a normal chat to others. It is kept with your answers, and goes when they go. The word exit still works as well.
