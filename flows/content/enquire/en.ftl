## source: A4, A5, CHECKLIST 40, 54 | reviewer: none yet | date: 2026-11-22

what =
    Before you send someone, you can ask the agency a few things. It is done with no name and no details.
    .ask = Put together what to ask
    .answer = Note what they said
    .back = The person has changed their mind
    .done = Back to the list
    .why = One call can save a person from being turned away. And each answer makes the list better for the next one.

agency =
    Which one is it about? Write the name of the agency here. A part of it will do.
    .why = The yes of the person is for this one. And what they say can be noted in the right place.

consent =
    Has the person said yes to a call to { $agency } about this? Tell them what will be asked, and what will not be said. They can say no. Nothing gets worse for them by that, and you go on as before.
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
    Here is what you two agreed on. You may ask { $agency } one thing: { $purpose }. The yes holds like this: { $span }. It is kept in this chat alone, and goes when the chat does. If they take it back, write withdraw.

more =
    A text with five questions comes next. Is there a need that you want to put in, in your own words? It could be a ramp, a cot, or a late hour.
    .no = No, it is fine as it is
    .yes = Yes, one thing
    .why = Most calls need nothing more. If you add something, I look it over for things that somebody could be known by.

own =
    Write it in one or two short lines. No names, no numbers, no dates, no street, no exact age.
    .why = The agency needs to know what to get ready, not who it is for. What you write is looked at here, on this machine, and by nobody else.

plain =
    You can send this as a text, or read it out on the phone. It does not say who it is for.

    Hello { $agency }. I support someone who may need what you offer. They said that I may ask you. I will not give a name yet. I have five short questions.

addition =
    This is what you wrote yourself, and it goes right after that.

    One thing to know: { $addition }

five =
    And these are the five that go with it, one by one.

    1 Can you take in someone who may have been trafficked, and do you want to?
    2 Do your people know what that can mean? If not, I can help, and there is a free course online.
    3 Can you go at their pace, with no need to tell it all?
    4 Can you offer what fits their culture, such as food?
    5 Do you have an interpreter, or can you find one?

script =
    If you call, these may be of use. Ask for the person who takes people in. Say your name and where you work. If they ask who it is, you can say: "I can't tell you that yet." If they push, you can end the call. Before you end it, ask what the person has to bring, and what they will be asked at the door.

later =
    When you have their answers, write answer, and I take them down. They are about the agency, and never about a person. That makes the list better for the next one who looks.
