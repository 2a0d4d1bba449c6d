import type { adminMailbox as english } from '../en/admin-mailbox.js';
import type { TextsLike } from '../text.js';

export const adminMailbox: TextsLike<typeof english> = {
  title: 'Postfach verbinden',
  byHand: 'Alles von Hand eintragen',
  steps: {
    label: 'Schritte',
    address: 'Adresse',
    signIn: 'Anmeldung',
    test: 'Test',
    preview: 'Vorschau',
    live: 'In Betrieb',
  },
  next: 'Weiter',
  back: 'Zurück',
  finding: 'Anbieter wird gesucht …',
  found: {
    domain: '{{name}}, an der Adresse erkannt.',
    mx: '{{name}}, daran erkannt, wer die Mail dieser Domain annimmt (MX).',
    srv: 'Die Domain nennt ihre Mailserver selbst.',
    guess:
      'Der Anbieter ist nicht bekannt. Diese Server gibt es unter üblichen Namen; prüfen Sie sie bei Ihrem Anbieter.',
    none: 'Der Anbieter ist nicht bekannt, und kein Server hat einen üblichen Namen. Tragen Sie die Server von Hand ein; Ihr Anbieter veröffentlicht sie.',
    silent:
      'Der Namensdienst (DNS) antwortet hier nicht, deshalb ließ sich nichts nachschlagen. Tragen Sie die Server von Hand ein.',
    title: 'Gefunden',
  },
  wants: {
    appPassword: '{{name}} lässt Programme mit einem App-Passwort herein, nicht mit dem üblichen.',
    appPasswordPage: 'App-Passwort anlegen',
    oauth: '{{name}} lehnt Passwörter ab und verlangt, dass Sie sich dort anmelden (OAuth).',
    switchOn: '{{name}} lässt Programme erst lesen, wenn Sie das in den Einstellungen dort einschalten.',
    switchOnPage: 'So wird es eingeschaltet',
    newTab: '(öffnet einen neuen Tab)',
  },
  oauth: {
    title: 'Anmeldung beim Anbieter',
    provider: 'Anbieter',
    by: { google: 'Google', microsoft: 'Microsoft', custom: 'Ihrem Anbieter' },
    page: 'Konsole von {{name}} öffnen',
    google: {
      one: 'Einmalig in der Google-Cloud-Konsole: ein Projekt anlegen und den Zustimmungsbildschirm als „Intern“ einrichten, nur für Ihren eigenen Workspace. Ein Projekt für alle muss Google für den Bereich https://mail.google.com/ erst prüfen.',
      two: 'Dort unter „Clients“ einen Client vom Typ „Webanwendung“ anlegen und ihm die Rücksprungadresse von unten geben.',
      three: 'Client-ID und Clientschlüssel hierher kopieren.',
    },
    microsoft: {
      one: 'Einmalig in Microsoft Entra: eine Anwendung registrieren, mit der Rücksprungadresse von unten auf der Plattform „Web“.',
      two: 'Unter „API-Berechtigungen“ als delegierte von Office 365 Exchange Online oder Microsoft Graph hinzufügen: IMAP.AccessAsUser.All, SMTP.Send und offline_access. Ein Administrator des Verzeichnisses stimmt zu.',
      three:
        'Unter „Zertifikate & Geheimnisse“ einen geheimen Clientschlüssel anlegen und seinen Wert hierher kopieren, mit der Anwendungs-ID (Client) und der Verzeichnis-ID (Mandant). Zum Senden muss SMTP AUTH für dieses Postfach erlaubt sein.',
    },
    custom: {
      one: 'Beim Anbieter einen Client für den Authorization-Code-Ablauf mit PKCE anlegen und ihm die Rücksprungadresse von unten geben.',
      two: 'Beide Adressen des Anmeldeservers und die Bereiche für IMAP und SMTP eintragen; dazu den für dauerhaften Zugriff, wo der Anbieter einen hat, oft offline_access.',
      three: 'Client-ID und Clientschlüssel hierher kopieren.',
    },
    redirectUri: 'Rücksprungadresse',
    redirectHint:
      'Tragen Sie sie beim Anbieter Zeichen für Zeichen ein. Setzen Sie PUBLIC_URL, wenn Browser das System nicht so erreichen.',
    clientId: 'Client-ID',
    clientSecret: 'Clientschlüssel',
    secretHint:
      'Wird versiegelt und nie gezeigt. Leer lassen, wenn dieser Client hier schon benutzt wurde oder keinen hat.',
    secretAgain: 'Nur wenn der gespeicherte abgelaufen ist.',
    tenant: 'Verzeichnis-ID (Mandant)',
    tenantHint: 'Leer: Die Anwendung ist für Konten aller Verzeichnisse.',
    authorisationUrl: 'Autorisierungsadresse',
    tokenUrl: 'Tokenadresse',
    scopes: 'Bereiche (Scopes)',
    other: 'Anderer Anbieter',
    go: 'Bei {{name}} anmelden',
    goAgain: 'Noch einmal anmelden …',
    goHint:
      'Führt zur Seite des Anbieters und zurück. Melden Sie sich dort als Benutzer dieses Postfachs an; was Sie hier eingetragen haben, bleibt.',
    again: 'Neu bei {{name}} anmelden',
    againHint:
      'Mail wartet so lange beim Anbieter, Antworten warten hier. Andere Änderungen in diesem Formular werden dabei nicht gespeichert.',
    inWizard: 'Um sich beim Anbieter anzumelden, verbinden Sie das Postfach Schritt für Schritt.',
    finishing: 'Die Anmeldung wird abgeschlossen …',
    toMailbox: 'Zum Postfach',
    outcome: {
      granted: 'Angemeldet. Das Token erneuert sich ab jetzt von selbst.',
      renewed: 'Angemeldet. Das Postfach wird weiter gelesen.',
      denied: 'Die Anmeldung wurde beim Anbieter abgebrochen. Melden Sie sich noch einmal an und stimmen Sie zu.',
      noMail:
        'Der Anbieter hat keinen Zugriff auf Mail erteilt. Melden Sie sich noch einmal an und lassen Sie alles angehakt; prüfen Sie, ob der Client die Bereiche für Mail erfragen darf.',
      notLasting:
        'Der Anbieter hat ein Token gegeben, das sich nicht erneuern lässt. Ergänzen Sie den Bereich für dauerhaften Zugriff (oft offline_access) und melden Sie sich noch einmal an.',
      refused:
        'Der Anbieter hat abgelehnt. Prüfen Sie Client-ID, Clientschlüssel und Rücksprungadresse und melden Sie sich noch einmal an.',
      silent:
        'Der Anmeldeserver des Anbieters hat nicht so geantwortet, wie er sollte. Prüfen Sie seine Adressen und versuchen Sie es noch einmal.',
      lost: 'Diese Anmeldung ist hier nicht mehr bekannt: Sie wurde schon benutzt, hat länger als eine Viertelstunde gedauert oder begann in einer anderen Sitzung. Melden Sie sich noch einmal an.',
    },
  },
  servers: 'Server',
  serversLine: '{{incoming}} zum Lesen, {{outgoing}} zum Senden',
  serversLineIn: '{{incoming}} zum Lesen',
  out: {
    title: 'Antworten gehen hinaus über',
    own: 'Den Server dieses Postfachs',
    ownHint: 'Mit demselben Benutzernamen und Passwort.',
    desk: 'Den Mailserver dieser Installation',
    deskHint:
      'Gesetzt durch SMTP_URL; ohne ihn wird ausgehende Mail hier aufgehoben und ist unter Ausgehende Mail zu lesen.',
    host: 'Ausgangshost',
    port: 'Ausgangsport',
    security: 'Ausgangsverschlüsselung',
    tls: 'TLS von Anfang an (465)',
    starttls: 'STARTTLS (587)',
    plain: 'Keine, nur auf diesem Rechner',
  },
  test: {
    explain:
      'Verbindet, sendet eine Mail vom Postfach an sich selbst und wartet auf sie. Vor dem letzten Schritt wird nichts gespeichert.',
    in: 'Mail kommt herein',
    out: 'Mail geht hinaus',
    back: 'Sie kommt zurück',
    connect: 'Verbinden',
    signIn: 'Anmelden',
    openFolder: 'Ordner öffnen',
    send: 'Testmail senden',
    arrives: 'Die Testmail kommt an',
    waiting: 'wartet',
    running: 'läuft …',
    ok: 'geht',
    failed: 'geht nicht',
    skipped: 'ausgelassen',
    seconds: '{{n}} s',
    cameBack: 'Sie liegt in {{folder}}.',
    junk: 'Sie kam zurück, aber in {{folder}}, den Ordner für Spam. Prüfen Sie SPF und DKIM der Domain: Kunden finden Ihre Antworten sonst auch dort.',
    notBack:
      'Sie kam binnen einer Minute nicht zurück. Sie kann noch unterwegs sein: manche Anbieter lassen die erste Mail warten. Sehen Sie ins Postfach und testen Sie dann noch einmal.',
    captured:
      'Diese Installation hat keinen Mailserver (SMTP_URL), deshalb geht nichts hinaus. Antworten werden unter Ausgehende Mail aufgehoben.',
    noneSent: 'Es ging keine Testmail hinaus, also kann keine zurückkommen.',
    again: 'Noch einmal testen',
    folder: 'Ordner, der gelesen wird',
    works: 'Mail kommt herein, geht hinaus und kommt zurück.',
    inOnly:
      'Mail kommt herein. Dass sie hinausgeht und zurückkommt, ist nicht bewiesen: Sie können weitermachen und das später richten.',
    broken: 'Dieses Postfach lässt sich noch nicht lesen. Gehen Sie zurück und ändern Sie, was falsch ist.',
  },
  preview: {
    explain: 'Die neuesten Mails aus {{folder}}, wie sie hereinkämen. Noch ist nichts gespeichert oder markiert.',
    loading: 'Die neuesten Mails werden gelesen …',
    empty: 'Der Ordner ist leer. Was ab jetzt kommt, wird zu Vorgängen.',
    failed: 'Die Mails ließen sich nicht ansehen.',
    again: 'Noch einmal versuchen',
    summary: '{{tickets}} neu, {{joined}} in einem Verlauf, {{left}} ausgelassen',
    when: 'Erhalten',
    from: 'Von',
    subject: 'Betreff',
    becomes: 'Wird zu',
    nobody: 'kein Absender',
    noSubject: 'kein Betreff',
    ticket: 'Neu: {{kind}}',
    held: 'Neu, angehalten, bis jemand den Absender prüft',
    appended: 'Geht zu {{number}}',
    joins: 'Selber Vorgang wie eine frühere Mail hier',
    automatic: 'Automatische Mail: kein Vorgang',
    own: 'Unsere Testmail: kein Vorgang',
    known: 'Kam schon herein',
    knownOf: 'Kam schon herein: {{number}}',
    unreadable: 'Nicht lesbar: Quarantäne',
    choice: 'Hereinnehmen',
    fresh: 'Nur, was ab jetzt kommt',
    these_one: 'Auch diese eine Mail',
    these_other: 'Auch diese {{count}} Mails',
    all: 'Alle {{count}} Mails des Ordners',
    oldHint: 'Mail, die älter als ein Tag ist, wird dem Absender nicht bestätigt.',
    connect: 'Postfach verbinden',
  },
  live: {
    starting: '{{address}} ist verbunden. Der erste Abruf läuft.',
    connected: '{{address}} ist in Betrieb. Neue Mail wird binnen Sekunden zum Vorgang.',
    trouble: '{{address}} ist gespeichert, lässt sich aber gerade nicht lesen: {{reason}}',
    stored_one: 'Bisher {{count}} Mail hereingenommen.',
    stored_other: 'Bisher {{count}} Mails hereingenommen.',
    queue: 'Zum Eingang',
    done: 'Zu allen Kanälen',
  },
  said: 'Der Server sagte: {{said}}',
  remedies: {
    noHost: 'Diesen Host gibt es nicht. Prüfen Sie den Namen des Servers.',
    notListening: 'Dort hört niemand. Prüfen Sie den Port und ob der Server läuft.',
    noRoute: 'Es führt kein Weg zu diesem Host. Prüfen Sie Netz und Firewall.',
    unknownAuthority:
      'Das Zertifikat stammt von keiner bekannten Stelle. Nehmen Sie einen Server mit einem Zertifikat, dem alle trauen.',
    otherName: 'Das Zertifikat gilt für einen anderen Namen. Tragen Sie den Namen als Host ein, für den es gilt.',
    expired: 'Das Zertifikat des Servers ist abgelaufen. Es muss dort erneuert werden.',
    noTls:
      'Der Server spricht hier nicht auf diese Weise TLS. Versuchen Sie den anderen Port oder die andere Verschlüsselung.',
    silent: 'Der Server antwortet nicht rechtzeitig. Prüfen Sie Port und Firewall.',
    closed:
      'Der Server hat die Verbindung beendet. Prüfen Sie Port und Verschlüsselung, oder ob er Verbindungen begrenzt.',
    signIn:
      'Der Server hat die Anmeldung abgelehnt. Prüfen Sie Benutzername und Passwort; manche Anbieter verlangen ein App-Passwort oder OAuth.',
    appPassword:
      'Der Anbieter verlangt ein App-Passwort. Legen Sie in dessen Einstellungen eines an und tragen Sie es statt des üblichen ein.',
    oauth: 'Der Anbieter nimmt keine Passwörter mehr. Melden Sie sich mit einem OAuth-Token an.',
    switchOn:
      'Programme dürfen dieses Postfach noch nicht lesen. Schalten Sie IMAP in den Einstellungen des Anbieters ein.',
    signInAgain: 'Die Anmeldung beim Anbieter gilt nicht mehr. Melden Sie sich dort neu an.',
    otherAccount:
      'Der Mailserver nimmt diese Anmeldung nicht. Meist hat sich jemand als anderer Benutzer angemeldet als der dieses Postfachs: Melden Sie sich noch einmal als dieser Benutzer an, und prüfen Sie, ob IMAP und SMTP für das Postfach erlaubt sind.',
    folder: 'Diesen Ordner gibt es nicht. Wählen Sie einen anderen.',
    relay:
      'Der Server sendet für diesen Absender keine Mail. Nehmen Sie den Server des Postfachs mit dessen Benutzername und Passwort.',
    sender:
      'Der Server lässt diesen Benutzer nicht unter dieser Adresse senden. Nehmen Sie den Benutzer, dem sie gehört.',
  },
};
