## source: own | reviewer: none yet | date: 2026-11-22

menu =
    Here is what we can look at. Pick a number, or use your own words. You can write what you need at any time, such as: bed tonight surrey.

    These words work at each step: back, skip, why, menu, language, danger, exit.
    .contacts = Find someone to call or text
    .plan = Make a plan that is only mine
    .phone = Make my phone more private
    .about = What this is, and what it keeps
    .leave = Leave this chat
    .why = So that you only read what you came for, and nothing more. Your pick is not passed on to anyone. You can come back to this list with the word menu.
