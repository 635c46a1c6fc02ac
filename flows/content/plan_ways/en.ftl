## source: B3a, PLANS 6 | reviewer: none yet | date: 2026-11-22

moments =
    You can pick more than one here, and skip those you do not need. For which times would it be good to know a way out?
    .indoors = In the room or home
    .work = At work
    .outside = In the street or a shop
    .car = In a car
    .night = At night
    .guests = When others are there
    .why = I ask because a way that works by day may not work at night. To know two or three ways takes some of the weight off. You never have to use one.

indoors =
    Picture the rooms one by one, if you can do so at ease. What could work there, with your own strength and any people with you?
    .front = The main door
    .other = A back or side door
    .window = A low window
    .neighbour = A neighbour who would hear me
    .reason = A reason to step out (trash, laundry)
    .room = A room with a lock and a phone
    .label = Way out indoors
    .why = I ask so that you have looked at it once with a calm mind. When things go fast, it is good to have thought of it before.

work =
    Now think of the place where you spend your working hours. What could work there? Pick as many as you like.
    .door = A side or staff door
    .break = On a break
    .coworker = Someone I work with
    .customer = A customer or a driver
    .unwell = Say I feel ill
    .inspection = When an inspector comes
    .label = Way out at work
    .why = I ask because a place of work has its own doors, times and people. You would know which of them are good ones.

outside =
    Out and about, some spots are better than others to stop at. What could work for you? Pick as many as you like.
    .counter = Ask at a shop counter
    .bus = Get on a bus
    .washroom = Ask for the washroom key
    .busy = Stay where many people are
    .clinic = Go in at a clinic or hospital
    .stranger = Ask someone with a child
    .label = Way out in the street
    .why = I ask so that you can pick a spot or two before you need one. A person behind a counter has a phone, and others around.

car =
    A ride is a hard one, so think only of what is easy to do. What could work? Pick as many as you like, or skip it.
    .station = A stop for gas or food
    .washroom = Say I need a washroom
    .unwell = Say I feel sick
    .light = Wait till the car stands still
    .message = A word to someone by text
    .label = Way out of a car
    .why = A ride is not like a room, so it needs some thought of its own. People are often moved by car. It is good to know that a stop will come, and what you could say then.

night =
    Nights are not like days, so here are some ideas just for them. Which of these could work for you?
    .shoes = Shoes and a coat near the bed
    .lamp = A light I can find
    .neighbour = A neighbour who is up late
    .open = A place that is open all night
    .ride = A ride I can call
    .wait = Wait for the morning
    .label = Way out at night
    .why = I ask because at night there are fewer buses, and fewer people out. A gas station or hospital is open, and it can be a place to wait.

guests =
    Other people in the room can make it harder, or make it easier. Which of these could work when others are there?
    .together = Walk out along with them
    .errand = Go out to get something
    .look = A sign to one of them
    .stay = Stay close to one of them
    .note = A few words to one of them
    .label = When others are there
    .why = I ask because people act in a different way when others look on. Only you can tell if one of them is on your side.

rooms =
    Here is a short note on rooms, and it may be new to you or not. If a bad moment comes, where you stand can make it less bad. A room with a door to the outside may be better than a kitchen, a bath or a room with one door. If you can't get out, you can make yourself small in a corner, with your arms over your head and neck. You are not at fault, whatever you do to get through it.

times =
    The last one of this part, and a quick one if you are short of time. When are you most often on your own, or in no one's sight?
    .morning = Early in the day
    .day = In the middle of the day
    .evening = In the evening
    .late = Late at night
    .trips = On short trips out
    .never = Almost never
    .label = Times on my own
    .why = I ask because a good time can matter more than a good door. It is just for your list. No one is told.
