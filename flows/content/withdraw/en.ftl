## source: A4, CHECKLIST 40 | reviewer: none yet | date: 2026-11-22

clear =
    Done, and the yes is gone from this chat. It is theirs to give and to take back. Nothing gets worse for them by that.

    If you have asked by now, you can send this: "Please drop what I asked you about. Nobody will come for it, and please keep no note of my call."
