// "Keep this site on this device", on the page of downloads. The worker (/sw.js) fetches and counts; this asks it, and says how
// things are. Nothing is kept, and no worker is there, before somebody presses the button.

const OURS = "kept site "; // how the worker's stores are called
const PATIENCE = 30000; // milliseconds without a word from the worker
const part = document.getElementById("keep");
const said = document.getElementById("kept");
const [start, remove] = part.querySelectorAll("button");
const worker = location.protocol.startsWith("http") && navigator.serviceWorker;
let watch;

function show(words, { begin = "", end = "" } = {}) {
  said.textContent = words;
  for (const [button, label] of [[start, begin], [remove, end]]) {
    button.textContent = label;
    button.hidden = !label;
  }
}

const nothing = (words = "") => show(words, { begin: "Keep this site on this device" });
const fail = () => nothing("That did not work. You need the internet to begin, and a window that is not private.");

async function ask(what) {
  const { active } = await worker.ready;
  active.postMessage(what);
  clearTimeout(watch);
  watch = setTimeout(ask, PATIENCE, "count"); // browsers end a worker that takes very long
}

function tell({ left, of, done, trouble }) {
  clearTimeout(watch);
  const here = `${of - left} of ${of} files are here`;
  if (!done) {
    watch = setTimeout(ask, PATIENCE, "count");
    if (left % 25 === 0) show(`Keeping the site: ${here}. You can go on to other pages.`, { end: "Stop and remove" });
    return;
  }
  if (!left) {
    show("The whole site is kept on this device. You can read it without the internet.", { end: "Remove it from this device" });
    return;
  }
  const why = { "": "", QuotaExceededError: " There is no room for the rest on this device." }[trouble]
    ?? " The internet did not answer. Carry on when you are online.";
  show(`Part of the site is kept on this device: ${here}.${why}`, { begin: "Carry on", end: "Remove it from this device" });
}

start.addEventListener("click", () => {
  show("Keeping the site: just begun.");
  said.focus();
  worker.addEventListener("message", hear);
  worker.register("/sw.js").then((known) => {
    known.installing?.addEventListener("statechange", ({ target }) => {
      if (target.state === "redundant" && !known.active) fail();
    });
    return ask("keep");
  }).then(() => show(said.textContent, { end: "Stop and remove" })).catch(fail);
});

remove.addEventListener("click", async () => {
  clearTimeout(watch);
  worker.removeEventListener("message", hear);
  await (await worker.getRegistration("/"))?.unregister();
  for (const name of await caches.keys()) if (name.startsWith(OURS)) await caches.delete(name);
  nothing("The kept site is removed from this device.");
  said.focus();
});

function hear(event) { tell(event.data); }

if (worker) {
  nothing();
  worker.addEventListener("message", hear);
  worker.startMessages();
  worker.getRegistration("/").then((known) => { if (known) ask("count"); });
  part.hidden = false;
}
