import { describe, expect, it } from '@jest/globals';
import { processorMs } from '../../../../test/support/processor-time.js';
import { nameParts } from './person-name.js';
import { snippetFaults, textIn } from './snippet.js';
import { fillIn, gapsIn, templateFaults, valueOf, type VariableValues } from './template.js';

const VALUES: VariableValues = {
  'customer.name': 'Ann Miller',
  'customer.first_name': 'Ann',
  'customer.last_name': 'Miller',
  'ticket.number': 'T-2026-000001',
  'ticket.subject': 'Broken lamp',
  'ticket.opened_on': '16 January 2026',
  'ticket.status_link': 'https://desk.example/portal/t/h',
  'agent.name': 'Mara Jung',
  'agent.first_name': 'Mara',
  'installation.name': 'Lumo',
};
const fill = (text: string, more: Partial<VariableValues> = {}) => fillIn(text, { ...VALUES, ...more });

describe('a text with variables', () => {
  it('is filled in with what is known of the ticket', () => {
    expect(fill('Dear {{customer.first_name}}, about {{ ticket.number }}: {{agent.name}}').text).toBe(
      'Dear Ann, about T-2026-000001: Mara Jung',
    );
  });

  it('takes the default where there is no value, and the value where there is one', () => {
    const text = `Dear {{customer.first_name | default: "customer"}}`;
    expect(fill(text, { 'customer.first_name': null })).toEqual({ text: 'Dear customer', gaps: [] });
    expect(fill(text).text).toBe('Dear Ann');
    expect(fill(`Dear {{ customer.first_name|default:'friend' }}`, { 'customer.first_name': null }).text).toBe(
      'Dear friend',
    );
  });

  it('keeps what has neither as a gap that says where it stands in the text as filled in', () => {
    const text = '{{agent.first_name}} to {{ customer.first_name }}, {{customer.last_name}}!';
    const filled = fill(text, { 'customer.first_name': null, 'customer.last_name': null });
    expect(filled.text).toBe('Mara to {{customer.first_name}}, {{customer.last_name}}!');
    expect(filled.gaps.map(({ variable, from, to }) => [variable, filled.text.slice(from, to)])).toEqual([
      ['customer.first_name', '{{customer.first_name}}'],
      ['customer.last_name', '{{customer.last_name}}'],
    ]);
    expect(gapsIn(filled.text)).toEqual(filled.gaps);
  });

  it('reads no value as a template, whatever a customer calls himself', () => {
    const evil = `{{constructor.constructor('return 1')()}}`;
    const filled = fill('Dear {{customer.name}}, {{ticket.subject}}', {
      'customer.name': evil,
      'ticket.subject': '{{agent.name}}',
    });
    expect(filled).toEqual({ text: `Dear ${evil}, {{agent.name}}`, gaps: [] });
  });

  it('leaves text without variables as it is', () => {
    expect(fill('100 % {sure} }} { {').text).toBe('100 % {sure} }} { {');
    expect(gapsIn('{{ not.ours }} {{unclosed')).toEqual([]);
  });

  it.each([
    ['a variable that there is not', 'Dear {{customer.password}}'],
    ['what reaches for more', `{{constructor.constructor('x')()}}`],
    ['another filter', '{{customer.name | upcase}}'],
    ['braces that nobody closes', 'Dear {{customer.name'],
    ['braces in braces', '{{ customer.name {{agent.name}}'],
    ['a default longer than any', `{{customer.name | default: "${'x'.repeat(400)}"}}`],
    ['tags', '{% for i in (1..100000000) %}x{% endfor %}'],
  ])('cannot be saved with %s', (_, text) => {
    expect(templateFaults(text, '/texts/0/text')).toMatchObject([{ pointer: '/texts/0/text' }]);
  });

  it('is read in time that grows with its length alone', () => {
    const hostile = ['{{', '{{ customer.name | default: "', '{{a}}', '}}'];
    const texts = hostile.map((part) => part.repeat(Math.floor(200_000 / part.length)));
    expect(processorMs(() => texts.forEach((text) => templateFaults(text, '/text')))).toBeLessThan(2_000);
  });
});

describe('a value', () => {
  it('is one line of bounded length', () => {
    expect(valueOf('Ann\r\nBcc: all@example.org')).toBe('Ann Bcc: all@example.org');
    expect(valueOf('x'.repeat(5_000))).toHaveLength(200);
    expect(valueOf(' \n ')).toBeNull();
    expect(valueOf(null)).toBeNull();
  });
});

describe('the name of a person', () => {
  it.each([
    ['Ann Miller', 'Ann', 'Miller'],
    ['Miller, Ann', 'Ann', 'Miller'],
    ['Dr. Ann Marie Miller', 'Ann', 'Miller'],
    ['Herr Jonas Weber', 'Jonas', 'Weber'],
    ['van der Berg, Piet', 'Piet', 'van der Berg'],
    ['Ann', null, null],
    ['Dr. Miller', null, null],
    ['ann@example.org', null, null],
    ['Lamp House GmbH', null, null],
    ['', null, null],
  ])('says of %s what it surely is', (name, first, last) => {
    expect(nameParts(name)).toEqual({ first, last });
  });
});

describe('a snippet', () => {
  const texts = [
    { language: 'de', text: 'Danke' },
    { language: 'en', text: 'Thanks' },
  ];

  it('speaks the first wanted language that it has, else its first one', () => {
    expect(textIn(texts, ['en-GB', 'de'])?.text).toBe('Thanks');
    expect(textIn(texts, [null, 'en'])?.text).toBe('Thanks');
    expect(textIn(texts, ['it', null])?.text).toBe('Danke');
    expect(textIn([], ['en'])).toBeNull();
  });

  it('has a short word without spaces and a text in at least one language, each language once', () => {
    expect(snippetFaults({ word: 'danke', texts })).toEqual([]);
    expect(snippetFaults({ word: 'many thanks', texts }).map(({ pointer }) => pointer)).toEqual(['/word']);
    expect(snippetFaults({ word: 'x', texts: [] }).map(({ pointer }) => pointer)).toEqual(['/texts']);
    expect(
      snippetFaults({ word: 'x', texts: [...texts, { language: 'de', text: ' ' }] }).map(({ pointer }) => pointer),
    ).toEqual(['/texts/2/language', '/texts/2/text']);
  });
});
