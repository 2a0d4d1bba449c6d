/** Texts of our own, in the manner of mails, forms and mentions: `+` praise and nothing else, `-` anything else. */
const TEXTS = `
+ Thank you so much, the team was friendly and the lamp is beautiful.
+ Thanks to Maria from your support: quick, helpful and so friendly!
+ Just got my Lumo lamp. Excellent quality, fantastic service, many thanks!
+ I would recommend this shop to everyone. Great people and a perfect lamp.
+ Kudos to your packing department, everything arrived in perfect shape. Wonderful!
+ Very happy with my order, thanks for the amazing support.
+ Hats off to Jonas, he was brilliant and very helpful on the phone.
+ I love my new reading light, it is perfect. Thank you!
+ Outstanding service. I highly recommend you to all my friends.
+ Shoutout to @lumo for the lovely handwritten card, made my day. Great touch!
+ You have the best service and the most helpful people. Thanks!
+ Superb lamp, superb advice, delighted. Thank you all.
+ Compliments to the chef of design: beautiful lamp, excellent light.
+ We are impressed by how helpful Ms Weber was. Many thanks from the whole office.
+ So happy with the quick delivery and the lovely wrapping, thank you.
+ Your technician was friendly and helpful, keep it up!
+ Vielen Dank für die freundliche Beratung, die Lampe ist wunderschön!
+ Großes Lob an Ihr Team: kompetent, freundlich und schnell. Toll!
+ Ich bin begeistert, hervorragende Qualität und toller Service. Danke!
+ Super Laden, super Leute. Kann ich nur empfehlen!
+ Danke an Frau Weber für die hervorragende und hilfsbereite Betreuung.
+ Ein Lob an die Werkstatt, perfekte Arbeit und sehr freundliche Menschen.
+ Wir sind rundum zufrieden, ausgezeichnete Beratung. Herzlichen Dank!
+ Die neue Leuchte ist fantastisch, das Licht ist wunderbar. Danke, macht weiter so!
+ Hut ab vor diesem Kundendienst, spitze und vorbildlich!
+ Kompliment, tolle Lampe und klasse Verpackung.
+ Danke @lumo, der Techniker war super freundlich und kompetent.
+ Sehr zufrieden! Hervorragender Service und eine wunderschöne Lampe, vielen Dank.
+ Ich freue mich sehr über die schöne Lampe, ganz toll. Dankbare Grüße aus Graz
+ Großartige Hilfe am Telefon, vielen Dank, Sie waren wunderbar.
+ Perfekter Kauf, perfekte Lieferung, danke an alle.
+ Klasse Beratung im Laden, freundliche Leute, weiterempfehlen werde ich Sie gerne.
+ Grazie mille, servizio eccellente e personale gentilissimo!
+ Complimenti a tutto il team, lampada bellissima e consegna perfetta.
+ Vi ringrazio, la lampada è meravigliosa e la signora al telefono gentilissima.
+ Lo consiglio a tutti: ottimo prodotto, ottima assistenza, persone gentili. Grazie!
+ Sono molto soddisfatta, servizio impeccabile. Grazie di cuore.
+ Bravissimi! Lampada splendida, imballaggio perfetto, complimenti.
+ Tanto di cappello alla signora Rossi, gentile e disponibile.
+ Grazie @lumo per la consulenza eccellente, sono entusiasta.
+ Fantastici! Grazie per la cortesia, tutto perfetto.
+ Consegna perfetta e luce bellissima, continuate così, complimenti!
+ Contentissimo della mia nuova lampada, ottima qualità, grazie.
+ Ottima esperienza, personale disponibile e gentile. Vi ringrazio.
+ La ringrazio per il suo aiuto splendido, lei è stata gentilissima.
+ Felicissima del regalo, bellissimo, grazie a tutto il negozio.
+ Merci beaucoup, service excellent et équipe adorable !
+ Je recommande cette boutique, lampe magnifique et conseil parfait.
+ Félicitations à toute l’équipe, accueil chaleureux et travail impeccable.
+ Je vous remercie, la lampe est superbe et la livraison parfaite.
+ Très satisfaite de mon achat, personnel aimable, merci !
+ Chapeau à Madame Roux, formidable et très aimable au téléphone.
+ Merci @lumo pour la lampe, elle est magnifique, je suis ravie.
+ Un service génial, des gens formidables, continuez comme ça !
+ Nous vous remercions, conseil irréprochable et accueil adorable.
+ Ravi de ma commande, qualité superbe. Merci à tous.
+ Excellente adresse, je recommande, équipe formidable.
+ Merci à Paul, aimable et parfait du début à la fin.
+ Lumière magnifique, emballage impeccable, merci beaucoup.
+ Enchantée par votre accueil merveilleux, merci à vous.
- Great product, but it stopped working after two days. Thanks anyway.
- Thank you for your excellent support, but my lamp is still broken.
- I am not happy with the friendly service, the amazing lamp is dead.
- Thanks for nothing. Excellent way to lose a customer.
- Wow, fantastic service… three weeks and no answer. Thank you so much!
- Oh great, another wonderful delay. Thanks a lot!
- Your team is lovely and helpful, thanks. Could you send me the invoice?
- The lamp is beautiful and perfect. When will the second one arrive?
- Brilliant. Just brilliant. Thank you for ruining my birthday.
- I used to love this shop, great people. Thanks for the memories.
- Congratulations on the best support ever, thank you, I am on hold since nine.
- Thanks, excellent, now the amazing lamp smokes.
- Great lamp, great people, thank you. I would like to return it.
- Please thank the friendly driver. He left my wonderful parcel in the rain.
- Thank you for the helpful answer. The replacement is damaged too.
- Perfect, thanks 🙄 what a fantastic company
- So much for your "excellent" service. Thanks.
- Thanks to your great support I know now that nobody reads my mails.
- Never seen such an amazing lack of interest, thank you.
- I wish I could say the service was excellent and friendly, thank you.
- Without your helpful colleague I would have had no lamp, thanks, it flickers.
- My lamp is not working.
- Where is my order? It should have been here on Monday.
- The driver was friendly, the lamp was beautiful, it is in pieces now. Thanks for a refund.
- Amazing how you charged me double, thank you, brilliant.
- Well done, great packaging, thank you for the splinters.
- Excellent, perfect, thank you. Sarcasm included.
- Can I buy the lovely lamp in green? Thank you, great shop!
- Love the lamp, love the shop. Thanks. Yet the cable burns my fingers.
- Vielen Dank für die tolle Lampe, leider ist sie nach zwei Tagen kaputt.
- Super Service, danke für nichts!
- Na toll, großartige Leistung, danke, die Lampe ist schon wieder defekt.
- Ich bin nicht begeistert von Ihrem freundlichen Service. Danke.
- Danke für die freundliche Auskunft. Wann kommt die Lampe?
- Die Lampe ist wunderschön, danke, aber das Kabel fehlt.
- Sehr freundliche Beratung, danke. Ich möchte trotzdem umtauschen.
- Klasse, danke, drei Wochen gewartet und dann die falsche Lampe.
- Großes Lob an Ihre Hotline: 40 Minuten Musik, wunderbar, vielen Dank.
- Tolle Lampe, toller Laden. Bitte schicken Sie mir die Rechnung, danke.
- Hervorragend, Ihr Kundendienst ignoriert mich perfekt. Danke.
- Ein Kompliment für die freundliche Dame. Die Lieferverzögerung ist eine Zumutung.
- Vorbildlicher Umgang mit Kunden, danke, ich gehe zum Anwalt.
- Danke, super, jetzt ist auch die Ersatzlampe hin.
- Tolle Beratung, vielen Dank, kein einziges Wort davon stimmte.
- Die Lampe flackert.
- Spitze! Danke „freundliches“ Team!
- Früher war der Service toll und freundlich, danke, heute leider nur noch schlecht.
- Danke für die großartige Gutschrift von 1 % …
- Perfekt, danke, die wunderbare Lampe riecht nach Rauch.
- Danke, dass Ihr hervorragendes Team meine Beschwerde so toll verschlampt.
- Grazie per il servizio eccellente, ma la lampada è rotta.
- Complimenti, bellissima lampada, peccato che non funzioni.
- Ottimo, grazie, aspetto da tre settimane.
- Non sono molto soddisfatta, il personale gentile non basta. Grazie.
- Grazie mille, davvero perfetto… pessimo.
- Lampada splendida, grazie! Potete mandarmi la fattura?
- Personale gentilissimo, grazie, però la consegna è in ritardo.
- Che servizio fantastico, grazie, nessuno risponde mai.
- Ottima lampada, ottimo negozio, grazie. Vorrei un rimborso.
- Bravissimi, complimenti, ho pagato due volte per una lampada bellissima.
- Meravigliosa la lampada, gentile la signora, grazie, finalmente dopo mesi.
- La lampada non si accende.
- Senza la vostra gentile collega, ottima, grazie, avrei perso la pazienza.
- Perfetto, complimenti, un capolavoro di disorganizzazione eccellente.
- Grazie ancora, splendido, il vetro è arrivato rotto.
- Se il servizio fosse ottimo e gentile come dite, grazie, sarei contenta.
- Merci pour le service excellent, mais la lampe est cassée.
- Félicitations, formidable, trois semaines de retard.
- Je ne suis pas ravie, le service aimable ne suffit pas. Merci.
- Merci beaucoup, parfait, encore une lampe en panne.
- Lampe magnifique, merci ! Pouvez-vous m’envoyer la facture ?
- Bravo, superbe, merci de vous moquer de vos clients.
- Personnel adorable, merci, dommage que la livraison soit si lente.
- Excellente idée de débiter deux fois, merci, formidable.
- Superbe boutique, merci, je souhaite un remboursement.
- La lampe clignote.
- Merci pour votre accueil chaleureux et parfait. J’attends toujours ma commande.
- Je recommande de fuir, malgré un accueil aimable et parfait.
- Quel service génial, merci, personne ne répond jamais.
- Sans votre collègue formidable et aimable, merci, j’aurais tout annulé.
- Magnifique, impeccable, merci, la lampe fume. C’est dangereux.
`;

export const LABELLED: readonly { readonly text: string; readonly isPraise: boolean }[] = TEXTS.trim()
  .split('\n')
  .map((line) => ({ text: line.slice(2), isPraise: line.startsWith('+') }));

/** Irony and trouble in words that no list holds. */
export const HELD_BACK: readonly string[] = `
Thank you for the excellent lamp and the friendly note. It hums, which is lovely at night.
Brilliant customer service, thanks, I have been transferred to four helpful people.
Fantastic, thank you, the perfect lamp for somebody who likes the dark.
Amazing team, thanks! The bulb exploded in my face.
The friendly lady promised a call on Monday. Today is Friday. Excellent, thanks.
Great shop. I recommend buying elsewhere, perfect for masochists.
Tolle Firma, danke, super Preise erhöht.
Vielen Dank für das tolle Gespräch. Die Lampe summt wunderbar laut.
Freundliche Leute, perfekte Beratung, danke. Der Schirm löst sich ab.
Spitze, danke, hervorragend, mein Paket liegt beim Nachbarn im Regen.
Grazie, fantastico, gentile, la lampada fa un rumore meraviglioso.
Complimenti, ottimo prezzo e bellissima lampada, il cavo scotta.
Merci, superbe lampe, accueil aimable, le câble chauffe.
Je recommande, parfait et formidable pour perdre son argent.
Thank you, lovely people, perfect lamp, my order number is 4711, where is it
Perfect, wonderful, thanks, another bank holiday without light.
`
  .trim()
  .split('\n');
