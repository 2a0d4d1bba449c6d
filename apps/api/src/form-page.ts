import { type FormField, type FormLanguage, type FormPlan, REMEDIES, textIn } from '@redress/domain/forms/form.js';
import { FORM_LABELS, labelOf } from '@redress/domain/forms/labels.js';
import { MOST_DESCRIPTION, type Sent, type SubmissionFault } from '@redress/domain/forms/submission.js';
import type { Fault } from '@redress/domain/refusal.js';
import { customerFrame } from './customer-frame.js';
import { formStyle, type FormTheme, themeQuery } from './form-style.js';
import { FORM_WORDS, type FormNotice, type FormWordsOfPage } from './form-words.js';
import { escaped } from './page-parts.js';
import { PORTAL_WORDS } from './portal-words.js';

/** What came back, to be put right. */
export interface FormTyped {
  readonly sent: Sent;
  readonly notice: FormNotice;
  readonly faults: readonly Fault[];
  /** Files were chosen: a page cannot keep them. */
  readonly hadFiles: boolean;
}

/** How the page is shown. */
export interface FormView {
  readonly language: FormLanguage;
  readonly installation: string;
  /** Inside of another page. */
  readonly embedded: boolean;
  readonly theme: FormTheme;
}

export interface FormPage extends FormView {
  readonly form: FormPlan;
  /** Null on a preview, which sends nothing. */
  readonly token: string | null;
  /** Zero bits that the script shall find; 0 sets no puzzle. */
  readonly bits: number;
  readonly typed: FormTyped | null;
}

/** What links keep of the address besides the language. */
export const viewQuery = ({ embedded, theme }: Pick<FormView, 'embedded' | 'theme'>): string =>
  embedded ? `&embed=1${themeQuery(theme)}` : '';

export function formPage(page: FormPage): string {
  const { form, language, typed, token } = page;
  const words = FORM_WORDS[language];
  const title = escaped(textIn(form.title, language, form.languages) || form.name);
  const intro = textIn(form.intro, language, form.languages);
  const lead = intro === '' ? '' : `<p class="intro">${escaped(intro)}</p>`;
  const fields = form.fields.map((field) => fieldOf(field, page, words)).join('');
  const hidden = `<input type="hidden" name="token" value="${token ?? ''}"><input type="hidden" name="proof" value=""><div class="trap" aria-hidden="true"><label for="website">${words.emptyTrap}</label><input id="website" type="text" name="website" tabindex="-1" autocomplete="off"></div>`;
  const body = `<form method="post" action="?lang=${language}${viewQuery(page)}" enctype="multipart/form-data"${marksOf(page, words)}>${noticeOf(typed, page, words)}${hidden}${fields}<progress max="100" value="0" hidden aria-label="${words.sending}"></progress><button type="${token === null ? 'button' : 'submit'}">${words.send}</button><p class="soft small last" role="status" data-status>${words.next}</p></form>`;
  const main = `<main><h1>${title}</h1>${lead}${body}</main>`;
  return framed(page, { title, body: main, languages: form.languages, script: token !== null });
}

export function formThanks(
  view: FormView,
  told: {
    readonly form: FormPlan;
    readonly number: string;
    /** As people read it; null when no date is known. */
    readonly answerBy: string | null;
    readonly statusUrl: string;
  },
): string {
  const { form, number, answerBy, statusUrl } = told;
  const words = FORM_WORDS[view.language];
  const date = answerBy === null ? '' : `<dt>${words.answerBy}</dt><dd>${answerBy}</dd>`;
  const target = view.embedded ? ' target="_blank" rel="noopener"' : '';
  const body = `<main><h1>${words.thanks}</h1><p>${words.thanksMore}</p><dl class="facts"><dt>${words.number}</dt><dd>${escaped(number)}</dd>${date}</dl><p>${words.ownPage}</p><a class="open" href="${escaped(statusUrl)}"${target}>${words.openPage}</a><p class="soft small">${words.mailed}</p></main><footer><a href="/f/${form.slug}?lang=${view.language}${viewQuery(view)}">${words.another}</a></footer>`;
  return framed(view, { title: words.thanks, body, languages: [view.language], script: true });
}

/** A page that shows no form. */
export const formRefusal = (view: FormView, [title, more]: readonly [string, string]): string =>
  framed(view, { title, body: `<main><h1>${title}</h1><p>${more}</p></main>`, languages: [], script: true });

interface Framing {
  readonly title: string;
  readonly body: string;
  readonly languages: readonly FormLanguage[];
  /** A preview runs nothing. */
  readonly script: boolean;
}

const framed = (view: FormView, { script, ...framing }: Framing): string =>
  customerFrame({
    ...{ ...framing, language: view.language, installation: view.installation },
    ...{ style: formStyle(view.theme), bare: view.embedded, query: viewQuery(view) },
    ...(script ? { script: '/f/form.js' } : {}),
  });

/** What the script needs to know; the words are here because they are in the language of the page. */
function marksOf({ form, bits, embedded, typed }: FormPage, words: FormWordsOfPage): string {
  const marks = {
    form: form.slug,
    bits: String(bits),
    keep: embedded ? '' : 'yes',
    typed: typed === null ? '' : 'yes',
    ...{ sending: words.sending, checking: words.checking, network: words.network, large: words.notices.large },
    ...{ restored: words.restored, anew: words.anew, remove: words.removeFile },
  };
  return Object.entries(marks)
    .map(([name, value]) => ` data-${name}="${escaped(value)}"`)
    .join('');
}

export const faultWords = (code: string, words: FormWordsOfPage): string => words.faults[asFault(code)];

const asFault = (code: string): SubmissionFault =>
  code === 'missing' ||
  code === 'long' ||
  code === 'email' ||
  code === 'choice' ||
  code === 'consent' ||
  code === 'form'
    ? code
    : 'unknown';

export const keyOf = ({ pointer }: Fault): string => pointer.slice(1);

function noticeOf(typed: FormTyped | null, page: FormPage, words: FormWordsOfPage): string {
  if (typed === null) return '<div class="fault" role="alert" tabindex="-1" data-notice hidden></div>';
  const lines = typed.faults.map((fault) => {
    const field = page.form.fields.find(({ key }) => key === keyOf(fault));
    const label = field === undefined ? keyOf(fault) : labelOf(field, page.language, page.form.languages);
    return `<li><a href="#${escaped(keyOf(fault))}">${escaped(label)}</a> ${faultWords(fault.code, words)}</li>`;
  });
  const list = lines.length === 0 ? '' : `<ul>${lines.join('')}</ul>`;
  const files = typed.hadFiles ? `<p>${words.filesAgain}</p>` : '';
  return `<div class="fault" role="alert" tabindex="-1" data-notice><p>${words.notices[typed.notice]}</p>${list}${files}</div>`;
}

function fieldOf(field: FormField, page: FormPage, words: FormWordsOfPage): string {
  const { key, kind, required } = field;
  const fault = page.typed?.faults.find((one) => keyOf(one) === key);
  const hint = textIn(field.hint, page.language, page.form.languages);
  const described = [...(hint === '' ? [] : [`${key}-hint`]), ...(kind === 'files' ? ['files-limit'] : [])];
  const notes = fault === undefined ? described : [...described, `${key}-fault`];
  const marks = `${required ? ' required' : ''}${fault === undefined ? '' : ' aria-invalid="true"'}${notes.length === 0 ? '' : ` aria-describedby="${notes.join(' ')}"`}`;
  const wrong = `<p class="wrong" id="${key}-fault" data-fault="${key}"${fault === undefined ? ' hidden' : ''}>${fault === undefined ? '' : faultWords(fault.code, words)}</p>`;
  const told = hint === '' ? '' : `<p class="hint" id="${key}-hint">${escaped(hint)}</p>`;
  const label = escaped(labelOf(field, page.language, page.form.languages));
  const typed = page.typed?.sent[key];
  if (kind === 'consent') {
    const given = typed === 'yes' ? ' checked' : '';
    return `<div class="field plain">${told}<label class="choice consent" for="${key}"><input type="checkbox" id="${key}" name="${key}" value="yes"${given}${marks}><span>${label}</span></label>${wrong}</div>`;
  }
  if (kind === 'desiredRemedy') return remedies(field, page, { marks: notes, wrong, told, label });
  const optional = required ? '' : ` <span class="optional">(${words.optional})</span>`;
  const control = controlOf(field, { value: typeof typed === 'string' ? typed : '', marks }, page, words);
  return `<div class="field"><label for="${key}">${label}${optional}</label>${told}${control}${wrong}</div>`;
}

interface Control {
  readonly value: string;
  readonly marks: string;
}

/** What browsers and passwords managers fill in by themselves. */
const INPUTS: Readonly<Partial<Record<FormField['kind'], string>>> = {
  email: 'type="email" autocomplete="email" inputmode="email" autocapitalize="off" spellcheck="false"',
  name: 'type="text" autocomplete="name"',
  phone: 'type="tel" autocomplete="tel"',
  customerNumber: 'type="text" autocomplete="off" autocapitalize="off" spellcheck="false"',
  orderNumber: 'type="text" autocomplete="off" autocapitalize="off" spellcheck="false"',
};

function controlOf(field: FormField, { value, marks }: Control, page: FormPage, words: FormWordsOfPage): string {
  const { key, kind } = field;
  const same = `id="${key}" name="${key}"${marks}`;
  if (kind === 'description')
    return `<textarea ${same} maxlength="${MOST_DESCRIPTION}" dir="auto">${escaped(value)}</textarea>`;
  if (kind === 'files') {
    const limit = PORTAL_WORDS[page.language].filesLimit;
    return `<input type="file" ${same} multiple><ul class="files" data-files hidden></ul><p class="soft small" id="files-limit">${limit}</p>`;
  }
  if (kind === 'product') {
    const choices = choicesOf(field, page).map(
      ([code, label]) =>
        `<option value="${escaped(code)}"${code === value ? ' selected' : ''}>${escaped(label)}</option>`,
    );
    return `<select ${same}><option value="">${words.choose}</option>${choices.join('')}</select>`;
  }
  const type = INPUTS[kind] ?? 'type="text" autocomplete="off"';
  return `<input ${type} ${same} maxlength="254" dir="auto" value="${escaped(value)}">`;
}

const choicesOf = ({ options }: FormField, { language, form }: FormPage): (readonly [string, string])[] =>
  options.map(({ value, label }) => [value, textIn(label, language, form.languages) || value] as const);

interface Around {
  /** Ids of what describes it. */
  readonly marks: readonly string[];
  readonly wrong: string;
  readonly told: string;
  readonly label: string;
}

/** Six choices at a glance; whoever needs none leaves them alone. */
function remedies({ key, required }: FormField, page: FormPage, { marks, wrong, told, label }: Around): string {
  const { language, typed } = page;
  const optional = required ? '' : ` <span class="optional">(${FORM_WORDS[language].optional})</span>`;
  const choices = REMEDIES.map((remedy) => {
    const chosen = typed?.sent[key] === remedy ? ' checked' : '';
    return `<label class="choice"><input type="radio" name="${key}" value="${remedy}"${required ? ' required' : ''}${chosen}>${FORM_LABELS[language].remedies[remedy]}</label>`;
  });
  const described = marks.length === 0 ? '' : ` aria-describedby="${marks.join(' ')}"`;
  return `<fieldset class="field" id="${key}"${described}><legend>${label}${optional}</legend>${told}<div class="choices">${choices.join('')}</div>${wrong}</fieldset>`;
}
