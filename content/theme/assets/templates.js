// The box over the list of templates: type words, choose a question, a kind or a role, and other templates step aside. The choice
// stands in the address, so that it can be sent to somebody. The list works without it.
{
  const SMALL = new Set("a an and by do for i in is it my of on or our template templates the to we with you your".split(" "));
  const plain = (text) => text.toLowerCase().normalize("NFKD").replace(/[\u0300-\u036f'\u2019]/g, "")
    .replace(/[^a-z0-9.]+|\.(?!\d)/g, " ").trim();
  const beginning = (word) => (word.length > 3 ? word.replace(/(?:ies|[sxh]es|s)$/, (end) => end.replace(/i?e?s$/, "")) : word);
  const form = document.getElementById("find");
  const fields = { q: form.querySelector("#words"), question: form.querySelector("#question"),
    kind: form.querySelector("#kind"), role: form.querySelector("#role") };
  const everything = form.querySelector("[type=reset]");
  const said = document.getElementById("fitting");
  const kinds = [...document.querySelectorAll(".kind")].map((place) => {
    const many = place.querySelector("h2 .num");
    const lines = [...place.querySelectorAll("li")];
    return { place, lines, many, all: many.textContent };
  });
  const lines = kinds.flatMap((kind) => kind.lines).map((line) => (
    { line, words: ` ${plain(`${line.innerText} ${line.dataset.words}`)}` }));
  let later = 0;

  const wanted = () => plain(fields.q.value).split(" ").filter((word) => word && !SMALL.has(word)).map(beginning);

  function fits({ line, words }, sought) {
    return sought.every((word) => words.includes(` ${word}`))
      && ["question", "kind", "role"].every((name) => (
        !fields[name].value || line.dataset[name].split(" ").includes(fields[name].value)));
  }

  function words(count) {
    if (count === lines.length) return `All ${count} templates are shown.`;
    if (count) return `${count} of ${lines.length} templates ${count === 1 ? "is" : "are"} shown.`;
    return "No template fits. Try one word, or change a choice.";
  }

  function remember() {
    const address = new URL(location);
    for (const [name, field] of Object.entries(fields)) {
      if (field.value.trim()) address.searchParams.set(name, field.value.trim());
      else address.searchParams.delete(name);
    }
    try {
      history.replaceState(null, "", address);
    } catch { /* a page opened from a disk keeps its address */ }
  }

  function show() {
    const sought = wanted();
    const isNarrowed = sought.length > 0 || ["question", "kind", "role"].some((name) => fields[name].value);
    const found = new Set(lines.filter((one) => fits(one, sought)).map((one) => one.line));
    for (const kind of kinds) {
      const count = kind.lines.filter((line) => found.has(line)).length;
      for (const line of kind.lines) line.hidden = !found.has(line);
      kind.place.hidden = !count;
      kind.many.textContent = isNarrowed && count < kind.lines.length ? `${count} of ${kind.all}` : kind.all;
    }
    document.getElementById("ways").hidden = isNarrowed;
    everything.hidden = !isNarrowed;
    clearTimeout(later);
    later = setTimeout(() => { said.textContent = words(found.size); }, 250); // one message for a word, not one for a letter
    remember();
  }

  const asked = new URLSearchParams(location.search);
  for (const [name, field] of Object.entries(fields)) {
    field.value = asked.get(name) || "";
    if (field.options && field.selectedIndex < 0) field.value = "";
    field.addEventListener(field.options ? "change" : "input", show);
  }
  form.addEventListener("reset", () => {
    setTimeout(() => {
      show();
      fields.q.focus();
    });
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    show();
    const first = document.querySelector(".kind:not([hidden]) li:not([hidden]) a");
    if (first) first.focus();
  });
  show();
}
