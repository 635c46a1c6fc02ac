## source: B3c | reviewer: none yet | date: 2026-11-22

which =
    You can pick as many as you like here, such as 1 4, or skip it. I only ask about the places you pick. Where do you spend time?
    .home = Home, or where I stay
    .shelter = A shelter or shared house
    .work = Work
    .transit = Bus, train, station
    .uneasy = Places that feel wrong to me
    .why = I ask so that you see ideas just for the places in your own week. I do not ask where they are.

home =
    Let us start with the place where you sleep and eat most days. Which of these would fit there, with no one asking why?
    .room = Know the room with two ways out
    .phone = Keep a charged phone near
    .neighbour = A neighbour who acts on noise
    .locks = Fix a lock or a light
    .outside = A reason to step out
    .visitors = See who is at the door first
    .label = At home
    .why = I ask because most time is spent there. Some of these are easy to do, and others could be noticed. You know which is which.

shelter =
    A place with staff can do some things for you, if you ask them. Which of these would you like?
    .staff = Tell staff who may look for me
    .unseen = Ask that no one says I am here
    .phone = Location off on phones and tablets
    .route = More than one way in and out
    .mail = Get my mail at another place
    .name = Use another name at the door
    .label = At the shelter
    .why = I ask because staff can only do what they know about. You can tell them a little, such as what someone looks like. You need not tell them all.

work =
    Think of a normal shift, from the way in to the way home again. Which of these could be of use to you?
    .coworker = One person there who knows
    .calls = No one gives out my hours
    .hours = Change my hours or my way
    .together = Walk out with someone
    .seat = Sit away from the street side
    .label = At work
    .why = Work has set times and set places, and that is good and bad. People can find you there. If the risk comes from work, pick only what no one there would see.

transit =
    This one is about the way there and back, on a bus or a train. Which of these would you use?
    .time = Change the time now and then
    .stop = Get on at another stop
    .driver = Sit near the driver
    .people = Wait where people are
    .follow = Get off at a shop if followed
    .pass = A ticket no one else can check
    .label = On the way
    .why = I ask because a trip at the same time each day is easy to know. In some towns the driver can stop between stops at night, if you ask.

uneasy =
    Some places just do not sit right with us, and that sense counts. If you have to go there, what could make it better?
    .company = Go with someone
    .tell = Tell my person when I am back
    .money = Money for the way home
    .wayout = Look for the exits first
    .battery = A full battery
    .no = Not go there for a while
    .label = Places that feel wrong
    .why = I ask because it is not always your choice to go or not. If you have to, small things can give you more ways to get out of it.

mine =
    What you picked is in your list now, under each of the places. You can try one of them this week, and see how it goes. If a thing draws looks, let it be. There may be a better one. Not all of this is for you to solve: what someone does to you does not come from where you sit or walk.
