// Three conveniences. Everything on the page works without them.

// Pages opened with ?partner=… lead back to a local partner. Its bar gets its place at once, so that nothing moves later.
{
  const slug = new URLSearchParams(location.search).get("partner");
  if (/^[a-z0-9-]{1,60}$/.test(slug || "")) {
    const bar = document.createElement("nav");
    bar.className = "partner no-print";
    if (location.pathname !== `/local-support/${slug}/`) document.querySelector("header").before(bar);
    const script = document.createElement("script");
    script.src = document.currentScript.src.replace("companion.js", "partner.js");
    document.head.append(script);
  }
}

// "Copy these words" under each box of words to type.
for (const box of document.querySelectorAll(".type")) {
  if (!navigator.clipboard) break;
  if (box.querySelector("h3")) continue; // a whole document, to download
  const words = box.innerText.trim();
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn link copy";
  button.textContent = "Copy these words";
  const said = document.createElement("span");
  said.setAttribute("role", "status");
  button.addEventListener("click", () => {
    navigator.clipboard.writeText(words).then(
      () => { said.textContent = " Copied."; },
      () => { said.textContent = " Your browser did not allow it. Select the words and copy them."; },
    );
  });
  box.append(button, said);
}

// The link beside a heading also goes to the clipboard. Where it cannot, it is in the address bar all the same.
const sections = document.querySelectorAll(".here");
if (sections.length && navigator.clipboard) {
  const said = document.createElement("p");
  said.className = "copied";
  said.setAttribute("role", "status");
  document.body.append(said);
  for (const link of sections) {
    link.addEventListener("click", () => {
      said.textContent = "";
      navigator.clipboard.writeText(link.href).then(() => {
        said.textContent = "Link copied";
        setTimeout(() => { said.textContent = ""; }, 5000);
      }, () => {});
    });
  }
}

// Filters over the list of questions: by level, and by who usually answers.
const filters = document.querySelector("[data-filters]");
if (filters) {
  const lines = [...document.querySelectorAll("li[data-level]")];
  const firstTag = (line) => line.querySelector(".tag").textContent;
  const levels = new Map(lines.map((line) => [line.dataset.level, firstTag(line)]));
  const roles = new Map();
  for (const line of lines) {
    const names = line.dataset.roles.split("|");
    line.dataset.who.split(" ").forEach((role, at) => roles.set(role, names[at]));
  }
  const choice = (id, label, all, options) => {
    const field = document.createElement("div");
    field.innerHTML = '<label></label><select></select>';
    field.firstChild.textContent = label;
    field.firstChild.htmlFor = field.lastChild.id = id;
    field.lastChild.add(new Option(all, ""));
    for (const [value, words] of options) field.lastChild.add(new Option(words, value));
    filters.append(field);
    return field.lastChild;
  };
  const level = choice("level", "Level", "All levels", levels);
  const who = choice("who", "Who usually answers", "Anyone", [...roles].sort((a, b) => a[1].localeCompare(b[1])));
  const count = document.createElement("p");
  count.setAttribute("role", "status");
  filters.append(count);
  filters.className = "filters";
  filters.hidden = false;

  const show = () => {
    let shown = 0;
    for (const line of lines) {
      const fits = (!level.value || line.dataset.level === level.value)
        && (!who.value || line.dataset.who.split(" ").includes(who.value));
      line.hidden = !fits;
      shown += fits;
    }
    count.textContent = shown === lines.length ? `All ${shown} questions are shown.`
      : `${shown} of ${lines.length} questions ${shown === 1 ? "is" : "are"} shown.`;
    const address = new URL(location);
    for (const select of [level, who]) {
      if (select.value) address.searchParams.set(select.id, select.value);
      else address.searchParams.delete(select.id);
    }
    history.replaceState(null, "", address);
  };
  const asked = new URLSearchParams(location.search);
  for (const select of [level, who]) {
    if ([...select.options].some((one) => one.value === asked.get(select.id))) select.value = asked.get(select.id);
    select.addEventListener("change", show);
  }
  show();
}
