// The box over the list of local help: type a council or town, and other areas step aside. The list works without it.

const plain = (text) => text.toLowerCase().normalize("NFKD").replace(/[\u0300-\u036f'\u2019.]/g, "").replace(/&/g, "and")
  .replace(/[^a-z0-9]+/g, " ").trim();
const town = document.getElementById("town");
const said = document.getElementById("town-found");
const regions = document.getElementById("regions");
const areas = [...document.querySelectorAll(".area")].map((place) => {
  const names = place.dataset.words.split("|").map(plain);
  return { place, names: names.slice(0, -1), region: names.at(-1), heading: place.querySelector("h3") };
});

// "york" is York; "yorkshire" is every area with that word. A region is meant when all of its name is there, or two words.
function found(typed) {
  const inRegion = (area) => area.region === typed || (typed.includes(" ") && area.region.startsWith(typed));
  const first = areas.filter((area) => area.names.some((name) => name.startsWith(typed)) || inRegion(area));
  if (first.length) return first;
  return areas.filter((area) => [...area.names, area.region].some((name) => ` ${name}`.includes(` ${typed}`)));
}

function show() {
  const typed = plain(town.value);
  const fit = typed ? found(typed) : [];
  for (const area of areas) area.place.hidden = fit.length > 0 && !fit.includes(area);
  for (const region of document.querySelectorAll(".region")) region.hidden = !region.querySelector(".area:not([hidden])");
  regions.hidden = fit.length > 0;
  if (!typed) said.textContent = "";
  else if (fit.length) said.textContent = fit.length === 1 ? `1 area: ${fit[0].heading.textContent}.` : `${fit.length} areas.`;
  else if (/\d/.test(typed)) said.textContent = "We cannot look up postcodes. Type the name of a council or town.";
  else said.textContent = "We do not know that name. Check the spelling, type a bigger place nearby, or choose a region.";
  return fit;
}

town.addEventListener("input", show);
town.addEventListener("keydown", (event) => {
  if (event.key !== "Enter") return;
  const [area] = show();
  if (!area) return;
  area.heading.tabIndex = -1;
  area.heading.focus();
});
if (town.value) show(); // what a browser kept when somebody came back
