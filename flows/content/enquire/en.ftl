## source: A4, A5, CHECKLIST 40, 54 | reviewer: none yet | date: 2026-11-22

what =
    Before you send someone, you can ask the agency a few things. It is done with no name and no details.
    .ask = Put together what to ask
    .answer = Note what they said
    .back = The person has changed their mind
    .done = Back to the list
    .why = One call can save a person from being turned away. And each answer makes the list better for the next one.

agency =
    Which one is it about? Write the name of the agency, or a part of it. If you have just looked for one, its number on that page will do.
    .why = The yes of the person is for this one. And what they say can be noted in the right place.

consent =
    Has the person said yes to a call to { $agency } about this? Tell them what the text says: where you work, and that someone may have been trafficked, but no name. Then it asks what { $agency } can do. They can say no, and nothing gets worse for them by that.
    .no = No, or not sure
    .yes = Yes, they have
    .why = It is their life, so it is their call. If it is not a clear yes, it is a no for now.

refused =
    That is fine, and nothing goes out. You can still ask an agency what it offers in general, with nobody in mind. Or give the person its number, so that they can call when they want to.

purpose =
    What did they say you may ask about? Take only that, even if more would be good to know.
    .able = If there is room for them
    .fits = If the place would suit them
    .both = Both of these
    .why = A yes is for one purpose. With that clear, you do not have to guess in the middle of a call.

until =
    For how long does this yes hold? After that, it is asked again.
    .today = For today
    .week = For a week
    .month = For a month
    .why = Things change fast. A yes of last month may be a no by now.

noted =
    Here is what you two agreed on. You may ask { $agency } about this: { $purpose }. The yes holds like this: { $span }. It is kept in this chat alone, and goes when the chat does. If they take it back, write withdraw.

more =
    A text with five questions comes next. Is there a need that you want to put in, in your own words? It could be a ramp, a cot, or a late hour.
    .no = No, it is fine as it is
    .yes = Yes, one thing
    .why = Most calls need nothing more. If you add something, I look it over for things that somebody could be known by.

own =
    Write it in one or two short lines. No names, no numbers, no dates, no street, no exact age.
    .why = The agency needs to know what to get ready, not who it is for. What you write is looked at here, on this machine, and by nobody else.

ready-room = Next comes a text that you can copy, or read out on the phone. It does not say who it is for, and asks one thing only.

room = Hello. I support someone who may need what you offer. I will not give a name yet. May I ask one thing? Can you take on someone who may have been trafficked, and do you have room now?

ready = Next comes a text that you can copy, or read out on the phone. It does not say who it is for.

five =
    Hello. I support someone who may need what you offer. I will not give a name yet. May I ask five things?

    1 Can you take on someone who may have been trafficked, and are you willing to?
    2 Do your people know what that can mean? If not, I can work with you on it. There is a free course, too.
    3 Can you go at their pace, with no need to tell it all?
    4 Can you offer what fits their culture, such as food?
    5 Do you have an interpreter, or can you find one?

addition =
    This is what you wrote yourself, and it goes right after that.

    One thing to know: { $addition }

script = If you call, these may be of use. Ask for the one who does intake. Say your name and where you work. If they ask who it is, you can say: "I can't tell you that yet." Ask what the person has to bring, and what they will be asked at the door. The course is by the Province of BC, online: "Human Trafficking: Canada is Not Immune."

later =
    When you have their answers, write answer, and I take them down. They are about the agency, and never about a person.

    If the person goes there: who stays the one that they can turn to? Tell both of them, so that no one is left between two desks.
