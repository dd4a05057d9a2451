// A page that has moved. Whoever comes for one of its sections is led to that section.
const listed = document.getElementById(location.hash.slice(1));
const target = new URL((listed || document.querySelector("main a")).href);
if (!target.hash) target.hash = location.hash;
location.replace(target);
