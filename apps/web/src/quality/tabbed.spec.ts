import { describe, expect, it } from '@jest/globals';
import { tabbed } from './tabbed.js';

describe('a table that is copied', () => {
  it.each([
    ['has tabs between its cells', 'Cause,Complaints\r\nDriver,7\r\n', 'Cause\tComplaints\nDriver\t7'],
    ['keeps commas and quotation marks of a cell', '"Lamp, ""Lumo""",7\n', 'Lamp, "Lumo"\t7'],
    ['is not torn by a line end or a tab in a cell', '"one\r\ntwo",7\n"a\tb",1', 'one two\t7\na b\t1'],
    ['keeps empty cells', 'a,,c\n,,\nd', 'a\t\tc\n\t\t\nd'],
    ['carries no mark of its order of bytes', '\uFEFFa,b', 'a\tb'],
    ['can be empty', '', ''],
  ])('%s', (_, csv, table) => {
    expect(tabbed(csv)).toBe(table);
  });
});
