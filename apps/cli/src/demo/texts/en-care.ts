import { bank, type Banks } from './bank.js';

export const enCare: Pick<Banks, 'flicker' | 'dimming' | 'wobble' | 'water' | 'heat' | 'sparePart' | 'noReply'> = {
  flicker: bank({
    subjects: `
      {product} flickers
      Flickering lamp
      Order {order} - lamp keeps flickering
      Faulty {product}
      my lamp is [flickering|blinking] [again|all the time]`,
    facts: `
      my {product} has started to flicker, at first only in the evening and now [all the time|most of the day].
      the {product} I bought from you on {date} flickers as soon as it gets warm.
      after less than {weeks} weeks our {product} has begun to flicker.
      the {product} {room} blinks every few seconds, as if the cable were loose.
      the light of the {product} pulses, sometimes hardly visible, sometimes so strong that you want to leave the room.`,
    details: `
      I have tried [another socket|three different sockets], no change.
      There is no dimmer in between.
      It is worst on the lowest setting.
      Other lamps on the same socket are fine.
      I took a video with my phone and you can see it clearly.`,
    effects: `
      It is impossible to read by it.
      My partner gets migraines from it.
      For {amount} I expected something better.
      We have gone back to our old ceiling light.`,
    demands: `
      Could you send me a replacement?
      What happens now?
      I would like to return it for a refund.
      Is there a part I can change myself?`,
    asks: `
      Could you tell me the four digits after "batch" on the label under the base?
      Is the lamp plugged straight into the wall, and which batch number is on the label under the base?`,
    backs: `
      the label says batch {batch}. It is plugged straight into the wall.
      batch {batch}, and no dimmer.`,
    solutions: `
      We are sending you a new driver this week. It simply clicks in, and the leaflet shows how. You can keep the old unit or recycle it.
      The driver in your lamp is faulty. We replace the whole lamp, and the courier takes the old one back.
      A new driver is on its way, free of charge, and your warranty now runs for three years.`,
  }),
  dimming: bank({
    subjects: `
      Lumo Dim not working
      Problem with dimmer, order {order}`,
    facts: `
      the Lumo Dim hums whenever I turn it below half. => Dimmer hums
      the dimmer I ordered on {date} jumps from full brightness to almost nothing. => dimmer only does on and off
      our Lumo Dim switches the lamp {room} off by itself after a few minutes.
      the new dimmer forgets its setting every time, although the box says it remembers.`,
    details: `
      It was fitted by an electrician.
      The lamp is on your list of compatible ones.
      Our old dimmer never did this.
      I did the reset from the manual twice.`,
    effects: `
      In a quiet room it is really annoying.
      For {amount} that is poor.
      It makes the whole thing pointless.`,
    demands: `
      Is that normal?
      Please exchange it.
      I would rather send it back.
      Is there a fix for this?`,
    asks: `
      Which lamps are connected, and what does it say after "FW" on the back?
      Does it also happen with just one lamp connected?`,
    backs: `
      one Lumo 2 and one Lumo Mini, and it says FW 1.3.
      yes, with one lamp as well. The back says FW 1.3.`,
    solutions: `
      That is a fault of the first firmware. We are sending you a dimmer with the new version, please return the old one with the label in the box.
      We take the dimmer back and refund {amount}. The money should reach you within five days.`,
  }),
  wobble: bank({
    subjects: `
      {product} won't stay up
      Broken hinge, order {order}
      Problem with my {product}`,
    facts: `
      the arm of my {product} slowly sinks, however tight I make the screw. => arm keeps sinking
      the joint of our {product} has been loose for {weeks} weeks and the head just hangs down. => Loose joint on {product}
      the {product} wobbles whenever somebody walks past, although I followed the instructions to the letter. => {product} wobbles
      the screw in the joint of my {product} has stripped and no longer grips.`,
    details: `
      The key that came with it does not fit properly.
      Photo attached.
      It was fine at the start and got worse.
      One of the washers looks bent.`,
    effects: `
      It nearly fell on my laptop yesterday.
      At the moment it is held up with tape.
      With a toddler in the house that worries me.
      It is no use as a work lamp like this.`,
    demands: `
      Please send me a new joint.
      Can this be repaired?
      I would like a replacement.
      What do you suggest?`,
    asks: `
      Could you send me a photo of the joint from the side of the screw?
      Does the screw still turn, or does it just spin? A photo would help a lot.`,
    backs: `
      photo attached, the screw just spins.
      here you go. You can see that the thread has gone.`,
    solutions: `
      The thread has torn, which the first version sadly does. You will get a stronger joint, and it takes five minutes to fit.
      We will swap the lamp. The courier brings the new one and takes the old one, no packing needed.`,
  }),
  water: bank({
    subjects: `
      Water inside {product}
      Outdoor lamp leaking`,
    facts: `
      there is water standing in the {product} after the last rain, you can see it through the glass.
      our {product} has been dead since the storm at the weekend and is wet inside. => {product} dead after rain
      the {product} fogs up from the inside and is getting dimmer. => condensation in the lamp
      two of our four {product} are wet inside, and they hang under the roof.`,
    details: `
      The shop says IP65.
      The seal does not sit right in one corner.
      An electrician put it up in spring.
      I have attached a picture.`,
    effects: `
      Our front steps are dark now.
      I do not dare to switch it on again.
      It has tripped the fuse twice.
      That should not happen at {amount}.`,
    demands: `
      Please replace it.
      How do we go on?
      I want a new one or my money back.
      Could you send me a proper seal?`,
    asks: `
      Please leave it switched off for now. Could you send me a photo of the seal?
      Is it mounted with the cable at the top or at the bottom? Please keep it off until we know.`,
    backs: `
      it is off. The cable comes from below, as in the manual. Picture attached.
      it stays off, promise. You can see the spot at the bottom left.`,
    solutions: `
      The seal was put in wrongly at our factory. You get a new lamp, and we pay your electrician up to 80 euros against the bill.
      A replacement with the new seal is on its way. We do not need the old one back.`,
  }),
  heat: bank({
    subjects: `
      URGENT {product} gets very hot
      Safety problem`,
    facts: `
      the power supply of my {product} gets so hot that I cannot touch it.
      our {product} smells of burning after twenty minutes. => Burning smell from {product}
      there was a bang from the plug of the {product} this morning and a smell of burnt plastic.
      the floor under the base of the {product} has turned brown, it must be the heat.`,
    details: `
      I pulled the plug at once.
      The fuse blew.
      Nobody else was in the room.
      There is a brown mark on the power supply.`,
    effects: `
      This could have burnt the house down.
      We have two small children.
      I am honestly afraid to plug it in again.`,
    demands: `
      Please call me today.
      I want to know if this has happened to others, and I want my money back.
      What should I do with it?`,
    asks: `
      Please do not plug it in again. Was anybody hurt? And could you read me the number on the power supply?
      You did right to pull the plug. May we have the lamp collected tomorrow so that our engineers can look at it?`,
    backs: `
      nobody was hurt, luckily. The power supply says LP-24-07.
      tomorrow after 2 pm is fine. Nobody was hurt.`,
    solutions: `
      Our engineers found a badly soldered part in the power supply. You get a new lamp, and we refund the price as an apology.
      We refund {amount} and have passed this on to product safety. Our head of development will call you.`,
  }),
  sparePart: bank({
    subjects: `
      Spare part not available
      Waiting for a spare part`,
    facts: `
      the diffuser for the {oldProduct} has been out of stock for weeks. => Diffuser for {oldProduct}
      I need a new cable for my {oldProduct} and the shop only says "back soon".
      the part you sent me (order {order}) does not fit the {oldProduct}, although the page says it does.
      I have been waiting {weeks} weeks for the replacement glass of my {oldProduct}.`,
    details: `
      The lamp itself is perfectly fine.
      On the phone I was told next week, that was a month ago.
      You do advertise ten years of spare parts.
      I picked it from the list on your own site.`,
    effects: `
      A lamp in the cellar because of a part for {amount}.
      I really do not want to throw it away.
      That is not what I call sustainable.`,
    demands: `
      When will it be back?
      Could you put one aside for me?
      Please give me a date.
      Is there another way?`,
    asks: `
      Which year is your lamp from? It is the first two digits on the label.
      Could you measure the diameter of the old part for me?`,
    backs: `
      it says 23, if I read it right.
      18.4 cm, as well as I can measure.`,
    solutions: `
      The part is back in stock as of today. I put one aside for you and send it free of charge.
      We took the part out of a showroom lamp for you. It leaves today, no charge after this wait.`,
  }),
  noReply: bank({
    subjects: `
      No answer to my emails
      Complaint about your service
      is anybody there?`,
    facts: `
      I have been waiting {weeks} weeks for an answer about my {product}.
      this is the third time I write about my {product}, and nobody ever replied. => Third attempt
      I was on hold for 40 minutes about my {product} and then the line went dead.
      I was promised a call about my {product} by [Friday|Monday], and nobody rang.`,
    details: `
      The order number is {order}.
      I checked my spam folder.
      The form on your site only sends the automatic receipt.
      My first message is from {date}.`,
    effects: `
      That is no way to treat a customer.
      It feels as if you hope I give up.
      Until now I was very happy with Lumo.`,
    demands: `
      I would like an answer from a human being, please.
      Please call me back.
      Who can I talk to?
      When may I expect an answer?`,
    asks: `
      I am sorry that you had to wait so long. On which number can I reach you today?
      So that I have everything together: which address did you write from first?`,
    backs: `
      mobile is best, after 4 pm.
      always from this one, first on {date}.`,
    solutions: `
      Your first mail ended up in the wrong mailbox, which is our mistake. From now on I look after this myself, and I added a voucher of 20 euros.
      I have sorted this out with our engineers and the replacement is on its way. I apologise for the silence.`,
  }),
};
