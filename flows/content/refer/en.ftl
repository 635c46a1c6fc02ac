## source: A1, A2, A3, B9 | reviewer: none yet | date: 2026-11-22

need =
    What should the place be able to do? Pick what comes first today. You can look for the next thing after that.
    .shelter = A place to sleep
    .social = Food, money, daily things
    .medical = A doctor or clinic
    .mental_health = Someone to talk to
    .legal = A lawyer, rights, wages
    .immigration = Papers and status
    .justice = Court, or a report
    .why = So that the list is short. Your pick is used to look things up in my own list, and for nothing else.

place =
    Which town should I look in? The name of it is enough, with no street. Write skip if it can be anywhere.
    .why = Near ones come first. With no town I show those that take people from all over.

tongue =
    Which language is easiest for the person? Write skip if that does not matter. Where nobody speaks it, I say who can bring in an interpreter.
    .why = It is asked as a need, not as a sign of where somebody is from.

rules =
    What must the place be fine with? You can pick more than one, such as: 1 3, or write skip. It rules out those that say no. Where nobody knows, it says so.
    .children = Children come along
    .pets = A pet comes along
    .no_id = There is no ID
    .women = It is for a woman
    .men = It is for a man
    .trans = It is for a trans person
    .no_police = No police report
    .why = So that nobody is turned away at the door. It is about the place. I keep nothing about the person.

after =
    What would be good next? A call before you send someone saves them a walk for nothing.
    .more = More of them
    .ask = Ask one of them first
    .other = Look for something else
    .done = Back to the list
    .why = So that you can go on from here in one step. I show three at a time, so that a tired person can take them in.
