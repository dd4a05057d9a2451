// Shows how far a large download is: documents.zip is made while it is sent. Without this script the browser's own list of downloads
// shows it. What arrives is kept in memory until it is whole, then given to the browser to save.
{
  const form = document.querySelector("form.whole-set");
  const many = Number(form.dataset.documents);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = form.querySelector("button");
    const address = `${form.getAttribute("action")}?${new URLSearchParams(new FormData(form))}`;
    const status = form.querySelector("[role=status]") ?? form.appendChild(document.createElement("div"));
    status.setAttribute("role", "status");
    const bar = document.createElement("progress");
    bar.setAttribute("aria-label", "Documents made");
    const words = document.createElement("p");
    words.textContent = `Making your ${many} documents`;
    status.replaceChildren(words, bar);
    button.disabled = true;
    try {
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
      const link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob(pieces, { type: "application/zip" }));
      link.download = "documents.zip";
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 60000);
      words.textContent = "Done. Look for documents.zip among your downloads.";
      bar.remove();
    } catch {
      words.textContent = "Something came between. Nothing is lost: press the button again.";
      bar.remove();
    }
    button.disabled = false;
  });
}
