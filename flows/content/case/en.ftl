## source: A6, A7, CHECKLIST 56 | reviewer: none yet | date: 2026-11-22

opened = The five words have done their work, and the sheet is in this chat alone now. It goes when the chat does. To have it for longer, keep it again: that makes new words.

code =
    A sheet keeps track of who does what, with no name on it. First, give it a code that says nothing to others, such as K7 or blue kite. You and your team know what it stands for. I do not.
    .label = Code
    .why = So that a sheet that is seen by the wrong eyes leads to nobody. Names and numbers are turned down.

domains =
    Which of these are part of it? Pick all that are, such as: 1 3 5.
    .social = Daily life: food, money, home
    .legal = Rights, wages, a lawyer
    .medical = Body and health
    .mind = Mind and rest
    .status = Papers and status
    .court = Police and court
    .label = Part of it
    .why = These are the six sides of life that tend to be touched. One look shows what is still open.

handled =
    For which of them is somebody on it by now?
    .none = For none yet
    .social = Daily life
    .legal = Rights, wages
    .medical = Body
    .mind = Mind
    .status = Papers
    .court = Police, court
    .label = Somebody is on it
    .why = What stays open is what comes next. It is fine if that is a lot.

point =
    Who is the one that the person can turn to, all the way through? It is a lot easier when one face stays the same, and they choose who it is.
    .me = Me, who made this sheet
    .other = Somebody else
    .nobody = Nobody yet
    .label = The one to turn to
    .why = People tell it once to one who stays, and not ten times to ten who go.

who =
    Which role, and which agency? Such as: the outreach nurse at the drop-in. No name is needed here.
    .label = Role and agency
    .why = A role can be found by those who should find it. A name can be found by others, too.

nobody =
    That is worth a talk soon, with the person and with your team. Until then, it may be you. If it is, say so to them, and say when you can be reached.

share =
    When others come in, what does the person want them to know? Ask each time. No is an answer, too.
    .nothing = Nothing for now
    .needs = What they need
    .language = The language they speak
    .contact = How to reach them
    .told = What they have told before
    .label = May be passed on
    .why = So that they do not have to find out later who knows what. What is not on this line stays with you.

next =
    What would you like to do with it now?
    .hand = Hand a part over to others
    .keep = Keep the sheet under five words
    .domains = Change what is part of it
    .point = Change who to turn to
    .drop = Clear it from here
    .done = Back to the list
    .why = The sheet goes with this chat if you do not keep it. Kept, it opens for whoever on your team has the five words.

hand =
    A part goes over to others. Before that, ask the person once more what they want passed on. As of now, it is this: { $share }. Tell them who will have it, and what for.

hand-me =
    When you hand it over, say this as well: "There is one person that you can turn to all the way through, when something does not fit." Say who, and when they can be reached. Then tell the person who is new.

hand-other =
    When you hand it over, say this as well: "The one to turn to is { $who }." Then tell the person who is new, and when they will hear from them.

hand-open =
    When you hand it over, ask this as well: "Who will be the one that they can turn to, all the way through?" Settle that first, if you can. Then tell the person.

not-offered =
    Keeping a sheet is not set up here. It stays in this chat until the chat goes. If you need it for longer, use what your agency has for that.

drop =
    Done, and the sheet is gone from this chat. Nobody can bring it back, and that goes for me, too.
