## source: PLANS 14 | reviewer: none yet | date: 2026-11-22

own-pace =
    Now a part about your body and how it is. You may read along, and answer nothing. I will not ask what was done, or who did it. A nurse or doctor can look at you with no police. In most cases the choice to report is yours. The rule on people under 19 is not the same. You can ask about that before you say more.

body =
    Pick as many of these as you need to, or skip the whole thing. Is there something you would like to have looked at?
    .wounds = Pain or wounds
    .neck = My head or neck
    .sex = After sex I did not want
    .pregnant = I may be pregnant
    .tired = No sleep, or not enough food
    .used = Drinks, drugs or pills
    .none = Nothing just now
    .label = To have looked at
    .why = I ask so that you only read notes on what you pick. I am no nurse, and I can't tell how bad something is.

urgent =
    Some things should not wait, so here they are, all in one place. A lot of blood. Hard to breathe. A bad pain in the head or belly. Passing out, or mixed up. If you have one of these, call { $emergency }, or go to a hospital if you can. They look at you first, and ask for cards and money later.

neck =
    A note on this one, since it is often missed by people at first. If someone squeezed your neck, or you were struck on the head, harm can show hours or days later. Signs are a new voice, a hard time to swallow, a bad headache, being sick, or weak arms or legs. It is good to be checked, even if nothing can be seen.

sex =
    A note on time, as some kinds of care work best in the first days. Pills that guard against HIV: as soon as you can, and within 3 days. Pills against a pregnancy: within 5 days, and sooner is better. Some hospitals can also take samples for about a week, if you want that, and may keep them while you think. You can say no to any part of it.

pregnant =
    There are easy ways to find out, and most take just a few minutes. You can get a test at a drug store, a clinic or a youth centre. Some do it free. Nurses there can talk over each choice with you, and they do not have to tell family or a partner. If you feel strong pain, or bleed a lot, it is best to be seen the same day.

used =
    There is no blame in this, and it is a way that many get through. If you stop some drinks or pills all at once, it can make you very ill. A nurse or a drop-in place can tell you how to do it slowly. If it was put in a drink, or you were made to take it, a test may show it for a short time only. The sooner it is done, the more it shows.

seen =
    If you would like to be seen by someone, there is more than one way. Which of these fits your days best?
    .hospital = A hospital
    .clinic = A walk-in or youth clinic
    .nurse = A nurse on the phone (811 in BC)
    .dropin = A street nurse or drop-in
    .friend = Ask a friend to come along
    .later = Not now
    .label = Where I could be seen
    .why = I ask because some places are easier to get to with no one asking why. A nurse on the phone can first tell you if it can wait.

telling =
    Some things you may say there, if you like, so that it goes better. "I would like to talk with you with no one else in the room." "Please do not send mail or call my phone." "I would like a phone interpreter, and no one from my own town." "Do you have to tell someone what I say?" They hear this often.
