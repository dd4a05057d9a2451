// Shows how far a large download is: documents.zip is made while it is sent. Without this script the browser's own list of downloads
// shows it. What arrives is kept in memory until it is whole, then given to the browser to save.
{
  const form = document.querySelector("form.whole-set");
  const status = document.createElement("p");
  status.setAttribute("role", "status"); // there before it says anything: screen readers miss what arrives together with it
  form.append(status);
  let isBusy = false; // not a button switched off: that would take the keyboard's place away

  async function fetched(address, bar) {
    const answer = await fetch(address);
    if (!answer.ok || !answer.body) throw new Error(answer.statusText);
    const expected = Number(answer.headers.get("X-Expected-Length")) || 1;
    const pieces = [];
    let size = 0;
    for (let reader = answer.body.getReader(), part = await reader.read(); !part.done; part = await reader.read()) {
      pieces.push(part.value);
      size += part.value.length;
      bar.value = Math.min(size / expected, 0.99);
    }
    return new Blob(pieces, { type: "application/zip" });
  }

  function give(file) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(file);
    link.download = "documents.zip";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (isBusy) return;
    isBusy = true;
    const bar = document.createElement("progress");
    bar.setAttribute("aria-label", "Documents made");
    form.append(bar);
    status.textContent = `Making your ${form.dataset.documents} documents`;
    try {
      give(await fetched(`${form.getAttribute("action")}?${new URLSearchParams(new FormData(form))}`, bar));
      status.textContent = "Done. Look for documents.zip among your downloads.";
    } catch {
      status.textContent = "Something came between. Nothing is lost: press the button again. If that does not help, take them one by one below.";
    }
    bar.remove();
    isBusy = false;
  });
}
