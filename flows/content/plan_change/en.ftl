## source: B3b, CHECKLIST 47 | reviewer: none yet | date: 2026-11-22

now =
    Trust your own sense here, as you know your days better than I do. You can pick more than one. What weighs on you most right now?
    .person = What one person may do
    .others = More than one person
    .money = Money, or a debt
    .moved = That I may be moved
    .found = That I may be found
    .family = What may happen to others
    .calm = It is calm just now
    .label = What weighs on me
    .why = I ask so that you can look at it again later, and see what has changed. I do not count it up, and I give no score.

signs =
    Things can shift fast, and some signs tell us early that they do. You can pick more than one. What would tell you that it is getting worse?
    .checks = I am checked on more
    .anger = More anger, drinks or drugs
    .moving = Talk of a new place
    .weapon = A weapon is near
    .news = They found out something
    .date = A day that comes up (pay, court)
    .mine = I am about to go or to tell
    .label = Signs to look out for
    .why = I ask because people often feel it before they can say why. With a sign in your list, you do not have to think twice on the day.

then =
    And if you see one of these signs, what would you do first? You can pick more than one, and it can be a small thing.
    .person = Use my word with my person
    .number = Call one of my numbers
    .place = Go to my first place
    .things = Get my things ready
    .nothing = Wait and stay quiet
    .label = If I see a sign
    .why = I ask because it is good to have thought it out on a calm day. To wait can be wise too. It is your call each time.

again =
    A list like this gets old, so it is good to look at it now and then. When would you like to think it over again?
    .sign = When one of the signs comes up
    .day = Each day, for a minute
    .week = Once a week
    .person = When my person asks me
    .never = I can't say yet
    .label = Look at it again
    .why = I ask because what works now may not work next month. I will not write to you about it. Nothing comes from me unless you write first.

gut =
    That is good to have thought about, and it will do for now. If your gut says that something is off, you can act on that alone. You do not need proof. And if you have to do things in a bad moment that you did not want to do, that is not on you.
