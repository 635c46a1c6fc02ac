## source: CHECKLIST 16, 22, 23, 26 | reviewer: none yet | date: 2026-11-22

cover = Okay, that is fine. Thanks for the chat, and have a good day.

## source: CHECKLIST 44, H12, DIRECTORY 2 | reviewer: none yet | date: 2026-11-22

danger =
    I am here. This is a short one, to read when you can, and to keep.

    Call { $emergency }. Not every part of Canada has 911: there, call the local police number.

    If you can't speak, call and stay on the line. A text to 911 may not get through, but you can text a friend to call for you. A shop or a bus driver may call, too.

    To talk to someone: { $line }.

## source: CHECKLIST 4, CONTENT 3.10 | reviewer: none yet | date: 2026-11-22

elsewhere =
    For this next bit there is a better app, and it takes one minute. The company behind this app can read what is written to programs like me. So I do not ask about your life here.

    On Signal it is only you, me and the people who run me. You can write to me there: { $signal }. If a new app on your phone would be noticed, a friend's phone may do.

    What works here: numbers to call, and how to make a phone more private.

elsewhere-unnamed =
    For this next bit there is a better app. The company behind this app can read what is written to programs like me. So I do not ask about your life here.

    On Signal it is only you, me and the people who run me. They can tell you how to write to me there.

    What works here: numbers to call, and how to make a phone more private.

contacts-only =
    In this app I can only look for people to call or text, and no more. Write what you need and a town, such as: bed tonight surrey.

    The company behind this app can read what is written here. For the rest, the people who run me can tell you how to write to me on Signal.

## source: CHECKLIST 43, CONTENT 3.7 | reviewer: none yet | date: 2026-11-22

unclear =
    Let me check that I am with you, as I may have got that wrong. If there is a list, a number from it will do, such as 1.

    Or write what you need in a few words. A guess is fine: bed tonight surrey.

    To talk to a person: { $line }.

unclear-again =
    Let us try it in a different way, as any few words are fine. Write a need and a town, in any order: doctor nanaimo. Or write menu, and pick from the list.

    If you would rather talk to a person, they will work it out with you: { $line }.

distress =
    Thanks for writing. Take your time with this, there is no rush. What you wrote can be a lot for one person to carry, and it is not your fault. I may have got it wrong. If so, say it in other words.

    You do not have to go through it on your own. These people can listen:

## source: B3e, CHECKLIST 33 | reviewer: none yet | date: 2026-11-22

found-one = Here is one that may fit. Read it when you have a minute to yourself.
found-many = Here are a few that may fit. Read them when you have a minute to yourself.
found-more = And here is the rest of it. Read it when you have a minute to yourself.

found-none =
    I looked through my list, and there is none on it that fits this. You can try a bigger town close by, or another word for it. Or write menu, and pick from the list. If you need someone fast, write danger.

found-place = I took the place to be { $place }. If that is not right, write the name again, and add the province or country.

place-unclear = I do not have that place on my list. The name of a bigger town close by may work. You can skip it, too.
tongue-unclear = I do not have that name on my list of languages. Another way to write it may work. You can skip it, too.

## source: CHECKLIST 49, CONTENT 3.7 | reviewer: none yet | date: 2026-11-22

relaxed-language = None of these says that it speaks { $language }. You can ask for an interpreter when you call.
relaxed-place = I found none close to { $place }, so I looked further out. Some take calls from all over.
near-me = I cannot see where you are. For places close by, write the name of a town with what you need.
relaxed-need = I have none for just that. These take all kinds of calls, and may know of one.
relaxed-mode = I found none with the way of contact you asked for. These can be reached in another way.

## source: CHECKLIST 51, 52, 53 | reviewer: none yet | date: 2026-11-22

card-call = Call { $number }
card-text = Text { $number }
card-tty = TTY { $number }
card-any-time = Open day and night.
card-hours = Open: { $hours }.
card-hours-unknown = Hours: not known.
card-languages = Languages: { $languages }.
card-languages-unknown = Languages: not known.
card-speaks = { $language }: yes, or by interpreter.
card-for = For: { $audience }
card-asks = Good to know: { $asks }
card-free = Free.
card-cost-unknown = Cost: not known.
card-authority = This line is part of the state: police, border or labour office. They may act on what you say, and may share it. You can ask first.
checked = Checked by phone in { $years }.
unchecked = Numbers from public pages of { $years }, not yet checked by phone. If one does not work, try the next.
unchecked-undated = Numbers from public pages, not yet checked by phone. If one does not work, try the next.
card-unconfirmed = We are not sure of this number yet. If it does not work, try the next one.

## source: CONTENT 3.5, CHECKLIST 39 | reviewer: none yet | date: 2026-11-22

nothing-back = This is where we began, so there is no step to go back to here. You can write menu for the list.

## source: CHECKLIST 49 | reviewer: none yet | date: 2026-11-22

languages =
    These are the languages that I can write in: { $languages }. I can look for people who speak others. Write the name of it with what you need, such as: interpreter punjabi surrey.

## source: CHECKLIST 25, CONTENT 3.9 | reviewer: none yet | date: 2026-11-22

reminder =
    A short note before we go on. It is the same for all who write here. The word exit clears what I hold. It can't clear your own messages, alerts, screenshots, backups or linked devices, or what an app that watches has seen. If you clear a lot at once, that can be noticed too.

first-contact =
    By the way, you can write here at your own pace, and stop any time. I am a computer program, not a person, and not an emergency service. I forget what you wrote after a while without a message. Write exit, and I forget it at once. Your own messages stay on this phone. Write menu to see what else there is.

## source: B3f, CHECKLIST 33 | reviewer: none yet | date: 2026-11-22

plan-empty = There is nothing in your list yet, and that is fine as it is. You can pick any part of it, and one answer is enough to start.
plan-head = Here is what you have put together so far, step by step, in order. Read it when you have a minute to yourself.

three =
    Here are three small things for you to keep in your head, not on paper. Say each one to yourself two times.

    1 { $first }
    2 { $second }
    3 { $third }

two =
    Here are two small things for you to keep in your head, not on paper. Say each one to yourself two times.

    1 { $first }
    2 { $second }

## source: CHECKLIST 28 | reviewer: none yet | date: 2026-11-22

word-set = Done, and from now on that word works just like the one I told you. Both of them work at any step.
word-refused = Let us take another one, as that one could come up here by chance. Two words that you would not write here are good, such as garden hose. You can try again from the list.

## source: CHECKLIST 9 | reviewer: none yet | date: 2026-11-22

shorter-set = Done. I now forget all of it when you have not written for { $hours }. It may be sooner, but not later.
too-long = That is more than I can keep in one go here. Could you say it in fewer words? Up to 300 letters fit. One or two words are fine.

locked =
    Take your time with this one, and look around before you read on. It is shown to you just once.

    { $phrase }

    Learn these five words, in this order. A small story with all five in it can make it easier. They open your answers one time, in the next { $days } days. What you have here goes as usual.

lock-failed = That did not work just now, and nothing was kept from it. Your answers are still here with me. You can try again from the list.
lock-empty = There is nothing to keep from here yet, so I made no words for it. One answer is enough to start.
unlocked = Those words were right, and they have done their work now. I have your answers here again. To keep them for longer, make new words in the last part.

## source: CHECKLIST 22, H14 | reviewer: none yet | date: 2026-11-22

thanks = You are welcome. I am here when you write, and there is no rush at all.
no-memory =
    I can't keep anything in mind just now, so I can't go step by step. You can still ask me for numbers. Write what you need and a town in one message, such as: bed tonight surrey. If you are in danger, write danger.

## source: CHECKLIST 15, CONTENT 2 | reviewer: none yet | date: 2026-11-22

held-head = Here is all that I have kept from our chat, piece by piece, as of now. Read it when you have a minute.
held-nothing = There is nothing kept from before. You are new here to me, and I do not know who you are.
held-answers = Answers you picked: { $count }
held-words = Texts in your own words: { $count }
held-position = Where you are in this chat, what you saw just before, and when you last wrote.
held-language = The language we write in.
held-leave-word = Your own word to stop.
held-messages = Marks of messages, so that I can take mine back: { $count }
held-seen = Marks of the last messages, so that I do not answer one twice: { $count }
held-until = All of it goes at { $time }, or when you write exit.

## source: CHECKLIST 64 | reviewer: none yet | date: 2026-11-22

new-key =
    This looks like a new phone, or the app was put on it again. I keep nothing from before that, so we start from the first page.

## source: A1 to A7, CONTENT 2 | reviewer: none yet | date: 2026-11-22

admitted =
    Thank you, that was right, and it is good to have you here. From now on you see the list for people who do this work.

    Each line of it has a word of its own, such as visit or refer, that you can write at any time. At each step: back, skip, why, menu, danger, exit. The word exit clears this chat, but not your way in.
agency-unclear = I do not find that name on my list as it is written here. One or two words of it may do. You can also go back, look for a service first, and take its name from there.
agency-many = There is more than one on my list that this could be: { $names }. Write a bit more of the name of the one that you mean.
agency-taken = I took this to be { $agency }. If that is not the one, write back, and then a bit more of the name.
identifies =
    Before it goes any further, have one more look at this part: { $words }

    Somebody could be known by it. I have not kept it. Please write it again in other words.
instead-name = In place of a name, "the person" or "she" or "they" is enough to ask a question like this one.
instead-age = In place of an exact age, "an adult" or "in her twenties" is enough for now. If they are under 19, the agency may have to report what you tell it. So ask your lead first what to say.
instead-date = In place of a date, "this week", "last month" or "some time ago" says all that is needed for now.
instead-address = In place of a street or a post code, the name of the town is all that they need for now.
instead-number = A number, a link or a user name can be kept out of it for now. They can call you back at your desk.
needed = This one can't be passed over, as the rest goes by it. If you do not want to go on, write menu, and nothing is set.
code-name = This one could be read as the name of a person. Take one that says nothing to others, such as K7 or blue kite.
code-number = This one could be read as a number or a date that leads to somebody. Take one such as K7 or blue kite.
code-address = This one could be read as a street or a house. Take one that says nothing to others, such as K7 or blue kite.
code-long = Let us take a short one, of at most three words. One that says nothing to others is good, such as K7 or blue kite.
moment-unclear = I could not make a time of that, or it is over by now. You can write it like this: 2h, or 45 min, or until 5pm, or 17:30, or tomorrow 9am.
moment-far = That is more than a day from now, which is longer than I can do here. A time within the next 24 hours is fine.
word-other = Let us take another one, as that one could come up here by chance. Two words of your own that you would not write here are good: a colour and a thing.
word-too-near = These two words are too much alike, so one slip of the thumb could turn one into the other. Take one that looks quite different.
duty = One thing to know, as it may fit what you wrote. In BC, anyone who has reason to think that someone under 19 is being harmed, or may be, and is not kept safe, must report it right away. It is you who reports: to tell your lead is not enough. Call 1-800-663-9122 or 310-1234, day and night. In danger now: { $emergency }.
unclear-work = I am not sure that I got this one right. A word from the list will do: refer, enquire, case, together, visit, privacy, caller or after. Or write a need and a town.
no-details = One thing about what you just wrote: I have not kept it. Names, numbers, ages and dates of other people are best left out here. "The person" is enough. You may want to clear your own message on this phone.
case-locked =
    Take your time with this one, and look around before you read on. It is shown to you just once.

    { $phrase }

    These five words open the sheet one time, in the next { $days } days, from any phone of a colleague who works here, too. I have now cleared it from this chat.
case-open = Nobody is on this yet: { $domains }.
case-first = There is a sheet in this chat by now, so I did not open that one. Keep this one or clear it from here first. The five words are still good.
case-head = Here is the sheet as it is now, line by line, in order. There is no name in it, and none should be put in.
outcome-taken = Thanks, that is noted. Somebody here reads it first. Then all who look for this agency will see it, with the day and the name of your agency.
outcome-failed = That did not work just now, and nothing was noted down. You can try again in a while, from the same place in the list.
held-role = That you do this work with { $agency }: kept as a mark that only your own message brings back.

## source: A1, A2, A3, B9, DIRECTORY 5 | reviewer: none yet | date: 2026-11-22

referral-head = Here is what I found for you, and the most open ones come first.
referral-next = Here are the next ones, in the same order as the ones before.
referral-rest = And here is one more part of it, for when you have a minute or two.
referral-none =
    I looked through my list, and there is none on it that fits all of this. You can take out one of the points and look again, or take a bigger town close by. What a place says no to, such as children, I do not pass over.
refer-end = These are the last ones on this list.
refer-relaxed-interpreter = Some speak { $language } through an interpreter.
refer-relaxed-id = Some may ask for ID: nobody knows yet.
refer-relaxed-language = Some do not say if they speak { $language }.
refer-relaxed-need = Some are for other needs, and may know who fits.
refer-relaxed-all = I found none for just this close by. These may know of one, so ask them first.
refer-relaxed-region = Some are not close to { $place }: they work for the whole province, or are further out.
refer-relaxed-country = Some are not close to { $place }: they work for the whole province or country.
refer-spoken = { $language }: spoken there.
refer-interpreted = { $language }: by an interpreter.
refer-closed = This number is not public. It is shown to people who do this work, and to nobody else.
refer-hidden = Its address is not public, and is not held here.
refer-yes = Yes: { $facts }.
refer-no = No: { $facts }.
refer-unknown = Unknown: { $facts }.
refer-fact-by = { $fact } ({ $by }, { $date })
refer-fact-listed = { $fact } (as listed)
refer-name-free = barrier-free
refer-name-able = can take this on
refer-name-trafficking = knows trafficking
refer-name-sensitive = goes at their pace
refer-name-interpreter = interpreter
refer-name-culture = culture and food
refer-name-children = children
refer-name-pets = pets
refer-name-id = asks for ID
refer-name-men = men
refer-name-women = women
refer-name-trans = trans people
refer-name-report = asks for a police report
refer-name-police = tells the police
refer-name-sober = asks to be sober
refer-name-status = asks about status

## source: be-safe.txt "Your Safety", RELIABILITY 1 | reviewer: none yet | date: 2026-11-22

checkin-begun =
    Okay, that is set and it runs from now on, until { $time }.

    To add someone who is told first: say these three words to a worker you trust, and they send them to me: { $words }. I tell you when they have done so. If no one does, your desk is told.

    Your own word ends it. To add time, write longer 30. The word exit does not end it.

checkin-begun-alone =
    Okay, that is set and it runs from now on, until { $time }.

    But as it is, no one would be told: no desk is set up here. Say these three words to a worker you trust, and they send them to me: { $words }. I tell you when they have done so.

    Your own word ends it. To add time, write longer 30. The word exit does not end it.

checkin-clear = One last thing, to keep your words to yourself. First give the three words above to your colleague. Then delete this chat on your phone: what you wrote can be read further up, and I cannot take that back. The time goes on, and both of your words still work.
checkin-already = There is one that runs now, so I did not set a new one. It runs until { $time }. The two words that you chose for it still count. The ones from just now do nothing.
checkin-failed = That did not work just now, so it is not set. No one would be told. Someone at your desk could note it for you.
checkin-joined =
    Thanks, that worked, and I have noted that you are the one. { $name } is out until { $time }. Code for the place: { $place }.

    If they are not back in time, I write to you. If you can't do it, write: not me.
checkin-accepted = Good news, the three words came back to me just now. If you are not back at { $time }, that worker is told first.
checkin-stepped-back = Okay, that is fine, and thanks for saying so. I have told them that it is not you any more.
checkin-colleague-gone = A small change, so that you know where things stand. The worker with your three words can't do it. If you are not back at { $time }, your desk is told.
checkin-nobody = A small change, so that you know where things stand. The worker with your three words can't do it, and no desk is set up. As it is, no one would be told.
checkin-soon = A short note, as the time that you set is close: { $time }. Back by then? Write your own word, not yes. To add time, write longer 30.
checkin-time = It is the time that you set, so this is a short note. Back? Write your own word, not yes. To add time, write longer 30. If I do not hear from you soon, others are told.
checkin-still = Good to hear from you, and one small thing is still open: the time out runs until { $time }. If you are back, write your own word. To add time, write longer 30.
checkin-back = Thanks, that is noted, and all of it is done now. Have a good rest of the day.
checkin-longer = Okay, that is noted, and the time is now a bit later: { $time }. All else stays as it was.
checkin-longer-unclear = How much more time would you like to have for this? I can add up to 4 hours in all. Such as: longer 30, or longer 2 hours.
checkin-held = Your time out: until { $time }, with the place, your name and your two words. Your own word ends it. The word exit does not.

## source: be-safe.txt "Your Safety", RELIABILITY 1 | reviewer: none yet | date: 2026-11-22

checkin-colleague =
    This is Quietline: please read all of this now. It can't wait. { $name } was to be back at { $time }, and has not written. Code for the place: { $place }.

    Call { $name } now. If no one picks up, do what your agency has agreed on. Emergency number: { $emergency }. I write to you when they are back.

checkin-desk =
    This is Quietline: please read all of this now. It can't wait. { $name } was to be back at { $time }, and has not written. Code for the place: { $place }.

    Call { $name } now. If no one picks up, do what your agency has agreed on. Emergency number: { $emergency }. I write to you when they are back.

checkin-danger =
    This is Quietline: please read all of this now. It can't wait. { $name } has just sent the word for danger. Code for the place: { $place }. The time set was { $time }.

    Someone may see their phone, so a call or a text to them may not be wise. Do what your agency has agreed on. Emergency number: { $emergency }.

checkin-later = A note from Quietline for you, and it is good to know. { $name } has written, and will be back at { $time }. Code for the place: { $place }.
checkin-well = This is Quietline once more, and now with good news for you. { $name } has written, and is back. Code for the place: { $place }. There is no more to do.
