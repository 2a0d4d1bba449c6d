/*
 * Makes libs/platform/src/holiday-data.ts of the package date-holidays (45 MB installed, a devDependency): its rules for public, bank and
 * optional holidays of every country, names in the languages of the country and in English. Without an argument it fails when the file is
 * stale; with --write it makes it anew. The data are under CC BY-SA 3.0: NOTICE names their authors.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const target = join(root, 'libs/platform/src/holiday-data.ts');
const source = join(
  dirname(createRequire(import.meta.url).resolve('date-holidays/package.json')),
  'data/holidays.json',
);
const all = JSON.parse(readFileSync(source, 'utf8'));

const KEPT = new Set(['public', 'bank', 'optional']);
/** Parts of a country and their parts: each may say again what the whole said. */
const partsOf = (place) => Object.values({ ...place.states, ...place.regions });

const isKept = (day) => day === false || KEPT.has(day.type ?? 'public');

/** The rules that a place or one of its parts keeps: a rule that only a part makes a holiday still has its name from the whole. */
function keptRules(place) {
  const own = Object.entries(place.days ?? {}).flatMap(([rule, day]) => (isKept(day) ? [rule] : []));
  return new Set([...own, ...partsOf(place).flatMap((part) => [...keptRules(part)])]);
}

const inLanguages = (names, languages) =>
  names && Object.fromEntries(Object.entries(names).filter(([language]) => languages.has(language)));

/** @param used name → languages in which somebody needs it */
function trimDay(day, languages, used) {
  if (day === false) return day;
  if (day._name !== undefined) used.set(day._name, new Set([...(used.get(day._name) ?? []), ...languages]));
  const { note: _note, ...rest } = day;
  return rest.name === undefined ? rest : { ...rest, name: inLanguages(rest.name, languages) };
}

function trimPlace(place, kept, around, used) {
  const languages = new Set([...around, ...(place.langs ?? [])]);
  const trimAll = (parts) =>
    parts &&
    Object.fromEntries(Object.entries(parts).map(([code, part]) => [code, trimPlace(part, kept, languages, used)]));
  const days = Object.entries(place.days ?? {}).filter(([rule]) => kept.has(rule));
  const { names, name, langs, _days, dayoff } = place;
  return JSON.parse(
    JSON.stringify({
      names: inLanguages(names, languages),
      name,
      dayoff,
      langs,
      _days,
      days: Object.fromEntries(days.map(([rule, day]) => [rule, trimDay(day, languages, used)])),
      states: trimAll(place.states),
      regions: trimAll(place.regions),
    }),
  );
}

const languagesOf = (place) => [...(place.langs ?? []), ...partsOf(place).flatMap(languagesOf)];
/** Places that borrow the rules of others must find them. */
const borrowed = (place) => [...(place._days ? [place._days].flat() : []), ...partsOf(place).flatMap(borrowed)];

function trimmed() {
  const used = new Map();
  const holidays = Object.fromEntries(
    Object.entries(all.holidays).map(([code, place]) => {
      const borrowers = Object.values(all.holidays).filter((other) => borrowed(other).includes(code));
      const kept = new Set([place, ...borrowers].flatMap((one) => [...keptRules(one)]));
      return [code, trimPlace(place, kept, ['en', 'de'], used)];
    }),
  );
  used.set('substitutes', new Set(['en', 'de', ...Object.values(all.holidays).flatMap(languagesOf)]));
  const names = Object.fromEntries(
    [...used].flatMap(([name, languages]) =>
      all.names[name] ? [[name, { ...all.names[name], name: inLanguages(all.names[name].name, languages) }]] : [],
    ),
  );
  return { version: all.version, holidays, names };
}

function written() {
  const data = trimmed();
  return [
    '/* Made by `node build/holiday-data.mjs --write` of the package date-holidays, CC BY-SA 3.0: see NOTICE. Do not edit. */',
    `/** The rules of ${Object.keys(data.holidays).length} countries, data of ${data.version}, as JSON: read when somebody asks for holidays. */`,
    '// prettier-ignore',
    `export const HOLIDAY_RULES = '${JSON.stringify(data).replaceAll('\\', '\\\\').replaceAll("'", "\\'")}';`,
    '',
  ].join('\n');
}

const fresh = written();
if (process.argv.includes('--write')) writeFileSync(target, fresh);
else if (readFileSync(target, 'utf8') !== fresh) {
  process.stderr.write('libs/platform/src/holiday-data.ts is stale: run node build/holiday-data.mjs --write\n');
  process.exitCode = 1;
}
