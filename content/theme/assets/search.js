// The search page. What fits is decided in finding.js; the index is fetched when someone has searched, never before.
// A copy of the site without a server brings the index along as `window.searchIndex`.

const AT_ONCE = 30;
const BEFORE = 70; // characters of an excerpt before the first word that was sought
const EXCERPT = 190;
const found = document.getElementById("found");
const said = document.getElementById("said");
const asked = (new URLSearchParams(location.search).get("q") || "").trim();

function element(name, words = "", className = "") {
  const made = document.createElement(name);
  made.textContent = words;
  if (className) made.className = className;
  return made;
}

const quoted = (words) => `\u201c${words}\u201d`;

// The passage from shortly before the first word that was sought, in whole words.
function cut(text, pattern) {
  const first = pattern ? text.search(pattern) : -1;
  const from = first > BEFORE ? text.indexOf(" ", first - BEFORE) + 1 : 0;
  const to = from + EXCERPT < text.length ? text.lastIndexOf(" ", from + EXCERPT) : text.length;
  return [from > 0 ? "\u2026 " : "", text.slice(from, to), to < text.length ? " \u2026" : ""];
}

// Text with the words that were sought marked.
function marked(text, pattern) {
  const parts = [];
  let at = 0;
  for (const hit of pattern ? text.matchAll(pattern) : []) {
    parts.push(text.slice(at, hit.index), element("mark", hit[0]));
    at = hit.index + hit[0].length;
  }
  return [...parts, text.slice(at)];
}

function result(page, { passage, named }, pattern) {
  const item = element("li");
  const link = element("a", page.title);
  link.href = page.at;
  item.append(link);
  if (named && passage.at) {
    const there = element("a", passage.title);
    there.href = page.at + passage.at;
    const line = element("span", "Go to: ", "line");
    line.append(there);
    item.append(line);
  }
  const [before, text, after] = cut(passage.text, pattern);
  const line = element("span", "", "about");
  line.append(element("span", page.kind, "tag"), " ", before, ...marked(text, pattern), after);
  item.append(line);
  return item;
}

// The first results in a list, and a button for the next ones as long as there are any.
function list(pages, sought) {
  const pattern = patternFor(sought, "gi");
  const lines = element("ul", "", "tasks results");
  const more = element("button", "", "btn second");
  more.type = "button";
  const add = () => {
    const from = lines.children.length;
    const next = pages.slice(from, from + AT_ONCE);
    const passages = passagesOf(next, sought);
    lines.append(...next.map((page, at) => result(page, passages[at], pattern)));
    const left = pages.length - lines.children.length;
    more.textContent = `Show ${Math.min(left, AT_ONCE)} more`;
    more.hidden = !left;
    return lines.children[from];
  };
  add();
  more.addEventListener("click", () => {
    const first = add();
    said.textContent = `${lines.children.length} of ${pages.length} pages are shown.`;
    first.querySelector("a").focus();
  });
  return [lines, more];
}

// What a reader should know of how the results came about.
function notes({ pages, whole, lost, missing, taken }) {
  const words = missing.map((number) => `No question has the number ${number} this year. Those with numbers like it come first.`);
  for (const [word, meant] of taken) words.push(`No page says ${quoted(word)}. These are for ${quoted(meant)}.`);
  if (pages.length && lost.length) words.push(`No page says ${lost.map(quoted).join(" or ")}. These are for your other words.`);
  else if (pages.length && !whole) words.push("No page has all of these words. Those that have most of them come first.");
  return words.map((one) => element("p", one));
}

function advice({ offered }) {
  const parts = [];
  if (offered) {
    const link = element("a", offered);
    link.href = `?q=${encodeURIComponent(offered)}`;
    const line = element("p", "Did you mean: ");
    line.append(link, "?");
    parts.push(line);
  }
  const tips = element("ul");
  tips.append(...["Try one word, such as wifi.", "Try another word for the same thing: phone or mobile.",
    "Try the number of a question, such as 7.1.1.", "Look in the A to Z below."].map((tip) => element("li", tip)));
  return [...parts, tips];
}

function show(heading, ...parts) {
  found.replaceChildren(element("h2", heading), ...parts);
  found.hidden = false;
  said.textContent = heading;
  document.title = `${heading} - ${document.title}`;
}

function answer(pages) {
  const finding = findPages(prepared(pages), asked);
  const count = finding.pages.length;
  const how = count === 1 ? "1 page" : `${count} pages`;
  show(`${count ? how : "Nothing"} for ${quoted(asked)}`, ...notes(finding),
    ...(count ? list(finding.pages, finding.sought) : advice(finding)));
}

// The A to Z gives way to the results.
function fold(index) {
  const folded = element("details");
  folded.append(element("summary", "A to Z of all pages"));
  index.before(folded);
  index.querySelector("h2").remove();
  folded.append(index);
}

if (asked) {
  for (const box of document.querySelectorAll("[name=q]")) box.value = asked;
  fold(document.getElementById("every-page"));
  const index = window.searchIndex ? Promise.resolve(window.searchIndex)
    : fetch(found.dataset.index).then((reply) => (reply.ok ? reply.json() : Promise.reject(reply.status)));
  index.then(answer, () => show("The search did not load", element("p", "Try again in a moment, or look in the A to Z below.")));
}
