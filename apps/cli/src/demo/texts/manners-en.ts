import type { MannersSource } from './manners.js';

export const enManners: MannersSource = {
  politeGreetings: `
    Dear Sir or Madam,
    Dear Lumo team,
    Good morning,`,
  plainGreetings: `
    Hello,
    Hi,
    Hi there,
    Good afternoon,`,
  politeOpeners: `
    I am sorry to bother you, but I have a problem:
    I hope you can help me:
    I have always been pleased with your lamps, but`,
  intros: `
    I am a piano teacher, and good light matters to me.
    we bought the lamp as a present to ourselves when we moved in.
    a friend recommended your lamps to me, she has three of them.
    I do not usually write this kind of mail, but here goes.`,
  anger: `
    This is a joke.
    I have never seen anything like it!
    Frankly, I am furious.
    Never again.
    You can imagine the review I am going to write.`,
  politeClosings: `
    Thank you for your help.|Kind regards
    Many thanks in advance.|Yours faithfully
    I look forward to hearing from you.|Best wishes`,
  plainClosings: `
    Thanks
    Regards
    Best
    Kind regards`,
  rooms: `
    in the living room
    in the hall
    in the bedroom
    in my study
    in the nursery`,
  numbers: `
    two
    three
    four
    five
    six`,
  thanks: `
    that is brilliant, thank you so much!
    all is well now. Thank you for sorting this out.
    thanks for your help, I am happy with that.`,
  reminders: `
    any news on this? I am still waiting.
    I just wanted to check that my mail has reached you.
    it has been a week now and I have heard nothing. Please reply.
    since nobody answers: is somebody working on this or not?`,
  disputes: `
    I am afraid the problem is still there, exactly as before.
    I do not agree with that. It is not what we had agreed on.
    that has made no difference, I am sorry to say. Please have another look.
    I have to write again: nothing of what you promised has happened.`,
  awaySubject: 'Automatic reply: {subject}',
  away: `
    I am out of the office until {date} with limited access to my mail. For anything urgent please contact my colleagues.
    Thank you for your message. I am on leave and back on {date}.`,
  agentGreetings: `
    Dear {name},
    Hello {name},`,
  agentThanks: `
    thank you for writing to us. I am sorry about this.
    thanks for letting us know. That is not how it should be.
    I am sorry that you have had this trouble.`,
  agentClosings: `
    Kind regards from Leipzig
    Best wishes
    Kind regards`,
  agentWaits: `
    I have passed this to our engineers and will get back to you within two days.
    I am checking with the warehouse and the courier and will write as soon as I know more.
    I am checking this with our bank and will write to you by the end of the week.`,
  agentFollowUps: `
    thank you for the details, that helps.
    thanks for the quick answer.`,
  agentPatience: `
    thank you for your patience.`,
  refusals: `
    I have looked into this carefully and I am afraid we cannot do what you ask: according to our records the time for it ran out a while ago. If you see it differently, please write to me. You can also turn to the ombudsman free of charge.
    We have checked this with everybody involved and find no mistake on our side, so what was agreed stands. If you disagree, a colleague will gladly look at it again.`,
  withdrawals: `
    never mind, this has sorted itself out. Thanks all the same.
    you can close this, it was my mistake.`,
  receipt: `Hello,

your message has reached us and has the number {number}.
Next, a person reads it and answers you by {date}.
If you would like to add something, just reply to this mail.

Your Lumo team`,
  receiptSubject: 'We have received your message: {subject}',
  batchLines: `
    The label under the base says batch {batch}, in case that helps.
    Batch number on the label: {batch}.
    I read in a forum that others with batch {batch} have the same. Mine is {batch} too.`,
  quoteHead: 'On {date} at {time}, {who} wrote:',
  mobile: 'Sent from my iPhone',
};
