## source: B3e, B9, A3 | reviewer: none yet | date: 2026-11-22

need =
    What would be good to find today? Pick the one that is closest. You can also write it your own way. In BC, those who run me must report harm to anyone under 19. I do not ask your age.
    .shelter = A place to sleep
    .human_trafficking = Someone makes me do things, or I can't get away
    .labour_exploitation = Someone makes me work or takes my pay
    .domestic_violence = Someone at home hurts or scares me
    .sexual_assault = Someone did something sexual to me
    .suicide = I feel I can't go on
    .more = Something else
    .why = So that I show you two or three that fit, not a long list. Your pick is used to look things up in my own list. It is not sent to the people you may call.

need-more =
    Here are some more to choose from. One of them may come close. If none does, pick the last one. The people there take all kinds of calls.
    .immigration = My papers or status
    .legal = My rights, or a lawyer
    .mental_health = Someone to talk to about how I feel
    .youth = A line for young people
    .indigenous = A line for Indigenous people
    .lgbtq = A line for LGBTQ2S+ people
    .general_crisis = I am not sure
    .why = I ask so that the list I show you is short and fits you more. Some lines are run by people who share your age, roots or way of life. You can try any of them.

place =
    Which town or area should I look in? The name of it is enough. You do not need to say the street. Write skip if you do not want to say, or do not know.
    .why = Some places only take calls from people who live close by. With a town I can show those first. With no town I show lines that take calls from all over.

tongue =
    Which language is best for you to talk in? You can skip this one. I look for people who speak it. If I find none, I say so, and how to ask for someone who does.
    .why = I ask so that you can talk in the words that come easy to you. It is about the call only. I do not ask where you are from.

after =
    Take your time with those. You can pick what comes next here. You can also write what you need in your own words, such as: food nanaimo.
    .another = Look for something else
    .calling = Before I call or text
    .done = Go to the first list
    .why = I ask so that you can look as many times as you want to. There is no limit. Each search can be for a new town or a new need.

calling =
    A few things some people like to know first. You can call and ask what they do, with no name. You can ask: who will you tell, and do you work with the police or the border service? You can hang up at any time.

    A call can show on the bill. It can stay in the phone's call list, too. A friend's phone or a desk phone leaves less of a trace.
