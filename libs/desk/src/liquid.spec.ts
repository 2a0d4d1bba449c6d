import { describe, expect, it } from '@jest/globals';
import { filledIn, understand } from './liquid.js';

const ALLOWED = ['ticket.number', 'ticket.answer_by', 'ticket.status_link'];
const VALUES = { 'ticket.number': 'T-2026-000001', 'ticket.answer_by': 'Friday', 'ticket.status_link': null };

const faultsOf = (source: string) => understand(source, '/text', ALLOWED).faults;
const fill = (source: string, values: Readonly<Record<string, unknown>> = VALUES): string =>
  filledIn(understand(source, '/text', ALLOWED).templates, values);

describe('a text that a machine fills in', () => {
  it.each([
    ['a value', 'Number {{ ticket.number }}.', 'Number T-2026-000001.'],
    ['a condition on what is there', '{% if ticket.answer_by %}by {{ ticket.answer_by }}{% endif %}', 'by Friday'],
    ['a condition on what is not there', 'a{% if ticket.status_link %}b{% else %}c{% endif %}', 'ac'],
    ['a default', '{{ ticket.status_link | default: "no page" }}', 'no page'],
    ['a choice', '{% case ticket.answer_by %}{% when "Friday" %}soon{% else %}later{% endcase %}', 'soon'],
    ['a remark that nobody reads', 'a{% comment %}{{ secret.key }}{% endcomment %}b', 'ab'],
  ])('takes %s', (_, source, filled) => {
    expect(faultsOf(source)).toEqual([]);
    expect(fill(source)).toBe(filled);
  });

  it('says line, column and name of a variable that means nothing', () => {
    expect(faultsOf('Good day,\n\nyour {{ ticket.numbr }} and {{ customer.name }}')).toMatchObject([
      { pointer: '/text', code: 'unknownVariable', line: 3, column: 9, variable: 'ticket.numbr' },
      { code: 'unknownVariable', line: 3, variable: 'customer.name' },
    ]);
  });

  it.each([
    ['what is not closed', 'a\n{% if ticket.number %}b', 2],
    ['a variable that is not closed', 'a {{ ticket.number', 1],
    ['a filter that nobody knows', '\n\n{{ ticket.number | shout }}', 3],
    ['another file', '{% include "/etc/passwd" %}', 1],
    ['another file, rendered', '{% render "secrets" %}', 1],
    ['a layout', '{% layout "x" %}', 1],
    ['a loop', '{% for i in (1..9) %}{{ i }}{% endfor %}', 1],
    ['a value of its own', '{% assign a = ticket.number %}', 1],
    ['a filter that makes long texts of short ones', '{{ ticket.number | replace: "T", "TTTTTTTT" }}', 1],
    ['a name of the language that it is written in', '{{ ticket.number | constructor }}', 1],
    ['a tag of the language that it is written in', '{% constructor %}', 1],
  ])('refuses %s and says in which line', (_, source, line) => {
    expect(faultsOf(source)).toMatchObject([{ code: 'syntax', line, variable: null }]);
  });

  it.each([
    '{{ ticket }}',
    '{{ ticket.constructor }}',
    '{{ ticket.__proto__.x }}',
    '{{ ticket.number.size }}',
    '{{ ticket["number"].length }}',
    '{{ ticket[ticket.number] }}',
    '{{ process.env }}',
    '{{ "x" | default: customer.name }}',
    '{% if customer.email contains "a" %}x{% endif %}',
  ])('reaches for nothing that is not on the list: %s', (source) => {
    expect(faultsOf(source)).not.toEqual([]);
  });

  it('never reads a value as a template', () => {
    expect(fill('{{ ticket.number }}', { ...VALUES, 'ticket.number': '{{ ticket.answer_by }}{% raw %}' })).toBe(
      '{{ ticket.answer_by }}{% raw %}',
    );
  });

  it('stops what would take too much room', () => {
    expect(() => fill('{{ (1..1000000000) }}')).toThrow(/limit/);
    expect(() => fill('{{ (1..20000) }}')).toThrow(/More than 60000/);
  });

  it('takes as many conditions as fit into a text, one in the other', () => {
    const source = `${'{% if ticket.number %}'.repeat(300)}x${'{% endif %}'.repeat(300)}`;
    expect(fill(source)).toBe('x');
  });
});
