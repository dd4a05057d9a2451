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
  const lines = [...document.querySelectorAll("main li[data-words]")].map((line) => (
    { line, words: ` ${plain(`${line.innerText} ${line.dataset.words}`)}` }));
  const parts = [...document.querySelectorAll(".part")].map((place) => {
    const many = place.querySelector("h2 .num");
    return { place, many, all: many && many.textContent };
  });
  const choices = ["question", "kind", "role"].map((name) => fields[name]);
  let later = 0;

  const wanted = () => plain(fields.q.value).split(" ").filter((word) => word && !SMALL.has(word)).map(beginning);

  function fits({ line, words }, sought) {
    return sought.every((word) => words.includes(` ${word}`))
      && choices.every(({ id, value }) => !value || line.dataset[id].split(" ").includes(value));
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
    let count = 0;
    for (const one of lines) {
      one.line.hidden = !fits(one, sought);
      count += !one.line.hidden;
    }
    for (const { place, many, all } of parts) {
      const left = place.querySelectorAll("li:not([hidden])").length;
      place.hidden = !left;
      if (many) many.textContent = left < Number(all) ? `${left} of ${all}` : all;
    }
    const isNarrowed = sought.length > 0 || choices.some((one) => one.value);
    everything.hidden = !isNarrowed;
    document.getElementById("ways").hidden = isNarrowed; // so that on a phone the first result is in sight
    clearTimeout(later);
    later = setTimeout(() => { said.textContent = words(count); }, 250); // one message for a word, not one for a letter
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
    const first = lines.find((one) => !one.line.hidden);
    if (first) first.line.querySelector("a").focus();
  });
  form.querySelector("details").open = choices.some((one) => one.value) || matchMedia("(min-width: 48rem)").matches;
  show();
}
