## source: B8, B3f | reviewer: none yet | date: 2026-11-22

now =
    It is good that you came by, and you can take your time. There is no right answer to this one. How are you just now?
    .steady = All right, just tired
    .shaky = Shaky or tense
    .numb = I feel nothing much
    .heavy = Sad or angry
    .hurt = I was hurt, or I am in danger
    .low = So low that I can't go on
    .why = I ask so that I go gently. It is no test, and there is no score. I hold no answer to it, just where we are in this chat, and that goes with the chat. I pass it on to no one.

hurt =
    Thank you for saying so. You come first now, before any form or call.

    In danger, or in bad pain? Call { $emergency }, or go to where other people are. A blow to the head or hands on the neck can do harm that shows days later. It is good to have it looked at today, even if you feel fine. Who could come along?

    What was done to you was not your fault.
    .on = Go on slowly
    .report = What my agency has to know
    .why = I ask so that the number stays on your screen for now. The rest can wait. You can come back and pick one when you are ready.

low =
    Take one slow breath first, there is time for that just now. I am glad you told me, and sorry that it is so heavy. This work can weigh a lot, and you do not have to carry it by yourself.

    A person can listen to you, day or night. You need not say your name, or where you work. If you think you may act on it now, you can call { $emergency }. Here is who to call or text.

low-look = These people can listen to you, and you need give no name. Read it slowly, and pick the one that feels right.

rest =
    Take all the time you need with this, and read it more than once if you like. Is there one person who could sit with you now? I am here when you write. We can go on, or let it be for today.
    .on = Go on slowly
    .enough = That is enough for now
    .why = I ask so that the numbers above stay on your screen for now. You do not have to answer. They are there for you, with or without this chat.

body =
    The body first, and it can be a very small thing. Which of these is in reach?

    - A glass of water, or a bite to eat
    - Something warm: tea, a coat, a blanket
    - Both feet on the floor. In while you count to four, out to six. Three times
    - A short walk, or shake out your arms and legs
    - Wash your face, change your shirt
    - Wait a bit before you drive

    It does not fix it all, but it can give you a moment.

list =
    What would be good next? One is enough for today, and none is fine, too.
    .someone = Not to be alone with it
    .report = What my agency has to know
    .debrief = Talk it over with my lead
    .weeks = The next few weeks
    .limits = My own limits
    .joy = Something good
    .done = Done for now
    .why = I ask so that you read just what is of use to you right now. You can come back on some other day: write after.

someone =
    It is a lot for one person. Who could you call: a colleague, your lead, a friend?

    You can say how you are, and not a word about the people you work with: "I had a hard day. Can you stay on the phone with me for ten minutes?"

    Crisis lines are there for you, too. You need not say your name or your agency. Shall I look for some numbers?
    .yes = Yes, let us look
    .no = Not now
    .why = I ask first since phone numbers on a screen can be seen by others. Many who do this work think that such lines are not for them. They are.

look = Here are some people who listen to all who call, also to those who do this work. Pick a quiet spot, and take your time.

calm-line =
    They stay on your screen, so you can call now or later on. Would you like to look at something else?
    .list = See the other topics
    .done = Done for now
    .why = I ask so that the numbers do not slip out of view. There is no need to write back. You can just call, and leave this as it is.

## source: B8 | reviewer: none yet | date: 2026-11-22

report =
    Some things are for your lead to hear today, by voice. Was there one of these?

    - Someone threatened you or a colleague
    - Someone came after you, or looked at your car
    - They know your name, number or home
    - You were hurt, or it was close
    - A phone, keys or notes were lost
    - It just felt wrong

    It is for the agency to make it safe, not for you alone. Ask: Who goes next time, and with whom? Does work pay for care or time off?

## source: CONTENT 3.6, CHECKLIST 38 | reviewer: none yet | date: 2026-11-22

under-age =
    And one that can't wait for a good day. In BC, anyone who has reason to think that a person under 19 is harmed or likely to be, and needs to be kept safe, must report it at once: 1-800-663-9122 or 310-1234, day and night. To tell your lead is not enough.

    Did you see or hear something like that today? No need to tell me. Not sure? Ask your agency or a lawyer now. You can have someone beside you when you call.

## source: B8, B5 | reviewer: none yet | date: 2026-11-22

debrief =
    A short talk with your lead can take a lot off you, in a day or so. Ten minutes may do, in a quiet room or on a walk.

    You can start with: "I would like to tell you how that was for me." It is no exam, and no one is looking for a fault.

    Is your lead not the right one for this? Who else could it be: another lead, someone from your team, the care line your work pays for?

questions =
    Some questions to take along to that talk, if you like them:

    - What went well?
    - What would you do in another way next time?
    - Is there something left to do today, so that all are safe?
    - What was too much, and what do you need now?
    - Who could go along, or take over for a while?

    No need to tell it all. You can say how it was, and leave out what you saw.

weeks =
    In the next days some of this may come up. For most, it fades.

    - Bad sleep, bad dreams
    - Pictures that come back
    - Jumpy, or short with people
    - Far away, or cold inside
    - More drinks or pills than you like
    - You dread the next shift

    It does not mean you are weak. If it stays for some weeks, or is too much at any time: a doctor, someone to talk to, the care line of your work. In BC, a nurse is at 811. Who would tell you if you change?

limits =
    You can be there for others only if you are all right, too.

    - Which hours are you not on call?
    - Does anyone you visit have your own number or address?
    - How many hard visits fit in one week?
    - What is not yours to solve?
    - Whom can you tell: not today?

    You did not bring about what was done to them, and you can't mend it all. What you did today counts.

joy =
    And something bright, to end the day with. What gives you joy, even if it is small?

    - A song, a swim, a walk with the dog
    - Dirt under your nails, or dough
    - A call with someone who makes you laugh

    Ten minutes will do. Could it be today? It does not have to be earned first.
