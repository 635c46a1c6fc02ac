## source: PLANS 15, DIRECTORY 2 | reviewer: none yet | date: 2026-11-22

not-asked =
    Next is a part that some people need, and that others can skip. It is about worries to do with staying in Canada. I do not ask what your status is, now or later, so please do not write it. No one here needs to know it.

worries =
    You can pick as many as you like, such as 2 4, or none of these. Which of them is on your mind?
    .sent = That I am sent away
    .report = Someone says they will report me
    .permit = My permit is tied to one job
    .papers = Someone else has my papers
    .family = What happens to my family
    .rights = What my rights are
    .none = None of these
    .label = My worries on staying
    .why = I ask because these are things that many people lie awake over. Some use such fears to keep people quiet. What you pick stays in your own list, and it does not go to any office.

known =
    Here are a few facts that others in this spot were glad to know. Some things people are told are not true. In Canada there is a permit for people who were used for work or sex. An officer decides. It most often lasts 12 months or more, and has no fee. You do not have to speak in court to get it. There is an open work permit too, for some who are treated badly at a job. A legal line can say if one may fit.

ask =
    Some people know this field well, and it can be good to have one. Who could you ask, with no name given at first?
    .legal = A legal clinic or a lawyer
    .settlement = A worker for newcomers
    .consulate = My home country's office
    .line = A phone line, day or night
    .friend = Someone I trust asks for me
    .nobody = No one for now
    .label = Who I could ask
    .why = I ask so that you can see there is more than one door. What you tell a lawyer is kept between the two of you, in nearly all cases.

before =
    One small question can be a good one to start a talk with. "What will you do with what I tell you?" Police and the border service may share what they know. A lawyer has to keep it private. If you fear your home country, talk to a lawyer before you call its office. If someone wants a lot of money to fix your papers, ask a legal clinic first, if you can. What to do is up to you.

show =
    I can look for some numbers now, and you can keep one in your head. They are of people who know this field. They will be on the screen. Shall I?
    .yes = Yes, let us look
    .no = Not now
    .why = I ask first since phone numbers on a screen can be seen. You can come back for them at any other time.
