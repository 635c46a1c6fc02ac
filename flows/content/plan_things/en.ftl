## source: PLANS 9, B3a | reviewer: none yet | date: 2026-11-22

mine =
    Tick the ones that come to mind. It need not be the whole list. Which of these could you reach, and take along?
    .papers = ID and other papers
    .medicine = Medicine or glasses
    .money = Money or a bank card
    .phone = Phone and charger
    .keys = Keys
    .clothes = Warm clothes and shoes
    .children = Things for a child
    .label = I can take
    .why = I ask so that you have thought of it once. You can go with none of it. Most things can be had again later, and you can't.

theirs =
    Now the other side of it. Pick as many as you need, or skip it. Which of these does someone else hold?
    .papers = ID and other papers
    .medicine = Medicine or glasses
    .money = Money or a bank card
    .phone = Phone and charger
    .keys = Keys
    .children = Things for a child
    .none = None of these
    .label = Someone else holds
    .why = I ask because for most of these there is a way to get a new one. I show you a short note on those that you pick.

papers =
    What is not in your hands can often be made new, with some time. Your home country's office in Canada can give you a new passport or a paper to travel. A legal line or a settlement worker can tell you how, and some go with you. If you fear that country, ask the legal line before you call there. A photo of a paper, or its number, makes it faster. You can ask for a bed or for care with no papers.

medicine =
    A doctor or a drug store can often give you what you need again. It may be enough to know its name and how much you take. A photo of the box works too. If it is one you should not stop at once, tell them so first. Some clinics see people with no card, and at no cost.

money =
    There are small ways on when money or a phone is in other hands. Some drop-in places give bus fare, food cards or an old phone. An old phone with no plan can still call { $emergency } in most places. A bank can open a new account that only you know of, and send no mail.

spot =
    One more about this, and then this part is at its end. If you want to keep a few things ready, where would they be noticed least?
    .body = On me
    .friend = With a friend
    .work = At work or school
    .copies = Only photos or copies
    .home = In a normal bag at home
    .later = I would keep nothing ready
    .label = Where my things are
    .why = Good that you ask, as this one is not right for all people. A packed bag can tell a lot, if someone finds it. Only you can say if it is a good idea. No bag at all is a fair choice.

bag =
    A few last ideas on this part, and you can take or drop each one. A gym bag, a school bag or a bag for the wash looks like any other. If you use a thing each day, a copy or a spare one may do. Things with your name on them are best kept on you. Tags and smart watches in a bag can show where it is.
