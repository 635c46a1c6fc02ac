## source: B3d, CHECKLIST 35 | reviewer: none yet | date: 2026-11-22

intro = Phones have many small settings, and a few of them matter. A change that others can see may lead to questions. So think first about who looks at this phone.

first =
    Pick one to read, and come back here for another if you like. Each one is short.
    .previews = What shows on the lock screen
    .linked = Other devices that read along
    .location = Who can see where I am
    .accounts = Shared accounts and passwords
    .social = Social media
    .more = More about phones
    .done = That is all for now
    .why = I only ask which one you want to read. It says nothing about you, and I do not ask what is on your phone.

previews =
    New messages can show up on a screen that is not even open. In Signal: Settings, Notifications, Show, then pick "No name or message". In Telegram: Settings, Notifications, then turn off the preview. The phone has a setting for this, too.

    Some phones keep a list of old alerts. It may stay when a chat is gone.

linked =
    One account can be open in more than one place at a time. In Signal, look at: Settings, Linked devices. In Telegram: Settings, Devices. You can see there if a tablet or a computer reads along.

    If you take one off the list, the person who uses it may notice. So think about the time and what could come of it. A photo of the list, taken on a friend's phone, may be of use later.

location =
    A phone can share where it is in more ways than one. It may be a map app, a family group, a find my phone service, a photo, a watch, a car or a small tag in a bag.

    If it is turned off, someone may see that and ask. Some people let it run, and put the phone down in a normal place when they go somewhere else. Others wait until they have a new phone. You know best what would be noticed.

accounts =
    Two people may use one account, and one of them may not know. Mail, photos, a cloud, a bank or a phone bill can show a lot. One who knows your password, or the answers to the questions behind it, can look in.

    A new account may be best made on a phone no one else uses, with a new password and made-up answers. The old one can go on as it is, so that nothing looks new.

social =
    A post can say more than it seems to, even with few words. A photo can show a street. A tag by a friend can show where you are. A new follower may be someone you know under a new name.

    Things you can do: see who is on your friends list, turn off tags, ask friends not to post about you, post later when you have gone from a place, or post nothing at all.

second =
    Here are some more small things to read about, one at a time. They are about what others may see, and what stays behind.
    .adverts = Online ads and listings
    .watching = An app that may watch me
    .clearing = Clearing a lot at once
    .borrowed = Using a phone that is not mine
    .vanish = Messages that vanish
    .first = See the first topics
    .done = That is all for now
    .why = I only ask so I can show you the part you want to read. It is the same text for all who write here. Your pick goes when this chat goes.

adverts =
    Ads and listings live on sites that many people search each day. A photo or number in one can be found by others, and copied. It may stay up when you think it is gone. Someone else may hold the log-in.

    You can use another number or mail for ads. You can ask a site to take a photo down. With an offer of work, a room or a ride, you can ask a friend to read it, and first meet where there are other people.

watching =
    Most phones have apps on them that nobody looks at very often. Some of those send on what the phone does, and they are hard to find. Think before you take one off. The person who put it there may get an alert, and may act on it. You may also lose proof that it was there.

    Things you can do: use this phone as usual, and write of private things on another one. A worker at a women's or crisis line can talk it through with you. Many know about this.

clearing =
    It is easy to tidy up a phone, but take your time with this one. A phone that is suddenly empty can raise more questions than a full one. If someone looks at it often, a bare chat list or call list may stand out. So some people clear only one chat or one call, and let the rest be.

    In Signal, clear a chat on your linked devices too. Backups may still hold it. So may the phone of the one you wrote to.

borrowed =
    Phones and computers can be found in more places than you think. It can be good to use one that no one checks: a friend's, or one in a library, a clinic, a school or a drop-in place. Some shelters can give you a phone.

    On it: use a private window, do not save passwords, and log out when you are done. Try not to log in to an account that others share with you. It can show where and when you did.

vanish =
    Most chat apps have a clock in them, and few people know of it. It can make a chat go by itself after a set time. In Signal: open the chat, tap the name at the top, then Disappearing messages. Pick a time, from seconds to weeks. It counts for new messages, on both sides.

    Screenshots and photos of the screen stay. So may alerts. If someone often reads your phone, a chat that is always empty may make them ask.
