## source: B4 | reviewer: none yet | date: 2026-11-22

list =
    Short lists to read on the go, each in less than a minute. Your agency may have rules of its own, and those come first. Which one would you like?
    .names = Names and other details
    .devices = Phones and computers
    .paper = Paper
    .talking = Talking
    .messages = Messages, mail, this chat
    .caller = Someone asks about a person
    .done = Done for now
    .why = I ask so that you read only the list that you need. I do not ask whom you work with. I hold just where we are in this chat, and that goes with the chat.

names =
    People can be known by a lot more than their name. Could one of these give them away?

    - A face, a scar, a way of talking
    - A job, a school, a street, a car
    - Where they are from, in a small town
    - An age, a date, how many children
    - A story that only one person has

    What is the least that the other side needs for their part? The rest can stay with you.

## source: B4, CHECKLIST 38, 40 | reviewer: none yet | date: 2026-11-22

agreed =
    Before you pass things on, ask the person: to whom, what, and for how long? A yes to one is not a yes to all. In doubt, it is a no. They can take it back.

    One thing does not wait for a yes. In BC, anyone who has reason to think that a person under 19 is harmed or likely to be, and needs to be kept safe, must report it at once: 1-800-663-9122 or 310-1234, day and night. To tell your lead is not enough. Tell people so before they talk. Not sure? Ask your agency or a lawyer.

## source: B4, CHECKLIST 35 | reviewer: none yet | date: 2026-11-22

devices =
    Phones and computers, to go through once a month or so:

    - Screen lock: a long code, on after one minute?
    - Passwords: long, a new one for each thing, and not on a note?
    - A second step when you log in?
    - Lock screen: do messages show?
    - Linked devices: do you know all of them?
    - Work phone: does no one else use it?
    - Your own phone: no numbers of the people you work with?
    - Lost it? Who do you tell, on the same day?

photos =
    Then the things that a phone does by itself, with no one asking it to:

    - Photos go up to a cloud. Who else sees that cloud, on a tablet at home?
    - A photo may hold the place where it was taken
    - Maps keep the list of where you went
    - A car may show your calls, and read texts aloud
    - Do you need a photo of an ID at all? If so, where does it go, and when is it cleared?
    - Cleared photos stay in a bin for weeks

## source: B4 | reviewer: none yet | date: 2026-11-22

paper =
    Paper is quick to write on, and quick to be seen by others.

    - Can it be locked in, in a drawer or a box?
    - Is the desk clear when you step out?
    - A code on the front, and no name?
    - Is there something on the printer, or in the meeting room?
    - In the car or a bag: do you need it out there at all? One sheet, with no name?
    - Out of date: shred it, do not just bin it. How long to keep it is up to your agency's rules

talking =
    Who else can hear you? That is the one question to ask each time.

    - Halls, lifts, a bus, a coffee shop: can it wait?
    - Waiting room: do you call out a full name, or why they came?
    - Car: is the phone on speaker? Who is in the back?
    - On the phone, ask first: can you talk, or is another time better?
    - Voice mail: did they say yes to that? If so, no agency and no reason
    - At home: is there a smart speaker? Friends mean well, and they talk

messages =
    Ask the person first: which way is fine for you, and who else reads along?

    - Few words: "See you at 2" may do. No name, no reason, no agency
    - The subject line of a mail shows, so keep it dull
    - Look at the address two times before you send
    - A mail can be sent on. Does your agency have a sealed way?
    - Group chats: not for people you work with
    - Clear old ones, if your agency's rules let you. Theirs stay on their phone

chat =
    And this chat: it is for how to do things, and not for who.

    - Leave out names, numbers, dates, streets and ages. I point to some of them, but I can miss one
    - "The person" is enough
    - Make messages vanish: on Signal, tap the name at the top, then Disappearing messages
    - Write exit when you are done. I forget what I hold of this chat. I can't clear your own messages, alerts, screenshots, backups or linked devices
