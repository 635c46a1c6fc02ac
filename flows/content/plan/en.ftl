## source: CHECKLIST 25, 37, 38 | reviewer: none yet | date: 2026-11-22

limits =
    Before we start, here is what I can do for you, and what I can't. I can erase what I hold. Write exit at any step.

    I can't clear your own messages on this phone, alerts, screenshots, backups or linked devices. An app put on the phone to watch can see it all. If any of that worries you, a phone that no one else checks may be better for this.

duty =
    One more thing to know, so you can choose what you share here. In BC, anyone who has reason to think a person under 19 needs to be kept safe must tell child services. This counts for the people who run me. I do not ask your age, or anyone's name.

## source: B2, B6 | reviewer: none yet | date: 2026-11-22

hub =
    This part is yours, and it goes at your pace. You can do all of it, or one small piece. Skip what you like. A plan can fit if you stay, if you go, or if you do not know yet.
    .through = Go through all of it
    .part = Just one piece of it
    .show = See what I have so far
    .keep = Choose what to keep
    .done = Go to the first list
    .why = You know your own life best, so you choose the order here. Some people have two minutes, and one part is all they want. Each part works without the others.

parts =
    Which part would you like to look at? One is enough for a day. You can come back here for another at any time.
    .now = Right now, and where I am
    .ways = Ways out and what to take
    .people = People and numbers
    .places = Places, phone, being found
    .self = Body, papers and feelings
    .hub = Go up one step
    .why = So that you only see the part you want, and no more than that. None of the parts has to come first.

parts-now =
    These are short ones, and each takes a minute or two at most. Which one would you like?
    .now = This very moment
    .stage = Where I stand
    .watch = What someone keeps an eye on
    .where = Finding out where I am
    .change = What could change
    .other = See the other parts
    .why = I ask only to take you to the right part of the list now. Which part you look at is not put in your plan. What you answer there is.

parts-ways =
    Each of these is a few short questions, no more than four or so. Which one would you like?
    .ways = Ways out, and times alone
    .go = Where I could go
    .things = Things to take
    .other = See the other parts
    .why = You pick, and I take you there. It is as simple as that, really. To think about a way out does not mean that you have to use it.

parts-people =
    Some people may be on your side, some may be far away. Which of these would you like to look at?
    .trusted = One person I trust
    .family = Children, family, pets
    .numbers = Numbers to know by heart
    .other = See the other parts
    .why = This is only so that you land in the right place with one tap. I will not ask for the name of anyone, and I will not write to anyone.

parts-places =
    These are about where you go in a week, and who may know of it. Which one would you like?
    .places = Places I go to
    .moved = Being found or moved
    .device = This phone
    .other = See the other parts
    .why = So that you do not have to read through all of them to get there. I will not ask for the name of a street or a town there.

parts-self =
    These are about you, and you can go as slow as you like here. Which one would you like?
    .health = My body
    .status = Worries about staying in Canada
    .calm = What is hard, what is good
    .other = See the other parts
    .why = Each of these is read one at a time, so I need to know which one. You can look at a part, read it, and answer none of it.

## source: CHECKLIST 25, 35, 50 | reviewer: none yet | date: 2026-11-22

pause-one =
    A short pause here, since you have done a good bit by now. It is a good time to look around you.

    What you wrote yourself stays on this phone, also when I erase my part.
    .on = Go on
    .show = See what I have so far
    .hub = That is enough for today
    .why = I ask so that you can rest, or stop, without losing your place. If you stop here, your answers stay for now. They go at the usual time, or when you write exit.

pause-two =
    Time for a breath, if you would like one. There is no rush at all. You can stop here with what you have.

    The word exit clears what I hold, but no alerts or screenshots.
    .on = Go on
    .show = See what I have so far
    .hub = That is enough for today
    .why = This is just a place to rest. Many people stop here and go on some other day. What you have done so far works on its own.

pause-three =
    You are past the half of it now. Rest your eyes for a bit if you can. Then pick what comes next.

    Backups and linked devices can hold what you wrote, even when this phone does not.
    .on = Go on
    .show = See what I have so far
    .hub = That is enough for today
    .why = I ask because the next parts are about people and about you. They can bring up a lot. It is fine to keep them for a better day.

pause-four =
    Just a few short ones to go now, and you can skip any of them. How are you doing? You can stop right here.

    As before: exit can't clear your own messages, or what an app that watches has seen.
    .on = Go on
    .show = See what I have so far
    .hub = That is enough for today
    .why = I ask so that you stay the one who sets the pace. The last parts are about being found, about what is good for you, and about what to keep.
