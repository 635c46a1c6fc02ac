## source: B4 | reviewer: none yet | date: 2026-11-22

words =
    Take a breath, there is no rush. Say neither yes nor no. You can read this out:

    "I cannot say whether we know anybody by that name. I say this to all who call. What is your name, your agency and your number, and what is it about? Someone may call you back."

    Write that down on paper, not in here. And no more than that: not if the person was here, not if they are well.

list =
    What is it like just now? Pick one, and come back here for another if you need it.
    .callback = How to call them back
    .push = They push or threaten
    .official = They say: family, police, lawyer
    .order = They have a court paper
    .door = They are here, or may come
    .over = The call is over
    .done = Done for now
    .why = I ask so that you see only what fits this call. I do not need to know who called, or about whom. I hold just where we are in this chat, and that goes with the chat.

callback =
    Is it who they say it is? You can find out on your own, in four steps.

    - Say thanks, and put down the phone
    - Look up the agency's number yourself, on its own site or a list you trust. Not the one they gave you, and not the one on your screen: that can be faked
    - Call the front desk, and ask for that person by name
    - No such person there? Tell your lead

    If they are real, that is still no yes. You say nothing so far.

agree =
    So they are real, and now it is up to the person you work with. Ask them:

    - May they know that I know you?
    - What may I say, and what not?
    - For how long is that a yes?

    In doubt, it is a no, and a no costs them nothing. You can't reach the person? Then nothing goes out. With a yes, say just what was agreed.

push =
    You can say the same words each time, as calm as you can. It is not rude.

    - "I cannot say whether we know anybody by that name."
    - "I will pass on your number."
    - "I am going to end this call now."

    Then you may put down the phone. Did they threaten you or someone else? Write down the words and the time, and go to your lead now. If they may be on their way, or someone is in danger: call { $emergency }.

official =
    It may well be true, but anyone can say it on the phone. So the words stay the same: for family, police, the border service, a doctor, a lawyer, an embassy.

    - Ask for the full name, a badge or file number, and the office
    - Say: "We will call you back through your office."
    - Go to your lead with it. They and a lawyer can find out what the law asks of you

    You do not have to answer on the spot. To call back takes five minutes, also when they say it is urgent.

## source: CONTENT 3.6, CHECKLIST 38 | reviewer: none yet | date: 2026-11-22

under-age =
    One thing holds, no matter who is on the phone. In BC, anyone who has reason to think that a person under 19 is harmed or likely to be, and needs to be kept safe, must report it at once: 1-800-663-9122 or 310-1234, day and night. To tell your lead is not enough.

    That is a call that you make yourself, to a number you know. It is not a thing to tell someone who called you. Not sure? Ask your agency or a lawyer.

## source: B4, B5 | reviewer: none yet | date: 2026-11-22

order =
    A paper with a stamp can look as if you had to act at once.

    - Take it or a copy. Who brought it, and when?
    - Say: "I will pass this on to the one in charge."
    - Give it to your lead now. Your lead calls a lawyer
    - You need not answer on the spot, and you can say that you want to ask a lawyer first
    - Do not shred or change a thing now

    Is it police with a warrant to search? Read it, do not stand in the way, and call your lead and a lawyer at once.

door =
    Stay calm, and keep a closed door between you if you can.

    - The words are the same: you cannot say whether you know anybody by that name
    - You need not let them in
    - Can someone go to the person by another way, and say no name out loud?
    - If they do not go, or you are scared: call { $emergency }
    - They may come later? Tell your lead and all who open the door
    - Who goes home with whom today? No one walks out alone

over =
    Put it down that the call came: in your agency's own log, and not in here.

    - The day and time, and the number on your screen
    - The name and agency they gave, and what they asked
    - What you said to them
    - Not if you know the person. The log may be read by others, too

    Tell your lead today. Tell those who pick up the phone as well, so that they all say the same.

tell =
    Would the person like to know that someone asked? In most cases, yes, if there is a good way to reach them.

    - Best in person, or in the way you both agreed on. Not in a text that others may read
    - Say what was asked, and that you told them nothing
    - Ask: Who might it be? What would you like us to do?

    To think about being found, the two of you can go through a list of questions. Write: together.
