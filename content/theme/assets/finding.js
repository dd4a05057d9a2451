// Which pages fit a query, best first. Nothing here knows of the page it runs on: search.js shows what is found.
// The index is looked through for what is sought. Taking it apart into words first would cost a slow phone half a second.

// Words that say nothing about what is looked for, unless there is nothing else.
const SMALL = new Set(("a about all am an and any anyone are as at be been but by can could did do does doing for from get "
  + "gets getting had has have having he her his how i if in into is it its just know me much must my need needs no not of "
  + "on or our ours please put say shall she should so someone something tell than that the their them then there these "
  + "they this those to too us want was we were what whats when where which who whom whose why will with would yes you "
  + "your yours").split(" "));
const FIELDS = [ // what a page is searched by: its lines, what a word in them weighs, and what it weighs to be the whole line
  { weight: 12, share: 1, lines: (page) => [page.title] },
  { weight: 10, share: 1, lines: (page) => page.words || [], isListed: true },
  { weight: 7, share: 1, lines: (page) => (isGlossary(page) ? titlesOf(page) : []) },
  { weight: 4, share: 0.8, lines: (page) => [page.kind === "Question" ? "" : page.kind, ...(isGlossary(page) ? [] : titlesOf(page))] },
  { weight: 1, share: 0, lines: (page) => (page.passages || []).map((one) => one.text) },
];
// Who types "privacy" means the notice they must write, not ours. "Policy" is in the name of a dozen templates: what explains them goes first.
const LESS = { "About this site": 0.5, Template: 0.85 };
const ENOUGH = 0.6; // of what is sought, when another page has all of it
const ANYTHING = 0.25; // when none has
const GUESS = 0.5; // beside a word that is found
const LISTED_SLIP = 0.05; // a slip that is itself among a page's search words finds that page first

const isGlossary = (page) => page.kind === "Glossary";
const titlesOf = (page) => (page.passages || []).map((one) => one.title || "");

function plain(text) {
  const low = text.toLowerCase().replace(/['\u2018\u2019]/g, "").replace(/[\u2010\u2011]/g, "-");
  return /[^\x00-\x7f]/.test(low) ? low.normalize("NFKD").replace(/[\u0300-\u036f]/g, "") : low;
}

const piecesIn = (text) => plain(text).match(/\d+(?:\.\d+)+|[a-z0-9]+(?:-[a-z0-9]+)*/g) || [];

// What plural, singular and the usual endings have in common: breaches and breach; shredder, shredding and shred.
function stem(word) {
  if (word.length < 4 || /\d/.test(word)) return word;
  let root = word.replace(/ies$/, "y").replace(/(ss|sh|ch|x|z)es$/, "$1").replace(/([^su])s$/, "$1");
  for (const ending of [/(?:ing|ed)$/, /(?:ers?|ions?)$/]) {
    const shorter = root.replace(ending, "");
    if (shorter.length > 3) root = shorter;
  }
  root = root.replace(/([bdgmnprt])\1$/, "$1");
  return root.length > 4 ? root.replace(/e$/, "") : root;
}

// The number of slips between two words: a letter too many, too few, another one, or two in the wrong order.
function slips(a, b, most) {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let before = [], last = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j += 1) {
      let here = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) here = Math.min(here, before[j - 2] + 1);
      row.push(here);
      least = Math.min(least, here);
    }
    if (least > most) return most + 1;
    before = last;
    last = row;
  }
  return last[b.length];
}

// fields: all titles in one text, all search words in one, and so on, with where each page begins in it.
// joined: words with a hyphen by what they are without, as in e-mail by email. numbers: those of the questions, in order.
function prepared(pages) {
  const fields = FIELDS.map((field) => {
    const starts = [];
    let text = "";
    for (const page of pages) {
      starts.push(text.length);
      text += `${field.lines(page).join("\n")}\n`;
    }
    return { ...field, starts, text: text.toLowerCase() };
  });
  const joined = new Map();
  for (const field of fields) addHyphened(field.text, joined);
  const numbers = pages.flatMap((page, at) => {
    const number = page.kind === "Question" && /^\d+(?:\.\d+)+/.exec(page.title);
    return number ? [[number[0], at]] : [];
  });
  const inOrder = (number) => number.split(".").reduce((sum, part) => sum * 100 + Number(part), 0);
  numbers.sort(([a], [b]) => inOrder(a) - inOrder(b));
  return { pages, fields, joined, numbers };
}

const isLetter = (code) => (code > 96 && code < 123) || (code > 47 && code < 58);

function addHyphened(text, joined) {
  for (let at = text.indexOf("-"); at > -1; at = text.indexOf("-", at + 1)) {
    let from = at, to = at;
    while (isLetter(text.charCodeAt(from - 1))) from -= 1;
    while (text[to] === "-" && isLetter(text.charCodeAt(to + 1))) {
      to += 1;
      while (isLetter(text.charCodeAt(to))) to += 1;
    }
    if (from === at || to === at) continue;
    const word = text.slice(from, to);
    const whole = word.replace(/-/g, "");
    joined.set(whole, (joined.get(whole) || new Set()).add(word));
    at = to - 1;
  }
}

// How well a word of the site answers a word sought: 1 itself, 0.9 in another form, less when it only begins so.
function likeness(sought, root, word) {
  if (word === sought) return 1;
  if (!/\d/.test(sought) && stem(word) === root) return 0.9;
  return sought.length > 2 && word.startsWith(sought) && !/\d/.test(sought) ? 0.7 * sought.length / word.length : 0;
}

const sourceOf = (words) => words.map((word) => word.replace(/\./g, "\\.")).join("|");

// A pattern for every word that may answer a word sought, and more.
function nearTo(index, sought, root) {
  const isNumber = /\d/.test(sought);
  const start = isNumber || root.length < 3 ? sought : root.replace(/y$/, "");
  const written = [start];
  for (const [word, forms] of index.joined) if (word.startsWith(start)) written.push(...forms);
  const end = isNumber || start.length < 3 ? "(?![a-z0-9]|\\.\\d)" : "[a-z0-9]*";
  return new RegExp(`\\b(?:${sourceOf(written.reverse())})${end}`, "g");
}

// Where a word is. forms: how the site writes it, each with its likeness. pages: what it weighs on each. all: the pages
// that have it, not only one that begins so. lines: the titles and other lines it stands in, by where they begin.
function seek(index, sought) {
  const root = stem(sought);
  const pattern = nearTo(index, sought, root);
  const found = { forms: new Map(), pages: new Map(), all: new Set(), lines: new Map(), isWritten: false };
  index.fields.forEach((field, nth) => {
    let page = 0, times = 0;
    pattern.lastIndex = 0;
    for (let hit = pattern.exec(field.text); hit; hit = pattern.exec(field.text)) {
      const word = hit[0];
      if (!found.forms.has(word)) found.forms.set(word, likeness(sought, root, word.replace(/-/g, "")));
      const close = found.forms.get(word);
      if (!close) continue;
      while (field.starts[page + 1] <= hit.index) {
        page += 1;
        times = 0;
      }
      times += 1;
      const weight = field.weight + (field.share ? 0 : Math.min(times, 15) / 10);
      found.pages.set(page, Math.max(found.pages.get(page) || 0, weight * close));
      found.isWritten = found.isWritten || (word === sought && !field.isListed);
      if (close <= 0.5) continue;
      found.all.add(page);
      if (field.share) found.lines.set(`${nth} ${field.text.lastIndexOf("\n", hit.index) + 1}`, page);
    }
  });
  return found;
}

// The word somebody may have meant: with the fewest slips; of those, the commonest. Titles and search words go first.
function nearest(index, sought, most) {
  const alike = new RegExp(`\\b${sought[0]}[a-z]{3,}`, "g");
  let best = "";
  for (const fields of [index.fields.slice(0, -1), index.fields.slice(-1)]) {
    const often = new Map();
    for (const field of fields) for (const word of field.text.match(alike) || []) often.set(word, (often.get(word) || 0) + 1);
    let fewest = most;
    for (const [word, times] of often) {
      if (word === sought || SMALL.has(word)) continue;
      const count = slips(sought, word, fewest);
      if (count < fewest || (count === fewest && times > (often.get(best) || 0))) {
        best = word;
        fewest = count;
      }
    }
    if (best) break;
  }
  return best;
}

// The question numbers in a query, as the toolkit writes them: 4.3.1, 4 3 1, Q4-3-1, 431; 7.1 is all that begin so.
function numbersIn(index, query) {
  const known = index.numbers.map(([number]) => number);
  const found = [], missing = [];
  const isKnown = (number) => known.some((each) => each === number || each.startsWith(`${number}.`));
  const take = (all, number) => {
    const group = number.replace(/\.\d+$/, "");
    if (!isKnown(number) && !(number.split(".").length === 3 && isKnown(group))) return all;
    if (!isKnown(number)) missing.push(number);
    found.push(isKnown(number) ? number : group);
    return known.includes(number) ? ` ${number} ` : " ";
  };
  const rest = plain(query)
    .replace(/(^|[^\d.])q?(\d{1,2})[\s.,/-]+(\d{1,2})[\s.,/-]+(\d{1,2})(?![\d.]*\d)/g, (all, before, a, b, c) => before + take(all, `${a}.${b}.${c}`))
    .replace(/(^|[^\d.])q?(\d{1,2}\.\d{1,2})(?![\d.]*\d)/g, (all, before, number) => before + take(all, number))
    .replace(/(^|[^\d.\u00a3-])q?(\d{3,5})(?![\d.%-]*\d)/g, (all, before, digits) => {
      const fits = known.filter((each) => each.replace(/\./g, "") === digits);
      return fits.length === 1 ? before + take(all, fits[0]) : all;
    })
    .replace(/^\s*q?(\d{1,2})\s*$/, (all, number) => take(all, number));
  return { found, missing, rest };
}

function pagesWith(index, word) {
  const { pages, forms } = seek(index, word);
  return [...forms.values()].includes(1) ? pages.size : 0;
}

// Whether the site writes two words as one: wi fi, e mail, log in, back up. "Lost phone" stays two: each is said more often.
function areOne(index, one, other) {
  const both = one + other;
  if (SMALL.has(one) || /\d/.test(both)) return false;
  const together = pagesWith(index, both);
  if (!together || ["in", "on", "out", "off", "up"].includes(other)) return together > 0;
  return together >= Math.min(pagesWith(index, one), pagesWith(index, other));
}

// The words to look for: two that the site writes as one are one, and small ones go unless there is nothing else.
function soughtIn(index, text) {
  const all = piecesIn(text).flatMap((piece) => {
    const whole = piece.replace(/-/g, "");
    return whole === piece || pagesWith(index, whole) ? [whole] : piece.split("-");
  }).slice(0, 30);
  const joined = [];
  for (let at = 0; at < all.length; at += 1) {
    const isOne = at + 1 < all.length && areOne(index, all[at], all[at + 1]);
    joined.push(isOne ? all[at] + all[at + 1] : all[at]);
    if (isOne) at += 1;
  }
  const telling = joined.filter((word) => !SMALL.has(word) && (word.length > 1 || /\d/.test(word)));
  return [...new Set(telling.length ? telling : joined)].slice(0, 15);
}

const canBeGuessed = (word) => word.length > 3 && !/\d/.test(word);

// One word sought: where it is, how rare, and `meant`, what was taken for it when it is nowhere.
function searchFor(index, word) {
  const own = seek(index, word);
  const isLost = !own.all.size;
  const meant = canBeGuessed(word) && (isLost || !own.isWritten) ? nearest(index, word, isLost && word.length > 7 ? 2 : 1) : "";
  if (meant) {
    const other = seek(index, meant);
    const share = isLost ? GUESS : LISTED_SLIP;
    for (const [form, close] of other.forms) if (!own.forms.get(form)) own.forms.set(form, close * share);
    for (const [at, weight] of other.pages) own.pages.set(at, Math.max(own.pages.get(at) || 0, weight * share));
    if (isLost) Object.assign(own, { all: other.all, lines: other.lines });
  }
  return { ...own, word, meant: isLost ? meant : "", rarity: Math.log(1 + index.pages.length / Math.max(1, own.all.size)) };
}

// For each page, how much its best line says of what is sought, and what is sought of the line: 1 when they are the same.
function fits(index, sought) {
  const said = new Map();
  for (const one of sought) for (const [line, page] of one.lines) said.set(line, { page, count: 1 + (said.get(line)?.count || 0) });
  const best = new Map();
  for (const [line, { page, count }] of said) {
    const [nth, from] = line.split(" ").map(Number);
    const { text, share } = index.fields[nth];
    const telling = new Set(piecesIn(text.slice(from, text.indexOf("\n", from))).filter((word) => !SMALL.has(word)));
    best.set(page, Math.max(best.get(page) || 0, share * count / Math.max(sought.length, telling.size)));
  }
  return best;
}

function weighed(index, sought) {
  const pages = new Map();
  const whole = sought.reduce((sum, one) => sum + one.rarity, 0);
  for (const one of sought) {
    for (const [at, weight] of one.pages) {
      const page = pages.get(at) || pages.set(at, { at, weight: 0, said: 0, count: 0 }).get(at);
      page.weight += weight * one.rarity;
      page.said += one.rarity / whole;
      page.count += 1;
    }
  }
  const best = fits(index, sought);
  for (const page of pages.values()) {
    page.weight *= page.said ** 2 * (1 + (best.get(page.at) || 0)) * (LESS[index.pages[page.at].kind] || 1);
  }
  return [...pages.values()].sort((a, b) => b.weight - a.weight || a.at - b.at);
}

// {pages, whole, lost, missing, taken, offered}: the pages, best first; whether one says every word; words that are
// nowhere; numbers no question has; [word, what was taken for it]; and a query to offer when there is nothing.
function findPages(index, query) {
  const numbers = numbersIn(index, query.slice(0, 300));
  const wanted = soughtIn(index, numbers.rest);
  const all = wanted.map((word) => searchFor(index, word));
  const sought = all.filter((one) => one.pages.size);
  const found = weighed(index, sought);
  const whole = all.length === sought.length && found.some((page) => page.count === sought.length);
  const asked = numbers.found.flatMap((each) => index.numbers
    .filter(([number]) => number === each || number.startsWith(`${each}.`)).map(([, at]) => at));
  const rest = found.filter((page) => page.said >= (whole ? ENOUGH : ANYTHING)).map((page) => page.at);
  const pages = [...new Set([...asked, ...rest])].map((at) => index.pages[at]);
  const offer = (word) => (canBeGuessed(word) ? nearest(index, word, Math.max(1, Math.floor(word.length * 0.34))) : "");
  return {
    pages,
    sought,
    whole: whole || asked.length > 0,
    lost: all.filter((one) => !one.pages.size).map((one) => one.word),
    missing: numbers.missing,
    taken: sought.filter((one) => one.meant).map((one) => [one.word, one.meant]),
    offered: pages.length ? "" : wanted.map(offer).filter(Boolean).join(" "),
  };
}

// A pattern for what answers any of the words sought; null when there is none.
function patternFor(sought, flags) {
  const forms = [...new Set(sought.flatMap((one) => [...one.forms].filter(([, close]) => close > 0).map(([form]) => form)))];
  forms.sort((a, b) => b.length - a.length);
  return forms.length ? new RegExp(`\\b(?:${sourceOf(forms)})(?![a-z0-9])`, flags) : null;
}

// Of each of some pages the passage that says most of what is sought, and whether its heading alone says it all.
function passagesOf(pages, sought) {
  const tests = sought.map((one) => [patternFor([one], "i"), one.rarity]);
  return pages.map((page) => {
    let best = { passage: { text: "" }, weight: -1, named: false };
    for (const passage of page.passages || []) {
      let weight = 0, named = 0;
      for (const [pattern, rarity] of tests) {
        const inTitle = pattern.test(passage.title || "");
        named += inTitle;
        weight += rarity * (2 * inTitle + pattern.test(passage.text));
      }
      if (weight > best.weight) best = { passage, weight, named: named > 0 && named === sought.length };
    }
    return best;
  });
}
