## source: CHECKLIST 3, 19, 37 | reviewer: none yet | date: 2026-11-22

hello =
    Hello. You can write here at your own pace, in your own words. I am a computer program, not a person, and not an emergency service. { $operator } runs me.

    I hold your answers until you have not written for { $hours }. I can read them, and so can the people who run me. They are not sold, and no machine learns from them.

    To stop, write exit. What I hold of you is then erased at once.

## source: B1, CHECKLIST 25, 41, 44 | reviewer: none yet | date: 2026-11-22

ok =
    Is this a good time to write? Take a moment before you answer.

    In danger now? Call { $emergency }, or write danger.

    The word exit cannot clear it all. Your own messages may stay on this phone. So may alerts, screenshots, backups and linked devices. An app that watches this phone may have seen it all.
    .yes = Yes, I can write now
    .no = Not now
    .why = I ask because only you can see the room you are in just now. If now is not good, I say one plain line and stop. You lose nothing by that. You can write again at any time.
