## source: CHECKLIST 38, H17 | reviewer: none yet | date: 2026-11-22

notice =
    Before the next part, there is one thing that you should know. In BC the law says: anyone who has reason to think that a person under 19 is being harmed, and needs to be kept safe, must tell child services. That counts for the people who run me, and for most people you may call. So I ask for no names, no ages, and not what was done. You can skip this part.

## source: PLANS 13 | reviewer: none yet | date: 2026-11-22

who =
    You can pick more than one of these, such as 1 3, or skip it. Who do you think of when you think of what to do next?
    .children = Children
    .carefor = Someone I take care of
    .pets = Pets or other animals
    .away = Family far away
    .none = None of these
    .why = It is fine to ask. Other people often count for a lot in this. Many stay, or go, for the sake of someone else. Then a plan should have them in it too. No names and no ages are asked.

children =
    Kids do better with one or two clear things than with a long list. Which of these would be good for them to have?
    .word = A word that means: go next door
    .phone = How to call 911, and what to say
    .neighbour = A grown-up they can run to
    .pickup = School knows who picks them up
    .papers = Copies of their papers
    .notheirs = To know: not their job to stop it
    .label = For the children
    .why = I ask so that you can choose what they should know. Small ones may tell others what you say, so some things are best said late.

carefor =
    If someone needs your care each day, they can be part of this. Which of these would be of use?
    .who = Someone who can step in
    .medicine = A list of what they take
    .reach = A way to reach them from afar
    .together = A place for the two of us
    .line = Ask a line what is possible
    .label = Someone I take care of
    .why = I ask because some places to stay can take the two of you, and some can't. It is good to ask that on the phone first.

pets =
    Animals count too, and many people will not go without theirs. Which of these could work?
    .friend = A friend takes it for a while
    .shelter = A place to stay that takes pets
    .vet = A vet or animal group takes it
    .things = Its food, leash and shots card
    .photo = A photo of us, to show it is mine
    .label = For my pets
    .why = Animals are close to us, so I like to ask about them as well. A pet can be used to make someone stay. Some animal groups keep a pet for a while at no cost, and tell no one.

away =
    Now those who are far away and whom you still have on your mind. If someone says they will do them harm, which of these could be good?
    .word = A word for them and me, too
    .quiet = They do not say where I am
    .story = They know what to say if asked
    .number = They have a number to call there
    .ask = Ask a worker or a legal line
    .distance = Another place for them to stay
    .label = Family far away
    .why = Those at home can be on your mind a lot, even from far away. Many people stay where they are for their sake. Threats like that are heavy to carry. Some groups work in more than one country, and can look at it with you.

words =
    That is all for this part, and none of it has to be done today. When you talk about it with them, few words are best. On a call with someone far away, others may be in the room with them. If a threat is made to you, think of how you could keep it: a date in your head, or a photo at a friend's. Some people later want to have it.
