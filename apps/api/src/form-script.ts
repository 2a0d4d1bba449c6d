/**
 * What makes the page of a form more pleasant where scripts run: a draft, files with progress, faults without a new page, the puzzle, and
 * its height for a page that frames it. Without it everything works. Plain script for browsers, since nothing here is built for them.
 */
export const FORM_SCRIPT = String.raw`'use strict';
(() => {
  const tell = () => {
    if (parent !== window) parent.postMessage({ redress: 'height', height: document.body.getBoundingClientRect().height }, '*');
  };
  addEventListener('load', tell);
  if (window.ResizeObserver) new ResizeObserver(tell).observe(document.body);
  const thanks = document.querySelector('.facts');
  const form = document.querySelector('form[data-form]');
  if (!form) {
    if (thanks && parent !== window) parent.postMessage({ redress: 'sent' }, '*');
    return;
  }
  const words = form.dataset;
  const button = form.querySelector('button[type=submit]');
  if (!button) return;
  form.noValidate = true;
  const status = form.querySelector('[data-status]');
  const notice = form.querySelector('[data-notice]');
  const bar = form.querySelector('progress');
  const make = (name, text) => {
    const made = document.createElement(name);
    if (text) made.textContent = text;
    return made;
  };
  const kept = [...form.elements].filter(
    (field) => field.name && !['hidden', 'file', 'submit', 'button'].includes(field.type) && field.name !== 'website',
  );

  // The draft stays in this browser. Inside of a page of others nothing is kept.
  const key = 'redress form ' + words.form;
  let done = false;
  let store = null;
  try {
    store = words.keep ? localStorage : null;
  } catch {
    store = null;
  }
  const remember = () => {
    // What was sent a moment ago is no draft, even if its last key was typed less than a pause before.
    if (done) return;
    const typed = {};
    for (const field of kept) {
      const value = field.type === 'checkbox' || field.type === 'radio' ? (field.checked ? field.value : '') : field.value;
      if (value) typed[field.name] = value;
    }
    try {
      if (Object.keys(typed).length > 0) store.setItem(key, JSON.stringify(typed));
      else store.removeItem(key);
    } catch {
      // A full or forbidden store keeps no draft.
    }
  };
  const forget = () => {
    try {
      store.removeItem(key);
    } catch {
      // Nothing was kept.
    }
  };
  if (store) {
    let draft = null;
    try {
      draft = words.typed ? null : JSON.parse(store.getItem(key));
    } catch {
      draft = null;
    }
    if (draft) {
      for (const field of kept) {
        if (typeof draft[field.name] !== 'string') continue;
        if (field.type === 'checkbox' || field.type === 'radio') field.checked = draft[field.name] === field.value;
        else field.value = draft[field.name];
      }
      const line = make('div');
      line.className = 'kept';
      const anew = make('button', words.anew);
      anew.type = 'button';
      anew.addEventListener('click', () => {
        forget();
        for (const field of kept) {
          if (field.type === 'checkbox' || field.type === 'radio') field.checked = false;
          else field.value = '';
        }
        line.remove();
        kept[0].focus();
      });
      line.append(make('span', words.restored), anew);
      form.before(line);
    }
    let waiting;
    form.addEventListener('input', () => {
      clearTimeout(waiting);
      waiting = setTimeout(remember, 300);
    });
    addEventListener('pagehide', remember);
  }

  // Files are shown by name, and can be taken back one by one.
  const chooser = form.querySelector('input[type=file]');
  const list = form.querySelector('[data-files]');
  const most = { files: 5, bytes: 20e6 };
  const chosen = () => (chooser ? [...chooser.files] : []);
  const showFiles = () => {
    list.textContent = '';
    list.hidden = chosen().length === 0;
    chooser.classList.toggle('listed', !list.hidden);
    chosen().forEach((file, at) => {
      const size = file.size < 1e6 ? Math.max(1, Math.round(file.size / 1e3)) + ' kB' : (file.size / 1e6).toFixed(1) + ' MB';
      const line = make('li');
      const drop = make('button', words.remove);
      drop.type = 'button';
      drop.setAttribute('aria-label', words.remove + ': ' + file.name);
      drop.addEventListener('click', () => {
        const left = new DataTransfer();
        chosen().forEach((one, index) => index !== at && left.items.add(one));
        chooser.files = left.files;
        showFiles();
        chooser.focus();
      });
      line.append(make('span', file.name + ', ' + size), drop);
      list.append(line);
    });
  };
  if (chooser) chooser.addEventListener('change', showFiles);

  const clear = () => {
    notice.hidden = true;
    notice.textContent = '';
    for (const field of form.querySelectorAll('[aria-invalid]')) field.removeAttribute('aria-invalid');
    for (const line of form.querySelectorAll('[data-fault]')) line.hidden = true;
  };
  const show = (text, faults) => {
    clear();
    notice.append(make('p', text));
    const lines = make('ul');
    for (const fault of faults || []) {
      const field = document.getElementById(fault.field);
      const line = [...form.querySelectorAll('[data-fault]')].find((one) => one.dataset.fault === fault.field);
      if (line) {
        line.textContent = fault.message;
        line.hidden = false;
      }
      if (field) {
        field.setAttribute('aria-invalid', 'true');
        const described = new Set((field.getAttribute('aria-describedby') || '').split(' ').filter(Boolean));
        described.add(fault.field + '-fault');
        field.setAttribute('aria-describedby', [...described].join(' '));
      }
      const item = make('li');
      const link = make('a', fault.label);
      link.href = '#' + fault.field;
      link.addEventListener('click', (event) => {
        event.preventDefault();
        if (field) (field.matches('fieldset') ? field.querySelector('input') : field).focus();
      });
      item.append(link, ' ' + fault.message);
      lines.append(item);
    }
    if (lines.children.length > 0) notice.append(lines);
    notice.hidden = false;
    notice.focus();
  };

  let busy = false;
  const rest = status.textContent;
  const wait = (on, text) => {
    busy = on;
    button.disabled = on;
    status.textContent = text;
    bar.hidden = !on;
    bar.value = 0;
  };
  const send = () => {
    wait(true, words.sending);
    const call = new XMLHttpRequest();
    call.open('POST', form.action);
    call.setRequestHeader('Accept', 'application/json');
    call.upload.addEventListener('progress', (event) => {
      if (!event.lengthComputable) return;
      bar.value = Math.round((100 * event.loaded) / event.total);
      status.textContent = words.sending + ' ' + bar.value + ' %';
    });
    call.addEventListener('load', () => {
      let answer = {};
      try {
        answer = JSON.parse(call.responseText);
      } catch {
        answer = {};
      }
      if (answer.location) {
        done = true;
        if (store) forget();
        location.assign(answer.location);
        return;
      }
      wait(false, rest);
      if (answer.token && answer.token !== form.elements.token.value) {
        form.elements.token.value = answer.token;
        form.elements.proof.value = '';
        prove();
      }
      show(answer.notice || words.network, answer.faults);
    });
    call.addEventListener('error', () => {
      wait(false, rest);
      show(words.network);
    });
    call.send(new FormData(form));
  };
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (busy || done) return;
    clear();
    const files = chosen();
    if (files.length > most.files || files.reduce((sum, file) => sum + file.size, 0) > most.bytes) return show(words.large);
    if (proving) {
      wait(true, words.checking);
      proving.then(send);
    } else send();
  });
  addEventListener('pageshow', (event) => {
    // Back from the next page: what is here was sent, and is offered again only when it is opened anew.
    if (event.persisted && done) location.reload();
  });

  // SHA-256 (FIPS 180-4): browsers offer their own on secure pages only.
  const primes = [];
  for (let n = 2; primes.length < 64; n += 1) if (primes.every((prime) => n % prime !== 0)) primes.push(n);
  const part = (number) => Math.floor((number - Math.floor(number)) * 4294967296) | 0;
  const K = primes.map((prime) => part(Math.cbrt(prime)));
  const START = primes.slice(0, 8).map((prime) => part(Math.sqrt(prime)));
  const W = new Int32Array(64);
  const firstWord = (text) => {
    const length = text.length;
    const blocks = (length + 8 >> 6) + 1;
    const data = new Int32Array(blocks * 16);
    for (let at = 0; at < length; at += 1) data[at >> 2] |= text.charCodeAt(at) << (24 - (at % 4) * 8);
    data[length >> 2] |= 0x80 << (24 - (length % 4) * 8);
    data[blocks * 16 - 1] = length * 8;
    let H = START;
    for (let block = 0; block < blocks; block += 1) {
      let [a, b, c, d, e, f, g, h] = H;
      for (let t = 0; t < 64; t += 1) {
        if (t < 16) W[t] = data[block * 16 + t];
        else {
          const x = W[t - 15];
          const y = W[t - 2];
          const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
          const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
          W[t] = (W[t - 16] + s0 + W[t - 7] + s1) | 0;
        }
        const S1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
        const t1 = (h + S1 + ((e & f) ^ (~e & g)) + K[t] + W[t]) | 0;
        const S0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
        const t2 = (S0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
        h = g; g = f; f = e; e = (d + t1) | 0; d = c; c = b; b = a; a = (t1 + t2) | 0;
      }
      H = [H[0] + a, H[1] + b, H[2] + c, H[3] + d, H[4] + e, H[5] + f, H[6] + g, H[7] + h].map((word) => word | 0);
    }
    return H[0] >>> 0;
  };
  let proving = null;
  const prove = () => {
    const bits = Number(words.bits);
    if (!(bits > 0)) return;
    const token = form.elements.token.value;
    const below = 2 ** (32 - bits);
    proving = new Promise((resolve) => {
      let number = 0;
      const stretch = () => {
        if (form.elements.token.value !== token) return resolve();
        for (const end = performance.now() + 12; performance.now() < end; ) {
          for (let n = 0; n < 50; n += 1, number += 1) {
            if (firstWord(token + '.' + number) < below) {
              form.elements.proof.value = String(number);
              proving = null;
              return resolve();
            }
          }
        }
        setTimeout(stretch, 0);
      };
      stretch();
    });
  };
  prove();
})();
`;
