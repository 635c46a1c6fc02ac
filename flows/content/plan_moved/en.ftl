## source: B7, B3d | reviewer: none yet | date: 2026-11-22

ways =
    Some people have to move more than once, and it is hard each time. You can pick more than one. How might someone know where you are?
    .phone = A phone or a watch
    .vehicle = A car, or a tag in my things
    .accounts = Accounts we share
    .people = People who tell
    .posts = Posts, photos or ads
    .records = Mail, school, bank, clinic
    .none = I have no idea
    .label = How I may be found
    .why = I ask because it is often one small thing, and not you. If you find which, it may stop. You get a short note on each one you pick.

phone =
    First, the things with a battery, as they can tell a lot. Look for who can see your place: a map app, a family group, a find my phone service. A kid's tablet or watch can do it too. If it goes off at once, someone may ask. Some people leave that phone at a normal place, and use another one when they go.

vehicle =
    Next, cars and bags. There is more tech in them than one may think. Many new cars have an app that shows where they are. Whoever set it up can see it. A tag may be under a seat, in a bag, a coat, a toy. Some phones tell you if a strange tag moves with you. If you find one, you can ask a line before you move it. Its owner may see where it was last.

accounts =
    Then there is what is shared online, often without our noticing it. A shared mail, cloud, ride app, bank card or food app can show a town or a street. A new account on a new phone is the clean way. On old ones, look at the list of devices, and at who can reset the password.

people =
    Friends like to talk, and most of them mean no harm by it at all. Still, news of where you are can travel. You can say to friends: please tell no one that you heard from me, not even that I am well. Someone may call and say that they are family, a boss or the police. A friend can say: give me your number, and I will pass it on.

posts =
    A photo can tell more than we think, by what is in the back of it. Signs, school shirts, the view from a window and even the shape of a room can be known. You can ask others not to tag you. You can search for your own name or number now and then, on a phone no one checks, to see what is out there.

records =
    Offices are good at sending mail, and not so good at asking first. You can ask a school, a bank, a clinic or a phone firm to put a note on your file: no mail, no calls, tell no one. Ask for a new contact person, and a word that you say when you call. Old joint accounts may still send news to both.

steps =
    Out of all these, a small start is enough. Which would you like to do, or ask someone to do with you?
    .location = See who can see my place
    .tell = Ask people not to pass on news
    .route = Go a new way or at a new time
    .mail = Get mail at another place
    .offices = Ask offices for a note on file
    .device = Use a new phone or account
    .neighbours = Ask someone to look out for a car
    .label = Not to be found
    .why = I ask so that your list has one or two things to do, and not ten. The order is up to you.

often =
    One more, and then this part is at its end. You can skip it too. Have you been moved, so that you may not always know where you are?
    .yes = Yes, more than once
    .maybe = It could come to that
    .no = No
    .label = Moved about
    .why = One answer here opens a short extra part, so that is why I ask. It is about the signs that tell you where you are.
