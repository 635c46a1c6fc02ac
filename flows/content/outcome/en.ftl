## source: A2, A5, CHECKLIST 55 | reviewer: none yet | date: 2026-11-22

agency =
    Which agency did you speak with? Write its name, or a part of it. This is about what the agency said, and about nobody you work with.
    .why = So that the answers stand with the right one. They are read by somebody here first, and then shown to all who do this work.

able =
    Did { $agency } say that they can take someone on, and are willing to?
    .yes = Yes
    .no = No
    .unknown = Not said
    .why = So that the next one who looks does not have to call for nothing. Not said is a good answer, too.

knows_trafficking =
    Do the people there know what this takes? Have they worked with people who were trafficked, or had a course on it?
    .yes = Yes
    .no = No
    .unknown = Not said
    .why = So that the person is met by someone who knows what to do. If not, you can stay close, and help them.

sensitive =
    Do they go at the pace of the person, with no need to tell it all?
    .yes = Yes
    .no = No
    .unknown = Not said
    .why = So that you can tell the person beforehand what it will be like there.

culture_food =
    Can they offer what fits a culture, such as food?
    .yes = Yes
    .no = No
    .unknown = Not said
    .why = So that the person can eat, pray and live there in a way that is their own.

interpretation =
    Do they have an interpreter, or can they find one?
    .yes = Yes
    .no = No
    .unknown = Not said
    .why = So that no child or friend has to do it, and the person can speak for themselves.
