## source: B6, CONTENT 3.1 | reviewer: none yet | date: 2026-11-22

stage =
    There is no right or wrong answer to this one, and it can change. How are things for you? It may be about a partner, family, a boss, someone who found you work, or someone else.
    .staying = I am staying for now
    .unsure = I don't know yet
    .going = I want to go, or I am getting ready
    .left = I am away from it
    .other = None of these
    .label = Where I stand
    .why = I ask because each of these is a fair place to be in just now. A plan can make days easier in each one. I will not tell you to stay or to go.

staying =
    That is fine, and you know best what works for you right now. Many people stay for a time, for good reasons: children, money, love, fear, papers, a place to sleep. The next parts fit that too. They are about getting through the day with less risk.

unsure =
    You do not have to know that today, or on any one day. Many people think about it for a long time, and change their minds. You can look at the parts about ways out, and use none of them. To know a way is not the same as to go.

going =
    Good to know. You can take it one small step after another. For many people, the days around going are the hardest ones. Someone may get angry, or may try to find you. So it can be good to tell only one or two people, and to have the place, the ride and your things ready first. Some pick a normal day, when nothing looks new.

left =
    Thank you for that one. There is no hurry with what comes next. That took a lot. It may still not feel calm, and that is common. In the first weeks and months, someone may try to find you, or be kind to get you back. The parts on being found, on your phone and on places may fit well now. So may the part on rest and on what is good for you.
