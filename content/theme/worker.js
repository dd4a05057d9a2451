// The worker behind a kept site: public pages without the internet. It is there only once somebody asked for it on /downloads/.
// The build publishes it as /sw.js, with BUILD above it (forms_backend/pages/offline/kept_site.py):
//   kept: the digest of each file that is kept, by its address; frame: those that come first
//   others: addresses of the public site that are not kept; scripts: the version that pages of this build ask scripts by
//   version: changes with any of them
// It stores nothing but what BUILD lists, and answers for nothing else: the workspace is as if there were no worker.

const PATIENCE = 3000; // milliseconds; who is on a slow line gets the kept page after that
const AT_ONCE = 6;
const OURS = "kept site ";
const CACHE = OURS + BUILD.version;

// A file is stored with its digest, so that the next version fetches what has changed and takes over the rest.
const placeOf = (address) => `${address}?kept=${BUILD.kept[address]}`;
const held = (address) => caches.match(placeOf(address));
const earlier = async () => (await caches.keys()).filter((name) => name.startsWith(OURS) && name !== CACHE);

async function missing(addresses) {
  const kept = await caches.has(CACHE) ? await (await caches.open(CACHE)).keys() : [];
  const there = new Set(kept.map((request) => request.url));
  return addresses.filter((one) => !there.has(new URL(placeOf(one), location).href));
}

// Fetches what is not there yet; says after each file how many are left. Throws when there is no internet or no room.
async function keep(addresses, say = () => {}) {
  const cache = await caches.open(CACHE);
  const waiting = await missing(addresses);
  let left = waiting.length;
  const next = async () => {
    while (waiting.length) {
      const address = waiting.shift();
      if (!await caches.has(CACHE)) return; // somebody has removed it all meanwhile
      const file = await held(address) || await fetch(address, { cache: "no-cache" });
      if (file.ok && !file.redirected) await cache.put(placeOf(address), file);
      left -= 1;
      say(left);
    }
  };
  const fail = (error) => { waiting.length = 0; throw error; };
  await Promise.all(Array.from({ length: AT_ONCE }, () => next().catch(fail)));
}

// Once a site is kept, its next version is fetched whole; until that is done the version before stays in use.
async function begin() {
  await keep((await earlier()).length ? Object.keys(BUILD.kept) : BUILD.frame);
  await skipWaiting();
}

const forgetEarlier = async () => Promise.all((await earlier()).map((name) => caches.delete(name)));

const addressOf = (path) => [path, `${path}/`, path.replace(/index\.html$/, "")].find((one) => Object.hasOwn(BUILD.kept, one));
const notice = async () => await held(BUILD.notice) || Response.error();

// From the internet while it answers in time, else as kept; a page that is neither gives way to a notice.
async function fresh(request, address) {
  const answer = fetch(request, { cache: "no-cache" }).catch(() => null); // the host is asked, whatever the browser remembers
  const late = new Promise((done) => { setTimeout(done, PATIENCE, null); });
  const inTime = await Promise.race([answer, late]);
  if (inTime && inTime.status < 500) return inTime;
  return await held(address) || await answer || (request.mode === "navigate" ? notice() : Response.error());
}

const asKept = async (request, address) => await held(address) || fetch(request);

addEventListener("install", (event) => event.waitUntil(begin()));
addEventListener("activate", (event) => event.waitUntil(forgetEarlier()));

addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname, searchParams } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  const address = addressOf(pathname);
  const version = searchParams.get("v");
  if (address && version === BUILD.scripts) event.respondWith(asKept(request, address));
  else if (address && version === null) event.respondWith(fresh(request, address)); // another version is asked for by another build
  else if (request.mode === "navigate" && BUILD.others.includes(pathname)) event.respondWith(fetch(request).catch(notice));
});

// The page of downloads asks to "keep" everything, or only how much is kept ("count"). Answers say what is left of how many.
addEventListener("message", (event) => {
  const all = Object.keys(BUILD.kept);
  const say = (left, more) => event.source.postMessage({ left, of: all.length, ...more });
  const answer = async () => {
    const trouble = event.data === "keep" ? await keep(all, say).then(() => "", (error) => error.name) : "";
    say((await missing(all)).length, { done: true, trouble });
  };
  event.waitUntil(answer());
});
