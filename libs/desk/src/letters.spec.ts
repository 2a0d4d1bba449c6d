import { describe, expect, it } from '@jest/globals';
import {
  builtInLanguages,
  MAIL_TEMPLATES,
  type MailTemplateName,
  type MailValues,
  textsFor,
  variablesOf,
} from '@redress/domain/mail-templates/template.js';
import { instant } from '@redress/domain/time.js';
import { dayIn, letterFor, momentIn, read } from './letters.js';

const FRIDAY = instant(Date.UTC(2026, 0, 16, 16, 30));
const values = (): MailValues => ({
  'ticket.number': 'T-2026-000001',
  'ticket.received_on': 'today',
  'ticket.answer_by': 'Friday',
  'ticket.status_link': 'https://desk.test/portal/t/x',
  'installation.name': 'Lumo',
});
const written = (language: string, text: string, subject = 'Hello') => ({ language, subject, text });

describe('the built-in texts', () => {
  const all = MAIL_TEMPLATES.flatMap((name) => builtInLanguages(name).map((language) => [name, language] as const));

  it.each(all)('ask for nothing that they may not, and for all that they should: %s in %s', (name, language) => {
    const [{ subject, text }] = textsFor(name, language, []);
    const understood = [read(name, subject, '/subject'), read(name, text, '/text')];
    expect(understood.flatMap(({ faults }) => faults)).toEqual([]);
    const asked = understood.flatMap(({ variables }) => [...variables]);
    for (const [variable, need] of variablesOf(name)) if (need !== 'may') expect(asked).toContain(variable);
  });

  it('carry no word of the customer into an acknowledgement', () => {
    for (const name of ['acknowledgement', 'formAcknowledgement'] as const)
      expect(variablesOf(name).map(([variable]) => variable)).toEqual([
        'ticket.number',
        'ticket.received_on',
        'ticket.answer_by',
        'ticket.status_link',
        'installation.name',
      ]);
  });
});

describe('which text goes out', () => {
  const subjectOf = (name: MailTemplateName, language: string | null, ...changed: ReturnType<typeof written>[]) =>
    letterFor(name, language, changed, values).subject;

  it.each([
    ['the built-in one of the language', 'de', [], 'Ihre Nachricht ist bei uns angekommen [T-2026-000001]'],
    ['English for a language that nobody wrote in', 'fr', [], 'We have received your message [T-2026-000001]'],
    ['English where the language is not known', null, [], 'We have received your message [T-2026-000001]'],
    ['what was written instead', 'de', [written('de', 'x', 'Da ist sie')], 'Da ist sie'],
    ['what was written in a further language', 'fr', [written('fr', 'x', 'Bien reçu')], 'Bien reçu'],
    ['what was written in English, for others', 'fr', [written('en', 'x', 'Got it')], 'Got it'],
    [
      'its own built-in one before another language',
      'de',
      [written('en', 'x', 'Got it')],
      'Ihre Nachricht ist bei uns angekommen [T-2026-000001]',
    ],
    ['the language of a region', 'de-AT', [written('de', 'x', 'Da ist sie')], 'Da ist sie'],
  ])('is %s', (_, language, changed, subject) => {
    expect(subjectOf('acknowledgement', language, ...changed)).toBe(subject);
  });

  it('is the built-in one where the other cannot be filled in, and says which one failed', () => {
    const letter = letterFor('acknowledgement', 'de', [written('de', '{{ customer.name }}')], values);
    expect(letter.templateFault).toBe('acknowledgement/de');
    expect(letter.text).toContain('So geht es weiter');
    expect(letterFor('acknowledgement', 'de', [], values).templateFault).toBeNull();
  });

  it('keeps the subject on one line, whatever a value brings', () => {
    const asked = () => ({ 'task.question': 'x', 'task.summary': 'one\r\nBcc: all@x.test', 'task.link': 'l' });
    const letter = letterFor('taskQuestion', 'en', [written('en', '{{ task.question }}', '{{ task.summary }}')], asked);
    expect(letter.subject).toBe('one Bcc: all@x.test');
  });
});

describe('dates in mails', () => {
  it.each([
    ['en', 'Friday, 16 January 2026'],
    ['de', 'Freitag, 16. Januar 2026'],
    ['fr', 'vendredi 16 janvier 2026'],
    ['xx', 'Friday, 16 January 2026'],
  ])('are written in words: %s', (language, words) => {
    expect(dayIn(language, FRIDAY).replace('Friday 16', 'Friday, 16')).toBe(words);
  });

  it('name the zone where they name the hour', () => {
    expect(momentIn('de', FRIDAY)).toBe('Freitag, 16. Januar 2026 um 16:30 (UTC)');
  });
});
