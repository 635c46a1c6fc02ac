## source: B2 | reviewer: none yet | date: 2026-11-22

intro =
    These are questions for two, to go through at an easy pace. You ask, and the other one answers in their own way. They can skip any of it, and they say what is right.

    Do not type in here what they tell you. I keep none of it, and I need none of it. Read one part, put the phone away, and talk.

## source: CONTENT 3.6, CHECKLIST 38 | reviewer: none yet | date: 2026-11-22

duty =
    One thing to know first, and to say first, so that they can choose what to tell you.

    In BC, anyone who has reason to think that a person under 19 is harmed or likely to be, and needs to be kept safe, must report it at once. That is you, too. Call 1-800-663-9122 or 310-1234, day and night. To tell your lead is not enough. In other places the rule may differ.

    Not sure? Ask your agency or a lawyer before you start. I ask for no ages.

## source: B1, B2, CHECKLIST 41 | reviewer: none yet | date: 2026-11-22

alone =
    First look around: who could walk in, or hear you from next door?

    It is best to see the person on their own, and with no phone on speaker. That goes for a partner, a parent, a boss, and also for a friend who came along. If someone stays close by, a form to fill in can be a reason to step out. Are you two alone?
    .yes = Yes, no one can hear us
    .no = No, or I am not sure
    .why = I ask because people say less, or say what others want, when someone can hear. The one who came along may be kind, and may be the one they fear.

not-alone =
    Then talk of small things for now, and keep this one for later.

    You could offer tea, a short walk, or a talk some other day. You could ask what fits any talk: have you had lunch, is there pain, do you need a doctor? If you think that someone may be hurt right now, you can step out, and call { $emergency } or your lead. What could you do?
    .on = Now we are alone
    .later = Later, on another day
    .why = I ask because there is no good way to do this while others hear it. To wait a day can be the kind thing to do. It is your call, and theirs.

interpreter =
    Is there one language that both of you speak with ease? If not, an interpreter could be on the phone.

    Not family, not a friend, no one from their work. No one close to those who may have harmed them, or from the same small circle. Ask:
    - Who is fine for you: a man, a woman, someone from far away?
    - Is there anyone you do not want?

    The interpreter need not know a name. First ask if they can keep it all to themselves.
    .on = Next, or skip this
    .hub = See other parts
    .why = An interpreter hears it all, and may know people whom the person knows. So the choice of who it is should be theirs, and made before the talk.

told =
    Now say what will happen with their words, so that nothing comes as a surprise. Ask: shall I tell you what I can keep to myself?

    - What you write down, and where it is
    - Who else at your work can read it
    - When you must tell someone, as with those under 19
    - That a judge can ask for it
    - Nothing they say goes in this chat

    They can say less, or stop, and still get what they came for.
    .on = Next, or skip this
    .hub = See other parts
    .why = I ask so that trust does not break later on. A person who knows where words go can choose what to say. Ask your lead if you do not know it all.

time =
    Now the clock. A short talk is fine, too, if you both know it is short.

    Ask, and let them answer in their own way:
    - Is now a good time for you?
    - Does someone wait for you, or check where you are?
    - If a person walks in, what do we say we talk about?

    How long do you have?
    .short = A few minutes
    .longer = Half an hour or more
    .no = Not a good time, maybe later
    .why = I ask so that I can take you to what fits. If someone waits for them, to be late can cost them a lot. A made-up reason to be here is good to have.

short =
    Then take just one thing, the one that they want the most. The rest can wait for another day.

    Ask: If we do one thing today, what should it be?
    .needs = Food, sleep, pain
    .word = A word for a friend
    .numbers = Numbers to know by heart
    .meet = When to meet again
    .hub = See other parts
    .why = I ask because one small thing that is done is worth more than ten that are not. It also leaves a bit of time to say when you meet again.

another-day =
    Then let it be for today, and be kind to both of them. The one who came along may ask later on what was said. So give them nothing that shows what this is about: no card, no slip, no text.

    You could say when your door is open, and that people drop in for all kinds of things. Your lead may want to hear what you saw, in a few words.

later =
    That is fine, and it was good to ask. You can come back to this one at any time.

    Before you part, ask:
    - What day, time and place would be better?
    - How may I reach you, and how not?
    - Is there one thing you need today: food, a bus ticket, a number?

## source: B2, B6 | reviewer: none yet | date: 2026-11-22

hub =
    Here are the parts, in order. Begin at the top, or ask them: which one is on your mind? One is enough for a day.
    .needs = Food, sleep, pain
    .now = Right now, how things stand
    .ways = Ways out, people, things
    .places = Places, phone, numbers
    .family = Children, body, staying here
    .moved = Being found, calm, change
    .close = How to end for today
    .why = I ask so that the two of you pick what comes first. Each part works without the others. From each one you can go on, or come back to this page.

needs =
    First what can't wait, and then all the rest. Ask, and let them answer in their own way:

    - When did you last eat, drink and sleep?
    - Are you in pain, or out of medicine?
    - Is there a call you need to make?
    - Are there children, and who is with them now?

    See to that first, if they want it. A lot of blood, hard to breathe, passed out or mixed up: call { $emergency }.
    .on = Next, or skip this
    .hub = See other parts
    .why = It is hard to think of next week when you are cold or in pain. To see to small needs first also shows that you mean it. It may be all there is time for.

now =
    Start with this very moment, and look around once more. Ask, and let them answer in their own way:

    - Is anyone near who scares you, or who may come soon?
    - What would you like me to do if they walk in?
    - If we have to stop, what do I say?

    In danger at this moment? Call { $emergency } if that is what they want, or if a life may be at stake. A shop or a desk with people can be a place to wait.
    .on = Next, or skip this
    .hub = See other parts
    .why = I ask so that you both know what to do in the next ten minutes. Then there is more calm for the rest. They know best what could set someone off.

stage =
    There is no right answer to this one, and it can change from day to day. Ask:

    - How are things for you right now?
    - Would you say that you stay, do not know yet, want to go, or are away?
    - What would you like most from me?

    It may be about a partner, family, a boss, someone who found them work, or someone else. You can say: I am with you in each of these. No need to tell me all of it.
    .on = Next, or skip this
    .hub = See other parts
    .why = The steps that come next fit each of these, but not in the same way. It is not for us to say which is right. They live with what comes of it.

watch =
    Some steps can be seen by others, so this one comes early on. Ask:

    - Does anyone look at your phone, or hold your ID or your money?
    - Does anyone ask where you go, or whom you talk to?
    - When does no one check on you, or less than at other times?

    Keep the answers in mind with each next idea. You can ask each time: would that be noticed?
    .on = Next, or skip this
    .hub = See other parts
    .why = An idea that works for one person may be seen at once by the one who checks on another. Only they can tell you which is which.

where =
    Many people can't say for sure where they are, and that is common. Ask:

    - Could you tell someone where you stay or work? No need to tell me.
    - What could you look at with no one asking: mail, street signs, shops, a bus stop, the map on a phone?

    You can say: two shop names may be enough. If you call { $emergency }, say first what you can see, in case the call ends.
    .on = Next, or skip this
    .hub = See other parts
    .why = Someone on the phone may need it to find them. You do not need the place yourself. What you do not know, no one can get from you.

ways =
    Go from place to place in your minds, and just where they want to go. Ask:

    - At home, at work, in a car, at night: what could be a way out?
    - When are you on your own?
    - What reason to step out would sound normal?
    - If it gets loud, which room has more than one door?

    You can say: to know a way does not mean that you have to use it. It is up to you.
    .on = Next, or skip this
    .hub = See other parts
    .why = It is good to have looked at it once with a calm mind. One way that works by day may not work at night, so two or three are better.

trusted =
    One person who knows is often enough, and it can be someone far away. Ask:

    - Is there one you could trust with a small part of this? I need no name.
    - Which word could mean: I am fine, and we can talk?
    - Which word could mean: I am not fine?
    - On each word, what should they do: chat, call, come, take the children?

    Both words are best agreed on in person, and not by text.
    .on = Next, or skip this
    .hub = See other parts
    .why = A friend may do too much or too little, if they have to guess. With two words it is clear. If there is no one yet, a person at a line can be that one.

go =
    Think of two places: a first one, and one more if it does not work out. Ask:

    - Where might you go, if you wanted to be away? A word for it will do.
    - Who would not think to look there?
    - How would you get there, and what does it cost?
    - Is there a place that is open all night?

    No addresses in here. For a bed, you can write a need and a town at any time, such as: bed tonight surrey.
    .on = Next, or skip this
    .hub = See other parts
    .why = A place picked on a calm day is easier to think of on a bad one. The first one is often where people look first, so a second one is good.

things =
    Now what to take along, if they ever want to. It need not be much. Ask:

    - Which could you take: ID, medicine, money, phone and charger, keys, warm clothes, things for a child?
    - Which of these does someone else hold?
    - Where would a few things be noticed least?

    You can say: most things can be had again, and you can go with none. A packed bag can tell a lot, so no bag is a fair choice.
    .on = Next, or skip this
    .hub = See other parts
    .why = To know what they can reach tells you both what has to be made new. That takes time, so it is good to know early on. You could go with them for that.

pause =
    A good point for a break. Look up from the phone: how do they seem to you, and how are you?

    Ask: Shall we go on, have some tea, or stop here for today? What we have is fine as it is.
    .on = Go on
    .hub = See other parts
    .close = That is enough for today
    .why = I ask because such a talk can tire people out, and many will not say so. To stop while it is still good makes it easy to come back.

places =
    Now a normal week, and only the places that they bring up. Ask:

    - Where do you feel at ease, and where not: home, a shared house, work, a bus, a street?
    - What could make it better: a new way or time, someone beside you, staff who know whom not to let in?
    - What would be noticed?

    At a shelter, ask with them: who there should know, and what is said to those who call?
    .on = Next, or skip this
    .hub = See other parts
    .why = Each place has its own doors, times and people. One small change in one place is a good start. If it draws looks, they can let it be.

device =
    Phones can tell a lot, so talk of this with their phone in another room, if that can be done. Ask:

    - Who can open your phone, or knows the password?
    - Who may see where you are: a map app, a family group, a car, a tag?
    - Which accounts do you share with someone?
    - Is there an ad or a post that someone else made?

    A thing that goes off all at once may be noticed. They may want to wait.
    .on = Next, or skip this
    .read = Read more about phones
    .hub = See other parts
    .why = A phone can undo the best idea, and no one may see it happen. The one who watches may get an alert, so there is no need to change it today.

numbers =
    Two numbers in the head are worth more than ten on a slip. Ask:

    - If this phone were gone, which numbers would you like to know: a line, a friend, a worker, a drop-in place?
    - Is there 911 where you are? If not, what is the number of the local police?

    Say them aloud, two times. You can look one up here: write a need and a town, such as: legal surrey.
    .on = Next, or skip this
    .hub = See other parts
    .why = What is in the head can't be found on a phone or in a bag. Some save a number under the name of a shop. Ask what would be fine for them.

family =
    Before this one, say again what you may have to pass on about those under 19. Then ask:

    - Whom do you think of when you think of what comes next: children, someone you take care of, pets, family far away?
    - Has someone said they will do them harm?
    - What should they know, and who could step in?

    No names, no ages, and not what was done. To look for more than they say is not your part here.
    .on = Next, or skip this
    .hub = See other parts
    .why = Many people stay or go for the sake of someone else. So it has to fit them, too. Some places can take two of them, or a pet, and some can't.

health =
    Before this one, too, say again what you may have to pass on. Do not ask what was done. Ask:

    - Is there something you would like to have looked at?
    - Who could see to it: a clinic, a street nurse, a hospital? Shall I come along?

    Hands on the neck or a blow to the head can do harm that shows days later. After sex they did not want, some care works best in the first 3 days. In need of care now: { $emergency }.
    .on = Next, or skip this
    .hub = See other parts
    .why = Some kinds of care have a short time in which they work well. It is their choice to be seen or not. A nurse can see them with no police in the room.

status =
    Some lie awake over whether they can stay in this country. What kind of papers they have is theirs to tell: you need not ask. Ask:

    - Is there something about it that worries you?
    - Did someone say they would report you?
    - Would you like to ask a lawyer, with no name at first?

    In Canada there are permits for some people who were used for work or sex. A lawyer can tell if one fits. Police and the border service may share what they know.
    .on = Next, or skip this
    .hub = See other parts
    .why = To be sent away is what many lie awake over, and some people use that to keep them quiet. Not all they were told is true. What you do not know, you can't let slip.

moved =
    It is often one small thing that tells where someone is. It is not their fault. Ask:

    - How might someone know: a phone, a car, a tag in a bag, an account you share, friends who talk, posts, mail from a bank or a school?
    - Were you moved before? Could it come to that again?
    - What one thing would you like to change first?

    If they find a tag, it may be best to ask a line before they touch it.
    .on = Next, or skip this
    .hub = See other parts
    .why = If you find out which one it is, it may stop. Your own agency can be one of them, too: mail, a call, a car with a name on it.

calm =
    This one is about hard days and about good ones. It can be short. Ask:

    - What brings it all back: a sound, a smell, a day of the year?
    - What took the edge off before: slow breaths, a walk, music, to pray?
    - What gives you joy, or did so once?

    If they say they can't go on: stay, listen, and call a line with them. Write: crisis line. If they may act on it now, call { $emergency }.
    .on = Next, or skip this
    .hub = See other parts
    .why = All the ways in which people got through are fine to have. To name what is good is part of it, and not just an extra for the end.

change =
    Trust their own sense of this, for they know their days best. Ask:

    - What weighs on you most right now?
    - What would tell you that it is getting worse: more checks, more anger, talk of a new place, a weapon?
    - What would you do first, if you see that?
    - And what would tell you that it gets better?

    There is no score to this. If your own gut says that something is off, tell them so.
    .on = Next, or skip this
    .hub = See other parts
    .why = It has to be looked at again, since what works this month may not work next month. A sign that you both know of saves time on the day.

## source: B2, A6 | reviewer: none yet | date: 2026-11-22

keep =
    It is all theirs, and the best place to keep it may be in the head. Ask:

    - Would you like to keep some of it? Three things by heart: a number, a place, a word?
    - Is there a phone that no one else looks at?

    On such a phone they can go through these steps on their own. They write hi to me there, and I forget it all when they write exit. A note on paper can be found.

    My name on Signal: { $signal }
    .on = Next, or skip this
    .hub = See other parts
    .why = I ask because a list can be of use to them, and also to those who find it. Only they can say if there is a good place for one.

support =
    No one should have to carry this with just one other person. Ask:

    - Who else is on your side: a friend, a nurse, a teacher, an elder, people you pray with?
    - Whom may I talk to for you, about what, and for how long?
    - Whom should I not talk to?

    They can take back a yes at any time, and it costs them nothing. Put no names in here.
    .on = Next, or skip this
    .hub = See other parts
    .why = You may be ill or move on one day, so it is good if there are more of you. A yes to one agency is not a yes to all of them. If they are in doubt, it is a no.

again =
    Now agree on when you look at it again, as things can change fast. Ask:

    - When and where, and for how long?
    - How may I reach you, at what hours? May I leave a message, and what may it say?
    - If you do not come, what would you like me to do? And what not?

    If they do not want a day, tell them how to find you.
    .on = Next, or skip this
    .hub = See other parts
    .why = If one of you does not come, the other may think the worst. With a word on it now, no one has to guess, and no one calls at a bad time.

point =
    It makes things a lot easier when one person stays beside them all the way. Ask:

    - Who should be your one point person: me, or someone you like more?
    - Shall that one talk to the others, so that you do not have to tell it all again?

    If it is you, say when you can be reached, and who steps in when you are off.
    .on = That is it for now
    .hub = See other parts
    .why = With six offices and no one in the middle, people get lost, and tell the same hard things six times. They choose who it is, and can change it.

## source: B4, B8 | reviewer: none yet | date: 2026-11-22

yours =
    Thank you for the care you took with this. A few last things, for you.

    - Is there something your lead has to know today?
    - Notes: only what your agency asks for, and locked away
    - To keep it private: write privacy
    - If it was a lot for you: write after
