// The bar that leads back to a local partner; companion.js loads this on pages opened with ?partner=… and has made room for it.
// Nothing is stored: our own links and forms take the name along instead, at the moment they are used.
{
  const slug = new URLSearchParams(location.search).get("partner");
  const bar = document.querySelector("nav.partner");
  let known = true;
  if (bar) {
    fetch("/local-support/partners.json").then((answer) => answer.json()).then((names) => {
      known = typeof names[slug] === "string";
      if (!known) { bar.remove(); return; }
      const link = document.createElement("a");
      link.className = "wrap";
      link.href = `/local-support/${slug}/`;
      link.textContent = `Back to ${names[slug]}`;
      bar.setAttribute("aria-label", "Local partner");
      bar.append(link);
    }).catch(() => bar.remove());
  }
  const along = (search) => {
    const query = new URLSearchParams(search);
    if (!known || query.get("partner") === slug) return search;
    query.set("partner", slug);
    return `?${query}`;
  };
  for (const kind of ["click", "auxclick", "contextmenu"]) {
    addEventListener(kind, ({ target }) => {
      const link = target.closest?.("a[href]");
      if (link?.host === location.host && link.search !== along(link.search)) link.search = along(link.search);
    }, true);
  }
  addEventListener("submit", ({ target: form }) => {
    const action = new URL(form.getAttribute("action") || "", location);
    if (!known || action.host !== location.host) return;
    if (form.getAttribute("method") === "post") {
      action.search = along(action.search);
      form.setAttribute("action", action);
    } else if (!form.querySelector("[name=partner]")) {
      const field = document.createElement("input");
      field.type = "hidden";
      field.name = "partner";
      field.value = slug;
      form.append(field);
    }
  }, true);
}
