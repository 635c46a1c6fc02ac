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
near-me = I can not see where you are. For places close by, write the name of a town with what you need.
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
