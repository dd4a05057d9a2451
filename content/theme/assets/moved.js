// A page that has moved. Whoever comes for one of its sections is led to that section.
const asked = (one) => new URL(`#${one.id}`, location).hash === location.hash; // there, é is %C3%A9
const listed = [...document.querySelectorAll("main a[id]")].find(asked);
const target = new URL((listed || document.querySelector("main a")).href);
if (!target.hash) target.hash = location.hash;
location.replace(target);
