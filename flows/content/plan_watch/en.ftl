## source: B3b, B3d, PLANS 4 | reviewer: none yet | date: 2026-11-22

watched =
    You can pick more than one of these, such as 1 3, or skip it. Does someone hold or check any of these things of yours?
    .phone = My phone or messages
    .papers = My ID or other papers
    .money = My money or pay
    .movement = Where I go and when
    .contact = Who I talk to
    .none = None of these
    .label = What someone checks
    .why = I ask so that each next idea takes it into account. A step that works for one person could be seen at once by the one who checks on another.

phone =
    Thank you, that is good to know, and it changes a few things here. Let us be slow with all that stays on a screen. You can keep most of this in your head. The phone of a friend, a library or a clinic may do for calls. The part on this phone has more.

papers =
    Many people are in the same spot with this, and there are ways on. Papers can often be made new. In Canada, no one may hold your ID to make you stay or work. To ask for them may bring anger, so some do not ask. A photo or a copy, kept with a friend, can be enough to start with. A legal line can tell you more, with no name given.

money =
    Small things can add up here, and you choose the pace of it. A little at a time can be put aside, if there is a good spot. Coins or bus tickets may be noticed less than notes. Some ask a friend to keep it. A new bank account can send mail or alerts, so ask the bank to send none. Some drop-in places give food, bus fare or a phone card.

movement =
    A normal day has more room in it than it may seem at first. A stop that fits in that day is noticed less: a shop, a clinic, a school, a place of faith, a library. Some workers can meet you at such a place. Some can call at a set time, with a made-up reason.

gaps =
    Think of a normal week, and pick as many of these as fit for you. When does no one check on you, or less than at other times?
    .never = Almost never
    .asleep = When they sleep
    .away = When they are out
    .chores = On a trip to a shop or clinic
    .others = When guests are there
    .busy = While I work
    .label = When no one checks
    .why = It is good to know your own week well, so that is why I ask. Small gaps are the best times for a call or a step. It stays in your own list. No one else is told.
