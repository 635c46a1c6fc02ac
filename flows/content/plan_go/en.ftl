## source: PLANS 8, B9 | reviewer: none yet | date: 2026-11-22

first =
    Think of a place where you could sit for a while, and feel at ease. If you wanted to be away, where might you go first? It may be with a friend, in a shelter, or in a place that is open late. No address, please. A word only you know is fine, like "blue door".
    .label = First place to go
    .why = I ask because a place picked on a calm day is easier to think of on a bad one. It can be any place where you could sit and call. The word makes sense to you alone.

second =
    And a second one, in case the first is shut or does not work out? A word only you know is fine here too. It is good if the one you think of does not know of this place.
    .label = Second place to go
    .why = Two are better than one, in case the first one does not work. The first place is often where people look first. You can skip this and think about it later.

getting =
    You can pick as many of these as you like, such as 1 and 4. How could you get to those places?
    .walk = On foot
    .bus = By bus or train
    .taxi = By taxi
    .lift = A friend drives me
    .car = In my own car
    .worker = A worker fetches me
    .label = How I get there
    .why = I ask because each way needs something else: coins, gas, a phone, a friend who is free. Some ride apps show each trip to all who share the account.

ready =
    This is a small list to tick. It is fine if none of it is done. Which of these do you have?
    .fare = Money for the trip
    .route = I know the way
    .tried = I went there once
    .asked = They know I may come
    .story = A reason if someone asks
    .label = Ready for the trip
    .why = I ask so that you can see what is there, and what could come next. One small thing a week is a good pace too.

open =
    It is good to have a few places in mind that never close. A hospital waiting room, a gas station or a big food shop may let you sit and make a call. Shelters do not always have room. A line can tell you who has a bed tonight, and may send a taxi. Some shelters tell no one where they are, so a worker meets you first.
