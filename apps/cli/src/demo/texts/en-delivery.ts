import { bank, type Banks } from './bank.js';

export const enDelivery: Pick<
  Banks,
  'late' | 'damaged' | 'wrongItem' | 'missingPart' | 'returnLabel' | 'invoice' | 'refund'
> = {
  late: bank({
    subjects: `
      Where is my order {order}?
      Order not delivered
      {product} still not here
      late delivery`,
    facts: `
      my {product}, ordered on {date}, has still not arrived.
      order {order} was meant to take three days, and I have now waited {weeks} weeks for the {product}.
      the tracking of my {product} has said "at the depot" for days.
      the courier claims that the {product} was delivered, but there is nothing here.
      the delivery date of the {product} has been moved for the third time.`,
    details: `
      I asked the neighbours, nothing.
      It was paid for at once.
      The courier says they know of nothing.
      The shop still shows it as in stock.`,
    effects: `
      It was meant as a birthday present, too late now.
      I took two days off for this.
      We have just moved and sit in the dark.
      I am running out of patience.`,
    demands: `
      Where is it?
      Please give me a date I can rely on.
      If it is not here by the end of the week I will cancel.
      Could you look into this?`,
    asks: `
      Is the delivery address still right, and is there a neighbour or a shop where we may leave it?
      I have asked the courier to trace it. Could you confirm that there was no card in your letterbox?`,
    backs: `
      the address is right. Not the pick-up shop please, I have no car.
      no card, and nobody in the house knows anything.`,
    solutions: `
      The courier has lost the parcel. A new lamp left our warehouse today and comes by express, the day after tomorrow at the latest.
      Your parcel was stuck at the depot. It will be delivered tomorrow, and we refund the shipping.`,
  }),
  damaged: bank({
    subjects: `
      {product} arrived damaged
      Damaged in transit, order {order}
      broken on arrival`,
    facts: `
      the {product} arrived today with a dent in the shade. => dent in the shade
      when I unpacked the {product} I saw at once that the base is chipped. => base is chipped
      the box of the {product} was crushed at one corner and the shade is cracked. => box completely crushed
      our new {product} is scratched from the joint down to the base.`,
    details: `
      Photo attached.
      The driver was gone before I could say a word.
      There was hardly any padding in the box.
      I have kept the packaging.`,
    effects: `
      I do not want to keep it like this.
      I cannot give that to anybody as a present.
      It is the second one to arrive broken.
      A pity, it is a beautiful lamp otherwise.`,
    demands: `
      Please send me a new one.
      Do I have to return the whole lamp for this?
      I would take a discount or a replacement.
      How do I exchange it?`,
    asks: `
      Do you still have the box? A photo of the label and the crushed corner helps us with the courier.
      Could you send me a picture of the damage? Then the replacement can leave today.`,
    backs: `
      still have the box, picture attached.
      here is the photo, you can see the spot quite well.`,
    solutions: `
      The replacement is packed, with twice the padding. The courier collects the damaged one from you.
      We are sending you the damaged part as new, please recycle the old one. We also refund 15 euros for the trouble.`,
  }),
  wrongItem: bank({
    subjects: `
      Wrong item
      Wrong delivery, order {order}
      you sent me the wrong lamp`,
    facts: `
      I ordered the {product} in brass and got it in black. => {product} in black instead of brass
      instead of a {product} there were two shades in the box.
      the {product} came with a German plug, and I am in the UK. => Wrong plug
      of the two {product} I ordered one is white and one is sage green, both should be white. => Wrong colour, order {order}`,
    details: `
      The invoice has it right.
      I only opened the box, nothing else.
      The label outside is right, the content is not.
      I ordered on {date}.`,
    effects: `
      It does not go with the room at all.
      We have guests on Saturday and wanted it up by then.
      These things happen, but it is a nuisance.`,
    demands: `
      Please exchange it quickly.
      Who pays for the return?
      When do I get the right one?
      Could the courier take the wrong one along?`,
    asks: `
      Could you take a photo of the sticker on the box? Then I can see what went wrong in the warehouse.
      Which number is under the bar code? It starts with LU.`,
    backs: `
      it says LU-2041-BK under the bar code.
      photo of the sticker attached.`,
    solutions: `
      The right lamp is on its way and the courier takes the wrong one along. There is nothing to pay.
      We found the mix-up and are exchanging it. If you would rather keep the other colour, we give you 20 per cent back.`,
  }),
  missingPart: bank({
    subjects: `
      Parts missing
      {product} incomplete
      Something missing, order {order}`,
    facts: `
      the screws for the base of the {product} are missing. => missing screws
      there was no power supply in the box of the {product}. => no power supply in the box
      the {product} came without instructions and without the key.
      only one of the three poles of the {product} was in the box.`,
    details: `
      The bag was open, something may have fallen out.
      I searched the whole box twice.
      According to the packing list it should be there.
      The hardware shop does not have that size.`,
    effects: `
      Now it lies half built {room}.
      Like this I cannot use it of course.
      A whole Saturday gone.
      At {amount} everything should be in the box.`,
    demands: `
      Please send the missing part.
      Can you do that this week?
      I do not want to return the whole lamp for this.
      Please hurry.`,
    asks: `
      On page 2 of the leaflet every part has a letter. Which letter is missing?
      Is there a stamp on the inside of the box? It tells me who packed it.`,
    backs: `
      part D is missing, and there is only one F.
      there is a stamp that says "P4".`,
    solutions: `
      The missing part went out to you as a letter today, it should be there in two days.
      We are sending you the whole bag again, so that nothing is missing. Sorry for the trouble.`,
  }),
  returnLabel: bank({
    subjects: `
      Cannot return my lamp
      Return of order {order}
      Problem with my return`,
    facts: `
      I want to return the {product}, but your returns page cannot find order {order}. => returns page shows an error
      the label for returning the {product} arrived as a blank page.
      the parcel shop refused my {product} because the code is invalid.
      I have been waiting for days for the return label of my {product}. => No return label`,
    details: `
      The 30 days are nearly over.
      It is the same on the phone and on the laptop.
      The box is packed and stands in the hall.
      I cannot go to the post office three times.`,
    effects: `
      The box is in our way.
      I begin to think it is on purpose.
      In the end you will tell me that I was too late.`,
    demands: `
      Please send me a valid label.
      Could you have it collected?
      Please confirm that I am in time.
      What am I doing wrong?`,
    asks: `
      Which mail address did you order with? The page only looks for that.
      Can you print, or should the courier bring the label?`,
    backs: `
      my husband ordered it with his address, that will be it.
      I have no printer, the courier would have to bring it.`,
    solutions: `
      The label is attached. You are in time, because you wrote to us before the date.
      The courier collects the parcel on Thursday and brings the label.`,
  }),
  invoice: bank({
    subjects: `
      Wrong invoice
      Please correct the invoice
      invoice {order}`,
    facts: `
      I was charged twice for the {product}. => Charged twice, order {order}
      the invoice for the {product} (order {order}) has the wrong address on it.
      you invoiced two {product}, but I ordered and got one.
      the ten per cent discount on the {product} is missing from the invoice. => Discount missing
      I got a reminder for the {product} although I paid on {date}. => Reminder although I paid`,
    details: `
      It is about {amount}.
      I can send you the bank statement.
      The order confirmation is right, though.
      I could not get through on the phone.`,
    effects: `
      I need this right for my records.
      I expected more care from you.
      Our accounts department will not take it like this.`,
    demands: `
      Please correct it.
      Please sort it out by the end of the week.
      Please send a new invoice.
      I would like it in writing that nothing is owed.`,
    asks: `
      What is the right address, and do you need your VAT number on it?
      Could you tell me date and amount of the two payments?`,
    backs: `
      both on the same day, {amount} each. I can send the statement.
      the address is the one in my signature, no VAT number needed.`,
    solutions: `
      The new invoice is attached, the old one is cancelled.
      The second payment was our mistake. We sent {amount} back today, it should be on your account in two or three days.`,
  }),
  refund: bank({
    subjects: `
      Where is my refund?
      Refund for order {order}
      still no money
      Refund {product}`,
    facts: `
      I sent the {product} back {weeks} weeks ago and the money has still not come.
      the {product} has been with you since {date} according to the tracking, and nothing was refunded.
      for the {product} I returned I only got a part of the {amount}.
      I was promised the refund for the {product} in writing, and nothing happened.`,
    details: `
      I have kept the receipt of the parcel.
      I paid by card.
      On the phone you said a week at most.
      The order number is {order}.`,
    effects: `
      {amount} is a lot of money for me.
      That is how you lose customers.
      I feel fobbed off.
      Next I will talk to my bank.`,
    demands: `
      Please pay it now.
      Tell me when the money is coming.
      I give you 14 days.
      What else do you need from me?`,
    asks: `
      Did you use our label? Then I would need the number of the parcel.
      Is the card you paid with still valid? If not, we can pay into your account.`,
    backs: `
      the parcel number is 00340 4331 88{order}.
      that card has expired, please use the bank account.`,
    solutions: `
      Your return had not been booked in by our warehouse. I have sent {amount} by hand today, it should be there in two days.
      The refund is on its way, with ten euros on top for the delay.`,
  }),
};
