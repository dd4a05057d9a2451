// The search page. The index is fetched when someone has searched, never before.

const found = document.getElementById("found");
const asked = (new URLSearchParams(location.search).get("q") || "").trim();
if (asked) {
  for (const box of document.querySelectorAll("[name=q]")) box.value = asked;
  fetch(found.dataset.index).then((answer) => answer.json()).then(show, () => {});
}

function wordsIn(text) {
  return text.toLowerCase().normalize("NFKD").replace(/[\u0300-\u036f'\u2019]/g, "").match(/\d+(?:\.\d+)+|[a-z0-9]+/g) || [];
}

// Small words that would match every page, unless there is nothing else to look for.
const SMALL = new Set("a an and are at be by can do does for how i if in is it my of on or our that the to was we what when who with you your".split(" "));

// 3: the word itself; 2: it begins so, or is its plural; 1: one slip of a letter; 0: another word.
function likeness(sought, word) {
  if (word === sought) return 3;
  if (sought.length > 2 && word.startsWith(sought)) return 2;
  if (word.length > 3 && sought.length > 3 && (sought === `${word}s` || sought === `${word}ed` || sought === `${word}ing`)) return 2;
  return sought.length > 4 && word[0] === sought[0] && oneSlip(sought, word) ? 1 : 0;
}

function oneSlip(a, b) {
  if (Math.abs(a.length - b.length) > 1) return false;
  let at = 0;
  while (at < a.length && a[at] === b[at]) at += 1;
  const rest = (x, y) => a.slice(at + x) === b.slice(at + y);
  return rest(1, 1) || rest(1, 0) || rest(0, 1)
    || (a[at] === b[at + 1] && a[at + 1] === b[at] && rest(2, 2));
}

function best(sought, words) {
  let most = 0;
  for (const word of words) most = Math.max(most, likeness(sought, word));
  return most;
}

// A page counts when every word sought is somewhere in it. Titles weigh most, then the words people search by.
function pagesFor(entries, query) {
  let sought = wordsIn(query).filter((word) => !SMALL.has(word));
  if (!sought.length) sought = wordsIn(query);
  const pages = new Map();
  for (const entry of entries) {
    const address = entry.at.split("#")[0];
    const page = pages.get(address) || { address, title: "", weights: sought.map(() => 0), part: { text: "" }, partWeight: -1 };
    const whole = !entry.at.includes("#");
    if (whole) page.title = entry.title;
    const fields = [[wordsIn(entry.title), whole ? 12 : 5], [wordsIn((entry.words || []).join(" ")), 10], [wordsIn(entry.text), 1]];
    let here = 0;
    sought.forEach((word, at) => {
      for (const [words, weight] of fields) {
        const like = best(word, words) * weight;
        here += like;
        page.weights[at] = Math.max(page.weights[at], like);
      }
    });
    if (entry.text && here > page.partWeight) Object.assign(page, { part: entry, partWeight: here });
    pages.set(address, page);
  }
  return [...pages.values()]
    .filter((page) => sought.length && page.weights.every((weight) => weight > 0))
    .map((page) => ({ ...page, sought, weight: page.weights.reduce((sum, one) => sum + one, 0) + page.partWeight / 100 }))
    .sort((a, b) => b.weight - a.weight);
}

function excerpt(entry, sought) {
  const line = document.createElement("span");
  line.className = "about";
  const parts = entry.text.split(/(\s+)/);
  const hit = parts.findIndex((part) => wordsIn(part).some((word) => best(word, sought) > 1 || sought.some((one) => likeness(one, word) > 1)));
  const from = Math.max(0, hit - 20);
  const shown = parts.slice(from, from + 60);
  if (from) line.append("\u2026 ");
  for (const part of shown) {
    const marked = wordsIn(part).some((word) => sought.some((one) => likeness(one, word) > 0));
    if (!marked) { line.append(part); continue; }
    const mark = document.createElement("mark");
    mark.textContent = part;
    line.append(mark);
  }
  if (from + 60 < parts.length) line.append(" \u2026");
  return line;
}

function show(entries) {
  const pages = pagesFor(entries, asked);
  const heading = document.createElement("h2");
  heading.textContent = pages.length
    ? `${pages.length} ${pages.length === 1 ? "page" : "pages"} for \u201c${asked}\u201d`
    : `Nothing for \u201c${asked}\u201d`;
  found.append(heading);
  if (!pages.length) {
    const help = document.createElement("p");
    help.textContent = "Try one word, or a question number such as 7.1.1. Every page is listed below.";
    found.append(help);
  } else {
    const list = document.createElement("ul");
    list.className = "tasks";
    for (const page of pages.slice(0, 30)) {
      const item = document.createElement("li");
      const body = document.createElement("span");
      const link = document.createElement("a");
      link.href = page.address;
      link.textContent = page.title;
      body.append(link, excerpt(page.part, page.sought));
      item.append(body);
      list.append(item);
    }
    found.append(list);
    const all = document.createElement("details");
    all.innerHTML = "<summary>Every page, from A to Z</summary>";
    const every = document.getElementById("every-page");
    every.querySelector("h2").remove();
    every.before(all);
    all.append(every);
  }
  found.hidden = false;
}
