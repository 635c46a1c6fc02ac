## source: A1 to A7, B2, B4, B8 | reviewer: none yet | date: 2026-11-22

work =
    Here is the list for your day. Pick a number, or write a need and a town, such as: bed tonight surrey.
    .refer = Find a service for someone
    .enquire = Ask an agency before you send someone
    .case = A sheet for many services at once
    .together = Think it through with someone
    .visit = Go out to meet someone
    .privacy = Keep it private
    .after = After a hard day
    .why = So that you only read what you need right now. Nothing about the people you work with is asked for here, and nothing about them is kept.
