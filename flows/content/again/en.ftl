## source: B1, CHECKLIST 41 | reviewer: none yet | date: 2026-11-22

still =
    Hello again. Is this still a good time to write? There is no rush.
    .yes = Yes, it is
    .no = Not now
    .why = It has been quiet for a while, so I like to ask before I go on. Some time went by, and much can change in that time. If now is not good, I say one plain line and stop.
